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
from ingest.commitments.table_plans import planned_column
from ingest.commitments.table_units import scale_of, unit_column, unit_of, unit_said

_T = TypeVar("_T")
_MOST = 5_000  # cells of one passage
_LONGEST_CELL = 200  # characters
_NOTHING = re.compile(r"(?:[-–—*]|n\.?v\.?t\.?|p\.?m\.?|ja|nee|onbekend|n\.?t\.?b\.?|x|\?)?", re.IGNORECASE)
# With the mark of a note behind it, or the sum that the last row of a column was printed into.
_PLAIN = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
    r"(?:\s?\*{1,3}|\s?[¹²³⁴-⁹⁰]{1,2}|\s\(?\d{1,2}\)|\s?\(\d{1,2}\)|\s\d{1,3}(?:\.\d{3})*)?"
)
_SHORT = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"(?:\bca\b\.?|±|~|\+/-)(?=\s?[€\d])\s?", "circa "),
        (r"(?:\bmax\b\.?|≤)\s?(?=[€\d])", "maximaal "),
        (r"(?:\bmin\b\.?|≥)\s?(?=[€\d])", "minimaal "),
        (r"<\s?(?=[€\d])", "minder dan "),
        (r">\s?(?=[€\d])", "meer dan "),
    )
)
_ANNOUNCES = re.compile(
    r":\s*$|\b(?:tabel|overzicht|hieronder|onderstaande?|(?:de|het)\svolgende|als\svolgt)\b", re.IGNORECASE
)
_GOAL = re.compile(r"\b(?:doel\w*|streef\w*|ambitie|norm)\b", re.IGNORECASE)
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
    r"(?<![€.,\d]\s)(?<![\w.,-])\d{1,3}(?:\.\d{3})*\s(?:[a-z]+e\s){0,2}[a-z-]{4,40}(?:en|s)\b"
)
# "Kosten per corporatie" has them as its rows.
_ROWS = frozenset(
    {"corporatie", "kern", "gemeente", "partij", "jaar", "categorie", "wijk", "maatregel", "onderdeel"}
)
_YEARLY = re.compile(r"\b(?:per\s(?:kalender)?jaar|jaarlijkse?)\b", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(?:Tabel|Overzicht|Bijlage|Figuur)\s(?:\d[\w.]*|[A-Z]\b)\s?[:.–-]?\s*", re.IGNORECASE
)


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
    header: tuple[str, ...] = ()
    section: str = ""


def cells(passage: Passage, headings: Sequence[str] | None = None, before: str = "") -> list[TableCell]:
    """The agreed cells of a table passage in reading order; `headings` are the passage's own unless given.

    `before` is the sentence above the table, which counts where it announces it.
    """
    before = before if _ANNOUNCES.search(before) else ""
    above = tuple(passage.headings if headings is None else headings)
    found: list[TableCell] = []
    for grid in grids(passage):
        if columns.agrees(grid, above):
            found += islice(_of_grid(grid, above, before), _MOST - len(found))
    return found


def _of_grid(grid: Grid, headings: Sequence[str], before: str) -> Iterator[TableCell]:
    reader = _Reader(grid, headings, before)
    for row in grid.rows:
        yield from reader.of_row(row)


