"""Known questions are stored with their edition, found by those who ask alike, and go when it goes."""

import io
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus import packed
from corpus.edition import FinishedEdition
from corpus.embedding import Embedder
from corpus.embedding.contract import Vectors
from corpus.known_question import KnownHit, KnownQuestion
from corpus.library import Library
from corpus.model import Filters, Kind, Period, Stage, Status
from corpus.owner import open_store, own
from corpus.reindex import reindex
from corpus.settings import LibrarySettings
from corpus.terms import Terms
from tests.corpus.conftest import vectors_for

MODEL = "test-model/3"
MakeEdition = Callable[..., FinishedEdition]


def with_questions(finished: FinishedEdition, *asked: Sequence[str], version: str = "") -> FinishedEdition:
    """The edition with the questions that the whole text of each passage answers; `version` makes it another one."""
    edition = finished.edition
    known = tuple(
        KnownQuestion(passage.ordinal, 0, len(passage.text), text)
        for passage, texts in zip(edition.passages, asked, strict=False)
        for text in texts
    )
    if version:
        name = f"{edition.document_id}.{version}"
        passages = tuple(replace(one, id=f"{name}.{one.ordinal}") for one in edition.passages)
        edition = replace(edition, id=name, fingerprint=version, passages=passages)
    vectors = vectors_for(*(one.text for one in known)) if known else None
    return replace(finished, edition=replace(edition, questions=known), question_vectors=vectors)


def nearest(library: Library, text: str, k: int = 1, filters: Filters = Filters()) -> list[KnownHit]:  # noqa: B008
    return library.search_questions(vectors_for(text)[0], k, filters, today=date(2026, 11, 23))


