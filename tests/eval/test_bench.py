"""The benchmark: what both pipelines get, what the product's side measures, and what is called reached."""

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.embedding import Embedder
from eval import bench
from eval.bench_material import bundled_texts, queries_of, texts_of
from eval.bench_worker import ours


def test_without_shared_data_the_text_is_made_of_the_bundled_documents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AFSPRAKENWIJZER_SHARED_DATA", str(tmp_path))
    bundled = bundled_texts()
    wanted = 2 * sum(map(len, bundled))
    texts = texts_of(wanted)
    assert texts[: len(bundled)] == list(bundled)
    assert sum(map(len, texts)) >= wanted
    assert len(set(texts)) == len(texts)
    assert 50 <= len(queries_of()) <= 150


def test_the_products_side_ingests_every_character_it_is_given_and_is_asked_everything(
    tmp_path: Path, embedder: Embedder
) -> None:
    texts = ["De huur stijgt met ten hoogste 3,5%.", "Het bod komt voor 1 juli."]
    job = {
        "texts": texts,
        "queries": ["Hoeveel mag de huur omhoog?", "Wanneer komt het bod?"],
        "threads": 2,
        "top": 4,
    }
    measured = ours(job, tmp_path)
    assert (measured["documents"], measured["passages"]) == (2, 2)
    assert measured["characters"] == sum(map(len, texts))
    assert measured["processorSeconds"] > 0
    assert 0 < measured["modelSeconds"] < measured["ingestSeconds"]
    assert 0 < measured["queryMs"]["p50"] <= measured["queryMs"]["p95"]


def test_a_pipeline_that_cannot_run_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "to_sentence_transformers", lambda folder: None)
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert bench.main(["--characters", "1000", "--repeats", "1"]) == 3


def figures(speed: float, p50: float, share: float | None) -> dict[str, Any]:
    return {
        "characters": 1000, "charactersPerSecond": speed, "ingestSeconds": 1.0, "processorSeconds": 2.0,
        "loadSeconds": 1.0,
        "peakMb": 300, "queryP50": p50, "queryP95": 2 * p50, "passages": 1234, "modelShare": share,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("speed", "p50", "share", "missed"),
    [
        (150, 10, 0.8, []),
        (149, 10, 0.8, ["ingestion"]),
        (150, 10.1, 0.8, ["queryP50", "queryP95"]),
        (150, 10, 0.79, ["modelShare"]),
    ],
)
def test_a_bar_that_is_missed_is_said_and_ends_a_check_with_1(
    speed: float, p50: float, share: float, missed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scripted = {
        "ours": figures(speed, p50, share),
        "langchain": figures(100, 10, None),
        "files": figures(9, 10, 0.5),
    }
    monkeypatch.setattr(bench, "to_sentence_transformers", lambda folder: None)
    monkeypatch.setattr(bench, "run_once", lambda pipeline, folder, turn: scripted[pipeline])
    result = bench.bench(1_000, 1, Console(quiet=True))
    assert [bar["name"] for bar in result["bars"] if not bar["met"]] == missed
    console = Console(width=140)
    with console.capture() as shown:
        bench.show(result, console)
    assert "1.234" in shown.get()
    assert ("NIET" in shown.get()) == bool(missed)
    assert bench.main(["--characters", "1000", "--repeats", "1", "--check", "--json"]) == int(bool(missed))
