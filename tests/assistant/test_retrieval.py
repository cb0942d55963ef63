"""Finding passages: both indexes, what is meant beside what is said, fused, filtered, and looked at once more."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from assistant.answering.concepts import Bag, concepts
from assistant.retrieval import (
    Ranked,
    Reranker,
    RetrievalSettings,
    Retriever,
    Scores,
    fuse,
    load_reranker,
    widened,
)
from assistant.retrieval.expansion import expand
from assistant.retrieval.fusion import doubt
from corpus.embedding import Embedder, ModelNotFound
from corpus.library import Library
from corpus.model import Filters, Hit


def test_every_stage_gives_the_best_first(library: Library, embedder: Embedder) -> None:
    stages = Retriever(library, embedder).stages("hoeveel mag de huur omhoog", 10)
    assert list(stages) == ["terms", "vectors", "fused", "reranked"]
    for hits in stages.values():
        assert 0 < len(hits) <= 10
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len({hit.passage_id for hit in hits}) == len(hits)


def test_what_is_served_is_the_last_stage(library: Library, embedder: Embedder) -> None:
    retriever = Retriever(library, embedder)
    query = "wat gebeurt er bij sloop met de huurders"
    served = [entry.found.passage.id for entry in retriever.retrieve(query, 10)]
    assert served == [hit.passage_id for hit in retriever.stages(query, 10)["reranked"]]
    assert served == [hit.passage_id for hit in retriever.ablations(query, 10)["all"]]


def test_a_filter_keeps_other_places_out(library: Library, embedder: Embedder) -> None:
    found = Retriever(library, embedder).retrieve(
        "huurverhoging", 20, Filters(municipalities=("Oosterveen",))
    )
    assert found
    assert {entry.found.card.description.municipalities for entry in found} == {("Oosterveen",)}


def test_a_passage_that_both_indexes_find_beats_one_that_only_one_finds() -> None:
    fused = fuse(
        [Hit("beide", 9.0), Hit("woorden", 9.0)], [Hit("beide", 0.9), Hit("betekenis", 0.9), Hit("ver", 0.8)]
    )
    assert fused[0].passage_id == "beide"
    assert {hit.passage_id for hit in fused} == {"beide", "woorden", "betekenis", "ver"}


def test_fusing_nothing_gives_nothing() -> None:
    assert fuse([], []) == []


def test_doubt_is_about_the_next_document_and_not_about_the_next_passage() -> None:
    assert doubt([Hit("een.1", 0.9), Hit("een.2", 0.9), Hit("twee.1", 0.8)]) == 0
    assert doubt([Hit("een.1", 0.9), Hit("twee.1", 0.9)]) == 1
    assert 0 < doubt([Hit("een.1", 0.904), Hit("twee.1", 0.9)]) < 1
    assert doubt([]) == 1


def test_plain_words_are_expanded_with_the_words_of_documents() -> None:
    query = "mag de huur omhoog van de corpo"
    assert "huurverhoging" in expand(query, concepts(query)).words


def test_everyday_words_bring_the_formal_ones_which_count_less_than_what_was_typed() -> None:
    query = "mijn kraan lekt, wie moet dat repareren"
    expansion = expand(query, concepts(query))
    assert {"kleine herstellingen", "gebrek"} <= set(expansion.words)
    assert 0 < expansion.words["kleine herstellingen"] < 1
    assert expansion.beside(query).startswith(query)
    formal = Bag.of("Kleine herstellingen komen voor rekening van de huurder.")
    assert expansion.covered(formal) > expansion.covered(Bag.of("Er komen 120 woningen.")) == 0


def test_a_question_in_words_that_mean_nothing_else_is_not_expanded() -> None:
    expansion = expand("xylofoon", concepts("xylofoon"))
    assert not expansion
    assert expansion.covered(Bag.of("xylofoon")) == 0


class _Longest:
    """Reads a text by its length."""

    def scores(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([len(text) for text in texts], np.float32)


def test_a_reranker_orders_the_first_passages_and_leaves_the_rest_and_the_scale(
    library: Library, embedder: Embedder
) -> None:
    query = "hoeveel nieuwe woningen worden er gebouwd"
    plain = Retriever(library, embedder).retrieve(query, 12)
    again = Retriever(library, embedder, Reranker(_Longest(), 5)).retrieve(query, 12)
    lengths = [
        len(entry.found.passage.indexed_text(entry.found.card.description.title)) for entry in again[:5]
    ]
    assert lengths == sorted(lengths, reverse=True)
    assert {entry.found.passage.id for entry in again[:5]} == {entry.found.passage.id for entry in plain[:5]}
    assert [entry.found.passage.id for entry in again[5:]] == [entry.found.passage.id for entry in plain[5:]]
    assert [entry.scores.reranked for entry in again] == [entry.scores.reranked for entry in plain]


def test_no_reranker_is_loaded_unless_the_settings_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_reranker(RetrievalSettings()) is None
    monkeypatch.setenv("AFSPRAKENWIJZER_RERANKER", str(tmp_path))
    with pytest.raises(ModelNotFound, match=r"config\.json"):
        load_reranker(RetrievalSettings())


def test_a_passage_is_widened_to_its_clause_and_no_further(library: Library, embedder: Embedder) -> None:
    cards = [card for card in library.cards() if card.document_id.startswith("veldermonde-prestatie")]
    passages = library.passages_of(cards[0].id)
    clause = [one for one in passages if one.passage.clause == "Artikel 20"]
    assert len(clause) > 1
    first = Ranked(clause[0], Scores(0.9, 9.0, 1.0, 1.2))
    wider = widened([first], library)
    assert [entry.found.passage.id for entry in wider] == [one.passage.id for one in clause]
    assert all(entry.scores.reranked < first.scores.reranked for entry in wider[1:])
    assert len(widened([Ranked(one, first.scores) for one in clause], library)) == len(clause)
