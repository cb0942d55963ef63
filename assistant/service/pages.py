"""The pages for people: the front page with the chat, and the search page that works without JavaScript."""

from dataclasses import dataclass
from math import ceil
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answering.guard import mask, visible
from assistant.service.deps import ProductDep, StateDep
from assistant.service.incoming import Name, Order, Year
from assistant.service.marking import pieces
from assistant.service.outgoing import FacetsOut, FacetValue
from assistant.service.present import document_out, page_url, searched_out
from assistant.service.search import MOST_FOUND, find
from assistant.service.templates import WORDS
from assistant.service.templates import page as html_page
from corpus.model import Filters, Kind, Status, Theme

router = APIRouter(include_in_schema=False)

RESULTS_PER_PAGE = 10
_LONGEST_QUERY = 1_000
# Questions about the bundled example documents, one for each kind of reader.
EXAMPLES = (
    "Hoeveel mag de huur in Lindewaard in 2026 omhoog?",
    "Wat is er in Lindewaard afgesproken over schimmel en vocht?",
    "Hoeveel sociale huurwoningen bouwt Hagelinde volgens de afspraken?",
)
_MOST_VALUES_SHOWN = 8


class SearchAddress(BaseModel):
    """The address of a search: the words, and what was chosen from the facets."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=_LONGEST_QUERY)
    gemeente: list[Name] = Field([], max_length=20)
    corporatie: list[Name] = Field([], max_length=20)
    thema: list[Theme] = Field([], max_length=20)
    soort: list[Kind] = Field([], max_length=20)
    jaar: list[Year] = Field([], max_length=20)
    status: list[Status] = Field([], max_length=10)
    sortering: Order = Order.RELEVANTIE
    pagina: int = Field(1, ge=1, le=MOST_FOUND)

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

    def url(self, **changes: Any) -> str:
        """The address of this search with some of it changed; what has its default is left out."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude={"pagina"})
        changed = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"/zoeken?{urlencode(changed, doseq=True)}"


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value to narrow a search by, or to let go of when it is chosen."""

    label: str
    count: int | None
    chosen: bool
    url: str


@router.get("/")
def front_page(request: Request, state: StateDep) -> Response:
    """What this is, the chat, three questions to try, and the documents; a waiting page while not ready."""
    product = state.product
    if product is None:
        return html_page(request, "waiting.html", {"progress": state.progress}, 503, {"Retry-After": "5"})
    today = product.today()
    cards = product.library.cards(today=today)
    documents = [(document_out(card, today), page_url(card, 1), card.page_count) for card in cards]
    searched = searched_out(product.library.coverage(today=today))
    return html_page(
        request, "index.html", {"documents": documents, "searched": searched, "examples": EXAMPLES}
    )


@router.get("/zoeken")
def search_page(
    request: Request, product: ProductDep, address: Annotated[SearchAddress, Query()]
) -> Response:
    """Search results as a page. Personal data in the address is masked before anything else happens."""
    query = mask(visible(address.q))
    if query != address.q:
        return RedirectResponse(address.url(q=query), 303, headers={"Cache-Control": "no-store"})
    filters = address.filters()
    searched = searched_out(product.library.coverage(filters, today=product.today()))
    values: dict[str, Any] = {"address": address, "searched": searched, "orders": list(Order), "found": None}
    if query:
        found = find(product, query, filters, address.sortering, address.pagina, RESULTS_PER_PAGE)
        values |= {
            "found": found,
            "results": [(result, pieces(result.tekst, result.markeringen)) for result in found.results],
            "facets": _facet_links(address, found.facets),
            "first": (address.pagina - 1) * RESULTS_PER_PAGE + 1,
            "pages": ceil(found.total / RESULTS_PER_PAGE),
        }
    return html_page(request, "search.html", values, headers={"Cache-Control": "no-store"})


def _facet_links(address: SearchAddress, facets: FacetsOut) -> list[tuple[str, list[FacetLink]]]:
    groups: tuple[tuple[str, str, list[FacetValue], dict[str, str]], ...] = (
        ("Gemeente", "gemeente", facets.gemeenten, {}),
        ("Corporatie", "corporatie", facets.corporaties, {}),
        ("Onderwerp", "thema", facets.themas, WORDS["themas"]),
        ("Soort", "soort", facets.soorten, WORDS["soorten"]),
        ("Jaar", "jaar", facets.jaren, {}),
        ("Geldigheid", "status", facets.status, WORDS["status"]),
    )
    shown = []
    for title, name, values, words in groups:
        chosen = [str(value) for value in getattr(address, name)]
        counts = {str(facet.waarde): facet.aantal for facet in values}
        offered = [*chosen, *(value for value in counts if value not in chosen)]
        links = []
        for value in offered[:_MOST_VALUES_SHOWN]:
            others = [one for one in chosen if one != value]
            changed = others if value in chosen else [*chosen, value]
            url = address.url(**{name: changed})
            links.append(FacetLink(words.get(value, value), counts.get(value), value in chosen, url))
        if links:
            shown.append((title, links))
    return shown
