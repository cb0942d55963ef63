"""The documents on the front page: filters with their counts, and one page of the list, all in the address."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.service.incoming import Name
from assistant.service.outgoing import DocumentOut
from assistant.service.present import document_out, page_url
from assistant.words import WORDS
from corpus.model import EditionCard, Kind, Status

DOCUMENTS_PER_PAGE = 10
_STATUSES = ("geldend", "toekomstig", "concept", "verlopen", "onbekend")


class ShelfAddress(BaseModel):
    """Which documents to list: one value of each, or all. A field that a form left empty is no filter."""

    model_config = ConfigDict(extra="ignore")

    gemeente: Name | None = None
    soort: Kind | None = None
    status: Status | None = None
    pagina: int = Field(1, ge=1, le=10_000)

    @field_validator("gemeente", "soort", "status", mode="before")
    @classmethod
    def _left_empty(cls, value: Any) -> Any:
        return value or None

    def url(self, **changes: Any) -> str:
        """The address of this list with some of it changed; what has its default is left out."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude={"pagina"})
        query = urlencode({name: value for name, value in {**kept, **changes}.items() if value})
        return f"/?{query}#documenten" if query else "/#documenten"


@dataclass(frozen=True, slots=True)
class Choice:
    """The values of one filter: each with what a reader calls it and how many documents there would be with it."""

    name: str
    title: str
    everything: str
    options: list[tuple[str, str, int]]
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the list shows."""

    choices: list[Choice]
    documents: list[tuple[DocumentOut, str, int]]
    total: int
    page: int
    pages: int
    origins: set[str]  # of all documents, whatever is chosen


@dataclass(frozen=True, slots=True)
class _Field:
    title: str
    everything: str
    values: Callable[[EditionCard, date], Iterable[str]]


_FIELDS = {
    "gemeente": _Field("Gemeente", "alle gemeenten", lambda card, _: card.description.municipalities),
    "soort": _Field("Soort document", "alle soorten", lambda card, _: (card.description.kind.value,)),
    "status": _Field("Geldt het nu?", "alles", lambda card, today: (card.description.status(today).value,)),
}


def shelf(cards: Iterable[EditionCard], address: ShelfAddress, today: date) -> Shelf:
    """The documents that pass the filters, in the order of `cards`; what is asked beyond the end is the last page."""
    wanted = address.model_dump(mode="json", include=set(_FIELDS))
    asked = {name: value for name, value in wanted.items() if value}
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
    origins: set[str] = set()
    passing: list[EditionCard] = []
    for card in cards:
        origins.add(card.description.origin.value)
        values = {name: set(field.values(card, today)) for name, field in _FIELDS.items()}
        missed = [name for name, value in asked.items() if value not in values[name]]
        if not missed:
            passing.append(card)
        for name in _FIELDS:
            if not missed or missed == [name]:  # a filter does not narrow its own counts
                counts[name].update(values[name])
    pages = max(1, ceil(len(passing) / DOCUMENTS_PER_PAGE))
    page = min(address.pagina, pages)
    shown = passing[(page - 1) * DOCUMENTS_PER_PAGE : page * DOCUMENTS_PER_PAGE]
    return Shelf(
        choices=[_choice(name, counts[name], asked.get(name)) for name in _FIELDS],
        documents=[(document_out(card, today), page_url(card, 1), card.page_count) for card in shown],
        total=len(passing),
        page=page,
        pages=pages,
        origins=origins,
    )


def _choice(name: str, counts: Counter[str], chosen: str | None) -> Choice:
    """Names in alphabetical order, validity from now to past; a chosen value is there also when it counts nothing."""
    words = {"soort": WORDS["soorten"], "status": WORDS["status"]}.get(name, {})
    values = {*counts, chosen} if chosen else set(counts)

    def place(value: str) -> tuple[int, str]:
        return _STATUSES.index(value) if name == "status" else 0, words.get(value, value).casefold()

    options = [(value, words.get(value, value), counts[value]) for value in sorted(values, key=place)]
    return Choice(name, _FIELDS[name].title, _FIELDS[name].everything, options, chosen)
