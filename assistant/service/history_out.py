"""The public shapes of one commitment's history and of what is like it elsewhere."""

from datetime import date
from typing import Literal

from pydantic import Field

from assistant.precedents.history import History, Version
from assistant.precedents.similar import Similar
from assistant.precedents.topics import CERTAIN
from assistant.service.commitments_out import CommitmentOut, commitment_out
from assistant.service.numbers_out import ComparedNumbersOut, numbers_out
from assistant.service.outgoing import DocumentOut, Outgoing
from assistant.service.present import document_out
from corpus.commitment_index import StoredCommitment

_KINDS: dict[str, Literal["gelijk", "erbij", "eraf"]] = {
    "equal": "gelijk",
    "insert": "erbij",
    "delete": "eraf",
}


class DifferenceOut(Outgoing):
    """Een stuk tekst dat in beide staat (gelijk), alleen in de nieuwe (erbij) of alleen in de oude (eraf)."""

    soort: Literal["gelijk", "erbij", "eraf"]
    tekst: str


class VersionOut(Outgoing):
    """Eén document van de gemeente met zijn afspraak over dit onderwerp, of null als die niet gevonden is."""

    document: DocumentOut
    gevraagd: bool
    afspraak: CommitmentOut | None
    toelichting: str | None
    gelijkenis: float
    zeker: bool = Field(description="Of het zeker genoeg over hetzelfde gaat.")
    vergeleken_met: str | None = Field(description="Id van de eerdere afspraak waarmee vergeleken is.")
    verschillen: list[DifferenceOut]
    getallen: ComparedNumbersOut | None = Field(description="Kant 0 is de eerdere afspraak, kant 1 deze.")


class HistoryOut(Outgoing):
    """Dezelfde afspraak in de documenten van de gemeente, oudste eerst."""

    afspraak_id: str
    versies: list[VersionOut]
    volledig: bool = Field(description="Onwaar als er meer documenten zijn dan hier staan.")


class SimilarOut(Outgoing):
    gelijkenis: float = Field(description="Hoeveel het erop lijkt, 0 tot 1.")
    afspraak: CommitmentOut


class SimilarsOut(Outgoing):
    """Afspraken van andere gemeenten die hierop lijken, het meest eerst."""

    afspraak_id: str
    afspraken: list[SimilarOut]


def history_out(stored: StoredCommitment, found: History, today: date) -> HistoryOut:
    """A history with the differences marked."""
    return HistoryOut(
        afspraak_id=stored.commitment.id,
        versies=[_version(one, place == found.asked, today) for place, one in enumerate(found.versions)],
        volledig=found.complete,
    )


def similars_out(stored: StoredCommitment, found: list[Similar], today: date) -> SimilarsOut:
    """Similar commitments, likest first."""
    return SimilarsOut(
        afspraak_id=stored.commitment.id,
        afspraken=[
            SimilarOut(gelijkenis=round(one.likeness, 2), afspraak=commitment_out(one.stored, today))
            for one in found
        ],
    )


def _version(one: Version, asked: bool, today: date) -> VersionOut:
    figures = one.footing.figures if one.footing else ()
    return VersionOut(
        document=document_out(one.card, today),
        gevraagd=asked,
        afspraak=commitment_out(one.stored, today) if one.stored else None,
        toelichting=None if one.stored else "niet gevonden in dit document",
        gelijkenis=round(one.likeness, 2),
        zeker=one.likeness >= CERTAIN,
        vergeleken_met=one.since,
        verschillen=[DifferenceOut(soort=_KINDS[piece.kind], tekst=piece.text) for piece in one.changes],
        getallen=numbers_out(one.footing, range(len(figures))) if one.footing else None,
    )
