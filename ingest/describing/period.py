"""The years that a document is about: out of its title, its first page, or the clause that says how long it runs."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.model import Kind, Period
from ingest.describing.dates import DATE, Years, dates_in, listed_years, spans_in, years_in
from ingest.describing.front import Front, Line, Read, proof

_FROM_TO = re.compile(
    rf"\b(?:van|vanaf|per|met ingang van|op)\s(?P<from>{DATE}|1 januari)(?:\s\w+){{0,3}}?"
    rf"\s(?P<until>tot en met|t/m|tot|en eindig\w+ op)\s(?P<to>{DATE})",
    re.IGNORECASE,
)
_NUMBERS = {"één": 1, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
_LENGTH = re.compile(
    rf"\b(?:looptijd|duur|periode|termijn)\s(?:van|is)\s(\d{{1,2}}|{'|'.join(_NUMBERS)})\s(?:\(\d+\)\s)?jaar\b"
    r"(?P<rest>.{0,80})",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    rf"\b(?:begin\w*|gaan in|gaat in|ingaand\w*|ingang\w*|vanaf|geld\w*(?: met ingang van| vanaf))\D{{0,20}}({DATE})",
    re.IGNORECASE,
)
_END = re.compile(
    rf"\b(?:stop\w*|eindig\w*|vervall?\w*|aflop\w*|lop\w* af|lopen tot(?: en met)?)\D{{0,20}}({DATE})",
    re.IGNORECASE,
)
_FOR_YEARS = re.compile(
    r"\b(?:voor|over|in) (?:de (?:jaren|periode)|het jaar|het kalenderjaar)\b|\b(?:afspraken|gemaakt) voor $",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:doorkijk|vooruitblik|doorloop|uitloop|prijspeil)\b.*", re.IGNORECASE)
_ONE_YEAR = re.compile(
    r"\b(?:jaarschijf|jaarafspraken|jaarplan|bod|monitor|uitgave|editie|addendum|jaarverslag|evaluatie)\b"
    r".{0,40}?\b(20[0-4]\d)\b(?!\s?[-–/])",
    re.IGNORECASE,
)
_PART = frozenset({Kind.JAARAFSPRAKEN, Kind.MONITOR})
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING})
_READ_ON = re.compile(rf"gelezen op {DATE}|https?://\S+", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|maart|apr|mei|juni|juli|aug|sept|okt|nov|dec)\w* 20\d\d", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(
    r"\bgeld\w*\b.{0,40}\b(?:het (?:kalender)?jaar|alleen in|voor|in) (20[0-4]\d)\b(?!\s?[-–/])",
    re.IGNORECASE,
)
_LOOKED_AT = 60  # lines
_SHORT = 160  # characters of a line that presents a document


def read_period(front: Front, kind: Kind, signed: date | None, parent: str | None) -> Read[Period]:
    """First and last year with the evidence; an empty period when nothing says.

    The years of the `parent` are not the document's own; where an addendum does not say how long it runs, it begins
    when it was `signed` and ends with its parent.
    """
    if kind is Kind.ADDENDUM:
        return (
            _clause(front)
            or _with_parent(front, signed, parent)
            or _titles(front, kind, parent)
            or Read(Period())
        )
    if kind in _TELLING:
        return _told(front) or Read(Period())
    title = _titles(front, kind, parent)
    said = _text(front, parent, said=True)
    if title and title.value.start != title.value.end:
        return title
    if title and kind in _PART:
        return title
    if said and title and said.value.start == title.value.start:
        return said  # "Bod 2027" that goes on "for the years 2027 to 2030"
    if kind is Kind.OVERIG:
        return title or _clause(front) or said or Read(Period())
    return title or _clause(front) or said or _text(front, parent) or _single(front, parent) or Read(Period())


def _titles(front: Front, kind: Kind, parent: str | None) -> Read[Period] | None:
    shown = next((line for line in front.cover if line.text.casefold() == front.title.casefold()), None)
    places: list[tuple[str, Line | None, float]] = [(front.title, shown, 0.95)]
    places += [
        (line.text, line, 0.85) for line in front.cover if line is not shown and len(line.text) <= _SHORT
    ]
    for text, line, certainty in places:
        own = _UNTIL.sub("", _without(text, parent))
        one = _ONE_YEAR.search(own)
        span = next(spans_in(own), None) or listed_years(own)
        if one and (span is None or kind in _PART):
            return _found(Years(int(one[1]), int(one[1]), one.start(1), one.end(1)), line, certainty)
        if span:
            return _found(span, line, certainty)
    one_year = next(years_in(_UNTIL.sub("", _without(front.title, parent))), None)
    return _found(one_year, shown, 0.8) if one_year else None


def _single(front: Front, parent: str | None) -> Read[Period] | None:
    """A year by itself under the title, when it is not the day or the month of the document."""
    for line in front.cover[:4]:
        own = _UNTIL.sub("", _without(line.text, parent))
        one_year = None if _MONTH.search(own) or next(dates_in(own), None) else next(years_in(own), None)
        if one_year:
            return _found(one_year, line, 0.5)
    return None


def _told(front: Front) -> Read[Period] | None:
    """What a text that tells about agreements is about: from the first to the last year that its title names, or the
    years that the lines under it say; the years that it tells about further on are not."""
    named = [*spans_in(front.title), *years_in(front.title)]
    if named:
        shown = next((line for line in front.cover if line.text.casefold() == front.title.casefold()), None)
        first, last = min(years.first for years in named), max(years.last for years in named)
        start, end = min(years.start for years in named), max(years.end for years in named)
        return _found(Years(first, last, start, end), shown, 0.9)
    for line in front.opening:
        own = _READ_ON.sub(lambda found: " " * len(found[0]), line.text)
        one = _ONE_YEAR.search(own) if len(own) <= _SHORT else None
        if one:
            return _found(Years(int(one[1]), int(one[1]), one.start(1), one.end(1)), line, 0.8)
        for span in spans_in(own):
            if len(own) <= _SHORT or _FOR_YEARS.search(own[max(0, span.start - 40) : span.start]):
                return _found(span, line, 0.6)
    return None


def _clause(front: Front) -> Read[Period] | None:
    """A sentence that says how long it runs."""
    lines = front.first[: _LOOKED_AT * 3]
    for line in lines:
        match = _FROM_TO.search(line.text)
        if match:
            end = next(dates_in(match["to"]), None)
            start = next(dates_in(match["from"]), None)
            if end:
                first = start.day.year if start else end.day.year
                # "tot 1 januari 2028" does not reach into that year.
                exclusive = (end.day.month, end.day.day) == (1, 1) and not re.search(
                    r"met|t/m", match["until"]
                )
                last = end.day.year - exclusive
                if first <= last:
                    return _found(Years(first, last, match.start(), match.end()), line, 0.9)
        length = _LENGTH.search(line.text)
        if length:
            years = int(length[1]) if length[1].isdigit() else _NUMBERS[length[1].lower()]
            began = next(dates_in(length["rest"]), None) or next(dates_in(line.text), None)
            if began and years:
                last = began.day.year + years - 1
                return _found(Years(began.day.year, last, length.start(), length.end()), line, 0.85)
        year = _CALENDAR_YEAR.search(line.text)
        if year:
            return _found(Years(int(year[1]), int(year[1]), year.start(), year.end()), line, 0.7)
    return _begin_and_end(lines)


def _begin_and_end(lines: Sequence[Line]) -> Read[Period] | None:
    begin = next(((m, line) for line in lines if (m := _BEGIN.search(line.text))), None)
    end = next(((m, line) for line in lines if (m := _END.search(line.text))), None)
    if begin is None or end is None:
        return None
    first, last = (next(dates_in(match[1]), None) for match, _ in (begin, end))
    if first is None or last is None or last.day.year < first.day.year:
        return None
    value = Period(first.day.year, last.day.year)
    shown = _shown(value)
    return Read(
        value, tuple(proof("period", shown, line, m.start(), m.end(), 0.8) for m, line in (begin, end))
    )


def _with_parent(front: Front, signed: date | None, parent: str | None) -> Read[Period] | None:
    """From the day that an addendum begins, or was signed, to the end of its parent."""
    until = next(spans_in(parent), None) if parent else None
    line = next((line for line in front.first if parent and parent in line.text), None)
    if until is None or line is None:
        return None
    begins = next((m for line in front.first[:_LOOKED_AT] if (m := _BEGIN.search(line.text))), None)
    start = next(dates_in(begins[1]), None) if begins else None
    first = start.day.year if start else signed.year if signed else None
    if first is None or not until.first <= first <= until.last:
        return None
    return _found(Years(first, until.last, 0, len(line.text)), line, 0.6)


def _text(front: Front, parent: str | None, said: bool = False) -> Read[Period] | None:
    """A span of years that the first lines are "for"; or else the only one they name, unless it must be `said` so."""
    spans: list[tuple[Years, Line]] = []
    for line in front.first[:_LOOKED_AT]:
        own = _without(line.text, parent)
        for span in spans_in(own):
            if _FOR_YEARS.search(own[max(0, span.start - 40) : span.start]):
                return _found(span, line, 0.7)
            spans.append((span, line))
    if not said and spans and len({(s.first, s.last) for s, _ in spans}) == 1:
        return _found(spans[0][0], spans[0][1], 0.5)
    return None


def _without(text: str, parent: str | None) -> str:
    """The text with the name of the parent blanked out, other characters in their place."""
    at = text.casefold().find(parent.casefold()) if parent else -1
    return text if parent is None or at < 0 else text[:at] + " " * len(parent) + text[at + len(parent) :]


def _found(years: Years, line: Line | None, certainty: float) -> Read[Period]:
    value = Period(years.first, years.last)
    return Read(value, (proof("period", _shown(value), line, years.start, years.end, certainty),))


def _shown(period: Period) -> str:
    return str(period.start) if period.start == period.end else f"{period.start}-{period.end}"
