"""How likely it is that the best evidence answers the question: signs that are weak alone, weighed together.

The weights are in `sureness.toml`, made by `python -m eval.calibrate` from questions with known answers.
"""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.answering.evidence import Evidence, Unit
from assistant.answering.understand import Understanding

# e5's cosines lie between 0.75 and 0.95; a passage that only the index of words found has none.
_NO_COSINE = 0.8


class Clues(NamedTuple):
    """What tells whether the best unit answers: shares of the question that it, its passage and its rarest word
    cover, how well its passage was found, how far it is ahead of other documents, what was asked (documents lack
    many a fact that people ask for), and how near a question is that it is known to answer."""

    covered: float
    passage: float
    rarest: float
    concepts: float
    cosine: float
    found: float
    weight: float
    score: float
    margin: float
    fits: float
    timely: float
    place: float
    fact: float
    known: float


def clues(best: Unit, evidence: Evidence, asked: Understanding) -> Clues:
    """The clues for the unit that would be quoted first."""
    scores = best.weighed.ranked.scores
    here = best.weighed.ranked.found
    held = [
        any(
            unit.held[place]
            for unit in evidence.units
            if unit.weighed.ranked.found.passage.id == here.passage.id
        )
        for place in range(len(best.held))
    ]
    total = sum(evidence.importance) or 1.0
    rarest = max(range(len(best.held)), key=lambda place: evidence.importance[place], default=None)
    others = (unit.score for unit in evidence.units if unit.weighed.card.document_id != here.card.document_id)
    return Clues(
        covered=best.covered,
        passage=sum(weight for weight, is_held in zip(evidence.importance, held, strict=True) if is_held)
        / total,
        rarest=1.0 if rarest is None else float(best.held[rarest]),
        concepts=float(min(len(best.held), 8)),
        cosine=_NO_COSINE if scores.cosine is None else scores.cosine,
        found=scores.reranked,
        weight=best.weighed.weight,
        score=best.score,
        margin=min(best.score - next(others, best.score - 1.0), 1.0),
        fits=float(best.fits),
        # That a year is not covered is said, and is no reason to say nothing.
        timely=max(best.signs.timely, 0.0),
        place=float(bool(asked.municipalities or asked.corporations)),
        fact=float(asked.wants_fact),
        known=best.signs.known,
    )


def sureness(best: Unit, evidence: Evidence, asked: Understanding) -> float:
    """The chance, 0 to 1, that the evidence answers the question.

    Clues weigh otherwise for a sentence that no known question leads to: there is one clue less.
    """
    asked_for = any(one.start < best.end and best.start < one.end for one in best.weighed.ranked.known)
    weights, bias = _calibrated("known" if asked_for else "unknown")
    value = bias + sum(w * clue for w, clue in zip(weights, clues(best, evidence, asked), strict=True))
    return 1 / (1 + math.exp(-value))


@cache
def _calibrated(table: str) -> tuple[tuple[float, ...], float]:
    data = tomllib.loads((files("assistant.answering") / "sureness.toml").read_text("utf-8"))[table]
    return tuple(data[name] for name in Clues._fields), data["bias"]
