"""The public shapes of commitments: what was agreed, where it stands, and what was searched."""

from datetime import date
from typing import Literal

from pydantic import Field

from assistant.precedents.counting import By, CountRow, Counts
from assistant.precedents.coverage import Coverage
from assistant.precedents.facets import Facets
from assistant.precedents.selection import FIELDS, Selection
from assistant.service.outgoing import DocumentOut, Outgoing, PeriodOut, UnderstoodOut
from assistant.service.present import document_out, page_url, source_url
from corpus.commitment import Actor, Limit, Modality, Quantity, Role, Standing
from corpus.commitment_index import StoredCommitment
from corpus.model import Kind, Status, Theme
from corpus.terms import Sought

# The public names of what a commitment's fields were read from.
_FIELDS = {
    "standing": "stand",
    "modality": "hardheid",
    "actors": "actoren",
    "action": "handeling",
    "object": "onderwerp",
    "numbers": "getallen",
    "period": "periode",
    "deadline": "uiterlijk",
    "location": "plaats",
    "themes": "themas",
}


class ActorOut(Outgoing):
    """Wie het doet; zonder naam alle partijen met die rol."""

    rol: Role
    naam: str | None


class QuantityOut(Outgoing):
    """Een getal dat is afgesproken; wat de tekst niet zegt is null."""

    waarde: float
    tot_en_met: float | None
    eenheid: str
    grens: Limit
    per: Literal["jaar", "looptijd", "kwartaal", "maand", "week", "dag"] | None
    per_stuk: str | None
    basis: Literal["netto", "bruto"] | None
    segment: str | None
    moment: Literal["start", "oplevering"] | None
    prijspeil: str | None
    actor: ActorOut | None
    is_totaal: bool


class CommitmentPageOut(Outgoing):
    """Waar het staat; `url` opent de pagina met het citaat gemarkeerd."""

    nummer: int
    label: str | None
    url: str


class ReadFromOut(Outgoing):
    """Uit welke woorden een veld is afgeleid, en hoe zeker dat is (0 tot 1)."""

    veld: str
    woorden: str
    zekerheid: float


class CommitmentOut(Outgoing):
    """Eén afspraak; `citaat` staat letterlijk in het document, `context` moet erbij gelezen worden."""

    id: str
    stand: Standing
    hardheid: Modality
    actoren: list[ActorOut]
    handeling: str
    onderwerp: str
    getallen: list[QuantityOut]
    periode: PeriodOut
    uiterlijk: date | None
    plaats: str | None
    themas: list[Theme]
    partijen: list[str]
    artikel: str | None
    koppen: list[str]
    context: str
    vorm: Literal["text", "list", "table"]
    citaat: str
    markeringen: list[tuple[int, int]] = Field(
        description="Waar woorden van de zoekvraag in het citaat staan."
    )
    zekerheid: float
    herleiding: list[ReadFromOut]
    passage_id: str
    pagina: CommitmentPageOut
    bron_url: str | None
    document: DocumentOut


class CommitmentFacetValue(Outgoing):
    waarde: str | int | bool
    aantal: int


class CommitmentFacetsOut(Outgoing):
    """Per veld hoeveel afspraken er met elke waarde zouden zijn, onder de andere filters."""

    gemeenten: list[CommitmentFacetValue]
    corporaties: list[CommitmentFacetValue]
    themas: list[CommitmentFacetValue]
    hardheid: list[CommitmentFacetValue]
    rollen: list[CommitmentFacetValue]
    actoren: list[CommitmentFacetValue]
    jaren: list[CommitmentFacetValue]
    status: list[CommitmentFacetValue]
    stand: list[CommitmentFacetValue]
    soorten: list[CommitmentFacetValue]
    met_getal: list[CommitmentFacetValue]
    eenheden: list[CommitmentFacetValue]


class KindCountOut(Outgoing):
    waarde: Kind
    aantal: int


class CommitmentsSearchedOut(Outgoing):
    """Waarin gezocht is: de noemer bij elk getal."""

    documenten: int
    soorten: list[KindCountOut]
    van_jaar: int | None
    tot_jaar: int | None
    gemeenten: int = Field(description="Gemeenten met een document waarin gezocht is.")
    gemeenten_met_afspraak: int
    gemeenten_zonder_afspraak: list[str] = Field(description="Daar is gezocht en niets gevonden.")
    gemeenten_niet_doorzocht: list[str] = Field(description="Daarvan zijn er alleen andere documenten.")
    gemeenten_onbekend: list[str] = Field(description="Gekozen, en daarvan is er geen enkel document.")
    gemeenten_nederland: int
    gemeenten_niet_in_bibliotheek: int = Field(
        description="Gemeenten van Nederland zonder één document in de bibliotheek."
    )


class CommitmentsOut(Outgoing):
    """Eén pagina afspraken; `nabij` komt qua betekenis het dichtst bij als niets de woorden bevat."""

    totaal: int
    totaal_exact: bool
    pagina: int
    pagina_grootte: int
    doorzocht: CommitmentsSearchedOut
    begrepen: UnderstoodOut
    toelichting: list[str]
    facetten: CommitmentFacetsOut
    afspraken: list[CommitmentOut]
    nabij: list[CommitmentOut]


