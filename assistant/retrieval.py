"""Finds passages: the two indexes asked side by side, their scores fused, and a second look at the best ones.

Chat, search and evaluation all find through `Retriever`; what a user gets is the stage "reranked".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.concepts import Bag, Concept, concepts, coverage, weights
from assistant.answering.names import Names
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import EVERYTHING, Filters, FoundPassage, Hit

# Each index is asked for at least this many, so that fusion sees what the other index found further down.
_DEPTH = 50
# Share of the lexical score in the fused one. Measured on questions of citizens (rijksoverheid.nl): 0.3 gives
# recall@1 0.912 and nDCG@10 0.962 (0.916 and 0.964 after the second look), vectors alone 0.920 and 0.964, terms alone
# 0.822 and 0.919: no difference that counts on 500 questions. Earlier measurements were flat between 0.1 and 0.4.
_TERMS_SHARE = 0.3
# The second look adds this share of "how much of the question is covered" to the fused score of the best ones.
_COVERAGE_SHARE = 0.15
_RERANKED = 30


class Scores(NamedTuple):
    """The scores of a passage in each stage; cosine and BM25 are None where that index did not find it."""

    cosine: float | None
    terms: float | None
    fused: float
    reranked: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found passage with its scores; `scores.reranked` (0 to about 1.15) orders them."""

    found: FoundPassage
    scores: Scores


class Retriever:
    """Asks a library for the passages that fit a query best."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder

    def vector(self, query: str) -> npt.NDArray[np.float32]:
        """The query's unit vector, to be made once and used for every retrieval of the same question."""
        return self._embedder.query_vector(query)

    def stages(
        self, query: str, k: int, filters: Filters = EVERYTHING, today: date | None = None
    ) -> dict[str, list[Hit]]:
        """The `k` best of every stage: "terms", "vectors", "fused", "reranked", each best first."""
        asked = self._concepts(query)
        by_terms, by_vectors = self._ask(query, asked, self.vector(query), k, filters, today)
        fused = fuse(by_terms, by_vectors)
        ranked = self._second_look(asked, fused)
        return {
            "terms": by_terms[:k],
            "vectors": by_vectors[:k],
            "fused": fused[:k],
            "reranked": [Hit(entry[0].passage.id, entry[1]) for entry in ranked[:k]],
        }

    def retrieve(
        self,
        query: str,
        k: int,
        filters: Filters = EVERYTHING,
        today: date | None = None,
        *,
        vector: npt.NDArray[np.float32] | None = None,
    ) -> list[Ranked]:
        """The `k` best passages for a query, best first. `vector` saves embedding the same query again."""
        asked = self._concepts(query)
        looked_for = self.vector(query) if vector is None else vector
        by_terms, by_vectors = self._ask(query, asked, looked_for, k, filters, today)
        fused = fuse(by_terms, by_vectors)
        cosines, matches, together = dict(by_vectors), dict(by_terms), dict(fused)
        return [
            Ranked(found, Scores(cosines.get(name), matches.get(name), together[name], score))
            for found, score in self._second_look(asked, fused, k)
            for name in [found.passage.id]
        ]

    def _concepts(self, query: str) -> tuple[Concept, ...]:
        """What the query is about, the names in it left out: filters and both indexes see to those."""
        found = Names.of(self._library.cards()).find(query)
        return concepts(query, leave_out=[query[name.start : name.end] for name in found])

    def _ask(
        self,
        query: str,
        asked: Sequence[Concept],
        vector: npt.NDArray[np.float32],
        k: int,
        filters: Filters,
        today: date | None,
    ) -> tuple[list[Hit], list[Hit]]:
        depth = max(k, _DEPTH)
        return (
            self._library.search_terms(expanded(query, asked), depth, filters, today=today),
            self._library.search_vectors(vector, depth, filters, today=today),
        )

    def _second_look(
        self, asked: Sequence[Concept], fused: Sequence[Hit], k: int | None = None
    ) -> list[tuple[FoundPassage, float]]:
        """The fused hits with the best ones ordered again by how much of the question each covers."""
        keep = fused if k is None else fused[: max(k, _RERANKED)]
        found = self._library.found(hit.passage_id for hit in keep)
        scores = dict(fused)
        head, tail = found[:_RERANKED], found[_RERANKED:]
        bags = [bag_of(entry) for entry in head]
        importance = weights(asked, bags)
        again = [
            (entry, scores[entry.passage.id] + _COVERAGE_SHARE * coverage(asked, importance, bag))
            for entry, bag in zip(head, bags, strict=True)
        ]
        again.sort(key=lambda pair: -pair[1])
        return (again + [(entry, scores[entry.passage.id]) for entry in tail])[:k]


def bag_of(found: FoundPassage) -> Bag:
    """The stems of a passage with what leads to it: title, headings and context."""
    passage = found.passage
    return Bag.of(passage.text) | Bag.of(
        " ".join((found.card.description.title, *passage.headings, passage.context))
    )


def expanded(query: str, asked: Sequence[Concept]) -> str:
    """The query with the words that documents use for the glossary phrases in it."""
    more = (concept.words[0] for concept in asked if concept.words)
    return " ".join([query, *dict.fromkeys(more)])


def fuse(by_terms: Sequence[Hit], by_vectors: Sequence[Hit]) -> list[Hit]:
    """Both lists as one, best first: a weighted sum of scores, each scaled to 0–1 within its own list.

    Cosines are scaled between the lowest and highest found (e5 keeps them close together), BM25 by its highest.
    """
    cosines, matches = dict(by_vectors), dict(by_terms)
    low, high = min(cosines.values(), default=0.0), max(cosines.values(), default=1.0)
    best = max(matches.values(), default=0.0) or 1.0
    width = (high - low) or 1.0
    scores = {
        name: (1 - _TERMS_SHARE) * (cosines.get(name, low) - low) / width
        + _TERMS_SHARE * matches.get(name, 0.0) / best
        for name in {**cosines, **matches}
    }
    return sorted(
        (Hit(name, score) for name, score in scores.items()), key=lambda hit: (-hit.score, hit.passage_id)
    )
