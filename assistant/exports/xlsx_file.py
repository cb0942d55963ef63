"""An export as a workbook for Excel: the table, its sources, and how it came about.

Written row by row to a file. Text is text, also when it looks like a formula; numbers and days are what they are.
"""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as Drawn
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.answering.frames import written
from assistant.exports.cleaning import fitting, looks_like_formula
from assistant.exports.numbering import Numbering
from assistant.exports.sheet import MADE_WITH_AI, Cell, Column, Sheet, Value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Every link takes memory until the file is whole, and Excel opens 65,530 at most. The rest has its address as text.
_MOST_LINKS = 10_000
_LONGEST_LINK = 2_000
_INK, _ACCENT, _RULE = "1A1A1A", "154273", "D0D5DA"
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write(sheet: Sheet, file: BinaryIO) -> None:
    """Write the workbook; the rows of the sheet are read once."""
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    book.properties.title = fitting(sheet.title)
    book.properties.creator = "Afsprakenwijzer"
    book.properties.description = MADE_WITH_AI
    numbering = Numbering()
    table = _Table(book.create_sheet(sheet.name), sheet.columns)
    for row in sheet.rows:
        table.add(row, numbering)
    table.finish()
    if numbering.sources:
        sources = _Table(book.create_sheet("Bronnen"), _SOURCE_COLUMNS)
        for number, source in enumerate(numbering.sources, 1):
            sources.add((Cell(number), Cell(source.name), Cell(source.quote), Cell(source.url, source.url)))
        sources.finish()
    _account(book.create_sheet("Verantwoording"), sheet)
    book.save(file)


_SOURCE_COLUMNS = (Column("Nummer", 9, "number"), Column("Bron", 50, long=True), Column("Citaat", 80, long=True),
                   Column("Adres van de pagina", 50))  # fmt: skip


class _Table:
    """A sheet with a header that stays in view and filters."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self._sheet, self._columns = sheet, columns
        self._rows = self._links = 0
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.append([_styled(sheet, column.title, "Kop") for column in columns])

    def add(self, row: Sequence[Cell], numbering: Numbering | None = None) -> None:
        self._rows += 1
        self._sheet.append([self._cell(*both, numbering) for both in zip(row, self._columns, strict=True)])

    def finish(self) -> None:
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows + 1}"

    def _cell(self, cell: Cell, column: Column, numbering: Numbering | None) -> Drawn | None:
        value, url = cell.value, cell.url or (cell.sources[0].url if cell.sources else None)
        marks = numbering.marks(cell) if numbering else ""
        if value is None or value == "":
            return None
        if marks and isinstance(value, str):
            value = f"{value} {marks}"
        linked = url is not None and len(url) <= _LONGEST_LINK and self._links < _MOST_LINKS
        style = "Datum" if isinstance(value, date) else "Lang" if column.long else "Kort"
        made = _styled(self._sheet, value, "Verwijzing" if linked else style)
        if linked:
            self._links += 1
            made.hyperlink = url
        return made


def _styled(sheet: Worksheet, value: Value, style: str) -> Drawn:
    if not isinstance(value, str):
        made = WriteOnlyCell(sheet)
        made.value = value
        made.style = style
        return made
    text = fitting(value)
    made = WriteOnlyCell(sheet, text)
    made.style = style
    made.data_type = "s"  # never a formula or an error value
    if looks_like_formula(text):
        made.quotePrefix = True  # nor when somebody edits the cell
    return made


def _account(sheet: Worksheet, of: Sheet) -> None:
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 100
    lines = [
        *of.account.asked,
        ("Datum", written(of.account.day)),
        *(("Doorzocht" if not place else "", line) for place, line in enumerate(of.account.searched)),
        *(
            ("Let op" if not place else "", line)
            for place, line in enumerate((MADE_WITH_AI, *of.account.remarks))
        ),
    ]
    sheet.append([_styled(sheet, of.title, "Titel")])
    sheet.append([])
    for title, line in lines:
        sheet.append([_styled(sheet, title, "Naam"), _styled(sheet, line, "Lang")])


def _styles() -> list[NamedStyle]:
    """Made anew for every workbook: a style belongs to one."""
    font, rule = Font(name="Calibri", size=11, color=_INK), Border(bottom=Side("thin", _RULE))
    return [
        NamedStyle(
            "Kop",
            font=Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
            fill=PatternFill("solid", fgColor=_ACCENT),
            alignment=Alignment(vertical="center", wrap_text=True),
        ),
        NamedStyle("Kort", alignment=_TOP, font=font, border=rule),
        NamedStyle("Lang", alignment=_WRAPPED, font=font, border=rule),
        NamedStyle("Datum", alignment=_TOP, number_format="d-m-yyyy", font=font, border=rule),
        NamedStyle(
            "Verwijzing",
            font=Font(name="Calibri", size=11, underline="single", color=_ACCENT),
            alignment=_TOP,
            border=rule,
        ),
        NamedStyle("Titel", font=Font(name="Calibri", size=16, bold=True, color=_ACCENT)),
        NamedStyle("Naam", font=Font(name="Calibri", size=11, bold=True, color=_INK), alignment=_TOP),
    ]
