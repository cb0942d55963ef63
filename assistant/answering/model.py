"""The connection to a language model: its words as they come, within the times of the settings.

A server that is slow, silent, broken or endless costs a question no more than those times. Giving up closes the
connection, so that nothing keeps running: neither here nor, with a server that notices, there.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from queue import Empty, Queue
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Any

from assistant.answering.breaker import Breaker
from assistant.answering.settings import AnsweringSettings
from corpus.language_model import ModelUnusable, chat_model, provider

_LONGEST_ANSWER = 8_000  # characters
_LONGEST_REPLY = 4_000_000  # bytes on the wire: a word costs some 250
_GLANCE = 0.2  # seconds between two looks whether the question is still wanted
_SHORT_WAIT = 0.5  # seconds before a server that failed at once is asked again
_FINISHED = re.compile(r"(?:finish|stop|done)_?reason", re.IGNORECASE)
_TOO_LONG = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_TRY_AGAIN = frozenset({408, 409, 425, 429})
_starting = Lock()

Message = tuple[str, str]


class ModelUnavailable(RuntimeError):
    """The language model could not be reached, failed, took too long or was cut off.

    `wait` is after how many seconds asking again makes sense, None when it doesn't. `blame` is whether it counts as
    a failure of the model.
    """

    def __init__(self, reason: str, *, wait: float | None = None, blame: bool = True) -> None:
        super().__init__(reason)
        self.wait = wait
        self.blame = blame


class Model:
    """The configured language model. One instance serves many questions at once and keeps no connection open."""

    def __init__(self, settings: AnsweringSettings) -> None:
        self._settings = settings
        self._slots = BoundedSemaphore(settings.model_parallel)
        self._breaker = Breaker(settings.model_failures, settings.model_pause_seconds)
        self._lock = Lock()
        self._chat: Any = None

    @property
    def paused(self) -> bool:
        """Whether the model failed so often that it is left alone."""
        return self._breaker.open

    def prepare(self) -> None:
        """Load the packages of the provider, which takes seconds. Raises ModelUnusable."""
        with self._lock:
            if self._chat is None:
                self._chat = _connect(self._settings)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        first_by: float,
        done_by: float,
        most_words: int,
        stop: Event,
    ) -> Generator[str, None, None]:
        """The words of one reply as they come; closing the generator, or setting `stop`, closes the connection.

        `first_by` and `done_by` are moments of `time.monotonic()`. Ending without an error means that the reply is
        whole. Raises ModelUnavailable, also after words were given.
        """
        if not self._breaker.enter():
            raise ModelUnavailable("left alone after failures")
        said = judged = False
        try:
            self.prepare()
            with self._slot(first_by, stop):
                for text in self._words(messages, first_by, done_by, most_words, stop):
                    said = True
                    yield text
            said = not stop.is_set()
        except ModelUnusable as error:
            judged = True
            self._breaker.failed()
            raise ModelUnavailable(str(error)) from error
        except ModelUnavailable as error:
            if error.blame:
                judged = True
                self._breaker.failed()
            raise
        finally:
            if not judged:
                (self._breaker.worked if said else self._breaker.left)()

    @contextmanager
    def _slot(self, first_by: float, stop: Event) -> Iterator[None]:
        """A place among the answers that are written at the same time."""
        while not self._slots.acquire(timeout=min(_GLANCE, max(0.0, first_by - time.monotonic()))):
            if stop.is_set() or time.monotonic() >= first_by:
                raise ModelUnavailable("busy with other questions", blame=False)
        try:
            yield
        finally:
            self._slots.release()

    def _words(
        self, messages: Sequence[Message], first_by: float, done_by: float, most_words: int, stop: Event
    ) -> Iterator[str]:
        # Three tokens a word and the citation marks: enough for Dutch in the vocabulary of an English model.
        options = {"max_tokens": 4 * most_words} if provider(self._settings.model) == "openai" else {}
        replies: Queue[str | Exception | None] = Queue()
        work = _run(_pump(self._chat.astream(list(messages), **options), replies))
        by, reason = min(first_by, done_by), "no first word in time"
        length = 0
        try:
            while not stop.is_set():
                left = by - time.monotonic()
                try:
                    item = replies.get(timeout=max(0.0, min(left, _GLANCE)))
                except Empty:
                    if left <= 0:
                        raise ModelUnavailable(reason) from None
                    continue
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise item if isinstance(item, ModelUnavailable) else _unavailable(item) from item
                length += len(item)
                if length > _LONGEST_ANSWER:
                    raise ModelUnavailable("wrote without end", blame=False)
                yield item
                by, reason = time.monotonic() + self._settings.model_between_words_seconds, "stopped writing"
                if done_by <= by:
                    by, reason = done_by, "took too long"
        finally:
            work.cancel()


async def _pump(chunks: AsyncIterator[Any], replies: "Queue[str | Exception | None]") -> None:
    """Hand over the words of a reply, then how it ended: None when whole."""
    ending, length = "", 0
    try:
        async with aclosing(chunks) as opened:  # type: ignore[type-var]
            async for chunk in opened:
                ending = _ending(chunk) or ending
                if text := str(chunk.text):
                    length += len(text)
                    replies.put(text)
                if length > _LONGEST_ANSWER:
                    return  # who reads sees it as well
        if not ending:
            problem = "was cut off" if length else "said nothing"
            replies.put(ModelUnavailable(problem, wait=_SHORT_WAIT))
        elif ending in _TOO_LONG:
            replies.put(ModelUnavailable("reached the longest answer", blame=False))
        elif not length:
            replies.put(ModelUnavailable("said nothing", wait=_SHORT_WAIT))
        else:
            replies.put(None)
    except Exception as error:  # whatever a provider raises, the answer goes on
        replies.put(error)


def _ending(chunk: Any) -> str:
    """Why the model stopped, if this is the chunk that says so."""
    for name, value in chunk.response_metadata.items():
        if value and _FINISHED.fullmatch(name):
            return str(value)
    return ""


def _unavailable(error: Exception) -> ModelUnavailable:
    """What a provider's error means: whether, and after how many seconds, asking again makes sense.

    The message of the error stays out: it may hold words of the question.
    """
    status = getattr(error, "status_code", None)
    said = type(error).__name__ if status is None else f"{type(error).__name__} {status}"
    if isinstance(status, int):
        again = status in _TRY_AGAIN or status >= 500
        headers = getattr(getattr(error, "response", None), "headers", {})
        return ModelUnavailable(said, wait=_retry_after(headers.get("Retry-After", "")) if again else None)
    timed_out = isinstance(error, TimeoutError) or "Timeout" in type(error).__name__
    return ModelUnavailable(said, wait=None if timed_out else _SHORT_WAIT)


def _retry_after(value: str) -> float:
    """Seconds of a Retry-After header: a number or a moment."""
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value.strip()):
        return max(_SHORT_WAIT, float(value))
    try:
        moment = parsedate_to_datetime(value)
        return max(_SHORT_WAIT, (moment - datetime.now(tz=UTC)).total_seconds())
    except (TypeError, ValueError):
        return _SHORT_WAIT


def _connect(settings: AnsweringSettings) -> Any:
    """The chat model of LangChain that the settings name."""
    options: dict[str, Any] = {}
    if provider(settings.model) == "openai":
        # Our own times hold; and up to Python 3.11 what theirs is made of may lose a cancellation.
        options = {"http_async_client": _http_client(settings), "stream_chunk_timeout": None}
    key = settings.model_key.get_secret_value() if settings.model_key else None
    name, url = settings.model, settings.model_url
    return chat_model(name, url, key, settings.model_seconds, "AFSPRAKENWIJZER_MODEL", **options)


def _http_client(settings: AnsweringSettings) -> Any:
    """A client that follows no redirect, keeps no connection and reads no endless reply."""
    from openai import DefaultAsyncHttpxClient, Timeout

    url = settings.model_url
    here = url is not None and url.host in ("127.0.0.1", "localhost", "[::1]")
    client: Any = DefaultAsyncHttpxClient(
        timeout=Timeout(settings.model_seconds, connect=settings.model_connect_seconds),
        follow_redirects=False,
        headers={"Connection": "close"},
        trust_env=not here,  # a proxy for the web cannot reach this machine
        event_hooks={"response": [_bound]},
    )
    return client


async def _bound(response: Any) -> None:
    """Let no reply grow beyond all measure, also not within one line."""
    read = response.aiter_bytes

    async def bounded(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        length = 0
        async with aclosing(read(chunk_size)) as parts:
            async for part in parts:
                length += len(part)
                if length > _LONGEST_REPLY:
                    raise ModelUnavailable("sent without end", blame=True)
                yield part

    response.aiter_bytes = bounded


def _run(work: Any) -> "Future[None]":
    """Start a coroutine on the one loop that all conversations with models share."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


def _loop() -> asyncio.AbstractEventLoop:
    with _starting:
        return _started_loop()


@cache
def _started_loop() -> asyncio.AbstractEventLoop:
    # Tasks on a loop can be cancelled wherever they wait; a thread that waits for a socket cannot.
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
