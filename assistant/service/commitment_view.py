"""A commitment as a page shows it: its words, its quote with marks, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, Self
from urllib.parse import parse_qs, quote, urlencode

from pydantic import Field

from assistant.answering.understand import Understanding
from assistant.service.commitment_address import CommitmentAddress
from assistant.service.commitment_words import MEANT, MODALITIES, NOT_AGREED, actors, quantity, when
from assistant.service.commitments_in import DocumentId
from assistant.service.marking import Piece, pieces
from assistant.service.outgoing import DocumentOut
from assistant.service.present import document_out, page_url
from corpus.commitment import Commitment, Standing
from corpus.commitment_index import StoredCommitment
from corpus.terms import Sought

# More than this of a quote or its context is left to the page of the commitment.
_LONGEST_SHOWN = 900
_MOST_NUMBERS = 4
MOST_KEPT = 100
_NAMED = ("gemeente", "corporatie", "status", "begrepen")


class PageAddress(CommitmentAddress):
    """The address of a page: a search, how it is grouped, and what was kept by a reader without a script."""

    groep: Literal["", "document", "artikel"] = ""
    mandje: list[DocumentId] = Field([], max_length=MOST_KEPT)

    def export_url(self, path: str) -> str:
        """The same search at an address that gives all of it, without what is about the page alone."""
        return self.url(path, groep="", mandje=[])

    def with_named(self, asked: Understanding) -> Self:
        """This search with what its words name as filters."""
        named = super().with_named(asked)
        return self.model_copy(update={field: getattr(named, field) for field in _NAMED})

    def basket_url(self) -> str:
        """The basket with what was kept."""
        return (
            f"/afspraken/mandje?{urlencode({'id': self.mandje}, doseq=True)}"
            if self.mandje
            else "/afspraken/mandje"
        )

    def fields(self) -> list[tuple[str, list[str]]]:
        """What a form sends along so that the search stays as it is, without the page."""
        return list(parse_qs(self.query()).items())


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment for a template. `aside` says what it is when it was not agreed; `numbers` are the first few."""

    id: str
    url: str
    title: str
    aside: str | None
    context: str
    parts: list[Piece]
    table: bool
    who: str
    what: str
    numbers: list[str]
    more_numbers: int
    modality: str
    meant: str
    when: str
    location: str | None
    source: str
    page: str
    page_url: str
    document: DocumentOut


@dataclass(frozen=True, slots=True)
class Bundle:
    """Commitments that stand together: of one document, or of one clause of it."""

    title: str
    source: Shown
    items: list[Shown]


def shown(
    stored: StoredCommitment, today: date, sought: Sought | None = None, *, whole: bool = False
) -> Shown:
    """A commitment as a page shows it; `whole` leaves nothing of its quote out."""
    one, card = stored.commitment, stored.card
    text, context = one.quote, one.context
    if not whole:
        text, context = _cut(text), _cut(context)
    return Shown(
        id=one.id,
        url=detail_url(one.id),
        title=_title(stored),
        aside=NOT_AGREED.get(one.standing) if one.standing is not Standing.AFGESPROKEN else None,
        context=context,
        parts=pieces(text, sought.marks(text) if sought else []),
        table=one.form == "table",
        who=actors(one.actors),
        what=": ".join(filter(None, (one.action, one.object))),
        numbers=[quantity(number) for number in one.numbers[: None if whole else _MOST_NUMBERS]],
        more_numbers=0 if whole else max(0, len(one.numbers) - _MOST_NUMBERS),
        modality=MODALITIES[one.modality],
        meant=MEANT[one.modality],
        when=when(one, card.description.period),
        location=one.location,
        source=card.description.title,
        page=page_name(stored),
        page_url=f"{page_url(card, one.page, one.spans)}#citaat",
        document=document_out(card, today),
    )


def bundled(
    found: Sequence[tuple[StoredCommitment, Shown]], by: Literal["document", "artikel"]
) -> list[Bundle]:
    """Commitments in their order, those that follow on each other and stand together in one."""

    def place(item: tuple[StoredCommitment, Shown]) -> tuple[str, ...]:
        one, card = item[0].commitment, item[0].card
        return (card.id,) if by == "document" else (card.id, one.clause or "", *one.headings)

    bundles = []
    for _, group in groupby(found, place):
        items = list(group)
        stored, first = items[0]
        title = first.source if by == "document" else clause_name(stored.commitment) or "Zonder kop"
        bundles.append(Bundle(title, first, [item for _, item in items]))
    return bundles


def detail_url(name: str) -> str:
    """The page of a commitment."""
    return f"/afspraken/{quote(name, safe='')}"


def page_name(stored: StoredCommitment) -> str:
    """The number of its page as it is printed, else by counting."""
    return (stored.page_label or "").strip("–—- ") or str(stored.commitment.page)


def clause_name(one: Commitment) -> str:
    """The clause by its number and heading, as far as they are known."""
    heading = one.headings[-1] if one.headings else ""
    if one.clause and one.clause.casefold() not in heading.casefold():
        return f"{one.clause} {heading}".strip()
    return heading


def _title(stored: StoredCommitment) -> str:
    about = stored.card.description
    place = ", ".join(about.municipalities[:3]) or ", ".join(about.corporations[:2]) or about.title
    clause = clause_name(stored.commitment)
    return f"{place} · {clause}" if clause else place


def _cut(text: str) -> str:
    """The beginning of a text that is too long for a list, up to a word."""
    if len(text) <= _LONGEST_SHOWN:
        return text
    return text[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