def same(library: Library, text: str, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    """The passages that are known to answer this very question."""
    return [hit.passage_id for hit in nearest(library, text, 50, filters) if hit.score > 0.9999]


@pytest.fixture
def afspraken(make_edition: MakeEdition) -> FinishedEdition:
    return with_questions(
        make_edition("afspraken", "De huur stijgt met 3%.", "Er komen 90 woningen.", "Dit vraagt niemand."),
        ("gaat mijn huur omhoog",),
        ("hoeveel duurder wordt het", "wordt er gebouwd 'één' \U0001f3e0"),
    )


def test_what_was_stored_comes_back_to_the_letter(library: Library, afspraken: FinishedEdition) -> None:
    library.put(afspraken)
    edition = afspraken.edition
    found = [list(library.questions_of(passage.id)) for passage in edition.passages]
    assert found == [list(edition.questions[:1]), list(edition.questions[1:]), []]
    assert list(library.questions_of("nergens.0")) == []
    assert list(library.questions_of(f"{edition.id}.99")) == []


def test_the_nearest_questions_name_the_passage_and_the_sentence_that_answer_them(
    library: Library, afspraken: FinishedEdition
) -> None:
    library.put(afspraken)
    passage = afspraken.edition.passages[0]
    hits = nearest(library, "gaat mijn huur omhoog", 10)
    assert tuple(hits[0])[:3] == (passage.id, 0, len(passage.text))
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
    assert len(hits) == 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert nearest(library, "gaat mijn huur omhoog", 1) == hits[:1]
    assert nearest(library, "gaat mijn huur omhoog", 0) == []


def nearness(text: str, asked: Sequence[str]) -> float:
    """Between the nearest question and the mean of the five nearest."""
    cosines = sorted((vectors_for(*asked) @ vectors_for(text)[0]).tolist(), reverse=True)
    return float((cosines[0] + np.mean(cosines[:5])) / 2)


def test_every_question_is_found_among_editions_with_many_few_and_none(
    library: Library, make_edition: MakeEdition
) -> None:
    rng = np.random.default_rng(7)
    expected: dict[str, list[str]] = {}
    for number in range(12):
        texts = [f"Zin {row} van stuk {number}." for row in range(3)]
        finished = make_edition(f"stuk-{number:02}", *texts)
        asked = [
            [f"vraag {n} bij {row} van {number}" for n in range(rng.integers(0, 9))] if number % 4 else []
            for row in range(3)
        ]
        library.put(with_questions(finished, *asked))
        for passage, some in zip(finished.edition.passages, asked, strict=True):
            expected |= {passage.id: some} if some else {}
    assert {len(some) for some in expected.values()} >= {1, 5, 8}
    every = nearest(library, "iets", 1000)
    assert {hit.passage_id: pytest.approx(hit.score, abs=1e-5) for hit in every} == {
        name: nearness("iets", some) for name, some in expected.items()
    }
    assert nearest(library, "iets", 7) == every[:7]


def test_a_library_without_questions_finds_none(library: Library, make_edition: MakeEdition) -> None:
    assert nearest(library, "iets") == []
    finished = make_edition("afspraken", "De huur stijgt.")
    library.put(finished)
    assert nearest(library, "iets") == []
    assert list(library.questions_of(finished.edition.passages[0].id)) == []


def test_a_filter_leaves_only_questions_of_what_passes(library: Library, make_edition: MakeEdition) -> None:
    signed = {"stage": Stage.ONDERTEKEND, "kind": Kind.PRESTATIEAFSPRAKEN}
    described: dict[str, dict[str, object]] = {
        "oud": {"municipalities": ("Lindewaard",), "period": Period(2020, 2023), **signed},
        "nieuw": {"municipalities": ("Lindewaard",), "period": Period(2024, 2027), **signed},
        "elders": {"municipalities": ("Oosterveen",), "period": Period(2025, 2028), **signed},
    }
    for name, about in described.items():
        library.put(
            with_questions(make_edition(name, f"Huur van {name}.", **about), ("gaat mijn huur omhoog",))
        )

    def only(**wanted: object) -> list[str]:
        found = same(library, "gaat mijn huur omhoog", Filters(**wanted))  # type: ignore[arg-type]
        return sorted(passage_id.split(".")[0] for passage_id in found)

    assert only() == ["elders", "nieuw", "oud"]
    assert only(municipalities=("Lindewaard",)) == ["nieuw", "oud"]
    assert only(statuses=(Status.VERLOPEN,)) == ["oud"]
    assert only(municipalities=("Lindewaard",), years=(2026,)) == ["nieuw"]
    assert only(documents=("elders",)) == ["elders"]
    assert only(municipalities=("Nergenshuizen",)) == []


def test_an_edition_with_other_questions_takes_the_place_of_the_one_before(
    library: Library, make_edition: MakeEdition
) -> None:
    plain = make_edition("afspraken", "De huur stijgt.")
    old, new = (
        with_questions(plain, ("gaat mijn huur omhoog",), version="oud"),
        with_questions(plain, ("wordt het duurder",), version="nieuw"),
    )
    library.put(old)
    assert same(library, "gaat mijn huur omhoog") == ["afspraken.oud.0"]
    library.put(new)
    assert same(library, "gaat mijn huur omhoog") == []
    assert same(library, "wordt het duurder") == ["afspraken.nieuw.0"]
    assert list(library.questions_of("afspraken.oud.0")) == []
    library.put(old)
    assert same(library, "gaat mijn huur omhoog") == ["afspraken.oud.0"]
    assert same(library, "wordt het duurder") == []


def test_an_edition_that_was_looked_for_while_it_went_is_found_when_it_is_back(
    library: Library, afspraken: FinishedEdition
) -> None:
    library.put(afspraken)
    assert same(library, "gaat mijn huur omhoog") == [afspraken.edition.passages[0].id]
    library.remove("afspraken")
    # What a search does that began before it was removed, and comes to this after.
    late = library._questions.search(vectors_for("gaat mijn huur omhoog")[0], 5, [afspraken.edition.id])
    assert late == []
    library.put(afspraken)
    assert same(library, "gaat mijn huur omhoog") == [afspraken.edition.passages[0].id]


def test_a_removed_document_leaves_no_question_to_read(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    plain = make_edition("afspraken", "Een zin.")
    library.put(with_questions(plain, ("bloeit de klaproos",), version="oud"))
    library.put(with_questions(plain, ("bloeit de korenbloem",), version="nieuw"))

    def holding(word: bytes) -> list[str]:
        files = [path for path in settings.data.rglob("*") if path.is_file()]
        return [path.name for path in files if word in path.read_bytes()]

    assert holding(b"korenbloem")
    assert library.remove("afspraken")
    assert nearest(library, "bloeit de korenbloem", 5) == []
    assert list(library.questions_of("afspraken.nieuw.0")) == []
    assert holding(b"klaproos") + holding(b"korenbloem") == []


def test_questions_are_there_when_the_library_is_opened_again(
    settings: LibrarySettings, library: Library, afspraken: FinishedEdition
) -> None:
    library.put(afspraken)
    before = nearest(library, "wordt er gebouwd", 10)
    library.close()
    with closing(Library(settings, MODEL)) as again:
        assert nearest(again, "wordt er gebouwd", 10) == before
        assert list(again.questions_of(afspraken.edition.passages[0].id)) == [afspraken.edition.questions[0]]


def test_a_crash_while_storing_leaves_the_questions_that_were_there(
    settings: LibrarySettings, make_edition: MakeEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = make_edition("afspraken", "De huur stijgt.")

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with closing(Library(settings, MODEL)) as library:
        library.put(with_questions(plain, ("gaat mijn huur omhoog",), version="oud"))
        with monkeypatch.context() as patch:
            patch.setattr(Terms, "add", end)
            with pytest.raises(KeyboardInterrupt):
                library.put(with_questions(plain, ("wordt het duurder",), version="nieuw"))
        assert [hit.passage_id for hit in nearest(library, "wordt het duurder", 5)] == ["afspraken.oud.0"]
    with closing(Library(settings, MODEL)) as library:
        assert [hit.passage_id for hit in nearest(library, "wordt het duurder", 5)] == ["afspraken.oud.0"]
    with closing(sqlite3.connect(settings.data / "catalogue.db")) as catalogue:
        assert catalogue.execute("SELECT edition_id FROM questions").fetchall() == [("afspraken.oud",)]


def test_a_library_made_before_there_were_questions_opens_and_takes_them(
    settings: LibrarySettings, library: Library, make_edition: MakeEdition, afspraken: FinishedEdition
) -> None:
    library.put(make_edition("bod", "Wij bieden 40 woningen aan."))
    library.close()
    with closing(sqlite3.connect(settings.data / "catalogue.db")) as catalogue:
        catalogue.execute("DROP TABLE questions")
        catalogue.commit()
    with closing(Library(settings, MODEL)) as older:
        assert older.search_terms("woning", 5)
        assert nearest(older, "gaat mijn huur omhoog") == []
        older.put(afspraken)
        assert same(older, "gaat mijn huur omhoog") == [afspraken.edition.passages[0].id]


class _Other(Embedder):
    """Another embedding model: vectors of five numbers, other ones for a question than for a passage."""

    fingerprint, dimension, max_tokens = "other/5", 5, 100

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return np.tile(np.eye(1, 5, 0, dtype=np.float32), (len(texts), 1))

    def query_vector(self, text: str) -> Vectors:
        self.asked.append(text)
        first = np.append(vectors_for(text)[0], (0.0, 0.0))
        return np.asarray(first, np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


def test_another_embedding_model_keeps_the_questions_and_embeds_them_as_questions(
    settings: LibrarySettings, library: Library, make_edition: MakeEdition, afspraken: FinishedEdition
) -> None:
    library.put(afspraken, make_edition("bod", "Zonder vragen."))
    library.close()
    embedder = _Other()
    reindex(settings, embedder)
    texts = [question.text for question in afspraken.edition.questions]
    assert embedder.asked == texts
    with own(settings, embedder.fingerprint) as again:
        passage = afspraken.edition.passages[0]
        assert list(again.questions_of(passage.id)) == [afspraken.edition.questions[0]]
        (best,) = again.search_questions(embedder.query_vector(texts[0]), 1)
        assert tuple(best)[:3] == (passage.id, 0, len(passage.text))
        assert best.score == pytest.approx(1.0, abs=1e-5)
    with closing(sqlite3.connect(settings.data / "catalogue.db")) as catalogue:
        models = catalogue.execute("SELECT DISTINCT embedding_model FROM questions").fetchall()
    assert models == [("other/5",)]
    embedder.asked.clear()
    reindex(settings, embedder)
    assert embedder.asked == []


def test_what_was_cut_off_goes_on_with_the_questions_that_were_not_embedded_yet(
    settings: LibrarySettings, library: Library, make_edition: MakeEdition
) -> None:
    for name in ("een", "twee"):
        library.put(with_questions(make_edition(name, f"Zin van {name}."), (f"vraag over {name}",)))
    library.close()
    embedder, whole = _Other(), _Other.query_vector

    def cut_off(text: str) -> Vectors:
        if embedder.asked:
            raise KeyboardInterrupt
        return whole(embedder, text)

    embedder.query_vector = cut_off  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        reindex(settings, embedder)
    with closing(Library(settings, MODEL)) as before:
        assert len(nearest(before, "iets", 5)) == 2
    rest = _Other()
    reindex(settings, rest)
    assert sorted(embedder.asked + rest.asked) == ["vraag over een", "vraag over twee"]
    with closing(Library(settings, rest.fingerprint)) as after:
        assert len(after.search_questions(rest.query_vector("iets"), 5)) == 2


def test_the_bundled_model_gives_many_questions_the_vectors_it_gives_each(embedder: Embedder) -> None:
    texts = ["gaat mijn huur omhoog", "wat", "hoeveel woningen worden er in vier jaar tijd gebouwd", ""]
    told: list[int] = []
    together = embedder.question_vectors(texts, told.append)
    np.testing.assert_allclose(together, [embedder.question_vector(text) for text in texts], atol=1e-5)
    assert sorted(told) == [1, 2, 3, 4]
    assert np.abs(together - embedder.embed_passages(texts)).max() > 0.01
    assert embedder.question_vectors([]).shape == (0, embedder.dimension)


def _through_a_file(*editions: packed.PackedEdition) -> list[packed.PackedEdition]:
    file = io.BytesIO()
    packed.write(editions, file)
    file.seek(0)
    return packed.read(file)


def test_a_packed_edition_has_its_questions_on_the_other_side(
    make_edition: MakeEdition, afspraken: FinishedEdition
) -> None:
    editions = [packed.pack(afspraken), packed.pack(make_edition("bod", "Zonder vragen."))]
    first, second = _through_a_file(*editions)
    assert first.edition.questions == afspraken.edition.questions
    np.testing.assert_array_equal(first.question_vectors, editions[0].question_vectors)
    assert (second.edition.questions, len(second.question_vectors)) == ((), 0)


@pytest.mark.parametrize("count", [0, 2, 4])
def test_questions_with_too_few_or_too_many_vectors_are_refused(
    afspraken: FinishedEdition, count: int
) -> None:
    wrong = np.ones((count, 3), np.float32)
    with pytest.raises(ValueError, match=f"{count} vectors, 3 questions"):
        packed.pack(replace(afspraken, question_vectors=wrong))
    with pytest.raises(ValueError, match=f"{count} vectors, 3 questions"):
        _through_a_file(replace(packed.pack(afspraken), question_vectors=wrong))


def test_questions_without_vectors_and_vectors_without_questions_are_refused(
    make_edition: MakeEdition, afspraken: FinishedEdition
) -> None:
    with pytest.raises(ValueError, match="0 vectors, 3 questions"):
        packed.pack(replace(afspraken, question_vectors=None))
    with pytest.raises(ValueError, match="1 vectors, 0 questions"):
        packed.pack(replace(make_edition("bod", "Zin."), question_vectors=vectors_for("vraag")))


@pytest.mark.parametrize("ordinal", [-1, 3, 10**9])
def test_a_question_of_a_passage_that_is_not_there_is_refused(
    afspraken: FinishedEdition, ordinal: int
) -> None:
    edition = afspraken.edition
    lost = (*edition.questions[:2], replace(edition.questions[2], ordinal=ordinal))
    with pytest.raises(ValueError, match=f"a question of passage {ordinal}"):
        packed.pack(replace(afspraken, edition=replace(edition, questions=lost)))


def test_what_is_written_without_the_part_for_questions_is_refused(afspraken: FinishedEdition) -> None:
    file, older = io.BytesIO(), io.BytesIO()
    packed.write([packed.pack(afspraken)], file)
    file.seek(0)
    with np.load(file) as parts:
        np.savez(older, **{name: parts[name] for name in parts.files if name != "0.questions"})
    older.seek(0)
    with pytest.raises(ValueError, match="no such part"):
        packed.read(older)


def test_questions_go_through_the_door_of_a_service(
    settings: LibrarySettings, afspraken: FinishedEdition
) -> None:
    with own(settings, MODEL, service="http://127.0.0.1:8000") as library:
        with open_store(settings, MODEL) as store:
            store.put(afspraken)
        assert same(library, "gaat mijn huur omhoog") == [afspraken.edition.passages[0].id]
        assert list(library.questions_of(afspraken.edition.passages[0].id)) == list(
            afspraken.edition.questions[:1]
        )
