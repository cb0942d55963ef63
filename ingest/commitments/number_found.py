"""The numbers of a sentence as they are written, each with what it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.numerals import DIGITS, SCALE, digits_value, part_value, word_value
from ingest.commitments.number_units import TIMES, noun_after

Sort = Literal["euro", "procent", "procentpunt", "count"]
_MOST = 40  # numbers of one sentence
# A hundred thousand euro, where it weighs nothing.
_TON = r"ton(?!\s(?:CO|afval|puin|grond|materia|broeikas))"
_SCALED = rf"(?:{SCALE}|{_TON})"
_SORTS: dict[str, Sort] = {"%": "procent", "procent": "procent", "€": "euro", "euro": "euro", "eur": "euro"}
_NUMBER = re.compile(
    rf"(?P<euro>(?:€|\bEUR\b"
    rf"|\beuro\b)\s?)?(?<![\w.,])(?P<digits>{DIGITS})(?P<dash>,[-–=—]{{1,2}}(?![\w–-]))?(?![\d])"
    rf"(?:\s?(?P<scale>{_SCALED})\b\.?)?"
    rf"(?P<after>\s?%-?\s?punt(?:en)?\b|\s?procentpunt(?:en)?\b|\s?%|\s?procent\b|\s?euro\b|\s?€)?(?![\w+]"
    rf"|-[a-z])",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?<![\w.,])(?P<many>\d{1,3}|[a-zé]{2,12}?)\s?(?P<maal>maal|x)(?=\s|\s?per\b)", re.IGNORECASE
)
_ONCE = re.compile(
    r"\b(?:eens|een\s(?:keer|maal)|één\s(?:keer|maal)|eenmaal|éénmaal)\b(?=\s(?:per|in\s(?:de|het)|elk))"
    r"|\b(?:(?:elke?|iedere?|per)\s(?:jaar|kwartaal|maand|week)|jaarlijks|maandelijks|wekelijks)"
    r"\s(?:[\w’-]+\s){0,3}?(?P<once>(?:een|één)\s(?:keer|maal)|eenmaal)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\w)(?P<half>de\s(?:andere\s)?helft)\b|\b(?P<three>driekwart|drie\skwart)\b"
    r"|\b(?P<ten>een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\d{1,2})\svan\sde\s(?P<ofall>vijf|tien|honderd|10|100)"
    r"(?=\s(?:[\w-]+e\s)?(?:\w*woningen|\w*huizen|huurders|bewoners|huishoudens|woningzoekenden|starters|ouderen)\b)"
    r"|\b(?P<many>een|één|twee|drie|vier|vijf)\s?(?P<part>derde|kwart|vierde|vijfde|zesde|achtste|tiende)n?\b"
    r"(?P<procent>\sprocent(?P<point>punt)?)?(?!\s(?:kwartaal|partij(?:en)?|persoon|personen|lid|fase|ronde))"
    r"|(?<![\d.,/])(?P<top>[1-9])/(?P<under>[2-9]|10)(?![\d/])"
    rf"|\b(?P<of>een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\d{{1,2}})\sop\s(?:de\s|elke\s|iedere\s)?(?P<all>{DIGITS}"
    rf"|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twintig)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?<![\w’'·-])([A-Za-zéëï]{3,40})(?![\w’'-])(?:\s(?P<scale>miljoen|miljard|duizend|"
    + _TON
    + r")\b)?(?P<after>\s?%"
    r"|\s(?:procentpunt(?:en)?|procent|euro)\b)?",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(
    r"\b(?P<many>een|één|ander|twee|drie|vier|vijf)?\s?(?:en\seen\s)?hal(?:f|ve)\s?(?=(?P<what>jaar|procent(?:punt)?)\b)",
    re.IGNORECASE,
)
# Only a time, after words that bind: "ten minste een jaar", "met een termijn van een jaar".
_BOUND_ONE = re.compile(
    r"\b(?:ten\sminste|tenminste|minstens|minimaal|hoogstens|ten\shoogste|maximaal|uiterlijk|binnen|gedurende"
    r"|(?:termijn|duur|periode|looptijd)\svan)\s(?P<een>een)\s(?=(?:jaar|maand|week|dag|werkdag|kwartaal"
    r"|uur)\b)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\b(?:een|minstens\s?een)\s(?P<mark>\d,\d)(?=\s?(?:[.,;)]|$|of\s(?:hoger|meer|lager)|scoren|scoort"
    r"|krijg|gev|voor|op\b|dan\b|haalt|halen|aan\b|in\b))"
)
_RANGE = re.compile(
    r"^\s?(?:[-–—]|à|a|t/m|of|tot(?:\sen\smet)?|en)\s?(?:(?:de|maximaal|hoogstens|ten\shoogste)\s)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:tussen|van)\s(?:de\s|ongeveer\s|€\s?)?$", re.IGNORECASE)
MARKS = "rapportcijfer"


@dataclass(frozen=True, slots=True)
class Found:
    """A number at the characters `[start, end)` of a sentence; `tail` is where what it counts ends.

    `unit` is empty when the words after it name nothing that can be counted.
    """

    start: int
    end: int
    value: float
    sort: Sort
    unit: str
    tail: int
    upper: float | None = None

    @property
    def is_term(self) -> bool:
        return self.unit in TIMES


def found_in(masked: str) -> list[Found]:
    """The numbers of a sentence without its masks' places, in order; ranges are one number with an upper end."""
    taken: list[Found] = []
    rest = masked
    for reader in (_parts, _once, _halves, _bound, _marks, _times, _digits, _spelled):
        for one in reader(rest):
            if len(taken) < _MOST:
                taken.append(one)
        for one in taken:
            rest = rest[: one.start] + "¤" * (one.end - one.start) + rest[one.end :]
    return list(_ranged(sorted(taken, key=lambda one: one.start), masked))


