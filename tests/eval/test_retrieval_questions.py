"""How high the right page ranks for questions, in the real library with invented municipalities."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings
from eval.retrieval_questions import STAGES, evaluate_questions


def _question(key: str, text: str, document: str | None, page: int = 1) -> dict[str, object]:
    gold = [{"document": document, "page": page, "quote": "huur"}] if document else []
    status = "beantwoord" if document else "nietGevonden"
    return {
        "id": key,
        "persona": "huurder",
        "question": text,
        "expect": {"status": status, "passages": gold},
    }


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    agreement = "Prestatieafspraken Lindewaard 2024–2027"
    asked = [
        _question("huur", "Hoeveel mag de huur omhoog in Lindewaard per 1 juli 2026?", agreement, 6),
        _question("ver", "Hoeveel mag de huur omhoog in Lindewaard?", agreement, 1),
        _question("weg", "Wat staat er in het rapport?", "Een rapport dat er niet is"),
        _question("zee", "Hoe diep is de zee?", None),
    ]
    path = tmp_path / "vragen.jsonl"
    path.write_text("\n".join(map(json.dumps, asked)), "utf-8")
    return path


def test_a_page_ranks_by_its_best_passage_and_what_cannot_be_measured_is_counted(
    questions: Path, data_copy: Path, embedder: Embedder
) -> None:
    with own(LibrarySettings(data=data_copy), embedder.fingerprint) as library:
        result = evaluate_questions([questions], library=library, embedder=embedder, today=date(2026, 11, 23))
    assert (result["queries"], result["leftOut"], result["missing"]) == (2, 1, 1)
    assert [stage["name"] for stage in result["stages"]] == list(STAGES)
    weighed = result["stages"][-1]
    # The rule is found; the title page, which only names the agreement, is not what answers the other question.
    assert weighed["recall@5"]["value"] == 0.5
    assert weighed["recall@1"]["value"] <= weighed["recall@5"]["value"]
