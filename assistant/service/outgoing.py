"""What the service answers: its public shapes. Every field is always there: null or [] when it has no value."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from assistant.answering.contract import AnswerStatus
from corpus.model import Kind, Origin, Stage, Status, Theme


class Outgoing(BaseModel):
    """Base of every answer: names in lowerCamelCase."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True, frozen=True
    )

    def to_json(self) -> dict[str, Any]:
        """The object as it goes over the wire."""
        return self.model_dump(mode="json")


class PeriodOut(Outgoing):
    van: int | None
    tot: int | None


class DocumentOut(Outgoing):
    """A document as every source and result names it."""

    id: str
    titel: str
    soort: Kind
    herkomst: Origin
    kennisdatum: date | None
    gemeenten: list[str]
    corporaties: list[str]
    huurdersorganisaties: list[str]
    periode: PeriodOut
    status: Status
    themas: list[Theme]


class SourceOut(Outgoing):
    """A numbered source of an answer; `citaat` is contiguous and verbatim; `herkend`: it was read from a scan."""

    nummer: int
    passage_id: str
    citaat: str
    pagina_van: int
    pagina_tot: int
    pagina_label: str | None
    koppen: list[str]
    pagina_url: str
    bron_url: str | None
    herkend: bool
    document: DocumentOut


class SentenceOut(Outgoing):
    tekst: str
    bronnen: list[int]


class ReferralOut(Outgoing):
    naam: str
    url: str
    reden: str


class SearchedOut(Outgoing):
    documenten: int
    passages: int
    van_jaar: int | None
    tot_jaar: int | None


class ChatSearchedOut(SearchedOut):
    gemeente: int | None


class MadeByOut(Outgoing):
    ai: Literal[True] = True
    antwoordwijze: Literal["citeren", "schrijven"]
    model: str | None
    prompts: str | None
    versie: str


class CountedRowOut(Outgoing):
    waarde: str
    getal: float


class CountedOut(Outgoing):
    """What was counted for an answer; `zoekvraag` and `filters` select it at /v1/afspraken/_zoek.

    That search may show more than is counted: only what is about the subject itself counts. `afspraken` are the ids
    of what was counted, at most 100. `rijen` hold counts, or the numbers themselves where those are compared;
    `nietVergelijkbaar` says why those do not compare. `documenten` were searched.
    """

    soort: str
    zoekvraag: str
    filters: dict[str, list[str | int] | bool]
    aantal: int
    rijen: list[CountedRowOut]
    afspraken: list[str]
    documenten: int
    niet_vergelijkbaar: list[str]


class AnswerOut(Outgoing):
    """The whole answer to a question; `telling` is there when something was counted for it."""

    antwoord_id: str
    gesprek_id: str
    status: AnswerStatus
    tekst: str
    zinnen: list[SentenceOut]
    toelichting: list[str]
    verwijzingen: list[ReferralOut]
    keuzes: list[str]
    bronnen: list[SourceOut]
    doorzocht: ChatSearchedOut
    vervolgvragen: list[str]
    begrepen_als: str
    telling: CountedOut | None
    gemaakt_door: MadeByOut
    duur_ms: dict[str, int]


class FacetValue(Outgoing):
    waarde: str | int
    aantal: int


class FacetsOut(Outgoing):
    gemeenten: list[FacetValue]
    corporaties: list[FacetValue]
    themas: list[FacetValue]
    soorten: list[FacetValue]
    jaren: list[FacetValue]
    status: list[FacetValue]


class ResultOut(Outgoing):
    """A passage found; `markeringen` are half-open ranges in code points of `tekst`; `herkend`: read from a scan."""

    passage_id: str
    tekst: str
    markeringen: list[tuple[int, int]]
    score: float
    pagina_van: int
    pagina_tot: int
    pagina_label: str | None
    koppen: list[str]
    pagina_url: str
    bron_url: str | None
    herkend: bool
    document: DocumentOut


class UnderstoodOut(Outgoing):
    """What a search names; nothing is filtered by it. `onbekend` are names that the library has nothing of."""

    gemeenten: list[str]
    corporaties: list[str]
    themas: list[Theme]
    soorten: list[Kind]
    jaren: list[int]
    status: list[Status]
    huurdersorganisaties: list[str]
    onbekend: list[str]


class SearchOut(Outgoing):
    """One page of what was found; `totaal` is "at least" when it is not `totaalExact`.

    `nabij` is what comes nearest in meaning when nothing was found; it is not counted.
    """

    totaal: int
    totaal_exact: bool
    pagina: int
    pagina_grootte: int
    doorzocht: SearchedOut
    begrepen: UnderstoodOut
    toelichting: list[str]
    facetten: FacetsOut
    resultaten: list[ResultOut]
    nabij: list[ResultOut]


class ListedDocument(DocumentOut):
    """A document in the list, with the size and the day of its visible edition."""

    paginas: int
    ingelezen: datetime
    uitgave: str


class DocumentsOut(Outgoing):
    totaal: int
    pagina: int
    pagina_grootte: int
    documenten: list[ListedDocument]


class EditionOut(Outgoing):
    uitgave: str
    stand: Literal["zichtbaar", "vervangen", "verwijderd"]
    ingelezen: datetime
    paginas: int
    passages: int
    bestand: str
    mediatype: str


class HeadingOut(Outgoing):
    niveau: int
    tekst: str
    pagina: int
    pagina_url: str


class EvidenceOut(Outgoing):
    """Why a described field has its value; `zekerheid` runs from 0 to 1."""

    veld: str
    waarde: str
    herkomst: Literal["bronnenlijst", "tekst", "bestand", "aanname"]
    citaat: str | None
    pagina: int | None
    zekerheid: float


class ParentOut(Outgoing):
    """The document that another belongs to, by the name it is given there; `id` when it is in the library."""

    naam: str
    id: str | None


class DocumentDetail(ListedDocument):
    stadium: Stage
    ondertekend: date | None
    hoort_bij: ParentOut | None
    bron_url: str | None
    licentie: str | None
    uitgaven: list[EditionOut]
    inhoud: list[HeadingOut]
    herleiding: list[EvidenceOut]


class PageOut(Outgoing):
    """A page of an edition; `markeringen` are half-open ranges in code points of `tekst`."""

    document: DocumentOut
    uitgave: str
    stand: Literal["zichtbaar", "vervangen"]
    waarschuwing: str | None
    pagina: int
    pagina_label: str | None
    paginas: int
    tekst: str
    markeringen: list[tuple[int, int]]
    vlakken: list[tuple[float, float, float, float]]
    breedte: float | None
    hoogte: float | None
    herkend: bool
    afbeelding_url: str | None
    bron_url: str | None
    vorige_url: str | None
    volgende_url: str | None


class FeedbackOut(Outgoing):
    terugkoppeling_id: str
    antwoord_id: str
    oordeel: Literal["goed", "fout"]
    redenen: list[str]
    toelichting: str | None
    site: str | None


class ExchangeOut(Outgoing):
    antwoord_id: str
    gesteld_op: datetime
    vraag: str
    antwoord: dict[str, Any]


class ConversationOut(Outgoing):
    gesprek_id: str
    begonnen_op: datetime
    beurten: list[ExchangeOut]
