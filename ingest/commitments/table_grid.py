"""A table passage as a caption, a header and rows of cells; a passage may hold more than one table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Passage

_MOST_ROWS = 2_000
_MOST_CELLS = 60  # of a row
_LONGEST_CAPTION = 300  # characters
YEAR = re.compile(r"(?:19|20)\d\d")
# A cell that a header never holds: a number that is no year.
_VALUE = re.compile(r"(?:€\s?)?\d[\d.,]*\s?(?:%|procent|euro|x)?|[-–—]|n\.?v\.?t\.?|p\.?m\.?", re.IGNORECASE)
_WITH_NUMBER = re.compile(r"€|%|\b\d{1,3}(?:\.\d{3})*\b(?!\s?[-–]\s?\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row at the characters `[start, end)` of its passage's text."""

    text: str
    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `header` is empty when no row is one; rows have as many cells as they were printed with."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def head(self, place: int) -> str:
        """The header over a column; empty where there is none."""
        return self.header[place] if place < len(self.header) else ""

    @property
    def context(self) -> str:
        """What has to be read with a row: the caption and the header, as printed."""
        return "\n".join(filter(None, (self.caption, "\t".join(self.header))))


def grids(passage: Passage) -> Iterator[Grid]:
    """The tables of a passage in order; a part of a split table has its header in the passage's context."""
    caption, header = _given(passage.context)
    rows: list[Row] = []
    for row in _lines(passage.text):
        if len(row.cells) == 1:
            if not row.text.strip():
                continue
            if rows:
                yield Grid(caption, header, tuple(rows))
            caption, header, rows = row.text.strip()[:_LONGEST_CAPTION], (), []
        elif not rows and not header and _is_header(row.cells):
            header = tuple(cell.strip() for cell in row.cells)
        else:
            rows.append(row)
    if rows:
        yield Grid(caption, header, tuple(rows))


def _given(context: str) -> tuple[str, tuple[str, ...]]:
    lines = [line for line in context.splitlines() if line.strip()]
    place = next((i for i, line in enumerate(lines) if "\t" in line), None)
    if place is None:
        return "", ()
    return " ".join(lines[:place])[:_LONGEST_CAPTION], tuple(
        cell.strip() for cell in lines[place].split("\t")
    )


def _lines(text: str) -> Iterator[Row]:
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number >= _MOST_ROWS:
            return
        yield Row(line, at, at + len(line), tuple(cell.strip() for cell in line.split("\t")[:_MOST_CELLS]))
        at += len(line) + 1


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether no cell holds a value; a first cell that is a year or a date by itself begins a row of values."""
    values = [cell for cell in cells[1:] if cell and _VALUE.fullmatch(cell) and not YEAR.fullmatch(cell)]
    if values:
        return False
    if YEAR.fullmatch(cells[0]) and any(_WITH_NUMBER.search(YEAR.sub("", cell)) for cell in cells[1:]):
        return False
    return any(cell for cell in cells[1:])
