"""A small service that keeps to the public contract, to ask and to break at will."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

PAGES = {
    6: "Inleiding. De huren stijgen",
    7: "per 1 juli 2026 met ten hoogste 3,5%.\n\nDe partijen   overleggen elk jaar.",
}


def source(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A source as the public API gives it."""
    page = changes.get("paginaVan", 7)
    return {
        "nummer": number,
        "passageId": "p1",
        "citaat": "juli 2026 met ten hoogste 3,5%.",
        "paginaVan": page,
        "paginaTot": page,
        "paginaLabel": None,
        "koppen": [],
        "paginaUrl": f"/v1/documenten/lindewaard/paginas/{page}?uitgave=e1&passage=p1",
        "bronUrl": None,
        "document": {"id": "lindewaard", "titel": "Afspraken Lindewaard", "soort": "prestatieafspraken"},
        **changes,
    }


def answer(**changes: Any) -> dict[str, Any]:
    """An answer as the public API gives it."""
    return {
        "antwoordId": "a1",
        "gesprekId": "g1",
        "status": "beantwoord",
        "tekst": "De huur stijgt per 1 juli 2026 met hoogstens 3,5%. [1]",
        "zinnen": [],
        "bronnen": [source()],
        **changes,
    }


@dataclass
class Service:
    """A scripted service: `answers` maps a question to its answer, or to a response of another kind."""

    answers: dict[str, dict[str, Any] | Callable[[], Response]] = field(default_factory=dict)
    heard: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/chat", self._chat, methods=["POST"]),
                Route("/v1/documenten", self._documents),
                Route("/v1/documenten/lindewaard/paginas/{number:int}", self._page),
            ]
        )

    async def _chat(self, request: Request) -> Response:
        body = await request.json()
        self.heard.append(body)
        found = self.answers.get(body["vraag"], answer())
        return JSONResponse(found) if isinstance(found, dict) else found()

    async def _documents(self, request: Request) -> Response:
        documents = [
            {"id": "ander", "titel": "Iets anders"},
            {"id": "lindewaard", "titel": "Afspraken Lindewaard"},
        ]
        page = int(request.query_params["pagina"])
        return JSONResponse({"totaal": 2, "pagina": page, "documenten": documents[page - 1 : page]})

    async def _page(self, request: Request) -> Response:
        text = PAGES.get(request.path_params["number"])
        return JSONResponse({"tekst": text}) if text else PlainTextResponse("weg", 404)


@pytest.fixture
def service() -> Service:
    return Service()


def completion(text: str, **more: Any) -> str:
    """A whole reply of an endpoint that speaks OpenAI's chat completions, not streamed."""
    message = {"role": "assistant", "content": text, **more.pop("message", {})}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    return json.dumps(
        {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": "m-2026-11",
            "choices": [choice],
            "usage": usage,
        }
        | more
    )
