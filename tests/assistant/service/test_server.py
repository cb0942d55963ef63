"""The service on a real socket: events as they come, a reader who leaves, and nothing of a question in a log."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from assistant.answering.contract import Answer, AnswerStatus, Event, Finished, Question, Understood
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState

PATIENCE = 20.0  # seconds that a test waits for what must happen; it goes on as soon as it does


@contextmanager
def serving(product: Product) -> Iterator[str]:
    """The service on a free port of this machine; gives its address."""
    settings = ServiceSettings(port=0)
    state = ServiceState(settings)
    state.open(product)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = server(create_app(state), settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


class Stepwise:
    """An assistant whose second step waits for the test, and that tells when it was stopped."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.stopped = threading.Event()
        self.steps = 0

    def stream(self, question: Question, stop: object) -> Iterator[Event]:
        try:
            for _ in range(1_000):
                yield Understood(question.text)
                self.steps += 1
                self.go_on.wait(PATIENCE)
            yield Finished(Answer(AnswerStatus.ALGEMEEN, "Klaar.", question.text))
        finally:
            self.stopped.set()


def test_events_arrive_while_the_answer_is_still_being_made(product: Product) -> None:
    assistant = Stepwise()
    with (
        serving(replace(product, assistant=assistant)) as address,  # type: ignore[arg-type]
        httpx.Client(timeout=PATIENCE) as client,
        client.stream(
            "POST", f"{address}/v1/chat", json={"vraag": "huur"}, headers={"Accept": "text/event-stream"}
        ) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "event: begrepen"
        assert json.loads(next(lines).removeprefix("data: "))["begrepenAls"] == "huur"
        assert not assistant.go_on.is_set()
        assistant.go_on.set()
        assert any(line == "event: klaar" for line in lines)


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_a_reader_who_leaves_stops_the_work(product: Product, accept: str) -> None:
    assistant = Stepwise()
    with serving(replace(product, assistant=assistant)) as address:  # type: ignore[arg-type]
        body = b'{"vraag": "huur"}'
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as reader:
            reader.sendall(
                b"POST /v1/chat HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                + f"Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            _wait(lambda: assistant.steps > 0)
        for _ in range(100):  # the step that was going on ends; no other one may follow for long
            assistant.go_on.set()
            if assistant.stopped.wait(0.1):
                break
        assert assistant.stopped.is_set()
        assert assistant.steps < 1_000
        assert httpx.get(f"{address}/gezond").status_code == 200


def test_nothing_of_a_question_or_a_search_is_logged(
    product: Product, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), serving(product) as address:
        assert httpx.get(f"{address}/zoeken", params={"q": "zeldzaamwoord"}).status_code == 200
        answer = httpx.post(
            f"{address}/v1/chat", json={"vraag": "zeldzaamwoord in Lindewaard?"}, timeout=PATIENCE
        )
        assert answer.status_code == 200
        assert httpx.post(f"{address}/v1/chat", json={"vrag": "zeldzaamwoord"}).status_code == 400
    # The client of this test logs its own requests; the service does not.
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    output = capfd.readouterr()
    assert not any("zeldzaamwoord" in line for line in logged)
    assert "zeldzaamwoord" not in output.out + output.err


def test_a_conversation_goes_on_over_http(product: Product) -> None:
    with serving(product) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        first = client.post(
            "/v1/chat", json={"vraag": "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"}
        ).json()
        second = client.post(
            "/v1/chat", json={"vraag": "En in 2027?", "gesprekId": first["gesprekId"]}
        ).json()
        assert "2027" in second["begrepenAls"]
        assert client.delete(f"/v1/gesprekken/{first['gesprekId']}").status_code == 204


def _wait(happened: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(int(PATIENCE * 50)):
        if happened():
            return
        pause.wait(0.02)
    raise AssertionError("it did not happen")
