"""The cells of a table that were agreed: its numbers with what row, header and caption say of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from corpus.commitment import FieldEvidence, Limit, Quantity
from corpus.model import Passage, Period
from ingest.commitments import number_setting as setting
from ingest.commitments import table_columns as columns
from ingest.commitments.number_units import TIMES
from ingest.commitments.quantities import quantities
from ingest.commitments.table_columns import When
from ingest.commitments.table_grid import Grid, Row, grids
from ingest.commitments.table_units import scale_of, unit_of

_T = TypeVar("_T")
_MOST = 5_000  # cells of one passage
_LONGEST_CELL = 200  # characters
_NOTHING = re.compile(r"(?:[-–—*]|n\.?v\.?t\.?|p\.?m\.?|ja|nee|onbekend|n\.?t\.?b\.?|x|\?)?", re.IGNORECASE)
_PLAIN = re.compile(r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\*?\s?(?:\d{1,3}(?:\.\d{3})*)?")
_TERM = re.compile(
    r"(?:binnen\s|uiterlijk\s|na\s)?(?:\d{1,3}|[a-zé]{3,12})\s(?:werkdagen|dagen|weken|maanden|kwartalen"
    r"|jaar|uur)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:per\s(?:kalender)?jaar|jaarlijkse?)\b", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:Tabel|Overzicht|Bijlage|Figuur)\s[\w.]+\s?[:.–-]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableCell:
    """An agreed cell. `quote` is its row, verbatim at the characters `[start, end)` of the passage's text.

    `context` is what has to be read with the row: caption and header. `further` are other numbers of the same cell
    ("hoogstens 15 woningen per jaar, 60 in totaal").
    """

    quote: str
    start: int
    end: int
    row_header: str
    column_header: str
    caption: str
    quantity: Quantity
    period: Period
    deadline: date | None
    total: bool
    context: str
    evidence: tuple[FieldEvidence, ...]
    further: tuple[Quantity, ...] = ()


def cells(passage: Passage, headings: Sequence[str] | None = None) -> list[TableCell]:
    """The agreed cells of a table passage in reading order; `headings` are the passage's own unless given."""
    above = tuple(passage.headings if headings is None else headings)
    found: list[TableCell] = []
    for grid in grids(passage):
        if columns.agrees(grid, above):
            found += islice(_of_grid(grid, above), _MOST - len(found))
    return found


def _of_grid(grid: Grid, headings: Sequence[str]) -> Iterator[TableCell]:
    dated = columns.when_columns(grid)
    about, stock = columns.does(grid, headings), columns.stock(grid, headings)
    numeric = columns.numeric_columns(grid)
    heads = [columns.when(head) for head in grid.header]
    spans = [
        when.period
        for head, when in zip(grid.header[1:], heads[1:], strict=True)
        if when and not columns.is_total(head)
    ]
    whole = _hull(spans)
    title = columns.when(_CAPTION.sub("", grid.caption)) or next(
        filter(None, map(columns.when, reversed(headings[-2:]))), When()
    )
    for row in grid.rows:
        name, place = _named(row, grid)
        if not columns.is_agreed(name):
            continue
        own = columns.when(name) or next(
            (columns.when_in_cell(row.cells[p]) for p in dated if p < len(row.cells) and row.cells[p]), When()
        )
        for column, text in enumerate(row.cells):
            if (
                column == place
                or (column in dated and not _TERM.match(text))
                or column not in numeric | set(dated)
            ):
                continue
            head = grid.head(column)
            if not columns.is_agreed(head) or columns.goes(head, grid, headings):
                continue
            total = columns.is_total(head)
            when = heads[column] if column < len(heads) and not (total and not heads[column]) else When()
            if total and not when and whole != Period():
                when = When(whole, None, head)
            when = _merged(when, own) or title
            cell = _Cell(grid, row, name, column, text, when, headings, bool(dated))
            numbers = cell.numbers()
            if numbers and (about or not (stock or setting.counts_homes(numbers[0].unit))):
                yield cell.agreed(numbers)


