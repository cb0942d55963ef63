"""The records of what was agreed: a commitment is one agreed thing in an agreement, with where the text says it.

`docs/commitments.md` says what counts as a commitment and how its fields are settled. Every value was read in the
text: `evidence` says from which words.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from corpus.model import Period, Span, Theme

_UNSAID = Period()


class Standing(StrEnum):
    """What the text around it makes of it (`stand`): only what was signed or published as agreed is agreed."""

    AFGESPROKEN = "afgesproken"
    VOORSTEL = "voorstel"
    CONCEPT = "concept"
    VOORBEELD = "voorbeeld"
    RESULTAAT = "resultaat"


class Modality(StrEnum):
    """How hard it is (`hardheid`)."""

    RESULTAAT = "resultaat"
    INSPANNING = "inspanning"
    INTENTIE = "intentie"
    VOORWAARDE = "voorwaarde"
    PROCEDURE = "procedure"


class Role(StrEnum):
    """What a party is (`rol`); `PARTIJEN` is all of those who made the agreement."""

    GEMEENTE = "gemeente"
    CORPORATIE = "corporatie"
    HUURDERSORGANISATIE = "huurdersorganisatie"
    PARTIJEN = "partijen"
    ANDERS = "anders"


class Limit(StrEnum):
    """How a number bounds (`grens`)."""

    PRECIES = "precies"
    MINSTENS = "minstens"
    HOOGSTENS = "hoogstens"
    ONGEVEER = "ongeveer"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: one named party, or without a name all parties with that role."""

    role: Role
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is agreed. What the text does not say is None.

    `value` is in `unit` ("woningen", "euro", "procent", "weken", …: the noun as printed, in the plural); `upper` is
    the upper end of a range. `per` is the time that it is for: "looptijd" is the whole of the period. `each` is the
    thing that it is for ("woning", "huishouden"). `basis` tells net from gross (homes: with or without those that
    disappear; rent: with or without service costs). `segment` is the part of the stock ("sociaal", "middenhuur",
    "koop", "totaal"), `moment` what is counted of a home ("start", "oplevering"), `price_level` the year of the
    prices. `actor` is whose part it is where a sentence divides it. `total` adds up other numbers of the same table
    or sentence.
    """

    value: float
    unit: str
    upper: float | None = None
    limit: Limit = Limit.PRECIES
    per: Literal["jaar", "looptijd", "kwartaal", "maand", "week", "dag"] | None = None
    each: str | None = None
    basis: Literal["netto", "bruto"] | None = None
    segment: str | None = None
    moment: Literal["start", "oplevering"] | None = None
    price_level: str | None = None
    actor: Actor | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """Which words gave a field its value, and how sure that is (0 to 1).

    `words` stand verbatim in the commitment's quote, in its `context`, or are a heading above it; empty when the
    value follows from nothing but the kind of document.
    """

    field: str
    words: str
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Commitment:
    """One agreed thing. `id` is the id of the edition, a "c" and `ordinal` (from 0, in reading order).

    `quote` is the verbatim text of `spans`, joined by a newline: a sentence, a list item, or a row of a table;
    `context` is what has to be read with it (the sentence that opens a list, the header of a table's column), not
    part of the quote. `numbers` has the main one first. `period` and `deadline` are what the text says; without
    them the period of the document holds. `bound` are the parties to the document. `certainty` (0 to 1) is that of
    the whole.
    """

    id: str
    ordinal: int
    passage_id: str
    quote: str
    spans: tuple[Span, ...]
    standing: Standing
    modality: Modality
    actors: tuple[Actor, ...]
    action: str
    object: str
    themes: tuple[Theme, ...]
    numbers: tuple[Quantity, ...] = ()
    period: Period = _UNSAID
    deadline: date | None = None
    location: str | None = None
    bound: tuple[str, ...] = ()
    clause: str | None = None
    headings: tuple[str, ...] = ()
    context: str = ""
    form: Literal["text", "list", "table"] = "text"
    certainty: float = 1.0
    evidence: tuple[FieldEvidence, ...] = ()

    @property
    def page(self) -> int:
        return self.spans[0].page
