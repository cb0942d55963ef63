"""Events over a real connection: they come as they are made, keep it alive, and stop when nobody listens."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from assistant.service import chat, keep_alive
from assistant.service.state import Product
from tests.assistant.service.conftest import Failing
from tests.assistant.service.slow import Slow, slow_service

RENT = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"
MOULD = "Wat is er in Lindewaard afgesproken over vocht en schimmel?"


@pytest.fixture
def service(product: Product) -> Iterator[tuple[str, Slow]]:
    with slow_service(product) as found:
        yield found


@contextmanager
def curl(address: str, question: str) -> Iterator[IO[str]]:
    """What curl prints while it asks a question, line by line."""
    program = shutil.which("curl")
    if not program:
        pytest.skip("curl is not installed")
    command = [program, "-sN", f"{address}/v1/chat", "--json", json.dumps({"vraag": question})]
    command += ["-H", "Accept: text/event-stream"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout
        finally:
            process.terminate()


def event(lines: IO[str]) -> tuple[str, dict[str, Any]]:
    """The next event."""
    name, data = "", {}
    while line := lines.readline().rstrip("\n"):
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = json.loads(line.removeprefix("data: "))
    return name, data


def test_curl_shows_each_event_while_the_next_is_still_being_made(service: tuple[str, Slow]) -> None:
    address, slow = service
    with curl(address, MOULD) as lines:
        seen: list[str] = []
        while not seen or seen[-1] != "klaar":
            slow.let(MOULD)  # the line is read before the next event may be made
            name, _ = event(lines)
            seen.append(name)
        assert seen[0] == "begrepen"
        assert seen.count("zin") >= 2
        assert seen.index("bronnen") < seen.index("zin")
        assert lines.read() == ""


def test_two_streams_at_once_each_get_their_own_answer(service: tuple[str, Slow]) -> None:
    address, slow = service
    with curl(address, RENT) as rent, curl(address, MOULD) as mould:
        slow.let(RENT)
        assert event(rent)[1]["begrepenAls"] == RENT
        slow.let(MOULD, 100)  # the second one is done while the first one waits
        told: list[tuple[str, dict[str, Any]]] = []
        while not told or told[-1][0] != "klaar":
            told.append(event(mould))
        assert "schimmel" in told[-1][1]["tekst"]
        assert RENT not in slow.finished
        slow.let(RENT, 100)
        told = []
        while not told or told[-1][0] != "klaar":
            told.append(event(rent))
        assert "3,5%" in told[-1][1]["tekst"]


def test_a_reader_that_goes_away_stops_the_work_and_nothing_is_kept(
    service: tuple[str, Slow], tmp_path: Path
) -> None:
    address, slow = service
    with httpx.stream(
        "POST",
        f"{address}/v1/chat",
        json={"vraag": RENT},
        headers={"Accept": "text/event-stream"},
        timeout=60,
    ) as response:
        slow.let(RENT)
        assert next(response.iter_lines()) == "event: begrepen"
    assert slow.stops(RENT)
    assert not any(b"Lindewaard" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_silent_stream_is_kept_alive_by_comments(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "kept_alive", lambda events: keep_alive.kept_alive(events, 0.05))
    with slow_service(product) as (address, slow), curl(address, RENT) as lines:
        assert [lines.readline() for _ in range(4)] == [": ping\n", "\n"] * 2
        slow.let(RENT, 100)
        rest = lines.read()
        assert "event: begrepen" in rest
        assert "event: klaar" in rest


def test_a_failure_while_nothing_was_said_yet_is_an_event_and_ends_the_stream(product: Product) -> None:
    failing = replace(product, assistant=Failing("geheime vraag"))  # type: ignore[arg-type]
    with slow_service(failing) as (address, _), curl(address, RENT) as lines:
        name, problem = event(lines)
        assert (name, problem["status"]) == ("fout", 500)
        assert "geheime" not in str(problem)
        assert lines.read() == ""
