"""An export as a document for Word: quotes with their sources and notes, or a table, and how it came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, BinaryIO, Literal

from docx.shared import Cm

from assistant.answering.frames import written
from assistant.exports import labels
from assistant.exports.cleaning import clean, fitting
from assistant.exports.commitment_rows import Record
from assistant.exports.docx_styles import (
    ACCENT,
    BOX,
    CELL,
    FEATURES,
    NOTE,
    SHADE,
    SOURCE,
    blank,
    divided,
    link,
    repeated,
    ruled,
    shaded,
)  # fmt: skip
from assistant.exports.numbering import Numbering
from assistant.exports.sheet import MADE_WITH_AI, Account, Cell, Sheet
from corpus.commitment import Commitment
from corpus.commitment_index import StoredCommitment
from corpus.model import Origin

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_QUOTES = 500
MOST_TABLE_ROWS = 500
Grouping = Literal["document", "thema"]

_TEXT_WIDTH = 16.0  # centimetres


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
        for row in _rows(records):
            _quote(made, row, quotes.by)
    _closed(made, quotes.account, file)


def write_table(sheet: Sheet, file: BinaryIO) -> None:
    """Write a document with a table and its sources; at most `MOST_TABLE_ROWS` rows."""
    made, numbering, left = _opened(sheet.title, sheet.account, ""), Numbering(), 0
    made.add_paragraph()
    table = made.add_table(1, len(sheet.columns))
    for cell, column in zip(table.rows[0].cells, sheet.columns, strict=True):
        _fill(cell, column.title, bold=True)
        shaded(cell, SHADE)
    for place, row in enumerate(sheet.rows):
        if place >= MOST_TABLE_ROWS:
            left += 1
            continue
        for cell, value in zip(table.add_row().cells, row, strict=True):
            _value(cell, value, numbering)
    whole = sum(column.width for column in sheet.columns)
    divided(table, [column.width / whole * _TEXT_WIDTH for column in sheet.columns])
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
    when = f"Gezocht op {written(account.day)}"
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
        title = labels.WORDS["themas"][theme[0].value].capitalize() if theme else "Zonder onderwerp"
        made.add_paragraph(title, style="Heading 1")
        return
    made.add_paragraph(clean(labels.document(record.stored)), style="Heading 1")
    facts = (
        labels.WORDS["soorten"][about.kind.value],
        ", ".join(about.municipalities),
        ", ".join(about.corporations),
        labels.WORDS["status"][about.status(day).value],
    )
    line = made.add_paragraph(clean(" · ".join(fact for fact in facts if fact)), style=SOURCE)
    line.paragraph_format.left_indent = Cm(0)
    if labels.is_made_up(record.stored):
        line.add_run(f" · {labels.MADE_UP}").bold = True


def _rows(records: Iterable[Record]) -> list[list[Record]]:
    """Records in their order, those of one row of a table that follow on each other together: they share a quote."""

    def place(record: Record) -> object:
        one = record.stored.commitment
        return (record.stored.card.id, one.spans) if one.form == "table" else one.id

    return [list(row) for _, row in groupby(records, place)]


def _quote(made: Any, row: Sequence[Record], by: Grouping) -> None:
    """One quote with what is known of it, its source and its notes."""
    stored = row[0].stored
    every = [record.stored.commitment for record in row]
    _features(made, every)
    if not _as_table(made, stored):
        if stored.commitment.context:
            said = clean(f"Hoort bij: {stored.commitment.context}").replace("\t", " | ")
            made.add_paragraph(said, style=SOURCE).paragraph_format.keep_with_next = True
        made.add_paragraph(clean(labels.quoted(stored)), style="Quote")
    source = made.add_paragraph(style=SOURCE)
    about = stored.card.description
    if about.origin is Origin.SAMENVATTING:
        source.add_run("Samenvatting van: ")
    link(source, clean(f"{labels.document(stored)}, {labels.place_in_document(stored)}"), row[0].url)
    places = ", ".join(about.municipalities) if by == "thema" else ""
    facts = (places, *_moments(every), *(one.location or "" for one in every))
    source.add_run(clean("".join(f" · {fact}" for fact in dict.fromkeys(facts) if fact)))
    warnings = [labels.WARNINGS.get(one.standing, "") for one in every]
    if by == "thema" and labels.is_made_up(stored):
        warnings.append(labels.MADE_UP)
    for warning in dict.fromkeys(filter(None, warnings)):
        source.add_run(f" · {warning}").bold = True
    for record in row:
        if record.note:
            source.paragraph_format.keep_with_next = True
            note = made.add_paragraph(style=NOTE)
            note.add_run("Notitie: ").bold = True
            note.add_run(clean(record.note))


def _features(made: Any, every: Sequence[Commitment]) -> None:
    who = clean(labels.who([actor for one in every for actor in one.actors])) or "Niet genoemd wie"
    hardness = " en ".join(dict.fromkeys(labels.MODALITIES[one.modality] for one in every))
    numbers = "; ".join(dict.fromkeys(filter(None, map(_numbers, every))))
    line = made.add_paragraph(style=FEATURES)
    line.add_run(who[:1].upper() + who[1:]).bold = True
    line.add_run(clean("".join(f" · {said}" for said in (numbers, f"hardheid: {hardness}") if said)))


def _numbers(one: Commitment) -> str:
    """The numbers; of a cell of a table also when they are for, because its row has other times too."""
    over = labels.years(one.period) if one.form == "table" else ""
    return f"{over}: {labels.numbers(one)}" if over and one.numbers else labels.numbers(one)


def _moments(every: Sequence[Commitment]) -> list[str]:
    periods = [] if len(every) > 1 else [labels.years(every[0].period)]
    deadlines = [f"uiterlijk {written(one.deadline)}" for one in every if one.deadline]
    return [f"periode {period}" for period in periods if period] + deadlines


def _as_table(made: Any, stored: StoredCommitment) -> bool:
    """Draw a row of a table below the header of its columns; False when they do not fit on each other."""
    one = stored.commitment
    header = next((line for line in reversed(one.context.split("\n")) if "\t" in line), "").split("\t")
    cells = one.quote.split("\t")
    if one.form != "table" or len(header) != len(cells):
        return False
    above = [line for line in one.context.split("\n") if "\t" not in line]
    if any(above):
        made.add_paragraph(clean("\n".join(above)), style=SOURCE).paragraph_format.keep_with_next = True
    table = made.add_table(2, len(cells))
    for place, (head, cell) in enumerate(zip(header, cells, strict=True)):
        _fill(table.cell(0, place), clean(head), bold=True)
        shaded(table.cell(0, place), SHADE)
        _fill(table.cell(1, place), clean(cell))
        for at in (0, 1):
            table.cell(at, place).paragraphs[0].paragraph_format.keep_with_next = True
    ruled(table)
    return True


def _value(cell: Any, value: Cell, numbering: Numbering) -> None:
    shown = value.value
    if isinstance(shown, date):
        text = written(shown)
    elif isinstance(shown, int | float):
        text = labels.amount(shown)
    else:
        text = clean(shown or "")
    if value.url and text:
        _fill(cell, "")
        link(cell.paragraphs[0], text, value.url)
    else:
        _fill(cell, text)
    for source in value.sources:
        cell.paragraphs[0].add_run(" ")
        link(cell.paragraphs[0], f"[{numbering.of(source)}]", source.url)


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].style = CELL
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    if bold:
        run.font.color.rgb = ACCENT


def _closed(made: Any, account: Account, file: BinaryIO) -> None:
    made.add_paragraph("Verantwoording", style="Heading 1")
    lines = [
        *account.asked,
        ("Datum", f"Gezocht op {written(account.day)}."),
        ("Doorzocht", "\n".join(account.searched)),
        ("Let op", "\n".join((MADE_WITH_AI, *account.remarks))),
    ]
    table = made.add_table(0, 2)
    for name, text in lines:
        if text:
            left, right = table.add_row().cells
            _fill(left, name, bold=True)
            _fill(right, clean(text))
    for row in table.rows[:-1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    divided(table, (3.5, _TEXT_WIDTH - 3.5))
    ruled(table)
    made.save(file)
