"""The commands that ask the product something; each speaks the public API and shows what it answers.

Imports that take seconds are inside the functions that need them, so that help answers at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from assistant.terminal import show_answer, show_document, show_documents, show_passages
from corpus.settings import LibrarySettings
from corpus.terminal import AsJson, out, print_json, ready_embedder, say

if TYPE_CHECKING:
    from assistant.client import Api

Municipalities = Annotated[list[str] | None, typer.Option("--gemeente", help="Alleen over deze gemeente.")]
Years = Annotated[list[int] | None, typer.Option("--jaar", help="Alleen over dit jaar.")]
Kinds = Annotated[list[str] | None, typer.Option("--soort", help="Alleen dit soort documenten.")]


def ask(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="De vraag, in gewone taal.")],
    municipality: Municipalities = None,
    year: Years = None,
    policy: Annotated[bool, typer.Option("--beleid", help="Antwoord voor beleidsmedewerkers.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stel een vraag en lees het antwoord met zijn bronnen."""
    body = {
        "vraag": question,
        "doelgroep": "beleid" if policy else "huurder",
        "filters": {"gemeenten": municipality or [], "jaren": year or []},
    }
    with _api() as api:
        answer = api.post("/v1/chat", body)
    _warn_when_empty(answer, body["filters"])
    if as_json:
        print_json(answer)
    else:
        show_answer(out, answer)


def search(
    query: Annotated[str, typer.Argument(metavar="ZOEKVRAAG", help="Waarnaar u zoekt.")],
    municipality: Municipalities = None,
    year: Years = None,
    kind: Kinds = None,
    page: Annotated[int, typer.Option("--pagina", min=1, help="Welke bladzijde met resultaten.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Zoek passages: wat er staat, en waar."""
    filters = {"gemeenten": municipality or [], "jaren": year or [], "soorten": kind or []}
    body = {"zoekvraag": query, "filters": filters, "pagina": page, "paginaGrootte": 10}
    with _api() as api:
        found = api.post("/v1/passages/_zoek", body)
    _warn_when_empty(found, filters)
    if as_json:
        print_json(found)
    else:
        show_passages(out, found)


def list_documents(municipality: Municipalities = None, kind: Kinds = None, as_json: AsJson = False) -> None:
    """Toon welke documenten er zijn."""
    with _api() as api:
        listing = api.all_documents(gemeente=municipality or [], soort=kind or [])
    if as_json:
        print_json(listing)
    else:
        show_documents(out, listing)


def show(
    document_id: Annotated[str, typer.Argument(metavar="DOCUMENT")],
    with_passages: Annotated[
        bool, typer.Option("--passages", help="Toon ook alle passages, met hun tekst en plaats.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Toon een document: wat erover bekend is en waarom, zijn uitgaven, zijn inhoud en zijn passages."""
    place = f"/v1/documenten/{quote(document_id, safe='')}"
    with _api() as api:
        document = api.get(place)
        if with_passages:
            document["passages"] = _all_passages(api, place)
    if as_json:
        print_json(document)
    else:
        show_document(out, document)


def _all_passages(api: "Api", place: str) -> list[dict[str, Any]]:
    """Every passage of a document, asked for a page at a time."""
    passages: list[dict[str, Any]] = []
    total, page = 1, 0
    while len(passages) < total:
        page += 1
        listing = api.get(f"{place}/passages", pagina=page, paginaGrootte=200)
        total = listing["totaal"]
        passages += listing["passages"]
    return passages


def _warn_when_empty(answer: dict[str, Any], filters: Any) -> None:
    if not answer["doorzocht"]["documenten"] and not any(filters.values()):
        say(
            "Er zijn geen documenten om in te zoeken. Vul de bibliotheek met: afsprakenwijzer ingest --bundled"
        )


@contextmanager
def _api() -> "Iterator[Api]":
    from assistant.client import open_api

    settings = LibrarySettings()
    with open_api(settings, lambda: ready_embedder(settings)) as api:
        yield api
