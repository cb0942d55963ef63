"""A table passage as a caption, a header and rows of cells; a passage may hold more than one table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.model import Passage

_MOST_ROWS = 2_000
_MOST_CELLS = 60  # of a row
_LONGEST_CAPTION = 300  # characters
YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"(?<!\w)[’'‘`](?=\d\d(?!\d))")
# A cell that a header never holds: a number that is no year.
_VALUE = re.compile(r"(?:€\s?)?\d[\d.,]*\s?(?:%|procent|euro|x)?|[-–—]|n\.?v\.?t\.?|p\.?m\.?", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Tabel|Overzicht|Figuur|Bijlage)\s", re.IGNORECASE)
_TOTAL = re.compile(r"(?:sub)?totaal\b|samen\b", re.IGNORECASE)
_STARTS = re.compile(r"(?:€\s?|ca\.?\s|max\.?\s|min\.?\s|circa\s)?\d", re.IGNORECASE)
# White space, and what text recognition makes of the lines around a cell.
_EDGES = re.compile(r"^[\s|\[\]{}_\\]+|^\s*[‚‘“„](?=\d)|[\s|\[\]{}_\\]+$")
# Under a header: in what its columns are counted.
_UNITS = re.compile(
    r"(?:\(?(?:aantal(?:len)?|in|x|×|€|%|euro|procent|woningen|uren|1\.?000|duizend|miljoen|mln)\)?\s?){1,4}"
)
_UNDER_CORNER = re.compile(r"(?:19|20)\d\d|totaal|[1-4]e\skwartaal\b.*|Q[1-4]\b.*", re.IGNORECASE)
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
    """A table, or the part of it below a row of one cell (`section`, "Woonbaken" or "2026" over its own rows).

    `header` is empty when no row is one; two rows of header are one, "Nieuwbouw" over "2026" is "Nieuwbouw 2026", and
    "’26" is "2026".
    Rows have as many cells as they were printed with. `printed` is the header as it stands on the page.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    section: str = ""
    printed: str = ""

    def head(self, place: int) -> str:
        """The header over a column; empty where there is none."""
        return self.header[place] if place < len(self.header) else ""

    @property
    def context(self) -> str:
        """What has to be read with a row: the caption, the header as printed, and the row it stands below."""
        return "\n".join(filter(None, (self.caption, self.section, self.printed)))


def grids(passage: Passage) -> Iterator[Grid]:
    """The tables of a passage in order; a part of a split table has its header in the passage's context."""
    table = _given(passage.context)
    lines = [line for line in _lines(passage.text) if line.text.strip()]
    for place, row in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if len(row.cells) == 1:
            if table.rows:
                yield table.grid()
            if table.header and _is_section(row, following):
                table = _Table(
                    table.caption, table.header, row.text.strip()[:_LONGEST_CAPTION], table.printed
                )
            else:
                table = _Table(row.text.strip()[:_LONGEST_CAPTION])
        elif not table.rows and not table.header and _is_header(row.cells):
            table.header, table.printed = row.cells, row.text.strip()
        elif not table.rows and not table.section and _is_second_header(table.header, row.cells, following):
            table.header = _joined(table.header, row.cells)
            table.printed += "\n" + row.text.strip()
        else:
            table.rows.append(_filled(row, table.rows[-1] if table.rows else None))
    if table.rows:
        yield table.grid()


def continued(passage: Passage, above: Passage | None) -> Passage:
    """A table that goes on on the next page without its header, with the caption and the header of the part above."""
    if above is None or passage.context or passage.headings != above.headings:
        return passage
    parts, before = list(grids(passage)), list(grids(above))
    if not parts or not before or parts[0].header or parts[0].caption or not before[-1].header:
        return passage
    width = len(before[-1].header)
    last, first = before[-1].rows[-1].cells[0], parts[0].rows[0].cells[0]
    skips = (
        last.isdigit()
        and first.isdigit()
        and int(first[:9]) != int(last[:9]) + 1
        and not YEAR.fullmatch(first)
    )
    if skips or any(len(row.cells) != width for row in parts[0].rows):
        return passage
    return replace(passage, context="\n".join(filter(None, (before[-1].caption, before[-1].printed))))


