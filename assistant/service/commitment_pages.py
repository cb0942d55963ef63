"""The pages for policy staff: what was agreed can be searched, counted, compared, read one by one, and kept."""

from math import ceil
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.answering.elsewhere import notes_on_names
from assistant.exports import labels
from assistant.precedents.searching import Found, Order, listed, search
from assistant.service import commitment_basket, commitment_compare, commitment_counts, commitment_detail
from assistant.service.commitment_filters import OPEN, chips, fewer, groups
from assistant.service.commitment_page_address import PageAddress
from assistant.service.commitment_view import bundled, passages_of, rows_of, shown_row
from assistant.service.deps import ProductDep
from assistant.service.search import read
from assistant.service.state import Product
from assistant.service.templates import page as html_page
from corpus.commitment import Standing
from corpus.terms import Sought, searchbox

router = APIRouter(include_in_schema=False)
PER_PAGE = 20
_PAGES_AROUND = 2
_MOST_ADVICE = 4
_MOST_TRIES = 6
_ORDERS: tuple[tuple[Order, str], ...] = (
    ("relevantie", "best passend"),
    ("nieuwste", "nieuwste"),
    ("oudste", "oudste"),
)
NO_STORE = {"Cache-Control": "no-store"}


@router.get("/afspraken")
def commitments_page(
    request: Request, product: ProductDep, address: Annotated[PageAddress, Query()]
) -> Response:
    """Commitments with filters. Personal data in the address is masked before anything else happens."""
    words = address.words()
    if words != address.q.strip():
        return RedirectResponse(address.url(q=words), 303, headers=NO_STORE)
    asked = read(product, words) if words else None
    if asked:
        address = address.with_named(asked)
    found = _find(product, address, words)
    typed = searchbox(words)
    sought = Sought(typed.text, typed.must) if words else None
    texts = passages_of(product.library, found.items)
    items = [
        (row[0], shown_row(row, product.today(), sought, passage=texts.get(row[0].commitment.passage_id, "")))
        for row in rows_of(found.items)
    ]
    last = ceil(found.total / PER_PAGE)
    near = range(address.pagina - _PAGES_AROUND, address.pagina + _PAGES_AROUND + 1)
    values: dict[str, Any] = {
        "address": address,
        "found": found,
        "coverage": found.coverage,
        "items": [item for _, item in items],
        "bundles": bundled(items, address.groep) if address.groep else [],
        "near_items": [shown_row(row, product.today(), sought) for row in rows_of(found.near)],
        "chips": chips(address),
        "groups": groups(address, found.facets),
        "open": OPEN,
        "mixed": _mixed(address, found),
        "not_agreed": _not_agreed(address, found),
        "notes": notes_on_names(asked, product.library.cards()) if asked else [],
        "advice": [] if found.total else _advice(product, address, words),
        "orders": _ORDERS,
        "first": (address.pagina - 1) * PER_PAGE + 1,
        "pages": last,
        "near": [number for number in near if 1 <= number <= last],
    }
    return html_page(request, "afspraken.html", values, headers=NO_STORE)


def _find(product: Product, address: PageAddress, words: str) -> Found:
    order = address.sortering
    if order == "relevantie" and (address.groep or not words):
        # Without words nothing fits better; what stands together follows on each other only by document.
        order = "nieuwste"
    return search(
        product.library,
        product.retriever,
        address.selection(),
        words,
        order,
        address.pagina,
        PER_PAGE,
        product.today(),
    )


def _not_agreed(address: PageAddress, found: Found) -> int:
    """How many there are that were not agreed, when only what was agreed is shown."""
    if address.selection().standings != (Standing.AFGESPROKEN,):
        return 0
    return sum(one.count for one in found.facets["stand"] if one.value != Standing.AFGESPROKEN.value)


def _mixed(address: PageAddress, found: Found) -> list[tuple[str, int]]:
    """How many there are of each standing, when not everything that is shown was agreed."""
    standings = address.selection().standings
    if standings == (Standing.AFGESPROKEN,):
        return []
    return [
        (labels.STANDINGS[Standing(str(one.value))], one.count)
        for one in found.facets["stand"]
        if one.count and (not standings or one.value in standings)
    ]


def _advice(product: Product, address: PageAddress, words: str) -> list[tuple[str, str, int]]:
    """Searches with less chosen that do find something: what they leave out, their address, how many."""
    offered = []
    for label, other in fewer(address)[-_MOST_TRIES:]:
        selection = other.selection()
        ids = listed(product.library, product.retriever, selection, words, "relevantie", product.today())
        if ids:
            offered.append((label, other.url(), len(ids)))
    return offered[:_MOST_ADVICE]


for part in (commitment_counts, commitment_compare, commitment_basket, commitment_detail):
    router.include_router(part.router)
