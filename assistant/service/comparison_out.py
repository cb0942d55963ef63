"""The public shapes of a comparison: sides, themes, subjects and numbers on one footing."""

from datetime import date

from pydantic import Field

from assistant.precedents.comparing import Comparison, ThemeRow, Topic
from assistant.precedents.sides import Side, SideSort
from assistant.precedents.totals import Totals
from assistant.service.commitments_out import (
    CommitmentFiltersOut,
    CommitmentOut,
    KindCountOut,
    commitment_out,
    filters_out,
)
from assistant.service.numbers_out import ComparedNumbersOut, numbers_out
from assistant.service.outgoing import Outgoing, UnderstoodOut
from assistant.service.totals_out import SumsOut, sums_out
from corpus.commitment_index import StoredCommitment
from corpus.model import Theme
from corpus.terms import Sought


class SideSearchedOut(Outgoing):
    """Waarin voor deze kant gezocht is: de noemer."""

    documenten: int
    soorten: list[KindCountOut]
    van_jaar: int | None
    tot_jaar: int | None


class SideOut(Outgoing):
    """Eén kant; `id` is de naam, of het id van het document."""

    id: str
    naam: str
    afspraken: int
    doorzocht: SideSearchedOut
    toelichting: str | None = Field(description="Als er niets is: wat er dan te zeggen valt.")
    filters: CommitmentFiltersOut


class ThemeCellOut(Outgoing):
    """Hoeveel afspraken een kant over een thema heeft; `filters` geeft bij `_zoek` precies die afspraken."""

    kant: int = Field(description="Plaats van de kant in `kanten`, vanaf 0.")
    totaal: int
    toelichting: str | None = Field(description="Bij 0: 'niet gevonden in de 3 doorzochte documenten van X'.")
    filters: CommitmentFiltersOut


class TopicCellOut(Outgoing):
    """De afspraak van een kant over een onderwerp, of null met wat er dan te zeggen valt."""

    kant: int
    afspraak: CommitmentOut | None
    toelichting: str | None


class TopicOut(Outgoing):
    """Eén onderwerp: van elke kant de afspraak die er het meest over gaat."""

    gelijkenis: float = Field(description="Hoeveel de afspraken op elkaar lijken, 0 tot 1.")
    gedeeld: bool = Field(description="Of twee of meer kanten hier iets over hebben.")
    samen_afgesproken: bool = Field(description="Het is één afspraak, die de kanten samen maakten.")
    ontbreekt_bij: list[int] = Field(description="Kanten waarvan hierover niets gevonden is.")
    cellen: list[TopicCellOut]
    getallen: ComparedNumbersOut | None


class ThemeRowOut(Outgoing):
    """Een thema; `nietGetoond` telt de onderwerpen die hier niet staan."""

    thema: Theme
    ontbreekt_bij: list[int] = Field(description="Kanten waarvan over dit thema niets gevonden is.")
    cellen: list[ThemeCellOut]
    onderwerpen: list[TopicOut]
    niet_getoond: int


class ComparisonOut(Outgoing):
    """Twee tot zes kanten naast elkaar, per thema; wat gevonden is, niet wat bestaat."""

    soort: SideSort
    zoekvraag: str
    begrepen: UnderstoodOut
    toelichting: list[str]
    kanten: list[SideOut]
    themas: list[ThemeRowOut]
    sommen: SumsOut | None
    alles_vergeleken: bool = Field(
        description="Onwaar als er zo veel afspraken zijn dat alleen de eerste per thema naast elkaar gelegd zijn."
    )


def comparison_out(
    comparison: Comparison,
    text: str,
    understood: UnderstoodOut,
    notes: list[str],
    today: date,
    sought: Sought | None,
    sums: Totals | None = None,
) -> ComparisonOut:
    """A comparison with the filters behind every number."""
    made: dict[str, CommitmentOut] = {}

    def one(stored: StoredCommitment) -> CommitmentOut:
        name = stored.commitment.id
        if name not in made:
            made[name] = commitment_out(stored, today, sought)
        return made[name]

    def topic(found: Topic) -> TopicOut:
        return TopicOut(
            gelijkenis=round(found.likeness, 2),
            gedeeld=len(found.lacking) < len(found.commitments) - 1,
            samen_afgesproken=found.same,
            ontbreekt_bij=list(found.lacking),
            cellen=[
                TopicCellOut(
                    kant=place,
                    afspraak=one(stored) if stored else None,
                    toelichting=None if stored else comparison.sides[place].not_found,
                )
                for place, stored in enumerate(found.commitments)
            ],
            getallen=numbers_out(found.footing, _places(found)) if found.footing else None,
        )

    def row(found: ThemeRow) -> ThemeRowOut:
        return ThemeRowOut(
            thema=found.theme,
            ontbreekt_bij=list(found.lacking),
            cellen=[
                ThemeCellOut(
                    kant=place,
                    totaal=total,
                    toelichting=None if total else comparison.sides[place].not_found,
                    filters=filters_out(found.selections[place]),
                )
                for place, total in enumerate(found.totals)
            ],
            onderwerpen=[topic(each) for each in found.topics],
            niet_getoond=found.more,
        )

    return ComparisonOut(
        soort=comparison.sort,
        zoekvraag=text,
        begrepen=understood,
        toelichting=notes,
        kanten=[side_out(side) for side in comparison.sides],
        themas=[row(found) for found in comparison.themes],
        sommen=sums_out(sums, today) if sums else None,
        alles_vergeleken=comparison.complete,
    )


def side_out(side: Side) -> SideOut:
    """One side with what was searched."""
    return SideOut(
        id=side.name,
        naam=side.title,
        afspraken=side.total,
        doorzocht=SideSearchedOut(
            documenten=side.coverage.documents,
            soorten=[KindCountOut(waarde=kind, aantal=count) for kind, count in side.coverage.kinds],
            van_jaar=side.coverage.first_year,
            tot_jaar=side.coverage.last_year,
        ),
        toelichting=None if side.total else side.not_found,
        filters=filters_out(side.selection),
    )


def _places(topic: Topic) -> list[int]:
    """The side of each figure on the footing of a topic."""
    sides = {one.commitment.id: place for place, one in enumerate(topic.commitments) if one}
    return [sides[figure.stored.commitment.id] for figure in topic.footing.figures] if topic.footing else []
