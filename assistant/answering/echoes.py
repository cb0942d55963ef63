"""The same agreement elsewhere: a side of a comparison found by what another side says, when its own words fail.

Municipalities agree on the same things in other words: "een grondprijs van € 18.500 (prijspeil 2024, exclusief btw)",
"vraagt voor een kavel € 15.000 (prijspeil 2025, exclusief btw)".
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.concepts import Bag
from assistant.answering.contract import AnswerStatus
from assistant.answering.decide import Decision, able_to_answer
from assistant.answering.evidence import Evidence, Unit
from assistant.answering.figures import holds_quantity, holds_sort
from assistant.answering.sides import Side
from assistant.answering.understand import Understanding

# Cosine of the weighted stems, from which on two sentences tell the same; less when it is about what is asked too.
_ALIKE, _ALIKE_WHEN_COVERED = 0.42, 0.2
_COVERED = 0.15
_NEAR = 0.2  # how far below the best one of its side a sentence may score to be looked for elsewhere
_MOST = 60


def echoed(decided: Sequence[tuple[Side, Decision]], seen: Sequence[Evidence]) -> list[tuple[Side, Decision]]:
    """What is decided on each side, with what the others say tried where one has nothing; `seen` is its evidence."""
    others = [decision for _, decision in decided]
    return [
        (side, _echo(decision, evidence, side.asked, others))
        for (side, decision), evidence in zip(decided, seen, strict=True)
    ]


def _echo(
    decision: Decision, evidence: Evidence, asked: Understanding, others: Sequence[Decision]
) -> Decision:
    """The decision on a side; where it found nothing, the sentence most like what answers another side, if alike."""
    answers = [
        unit
        for other in others
        for unit in other.units
        if unit.form == "sentence" and unit.score >= other.units[0].score - _NEAR
    ]
    if decision.units or decision.choices or not answers or asked.part:
        return decision
    able = [unit for unit in able_to_answer(evidence, asked)[:_MOST] if unit.form == "sentence"]
    weights = _weights([*able, *answers])
    alike = [
        (unit.weighed.weight * _alike(unit, answer, weights), unit)
        for unit in able
        for answer in answers
        if all(told(unit.text) or not told(answer.text) for told in (holds_quantity, _holds_money))
    ]
    likeness, unit = max(alike, key=lambda one: one[0], default=(0.0, None))
    if not unit or likeness < (_ALIKE if unit.covered < _COVERED else _ALIKE_WHEN_COVERED):
        return decision
    return replace(decision, status=AnswerStatus.BEANTWOORD, units=(unit,))


def _holds_money(text: str) -> bool:
    return holds_sort(text, "euro")


def _weights(units: Sequence[Unit]) -> dict[str, float]:
    """How telling each stem is among these sentences; figures and what stands in most of them tell nothing."""
    counts = Counter(stem for unit in units for stem in Bag.of(unit.text).stems if stem.isalpha())
    return {stem: math.log((len(units) + 1) / count) for stem, count in counts.items()}


def _alike(one: Unit, other: Unit, weights: dict[str, float]) -> float:
    here, there = (
        {stem: weights[stem] for stem in Bag.of(unit.text).stems if stem in weights} for unit in (one, other)
    )
    length = math.sqrt(sum(w * w for w in here.values())) * math.sqrt(sum(w * w for w in there.values()))
    return sum(weight * weight for stem, weight in here.items() if stem in there) / length if length else 0.0