def _parts(text: str) -> Iterator[Found]:
    for match in _PART.finditer(text):
        if match["half"]:
            value: float | None = 50.0
        elif match["three"]:
            value = 75.0
        elif match["top"]:
            value = round(100 * int(match["top"]) / int(match["under"]), 2)
        elif match["of"] or match["ten"]:
            few, many = _value(match["of"] or match["ten"]), _value(match["all"] or match["ofall"])
            value = round(100 * few / many, 2) if few and many and few < many else None
        else:
            value = part_value(match["many"], match["part"])
        if value is not None and match["procent"]:  # "een kwart procent"
            sort: Sort = "procentpunt" if match["point"] else "procent"
            yield Found(match.start(), match.end(), round(value / 100, 4), sort, sort, match.end())
        elif value is not None:
            yield Found(match.start(), match.end(), value, "procent", "procent", match.end())


def _value(number: str) -> float | None:
    return word_value(number) if number.isalpha() else digits_value(number)


def _once(text: str) -> Iterator[Found]:
    for match in _ONCE.finditer(text):
        start = match.start("once") if match["once"] else match.start()
        yield Found(start, match.end(), 1.0, "count", "keer", match.end())


def _halves(text: str) -> Iterator[Found]:
    for match in _HALF_YEAR.finditer(text):
        many = (match["many"] or "een").lower()
        value = 0.5 if many in {"een", "één"} else 1.5 if many == "ander" else (word_value(many) or 0) + 0.5
        if match["many"] and match["what"].lower() != "jaar":
            sort: Sort = "procentpunt" if match["what"].lower() == "procentpunt" else "procent"
            yield Found(match.start(), match.end("what"), value, sort, sort, match.end("what"))
        elif match["many"]:
            yield Found(match.start(), match.end(), value, "count", "jaar", match.end() + 4)


def _bound(text: str) -> Iterator[Found]:
    for match in _BOUND_ONE.finditer(text):
        unit, tail = noun_after(text, match.end("een"), one=True)
        yield Found(match.start("een"), match.end("een"), 1.0, "count", unit, tail)


def _marks(text: str) -> Iterator[Found]:
    for match in _MARK.finditer(text):
        value = digits_value(match["mark"])
        if value <= 10:
            yield Found(match.start("mark"), match.end("mark"), value, "count", MARKS, match.end("mark"))


def _times(text: str) -> Iterator[Found]:
    for match in _TIMES.finditer(text):
        many = match["many"]
        value = float(many) if many.isdigit() else word_value(many)
        if value is not None:
            yield Found(match.start(), match.end(), value, "count", "keer", match.end())


def _digits(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        sort = _sort(match["euro"] or match["dash"] or "", match["after"] or "")
        value = _scaled(digits_value(match["digits"]), match["scale"])
        sort = "euro" if sort == "count" and _is_ton(match["scale"]) else sort
        yield _counted(text, match.start(), match.end(), value, sort)


def _spelled(text: str) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        word = match[1]
        alone = word.lower() in {"een", "half", "halve"} and not match["scale"]
        value = None if alone else word_value(word)
        if value is None:
            continue
        sort = "euro" if _is_ton(match["scale"]) else _sort("", match["after"] or "")
        yield _counted(text, match.start(), match.end(), _scaled(value, match["scale"]), sort)


def _is_ton(scale: str | None) -> bool:
    return (scale or "").lower() == "ton"


def _scaled(value: float, scale: str | None) -> float:
    if _is_ton(scale):
        return round(value * 1e5, 6)
    return digits_value(
        f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ","), (scale or "").lower().rstrip(".")
    )


def _sort(before: str, after: str) -> Sort:
    after = after.strip().lower()
    if "punt" in after:
        return "procentpunt"
    return _SORTS.get(after) or ("euro" if before else "count")


def _counted(text: str, start: int, end: int, value: float, sort: Sort) -> Found:
    if sort != "count":
        return Found(start, end, value, sort, sort, end)
    unit, tail = noun_after(text, end, one=value == 1)
    return Found(start, end, value, sort, unit, tail)


def _ranged(numbers: list[Found], text: str) -> Iterator[Found]:
    place = 0
    while place < len(numbers):
        one = numbers[place]
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        between = text[one.end : after.start] if after else ""
        if after and _joins(one, after, between, text[: one.start]):
            yield replace(after, start=one.start, value=_of_range(one, after, text), upper=after.value)
            place += 2
        else:
            yield one
            place += 1


def _of_range(one: Found, after: Found, text: str) -> float:
    """The lower end of a range, which shares the scale of the upper one: "1,2 tot 1,5 miljoen"."""
    scale = re.search(_SCALED, text[after.start : after.end], re.IGNORECASE)
    shares = scale is not None and one.value < 1000 and not re.search(_SCALED, text[one.start : one.end])
    return _scaled(one.value, scale[0]) if scale is not None and shares else one.value


def _joins(one: Found, after: Found, between: str, before: str) -> bool:
    """Whether two numbers are the ends of one range."""
    if after.value <= one.value or (one.sort not in {after.sort, "count"}) or not _RANGE.match(between):
        return False
    if one.unit and one.sort == "count" and one.tail > one.end:
        return False
    return between.strip().lower() != "en" or _BETWEEN.search(before) is not None
