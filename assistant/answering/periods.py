"""The years that a question names: single years, the period of a document, and stretches of time in words."""

import re
from datetime import date
from typing import NamedTuple

YEAR = re.compile(r"\b(?:19[89]|20[0-9])\d\b")
# "2024–2027" names a document's period: its sentences need not name those years.
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:–|-|/|t/m|tot en met|tot)\s*((?:19|20)\d\d)\b")
_BETWEEN = re.compile(r"\b(?:tussen|van) ((?:19|20)\d\d) (?:en|tot|tot en met) ((?:19|20)\d\d)\b", re.I)
_SINCE = re.compile(r"\b(sinds|vanaf|na) ((?:19|20)\d\d)\b", re.I)
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](\d\d)(?!\w)")
_NUMBERS = ("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_FEW = rf"(\d|10|{'|'.join(_NUMBERS)})"
# As tenants write it too: "volgent jaar", "afgelope jaar".
_RELATIVE = (
    (re.compile(r"\b(?:in |voor |van )?(?:het )?(?:volgen|aankomen|komen)[dt]e? jaar\b", re.I), 1),
    (re.compile(r"\b(?:in |voor |van )?(?:het )?(?:vori(?:g|ch)|afgelopen?)e? jaar\b", re.I), -1),
    (re.compile(r"\b(?:in |voor |van )?(?:dit|het huidige) jaar\b", re.I), 0),
)
_COMING = re.compile(rf"\b(?:in |voor )?de (?:komende|volgende|aankomende) {_FEW} jaar\b", re.I)
_PAST = re.compile(rf"\b(?:in )?de (?:afgelopen|laatste|vorige) {_FEW} jaar\b", re.I)
_LATER = re.compile(rf"\bover {_FEW} jaar\b", re.I)
# What runs on ("vanaf 2027") is about so many years after today at least.
_AHEAD = 10


class Times(NamedTuple):
    """`years` named one by one; `period`, as a document has it ("2024–2027"); `span`, a stretch of time in words."""

    years: tuple[int, ...]
    period: tuple[int, int] | None
    span: tuple[int, int] | None

    def all(self) -> tuple[int, ...]:
        """Every year that is asked about, in order."""
        stretches = [range(first, last + 1) for first, last in filter(None, (self.period, self.span))]
        return tuple(sorted({*self.years, *(year for stretch in stretches for year in stretch)}))


class Mention(NamedTuple):
    """A period or a single year in a text, at the half-open range of characters; `bracketed`: between brackets."""

    times: Times
    start: int
    end: int
    bracketed: bool


def mentions(text: str) -> list[Mention]:
    """The periods and years in a text in order; those of a stretch of time ("sinds 2019") are none."""
    for stretch in (_SINCE, _BETWEEN):
        text = stretch.sub(lambda found: " " * len(found[0]), text)
    periods = [
        (Times((), _ordered(int(found[1]), int(found[2])), None), found) for found in _PERIOD.finditer(text)
    ]
    rest = _PERIOD.sub(lambda found: " " * len(found[0]), text)
    years = [(Times((int(found[0]),), None, None), found) for found in YEAR.finditer(rest)]
    return sorted(
        (
            Mention(times, found.start(), found.end(), text[: found.start()].rstrip().endswith("("))
            for times, found in (*periods, *years)
        ),
        key=lambda mention: mention.start,
    )


def times(text: str, today: date) -> Times:
    """The years in a question whose relative years are written out."""
    span, rest = None, text
    if between := _BETWEEN.search(text):
        span = _ordered(int(between[1]), int(between[2]))
    elif since := _SINCE.search(text):
        first = int(since[2]) + (since[1].lower() == "na")
        ahead = 0 if since[1].lower() == "sinds" else _AHEAD
        span = (first, max(first, today.year + ahead))
    if span:
        rest = _SINCE.sub(" ", _BETWEEN.sub(" ", text))
    named = _PERIOD.search(rest)
    years = tuple(dict.fromkeys(int(year) for year in YEAR.findall(_PERIOD.sub(" ", rest))))
    return Times(years, _ordered(int(named[1]), int(named[2])) if named else None, span)


def written_out(text: str, today: date) -> str:
    """The text with relative and shortened years as years: "volgend jaar", "de komende vier jaar", "'26"."""
    year = today.year
    text = _SHORT_YEAR.sub(r"20\1", text)
    text = _COMING.sub(lambda found: f"tussen {year + 1} en {year + _number(found[1])}", text)
    text = _PAST.sub(lambda found: f"tussen {year - _number(found[1])} en {year - 1}", text)
    text = _LATER.sub(lambda found: f"in {year + _number(found[1])}", text)
    for pattern, shift in _RELATIVE:
        text = pattern.sub(f"in {year + shift}", text)
    return text


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 2


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
