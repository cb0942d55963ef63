"""The benchmark of retrieval, small: libraries grow out of smaller ones, and what it finds wrong can be seen."""

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Filters, Hit
from corpus.settings import LibrarySettings
from eval import bench_library
from eval.bench_library import PASSAGES, Material, document, library_of, material
from eval.bench_retrieval import bench, measure, questions, show

TEXTS = [f"In {place} komen {n} woningen." for n in range(3, 13) for place in ("Lindewaard", "Zilverdam")]


def quiet(what: str, done: int, total: int) -> None:
    """Nobody to tell."""


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_library, "_passages", lambda: iter(TEXTS))


@pytest.mark.usefixtures("texts")
def test_a_small_run_measures_every_size_and_finds_that_filters_lose_nothing(tmp_path: Path) -> None:
    results = bench([3 * PASSAGES, PASSAGES], tmp_path, real=20, most=4, tell=quiet)
    assert [one["passages"] for one in results] == [PASSAGES, 3 * PASSAGES]
    for one in results:
        assert one["questions"] == 4
        assert set(one["ratios"]) == {"municipality", "years"}
        assert one["retrievalMs"]["years"]["p95"] > 0
        assert one["recall"]["municipality"] == one["recall"]["years"] == {"at10": 1.0, "at50": 1.0}
        assert one["recall"]["unfiltered"]["at10"] > 0.9
    written = io.StringIO()
    show(results, Console(file=written, width=120))
    assert "zonder filter" in written.getvalue()
    assert "Geheugen per 100.000 passages" in written.getvalue()


@pytest.mark.usefixtures("texts")
def test_a_filter_that_loses_something_is_seen(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = library_of(2 * PASSAGES, material(embedder, 20, tmp_path, quiet), tmp_path, quiet)
    searched = Library.search_vectors

    def losing(self: Library, vector: object, k: int, filters: Filters, **_: object) -> list[Hit]:
        return searched(self, vector, k, filters)[1:]  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "search_vectors", losing)
    recall = measure(data, questions(2))["recall"]
    assert recall["years"]["at10"] == pytest.approx(0.9)


@pytest.mark.usefixtures("texts")
def test_a_library_grows_out_of_a_smaller_one_and_is_kept(tmp_path: Path, embedder: Embedder) -> None:
    made_of = material(embedder, 20, tmp_path, quiet)
    small = library_of(PASSAGES, made_of, tmp_path, quiet)
    told: list[int] = []
    large = library_of(2 * PASSAGES + 10, made_of, tmp_path, lambda what, done, total: told.append(done))
    assert told == [2 * PASSAGES + 10]
    library = Library(LibrarySettings(data=large), embedder.fingerprint)
    assert library.coverage().passages == 2 * PASSAGES + 10
    library.close()
    told.clear()
    assert library_of(PASSAGES, made_of, tmp_path, lambda what, done, total: told.append(done)) == small
    assert material(embedder, 20, tmp_path, lambda what, done, total: told.append(done)).texts == tuple(TEXTS)
    assert told == []


def test_copies_are_near_their_originals_and_not_the_same() -> None:
    chance = np.random.default_rng(99)
    rows = chance.standard_normal((PASSAGES, 384), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts = tuple(" ".join(f"woord{number}{part}" for part in range(30)) for number in range(PASSAGES))
    made_of = Material(texts, rows, "test-model/3")
    real, copy = document(0, PASSAGES, made_of), document(1, PASSAGES, made_of)
    assert [passage.text for passage in real.edition.passages] == list(texts)
    np.testing.assert_allclose(real.vectors, rows, atol=1e-6)
    cosines = (copy.vectors * rows).sum(axis=1)
    assert 0.9 < cosines.mean() < 0.99
    same = [a.text == b.text for a, b in zip(real.edition.passages, copy.edition.passages, strict=True)]
    assert sum(same) < PASSAGES / 2
    np.testing.assert_array_equal(document(1, PASSAGES, made_of).vectors, copy.vectors)


def test_there_are_two_hundred_questions_where_the_shared_data_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(set(questions(150))) > 140
    monkeypatch.setenv("AFSPRAKENWIJZER_SHARED_DATA", "nowhere")
    assert len(questions(500)) > 150
