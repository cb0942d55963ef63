"""The public shapes of a comparison: sides, themes, subjects and numbers on one footing."""

from datetime import date

from pydantic import Field

from assistant.precedents.comparing import Comparison, ThemeRow, Topic
from assistant.precedents.footing import Figure, Footing
from assistant.precedents.sides import Side, SideSort
from assistant.service.commitments_out import (
    CommitmentFiltersOut,
    CommitmentOut,
    KindCountOut,
    commitment_out,
    filters_out,
)
from assistant.service.outgoing import Outgoing, UnderstoodOut
from corpus.commitment import Limit
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


class ComparedNumberOut(Outgoing):
    """Het getal van een kant in een vergelijking; `perJaar` kan omgerekend zijn, `berekening` zegt dan hoe."""

    kant: int
    afspraak_id: str
    waarde: float
    tot_en_met: float | None
    eenheid: str
    grens: Limit
    per: str | None
    segment: str | None
    per_jaar: float | None
    omgerekend: bool
    berekening: str | None


class ComparedNumbersOut(Outgoing):
    """Getallen naast elkaar; niet vergelijkbaar met de redenen erbij, zoals 'start en oplevering'."""

    vergelijkbaar: bool
    redenen: list[str]
    eenheid: str
    vergelijk_per_jaar: bool = Field(description="Vergelijk `perJaar` in plaats van `waarde`.")
    waarden: list[ComparedNumberOut]


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
            getallen=_numbers(found.footing, found.commitments) if found.footing else None,
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


def _numbers(footing: Footing, sides: tuple[StoredCommitment | None, ...]) -> ComparedNumbersOut:
    places = {one.commitment.id: place for place, one in reversed(list(enumerate(sides))) if one}
    return ComparedNumbersOut(
        vergelijkbaar=footing.comparable,
        redenen=list(footing.reasons),
        eenheid=footing.unit,
        vergelijk_per_jaar=footing.yearly,
        waarden=[number_out(figure, places[figure.stored.commitment.id]) for figure in footing.figures],
    )


def number_out(figure: Figure, side: int) -> ComparedNumberOut:
    """A number of a side as it is compared."""
    return ComparedNumberOut(
        kant=side,
        afspraak_id=figure.stored.commitment.id,
        waarde=figure.number.value,
        tot_en_met=figure.number.upper,
        eenheid=figure.number.unit,
        grens=figure.number.limit,
        per=figure.number.per,
        segment=figure.segment,
        per_jaar=figure.yearly if figure.yearly is None else round(figure.yearly, 2),
        omgerekend=figure.converted,
        berekening=figure.calculation,
    )
