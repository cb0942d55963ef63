"""What follows, in the same passage, on what answered the part before: a reason, a condition, another number."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.concepts import Bag, stems
from assistant.answering.contract import AnswerStatus
from assistant.answering.decide import Decision
from assistant.answering.evidence import Evidence, Unit
from assistant.answering.parts import leans_back
from assistant.answering.signs import continues
from assistant.answering.understand import Understanding

_WHY = re.compile(r"\b(?:waarom|waardoor|hoezo|hoe komt|hoe kwam)\b", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:daarvan|ervan|hiervan)\b", re.IGNORECASE)
_BEST = 2  # of the units that answered the part before
_GAP = 3  # characters between two sentences of one paragraph


def carried_on(decision: Decision, evidence: Evidence, asked: Understanding, before: Decision) -> Decision:
    """The decision on a part that leans on the one before; the sentence after that one's answer when it tells it.

    "Waarom niet?" is answered where the "niet" stands, whatever else is found.
    """
    decision = _another(decision, asked, before)
    why = bool(_WHY.search(asked.part)) and not asked.needed
    again = bool(decision.units and before.units and decision.units[0].text == before.units[0].text)
    if not asked.part or (decision.units and not why and not again):
        return decision
    if leans_back(asked.part):
        after = (unit for one in before.units[:_BEST] if (unit := _next(one, evidence.units)))
        unit = next((unit for unit in after if why or _tells(unit, asked)), None)
    else:  # the other of two things: "… in de sociale huur 3,1%. … In de vrije sector 4,1%."
        told = before.units[:1]
        unit = next((unit for unit in evidence.units for one in told if _adds(unit, one, asked)), None)
    return replace(decision, status=AnswerStatus.BEANTWOORD, units=(unit,), years=()) if unit else decision


def _another(decision: Decision, asked: Understanding, before: Decision) -> Decision:
    """The decision on a part that names nothing itself ("en hoeveel was er per jaar afgesproken?").

    It asks for another sentence than the part before: the one that has its own words.
    """
    if not asked.part or asked.needed or not decision.units or not before.units:
        return decision
    own = set(stems(asked.part))
    told = before.units[0]
    others = [unit for unit in decision.units if unit is not told and unit.text != told.text]
    held = {id(unit): len(own & set(stems(unit.text))) for unit in (told, *others)}
    best = max(others, key=lambda unit: held[id(unit)], default=told)
    if held[id(best)] <= held[id(told)]:
        return decision
    return replace(decision, units=(best, *(unit for unit in others if unit is not best)))


def _next(answered: Unit, units: Sequence[Unit]) -> Unit | None:
    """The sentence right after a unit, in its paragraph."""
    passage = answered.weighed.ranked.found.passage
    return next(
        (
            unit
            for unit in units
            if unit.weighed.ranked.found.passage.id == passage.id
            and 0 <= unit.start - answered.end <= _GAP
            and unit.form == answered.form == "sentence"
            and "\n" not in passage.text[answered.end : unit.start]
        ),
        None,
    )


def _adds(unit: Unit, told: Unit, asked: Understanding) -> bool:
    """Whether a sentence of the same passage is about something that is asked and that the one told is not about."""
    if unit.weighed.ranked.found.passage.id != told.weighed.ranked.found.passage.id or not unit.fits:
        return False
    here, before = Bag.of(unit.text), Bag.of(told.text)
    held = [concept for concept in asked.concepts if here.holds(concept)]
    return len(held) > 1 and any(not before.holds(concept) for concept in held)


def _tells(unit: Unit, asked: Understanding) -> bool:
    """Whether a sentence has what a part asks of its own, or a number of what was told before it."""
    if asked.kind in {"number", "when"} and not unit.fits:
        return False
    bag = Bag.of(unit.text)
    own = asked.concepts[: asked.needed]
    if not asked.needed and asked.kind in {"number", "when"}:  # "En wanneer?" asks nothing but the moment
        return continues(unit.text) or any(bag.holds(concept) for concept in asked.concepts)
    return any(bag.holds(concept) for concept in own) or bool(
        asked.kind == "number" and _OF_IT.search(asked.part) and _OF_IT.search(unit.text)
    )
