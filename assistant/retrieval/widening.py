"""Passages found are widened to the clause that they are a part of: what is agreed may go on in the next passage."""

from collections.abc import Sequence

from assistant.retrieval.known import known_of
from assistant.retrieval.retriever import Ranked, Scores
from corpus.library import Library
from corpus.model import FoundPassage

_WIDENED = 3  # of the best passages
_MOST = 4  # further passages of one clause, the nearest first: an annex of ten pages is no clause
_BESIDE = 0.9  # what a passage counts for that was not found itself, beside the one that was


def widened(ranked: Sequence[Ranked], library: Library) -> list[Ranked]:
    """The passages found, best first, and behind each of the first ones the rest of its clause."""
    found = {entry.found.passage.id for entry in ranked}
    wider: list[Ranked] = []
    for place, entry in enumerate(ranked):
        wider.append(entry)
        if place < _WIDENED:
            scores = Scores(None, None, _BESIDE * entry.scores.fused, _BESIDE * entry.scores.reranked)
            for other in _rest_of_clause(entry.found, library):
                if other.passage.id not in found:
                    found.add(other.passage.id)
                    wider.append(Ranked(other, scores, known_of(library, other.passage.id)))
    return wider


def _rest_of_clause(one: FoundPassage, library: Library) -> list[FoundPassage]:
    """The other passages of a numbered clause, the nearest first; none when the passage has no number."""
    passage = one.passage
    if not passage.clause:
        return []
    same = [
        other
        for other in library.passages_of(one.card.id)
        if other.passage.clause == passage.clause
        and other.passage.headings == passage.headings
        and other.passage.id != passage.id
    ]
    return sorted(same, key=lambda other: abs(other.passage.ordinal - passage.ordinal))[:_MOST]
