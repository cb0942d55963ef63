"""The records that the whole product speaks in: a document, its editions, pages, passages and filters.

Plain, immutable, without behaviour beyond what follows from their own fields. Every floor above imports them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple


class Kind(StrEnum):
    """What a document is (`soort` in the public API)."""

    PRESTATIEAFSPRAKEN = "prestatieafspraken"
    JAARAFSPRAKEN = "jaarafspraken"
    ADDENDUM = "addendum"
    BOD = "bod"
    WOONVISIE = "woonvisie"
    REGIONALE_AFSPRAKEN = "regionaleAfspraken"
    NATIONALE_AFSPRAKEN = "nationaleAfspraken"
    MAGAZINE = "magazine"
    HANDREIKING = "handreiking"
    WET = "wet"
    MONITOR = "monitor"
    VISITATIE = "visitatie"
    ARTIKEL = "artikel"
    OVERIG = "overig"


# What can be in force, now or once: the rest only tells about it.
_IN_FORCE = frozenset(
    {
        Kind.PRESTATIEAFSPRAKEN,
        Kind.JAARAFSPRAKEN,
        Kind.ADDENDUM,
        Kind.BOD,
        Kind.WOONVISIE,
        Kind.REGIONALE_AFSPRAKEN,
        Kind.NATIONALE_AFSPRAKEN,
        Kind.WET,
    }
)


class Origin(StrEnum):
    """Whose words a document holds (`herkomst`): the original's, our summary's, or an invented example's."""

    ORIGINEEL = "origineel"
    SAMENVATTING = "samenvatting"
    VOORBEELD = "voorbeeld"


class Status(StrEnum):
    """How a document stands today (`status`)."""

    GELDEND = "geldend"
    TOEKOMSTIG = "toekomstig"
    VERLOPEN = "verlopen"
    CONCEPT = "concept"
    ONBEKEND = "onbekend"


class Stage(StrEnum):
    """How far a document itself says it got; with the period and today's date it gives the `Status`."""

    CONCEPT = "concept"
    VOORSTEL = "voorstel"
    ONDERTEKEND = "ondertekend"
    GEPUBLICEERD = "gepubliceerd"
    ONBEKEND = "onbekend"


class Theme(StrEnum):
    """The themes of agreements (`themas`)."""

    BETAALBAARHEID = "betaalbaarheid"
    BESCHIKBAARHEID = "beschikbaarheid"
    NIEUWBOUW = "nieuwbouw"
    VERKOOP_EN_SLOOP = "verkoopEnSloop"
    LEEFBAARHEID = "leefbaarheid"
    WONEN_EN_ZORG = "wonenEnZorg"
    VERDUURZAMING = "verduurzaming"
    KWALITEIT = "kwaliteit"
    BIJZONDERE_DOELGROEPEN = "bijzondereDoelgroepen"
    TOEWIJZING = "toewijzing"
    PARTICIPATIE = "participatie"
    FINANCIEN = "financien"
    PROCES = "proces"