@dataclass(slots=True)
class _Table:
    """A table while its lines are read."""

    caption: str = ""
    header: tuple[str, ...] = ()
    section: str = ""
    printed: str = ""
    rows: list[Row] = field(default_factory=list)

    def grid(self) -> Grid:
        header = tuple(_SHORT_YEAR.sub("20", cell) for cell in self.header)
        if header and _UNDER_CORNER.fullmatch(header[0]) and self._is_wider(len(header)):
            header = ("", *header)  # an empty corner that was not kept
        return Grid(self.caption, header, tuple(self.rows), self.section, self.printed)

    def _is_wider(self, width: int) -> bool:
        """Whether all rows have one cell more than the header, and their first one is a name."""
        return all(len(row.cells) == width + 1 and row.cells[0][:1].isalpha() for row in self.rows)


def _given(context: str) -> _Table:
    lines = [line for line in context.splitlines() if line.strip()]
    place = next((i for i, line in enumerate(lines) if "\t" in line), None)
    if place is None:
        return _Table()
    caption = " ".join(lines[:place])[:_LONGEST_CAPTION]
    heads = [line for line in lines[place:] if "\t" in line][:2]
    table = _Table(caption, _stripped(heads[0]), printed="\n".join(head.strip() for head in heads))
    if len(heads) > 1:
        table.header = _joined(table.header, _stripped(heads[1]))
    return table


def _is_section(row: Row, following: Row | None) -> bool:
    """Whether a row of one cell divides a table, and does not open a new one."""
    if following is None or _CAPTION.match(row.text):
        return False
    numbers = any(_STARTS.match(cell) and not YEAR.fullmatch(cell) for cell in following.cells[1:])
    return len(following.cells) > 1 and (numbers or not _is_header(following.cells))


def _is_second_header(header: tuple[str, ...], cells: tuple[str, ...], following: Row | None) -> bool:
    """Whether a row goes on with a header: below one that leaves out or repeats cells, and itself without values."""
    above = header[1:]
    if not header or following is None or not _is_header(("", *cells[1:])):
        return False
    spread = "" in above or len(set(above)) < len(above)
    if not cells[0] and all(_UNITS.fullmatch(cell) for cell in cells if cell):
        return True
    # A cell over both rows may be printed in both.
    alone = not (header[0] and cells[0]) or header[0] == cells[0]
    return spread and alone and len(cells) >= len(header) - 1


def _joined(top: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of header as one; an empty cell of the upper one belongs to the cell left of it."""
    found: list[str] = []
    over = ""
    for place in range(max(len(top), len(below))):
        upper = top[place] if place < len(top) else ""
        lower = below[place] if place < len(below) else ""
        over = upper if upper or place == 0 or not lower else over
        found.append(lower if over == lower else " ".join(filter(None, (over, lower))))
    return tuple(found)


def _filled(row: Row, above: Row | None) -> Row:
    """A row with the first cell of the row above it where that cell holds for both."""
    if above is None or row.cells[0] or len([cell for cell in row.cells if cell]) < 2:
        return row
    if not above.cells[0] or any(_TOTAL.match(cell) for cell in (*row.cells, above.cells[0])):
        return row
    return replace(row, cells=(above.cells[0], *row.cells[1:]))


def _lines(text: str) -> Iterator[Row]:
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number >= _MOST_ROWS:
            return
        yield Row(line, at, at + len(line), _stripped(line))
        at += len(line) + 1


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether no cell holds a value; a first cell that is a year or a date by itself begins a row of values."""
    values = [cell for cell in cells[1:] if cell and _VALUE.fullmatch(cell) and not YEAR.fullmatch(cell)]
    if values:
        return False
    if YEAR.fullmatch(cells[0]) and any(_WITH_NUMBER.search(YEAR.sub("", cell)) for cell in cells[1:]):
        return False
    return any(cell for cell in cells[1:])


def _stripped(line: str) -> tuple[str, ...]:
    return tuple(_EDGES.sub("", cell) for cell in line.split("\t")[:_MOST_CELLS])
