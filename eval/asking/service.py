"""The product as a target: asked over `POST /v1/chat` like a user does, with its pages and its search read along."""

import re
from typing import Any

import httpx
from pydantic import ValidationError

from eval.asking.connection import Refused, exchange, post_json, read_page, send
from eval.questions import Question
from eval.responses import Found, ReceivedAnswer, ReceivedSource, Response, RunError

_MOST_PAGES = 20  # that one source may cover
_MOST_FOUND = 20  # passages kept of a search
_DROPPED = re.compile(r'^afsprakenwijzer_dropped_sentences_total\{reason="([^"]*)"\} (\d+)', re.MULTILINE)


class Service:
    """The product behind an HTTP client."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def respond(self, question: Question) -> Response:
        """What the product says to a question, in a conversation of its own."""
        try:
            conversation: str | None = None
            for turn in question.history:
                _, earlier, _ = await self._chat(question, turn, conversation)
                conversation = earlier.gesprek_id
            content, answer, ms = await self._chat(question, question.question, conversation)
        except Refused as error:
            return Response(id=question.id, answer=None, error=str(error), pages={}, ms=None)
        pages = {source.nummer: await self._pages(source) for source in answer.bronnen}
        found = await self._found(answer.begrepen_als or question.question)
        return Response(id=question.id, answer=content, error=None, pages=pages, ms=round(ms, 1), found=found)

    async def dropped(self) -> dict[str, int] | None:
        """How many sentences of a language model were not shown since the service started, by reason; None when
        this service does not tell."""
        try:
            response, _ = await send(self._client, self._client.build_request("GET", "/metrics"))
        except (Refused, RunError):
            return None
        return {reason: int(count) for reason, count in _DROPPED.findall(response.text)}

    async def _chat(
        self, question: Question, text: str, conversation: str | None
    ) -> tuple[dict[str, Any], ReceivedAnswer, float]:
        """The answer as JSON and as a record, with how long it took in milliseconds."""
        body = {"vraag": text, "gesprekId": conversation, "doelgroep": question.audience}
        content, ms = await post_json(self._client, "/v1/chat", body)
        try:
            return content, ReceivedAnswer.model_validate(content), ms
        except ValidationError as error:
            raise Refused(f"het antwoord heeft niet de beloofde vorm: {error}") from error

    async def _pages(self, source: ReceivedSource) -> tuple[str, ...]:
        """The texts of the pages that a source points at; empty when one of them does not open, or points
        away from the target."""
        first = httpx.URL(source.pagina_url)
        if first.is_absolute_url or source.pagina_tot - source.pagina_van >= _MOST_PAGES:
            return ()
        stem = first.path.rsplit("/", 1)[0]
        texts: list[str] = []
        for number in range(source.pagina_van, source.pagina_tot + 1):
            # What marks the quote in the address counts for its first page; the edition counts for all.
            edition = {name: value for name, value in first.params.items() if name == "uitgave"}
            next_page = first.copy_with(path=f"{stem}/{number}", params=edition)
            address = next_page if number > source.pagina_van else first
            try:
                texts.append(await read_page(self._client, str(address)))
            except Refused:
                return ()
        return tuple(texts)

    async def _found(self, text: str) -> tuple[Found, ...] | None:
        """What the product's search finds for a question, within the municipality that it names; None when there
        is no search."""
        try:
            found = await self._search(text, {})
            named = (found.get("begrepen") or {}).get("gemeenten") or []
            if named:
                found = await self._search(text, {"gemeenten": named})
            return tuple(_passage(one) for one in [*found["resultaten"], *found.get("nabij", [])])
        except (Refused, KeyError, TypeError, ValidationError):
            return None

    async def _search(self, text: str, filters: dict[str, Any]) -> dict[str, Any]:
        body = {"zoekvraag": text, "filters": filters, "paginaGrootte": _MOST_FOUND}
        request = self._client.build_request("POST", "/v1/passages/_zoek", json=body)
        return (await exchange(self._client, request))[0]


def _passage(result: dict[str, Any]) -> Found:
    return Found(
        document=result["document"]["id"],
        title=result["document"]["titel"],
        first_page=result["paginaVan"],
        last_page=result["paginaTot"],
        text=result["tekst"],
    )
