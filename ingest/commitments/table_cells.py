"""One cell of a table: its numbers, with what its row, its header, the caption and the heading say of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from corpus.commitment import FieldEvidence, Limit, Quantity
from corpus.model import Period
from ingest.commitments import number_setting as setting
from ingest.commitments import table_columns as columns
from ingest.commitments.number_units import TIMES
from ingest.commitments.quantities import quantities
from ingest.commitments.table_columns import When
from ingest.commitments.table_grid import Grid, Row
from ingest.commitments.table_units import scale_of, unit_of, unit_said

_T = TypeVar("_T")
_LONGEST_CELL = 600  # characters
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
_YEARLY = re.compile(r"\b(?:per\s(?:kalender)?jaar|jaarlijkse?)\b", re.IGNORECASE)
# "Kosten per corporatie" has them as its rows.
_ROWS = frozenset(
    {"corporatie", "kern", "gemeente", "partij", "jaar", "categorie", "wijk", "maatregel", "onderdeel"}
)
_TERM = re.compile(r"(?:de\s)?(?:looptijd|periode|totaal)", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:^|\s)(?:[QK][1-4]|[1-4]e\skwartaal|(?:eerste|tweede|derde|vierde)\skwartaal)\b", re.IGNORECASE
)
_WITHIN = re.compile(r"\b(?:binnen|uiterlijk)\b.*", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Over:
    """What stands over the cells of a table: `before` is the sentence that announces it; `dated` tells whether one of
    its columns says when, `based` whether one says how things stand."""

    grid: Grid
    headings: Sequence[str]
    before: str
    dated: bool
    based: bool


def without_number(caption: str) -> str:
    """A caption without "Tabel 3:"."""
    return _CAPTION.sub("", caption)


class Cell:
    """A cell with all that is said about it; `dated` tells whether a column of the table says when, `titled` whether
    only a title does, `corner` is the header over the names of the rows, `often` what a column beside it says of how
    often it holds."""

    def __init__(
        self,
        over: Over,
        row: Row,
        name: str,
        column: int,
        text: str,
        when: When,
        unit: str,
        corner: str,
        titled: bool,
        often: str = "",
    ) -> None:
        self.over, self.grid, self.row, self.name, self.text, self.when = (
            over,
            over.grid,
            row,
            name,
            text,
            when,
        )
        self.unit, self.corner, self.titled, self.often = unit, corner, titled, often
        self.head, self.headings = self.grid.head(column), over.headings
        self.caption = without_number(self.grid.caption)
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
            self.head, self.name, self.grid, (*self.headings, self.over.before), self.corner
        )

    def _limit(self, one: Quantity) -> Limit:
        if one.limit is not Limit.PRECIES:
            return one.limit
        found = (setting.bound_in(text) for text in (self.head, _WITHIN.sub("", self.name), self.caption))
        return next((limit for limit in found if limit is not None), Limit.PRECIES)

    def _per(self, unit: str) -> setting.Per | None:
        over = self.caption if unit == "uur" else ""
        for text in (self.head, self.name, self.unit, self.often, over):
            if (match := setting.PER_TIME.search(text)) and unit not in TIMES - {"uur"}:
                return setting.time_of(match)
        if unit in TIMES or unit in ("rapportcijfer", "fte"):
            return None
        if setting.whole_term(self.head) or setting.whole_term(self.often) or _TERM.fullmatch(self.often):
            return "looptijd"
        if columns.is_goal(self.head) and self.over.based:
            return None  # what is to be reached in that year
        years = self.when.period.years() if self.when.period.start and self.when.period.end else range(0)
        if len(years) == 1 and _QUARTER.search(self.head) and unit != "procent":
            return "kwartaal"
        if len(years) == 1 or (self.titled and _YEARLY.search(self.caption) and not self.total):
            return "jaar"
        if unit == "procent":
            return "jaar" if _YEARLY.search(self.caption) and not self.when.deadline else None
        until = (
            self.when.period.end and not self.when.period.start
        )  # "tot en met 2030" adds up what comes till then
        if len(years) > 1 or until or columns.is_total(self.head) or self._whole_term():
            return "looptijd"
        yearly = _YEARLY.search(self.caption) and not self.when.deadline and not self.over.dated
        return "jaar" if yearly else None

    def _whole_term(self) -> bool:
        return setting.whole_term(self.caption) or setting.whole_term(self.over.before)

    def _each(self, unit: str) -> str | None:
        if unit != "euro":
            return None
        found = (setting.EACH.search(text) for text in (self.head, self.name, self.unit, self.caption))
        match = next(filter(None, found), None)
        noun = setting.each_of(match["noun"]) if match else None
        return None if noun in _ROWS or (noun and noun in self.corner.lower()) else noun

    def _moment(self, texts: Sequence[str]) -> setting.Moment | None:
        first = self.grid.head(0)
        heads = " ".join(self.grid.header) if self.over.dated else first
        return _first(setting.moment_of, texts) or ("oplevering" if "oplevering" in heads.lower() else None)


def _first(read: Callable[[str], _T | None], texts: Sequence[str]) -> _T | None:
    return next((value for text in texts if text and (value := read(text)) is not None), None)
