"""POST /v1/afspraken/_exporteer and the files behind the pages: what was found, to take along."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any, BinaryIO, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.exports import csv_file, docx_file, xlsx_file
from assistant.exports.docx_file import Grouping
from assistant.exports.sheet import Sheet
from assistant.precedents.counting import By
from assistant.precedents.sides import ComparisonError
from assistant.service.commitment_address import CommitmentAddress
from assistant.service.comparison_api import one_sort, problem_of
from assistant.service.deps import JsonBody, ProductDep, WithinQuota
from assistant.service.exporting import Exporting, Found
from assistant.service.exports_in import (
    MOST_KEPT,
    BasketExportIn,
    ComparisonExportIn,
    CountExportIn,
    ExportIn,
    ExportRoute,
    Format,
    SearchExportIn,
)
from assistant.service.problems import Problem
from assistant.service.search import read
from assistant.service.state import Product

router = APIRouter()
_api = APIRouter(prefix="/v1/afspraken", route_class=ExportRoute)
_pages = APIRouter(prefix="/afspraken", include_in_schema=False)

_MEDIA_TYPES = {"csv": csv_file.MEDIA_TYPE, "xlsx": xlsx_file.MEDIA_TYPE, "docx": docx_file.MEDIA_TYPE}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in _MEDIA_TYPES.values()
        }
    }
}
_FORM = "application/x-www-form-urlencoded"
_CHUNK = 65_536
_LONGEST_NAME = 60
_LONGEST_NOTE = 2_000


class ExportAddress(CommitmentAddress):
    """The address of a page as a file: the search itself, or with `per` its count."""

    per: By | Literal[""] = ""
    groep: Literal["", "document", "thema", "artikel"] = ""

    def grouping(self) -> Grouping:
        return "thema" if self.groep == "thema" else "document"


@_api.post(
    "/_exporteer",
    dependencies=[JsonBody, WithinQuota],
    response_class=Response,
    responses=_FILES,
    summary="Neem afspraken mee als bestand",
)
def export(body: ExportIn, product: ProductDep, request: Request) -> Response:
    """Een zoekopdracht, telling, vergelijking of mandje als CSV, Excel of Word, met bronnen en verantwoording."""
    exporting = Exporting(product, base_address(request))
    match body:
        case SearchExportIn():
            found: Found | Sheet = exporting.search(
                body.zoekvraag, body.filters.selection(), body.sortering, body.notities, body.groepering
            )
        case BasketExportIn():
            found = exporting.basket(body.afspraken, body.notities, body.groepering)
        case CountExportIn():
            found = exporting.count(body.zoekvraag, body.filters.selection(), body.per)
        case ComparisonExportIn():
            sides = one_sort(body.sides())
            try:
                found = exporting.comparison(
                    sides, body.zoekvraag, body.selection(), body.onderwerpen_per_thema
                )
            except ComparisonError as error:
                raise problem_of(error, sides) from error
    return file_response(exporting, found, body.formaat)


@_pages.get("/export.{kind}", dependencies=[WithinQuota])
def export_page(
    kind: Format, product: ProductDep, request: Request, address: Annotated[ExportAddress, Query()]
) -> Response:
    """What the page of the same address shows, all of it."""
    exporting, words = Exporting(product, base_address(request)), address.words()
    if words:
        address = address.with_named(read(product, words))
    selection = address.selection()
    found = (
        exporting.count(words, selection, address.per)
        if address.per
        else exporting.search(words, selection, address.sortering, {}, address.grouping())
    )
    return file_response(exporting, found, kind)


@_pages.post("/mandje/export.{kind}", dependencies=[WithinQuota])
async def export_basket(kind: Format, product: ProductDep, request: Request) -> Response:
    """The basket of a form without a script: `id` and `noot` in turns."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Problem(415, "Stuur het mandje als formulier.")
    kept = _form((await request.body()).decode("utf-8", "replace"))
    return await run_in_threadpool(_basket_file, product, base_address(request), kept, kind)


router.include_router(_api)
router.include_router(_pages)


def _basket_file(product: Product, base: str, kept: dict[str, str], kind: Format) -> Response:
    exporting = Exporting(product, base)
    return file_response(exporting, exporting.basket(list(kept)[:MOST_KEPT], kept), kind)


def _form(body: str) -> dict[str, str]:
    """The ids of a form with their notes."""
    kept: dict[str, str] = {}
    last = ""
    try:
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=4 * MOST_KEPT)
    except ValueError as error:
        raise Problem(413, f"Neem hoogstens {MOST_KEPT} afspraken tegelijk mee.") from error
    for name, value in fields:
        if name == "id":
            for one in value.split():  # a row of a table is kept as all its commitments
                last = one
                kept.setdefault(one, "")
        elif name == "noot" and last:
            kept[last] = value.strip()[:_LONGEST_NOTE]
    return kept


def base_address(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def file_response(exporting: Exporting, found: Found | Sheet, kind: Format) -> Response:
    """The file: a table of text as it is made, the others when they are whole."""
    title, day = found.title, exporting.product.today()
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(title)}-{day.isoformat()}.{kind}"',
        "Cache-Control": "no-store",
    }
    sheet = exporting.sheet(found) if isinstance(found, Found) else found
    if kind == "csv":
        return StreamingResponse(csv_file.parts(sheet), headers=headers, media_type=_MEDIA_TYPES[kind])
    if kind == "xlsx":
        return _whole(lambda file: xlsx_file.write(sheet, file), headers, kind)
    if isinstance(found, Found):
        quotes = exporting.quotes(found)
        return _whole(lambda file: docx_file.write_quotes(quotes, file), headers, kind)
    return _whole(lambda file: docx_file.write_table(sheet, file), headers, kind)


def _whole(write: Callable[[BinaryIO], None], headers: dict[str, str], kind: Format) -> Response:
    """A file that is made on disk, not in memory, and that is gone as soon as it was sent."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        write(file)
        size = file.seek(0, os.SEEK_END)
        stack.pop_all()
    file.seek(0)
    length = {"Content-Length": str(size)}
    return StreamingResponse(_read(file), headers=headers | length, media_type=_MEDIA_TYPES[kind])


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def file_name(title: str) -> str:
    """A title as the name of a file that every computer takes: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "afspraken"
