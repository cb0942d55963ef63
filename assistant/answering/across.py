"""Lists over municipalities ("welke gemeenten hebben … afgesproken?"): the best sentence of each one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.decide import Decision
from assistant.answering.evidence import Evidence, Unit
from assistant.answering.rank import AGREEMENTS
from assistant.answering.understand import Understanding
from corpus.model import Status

_WHICH_PLACES = re.compile(r"\b(?:welke|in hoeveel|hoeveel) gemeente(?:s|n)\b", re.IGNORECASE)
_ALL_AGREED = re.compile(r"^(?:geef|noem|toon|maak|zoek)\b.*\balle\b", re.IGNORECASE)
_MOST = 5
_NEAR, _COVERED = 0.8, 0.6


def over_places(asked: Understanding) -> bool:
    """Whether a question asks which municipalities agreed on something, or for all that was agreed on it."""
    text = asked.part or asked.text
    if not AGREEMENTS.issuperset(asked.kinds):
        return False
    if (
        asked.municipalities
        or asked.corporations
        or asked.filters.municipalities
        or asked.filters.corporations
    ):
        return False
    agreed = asked.about_agreements or "hebben" in text
    return agreed and bool(_WHICH_PLACES.search(text) or _ALL_AGREED.search(text))


def as_count(asked: Understanding, places: int) -> Understanding:
    """The question as a count when the answer is a list over municipalities: there may be more than it shows."""
    return replace(asked, kind="count") if places > 1 and over_places(asked) else asked


def each_place(decision: Decision, evidence: Evidence, today: date) -> Sequence[Decision]:
    """The decision split by municipality, at most five, the surest first; what is in force goes first in each."""
    if not decision.units:
        return [decision]
    best = decision.units[0]
    able = [
        unit
        for unit in evidence.units
        if unit.fits
        and unit.score >= best.score - _NEAR
        and unit.own > 0
        and unit.covered >= _COVERED * best.covered
    ]
    places: dict[tuple[str, ...], Unit] = {}
    for unit in sorted(
        able, key=lambda unit: unit.weighed.card.description.status(today) is not Status.GELDEND
    ):
        places.setdefault(unit.weighed.card.description.municipalities, unit)
    found = sorted((unit for place, unit in places.items() if place), key=lambda unit: -unit.score)
    return [replace(decision, units=(unit,)) for unit in found[:_MOST]] if len(found) > 1 else [decision]
