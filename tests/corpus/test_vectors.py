"""Searching vectors: filters lose nothing, and what is gone from the catalogue is gone from memory."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest

from corpus.catalogue import Catalogue
from corpus.edition import FinishedEdition
from corpus.exact import ExactSearch, passage_id
from corpus.indexes import IndexBroken
from corpus.library import Library, catalogue_url
from corpus.model import Filters, Period
from corpus.settings import LibrarySettings
from corpus.vectors import Vectors

MakeEdition = Callable[..., FinishedEdition]
Vectors32 = npt.NDArray[np.float32]
MODEL = "test-model/3"
DAY = date(2026, 11, 23)


@pytest.fixture
def filled(library: Library, make_edition: MakeEdition) -> tuple[Library, dict[str, Vectors32]]:
    """Sixty documents in five municipalities and six years, and all vectors by passage id."""
    rows: dict[str, Vectors32] = {}
    for number, (place, year, more) in enumerate(product(range(5), range(2020, 2026), range(2))):
        texts = [f"Afspraak {number}-{part}-{more}" for part in range(1 + number % 9)]
        finished = make_edition(
            f"stuk-{number}", *texts, municipalities=(f"Gemeente {place}",), period=Period(year, year)
        )
        library.put(finished)
        for ordinal, vector in enumerate(finished.vectors):
            rows[passage_id(finished.edition.id, ordinal)] = vector
    return library, rows


@pytest.mark.parametrize(
    "filters",
    [
        Filters(municipalities=("gemeente 3",)),
        Filters(years=(2021, 2022)),
        Filters(municipalities=("Gemeente 0", "Gemeente 1"), years=(2025,)),
        Filters(years=tuple(range(2020, 2026))),
    ],
)
@pytest.mark.parametrize("k", [1, 10, 500])
def test_a_filtered_search_finds_what_a_comparison_with_every_vector_finds(
    filled: tuple[Library, dict[str, Vectors32]], filters: Filters, k: int
) -> None:
    library, rows = filled
    inside = {card.id for card in library.cards(filters, today=DAY)}
    asked = np.asarray([0.6, 0.64, 0.48], np.float32)
    cosines = {name: float(row @ asked) for name, row in rows.items() if name.rpartition(".")[0] in inside}
    hits = library.search_vectors(asked, k, filters, today=DAY)
    assert len(hits) == min(k, len(cosines))
    assert [hit.score for hit in hits] == pytest.approx(sorted(cosines.values(), reverse=True)[:k], abs=1e-6)
    assert all(hit.score == pytest.approx(cosines[hit.passage_id], abs=1e-6) for hit in hits)


def test_equal_cosines_come_in_the_same_order_every_time(library: Library, make_edition: MakeEdition) -> None:
    for name in "edcba":
        library.put(make_edition(name, "Dezelfde tekst.", municipalities=("Lindewaard",)))
    asked = np.asarray([0, 0, 1], np.float32)
    hits = library.search_vectors(asked, 5, Filters(municipalities=("Lindewaard",)))
    assert [hit.passage_id[0] for hit in hits] == list("abcde")


def test_a_search_in_nothing_or_for_nothing_finds_nothing(
    settings: LibrarySettings, filled: tuple[Library, dict[str, Vectors32]]
) -> None:
    library, rows = filled
    asked = next(iter(rows.values()))
    assert library.search_vectors(asked, 5, Filters(municipalities=("Nergenshuizen",))) == []
    assert library.search_vectors(asked, 0, Filters(years=(2021,))) == []
    assert library.search_vectors(asked, 0) == []
    with closing(Catalogue(catalogue_url(settings))) as catalogue:
        assert ExactSearch(catalogue, "other/4").search(asked, 5, [library.cards()[0].id]) == []


def test_a_replaced_edition_and_a_removed_document_are_let_go_of(
    library: Library, make_edition: MakeEdition
) -> None:
    wanted = Filters(municipalities=("Lindewaard",))
    old, new = (make_edition("stuk", text, municipalities=("Lindewaard",)) for text in ("Oud.", "Nieuw."))

    def found(vector: Vectors32) -> list[str]:
        return [hit.passage_id for hit in library.search_vectors(vector, 5, wanted)]

    library.put(old)
    assert found(old.vectors[0]) == [old.edition.passages[0].id]
    library.put(new)
    assert found(old.vectors[0]) == [new.edition.passages[0].id]
    library.put(old)
    assert found(new.vectors[0]) == [old.edition.passages[0].id]
    library.remove("stuk")
    assert found(old.vectors[0]) == []


def test_what_was_forgotten_is_no_longer_compared(
    settings: LibrarySettings, library: Library, make_edition: MakeEdition
) -> None:
    finished = make_edition("stuk", "Tekst.")
    library.put(finished)
    with closing(Catalogue(catalogue_url(settings))) as catalogue:
        exact = ExactSearch(catalogue, MODEL)
        assert len(exact.search(finished.vectors[0], 5, [finished.edition.id])) == 1
        library.remove("stuk")
        assert len(exact.search(finished.vectors[0], 5, [finished.edition.id])) == 1
        exact.forget([finished.edition.id])
        assert exact.search(finished.vectors[0], 5, [finished.edition.id]) == []


def test_passages_must_be_called_after_their_place(library: Library, make_edition: MakeEdition) -> None:
    finished = make_edition("stuk", "Een.", "Twee.")
    passages = finished.edition.passages
    object.__setattr__(finished.edition, "passages", (passages[1], passages[0]))
    with pytest.raises(ValueError, match="passage 0 of"):
        library.put(finished)
    assert library.cards() == []


def test_vectors_that_only_the_index_has_come_into_the_catalogue_on_opening(
    settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    finished = make_edition("stuk", "Een.", "Twee.", municipalities=("Lindewaard",))
    with closing(Library(settings, MODEL)) as library:
        library.put(finished)
    with closing(Catalogue(catalogue_url(settings))) as catalogue:
        catalogue.forget_other_vectors("none/0")
        assert catalogue.without_vectors(MODEL) == [finished.edition.id]
    with closing(Library(settings, MODEL)) as library:
        hits = library.search_vectors(finished.vectors[1], 1, Filters(municipalities=("Lindewaard",)))
        assert hits[0].passage_id == finished.edition.passages[1].id


def test_a_library_that_has_lost_vectors_for_good_is_not_opened(
    settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    finished = make_edition("stuk", "Een.", "Twee.")
    with closing(Library(settings, MODEL)) as library:
        library.put(finished)
    with closing(Catalogue(catalogue_url(settings))) as catalogue:
        catalogue.forget_other_vectors("none/0")
    with closing(Vectors(settings.data / "vectors", None, MODEL)) as vectors:
        vectors.delete([finished.edition.id])
    with pytest.raises(IndexBroken, match=r"doctor --repair"):
        Library(settings, MODEL)


def test_without_a_filter_the_index_finds_nearly_all_that_is_nearest(
    settings: LibrarySettings,
) -> None:
    chance = np.random.default_rng(1)
    rows = chance.standard_normal((2_000, 48), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    names = [f"stuk.{number}" for number in range(len(rows))]
    with closing(Vectors(settings.data / "vectors", None, MODEL)) as vectors:
        vectors.add(("stuk", names, rows))
        shares = []
        for asked in rows[:50]:
            nearest = {names[place] for place in np.argsort(-(rows @ asked))[:10].tolist()}
            shares.append(len(nearest & {hit.passage_id for hit in vectors.search(asked, 50)[:10]}) / 10)
    assert np.mean(shares) > 0.97


def test_an_index_of_an_earlier_version_is_searched_as_widely_as_a_new_one(
    settings: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = settings.data / "vectors"
    with monkeypatch.context() as earlier:
        earlier.setattr("corpus.vectors._IN_SIGHT", 5)
        Vectors(folder, None, MODEL).close()
    for _ in range(2):
        with closing(Vectors(folder, None, MODEL)) as vectors:
            vectors.search(np.ones(3, np.float32), 1)
            width = vectors._collection.configuration_json["hnsw"]["ef_search"]
    assert (
        width
        == Vectors(settings.data / "new", None, MODEL)._collection.configuration_json["hnsw"]["ef_search"]
    )
