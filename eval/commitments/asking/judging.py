"""Judges an answer of the chat or the API: the number, what was searched, the list, and whether numbers compare."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from eval.commitments.asking.questions import CountingQuestion, Right, Way

Json = dict[str, Any]
MEASURES = ("number", "documents", "list", "comparable")
_NOT_COMPARABLE = re.compile(r"niet (?:zomaar )?te vergelijken|omgerekend", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells, whichever way it was asked; `documents` were searched, for each side of a comparison."""

    number: int | None
    documents: tuple[int, ...]
    municipalities: frozenset[str]
    corporations: frozenset[str]
    modalities: frozenset[str]
    rows: dict[str, int]
    quotes: str
    uneven: bool


def judged(question: CountingQuestion, body: Json) -> dict[str, bool]:
    """Whether each measure of a question is right; what is not judged has no entry."""
    told, right = _READ[question.way](body), question.expect
    found: dict[str, bool] = {"documents": told.documents == right.documents}
    if right.number is not None:
        found["number"] = told.number in right.number
    if right.row is not None:
        found["number"] = all(told.rows.get(value, 0) in counts for value, counts in right.row.items())
    if lists := list(_lists(told, right)):
        found["list"] = all(lists)
    if right.comparable is not None:
        found["comparable"] = told.uneven
    return found


def _lists(told: Told, right: Right) -> Iterable[bool]:
    if right.municipalities is not None:
        yield told.municipalities == right.municipalities
    if right.corporations is not None:
        # What is ranked names the first of them; a list has all of them.
        ranked = right.number is None and len(right.corporations) == 1
        yield right.corporations <= told.corporations if ranked else told.corporations == right.corporations
    if right.modalities is not None:
        yield right.modalities <= told.modalities
    for quote in right.quotes:
        yield any(_plain(one) in told.quotes for one in quote.split("|"))


def _chat(body: Json) -> Told:
    """What is counted has to stand in the text too."""
    text, counted = body["tekst"], body["telling"] or {}
    rows = {row["waarde"]: int(row["getal"]) for row in counted.get("rijen", ())}
    names = frozenset(name for name in rows if name in text)
    number = counted.get("aantal")
    searched = re.findall(r"in (\d+) document(?:en)? met afspraken", text)
    of_sources = frozenset(place for source in body["bronnen"] for place in source["document"]["gemeenten"])
    places = {"places", "places_without", "comparison"}
    return Told(
        number=number if number is not None and re.search(rf"\b{number}\b", text) else None,
        documents=tuple(int(number) for number in searched[:1]),
        municipalities=names if counted.get("soort") in places else of_sources,
        corporations=names,
        modalities=names | frozenset(name for name in rows if f"{name}:" in text.lower()),
        rows=rows,
        quotes=_plain("\n".join(source["citaat"] for source in body["bronnen"])),
        uneven=_NOT_COMPARABLE.search(text) is not None,
    )


def _tel(body: Json) -> Told:
    rows = {str(row["waarde"]): int(row["afspraken"]) for row in body["rijen"]}
    some = frozenset(value for value, count in rows.items() if count)
    return Told(
        body["afspraken"], (body["doorzocht"]["documenten"],), some, some, some, rows, "", uneven=False
    )


def _zoek(body: Json) -> Told:
    quotes = _plain("\n".join(one["citaat"] for one in body["afspraken"]))
    places = frozenset(body["doorzocht"]["gemeentenZonderAfspraak"])
    none: frozenset[str] = frozenset()
    return Told(
        body["totaal"], (body["doorzocht"]["documenten"],), places, none, none, {}, quotes, uneven=False
    )


def _vergelijk(body: Json) -> Told:
    topics = [topic for theme in body["themas"] for topic in theme["onderwerpen"]]
    cells = [cell["afspraak"] for topic in topics for cell in topic["cellen"] if cell["afspraak"]]
    numbers = [topic["getallen"] for topic in topics if topic["getallen"]]
    sides = frozenset(side["naam"] for side in body["kanten"] if side["afspraken"])
    searched = tuple(side["doorzocht"]["documenten"] for side in body["kanten"])
    none: frozenset[str] = frozenset()
    return Told(
        None,
        searched,
        sides,
        none,
        none,
        {},
        _plain("\n".join(one["citaat"] for one in cells)),
        uneven=any(not one["vergelijkbaar"] or one["vergelijkPerJaar"] for one in numbers),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


_READ: dict[Way, Callable[[Json], Told]] = {
    "chat": _chat,
    "tel": _tel,
    "zoek": _zoek,
    "vergelijk": _vergelijk,
}
