"""The measurement of answers: what it counts, and that it runs against a real service."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings
from eval.bench_answers import Timed, figures, main

QUESTIONS: list[dict[str, object]] = [
    {"id": "een", "persona": "huurder", "question": "hoeveel mag de huur in lindewaard omhoog in 2026?"},
    {
        "id": "twee",
        "persona": "beleid",
        "history": ["hoeveel mag de huur in lindewaard omhoog in 2026?"],
        "question": "en in 2027?",
    },
    {"id": "drie", "persona": "huurder", "question": "hoeveel laadpalen komen er in zilverdam?"},
]


@pytest.fixture
def address(data_copy: Path, embedder: Embedder) -> Iterator[str]:
    settings = LibrarySettings(data=data_copy)
    state = ServiceState(ServiceSettings(port=0))
    with own(settings, embedder.fingerprint) as library, socket.create_server(("127.0.0.1", 0)) as listener:
        product = assemble(library, embedder, settings)
        state.open(product)
        running = server(create_app(state), state.settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        running.should_exit = True
        thread.join(20)
        product.conversations.close()


def test_a_running_service_is_measured_and_keeps_nothing_of_it(
    address: str, data_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "set.jsonl"
    asked.write_text(
        "\n".join(json.dumps({**entry, "expect": {"status": "beantwoord"}}) for entry in QUESTIONS), "utf-8"
    )
    assert main([str(asked), "--against", address, "--rounds", "2", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    statuses = result["statuses"]
    assert {name: row["answers"] for name, row in statuses.items()} == {
        "alle": 6,
        "beantwoord": 4,
        "nietGevonden": 2,
    }
    assert statuses["nietGevonden"]["first"] == {}
    assert 0 < statuses["beantwoord"]["first"]["p50"] <= statuses["beantwoord"]["whole"]["p95"]
    assert sum(result["shares"].values()) == pytest.approx(1)
    assert "zoeken" in result["shares"]
    assert b"laadpalen" not in (data_copy / "conversations.db").read_bytes()


def test_the_share_of_a_step_is_of_all_time_and_the_whole_does_not_count_as_one() -> None:
    timed = [
        Timed("beantwoord", 50.0, 100.0, 20.0, {"zoeken": 30, "citeren": 10, "totaal": 40}),
        Timed("nietGevonden", None, 60.0, 20.0, {"zoeken": 60, "totaal": 60}),
    ]
    result = figures(timed)
    assert result["shares"] == {"zoeken": 0.9, "citeren": 0.1}
    assert result["ratios"]["search"]["first"]["p50"] == 2.5
    assert result["ratios"]["search"]["whole"]["p50"] == 4.0
    assert result["ratios"]["retrieval"]["whole"]["p50"] == pytest.approx(80 / 45)


def test_without_a_service_it_says_how_to_start_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--against", "http://127.0.0.1:9", "--rounds", "1"]) == 3
    assert "afsprakenwijzer serve" in capsys.readouterr().err
