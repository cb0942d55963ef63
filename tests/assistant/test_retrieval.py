"""Finding passages: both indexes, fused, filtered, and looked at once more."""

from assistant.answering.concepts import concepts
from assistant.retrieval import Retriever, expanded, fuse
from corpus.embedding import Embedder
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


def test_plain_words_are_expanded_with_the_words_of_documents() -> None:
    query = "mag de huur omhoog van de corpo"
    assert "huurverhoging" in expanded(query, concepts(query))
