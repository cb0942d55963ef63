"""The product as somebody at a terminal has it: real processes, real files, the bundled library."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from pypdfium2 import PdfDocument
from typer.testing import CliRunner

import afsprakenwijzer
import corpus.documents

BUNDLED = Path(corpus.documents.__path__[0])
Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "afsprakenwijzer"]


@pytest.fixture
def run(data_copy: Path) -> Run:
    """Run the command over a library of its own."""

    def execute(
        *arguments: str | Path, status: int = 0, data: Path = data_copy
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env={**os.environ, "AFSPRAKENWIJZER_DATA": str(data), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == status, (
            f"{done.args} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    return execute


@pytest.fixture
def service(data_copy: Path) -> Iterator[str]:
    """The address of a running service over a library of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "AFSPRAKENWIJZER_DATA": str(data_copy), "AFSPRAKENWIJZER_PORT": str(port)}
    process = subprocess.Popen([*COMMAND, "serve"], env=environment, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert f"staat klaar op {address}" in said
    assert process.returncode == 0, said


def _wait_until_ready(address: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
        try:
            if httpx.get(f"{address}/gereed").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail("the service was not ready in time")


def _answer(run: Run, question: str, *more: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run("ask", question, *more, "--json").stdout)
    return answer


def test_a_question_about_a_number_in_an_agreement_is_answered_with_the_page_that_says_it(run: Run) -> None:
    answer = _answer(run, "hoeveel mag de huur in lindewaard omhoog in 2026?")
    assert answer["status"] == "beantwoord"
    assert "3,5" in str(answer["tekst"])
    source = answer["bronnen"][0]  # type: ignore[index]
    assert source["document"]["id"] == "lindewaard-prestatieafspraken-2024-2027"
    with PdfDocument(BUNDLED / "lindewaard-prestatieafspraken-2024-2027.pdf") as pdf:
        page = pdf[source["paginaVan"] - 1].get_textpage().get_text_range()
    printed = re.sub(r"[\s\ufffe]+", "", page)
    assert re.sub(r"\s+", "", source["citaat"]) in printed


def test_an_answer_in_a_terminal_names_its_sources_and_pages(run: Run) -> None:
    shown = run("ask", "hoeveel mag de huur in lindewaard omhoog in 2026?").stdout
    assert "[1]" in shown
    assert "geldend" in shown
    assert re.search(r"pagina \d+", shown)


def test_search_in_a_terminal_shows_passages_with_their_place(run: Run) -> None:
    shown = run("search", "EFG-labels", "--gemeente", "Lindewaard").stdout
    assert "EFG" in shown
    assert "/v1/documenten/lindewaard" in shown


def test_a_changed_document_answers_with_its_new_text_and_a_removed_one_is_gone(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "eigen"
    folder.mkdir()
    file = folder / "wasruimte.md"
    file.write_text("# Wasruimte\n\nDe wasruimte in De Kiekendief is open van 8 tot 20 uur.\n", "utf-8")
    first = json.loads(run("ingest", folder, "--json").stdout)
    assert [row["outcome"] for row in first["documents"]] == ["added"]
    assert "20 uur" in str(_answer(run, "hoe laat is de wasruimte in De Kiekendief open?")["tekst"])
    assert [row["outcome"] for row in json.loads(run("ingest", folder, "--json").stdout)["documents"]] == [
        "unchanged"
    ]

    file.write_text("# Wasruimte\n\nDe wasruimte in De Kiekendief is open van 9 tot 22 uur.\n", "utf-8")
    assert [row["outcome"] for row in json.loads(run("ingest", folder, "--json").stdout)["documents"]] == [
        "replaced"
    ]
    changed = str(_answer(run, "hoe laat is de wasruimte in De Kiekendief open?")["tekst"])
    assert "22 uur" in changed
    assert "20 uur" not in changed

    file.unlink()
    pruned = json.loads(run("ingest", folder, "--prune", "--json").stdout)
    assert [row["outcome"] for row in pruned["documents"]] == ["removed"]
    gone = _answer(run, "hoe laat is de wasruimte in De Kiekendief open?")
    assert gone["status"] == "nietGevonden"
    assert gone["bronnen"] == []


def test_a_broken_file_is_reported_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stuk.pdf").write_bytes(b"%PDF-1.7\nniets")
    (tmp_path / "goed.txt").write_text("De speeltuin in Hazelrode krijgt een nieuwe glijbaan.", "utf-8")
    done = run("ingest", tmp_path / "stuk.pdf", tmp_path / "goed.txt", "--json", status=1)
    assert {Path(row["path"]).name: row["outcome"] for row in json.loads(done.stdout)["documents"]} == {
        "goed.txt": "added",
        "stuk.pdf": "rejected",
    }


def test_documents_are_listed_shown_and_removed(run: Run) -> None:
    listing = json.loads(run("documents", "list", "--json").stdout)
    assert listing["totaal"] == len(listing["documenten"]) >= 20
    name = "lindewaard-prestatieafspraken-2020-2023"
    assert "verlopen" in run("documents", "show", name).stdout
    assert json.loads(run("documents", "remove", name, "--json").stdout) == {"removed": [name]}
    run("documents", "remove", name, status=1)
    after = json.loads(run("documents", "list", "--json").stdout)
    assert after["totaal"] == listing["totaal"] - 1


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield str(taken.getsockname()[1])


def test_wrong_use_and_what_cannot_run_have_their_own_exit_status(
    run: Run, tmp_path: Path, taken_port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ask", status=2)
    run("ingest", status=2)
    assert "AFSPRAKENWIJZER_PORT" in run("serve", "--port", taken_port, status=3).stderr
    monkeypatch.setenv("AFSPRAKENWIJZER_EMBEDDING", str(tmp_path / "geen-model"))
    assert "geen-model" in run("ask", "hallo", status=3).stderr
    monkeypatch.setenv("AFSPRAKENWIJZER_TODAY", "gisteren")
    assert "today" in run("ask", "hallo", status=3).stderr


def test_other_commands_go_through_the_running_service(run: Run, service: str, tmp_path: Path) -> None:
    file = tmp_path / "fietsenstalling.txt"
    file.write_text("De fietsenstalling in Hazelrode krijgt in 2027 veertig nieuwe plekken.", "utf-8")
    run("ingest", file)
    question = "hoeveel plekken krijgt de fietsenstalling in Hazelrode?"
    answer = httpx.post(f"{service}/v1/chat", json={"vraag": question}, timeout=60).json()
    assert "veertig" in answer["tekst"]
    assert "veertig" in str(_answer(run, question)["tekst"])
    assert "Chroma" not in run("doctor").stdout
    listed = json.loads(run("documents", "list", "--json").stdout)["documenten"]
    name = next(document["id"] for document in listed if document["id"].startswith("fietsenstalling"))
    run("documents", "remove", name)
    gone = httpx.post(f"{service}/v1/chat", json={"vraag": question}, timeout=60).json()
    assert gone["status"] == "nietGevonden"
    assert "in gebruik" in run("documents", "reindex", status=3).stderr


def test_serving_an_empty_folder_first_fills_it_with_the_bundled_library(tmp_path: Path) -> None:
    environment = {**os.environ, "AFSPRAKENWIJZER_DATA": str(tmp_path / "leeg"), "AFSPRAKENWIJZER_PORT": "0"}
    process = subprocess.Popen([*COMMAND, "serve"], env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    seen: list[str] = []
    for line in process.stderr:
        seen.append(line)
        if "staat klaar op" in line:
            break
    address = re.search(r"http://[\d.]+:\d+", seen[-1] if seen else "")
    assert address, seen
    listing = httpx.get(f"{address[0]}/v1/documenten").json()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert listing["totaal"] >= 20


def test_nothing_slow_is_imported_on_the_default_path() -> None:
    program = """
import sys
import afsprakenwijzer, assistant.serving, assistant.client, ingest.pipeline, corpus.embedding
from assistant.answering.pipeline import Assistant
heavy = {"torch", "transformers", "sentence_transformers", "langchain", "langchain_openai", "langchain_huggingface"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_is_there_for_every_command(run: Run) -> None:
    commands: Sequence[tuple[str, ...]] = [
        ("serve",), ("ask",), ("search",), ("ingest",), ("doctor",), ("prepare-model",), ("export-model",),
        ("documents", "list"), ("documents", "show"), ("documents", "remove"), ("documents", "reindex"),
        ("eval", "run"), ("eval", "score"), ("eval", "check"), ("eval", "retrieval"),
    ]  # fmt: skip
    for command in commands:
        shown = CliRunner().invoke(afsprakenwijzer.cli, [*command, "--help"])
        assert shown.exit_code == 0
        assert "Usage" in shown.output


def test_the_page_of_settings_is_what_the_command_prints() -> None:
    page = (Path(afsprakenwijzer.__file__).parent / "docs/settings.md").read_text("utf-8")
    assert CliRunner().invoke(afsprakenwijzer.cli, ["settings"]).output == page
