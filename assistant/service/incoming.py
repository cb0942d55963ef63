"""What a request may hold: Dutch lowerCamelCase names, nothing unknown, everything bounded."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from assistant.answering.contract import Audience
from corpus.model import Filters, Kind, Status, Theme

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=100)]
SiteName = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Incoming(BaseModel):
    """Base of every request body: names in lowerCamelCase, unknown fields refused."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=to_camel, validate_by_name=False, validate_by_alias=True, frozen=True
    )


class FiltersIn(Incoming):
    """Which documents to look in: values within a field are alternatives, fields are all required."""

    gemeenten: list[Name] = Field([], max_length=50)
    corporaties: list[Name] = Field([], max_length=50)
    themas: list[Theme] = Field([], max_length=50)
    soorten: list[Kind] = Field([], max_length=50)
    jaren: list[Year] = Field([], max_length=50)
    status: list[Status] = Field([], max_length=10)

    def filters(self) -> Filters:
        """The same as the library's record."""
        return Filters(
            municipalities=tuple(self.gemeenten),
            corporations=tuple(self.corporaties),
            themes=tuple(self.themas),
            kinds=tuple(self.soorten),
            years=tuple(self.jaren),
            statuses=tuple(self.status),
        )


class ChatIn(Incoming):
    """A question, possibly inside a conversation."""

    vraag: Question
    gesprek_id: Identifier | None = None
    doelgroep: Audience = Audience.HUURDER
    site: SiteName | None = None
    filters: FiltersIn = FiltersIn()


class Order(StrEnum):
    RELEVANTIE = "relevantie"
    NIEUWSTE = "nieuwste"
    OUDSTE = "oudste"


class SearchIn(Incoming):
    """A search over passages, one page of results at a time."""

    zoekvraag: Question
    filters: FiltersIn = FiltersIn()
    sortering: Order = Order.RELEVANTIE
    pagina: int = Field(1, ge=1, le=10_000)
    pagina_grootte: int = Field(20, ge=1, le=100)


class FeedbackIn(Incoming):
    """What a reader thinks of an answer."""

    antwoord_id: Identifier
    oordeel: Literal["goed", "fout"]
    redenen: list[Name] = Field([], max_length=10)
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] | None = None
    site: SiteName | None = None


class DocumentsQuery(Incoming):
    """Which documents to list, from the address."""

    gemeente: list[Name] = Field([], max_length=50)
    corporatie: list[Name] = Field([], max_length=50)
    thema: list[Theme] = Field([], max_length=50)
    soort: list[Kind] = Field([], max_length=50)
    jaar: list[Year] = Field([], max_length=50)
    status: list[Status] = Field([], max_length=10)
    pagina: int = Field(1, ge=1, le=10_000)
    pagina_grootte: int = Field(50, ge=1, le=200)

    def filters(self) -> Filters:
        """The same as the library's record."""
        return Filters(
            municipalities=tuple(self.gemeente),
            corporations=tuple(self.corporatie),
            themes=tuple(self.thema),
            kinds=tuple(self.soort),
            years=tuple(self.jaar),
            statuses=tuple(self.status),
        )
