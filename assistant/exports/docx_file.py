"""An export as a document for Word: quotes with their sources and notes, or a table, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Literal

from docx.shared import Cm

from assistant.answering.frames import written
from assistant.exports import labels
from assistant.exports.cleaning import clean, fitting
from assistant.exports.commitment_rows import Record
from assistant.exports.docx_quotes import add_entries
from assistant.exports.docx_styles import (
    BOX,
    SHADE,
    SOURCE,
    TEXT_WIDTH,
    WIDE_TEXT,
    blank,
    divided,
    fill,
    link,
    on_its_side,
    repeated,
    ruled,
    shaded,
)
from assistant.exports.numbering import Numbering
from assistant.exports.sheet import MADE_WITH_AI, Account, Cell, Sheet
from assistant.words import WORDS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_QUOTES = 500
MOST_TABLE_ROWS = 500
Grouping = Literal["document", "thema"]

# A table of more columns is easier to read on a page that lies on its side.
_MOST_UPRIGHT = 5


@dataclass(frozen=True, slots=True)
class Quotes:
    """Commitments to quote, of `total` that there are; `by` is what they are put together by."""

    title: str
    account: Account
    records: Sequence[Record]
    total: int
    by: Grouping = "document"


def write_quotes(quotes: Quotes, file: BinaryIO) -> None:
    """Write a document with every quote, its source and its note; at most `MOST_QUOTES` of them."""
    shown = quotes.records[:MOST_QUOTES]
    day = quotes.account.day
    made = _opened(quotes.title, quotes.account, _extent(shown))
    if quotes.total > len(shown):
        said = f"Hier staan de eerste {len(shown)} van {labels.amount(quotes.total)} afspraken. "
        _box(made, said + "Kies Excel of CSV als u ze allemaal wilt, of zoek met meer filters.")
    if not shown:
        made.add_paragraph("Er is niets gevonden. Dat betekent niet dat er niets is afgesproken.")
    groups: dict[str, list[Record]] = {}
    for record in shown:
        groups.setdefault(_group(record, quotes.by), []).append(record)
    for records in groups.values():
        _heading(made, records[0], quotes.by, day)
        add_entries(made, records, named=quotes.by == "thema")
    _closed(made, quotes.account, file)


def write_table(sheet: Sheet, file: BinaryIO) -> None:
    """Write a document with a table and its sources; at most `MOST_TABLE_ROWS` rows."""
    made, numbering, left = _opened(sheet.title, sheet.account, ""), Numbering(), 0
    wide = len(sheet.columns) > _MOST_UPRIGHT
    if wide:
        on_its_side(made)
    made.add_paragraph()
    table = made.add_table(1, len(sheet.columns))
    for cell, column in zip(table.rows[0].cells, sheet.columns, strict=True):
        fill(cell, column.title, bold=True)
        shaded(cell, SHADE)
    for place, row in enumerate(sheet.rows):
        if place >= MOST_TABLE_ROWS:
            left += 1
            continue
        for cell, value in zip(table.add_row().cells, row, strict=True):
            _value(cell, value, numbering)
    whole = sum(column.width for column in sheet.columns)
    room = WIDE_TEXT if wide else TEXT_WIDTH
    divided(table, [column.width / whole * room for column in sheet.columns])
    ruled(table)
    repeated(table.rows[0])
    if left:
        made.add_paragraph(f"Nog {left} rijen staan hier niet. Kies Excel of CSV als u ze allemaal wilt.")
    if numbering.sources:
        made.add_paragraph("Bronnen", style="Heading 1")
    for number, source in enumerate(numbering.sources, 1):
        line = made.add_paragraph(f"[{number}] ")
        link(line, clean(source.name), source.url)
        if source.quote:
            made.add_paragraph(clean(f"“{source.quote}”"), style="Quote")
    _closed(made, sheet.account, file)


def _opened(title: str, account: Account, extent: str) -> Any:
    made = blank(fitting(title), account.day)
    made.add_paragraph(clean(title), style="Title")
    when = f"{account.did} op {written(account.day)}"
    made.add_paragraph(f"{when} · {extent}" if extent else when, style="Subtitle")
    _box(made, MADE_WITH_AI + " Wat tussen aanhalingstekens staat, is letterlijk overgenomen.")
    for name, value in account.asked:
        _box(made, clean(value), name)
    return made


def _extent(records: Sequence[Record]) -> str:
    documents = len({record.stored.card.document_id for record in records})
    found = "1 afspraak" if len(records) == 1 else f"{labels.amount(len(records))} afspraken"
    return f"{found} uit {'1 document' if documents == 1 else f'{documents} documenten'}" if records else ""


def _box(made: Any, text: str, name: str = "") -> None:
    line = made.add_paragraph(style=BOX)
    if name:
        line.add_run(f"{name}: ").bold = True
    line.add_run(text)


def _group(record: Record, by: Grouping) -> str:
    themes = record.stored.commitment.themes
    return record.stored.card.document_id if by == "document" else themes[0].value if themes else ""


def _heading(made: Any, record: Record, by: Grouping, day: date) -> None:
    about = record.stored.card.description
    if by == "thema":
        theme = record.stored.commitment.themes[:1]
        title = WORDS["themas"][theme[0].value].capitalize() if theme else "Zonder onderwerp"
        made.add_paragraph(title, style="Heading 1")
        return
    made.add_paragraph(clean(labels.document(record.stored)), style="Heading 1")
    facts = (
        WORDS["soorten"][about.kind.value],
        ", ".join(about.municipalities),
        ", ".join(about.corporations),
        WORDS["status"][about.status(day).value],
    )
    line = made.add_paragraph(clean(" · ".join(fact for fact in facts if fact)), style=SOURCE)
    line.paragraph_format.left_indent = Cm(0)
    if labels.is_made_up(record.stored):
        line.add_run(f" · {labels.MADE_UP}").bold = True


def _value(cell: Any, value: Cell, numbering: Numbering) -> None:
    shown = value.value
    if isinstance(shown, date):
        text = written(shown)
    elif isinstance(shown, int | float):
        text = labels.amount(shown)
    else:
        text = clean(shown or "")
    if value.url and text:
        fill(cell, "")
        link(cell.paragraphs[0], text, value.url)
    else:
        fill(cell, text)
    for source in value.sources:
        cell.paragraphs[0].add_run(" ")
        link(cell.paragraphs[0], f"[{numbering.of(source)}]", source.url)


def _closed(made: Any, account: Account, file: BinaryIO) -> None:
    made.add_paragraph("Verantwoording", style="Heading 1")
    lines = [
        *account.asked,
        ("Datum", f"{account.did} op {written(account.day)}."),
        ("Doorzocht", "\n".join(account.searched)),
        ("Let op", "\n".join((MADE_WITH_AI, *account.remarks))),
    ]
    table = made.add_table(0, 2)
    for name, text in lines:
        if text:
            left, right = table.add_row().cells
            fill(left, name, bold=True)
            fill(right, clean(text))
    for row in table.rows[:-1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    divided(table, (3.5, TEXT_WIDTH - 3.5))
    ruled(table)
    made.save(file)
