"""The quotes of a document for Word: each with who it binds, its source and its notes; rows of one table together."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from assistant.answering.elsewhere import listed
from assistant.answering.frames import written
from assistant.exports import labels
from assistant.exports.cleaning import clean
from assistant.exports.commitment_rows import Record
from assistant.exports.docx_styles import (
    FEATURES,
    NOTE,
    SHADE,
    SOURCE,
    TEXT_WIDTH,
    divided,
    fill,
    link,
    repeated,
    ruled,
    shaded,
)
from corpus.commitment import Commitment
from corpus.commitment_index import StoredCommitment
from corpus.model import Origin

_FIRST_COLUMN = 1.8  # times as wide as another: it has the name of the row
_Row = Sequence[Record]  # of commitments that share one quote


def add_entries(made: Any, records: Iterable[Record], *, named: bool) -> None:
    """Add records in their order; those of one table that follow on each other together.

    `named` tells of which place each is, where no heading does.
    """
    for (_, header), group in groupby(_rows(records), _table):
        rows = list(group)
        if header:
            _entry(made, rows, header, named=named)
        else:
            for row in rows:
                _entry(made, [row], header, named=named)


def _rows(records: Iterable[Record]) -> list[_Row]:
    """The commitments of one row of a table share its quote; every other one has its own."""

    def place(record: Record) -> object:
        one = record.stored.commitment
        return (record.stored.card.id, one.spans) if one.form == "table" else one.id

    return [list(row) for _, row in groupby(records, place)]


def _table(row: _Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which table a row stands in, and the header of its columns; empty when they do not fit on each other."""
    stored = row[0].stored
    one = stored.commitment
    header = next((line for line in reversed(one.context.split("\n")) if "\t" in line), "").split("\t")
    fits = one.form == "table" and len(header) == len(one.quote.split("\t"))
    hard = " en ".join(dict.fromkeys(labels.MODALITIES[record.stored.commitment.modality] for record in row))
    place = (stored.card.id, one.context, one.standing.value, labels.place_in_document(stored), hard)
    return place, tuple(header) if fits else ()


def _entry(made: Any, rows: Sequence[_Row], header: Sequence[str], *, named: bool) -> None:
    stored = rows[0][0].stored
    every = [record.stored.commitment for row in rows for record in row]
    _features(made, every, in_table=bool(header))
    above = stored.commitment.context
    if header:
        above = "\n".join(line for line in above.split("\n") if "\t" not in line)
    if above:
        said = clean(above if header else f"Hoort bij: {above}").replace("\t", " | ")
        made.add_paragraph(said, style=SOURCE).paragraph_format.keep_with_next = True
    if header:
        _drawn(made, rows, header)
    else:
        made.add_paragraph(clean(labels.quoted(stored)), style="Quote")
    notes = [(row, record.note) for row in rows for record in row if record.note]
    _source(made, rows[0][0], every, named=named).paragraph_format.keep_with_next = bool(notes)
    for row, note in notes:
        line = made.add_paragraph(style=NOTE)
        of_row = f" bij {clean(_name(row))}" if len(rows) > 1 else ""
        line.add_run(f"Notitie{of_row}: ").bold = True
        line.add_run(clean(note))


def _features(made: Any, every: Sequence[Commitment], *, in_table: bool) -> None:
    """Who does it, the numbers (or what those in the table mean), and how hard it is."""
    who = clean(labels.who([actor for one in every for actor in one.actors])) or "Niet genoemd wie"
    if in_table:
        numbers = listed(
            list(dict.fromkeys(labels.meaning(number) for one in every for number in one.numbers))
        )
    else:
        numbers = "; ".join(dict.fromkeys(filter(None, map(labels.numbers, every))))
    hardness = " en ".join(dict.fromkeys(labels.MODALITIES[one.modality] for one in every))
    line = made.add_paragraph(style=FEATURES)
    line.add_run(who[:1].upper() + who[1:]).bold = True
    line.add_run(clean("".join(f" · {said}" for said in (numbers, f"hardheid: {hardness}") if said)))


def _drawn(made: Any, rows: Sequence[_Row], header: Sequence[str]) -> None:
    """The rows as they stand there, below their header; the name of each row opens its page."""
    table = made.add_table(1, len(header))
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        fill(cell, clean(text), bold=True)
        shaded(cell, SHADE)
    for row in rows:
        first, *rest = row[0].stored.commitment.quote.split("\t")
        cells = table.add_row().cells
        fill(cells[0], "")
        link(cells[0].paragraphs[0], clean(first) or "–", row[0].url)
        for cell, text in zip(cells[1:], rest, strict=True):
            fill(cell, clean(text))
    for drawn in table.rows:
        drawn.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    widths = [_FIRST_COLUMN, *[1.0] * (len(header) - 1)]
    divided(table, [width / sum(widths) * TEXT_WIDTH for width in widths])
    ruled(table)
    repeated(table.rows[0])


def _source(made: Any, record: Record, every: Sequence[Commitment], *, named: bool) -> Any:
    """Where it stands, when it is for, and what to know of it."""
    stored, about = record.stored, record.stored.card.description
    line = made.add_paragraph(style=SOURCE)
    if about.origin is Origin.SAMENVATTING:
        line.add_run("Samenvatting van: ")
    link(line, clean(f"{labels.document(stored)}, {labels.place_in_document(stored)}"), record.url)
    places = ", ".join(about.municipalities) if named else ""
    facts = (places, *_moments(every), *(one.location or "" for one in every))
    line.add_run(clean("".join(f" · {fact}" for fact in dict.fromkeys(facts) if fact)))
    for warning in _warnings(stored, named=named):
        line.add_run(f" · {warning}").bold = True
    return line


def _moments(every: Sequence[Commitment]) -> list[str]:
    """Of a table its header tells the years."""
    period = labels.years(every[0].period) if len(every) == 1 else ""
    deadlines = [f"uiterlijk {written(one.deadline)}" for one in every if one.deadline]
    return [f"periode {period}", *deadlines] if period else deadlines


def _warnings(stored: StoredCommitment, *, named: bool) -> list[str]:
    made_up = labels.MADE_UP if named and labels.is_made_up(stored) else ""
    return [said for said in (labels.WARNINGS.get(stored.commitment.standing, ""), made_up) if said]


def _name(row: _Row) -> str:
    return row[0].stored.commitment.quote.split("\t")[0]