class _Reader:
    """What holds for all rows of a table."""

    def __init__(self, grid: Grid, headings: Sequence[str], before: str) -> None:
        self.grid, self.headings, self.before = grid, headings, before
        self.about, self.stock = columns.does(grid, headings), columns.stock(grid, headings)
        self.dated, self.numeric = columns.when_columns(grid), columns.numeric_columns(grid)
        self.units, self.planned = unit_column(grid), planned_column(grid)
        self.heads = [columns.when(head) for head in grid.header]
        sums = (columns.is_total(head) for head in grid.header[1:])
        self.across = _hull(
            [w.period for w, total in zip(self.heads[1:], sums, strict=True) if w and not total]
        )
        names = [_named(row, grid)[0] for row in grid.rows]
        self.down = _hull([columns.when(name).period for name in names if not columns.is_total(name)])
        titles = (grid.section, _CAPTION.sub("", grid.caption), before, *reversed(headings[-3:]))
        self.title = next(filter(None, map(columns.when, titles)), When())
        self.is_plan = bool(columns.when(grid.section)) or len(self.title.period.years()) > 1

    def of_row(self, row: Row) -> Iterator[TableCell]:
        name, place = _named(row, self.grid)
        if not columns.is_agreed(name):
            return
        own, due = columns.when(name), self._dated(row)
        if not (own or due) and columns.is_total(name) and self.down != Period():
            own = When(self.down, None, name)
        for column, text in enumerate(row.cells):
            if column in (place, self.units) or (head := self._head(column, text, own or due)) is None:
                continue
            said = own or (self._dated(row, head) if due else due)
            when = _merged(self._when(column, head), said)
            titled, when = not when, when or self.title
            unit = row.cells[self.units] if self.units is not None and self.units < len(row.cells) else ""
            cell = _Cell(self, row, name, column, text, when, unit, self.grid.head(place or 0), titled)
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
        if column == self.planned and own and _COUNTS.search(text):
            return head
        if column not in self.numeric or not columns.is_agreed(head):
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

    def _when(self, column: int, head: str) -> When:
        found = self.heads[column] if column < len(self.heads) else When()
        if not found and _OF_WHICH.match(head):
            whole = max((at for at in range(1, column) if not _OF_WHICH.match(self.grid.head(at))), default=0)
            return self._when(whole, self.grid.head(whole)) if whole else found
        if columns.is_total(head) and not found and self.across != Period():
            return When(self.across, None, head)
        return found


class _Cell:
    """One cell with all that is said about it."""

    def __init__(
        self,
        reader: _Reader,
        row: Row,
        name: str,
        column: int,
        text: str,
        when: When,
        unit: str,
        corner: str,
        titled: bool,
    ) -> None:
        self.grid, self.row, self.name, self.text, self.when = reader.grid, row, name, text, when
        self.reader, self.unit, self.corner = reader, unit, corner
        self.titled = titled  # whether only a title says when
        self.dated = bool(reader.dated)  # whether a column of the table says when
        self.head, self.headings = self.grid.head(column), reader.headings
        self.caption = _CAPTION.sub("", self.grid.caption)
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
            for pattern, word in _SHORT:
                text = pattern.sub(word, text)
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
            header=self.grid.header,
            section=self.grid.section,
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
        said = unit_said(self.unit, self.name) if self.unit else ""
        return said or unit_of(
            self.head, self.name, self.grid, (*self.headings, self.reader.before), self.corner
        )

    def _limit(self, one: Quantity) -> Limit:
        if one.limit is not Limit.PRECIES:
            return one.limit
        found = (setting.bound_in(text) for text in (self.head, self.name, self.caption))
        return next((limit for limit in found if limit is not None), Limit.PRECIES)

    def _per(self, unit: str) -> setting.Per | None:
        if unit in TIMES or unit == "rapportcijfer":
            return None
        for text in (self.head, self.name, self.unit):
            if match := setting.PER_TIME.search(text):
                return setting.time_of(match)
        if setting.whole_term(self.head):
            return "looptijd"
        if _GOAL.search(self.head) and any(map(columns.stands, self.grid.header)):
            return None  # what is to be reached in that year
        years = self.when.period.years() if self.when.period.start and self.when.period.end else range(0)
        if len(years) == 1 or (self.titled and _YEARLY.search(self.caption) and not self.total):
            return "jaar"
        if unit == "procent":
            return "jaar" if _YEARLY.search(self.caption) and not self.when.deadline else None
        if len(years) > 1 or columns.is_total(self.head) or self._whole_term():
            return "looptijd"
        yearly = _YEARLY.search(self.caption) and not self.when.deadline and not self.dated
        return "jaar" if yearly else None

    def _whole_term(self) -> bool:
        return setting.whole_term(self.caption) or setting.whole_term(self.reader.before)

    def _each(self, unit: str) -> str | None:
        if unit != "euro":
            return None
        found = (setting.EACH.search(text) for text in (self.head, self.name, self.unit, self.caption))
        match = next(filter(None, found), None)
        noun = setting.each_of(match["noun"]) if match else None
        return None if noun in _ROWS or (noun and noun in self.corner.lower()) else noun

    def _moment(self, texts: Sequence[str]) -> setting.Moment | None:
        first = self.grid.head(0)
        heads = " ".join(self.grid.header) if self.dated else first
        return _first(setting.moment_of, texts) or ("oplevering" if "oplevering" in heads.lower() else None)


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


def _first(read: Callable[[str], _T | None], texts: Sequence[str]) -> _T | None:
    return next((value for text in texts if text and (value := read(text)) is not None), None)
