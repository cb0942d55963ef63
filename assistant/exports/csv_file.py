"""An export as CSV, as Excel in Dutch opens it with a double click.

That takes a byte order mark (else accents break), a semicolon between the cells (the comma is the decimal sign there)
and numbers with a decimal comma. A file of this kind has one table, so how it came about stands in its last columns.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date

from assistant.exports.cleaning import fitting, looks_like_formula
from assistant.exports.numbering import Numbering
from assistant.exports.sheet import MADE_WITH_AI, Account, Cell, Sheet, Value

MEDIA_TYPE = "text/csv; charset=utf-8"
_TOGETHER = 200  # rows


def parts(sheet: Sheet) -> Iterator[bytes]:
    """The file in parts, made while it is read. A sheet without rows has one that only says how it came about."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    sources = ("Bronnen",) if sheet.sourced else ()
    writer.writerow(
        [_text(column.title) for column in sheet.columns]
        + [*sources, "Vraag", f"{sheet.account.did} op", "Verantwoording"]
    )
    account, numbering, written = _account(sheet.account), Numbering(), 0
    yield "\ufeff".encode()
    for cells in sheet.rows:
        row = [_cell(cell, numbering) for cell in cells]
        if sheet.sourced:
            row.append(_text(numbering.lines(cells)))
        writer.writerow(row + account)
        written += 1
        if written % _TOGETHER == 0:
            yield _taken(buffer)
    if not written:
        writer.writerow([""] * (len(sheet.columns) + len(sources)) + account)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _account(account: Account) -> list[str]:
    asked = "; ".join(f"{title}: {value}" for title, value in account.asked)
    how = " ".join((*account.searched, *account.remarks, MADE_WITH_AI))
    return [_text(asked), account.day.isoformat(), _text(how)]


def _cell(cell: Cell, numbering: Numbering) -> str:
    marks = numbering.marks(cell)
    if marks and isinstance(cell.value, str):
        return _text(f"{cell.value} {marks}")
    return _written(cell.value)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _text(text: str) -> str:
    """Text that a spreadsheet leaves alone: what it would take for a formula begins with an apostrophe."""
    fits = fitting(text)
    return f"'{fits}" if looks_like_formula(fits) else fits
