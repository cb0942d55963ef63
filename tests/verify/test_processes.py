"""Several processes at one library, and some of them killed: who waits says so, and nothing is half visible."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from corpus.doctor import examine
from corpus.embedding import Embedder
from corpus.owner import current_owner, own
from corpus.settings import LibrarySettings
from tests.verify.material import write_after, write_before

_COMMAND = [sys.executable, "-m", "afsprakenwijzer"]
_OWNER = """
import sys
from pathlib import Path
from corpus.owner import own
from corpus.settings import LibrarySettings
with own(LibrarySettings(data=Path(sys.argv[1])), sys.argv[2]):
    print("owned", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    write_before(tmp_path / "stukken", 40, 1)
    return tmp_path / "stukken"


def environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "AFSPRAKENWIJZER_DATA": str(data),
        "AFSPRAKENWIJZER_PORT": "0",
        "AFSPRAKENWIJZER_BATCH_PASSAGES": "4",
    }


def ingest(documents: Path, data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*_COMMAND, "ingest", str(documents), "--json"],
        env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@contextmanager
def service(data: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running service and its address."""
    process = subprocess.Popen([*_COMMAND, "serve"], env=environment(data), stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said = ""
        while "staat klaar op" not in said:
            said = process.stderr.readline()
            assert said, "the service did not start"
        yield process, next(word for word in said.split() if word.startswith("http://"))
    finally:
        process.terminate()
        process.communicate(timeout=60)


def wait_until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not met():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def listed(address: str) -> int:
    return int(httpx.get(f"{address}/v1/documenten").json()["totaal"])


@pytest.fixture
def filled(data: Path, documents: Path) -> Path:
    """The library after an ingestion; the folder has changed since."""
    process = ingest(documents, data)
    process.communicate(timeout=300)
    assert process.returncode == 0
    write_after(documents, 40, 1)
    return data


def test_a_second_process_waits_for_the_first_and_says_for_whom(
    data: Path, documents: Path, embedder: Embedder
) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(data), embedder.fingerprint],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert first.stdout
    assert first.stdout.readline() == "owned\n"
    second = ingest(documents, data)
    assert second.stderr
    said = ""
    while "in gebruik door" not in said:
        said = second.stderr.readline()
        assert said, "the second run ended without waiting"
    assert f"proces {first.pid}" in said
    first.communicate("\n", timeout=60)
    printed, _ = second.communicate(timeout=300)
    assert second.returncode == 0
    assert {row["outcome"] for row in json.loads(printed)["documents"]} == {"added"}


def test_an_ingestion_whose_service_is_killed_ends_with_a_message_and_leaves_nothing_half(
    filled: Path, documents: Path, embedder: Embedder
) -> None:
    with service(filled) as (serving, address):
        before = listed(address)
        running = ingest(documents, filled)
        wait_until(lambda: listed(address) > before)
        serving.send_signal(signal.SIGKILL)
        _, said = running.communicate(timeout=120)
    assert running.returncode == 3, said
    assert "antwoordt niet meer" in said
    settings = LibrarySettings(data=filled)
    assert current_owner(settings) is None
    with own(settings, embedder.fingerprint) as library:
        for card in library.cards():
            assert len(library.passages_of(card.id)) == card.passage_count
    assert all(finding.ok for finding in examine(settings))


def test_a_service_outlives_an_ingestion_that_is_killed_and_takes_the_next_one(
    filled: Path, documents: Path
) -> None:
    with service(filled) as (_, address):
        before = listed(address)
        running = ingest(documents, filled)
        wait_until(lambda: listed(address) > before)
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        assert httpx.get(f"{address}/gereed").status_code == 200
        found = httpx.post(f"{address}/v1/passages/_zoek", json={"zoekvraag": "huur"}, timeout=60)
        assert found.json()["totaal"] > 0
        again = ingest(documents, filled)
        printed, said = again.communicate(timeout=300)
        assert again.returncode == 0, said
        outcomes = {row["outcome"] for row in json.loads(printed)["documents"]}
        assert outcomes <= {"added", "replaced", "unchanged"}
        assert "unchanged" in outcomes
    assert all(finding.ok for finding in examine(LibrarySettings(data=filled)))
