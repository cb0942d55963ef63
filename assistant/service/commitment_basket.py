"""The basket: found commitments with a reader's notes. Nothing of it is kept here; the browser has it.

Without a script the chosen ones stand in the address, and the notes in the form of the page.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response

from assistant.service.commitment_page_address import LONGEST_KEPT, MOST_KEPT, KeptIds, PageAddress
from assistant.service.commitment_view import Shown, shown_row
from assistant.service.deps import ProductDep
from assistant.service.problems import Problem
from assistant.service.state import Product
from assistant.service.templates import page as html_page

router = APIRouter(include_in_schema=False)
LONGEST_NOTE = 2_000
_MOST_IDS = 1_000
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A commitment with the note of who kept it."""

    one: Shown
    note: str


@router.get("/afspraken/mandje")
def basket_page(
    request: Request,
    product: ProductDep,
    id: Annotated[list[KeptIds] | None, Query(max_length=4 * MOST_KEPT)] = None,
) -> Response:
    """The basket with what the address names; a script fills in what the browser keeps."""
    return _page(request, product, [(name, "") for name in id or ()], asked=id is not None)


@router.post("/afspraken/mandje")
async def filled_basket_page(request: Request, product: ProductDep) -> Response:
    """The basket with the notes of a form: `id` and `noot` in turns; `weg` is an id to leave out."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise Problem(415, "Stuur het mandje als formulier.")
    kept, away = basket_of((await request.body()).decode("utf-8", "replace"))
    return _page(request, product, [one for one in kept if one[0] not in away], asked=True)


def basket_of(body: str) -> tuple[list[tuple[str, str]], set[str]]:
    """Ids with their notes out of a form, and the ids to leave out; what is beyond the bounds is cut off."""
    kept: dict[str, str] = {}
    away: set[str] = set()
    last = ""
    for name, value in parse_qsl(body, keep_blank_values=True, max_num_fields=4 * MOST_KEPT):
        if name == "id" and value.strip() and len(value) <= LONGEST_KEPT:
            last = value
            kept.setdefault(value, "")
        elif name == "noot" and last:
            kept[last] = value.strip()[:LONGEST_NOTE]
        elif name == "weg":
            away.add(value)
    return list(kept.items())[:MOST_KEPT], away


def _page(request: Request, product: Product, kept: list[tuple[str, str]], *, asked: bool) -> Response:
    ids = list(dict.fromkeys(name for names, _ in kept[:MOST_KEPT] for name in names.split()))[:_MOST_IDS]
    found = {one.commitment.id: one for one in product.library.commitments(ids)}
    items = [
        Kept(shown_row(row, product.today(), whole=True), note)
        for names, note in kept[:MOST_KEPT]
        if (row := [found[name] for name in dict.fromkeys(names.split()) if name in found])
    ]
    values = {
        "address": PageAddress(mandje=[item.one.keep for item in items]),
        "items": items,
        "asked": asked,
        "count": len(found),
        "gone": len(ids) - len(found),
        "longest": LONGEST_NOTE,
        "today": product.today(),
        "documents": len({item.one.document.id for item in items}),
    }
    return html_page(request, "afspraken_mandje.html", values, headers=_NO_STORE)
