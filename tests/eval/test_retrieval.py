"""A small set with known answers through the real ingestion, library, embedding model and retriever."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from corpus.embedding import Embedder
from corpus.settings import LibrarySettings
from eval.retrieval import STAGES, evaluate_retrieval, show_retrieval, store_result

DOCUMENTS = {
    "bod": ('Het "bod" 🏠', "De corporatie stuurt haar bod voor 1 juli aan gemeente en huurdersorganisatie."),
    "huur": ("", "De huren van sociale huurwoningen stijgen met ten hoogste 3,5 procent per jaar."),
    "schimmel": ("", "Meldingen over vocht en schimmel worden binnen tien werkdagen onderzocht."),
    "bouw": ("Nieuwbouw", "Tot en met 2027 worden 120 nieuwe woningen gebouwd aan de Havenweg."),
    "kopie": ("", "Meldingen over vocht en schimmel worden binnen tien werkdagen onderzocht."),
}
QUERIES = {
    "q1": ("Wanneer moet het bod bij de gemeente zijn?", ["bod"]),
    "q2": ("Wat gebeurt er als ik vocht of schimmel meld?", ["schimmel", "kopie"]),
    "q3": ("Hoeveel nieuwe woningen komen er aan de Havenweg?", ["bouw"]),
    "q4": ("Wie zorgt er voor het weer?", []),
}


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    folder = tmp_path / "klein"
    folder.mkdir()
    documents = [{"_id": key, "title": title, "text": text} for key, (title, text) in DOCUMENTS.items()]
    queries = [{"_id": key, "text": text} for key, (text, _) in QUERIES.items()]
    judged = [f"{key}\t{document}\t1" for key, (_, found) in QUERIES.items() for document in found]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)), "utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    (folder / "qrels.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]), "utf-8")
    return folder


def test_a_set_is_measured_per_stage_in_a_library_that_is_thrown_away(
    small_set: Path, tmp_path: Path, embedder: Embedder
) -> None:
    settings = LibrarySettings(data=tmp_path / "own", catalogue_url="sqlite:////nowhere/catalogue.db")
    heard: list[tuple[str, int, int]] = []
    result = evaluate_retrieval(
        small_set,
        settings=settings,
        embedder=embedder,
        ablations=True,
        on_progress=lambda *progress: heard.append(progress),
    )
    assert (result["set"], result["queries"], result["leftOut"]) == ("klein", 3, 1)
    assert (result["documents"], result["rejected"]) == (5, 0)
    assert [stage["name"] for stage in result["stages"]] == list(STAGES)
    served = result["stages"][-1]
    # Two documents answer the second question, and only one of them can be first.
    assert served["recall@1"]["value"] == pytest.approx((1 + 0.5 + 1) / 3, abs=1e-4)
    assert served["recall@5"]["value"] == 1
    assert served["MRR@10"]["value"] == 1
    assert served["recall@1"]["low"] <= served["recall@1"]["value"] <= served["recall@1"]["high"]
    assert 0 < served["queryMs"]["p50"] <= served["queryMs"]["p95"]
    between = {stage["name"]: stage for stage in result["ablations"]}
    assert {"terms", "terms + expansion", "fused", "fused + expansion"} < set(between)
    assert between["all"]["nDCG@10"] == served["nDCG@10"]
    assert ("ingest", 5, 5) in heard
    assert heard[-1] == ("queries", 3, 3)
    assert not (tmp_path / "own").exists()

    path = store_result(result, tmp_path / "runs")
    assert json.loads(path.read_text("utf-8")) == result
    console = Console(width=160)
    with console.capture() as shown:
        show_retrieval(console, result)
    assert "83.3" in shown.get()
    assert "terms + expansion" in shown.get()
