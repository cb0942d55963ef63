"""The documents and pages that a target has, as its public API lists them."""

import itertools
from dataclasses import dataclass
from typing import Any

import httpx

from eval.asking.connection import Refused, read_json, read_page
from eval.responses import RunError


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The cleaned text of page `number` (from 1) of a document."""

    document: dict[str, Any]
    number: int
    text: str


async def read_documents(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """Every document, as `GET /v1/documenten` gives it. Raises RunError when the list cannot be read."""
    documents: list[dict[str, Any]] = []
    for number in itertools.count(1):
        try:
            listed = await read_json(client, f"/v1/documenten?pagina={number}")
            documents += listed["documenten"]
        except (Refused, KeyError, TypeError) as error:
            raise RunError(f"De lijst van documenten is niet te lezen: {error}") from error
        if not listed["documenten"] or len(documents) >= listed["totaal"]:
            break
    return documents


async def read_pages(client: httpx.AsyncClient) -> list[LibraryPage]:
    """Every page of every document; a page that does not open is left out."""
    pages = []
    for document in await read_documents(client):
        for number in range(1, int(document["paginas"]) + 1):
            try:
                text = await read_page(client, page_address(document["id"], number))
            except Refused:
                continue
            pages.append(LibraryPage(document, number, text))
    return pages


def page_address(document: str, number: int) -> str:
    return f"/v1/documenten/{document}/paginas/{number}"
