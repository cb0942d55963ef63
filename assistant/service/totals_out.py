"""The public shape of the homes to be built of each side."""

from datetime import date

from pydantic import Field

from assistant.precedents.totals import DocumentTotal, How, Totals
from assistant.service.commitments_out import CommitmentOut, commitment_out
from assistant.service.numbers_out import ComparedNumberOut, ComparedNumbersOut, number_out, numbers_out
from assistant.service.outgoing import DocumentOut, Outgoing, PeriodOut
from assistant.service.present import document_out
from corpus.commitment import Standing

_BEHIND = 60  # commitments behind one number, at most


class DocumentSumOut(Outgoing):
    """De te bouwen woningen in één document; `afspraken` zeggen het, `andere` zijn delen of niet opgeteld."""

    document: DocumentOut
    stand: Standing
    waarde: float
    hoe: How
    getal: ComparedNumberOut
    basis: str | None
    moment: str | None
    periode: PeriodOut
    afspraken: list[CommitmentOut]
    andere: list[str] = Field(description="Id's van afspraken met getallen die niet meetellen.")


class SideSumOut(Outgoing):
    """De aantallen van een kant, vooraan wat nu geldt; van verschillende documenten nooit opgeteld."""

    kant: int
    documenten: list[DocumentSumOut]
    toelichting: str | None


class SumsOut(Outgoing):
    """Hoeveel woningen elke kant laat bouwen; een totaal telt nooit op bij zijn delen."""

    kanten: list[SideSumOut]
    getallen: ComparedNumbersOut | None = Field(description="Het eerste aantal van elke kant, op één noemer.")


def sums_out(sums: Totals, today: date) -> SumsOut:
    """The homes to be built of each side, with the commitments behind every number."""
    first = [place for place, one in enumerate(sums.sides) if one.documents]
    return SumsOut(
        kanten=[
            SideSumOut(
                kant=place,
                documenten=[_document_sum(total, place, today) for total in one.documents],
                toelichting=None if one.documents else one.side.not_found,
            )
            for place, one in enumerate(sums.sides)
        ],
        getallen=numbers_out(sums.footing, first) if sums.footing else None,
    )


def _document_sum(total: DocumentTotal, place: int, today: date) -> DocumentSumOut:
    number, years = total.figure.number, total.figure.years or total.figure.stored.commitment.period.years()
    return DocumentSumOut(
        document=document_out(total.card, today),
        stand=total.standing,
        waarde=total.value,
        hoe=total.how,
        getal=number_out(total.figure, place),
        basis=number.basis,
        moment=number.moment,
        periode=PeriodOut(van=years[0] if years else None, tot=years[-1] if years else None),
        afspraken=[commitment_out(one, today) for one in total.behind[:_BEHIND]],
        andere=[one.commitment.id for one in total.others],
    )
