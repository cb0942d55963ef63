"""The real product asked a question set over its public API, in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

import eval.questions
from assistant.client import service_or_app
from corpus.embedding import Embedder
from corpus.settings import LibrarySettings
from eval.asking.targets import Target
from eval.check import check
from eval.questions import load_questions
from eval.runs import run

FIRST = Path(eval.questions.__file__).parent / "questions" / "tuning" / "first.jsonl"


@pytest.fixture
def app(data_copy: Path, embedder: Embedder) -> Iterator[FastAPI]:
    with service_or_app(LibrarySettings(data=data_copy), lambda: embedder) as found:
        assert isinstance(found, FastAPI)
        yield found


def test_the_first_set_fits_the_bundled_documents_and_every_answer_can_be_scored(
    app: FastAPI, tmp_path: Path
) -> None:
    assert check([FIRST], app=app) == []
    outcome = run([FIRST], tmp_path / "out", Target(app=app))
    assert outcome.failed == ()
    assert outcome.answered == len(load_questions([FIRST]))
    assert outcome.scores is not None
    verbatim = outcome.scores["checks"]["verbatim"]
    assert verbatim["right"] == verbatim["of"] > 0
    assert (tmp_path / "out" / "report.html").is_file()
