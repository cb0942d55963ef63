"""The basket: found commitments with a reader's notes. Nothing of it is kept here; the browser has it.

Without a script the chosen ones stand in the address, and the notes in the form of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response

from assistant.service.commitment_page_address import LONGEST_KEPT, MOST_KEPT, KeptIds, PageAddress
from assistant.service.commitment_view import Shown, passages_of, rows_of, shown_row
from assistant.service.deps import ProductDep
from assistant.service.problems import Problem
from assistant.service.state import Product
from assistant.service.templates import page as html_page

router = APIRouter(include_in_schema=False)
LONGEST_NOTE = 2_000
_MOST_IDS = 500
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A commitment, or those of one row of a table, with the note of who kept it."""

    one: Shown
    ids: list[str]
    note: str


@router.get("/afspraken/mandje")
def basket_page(
    request: Request,
    product: ProductDep,
    id: Annotated[list[KeptIds] | None, Query(max_length=4 * MOST_KEPT)] = None,
) -> Response:
    """The basket with what the address names; a script fills in what the browser keeps."""
    return _page(
        request, product, {name: "" for names in id or () for name in names.split()}, asked=id is not None
    )


@router.post("/afspraken/mandje")
async def filled_basket_page(request: Request, product: ProductDep) -> Response:
    """The basket with the notes of a form: `id` and `noot` in turns; `weg` is an id to leave out."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise Problem(415, "Stuur het mandje als formulier.")
    kept, away = basket_of((await request.body()).decode("utf-8", "replace"))
    return _page(
        request, product, {name: note for name, note in kept.items() if name not in away}, asked=True
    )


def basket_of(body: str) -> tuple[dict[str, str], set[str]]:
    """Ids with their notes out of a form, in order, and the ids to leave out.

    A field may name all commitments of one row of a table; the note is then that of the last of them.
    """
    kept: dict[str, str] = {}
    away: set[str] = set()
    last = ""
    try:
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=4 * MOST_KEPT)
    except ValueError as error:
        raise Problem(413, f"Er passen hoogstens {MOST_KEPT} afspraken in het mandje.") from error
    for name, value in fields:
        if name == "id":
            for one in value[:LONGEST_KEPT].split():
                last = one
                kept.setdefault(one, "")
        elif name == "noot" and last:
            kept[last] = value.strip()[:LONGEST_NOTE]
        elif name == "weg":
            away.update(value[:LONGEST_KEPT].split())
    return kept, away


def _page(request: Request, product: Product, notes: Mapping[str, str], *, asked: bool) -> Response:
    ids = list(notes)[:_MOST_IDS]
    found = product.library.commitments(ids)
    texts = passages_of(product.library, found)
    items = [
        Kept(
            shown_row(row, product.today(), whole=True, passage=texts.get(row[0].commitment.passage_id, "")),
            [one.commitment.id for one in row],
            "\n".join(filter(None, (notes[one.commitment.id] for one in row))),
        )
        for row in rows_of(found)
    ]
    values = {
        "address": PageAddress.model_construct(None, mandje=[item.one.keep for item in items[:MOST_KEPT]]),
        "items": items,
        "asked": asked,
        "count": len(found),
        "gone": len(ids) - len(found),
        "longest": LONGEST_NOTE,
        "today": product.today(),
        "documents": len({item.one.document.id for item in items}),
    }
    return html_page(request, "afspraken_mandje.html", values, headers=_NO_STORE)
