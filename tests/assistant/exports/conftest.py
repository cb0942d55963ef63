"""Commitments and tables to export, without a library."""

from datetime import UTC, date, datetime

from assistant.exports.commitment_rows import Record
from assistant.exports.sheet import Account
from corpus.commitment import Actor, Commitment, Modality, Quantity, Role, Standing
from corpus.commitment_index import StoredCommitment
from corpus.model import Description, EditionCard, EditionState, Kind, Period, Span, Stage, Theme

TODAY = date(2026, 11, 23)
ACCOUNT = Account(
    (("Zoekvraag", "“uitfaseren EFG-labels”"),),
    TODAY,
    ("Gezocht in 9 documenten.",),
    ("Wim is op de hoogte.",),
)


def record(number: int = 0, quote: str = "De corporaties bouwen 40 woningen.", **fields: object) -> Record:
    """A commitment of an invented agreement; `fields` are what matters in a test."""
    described = {
        name: fields.pop(name)
        for name in ("title", "origin", "municipalities", "period_of_document")
        if name in fields
    }
    note, url = str(fields.pop("note", "")), str(fields.pop("url", f"http://testserver/v1/pagina?n={number}"))
    label = fields.pop("label", None)
    edition = f"afspraken-{number // 10}.abc"
    settled: dict[str, object] = {
        "standing": Standing.AFGESPROKEN,
        "modality": Modality.RESULTAAT,
        "actors": (Actor(Role.CORPORATIE),),
        "action": "bouwen",
        "object": "woningen",
        "themes": (Theme.NIEUWBOUW,),
        "numbers": (Quantity(40, "woningen"),),
        "spans": (Span(7, 0, len(quote)),),
        **fields,
    }
    one = Commitment(id=f"{edition}c{number}", ordinal=number, passage_id="p", quote=quote, **settled)  # type: ignore[arg-type]
    about = Description(
        kind=Kind.PRESTATIEAFSPRAKEN,
        municipalities=("Lindewaard",),
        corporations=("Kadewonen", "Thuisrijk"),
        period=Period(2024, 2027),
        stage=Stage.ONDERTEKEND,
        **{"title": "Prestatieafspraken Lindewaard", **described},  # type: ignore[arg-type]
    )
    card = EditionCard(
        edition, f"afspraken-{number // 10}", EditionState.VISIBLE, "file:///a.pdf", "f", "a.pdf", "application/pdf",
        about, datetime(2026, 11, 1, tzinfo=UTC), 30, 100,
    )  # fmt: skip
    return Record(StoredCommitment(one, card, None if label is None else str(label)), url, note)
