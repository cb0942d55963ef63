"""The cells of a table that were agreed: its numbers with what row, header and caption say of them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from corpus.model import Passage, Period
from corpus.sentences import sentences
from ingest.commitments import number_setting as setting
from ingest.commitments import table_columns as columns
from ingest.commitments.table_cells import Cell, Over, TableCell, without_number
from ingest.commitments.table_columns import When
from ingest.commitments.table_grid import Grid, Row, grids
from ingest.commitments.table_plans import planned_column
from ingest.commitments.table_units import unit_column

_T = TypeVar("_T")
_MOST = 5_000  # cells of one passage
_ANNOUNCES = re.compile(
    r":\s*$|\b(?:tabel|overzicht|hieronder|onderstaande?|(?:de|het)\svolgende|als\svolgt)\b", re.IGNORECASE
)
# The title of a whole document says nothing of one of its tables.
_TITLE = re.compile(
    r"(?:\w+\s){0,3}(?:(?:prestatie|raam)\w*|bod|convenant)\b.*(?:19|20)\d\d\s?[-–]\s?(?:20)?\d\d",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"\b(?:tabel|overzicht|hieronder|onderstaande?)\b", re.IGNORECASE)
_NEAR = 3  # sentences above a table that may be about it
_LEAST = 10  # a sum that hardly stands in a sentence by chance
_LARGE = re.compile(r"(?<![\d.,-])(?!(?:19|20)\d\d(?!\d))(?:\d{1,3}(?:\.\d{3})+|\d{2,6})(?![\d,-])")
_INDICATOR = re.compile(r"(?:prestatie-?)?indicator\b", re.IGNORECASE)
_OF_WHICH = re.compile(r"(?:waar)?van(?!af)", re.IGNORECASE)
_LAST_DAY = re.compile(r"\b(?:uiterlijk|deadline|uiterste\s\w+)\b", re.IGNORECASE)
_TERM = re.compile(
    r"(?:binnen\s|uiterlijk\s|na\s)?(?:\d{1,3}|[a-zé]{3,12})\s(?:werkdagen|dagen|weken|maanden|kwartalen"
    r"|jaar|uur)\b",
    re.IGNORECASE,
)
# A number of things in the words of a planning: "36 zorgwoningen in De Terp".
_COUNTS = re.compile(
    r"(?<!€\s)(?<![\w.,€-])\d{1,3}(?:\.\d{3})*\s(?:[a-z]+e\s){0,2}[a-z-]{4,40}(?:en|s)\b|\d\s?(?:%|procent\b)"
)
# What is written or talked over: its numbers are not agreed.
_PREPARES = re.compile(
    r"(?:(?:het|een|de)\s)?(?:\w*plan|onderzoek|onderzoeken|verkenn\w+|notitie|monitor\w*|evaluatie|evalueren|overzicht|voorstel"
    r"|rapport\w*|advies|besluit\w*|inventaris\w+|opstellen|bespreken)\b",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"(?:\w+\s)?(?:afspra(?:ak|ken)|prestaties?|voorstel|aanbod|bod|inzet|acties?|maatregel(?:en)?|programma|wat\b.*)$",
    re.IGNORECASE,
)


def cells(passage: Passage, headings: Sequence[str] | None = None, before: str = "") -> list[TableCell]:
    """The agreed cells of a table passage in reading order; `headings` are the passage's own unless given.

    `before` are the sentences above the table; one counts where it announces the table or has its total.
    """
    above = tuple(passage.headings if headings is None else headings)
    if len(above) > 1 and _TITLE.match(above[0]):
        above = above[1:]
    found: list[TableCell] = []
    for grid in grids(passage):
        if columns.agrees(grid, above):
            found += islice(_of_grid(grid, above, _announcing(before, grid)), _MOST - len(found))
    return found


def _of_grid(grid: Grid, headings: Sequence[str], before: str) -> Iterator[TableCell]:
    reader = _Reader(grid, headings, before)
    for row in grid.rows:
        yield from reader.of_row(row)


def _announcing(before: str, grid: Grid) -> str:
    """The sentence above a table that is about it: the last one announces it, or one near has what it adds up to."""
    near = [before[start:end] for start, end in sentences(before)][-_NEAR:]
    if near and _ANNOUNCES.search(near[-1]):
        return near[-1]
    if len(near) > 1 and _SHOWS.search(near[-2]):
        return near[-2]
    sums = set(_sums(grid))
    return next(
        (one for one in reversed(near) if sums & {_value(number) for number in _LARGE.findall(one)}), ""
    )


def _sums(grid: Grid) -> Iterator[int]:
    """What the columns of a table add up to, whether it prints that or not, and the sums that it prints itself."""
    totals = [at for at, head in enumerate(grid.header) if at and columns.is_total(head)]
    parts = [row for row in grid.rows if not columns.is_total(row.cells[0])]
    for row in grid.rows:
        for at, text in enumerate(row.cells):
            if (at in totals or row not in parts) and _LARGE.fullmatch(text):
                yield _value(text)
    for at in range(1, max((len(row.cells) for row in parts), default=0)):
        values = [row.cells[at] for row in parts if at < len(row.cells)]
        if (
            len(values) > 1
            and all(map(str.isdigit, values))
            and (total := sum(map(_value, values))) >= _LEAST
        ):
            yield total


def _value(digits: str) -> int:
    return int(digits[:12].replace(".", ""))


class _Reader:
    """What holds for all rows of a table."""

    def __init__(self, grid: Grid, headings: Sequence[str], before: str) -> None:
        self.grid, self.headings, self.before = grid, headings, before
        self.about, self.stock = (
            columns.does(grid, (*headings, before) if before else headings),
            columns.stock(grid, headings),
        )
        self.dated, self.numeric = columns.when_columns(grid), columns.numeric_columns(grid)
        self.units, self.planned = unit_column(grid), planned_column(grid)
        self.standing = columns.standing(grid)
        self.over = Over(grid, headings, before, bool(self.dated), any(self.standing))
        self.heads = [columns.when(head) for head in grid.header]
        sums = (columns.is_total(head) for head in grid.header[1:])
        self.across = _hull(
            [w.period for w, total in zip(self.heads[1:], sums, strict=True) if w and not total]
        )
        names = [_named(row, grid)[0] for row in grid.rows]
        self.down = _hull([columns.when(name).period for name in names if not columns.is_total(name)])
        titles = (grid.section, without_number(grid.caption), before, *reversed(headings[-3:]))
        self.title = next(filter(None, map(columns.when, titles)), When())
        spans = (head.period.years() for head in (*self.heads, self.title) if head)
        self.is_plan = bool(columns.when(grid.section)) or any(len(years) > 1 for years in spans)
        self.is_plan |= setting.whole_term(before)

    def of_row(self, row: Row) -> Iterator[TableCell]:
        name, place = _named(row, self.grid)
        if not columns.is_agreed(name):
            return
        own, due = columns.when(name), self._dated(row)
        if not (own or due) and columns.is_total(name) and self.down != Period():
            own = When(self.down, None, name)
        for column, text in enumerate(row.cells):
            named = column == place and not (column == self.planned and _COUNTS.search(text))
            if named or column == self.units or (head := self._head(column, text, own or due)) is None:
                continue
            said = own or (self._dated(row, head) if due else due)
            when = _merged(self._when(column, head), said)
            alone, rest = columns.own_moment(text, head)
            when = alone or when
            if column not in self.numeric or not rest.replace(".", "").isdigit():
                when = columns.when_in_words(rest) or when
            titled, when = not when, when or self.title
            unit = row.cells[self.units] if self.units is not None and self.units < len(row.cells) else ""
            cell = Cell(
                self.over,
                row,
                name,
                column,
                rest,
                when,
                unit,
                self.grid.head(place or 0),
                titled,
                self._often(row, column),
            )
            numbers = cell.numbers()
            homes = bool(numbers) and setting.counts_homes(numbers[0].unit)
            planned = bool(said or columns.when(head) or self.is_plan) and not self.stock
            if numbers and (self.about or planned or not (self.stock or homes)):
                yield cell.agreed(numbers)

    def _head(self, column: int, text: str, own: When) -> str | None:
        """The header over a column whose numbers may be agreed; None where none is."""
        head = self.grid.head(column)
        if column in self.dated:
            return head if _TERM.match(text) else None
        if column == self.planned and _PREPARES.match(text):
            return None
        worded = (column == self.planned and own) or _WORDED.match(head)
        if worded and column not in self.numeric and _COUNTS.search(text):
            return head
        if column not in self.numeric or not columns.is_agreed(head) or self.standing[column]:
            return None
        return None if columns.goes(head, self.grid, self.headings) else head

    def _dated(self, row: Row, head: str = "") -> When:
        """What the columns say that tell when a row is due; "Sloop jaar" first for what is under "Sloop aantal"."""
        first = head.lower().split(" ")[0]
        for place in sorted(self.dated, key=lambda at: not first or first not in self.grid.head(at).lower()):
            if place < len(row.cells) and row.cells[place]:
                found = columns.when_in_cell(row.cells[place])
                years = found.period
                if years.end and not found.deadline and _LAST_DAY.search(self.grid.head(place)):
                    return When(deadline=date(years.end, 12, 31), words=found.words)
                return found
        return When()

    def _often(self, row: Row, column: int) -> str:
        """What a column beside a number says of how often it holds: "elk jaar", "looptijd"."""
        beside = (
            text
            for at, text in enumerate(row.cells)
            if at != column and columns.says_when(self.grid.head(at))
        )
        return next((text for text in beside if columns.when(text) == When() and text), "")

    def _when(self, column: int, head: str) -> When:
        found = self.heads[column] if column < len(self.heads) else When()
        if not found and _OF_WHICH.match(head):
            whole = max((at for at in range(1, column) if not _OF_WHICH.match(self.grid.head(at))), default=0)
            return self._when(whole, self.grid.head(whole)) if whole else found
        if columns.is_total(head) and not found and self.across != Period():
            return When(self.across, None, head)
        return found


def _named(row: Row, grid: Grid) -> tuple[str, int | None]:
    """What a row is about: its first cell with words; a number of the list before it is none."""
    for place, head in enumerate(grid.header[1:3], start=1):
        # "Thema | Indicator": the row is about what the second says.
        if _INDICATOR.match(head) and place < len(row.cells) and re.search(r"[^\W\d]{3}", row.cells[place]):
            return row.cells[place], place
    for place, text in enumerate(row.cells):
        if text and re.search(r"[^\W\d]", text) and not re.fullmatch(r"(?:€\s?)?[\d.,]+\s?%?", text):
            if place and not columns.is_agreed(grid.head(0)):
                return text, place
            return (text, place) if not row.cells[0] or place == 0 else (row.cells[0], 0)
    return row.cells[0], 0


def _merged(when: When, own: When) -> When:
    """A column and its row may both say when: one of them the years, the other the last day."""
    if not when or not own:
        return when or own
    narrower = 0 < len(own.period.years()) < len(when.period.years())
    if (when.period == Period() and own.period != Period()) or narrower:
        return When(own.period, when.deadline, own.words)
    return when


def _hull(periods: Sequence[Period]) -> Period:
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    return Period(min(starts), max(ends)) if len(starts) > 1 and ends else Period()
