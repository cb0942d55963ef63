"""Step 5: is there enough to answer? Fully, partly, not at all, or ask one short question back.

Similarity alone cannot tell (cosines of e5 lie close together): `sureness` weighs it with how much of what is asked
stands in the sentence and above it, how well its passage was found, and whether the sort of answer asked for is
there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.concepts import Bag
from assistant.answering.contract import AnswerStatus, Audience
from assistant.answering.evidence import Evidence, Unit, header_of
from assistant.answering.figures import figures, years
from assistant.answering.sureness import sureness
from assistant.answering.understand import Understanding

# The chance of being right from which on there is an answer (`eval.calibrate` shows what others give).
_SURE, _SURE_OF_FACT = 0.4, 0.6
# The same when a sentence lacks the rarest word, or one of those; what says nearly as much for a fact.
_SURE_WITHOUT, _SURE_WITH_PART, _NEARLY = 0.7, 0.5, 0.6
# The same when a heading holds so much of the question: what stands under it is about that.
_SURE_UNDER_HEADING, _OF_HEADING = 0.3, 0.7
# How far below the best one a unit may score to say something about the question too.
_NEAR = 0.75
# How far below the best one a unit may score and still count as an answer.
_CLOSE = 0.45
_BARELY = 0.7
# How far below the best one, and with how much of the question, another side of it may stand.
_SIDE, _PART = 1.7, 0.35


@dataclass(frozen=True, slots=True)
class Decision:
    """What the evidence allows: `units` answer (best first), `years` are asked for and not found."""

    status: AnswerStatus
    units: tuple[Unit, ...] = ()
    years: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()


def decide(evidence: Evidence, asked: Understanding) -> Decision:
    """How far the question can be answered from the evidence."""
    able = able_to_answer(evidence, asked)
    if not able:
        return Decision(AnswerStatus.NIET_GEVONDEN)
    near = [unit for unit in able if unit.score >= able[0].score - _NEAR]
    is_sure = sureness(able[0], evidence, asked) >= _least(able[0], evidence, asked)
    if not is_sure and not _under_heading(near, evidence, asked):
        return Decision(AnswerStatus.NIET_GEVONDEN)
    beside = {id(unit) for unit in near} | {id(unit) for unit in _beside(near, evidence, asked)}
    enough = _of_named_kind([unit for unit in evidence.units if id(unit) in beside], asked)
    choices = _places(enough, asked)
    if choices:
        return Decision(AnswerStatus.VERDUIDELIJKING_NODIG, choices=choices)
    best = enough[0].score
    close = [unit for unit in enough if unit.score >= best - _CLOSE]
    missing = tuple(year for year in asked.years if not any(_covers(unit, year) for unit in close))
    status = AnswerStatus.DEELS_BEANTWOORD if missing else AnswerStatus.BEANTWOORD
    return Decision(status, tuple(enough), missing)


def able_to_answer(evidence: Evidence, asked: Understanding) -> list[Unit]:
    """The units that hold the sort of answer asked for, best first."""
    return [
        unit
        for unit in evidence.units
        if (unit.fits or not asked.wants_fact)
        and (not asked.needed or (all(unit.held[: asked.needed]) and unit.own > 0))
    ]


def _under_heading(near: Sequence[Unit], evidence: Evidence, asked: Understanding) -> bool:
    """Whether something stands under a heading that holds most of what is asked, when no fact is asked for."""
    return not asked.wants_fact and any(
        unit.above >= _OF_HEADING and sureness(unit, evidence, asked) >= _SURE_UNDER_HEADING for unit in near
    )


def _beside(sure: Sequence[Unit], evidence: Evidence, asked: Understanding) -> list[Unit]:
    """What belongs with a sure answer: the other rows of its table, and what holds another number asked about.

    Where sources disagree ("1 of 15 december?") each side may hold only a part of the question.
    """
    if not sure:
        return []
    tables = {
        unit.weighed.ranked.found.passage.id
        for unit in sure[:2]
        if unit.form == "row" and asked.kind in {"rule", "list", "open"} and not asked.years
    }
    places = {unit.weighed.ranked.found.passage.id for unit in sure[:3]}
    near = sure[0].score - _SIDE
    return [
        unit
        for unit in evidence.units
        if (unit.form == "row" and unit.weighed.ranked.found.passage.id in tables)
        or (
            len(asked.numbers) > 1
            and unit.score >= near
            and (unit.covered >= _PART or unit.weighed.ranked.found.passage.id in places)
            and asked.numbers & figures(unit.text)
        )
    ]


def _of_named_kind(units: list[Unit], asked: Understanding) -> list[Unit]:
    """What stands in the kind of document that is asked about ("volgens het bod"), when it stands there."""
    if asked.general or asked.kind == "when" or not (asked.municipalities or asked.corporations):
        return units
    named = [unit for unit in units if unit.weighed.card.description.kind in asked.kinds]
    return named or units


def _least(unit: Unit, evidence: Evidence, asked: Understanding) -> float:
    """How sure it must be that a unit answers: more without what says most in the question, in the unit, above it or
    in a question that it is known to answer.

    A fact must be about all that says nearly as much: the term for mould is none for a broken heating.
    """
    heaviest = max(evidence.importance, default=0.0)
    weighed = list(zip(unit.held, evidence.importance, strict=True))
    if asked.wants_fact:
        lacks = any(not held for held, weight in weighed if weight >= _NEARLY * heaviest)
        return _SURE_WITHOUT if lacks else _SURE_OF_FACT
    rarest = [held for held, weight in weighed if weight == heaviest]
    if unit.asked_alike or all(rarest):  # it may be said in other words
        return _SURE
    return _SURE_WITH_PART if any(rarest) else _SURE_WITHOUT


def _covers(unit: Unit, year: int) -> bool:
    """Whether a unit says something of a year: it names the year, or names none in a document about that year."""
    passage = unit.weighed.ranked.found.passage
    header = header_of(passage, unit.start) if unit.form == "row" else None
    named = years(unit.text) | (years(header[1]) if header else frozenset())
    period = unit.weighed.card.description.period.years()
    return year in named if named else year in period or not period


def _places(units: Sequence[Unit], asked: Understanding) -> tuple[str, ...]:
    """The municipalities to choose from when the answer depends on the place and none is named.

    A tenant asks about one place; policy staff want to see all of them. An answer that belongs to no place (a
    guide, a law, national agreements) needs no question back, unless the question says "bij ons".
    """
    if asked.filters.municipalities or asked.filters.corporations or asked.filters.documents or asked.general:
        return ()
    own = "own" in asked.signals
    if asked.kind == "comparison" or (asked.audience is Audience.BELEID and not own):
        return ()
    best = units[0].score
    close = [unit for unit in units if unit.score >= best - _BARELY]
    local = [unit for unit in close if unit.weighed.card.description.municipalities]
    places = dict.fromkeys(name for unit in local for name in unit.weighed.card.description.municipalities)
    general_answer = not units[0].weighed.card.description.municipalities and asked.kind != "number"
    first = units[0].weighed.card.description
    # A question about a region is answered by what its municipalities agreed together.
    regional = len(first.municipalities) > 1 and Bag.of(first.title).stems & {
        stem for concept in asked.concepts if not concept.words for stem in concept.own
    }
    if not places or regional or (general_answer and not own):
        return ()
    return tuple(sorted(places)) if len(places) > 1 or own else ()
