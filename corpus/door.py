"""The door of the library's owner: other processes on this machine hand finished editions in through it.

It only stores and removes; it answers on loopback only, to whoever can read the owner's note (the same user).
"""

import io
import secrets
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import httpx
import numpy as np
import uvicorn
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.errors import Explained
from corpus.library import EmbeddingMismatch, Library, Store
from corpus.model import Edition, EditionCard, FinishedEdition

_edition = TypeAdapter(Edition)
_cards = TypeAdapter(dict[str, EditionCard])


class StoreRefused(Explained):
    """The library's owner did not store or remove what it was given; the message is the owner's own."""


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
        for one in finished:
            self._ask("POST", "/editions", content=pack(one))

    def remove(self, document_id: str) -> bool:
        return bool(self._ask("DELETE", f"/documents/{document_id}").json())

    def _ask(self, method: str, path: str, content: bytes | None = None) -> httpx.Response:
        response = self._http.request(method, path, content=content)
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


def pack(finished: FinishedEdition) -> bytes:
    """A finished edition as bytes: three plain arrays in NumPy's format."""
    content = io.BytesIO()
    np.savez(
        content,
        edition=np.frombuffer(_edition.dump_json(finished.edition), np.uint8),
        original=np.frombuffer(finished.original, np.uint8),
        vectors=finished.vectors,
        embedding_model=np.frombuffer(finished.embedding_model.encode(), np.uint8),
    )
    return content.getvalue()


def unpack(content: bytes) -> FinishedEdition:
    """The inverse of `pack`. Raises ValueError for anything else."""
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        return FinishedEdition(
            edition=_edition.validate_json(parts["edition"].tobytes()),
            original=parts["original"].tobytes(),
            vectors=parts["vectors"].astype(np.float32),
            embedding_model=parts["embedding_model"].tobytes().decode(),
        )


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
        content = await request.body()
        return await run_in_threadpool(_put, library, content)

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


def _put(library: Library, content: bytes) -> Response:
    try:
        library.put(unpack(content))
    except (EmbeddingMismatch, ValueError) as refused:
        return Response(str(refused), 409)
    return Response(status_code=204)
