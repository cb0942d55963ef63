"""The pages for people: the front page with the chat, and the search page that works without JavaScript."""

from dataclasses import dataclass
from math import ceil
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.answering.elsewhere import notes_on_names
from assistant.answering.guard import mask, visible
from assistant.answering.understand import Understanding
from assistant.service import original_file, page_picture
from assistant.service.deps import ProductDep, StateDep
from assistant.service.incoming import Order
from assistant.service.marking import pieces
from assistant.service.outgoing import FacetsOut, FacetValue
from assistant.service.present import searched_out
from assistant.service.search import Found, find, read
from assistant.service.search_address import SearchAddress
from assistant.service.shelf import ShelfAddress, shelf
from assistant.service.snippet import snippet
from assistant.service.suggestions import suggestions
from assistant.service.templates import page as html_page
from assistant.words import WORDS

router = APIRouter(include_in_schema=False)
# What the pages for people show of a document's file.
router.include_router(page_picture.router)
router.include_router(original_file.router)

RESULTS_PER_PAGE = 10
# Questions about the bundled example documents, one for each kind of reader.
EXAMPLES = (
    "Hoeveel mag de huur in Lindewaard in 2026 omhoog?",
    "Wat is er in Lindewaard afgesproken over schimmel en vocht?",
    "Hoeveel sociale huurwoningen bouwt Hagelinde volgens de afspraken?",
)
_MOST_VALUES_SHOWN = 6
_PAGES_AROUND = 2
_NO_WORDS: dict[str, str] = {}
# The fields of the address, what a reader calls them, and the words for their values.
_FIELDS = (
    ("gemeente", "Gemeente", _NO_WORDS),
    ("corporatie", "Corporatie", _NO_WORDS),
    ("thema", "Onderwerp", WORDS["themas"]),
    ("soort", "Soort document", WORDS["soorten"]),
    ("jaar", "Jaar", _NO_WORDS),
    ("status", "Geldigheid", WORDS["status"]),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow a search by; `count` is None when that is not known."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet: those that are shown at once, and those behind "meer"."""

    name: str
    title: str
    first: list[Choice]
    more: list[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, with the address of the search without it; `named`: the words of the search name it."""

    title: str
    label: str
    url: str
    named: bool


@router.get("/")
def front_page(request: Request, state: StateDep, address: Annotated[ShelfAddress, Query()]) -> Response:
    """What this is, the chat, three questions to try, and the documents; a waiting page while not ready."""
    product = state.product
    if product is None:
        return html_page(request, "waiting.html", {"progress": state.progress}, 503, {"Retry-After": "5"})
    today = product.today()
    searched = searched_out(product.library.coverage(today=today))
    # The same object that a website's widget looks up by its name.
    chat = {
        "openingstekst": "Wat wilt u weten?",
        "voorbeeldvragen": EXAMPLES,
        "documenten": searched.documenten,
        "bewaarDagen": state.settings.retention_days,
    }
    values = {
        "address": address,
        "shelf": shelf(product.library.cards(), address, today),
        "searched": searched,
        "chat": chat,
        "examples": EXAMPLES,
    }
    return html_page(request, "index.html", values)


@router.get("/zoeken")
def search_page(
    request: Request, product: ProductDep, address: Annotated[SearchAddress, Query()]
) -> Response:
    """Search results as a page. Personal data in the address is masked before anything else happens."""
    query = mask(visible(address.q))
    if query != address.q:
        return RedirectResponse(address.url(q=query), 303, headers={"Cache-Control": "no-store"})
    asked = read(product, query) if query else None
    if asked:
        address = address.with_named(asked)
    filters = address.filters()
    searched = searched_out(product.library.coverage(filters, today=product.today()))
    values: dict[str, Any] = {
        "address": address,
        "searched": searched,
        "orders": list(Order),
        "found": None,
        "chips": _chips(address),
        "notes": notes_on_names(asked, product.library.cards()) if asked else [],
    }
    if asked:
        found = find(product, query, filters, address.sortering, address.pagina, RESULTS_PER_PAGE)
        advice = [] if found.total else suggestions(product, address, asked)
        values |= _shown(address, found, asked) | {"advice": advice}
    return html_page(request, "search.html", values, headers={"Cache-Control": "no-store"})


def _shown(address: SearchAddress, found: Found, asked: Understanding) -> dict[str, Any]:
    last = ceil(found.total / RESULTS_PER_PAGE)
    return {
        "found": found,
        "results": [(result, pieces(*snippet(result.tekst, result.markeringen))) for result in found.results],
        "groups": _groups(address, found.facets),
        "narrower": _narrower(address, found.facets, asked),
        "first": (address.pagina - 1) * RESULTS_PER_PAGE + 1,
        "pages": last,
        "near": [
            page
            for page in range(address.pagina - _PAGES_AROUND, address.pagina + _PAGES_AROUND + 1)
            if 1 <= page <= last
        ],
    }


def _chips(address: SearchAddress) -> list[Chip]:
    """The filters that are on, in the order of the facets."""
    return [
        Chip(
            title,
            words.get(str(value), str(value)),
            address.url(**{field: [one for one in chosen if one != value]}),
            str(value) in address.begrepen,
        )
        for field, title, words in _FIELDS
        for chosen in [getattr(address, field)]
        for value in chosen
    ]


def _groups(address: SearchAddress, facets: FacetsOut) -> list[Group]:
    """The facets with what is chosen first; years from new to old."""
    values: dict[str, list[FacetValue]] = {
        "gemeente": facets.gemeenten,
        "corporatie": facets.corporaties,
        "thema": facets.themas,
        "soort": facets.soorten,
        "jaar": sorted(facets.jaren, key=lambda facet: -int(facet.waarde)),
        "status": facets.status,
    }
    shown = []
    for field, title, words in _FIELDS:
        chosen = {str(value) for value in getattr(address, field)}
        choices = [
            Choice(value, words.get(value, value), facet.aantal, value in chosen)
            for facet in values[field]
            for value in [str(facet.waarde)]
        ]
        choices.sort(key=lambda choice: not choice.chosen)
        if choices:
            shown.append(Group(field, title, choices[:_MOST_VALUES_SHOWN], choices[_MOST_VALUES_SHOWN:]))
    return shown


def _narrower(address: SearchAddress, facets: FacetsOut, asked: Understanding) -> list[tuple[str, str]]:
    """What the words name that does not filter yet, years and a theme, each with the address that does."""
    years = [
        year
        for year in asked.all_years
        if any(facet.waarde == year and facet.aantal for facet in facets.jaren)
    ]
    offered = []
    if years and not address.jaar:
        label = str(years[0]) if len(years) == 1 else f"{years[0]} tot en met {years[-1]}"
        offered.append((f"Jaar: {label}", address.url(jaar=years[:20])))
    counts = {facet.waarde: facet.aantal for facet in facets.themas}
    for theme in asked.themes[:1]:
        if not address.thema and counts.get(theme.value):
            label = WORDS["themas"][theme.value]
            offered.append((f"Onderwerp: {label}", address.url(thema=[theme.value])))
    return offered