class CommitmentFiltersOut(Outgoing):
    """De filters waarmee `/v1/afspraken/_zoek` precies deze afspraken geeft."""

    gemeenten: list[str]
    corporaties: list[str]
    themas: list[Theme]
    hardheid: list[Modality]
    rollen: list[Role]
    actoren: list[str]
    jaren: list[int]
    status: list[Status]
    stand: list[Standing]
    soorten: list[Kind]
    met_getal: bool | None
    eenheden: list[str]
    documenten: list[str]


class CountRowOut(Outgoing):
    """Hoeveel afspraken een waarde hebben, in hoeveel documenten van hoeveel gemeenten."""

    waarde: str | int
    afspraken: int
    documenten: int
    gemeenten: int
    filters: CommitmentFiltersOut


class CountsOut(Outgoing):
    """Een telling; een afspraak met meer waarden telt bij elk mee, in `afspraken` één keer."""

    per: By
    zoekvraag: str
    afspraken: int
    documenten: int
    gemeenten: int
    zonder_waarde: int = Field(description="Afspraken waarvan niet bekend is bij welke waarde ze horen.")
    doorzocht: CommitmentsSearchedOut
    begrepen: UnderstoodOut
    toelichting: list[str]
    rijen: list[CountRowOut]


def commitment_out(stored: StoredCommitment, today: date, sought: Sought | None = None) -> CommitmentOut:
    """A commitment with its document and the address of its page; `sought` gives marks in the quote."""
    one, card = stored.commitment, stored.card
    return CommitmentOut(
        id=one.id,
        stand=one.standing,
        hardheid=one.modality,
        actoren=[_actor(actor) for actor in one.actors],
        handeling=one.action,
        onderwerp=one.object,
        getallen=[_quantity(number) for number in one.numbers],
        periode=PeriodOut(van=one.period.start, tot=one.period.end),
        uiterlijk=one.deadline,
        plaats=one.location,
        themas=list(one.themes),
        partijen=list(one.bound),
        artikel=one.clause,
        koppen=list(one.headings),
        context=one.context,
        vorm=one.form,
        citaat=one.quote,
        markeringen=sought.marks(one.quote) if sought else [],
        zekerheid=round(one.certainty, 2),
        herleiding=[
            ReadFromOut(
                veld=_FIELDS.get(why.field, why.field), woorden=why.words, zekerheid=round(why.certainty, 2)
            )
            for why in one.evidence
        ],
        passage_id=one.passage_id,
        pagina=CommitmentPageOut(
            nummer=one.page, label=stored.page_label, url=page_url(card, one.page, one.spans)
        ),
        bron_url=source_url(card, one.page),
        document=document_out(card, today),
    )


def facets_out(facets: Facets) -> CommitmentFacetsOut:
    """The facets by their public names."""
    names = {"metGetal": "met_getal"}
    return CommitmentFacetsOut(
        **{
            names.get(field, field): [
                CommitmentFacetValue(waarde=one.value, aantal=one.count) for one in counted
            ]
            for field, counted in facets.items()
        }
    )


def searched_commitments_out(coverage: Coverage) -> CommitmentsSearchedOut:
    """What was searched for commitments."""
    return CommitmentsSearchedOut(
        documenten=coverage.documents,
        soorten=[KindCountOut(waarde=kind, aantal=count) for kind, count in coverage.kinds],
        van_jaar=coverage.first_year,
        tot_jaar=coverage.last_year,
        gemeenten=coverage.municipalities,
        gemeenten_met_afspraak=coverage.with_some,
        gemeenten_zonder_afspraak=list(coverage.none_found),
        gemeenten_niet_doorzocht=list(coverage.not_searched),
        gemeenten_onbekend=list(coverage.not_in_library),
        gemeenten_nederland=coverage.nationwide,
        gemeenten_niet_in_bibliotheek=coverage.absent,
    )


def filters_out(selection: Selection) -> CommitmentFiltersOut:
    """A selection as the filters that a client sends."""
    lists = {field: list(selection.chosen(field)) for field in FIELDS if field != "metGetal"}
    return CommitmentFiltersOut.model_validate({**lists, "metGetal": selection.with_number})


def counts_out(counts: Counts, text: str, understood: UnderstoodOut, notes: list[str]) -> CountsOut:
    """A count with the filters behind every number."""
    return CountsOut(
        per=counts.by,
        zoekvraag=text,
        afspraken=counts.commitments,
        documenten=counts.documents,
        gemeenten=counts.municipalities,
        zonder_waarde=counts.unknown,
        doorzocht=searched_commitments_out(counts.coverage),
        begrepen=understood,
        toelichting=notes,
        rijen=[_row(row) for row in counts.rows],
    )


def _row(row: CountRow) -> CountRowOut:
    return CountRowOut(
        waarde=row.value,
        afspraken=row.commitments,
        documenten=row.documents,
        gemeenten=row.municipalities,
        filters=filters_out(row.selection),
    )


def _actor(actor: Actor) -> ActorOut:
    return ActorOut(rol=actor.role, naam=actor.name)


def _quantity(number: Quantity) -> QuantityOut:
    return QuantityOut(
        waarde=number.value,
        tot_en_met=number.upper,
        eenheid=number.unit,
        grens=number.limit,
        per=number.per,
        per_stuk=number.each,
        basis=number.basis,
        segment=number.segment,
        moment=number.moment,
        prijspeil=number.price_level,
        actor=_actor(number.actor) if number.actor else None,
        is_totaal=number.total,
    )
