"""The public API as the command line asks it: at the running service, or in this process when there is none.

Either way what the terminal shows is what the service answers.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
from fastapi import FastAPI

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.errors import Explained
from corpus.owner import current_owner, own
from corpus.settings import LibrarySettings

# Generous for a language model that writes; the service has its own, shorter limits.
_TIMEOUT = httpx.Timeout(180.0, connect=5.0)


class ApiProblem(Explained):
    """The API refused; the message is the problem's own, with every field that was wrong."""


class Api:
    """Asks the API; an answer that is no success raises ApiProblem."""

    def __init__(self, send: Callable[[httpx.Request], httpx.Response], base_url: str) -> None:
        self._send = send
        self._base_url = base_url

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """The body of a GET; lists become repeated parameters."""
        return self._ask(httpx.Request("GET", self._base_url + path, params=query))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The body of a POST of JSON."""
        return self._ask(httpx.Request("POST", self._base_url + path, json=body))

    def all_documents(self, **query: Any) -> dict[str, Any]:
        """The list of documents with all its pages put together."""
        listing = self.get("/v1/documenten", **query)
        documents, page = listing["documenten"], 1
        while len(documents) < listing["totaal"]:
            page += 1
            documents += self.get("/v1/documenten", pagina=page, **query)["documenten"]
        return {"totaal": listing["totaal"], "documenten": documents}

    def _ask(self, request: httpx.Request) -> dict[str, Any]:
        request.headers["Accept"] = "application/json"
        response = self._send(request)
        body: dict[str, Any] = response.json()
        if response.is_error:
            wrong = [f"{fault['veld']}: {fault['melding']}" for fault in body.get("fouten") or []]
            raise ApiProblem("\n".join([body.get("detail") or body.get("title") or response.text, *wrong]))
        return body


@contextmanager
def service_or_app(
    settings: LibrarySettings, load_embedder: Callable[[], Embedder]
) -> Iterator[str | FastAPI]:
    """The address of the service that owns the library, or the service in this process when the library is free.

    Raises LibraryInUse when an owner without a service, such as a running ingestion, has it.
    """
    owner = current_owner(settings)
    if owner and owner.service:
        yield owner.service
        return
    embedder = load_embedder()
    with own(settings, embedder.fingerprint) as library:
        state = ServiceState(ServiceSettings())
        state.open(assemble(library, embedder, settings))
        yield create_app(state)


@contextmanager
def open_api(settings: LibrarySettings, load_embedder: Callable[[], Embedder]) -> Iterator[Api]:
    """The API of `service_or_app`."""
    with service_or_app(settings, load_embedder) as target:
        if isinstance(target, str):
            with httpx.Client(timeout=_TIMEOUT, trust_env=False) as client:
                yield Api(client.send, target)
        else:
            yield Api(partial(_send_in_process, target), "http://127.0.0.1")


def _send_in_process(app: FastAPI, request: httpx.Request) -> httpx.Response:
    async def exchange() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), timeout=_TIMEOUT) as client:
            return await client.send(request)

    return asyncio.run(exchange())