class _Cell:
    """One cell with all that is said about it."""

    def __init__(
        self,
        grid: Grid,
        row: Row,
        name: str,
        column: int,
        text: str,
        when: When,
        headings: Sequence[str],
        dated: bool,
    ) -> None:
        self.grid, self.row, self.name, self.text, self.when = grid, row, name, text, when
        self.dated = dated  # whether a column of the table says when
        self.head, self.headings = grid.head(column), headings
        self.caption = _CAPTION.sub("", grid.caption)
        self.total = columns.is_total(self.head) or columns.is_total(name)

    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of the cell; none when it holds only words."""
        text = self.text[:_LONGEST_CELL]
        if _NOTHING.fullmatch(text):
            return ()
        plain = _PLAIN.fullmatch(text)
        if plain:
            digits = plain["number"].replace(".", "").replace(",", ".")
            read: tuple[Quantity, ...] = (Quantity(float(digits), ""),)
        else:
            # A noun of its own keeps a bare "5 per jaar" from being dropped.
            read, _ = quantities(text, lead=f"aantal {self._unit() or 'woningen'}")
        return tuple(filter(None, (self._settled(one, plain is not None) for one in read)))

    def agreed(self, numbers: tuple[Quantity, ...]) -> TableCell:
        evidence = [FieldEvidence("numbers", self.text)]
        if self.when:
            field = "deadline" if self.when.deadline else "period"
            evidence.append(FieldEvidence(field, self.when.words))
        return TableCell(
            quote=self.row.text,
            start=self.row.start,
            end=self.row.end,
            row_header=self.name,
            column_header=self.head,
            caption=self.grid.caption,
            quantity=numbers[0],
            period=self.when.period,
            deadline=self.when.deadline,
            total=self.total,
            context=self.grid.context,
            evidence=tuple(evidence),
            further=numbers[1:],
        )

    def _settled(self, one: Quantity, plain: bool) -> Quantity | None:
        own = one.unit if one.unit != "woningen" or "woning" in self.text else ""
        unit = own or self._unit()
        if not unit:
            return None
        texts = (self.text, self.head, self.name, self.caption, self.headings[-1] if self.headings else "")
        homes = setting.counts_homes(unit)
        return replace(
            one,
            value=one.value * scale_of(self.head, self.caption) if plain else one.value,
            unit=unit,
            limit=self._limit(one),
            per=one.per or self._per(unit),
            each=one.each or self._each(unit),
            basis=one.basis or (_first(setting.basis_of, texts) if homes or unit == "euro" else None),
            segment=one.segment or (_first(setting.segment_of, texts) if homes else None),
            moment=one.moment or (self._moment(texts) if homes else None),
            price_level=one.price_level
            or (_first(setting.price_level_of, texts) if unit == "euro" else None),
            total=self.total,
        )

    def _unit(self) -> str:
        return unit_of(self.head, self.name, self.grid, self.headings)

    def _limit(self, one: Quantity) -> Limit:
        if one.limit is not Limit.PRECIES:
            return one.limit
        found = (setting.bound_in(text) for text in (self.head, self.name, self.caption))
        return next((limit for limit in found if limit is not None), Limit.PRECIES)

    def _per(self, unit: str) -> setting.Per | None:
        if unit in TIMES or unit == "rapportcijfer":
            return None
        for text in (self.head, self.name):
            if match := setting.PER_TIME.search(text):
                return setting.time_of(match)
        if setting.whole_term(self.head):
            return "looptijd"
        years = self.when.period.years() if self.when.period.start and self.when.period.end else range(0)
        if len(years) == 1:
            return "jaar"
        if unit == "procent":
            return "jaar" if _YEARLY.search(self.caption) and not self.when.deadline else None
        if len(years) > 1 or columns.is_total(self.head):
            return "looptijd"
        yearly = _YEARLY.search(self.caption) and not self.when.deadline and not self.dated
        return "jaar" if yearly else None

    def _each(self, unit: str) -> str | None:
        if unit != "euro":
            return None
        found = (setting.EACH.search(text) for text in (self.head, self.name, self.caption))
        match = next(filter(None, found), None)
        return setting.each_of(match["noun"]) if match else None

    def _moment(self, texts: Sequence[str]) -> setting.Moment | None:
        first = self.grid.head(0)
        heads = " ".join(self.grid.header) if self.dated else first
        return _first(setting.moment_of, texts) or ("oplevering" if "oplevering" in heads.lower() else None)


def _named(row: Row, grid: Grid) -> tuple[str, int | None]:
    """What a row is about: its first cell with words; a number of the list before it is none."""
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


def _first(read: Callable[[str], _T | None], texts: Sequence[str]) -> _T | None:
    return next((value for text in texts if text and (value := read(text)) is not None), None)
