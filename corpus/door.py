"""The door of the library's owner: other processes on this machine hand finished editions in through it.

It only stores and removes; it answers on loopback only, to whoever can read the owner's note (the same user).
"""

import secrets
import socket
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Self
from zipfile import BadZipFile

import httpx
import uvicorn
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus import packed
from corpus.edition import FinishedEdition
from corpus.errors import Explained
from corpus.library import EmbeddingMismatch, Library, Store
from corpus.model import EditionCard

_cards = TypeAdapter(dict[str, EditionCard])
# What goes through in one request: editions up to this many bytes of originals together, or one that is larger.
_TOGETHER = 32_000_000
# A request beyond this goes by way of a temporary file instead of memory.
_IN_MEMORY = 16_000_000


class StoreRefused(Explained):
    """The library's owner did not store or remove what it was given; the message is the owner's own."""


class OwnerGone(Explained):
    """The library's owner stopped while it was being asked something."""


class DoorClient(Store):
    """The library's owner, seen from another process."""

    def __init__(self, address: str, token: str) -> None:
        # Storing a large edition takes seconds; reading a broken connection does not.
        timeout = httpx.Timeout(120.0, connect=5.0)
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    @property
    def embedding_model(self) -> str:
        return str(self._ask("GET", "/embedding-model").json())

    def visible(self) -> Mapping[str, EditionCard]:
        return _cards.validate_json(self._ask("GET", "/editions").content)

    def put(self, *finished: FinishedEdition) -> None:
        together: list[FinishedEdition] = []
        for one in finished:
            if sum(len(other.original) for other in together) + len(one.original) > _TOGETHER:
                self._put(together)
                together = []
            together.append(one)
        self._put(together)

    def _put(self, together: list[FinishedEdition]) -> None:
        if together:
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
                packed.write(map(packed.pack, together), file)
                file.seek(0)
                self._ask("POST", "/editions", content=iter(lambda: file.read(1 << 20), b""))

    def remove(self, document_id: str) -> bool:
        return bool(self._ask("DELETE", f"/documents/{document_id}").json())

    def _ask(self, method: str, path: str, content: Iterable[bytes] | None = None) -> httpx.Response:
        try:
            response = self._http.request(method, path, content=content)
        except httpx.TransportError as gone:
            raise OwnerGone(
                "De dienst die de bibliotheek beheert, antwoordt niet meer. Wat al bewaard was, blijft bewaard. "
                "Start de dienst zo nodig opnieuw en geef de opdracht daarna nog een keer."
            ) from gone
        if response.is_error:
            raise StoreRefused(response.text)
        return response


@contextmanager
def open_door(library: Library) -> Iterator[tuple[str, str]]:
    """Serve the door in a thread until the block ends; gives its address and the token that opens it."""
    token = secrets.token_urlsafe(32)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        # Whoever comes before the server runs waits in the queue instead of being refused.
        listener.listen()
        app = _app(library, token)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],), name="library-door", daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", token
        finally:
            server.should_exit = True
            thread.join(timeout=10)


class _OnlyWithToken:
    """Middleware that lets in who knows the token."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Request(scope).headers.get("Authorization", "")
        if secrets.compare_digest(given.encode(), self._expected.encode()):
            await self._app(scope, receive, send)
        else:
            await Response("Not for you.", 403)(scope, receive, send)


def _app(library: Library, token: str) -> Starlette:
    # Plain functions: Starlette runs them in worker threads, so that storing never holds up the loop.
    def model(_: Request) -> Response:
        return JSONResponse(library.embedding_model)

    def editions(_: Request) -> Response:
        return Response(_cards.dump_json(dict(library.visible())), media_type="application/json")

    async def put(request: Request) -> Response:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            async for chunk in request.stream():
                file.write(chunk)
            file.seek(0)
            return await run_in_threadpool(_put, library, file)

    def remove(request: Request) -> Response:
        return JSONResponse(library.remove(request.path_params["document_id"]))

    return Starlette(
        routes=[
            Route("/embedding-model", model),
            Route("/editions", editions),
            Route("/editions", put, methods=["POST"]),
            Route("/documents/{document_id}", remove, methods=["DELETE"]),
        ],
        middleware=[Middleware(_OnlyWithToken, token=token)],
    )


def _put(library: Library, file: IO[bytes]) -> Response:
    try:
        library.put_packed(*packed.read(file))
    except (EmbeddingMismatch, ValueError, BadZipFile) as refused:
        return Response(str(refused), 409)
    return Response(status_code=204)
