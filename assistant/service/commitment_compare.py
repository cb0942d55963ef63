"""The page that puts municipalities, corporations or documents side by side, theme by theme."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.answering.elsewhere import notes_on_names
from assistant.precedents.comparing import Comparison, ThemeRow, Topic, compare
from assistant.precedents.selection import Selection
from assistant.precedents.sides import FEWEST, MOST, ComparisonError, Sides, SideSort
from assistant.service.commitment_history import footing_told
from assistant.service.commitment_page_address import PageAddress
from assistant.service.commitment_view import Shown, passages_of, shown_row
from assistant.service.commitment_words import counted
from assistant.service.deps import ProductDep, WithinQuota
from assistant.service.exporting import Exporting
from assistant.service.exports_api import base_address, file_response
from assistant.service.exports_in import Format
from assistant.service.problems import Problem
from assistant.service.search import read
from assistant.service.state import Product
from assistant.service.templates import page as html_page
from assistant.words import WORDS
from corpus.commitment_index import StoredCommitment
from corpus.model import Theme
from corpus.terms import Sought, searchbox

router = APIRouter(include_in_schema=False)
PATH = "/afspraken/vergelijken"
_NO_STORE = {"Cache-Control": "no-store"}
# Subjects of a theme that the sides share, and as many that one side has alone.
TOPICS = 6
_SHOWN_FIELDS = 3
_MOST_OPTIONS = 1_000
_SORTS: dict[str, SideSort] = {"gemeente": "gemeenten", "corporatie": "corporaties", "document": "documenten"}


class CompareAddress(PageAddress):
    """A search, and which of its fields has the sides."""

    kant: Literal["gemeente", "corporatie", "document"] = "gemeente"

    def sides(self) -> list[str]:
        """What is chosen to be compared."""
        return list(dict.fromkeys(getattr(self, self.kant)))

    def compared(self) -> Selection:
        """Which commitments are compared; of documents every standing, unless one was chosen."""
        everything = self.kant == "document" and not self.stand
        return (self.model_copy(update={"stand": ["alles"]}) if everything else self).selection()

    def counted(self, number: int) -> str:
        """How many were found, by the name of what is compared."""
        return counted(number, self.compared().standings)

    def list_url(self, side: str, theme: Theme | None = None) -> str:
        """The list of what one side has, of one theme or of all."""
        changed: dict[str, Any] = {"kant": "gemeente", self.kant: [side]}
        if self.kant == "corporatie":
            changed["actor"] = [side]
        if self.kant == "document" and not self.stand:
            changed["stand"] = ["alles"]
        if theme:
            changed["thema"] = [theme]
        return self.model_copy(update=changed).url()


@dataclass(frozen=True, slots=True)
class TopicShown:
    """One subject: what each side has of it, and what there is to say of the numbers."""

    cells: list[Shown | None]
    together: bool
    footing: str | None
    comparable: bool


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """A theme with how many each side has of it, and its subjects."""

    label: str
    totals: list[tuple[int, str]]
    topics: list[TopicShown]
    more: int


@router.get(PATH)
def comparison_page(
    request: Request, product: ProductDep, address: Annotated[CompareAddress, Query()]
) -> Response:
    """A comparison, or the form to choose what to compare."""
    words = address.words()
    if words != address.q.strip():
        return RedirectResponse(address.url(PATH, q=words), 303, headers=_NO_STORE)
    chosen = address.sides()
    comparison, error = _compared(product, address, words, chosen)
    asked = read(product, words) if words else None
    search = PageAddress.model_validate(address.model_dump(by_alias=True, exclude={"kant", "pagina"}))
    values: dict[str, Any] = {
        "address": address,
        "search": search,
        "chosen": chosen,
        "choices": min(MOST, max(_SHOWN_FIELDS, len(chosen) + 1)),
        "options": _options(product, address.kant, chosen),
        "themes": WORDS["themas"],
        "error": error,
        "notes": notes_on_names(asked, product.library.cards()) if asked else [],
        "comparison": comparison,
        "sides": comparison.sides if comparison else [],
        "rows": _rows(product, address, comparison, words) if comparison else [],
        "today": product.today(),
    }
    return html_page(request, "afspraken_vergelijken.html", values, headers=_NO_STORE)


@router.get(f"{PATH}/export.{{kind}}", dependencies=[WithinQuota])
def comparison_file(
    kind: Format, request: Request, product: ProductDep, address: Annotated[CompareAddress, Query()]
) -> Response:
    """What the page of the same address shows, as a file."""
    exporting, sides = (
        Exporting(product, base_address(request)),
        Sides(_SORTS[address.kant], tuple(address.sides())),
    )
    try:
        found = exporting.comparison(sides, address.words(), address.compared(), TOPICS)
    except ComparisonError as error:
        raise Problem(400, str(error)) from error
    return file_response(exporting, found, kind)


def _compared(
    product: Product, address: CompareAddress, words: str, chosen: list[str]
) -> tuple[Comparison | None, str | None]:
    """The comparison, or what is wrong with what was chosen; neither when too little was chosen to say."""
    if len(chosen) < FEWEST:
        return None, "Kies er nog een om mee te vergelijken." if chosen else None
    sides = Sides(_SORTS[address.kant], tuple(chosen))
    try:
        return (
            compare(
                product.library, product.retriever, sides, words, address.compared(), product.today(), TOPICS
            ),
            None,
        )
    except ComparisonError as error:
        return None, str(error)


def _options(product: Product, sort: str, chosen: list[str]) -> list[tuple[str, str]]:
    """What there is to choose: everything that a document with commitments names, in alphabetical order."""
    columns = product.library.commitment_columns()
    held = [columns.cards[place] for place in np.unique(columns.edition).tolist()]
    if sort == "document":
        named = {card.document_id: card.description.title for card in held}
    elif sort == "gemeente":
        named = {name: name for card in held for name in card.description.municipalities}
    else:
        named = {name: name for card in held for name in card.description.corporations}
    named |= {name: name for name in chosen if name not in named}
    return sorted(named.items(), key=lambda item: item[1].casefold())[:_MOST_OPTIONS]


def _rows(product: Product, address: CompareAddress, comparison: Comparison, words: str) -> list[ThemeShown]:
    typed = searchbox(words)
    sought = Sought(typed.text, typed.must) if words else None
    today = product.today()
    topics = [found for row in comparison.themes for found in row.topics]
    texts = passages_of(product.library, [one for found in topics for one in found.commitments if one])

    def cell(one: StoredCommitment) -> Shown:
        return shown_row([one], today, sought, passage=texts.get(one.commitment.passage_id, ""))

    def topic(found: Topic) -> TopicShown:
        return TopicShown(
            [cell(one) if one else None for one in found.commitments],
            found.same,
            footing_told(found.footing) if found.footing else None,
            bool(found.footing and found.footing.comparable),
        )

    def theme(row: ThemeRow) -> ThemeShown:
        return ThemeShown(
            WORDS["themas"][row.theme],
            [
                (total, address.list_url(side.name, row.theme))
                for side, total in zip(comparison.sides, row.totals, strict=True)
            ],
            [topic(found) for found in row.topics],
            row.more,
        )

    return [theme(row) for row in comparison.themes]
