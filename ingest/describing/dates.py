"""Dates and spans of years as Dutch documents write them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
            "september sep sept", "oktober okt", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
DATE = (
    r"(?:\b\d{1,2}\s(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,7}\.?\s(?:19|20)\d\d\b"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b)"
)
_DATE = re.compile(DATE, re.IGNORECASE)
_YEARS = re.compile(
    r"\b(20[0-4]\d)\s{0,2}(?:[-–—/]|t/?m|t\.e\.m\.|tot(?:\s(?:en\smet|aan))?|en)\s{0,2}((?:20|[’'])?\d\d)\b(?!\s?(?:%|procent|woning))",
    re.IGNORECASE,
)  # fmt: skip
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_LONGEST = 30  # years
_LISTED = 3


class Found(NamedTuple):
    """A date at the characters `[start, end)` of a text."""

    day: date
    start: int
    end: int


class Years(NamedTuple):
    """First and last year at the characters `[start, end)` of a text."""

    first: int
    last: int
    start: int
    end: int


def dates_in(text: str) -> Iterator[Found]:
    """The dates in a text in order; days that do not exist are passed over."""
    for match in _DATE.finditer(text):
        day, month, year = re.split(r"[\s/.-]+", match[0], maxsplit=2)
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower().rstrip("."), 0)
        try:
            yield Found(date(int(year), number, int(day)), match.start(), match.end())
        except ValueError:
            continue


def spans_in(text: str) -> Iterator[Years]:
    """The spans of years in a text ("2024–2027", "2024 t/m 2027"), in order."""
    for match in _YEARS.finditer(text):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2][-2:])
        if first < last <= first + _LONGEST:
            yield Years(first, last, match.start(), match.end())


def listed_years(text: str) -> Years | None:
    """The span of three or more years that a text lists one by one ("2021 | 2022 | 2023 | 2024")."""
    found = [int(match[1]) for match in _YEAR.finditer(text)]
    if len(found) < _LISTED or any(b != a + 1 for a, b in pairwise(found)):
        return None
    return Years(found[0], found[-1], 0, len(text))


def years_in(text: str) -> Iterator[Years]:
    """The single years in a text, also those inside a date or a span."""
    for match in _YEAR.finditer(text):
        yield Years(int(match[1]), int(match[1]), match.start(), match.end())
