"""A real service whose answering steps wait for leave, so that a test decides when each event comes."""

import socket
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from assistant.answering.contract import Event, Question
from assistant.answering.pipeline import Assistant
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState

_PATIENCE = 60.0  # seconds; only a test that fails waits so long
_MOMENT = 5.0


class Slow:
    """The real assistant; before each event it waits until `let` gives leave for that question."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._leave: defaultdict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(0))
        self._closed: defaultdict[str, threading.Event] = defaultdict(threading.Event)
        self.finished: set[str] = set()

    def let(self, question: str, events: int = 1) -> None:
        """Give leave for so many further events of a question."""
        self._leave[question].release(events)

    def stops(self, question: str) -> bool:
        """Whether the work on a question ends before it is done, where the steps that are going on may end.

        That a reader went away takes a moment to be known, in which another step may have begun.
        """
        for _ in range(3):
            self.let(question)
            if self._closed[question].wait(_MOMENT):
                break
        return self._closed[question].is_set() and question not in self.finished

    def stream(self, question: Question, *others: Any) -> Iterator[Event]:
        steps = self._assistant.stream(question, *others)
        try:
            for event in steps:
                assert self._leave[question.text].acquire(timeout=_PATIENCE)
                yield event
            self.finished.add(question.text)
        finally:
            self._closed[question.text].set()


@contextmanager
def slow_service(product: Product) -> Iterator[tuple[str, Slow]]:
    """The address of a running service, and what holds its answers back."""
    slow = Slow(product.assistant)
    state = ServiceState(ServiceSettings(port=0))
    state.open(replace(product, assistant=slow))  # type: ignore[arg-type]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = server(create_app(state), state.settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", slow
        running.should_exit = True
        thread.join(_PATIENCE)
