"""A number that a sentence divides over parties: whose part is whose, and which number adds them up."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.commitment import Actor, Quantity
from ingest.commitments.number_choice import Chosen

_CUT = re.compile(r"[,;:(]|\s(?:en|waarvan|plus)\s")
_BY = re.compile(r"^\s?\(?(?:(?:[\w-]+\s)?(?:van|door|voor|bij|uit))\s", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:samen|totaal|gezamenlijk|bij\selkaar|opgeteld)\b", re.IGNORECASE)
_DIVIDED = re.compile(
    r":|\b(?:waarvan|namelijk|verdeeld|bestaande\suit)\b|\bte\sweten\b|\bin\stotaal\b", re.IGNORECASE
)
_NEAR = 120  # characters around a number that may name its party


def owners(
    sentence: str, numbers: Sequence[Chosen], actors: Callable[[str], tuple[Actor, ...]] | None
) -> list[Actor | None]:
    """The party of each number: "12 van Hagelinde", "Hagelinde € 38.000"; None where no single one is named."""
    found: list[Actor | None] = []
    for place, one in enumerate(numbers):
        start = numbers[place - 1].found.tail if place else 0
        end = numbers[place + 1].found.start if place + 1 < len(numbers) else len(sentence)
        after = sentence[one.found.tail : min(end, one.found.tail + _NEAR)]
        before = sentence[max(start, one.found.start - _NEAR) : one.found.start]
        found.append(_party(after, before, actors) if actors else None)
    return found


def divided(
    sentence: str, numbers: Sequence[Quantity], chosen: Sequence[Chosen], parties: Sequence[Actor | None]
) -> list[Quantity]:
    """The numbers with their parties where there are several, and what adds the others up marked as a total."""
    found = list(numbers)
    for place, one in enumerate(found):
        others = [other for i, other in enumerate(found) if i != place and other.unit == one.unit]
        if len(others) < 2 or not _adds_up(sentence, chosen, place):
            continue
        if abs(sum(other.value for other in others) - one.value) < 0.005 * max(1, one.value / 100):
            found[place] = replace(one, total=True)
            found = [
                replace(part, per=part.per or one.per, each=part.each or one.each) if part in others else part
                for part in found
            ]
            break
    parts = [(place, party) for place, party in enumerate(parties) if party and not found[place].total]
    if len({party for _, party in parts}) > 1:
        for place, party in parts:
            found[place] = replace(found[place], actor=party)
    return found


def _adds_up(sentence: str, numbers: Sequence[Chosen], place: int) -> bool:
    """Whether words say that a number is divided: "samen 60", "22 woningen: 12 van …", "64 woningen, waarvan 40"."""
    one = numbers[place].found
    start = numbers[place - 1].found.tail if place else 0
    end = numbers[place + 1].found.start if place + 1 < len(numbers) else len(sentence)
    return bool(_TOGETHER.search(sentence[start : one.start]) or _DIVIDED.search(sentence[one.tail : end]))


def _party(after: str, before: str, actors: Callable[[str], tuple[Actor, ...]]) -> Actor | None:
    if _BY.match(after):
        cut = _CUT.search(after)
        named = actors(after[: cut.start()] if cut else after)
        if len(named) == 1:
            return named[0]
    cuts = [match.end() for match in _CUT.finditer(before)]
    named = actors(before[cuts[-1] :] if cuts else before)
    return named[0] if len(named) == 1 else None
