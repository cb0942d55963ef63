"""The page that counts what was agreed, by one field, and draws the numbers in it."""

from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from assistant.precedents.counting import By, Counts, count
from assistant.precedents.searching import every, listed, search
from assistant.service.commitment_chart import MOST_DRAWN, chart
from assistant.service.commitment_filters import chips, label
from assistant.service.commitment_page_address import PageAddress
from assistant.service.deps import ProductDep
from assistant.service.incoming import Name
from assistant.service.search import read
from assistant.service.state import Product
from assistant.service.templates import page as html_page
from corpus.commitment import Standing

router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}
PATH = "/afspraken/tellen"
_BY: tuple[tuple[By, str], ...] = (
    ("gemeente", "gemeente"),
    ("thema", "onderwerp"),
    ("jaar", "jaar"),
    ("hardheid", "hoe hard"),
    ("corporatie", "corporatie"),
    ("stand", "afgesproken of niet"),
)
_MOST_ROWS = 400
_MOST_UNITS = 12


class CountAddress(PageAddress):
    """A search, what to count it by, and the unit of the numbers that are drawn."""

    per: By = "gemeente"
    getal: Name | None = Field(None)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the count: its list's address, and the length of its bar (0 to 100)."""

    label: str
    url: str
    commitments: int
    documents: int
    municipalities: int
    length: int


@router.get(PATH)
def counts_page(request: Request, product: ProductDep, address: Annotated[CountAddress, Query()]) -> Response:
    """Counts with a bar and a list for every row, and the numbers of one unit."""
    words = address.words()
    if words != address.q.strip():
        return RedirectResponse(address.url(PATH, q=words), 303, headers=_NO_STORE)
    if words:
        address = address.with_named(read(product, words))
    library, today, selection = product.library, product.today(), address.selection()
    counts = count(library, product.retriever, selection, words, address.per, today)
    found = search(library, product.retriever, selection, words, "relevantie", 1, 1, today)
    units = [(str(one.value), one.count) for one in found.facets["eenheden"]][:_MOST_UNITS]
    agreed = selection.standings == (Standing.AFGESPROKEN,)
    values: dict[str, Any] = {
        "address": address,
        "search": PageAddress.model_validate(address.model_dump(by_alias=True, exclude={"per", "getal", "pagina"})),
        "by": _BY,
        "counts": counts,
        "coverage": counts.coverage,
        "lines": _lines(address, counts),
        "chips": [],
        "units": units,
        "chart": None,
        "drawn": 0,
        "not_agreed": sum(one.count for one in found.facets["stand"] if one.value != "afgesproken") if agreed else 0,
    }  # fmt: skip
    values["chips"] = chips(values["search"])
    if address.getal:
        ids, values["drawn"] = _with_unit(product, address, words)
        values["chart"] = chart(product, every(library, ids), address.getal)
    return html_page(request, "afspraken_tellen.html", values, headers=_NO_STORE)


def _lines(address: CountAddress, counts: Counts) -> list[Line]:
    bare = address.model_copy(update={"per": "gemeente", "getal": None})

    def url(chosen: dict[Any, Any]) -> str:
        return bare.url(**chosen)

    most = max((row.commitments for row in counts.rows), default=0) or 1
    return [
        Line(
            label(counts.by, row.value),
            url({counts.by: [str(row.value)]}),
            row.commitments,
            row.documents,
            row.municipalities,
            round(100 * row.commitments / most),
        )
        for row in islice(counts.rows, _MOST_ROWS)
    ]


def _with_unit(product: Product, address: CountAddress, words: str) -> tuple[list[str], int]:
    """The first commitments with a number in the unit that is drawn, and how many there are."""
    selection = address.model_copy(update={"eenheid": [address.getal]}).selection()
    ids = listed(product.library, product.retriever, selection, words, "relevantie", product.today())
    return ids[:MOST_DRAWN], len(ids)
