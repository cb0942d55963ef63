"""Asks a question set as a user would, over `POST /v1/chat`, and keeps what comes back; no scoring here.

The target is a running service at an address, or the service in this process; both are asked over HTTP.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from pydantic import ValidationError
from starlette.applications import Starlette

from eval.questions import Question
from eval.responses import ReceivedAnswer, ReceivedSource, Response, RunError, append_response

Progress = Callable[[int, int], None]
_TIMEOUT = httpx.Timeout(180.0, connect=10.0)  # seconds; a language model on a processor takes its time
_PATIENCE = 5  # times that a busy service is asked again
_MOST_PAGES = 20  # that one source may cover
_LONGEST_WAIT = 60.0  # seconds, whatever `Retry-After` says


class Refused(Exception):
    """The target answered, but not with what was asked for."""


@asynccontextmanager
async def target(against: str | None, app: Starlette | None) -> AsyncIterator[httpx.AsyncClient]:
    """A client for the service at `against`, or for `app` in this process, started and stopped around it."""
    if (against is None) == (app is None):
        raise RunError("Noem één doel: het adres van een dienst, of een dienst in dit proces.")
    if app is None:
        here = httpx.URL(str(against)).host in ("127.0.0.1", "localhost", "::1")
        async with httpx.AsyncClient(base_url=str(against), timeout=_TIMEOUT, trust_env=not here) as client:
            yield client
        return
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=_TIMEOUT) as client,
    ):
        yield client


async def ask(
    client: httpx.AsyncClient,
    questions: Sequence[Question],
    done: Mapping[str, Response],
    folder: Path,
    on_progress: Progress | None = None,
) -> None:
    """Ask every question that is not in `done`, one after another, and append each response to the run.

    A question that fails is kept as a failure and the rest goes on. Raises RunError when nobody answers at all.
    """
    for number, question in enumerate(questions, start=1):
        if question.id not in done:
            append_response(folder, await _respond(client, question))
        if on_progress:
            on_progress(number, len(questions))


async def _respond(client: httpx.AsyncClient, question: Question) -> Response:
    try:
        conversation: str | None = None
        for turn in question.history:
            _, earlier, _ = await _chat(client, question, turn, conversation)
            conversation = earlier.gesprek_id
        content, answer, ms = await _chat(client, question, question.question, conversation)
    except Refused as error:
        return Response(id=question.id, answer=None, error=str(error), pages={}, ms=None)
    pages = {source.nummer: await _pages(client, source) for source in answer.bronnen}
    return Response(id=question.id, answer=content, error=None, pages=pages, ms=round(ms, 1))


async def _chat(
    client: httpx.AsyncClient, question: Question, text: str, conversation: str | None
) -> tuple[dict[str, Any], ReceivedAnswer, float]:
    """The answer as JSON and as a record, with how long it took in milliseconds (waiting for a busy service
    not included)."""
    body = {"vraag": text, "gesprekId": conversation, "doelgroep": question.audience}
    response, ms = await _send(client, client.build_request("POST", "/v1/chat", json=body))
    try:
        content = response.json()
        return content, ReceivedAnswer.model_validate(content), ms
    except (ValueError, ValidationError) as error:
        raise Refused(f"het antwoord heeft niet de beloofde vorm: {error}") from error


async def _pages(client: httpx.AsyncClient, source: ReceivedSource) -> tuple[str, ...]:
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
            texts.append(await read_page(client, str(address)))
        except Refused:
            return ()
    return tuple(texts)


async def read_page(client: httpx.AsyncClient, address: str) -> str:
    """The cleaned text of the page at `address`. Raises Refused when it does not open."""
    text = (await read_json(client, address)).get("tekst")
    if not isinstance(text, str):
        raise Refused(f"{address}: geen pagina in de beloofde vorm")
    return text


async def read_json(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    """The JSON object at `address`. Raises Refused for anything else."""
    response, _ = await _send(
        client, client.build_request("GET", address, headers={"Accept": "application/json"})
    )
    try:
        content = response.json()
    except ValueError as error:
        raise Refused(f"{address}: geen JSON") from error
    if not isinstance(content, dict):
        raise Refused(f"{address}: geen JSON-object")
    return content


async def _send(client: httpx.AsyncClient, request: httpx.Request) -> tuple[httpx.Response, float]:
    """A good response and its milliseconds; a service that says it is busy is asked again when it said."""
    for attempt in range(1, _PATIENCE + 1):
        started = time.perf_counter()
        try:
            response = await client.send(request)
        except httpx.ConnectError as error:
            raise RunError(
                f"Geen dienst op {client.base_url} ({error}). Start die met: afsprakenwijzer serve"
            ) from error
        except httpx.HTTPError as error:
            raise Refused(f"{type(error).__name__}: {error}") from error
        if response.is_success:
            return response, (time.perf_counter() - started) * 1000
        if response.status_code not in (429, 503) or attempt == _PATIENCE:
            break
        await asyncio.sleep(_wait(response))
    raise Refused(f"{request.method} {request.url.path}: {response.status_code} {_explanation(response)}")


def _wait(response: httpx.Response) -> float:
    said = response.headers.get("Retry-After", "")
    return min(float(said), _LONGEST_WAIT) if said.isdigit() else 1.0


def _explanation(response: httpx.Response) -> str:
    """What problem+json says, or the beginning of the body."""
    try:
        problem = response.json()
        return f"{problem['title']}: {problem.get('detail') or ''} {problem.get('fouten') or ''}".strip(" :")
    except (ValueError, KeyError, TypeError):
        return response.text[:200]
