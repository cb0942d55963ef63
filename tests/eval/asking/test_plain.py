"""The plain LangChain pipeline answers over the pages of the product, read through its public API."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.client import service_or_app
from corpus.embedding import Embedder
from corpus.settings import LibrarySettings
from eval.asking.targets import Target
from eval.responses import read_responses
from eval.runs import run

pytest.importorskip("langchain_chroma")


@pytest.fixture
def app(data_copy: Path, embedder: Embedder) -> Iterator[FastAPI]:
    with service_or_app(LibrarySettings(data=data_copy), lambda: embedder) as found:
        assert isinstance(found, FastAPI)
        yield found


def test_it_gives_the_nearest_piece_with_its_page_and_what_else_it_found(
    app: FastAPI, embedder: Embedder, tmp_path: Path
) -> None:
    question = {
        "id": "een",
        "persona": "huurder",
        "question": "Hoeveel mag de huur in Lindewaard omhoog in 2026?",
        "expect": {"status": "beantwoord"},
    }
    (tmp_path / "set.jsonl").write_text(json.dumps(question) + "\n", "utf-8")
    outcome = run([tmp_path / "set.jsonl"], tmp_path / "out", Target(app=app, embeddings=embedder))
    assert outcome.failed == ()
    response = read_responses(tmp_path / "out")["een"]
    received = response.received()
    assert received is not None
    assert response.found is not None
    assert len(response.found) > 1
    assert received.bronnen[0].citaat == response.found[0].text
    assert outcome.scores is not None
    assert outcome.scores["cases"][0]["checks"]["verbatim"] is True
    assert outcome.scores["run"]["system"] == "langchain"
