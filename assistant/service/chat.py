"""POST /v1/chat: a question in, a cited answer out, as one JSON object or as server-sent events."""

import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from threading import Event as Signal
from threading import Lock
from typing import Any

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic_core import to_json

from assistant.answering.contract import (
    Event,
    Finished,
    Question,
    SentenceReady,
    SourceChosen,
    Understood,
)
from assistant.answering.guard import mask, visible
from assistant.conversations import new_id
from assistant.service.deps import JsonBody, MetricsDep, ProductDep, WithinQuota, within_site_quota
from assistant.service.incoming import ChatIn
from assistant.service.keep_alive import kept_alive
from assistant.service.metrics import Metrics
from assistant.service.outgoing import AnswerOut
from assistant.service.present import answer_out, searched_out, sentence_out, source_out
from assistant.service.problems import Problem, unexpected
from assistant.service.state import Product

router = APIRouter()

_STREAM = "text/event-stream"
_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way: with the identifiers that its answer will have; `begins` a conversation or goes on."""

    product: Product
    metrics: Metrics
    question: Question
    conversation_id: str
    begins: bool
    answer_id: str
    site: str | None
    started: float


@router.post(
    "/v1/chat",
    response_model=AnswerOut,
    responses={200: {"content": {_STREAM: {}}}},
    dependencies=[JsonBody, WithinQuota],
    summary="Stel een vraag",
)
async def chat(body: ChatIn, request: Request, product: ProductDep, metrics: MetricsDep) -> Response:
    """Answer a question from the documents, every sentence with its source."""
    started = time.perf_counter()
    within_site_quota(request, body.site)
    begins = body.gesprek_id is None
    conversation_id = body.gesprek_id or new_id()
    history = await run_sync(_history, product, body.gesprek_id)
    question = Question(body.vraag, body.doelgroep, body.filters.filters(), history)
    asked = _Asked(product, metrics, question, conversation_id, begins, new_id(), body.site, started)
    if _STREAM in request.headers.get("accept", ""):
        return EventSourceResponse(kept_alive(_stream(asked)), headers=_STREAM_HEADERS)
    outcome: Response | Exception = Response(status_code=499)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_when_gone, request, tasks.cancel_scope.cancel)
        try:
            outcome = JSONResponse(await _whole(asked), headers={"Cache-Control": "no-store"})
        except Exception as error:  # raised again below: a task group would wrap it
            outcome = error
        tasks.cancel_scope.cancel()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


async def _whole(asked: _Asked) -> dict[str, Any]:
    async with aclosing(_events(asked)) as events:
        async for event in events:
            if isinstance(event, Finished):
                return await run_sync(_finish, asked, event)
    raise AssertionError("the answering steps ended without an answer")


async def _when_gone(request: Request, act: Callable[[], None]) -> None:
    """Act when the client goes away. The body was read before, so what comes next is the end of the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    act()


def _history(product: Product, conversation_id: str | None) -> tuple[Any, ...]:
    if conversation_id is None:
        return ()
    conversation = product.conversations.get(conversation_id)
    if conversation is None:
        raise Problem(404, "Dit gesprek is er niet (meer). Begin een nieuw gesprek.")
    return conversation.turns()


async def _events(asked: _Asked) -> AsyncGenerator[Event, None]:
    """The events of the answering steps, each worked out in a thread; stopping early stops the work as well."""
    stop, working = Signal(), Lock()
    steps = asked.product.assistant.stream(asked.question, stop)

    def step() -> Event | None:
        with working:
            return next(steps, None)

    def close() -> None:
        with working:  # a step that was left behind comes to its end soon
            _close(steps)

    try:
        while (event := await run_sync(step, abandon_on_cancel=True)) is not None:
            yield event
    finally:
        stop.set()
        with anyio.CancelScope(shield=True):
            await run_sync(close)


def _close(steps: Iterator[Event]) -> None:
    close = getattr(steps, "close", None)
    if close:
        close()


def _finish(asked: _Asked, finished: Finished) -> dict[str, Any]:
    """Store the exchange and count it; the answer as it goes over the wire."""
    answer = finished.answer
    seconds = time.perf_counter() - asked.started
    shown = answer_out(
        answer,
        answer_id=asked.answer_id,
        conversation_id=asked.conversation_id,
        today=asked.product.today(),
        total_ms=seconds * 1000,
    ).to_json()
    asked.product.conversations.record(
        asked.conversation_id,
        asked.answer_id,
        mask(visible(asked.question.text)),
        answer.understood,
        shown,
        answer.citations,
        begins=asked.begins,
        site=asked.site,
    )
    asked.metrics.answer(answer.status, seconds)
    return shown


async def _stream(asked: _Asked) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(_events(asked)) as events:
            async for event in events:
                yield await run_sync(_wire, asked, event)
    except Exception as error:  # the response has begun: the one way left to say so is an event
        problem = error if isinstance(error, Problem) else unexpected(error)
        yield _event("fout", problem.details("/v1/chat"))


def _wire(asked: _Asked, event: Event) -> bytes:
    today = asked.product.today()
    match event:
        case Understood(text):
            searched = searched_out(asked.product.library.coverage(asked.question.filters))
            return _event("begrepen", {"begrepenAls": text, "doorzocht": searched.to_json()})
        case SourceChosen(citation):
            return _event("bronnen", {"bronnen": [source_out(citation, today).to_json()]})
        case SentenceReady(sentence):
            return _event("zin", sentence_out(sentence).to_json())
        case Finished():
            return _event("klaar", _finish(asked, event))


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=to_json(data).decode())
