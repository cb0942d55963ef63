"""Commitments as the rows of a table: everything that is known of one, with the page that it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isfinite

from assistant.exports import labels
from assistant.exports.sheet import Cell, Column, Value
from assistant.words import WORDS
from corpus.commitment import Quantity
from corpus.commitment_index import StoredCommitment


@dataclass(frozen=True, slots=True)
class Record:
    """A commitment with the address of its page, and what the reader wrote with it."""

    stored: StoredCommitment
    url: str
    note: str = ""


COLUMNS = (
    Column("Gemeente", 18),
    Column("Corporaties", 20),
    Column("Document", 34, long=True),
    Column("Soort", 18),
    Column("Herkomst", 14),
    Column("Geldigheid", 14),
    Column("Stand", 13),
    Column("Hardheid", 12),
    Column("Wie", 22, long=True),
    Column("Wat", 34, long=True),
    Column("Waarde", 10, "number"),
    Column("Tot en met", 10, "number"),
    Column("Eenheid", 14),
    Column("Grens", 11),
    Column("Per", 11),
    Column("Per stuk", 12),
    Column("Netto of bruto", 10),
    Column("Segment", 12),
    Column("Geteld bij", 12),
    Column("Prijspeil", 10),
    Column("Alle getallen", 34, long=True),
    Column("Periode", 12),
    Column("Periode document", 12),
    Column("Uiterlijk", 12, "date"),
    Column("Plaats", 18),
    Column("Thema's", 24, long=True),
    Column("Artikel", 12),
    Column("Pagina", 9),
    Column("Blad in het bestand", 9, "number"),
    Column("Citaat", 70, long=True),
    Column("Hoort bij", 34, long=True),
    Column("Notitie", 34, long=True),
    Column("Adres van de pagina", 40),
    Column("Kenmerk", 24),
)


def rows(records: Iterable[Record], today: date) -> Iterable[tuple[Cell, ...]]:
    """A row a commitment, its cells in the order of `COLUMNS`."""
    for record in records:
        yield _row(record, today)


def _row(record: Record, today: date) -> tuple[Cell, ...]:
    one, about = record.stored.commitment, record.stored.card.description
    values: tuple[Value, ...] = (
        ", ".join(about.municipalities),
        ", ".join(about.corporations),
        about.title,
        WORDS["soorten"][about.kind.value],
        labels.ORIGINS[about.origin],
        WORDS["status"][about.status(today).value],
        labels.STANDINGS[one.standing],
        labels.MODALITIES[one.modality],
        labels.who(one.actors),
        labels.what(one),
        *_number(one.numbers[0] if one.numbers else None),
        labels.numbers(one),
        labels.years(one.period),
        labels.years(about.period),
        one.deadline,
        one.location,
        labels.themes(one),
        one.clause,
        labels.page(record.stored),
        one.page,
        one.quote,
        one.context,
        record.note,
    )
    return (*map(Cell, values), Cell(record.url, record.url), Cell(one.id))


def _number(one: Quantity | None) -> tuple[Value, ...]:
    """The main number, in as many cells as there are columns for it."""
    if one is None:
        return (None,) * 10
    return (
        _whole(one.value),
        None if one.upper is None else _whole(one.upper),
        one.unit,
        one.limit.value,
        one.per,
        one.each,
        one.basis,
        one.segment,
        one.moment,
        one.price_level,
    )


def _whole(value: float) -> Value:
    if not isfinite(value):
        return None
    return int(value) if value == int(value) else value
