"""The failure drill: a model server that misbehaves in every way we know of, and what the user saw of it.

`python -m eval.failures` asks a running service the same question each time, over the library of the settings. It
prints a table and ends with 1 when the promise is broken: every question gets an answer in time, from its sources,
with nothing in it that they don't say, and nothing keeps running afterwards.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from rich.table import Table

from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from corpus.terminal import out, ready_embedder
from eval import misbehaving
from eval.failure_cases import (
    FACT,
    GOOD,
    NEVER,
    QUESTION,
    QUOTED,
    QUOTED_WITHOUT_NOTE,
    TIMES,
    WRITTEN,
    Failure,
    failures,
)
from eval.misbehaving import ModelServer, model_server

_SLACK = 2.0  # seconds for finding, quoting and a busy machine
_GONE = 3.0  # seconds within which the model server must notice that nobody waits any more


@dataclass(slots=True)
class Seen:
    """What the user saw, and what is wrong with it."""

    name: str
    status: str = ""
    manner: str = ""
    note: str = ""
    first_ms: float = 0.0
    total_ms: float = 0.0
    requests: int = 0
    wrong: list[str] = field(default_factory=list)


class Drill:
    """A running service over a library, whose language model is another misbehaving server for each question."""

    def __init__(self, product: Product, library: Library, embedder: Embedder) -> None:
        self._product, self._library, self._embedder = product, library, embedder
        self._state = ServiceState(ServiceSettings())
        self._state.open(product)
        self._address = ""
        self._quoted: list[dict[str, Any]] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """The service on a free port of this machine, as long as this lasts."""
        service = server(create_app(self._state), ServiceSettings())
        service.config.host, service.config.port = "127.0.0.1", misbehaving.closed_port()
        self._address = f"http://127.0.0.1:{service.config.port}"
        thread = threading.Thread(target=service.run, daemon=True)
        thread.start()
        while not service.started:
            time.sleep(0.02)
        self._model(None)
        self._quoted = self._ask(Seen(""))["zinnen"]
        try:
            yield
        finally:
            service.should_exit = True
            thread.join()

    def number_of_fact(self) -> int:
        """The number of the passage with the fact, as the model gets them."""
        with model_server() as model:
            model.script = [misbehaving.says("NIET GEVONDEN")]
            self._model(model.address)
            self._ask(Seen(""))
            passages = model.exchanges[0].asked.split("<passage nummer=")[1:]
        return next(n for n, text in enumerate(passages, 1) if FACT in text and "1 juli 2026" in text)

    def try_out(self, failure: Failure) -> Seen:
        """Ask once while the model fails in this way."""
        seen = Seen(failure.name)
        with model_server() as model:
            model.script = list(failure.script)
            self._model(
                model.address if failure.script else f"http://127.0.0.1:{misbehaving.closed_port()}/v1"
            )
            answer = self._ask(seen)
            seen.requests = len(model.exchanges)
            self._judge(seen, answer, failure)
            _judge_left_behind(seen, model)
        return seen

    def hang_up(self, name: str, accept: str) -> Seen:
        """A user who goes away while the model is silent: the work must stop."""
        seen = Seen(name, "(gone)", "(gone)")
        with model_server() as model:
            model.script = [misbehaving.hangs_after_headers]
            self._model(model.address, model_first_word_seconds=60.0, model_seconds=60.0)
            started = left = time.perf_counter()
            try:
                with httpx.stream(
                    "POST",
                    f"{self._address}/v1/chat",
                    json={"vraag": QUESTION},
                    headers={"Accept": accept},
                    timeout=1.0,
                    trust_env=False,
                ) as response:
                    response.read()
                seen.wrong.append("an answer came")
            except httpx.ReadTimeout:
                left = time.perf_counter()
            if not model.exchanges or not model.exchanges[0].hung_up.wait(_GONE):
                seen.wrong.append("the model server was kept waiting")
            seen.first_ms = 1000 * (left - started)
            seen.total_ms = 1000 * (time.perf_counter() - started)
            seen.requests = len(model.exchanges)
        return seen

    def pause(self) -> Seen:
        """One question more to a server that keeps failing: quotes at once, and the server is left alone."""
        failure = Failure("left alone after failures", [misbehaving.hangs_after_headers], QUOTED, 0.0)
        with model_server() as model:
            model.script = list(failure.script)
            self._model(model.address)
            before = AnsweringSettings.model_fields["model_failures"].default
            for _ in range(before):
                self._ask(Seen(""))
            seen = Seen(failure.name)
            answer = self._ask(seen)
            self._judge(seen, answer, failure)
            seen.requests = len(model.exchanges) - before
            if seen.requests:
                seen.wrong.append("the server was asked")
        return seen

    def crowd(self, many: int) -> Seen:
        """Many questions at once to a server that hangs: none waits for another longer than without a model."""
        self._model(None)
        alone = max(seen.total_ms for seen, _ in self._ask_at_once(many)) / 1000
        seconds = TIMES["model_first_word_seconds"] + alone
        failure = Failure(
            f"{many} questions at once, hangs", [misbehaving.hangs_after_headers], QUOTED, seconds, many
        )
        with model_server() as model:
            model.script = list(failure.script)
            self._model(model.address)
            asked = self._ask_at_once(many)
            for seen, answer in asked:
                self._judge(seen, answer, failure)
            slowest = max((seen for seen, _ in asked), key=lambda seen: seen.total_ms)
            slowest.name = failure.name
            slowest.wrong = sorted({problem for seen, _ in asked for problem in seen.wrong})
            slowest.requests = len(model.exchanges)
            _judge_left_behind(slowest, model)
        return slowest

    def _ask_at_once(self, many: int) -> list[tuple[Seen, dict[str, Any]]]:
        with ThreadPoolExecutor(many) as askers:
            seen = [Seen("") for _ in range(many)]
            return list(zip(seen, askers.map(self._ask, seen), strict=True))

    def _model(self, url: str | None, **times: float) -> None:
        """From now on the service writes with the model at `url`, about which it knows nothing yet."""
        settings = AnsweringSettings(
            model="openai:drill" if url else None,
            model_url=url,
            **{**TIMES, **times},  # type: ignore[arg-type]
        )
        product = self._product
        assistant = Assistant(self._library, self._embedder, settings, product.today, product.retriever)
        if assistant.writer:
            assistant.writer.model.prepare()
        self._state.open(replace(product, assistant=assistant))

    def _ask(self, seen: Seen) -> dict[str, Any]:
        """The whole answer as a browser gets it, event by event."""
        started = time.perf_counter()
        answer: dict[str, Any] = {}
        sentences: list[Any] = []
        with httpx.stream(
            "POST",
            f"{self._address}/v1/chat",
            json={"vraag": QUESTION},
            headers={"Accept": "text/event-stream"},
            timeout=60,
            trust_env=False,
        ) as response:
            seen.status = str(response.status_code)
            name = ""
            for line in response.iter_lines():
                kind, _, value = line.partition(": ")
                if kind == "event":
                    name = value
                elif kind == "data" and name == "zin":
                    seen.first_ms = seen.first_ms or 1000 * (time.perf_counter() - started)
                    sentences.append(json.loads(value))
                elif kind == "data" and name == "klaar":
                    answer = json.loads(value)
        seen.total_ms = 1000 * (time.perf_counter() - started)
        if not answer:
            seen.wrong.append("no answer")
        elif sentences != answer["zinnen"]:
            seen.wrong.append("the stream and the answer differ")
        return answer

    def _judge(self, seen: Seen, answer: dict[str, Any], failure: Failure) -> None:
        """What is wrong with an answer, against what was promised."""
        if not answer:
            return
        seen.status = answer["status"]
        seen.note = next((note for note in answer["toelichting"] if "schrijven" in note), "")
        unfinished = "stopte" in seen.note
        seen.manner = {"schrijven": WRITTEN, "citeren": QUOTED_WITHOUT_NOTE}[
            answer["gemaaktDoor"]["antwoordwijze"]
        ]
        if seen.note:
            seen.manner += ", unfinished" if unfinished else ", note"
        numbers = {source["nummer"] for source in answer["bronnen"]}
        never = [word for word in NEVER if word in answer["tekst"]]
        problems = {
            f"promised {failure.promised}": seen.manner != failure.promised,
            "no answer to the question": seen.status not in ("beantwoord", "deelsBeantwoord"),
            "a source that does not exist": not all(set(s["bronnen"]) <= numbers for s in answer["zinnen"]),
            "a sentence without source": not all(s["bronnen"] for s in answer["zinnen"]),
            f"shows {never}": bool(never),
            "not the quotes of a service without a model": seen.manner.startswith("quoted")
            and answer["zinnen"] != self._quoted,
            "other than what the model said rightly": seen.manner.startswith("written")
            and [s["tekst"] for s in answer["zinnen"]] != [GOOD],
            f"later than {failure.seconds + _SLACK:g} s": seen.total_ms > 1000 * (failure.seconds + _SLACK),
            f"asked more than {failure.most_requests} times": seen.requests > failure.most_requests,
        }
        seen.wrong += [problem for problem, broken in problems.items() if broken]


def _judge_left_behind(seen: Seen, model: ModelServer) -> None:
    """Whether a connection is still open, or a thread still working, once the answer is there."""
    deadline = time.monotonic() + _GONE
    while any(thread.name == misbehaving.HANDLER for thread in threading.enumerate()):
        if time.monotonic() > deadline:
            seen.wrong.append("a connection stayed open")
            break
        time.sleep(0.02)
    if sum(thread.name == "language-model" for thread in threading.enumerate()) > 1:
        seen.wrong.append("a thread stayed behind")


def drill(
    library: Library,
    embedder: Embedder,
    settings: LibrarySettings,
    on_result: Callable[[Seen], None] = lambda _: None,
) -> list[Seen]:
    """Try out everything; what the user saw, in order."""
    product = assemble(library, embedder, settings, AnsweringSettings(model=None))
    trying = Drill(product, library, embedder)
    results: list[Seen] = []
    with trying.running():
        steps: list[Callable[[], Seen]] = [
            *(lambda f=failure: trying.try_out(f) for failure in failures(trying.number_of_fact())),
            lambda: trying.hang_up("the user goes away (events)", "text/event-stream"),
            lambda: trying.hang_up("the user goes away (JSON)", "application/json"),
            trying.pause,
            lambda: trying.crowd(12),
        ]
        for step in steps:
            results.append(step())
            on_result(results[-1])
    product.conversations.close()
    return results


def show(results: Sequence[Seen]) -> Table:
    """The table that the command prints."""
    table = Table(
        "failure of the model server", "status", "the user saw", "requests", "first ms", "all ms", "promise"
    )
    for seen in results:
        promise = "kept" if not seen.wrong else f"BROKEN: {'; '.join(seen.wrong)}"
        first, total = f"{seen.first_ms:.0f}", f"{seen.total_ms:.0f}"
        table.add_row(seen.name, seen.status, seen.manner, str(seen.requests), first, total, promise)
    return table


def main() -> int:
    """Run the drill over the library of the settings; 1 when a promise is broken."""
    from corpus.owner import own

    settings = LibrarySettings()
    embedder = ready_embedder(settings)
    with own(settings, embedder.fingerprint) as library:
        results = drill(library, embedder, settings)
    out.print(show(results))
    broken = sum(bool(seen.wrong) for seen in results)
    out.print(f"{len(results)} failures, {broken} promises broken.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