class Box(NamedTuple):
    """A rectangle on a page as a reader sees it (rotated, cropped): points from the top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Word(NamedTuple):
    """Where the characters `[start, end)` of a page's text stand on the page.

    A word joined from two lines has two `Word`s, each with its part of the characters.
    """

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an edition; in HTML, DOCX, Markdown and text a page is a section.

    `text` is the cleaned text: paragraphs are separated by an empty line, lines inside a paragraph are joined,
    the cells of a table row are separated by a tab and its rows by a newline. `number` is physical, from 1;
    `label` is the printed number. `width` and `height` are points, and None where there is no paper.
    """

    number: int
    text: str
    label: str | None = None
    width: float | None = None
    height: float | None = None
    words: tuple[Word, ...] = ()
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of an edition: its level (1 is the highest), its text, and the page it stands on."""

    level: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a document is about, both included; either end may be unknown."""

    start: int | None = None
    end: int | None = None

    def years(self) -> range:
        """The years covered; empty when neither end is known."""
        first, last = self.start or self.end, self.end or self.start
        return range(first, last + 1) if first and last else range(0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a described field has its value: where it was read, and how sure that is (0 to 1)."""

    field: str
    value: str
    origin: Literal["sources.toml", "text", "file", "default"]
    quote: str = ""
    page: int | None = None
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Description:
    """What an edition is: the catalogue card.

    `parent` is the document that this one belongs to (an addendum to an agreement): the file name that `sources.toml`
    gives, or the name by which the text calls it.
    """

    title: str
    kind: Kind = Kind.OVERIG
    origin: Origin = Origin.ORIGINEEL
    known_on: date | None = None
    municipalities: tuple[str, ...] = ()
    corporations: tuple[str, ...] = ()
    tenant_organisations: tuple[str, ...] = ()
    period: Period = Period()
    stage: Stage = Stage.ONBEKEND
    signed: date | None = None
    parent: str | None = None
    themes: tuple[Theme, ...] = ()
    source_url: str | None = None
    licence: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def status(self, today: date) -> Status:
        """How this stands on `today`: a draft stays a draft, the rest follows from the period.

        Only what can be in force has a status: the period of an article or a magazine is what it is about, and a
        bid is a proposal for as long as it runs.
        """
        if self.stage is Stage.CONCEPT:
            return Status.CONCEPT
        if self.kind not in _IN_FORCE:
            return Status.ONBEKEND
        if self.period.end and self.period.end < today.year:
            return Status.VERLOPEN
        if self.kind is Kind.BOD:
            return Status.ONBEKEND
        if self.period.start and self.period.start > today.year:
            return Status.TOEKOMSTIG
        if self.period.start or self.period.end:
            return Status.GELDEND
        return Status.ONBEKEND


class Span(NamedTuple):
    """The characters `[start, end)` of the text of page `page`."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is found and cited: contiguous verbatim text of an edition, one span a page.

    `text` is what the spans hold, joined by a newline. `headings` lead to it and `context` (the header row of a
    table, the sentence that opens a list) helps finding and reading it; neither is part of any quote.
    `clause` is its number as printed ("3.2", "Artikel 3 lid 2").
    """

    id: str
    ordinal: int
    text: str
    spans: tuple[Span, ...]
    headings: tuple[str, ...] = ()
    context: str = ""
    clause: str | None = None
    form: Literal["text", "list", "table"] = "text"

    @property
    def page_from(self) -> int:
        return self.spans[0].page

    @property
    def page_to(self) -> int:
        return self.spans[-1].page

    def indexed_text(self, title: str) -> str:
        """The text as the indexes see it: the document's title, the headings, the context, then the passage."""
        lead = " › ".join([title, *self.headings])
        return "\n".join(part for part in (lead, self.context, self.text) if part)


class EditionState(StrEnum):
    """Where an edition is in its life; exactly one edition of a document is visible, or none."""

    STORING = "storing"
    VISIBLE = "visible"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class EditionCard:
    """What the catalogue says of an edition without its pages."""

    id: str
    document_id: str
    state: EditionState
    source: str
    fingerprint: str
    file_name: str
    media_type: str
    description: Description
    ingested_at: datetime
    page_count: int
    passage_count: int


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with the card of its edition, and the printed label of its first page."""

    passage: Passage
    card: EditionCard
    page_label: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see: values within a field are alternatives, fields are all required."""

    municipalities: tuple[str, ...] = ()
    corporations: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    kinds: tuple[Kind, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.municipalities, self.corporations, self.themes, self.kinds, self.years,
                    self.statuses, self.documents))  # fmt: skip


EVERYTHING = Filters()


class Hit(NamedTuple):
    """A passage id with the score that one index gave it; higher is better, scales differ per index."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: the basis of "not found in N documents"."""

    documents: int
    passages: int
    first_year: int | None = None
    last_year: int | None = None
    per_municipality: dict[str, int] = field(default_factory=dict)
