"""A library goes over to another embedding model in one step, and the doctor sees what is wrong before and after."""

from collections.abc import Callable

import pytest

from corpus.doctor import examine
from corpus.edition import FinishedEdition
from corpus.embedding import load_embedder, prepare
from corpus.library import EmbeddingMismatch, Library
from corpus.owner import LibraryInUse, own
from corpus.reindex import reindex
from corpus.settings import LibrarySettings

MakeEdition = Callable[..., FinishedEdition]


@pytest.fixture
def filled(settings: LibrarySettings, library: Library, make_edition: MakeEdition) -> LibrarySettings:
    prepare(settings)
    library.put(make_edition("afspraken", "De huur stijgt met drie procent.", "Er komt een speeltuin."))
    library.close()
    return settings


def test_a_library_of_another_model_is_found_refused_and_repaired(filled: LibrarySettings) -> None:
    embedder = load_embedder(filled)
    assert [(finding.subject, finding.ok) for finding in examine(filled)] == [
        ("zoekmodel", True),
        ("catalogus", True),
        ("vectoren", False),
    ]
    with pytest.raises(EmbeddingMismatch, match="documents reindex"):
        Library(filled, embedder.fingerprint)

    steps: list[tuple[int, int]] = []
    assert reindex(filled, embedder, lambda done, total: steps.append((done, total))) == 2
    assert steps == [(2, 2)]
    with own(filled, embedder.fingerprint) as library:
        found = library.search_vectors(embedder.query_vector("Waar kunnen kinderen spelen?"), 1)
        assert library.found([found[0].passage_id])[0].passage.text == "Er komt een speeltuin."
        assert library.indexed() == {"woordenindex": 2, "vectorindex": 2}
    assert all(finding.ok for finding in examine(filled))


def test_a_library_in_use_is_not_reindexed(filled: LibrarySettings) -> None:
    with own(filled, "test-model/3"), pytest.raises(LibraryInUse):
        reindex(filled, load_embedder(filled))
