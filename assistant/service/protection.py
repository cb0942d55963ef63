"""The outermost layer: headers that protect a reader, counting, and an answer to errors that nobody foresaw.

Nothing is logged of a request but the kind of an unexpected error: an address may hold words of a search.
"""

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.service.metrics import Metrics
from assistant.service.problems import Problem, problem_response, unexpected
from assistant.service.settings import ServiceSettings

# The version of the public API (semantic), not of the product.
API_VERSION = "1.0.0"

_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Public code and the public contract: any site may read these.
_OPEN_TO_ALL = ("/web/", "/openapi.json", "/v1/openapi.json", "/v1/sites/")


class Protection:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, max_body_bytes: int) -> None:
        self._app = app
        self._metrics = metrics
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # the server leaves the body out
            scope = {**scope, "method": "GET"}
        started = False
        received = 0
        path = scope["path"]

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_body_bytes:
                raise HTTPException(413)
            return message

        async def send_protected(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if path.startswith("/v1/") or path == "/openapi.json":
                    headers["API-Version"] = API_VERSION
                if path.startswith(_OPEN_TO_ALL):
                    headers["Access-Control-Allow-Origin"] = "*"
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
                self._metrics.request(scope["method"], _route(scope), message["status"])
            await send(message)

        if self._announces_too_much(scope):
            problem = Problem(413, "Stuur een kortere aanvraag.", headers={"Connection": "close"})
            await problem_response(Request(scope), problem)(scope, receive, send_protected)
            return
        try:
            await self._app(scope, receive_bounded, send_protected)
        except Exception as error:
            problem = unexpected(error)
            if not started:
                await problem_response(Request(scope), problem)(scope, receive, send_protected)

    def _announces_too_much(self, scope: Scope) -> bool:
        """A body that says beforehand that it is too large; one that does not is stopped while it is read."""
        length = Headers(scope=scope).get("content-length", "")
        return length.isascii() and length.isdigit() and int(length[:20]) > self._max_body_bytes


def _route(scope: Scope) -> str:
    """The template of the path, so that no identifier or made-up path is counted on its own."""
    if scope["path"].startswith("/web/"):
        return "/web"
    template = getattr(scope.get("route"), "path", None)
    return template if isinstance(template, str) else "other"


def install(app: FastAPI, metrics: Metrics, settings: ServiceSettings) -> None:
    """Protect `app`; pages of the configured sites may call its API from a browser."""
    app.add_middleware(Protection, metrics=metrics, max_body_bytes=settings.max_body_bytes)
    origins = settings.origins()
    if origins:  # outermost: a page must be able to read an error too
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            expose_headers=["API-Version", "Retry-After"],
        )
