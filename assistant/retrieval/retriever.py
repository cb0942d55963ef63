"""Finds passages: the two indexes asked side by side, their scores fused, and a second look at the best ones.

Chat, search and evaluation all find through `Retriever`; what a user gets is the stage "reranked".
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.concepts import Concept, concepts
from assistant.answering.names import Names
from assistant.retrieval.expansion import Expansion, expand
from assistant.retrieval.fusion import doubt, fuse
from assistant.retrieval.known import Known, by_nearness, known_of, with_known
from assistant.retrieval.reranking import Reranker, second_look
from corpus.embedding import Embedder
from corpus.known_question import KnownHit
from corpus.library import Library
from corpus.model import EVERYTHING, Filters, FoundPassage, Hit

# Each index is asked for at least this many, so that fusion sees what the other index found further down.
_DEPTH = 60
# So many sentences that are asked for alike: rows of one table come close to each other.
_KNOWN_DEPTH = 120
# The second look is at so many of the best.
_RERANKED = 40
# Share of the vector of the question with its other words, when the question alone points at nothing clearly.
_OTHER_WORDS = 0.4

Vector = npt.NDArray[np.float32]


class Scores(NamedTuple):
    """The scores of a passage in each stage; cosine (to the question) and BM25 are None outside the best."""

    cosine: float | None
    terms: float | None
    fused: float
    reranked: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found passage with its scores; `scores.reranked` (0 to about 2.25) orders them. `known` tells which of its
    sentences answer a question like the one asked."""

    found: FoundPassage
    scores: Scores
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for where; `nameless` is the query without the names in it."""

    query: str
    nameless: str
    asked: tuple[Concept, ...]
    expansion: Expansion
    depth: int
    filters: Filters
    today: date | None


@dataclass(frozen=True, slots=True)
class _Hits:
    """What the indexes gave: `near` the question alone, `nearer` the question with its other words too, and
    `known` the known questions like it."""

    terms: list[Hit]
    near: list[Hit]
    nearer: list[Hit]
    known: list[KnownHit]

    @property
    def fused(self) -> list[Hit]:
        return with_known(fuse(self.terms, self.nearer), self.known)


class Retriever:
    """Asks a library for the passages that fit a query best; `reranker` has the last word about the first ones."""

    def __init__(self, library: Library, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._library = library
        self._embedder = embedder
        self._reranker = reranker

    def retrieve(
        self, query: str, k: int, filters: Filters = EVERYTHING, today: date | None = None
    ) -> list[Ranked]:
        """The `k` best passages for a query, best first."""
        search = self._search(query, k, filters, today)
        hits = self._ask(search)
        fused = hits.fused
        cosines, matches, together = dict(hits.near), dict(hits.terms), dict(fused)
        return [
            Ranked(
                found,
                Scores(cosines.get(name), matches.get(name), together[name], score),
                known_of(self._library, name, hits.known),
            )
            for found, score in self._rerank(search, fused, k)
            for name in [found.passage.id]
        ]

    def stages(
        self, query: str, k: int, filters: Filters = EVERYTHING, today: date | None = None
    ) -> dict[str, list[Hit]]:
        """The `k` best of every stage, each best first.

        "terms" and "vectors" are each index alone, asked for the question as it is; "fused" is both, asked with its
        other words too, and what known questions found; "reranked" is what `retrieve` gives.
        """
        search = self._search(query, k, filters, today)
        hits = self._ask(search)
        fused = hits.fused
        stages = {
            "terms": self._terms(search, {}),
            "vectors": hits.near,
            "fused": fused,
            "reranked": _as_hits(self._rerank(search, fused, k)),
        }
        return {name: found[:k] for name, found in stages.items()}

    def ablations(
        self, query: str, k: int, filters: Filters = EVERYTHING, today: date | None = None
    ) -> dict[str, list[Hit]]:
        """The stages with what lies between them, for measuring what each step is worth."""
        search = self._search(query, k, filters, today)
        hits, plain = self._ask(search), self._terms(search, {})
        unexpanded, fused = fuse(plain, hits.near), fuse(hits.terms, hits.nearer)
        whole = self._terms(search, search.expansion.words, compounds=False)
        stages = {
            "terms, compounds whole": self._terms(search, {}, compounds=False),
            "terms": plain,
            "terms + expansion": hits.terms,
            "vectors": hits.near,
            "vectors + expansion": hits.nearer,
            "fused": unexpanded,
            "fused + expansion": fused,
            "fused + rerank": _as_hits(self._rerank(search, unexpanded, k)),
            "all, compounds whole": _as_hits(self._rerank(search, fuse(whole, hits.nearer), k)),
            "all, no known questions": _as_hits(self._rerank(search, fused, k)),
            "all": _as_hits(self._rerank(search, hits.fused, k)),
        }
        return {name: found[:k] for name, found in stages.items()}

    def _search(self, query: str, k: int, filters: Filters, today: date | None) -> _Search:
        """The names in a query are no part of what it is about: filters and both indexes see to those."""
        found = Names.of(self._library.cards()).find(query)
        named = [query[name.start : name.end] for name in found]
        asked = concepts(query, leave_out=named)
        rest = query
        for name in named:
            rest = rest.replace(name, " ")
        nameless = " ".join(rest.split()) or query
        return _Search(query, nameless, asked, expand(rest, asked), max(k, _DEPTH), filters, today)

    def _ask(self, search: _Search) -> _Hits:
        vector = self._embedder.query_vector(search.query)
        terms, near = self._terms(search, search.expansion.words), self._vectors(search, vector)
        known = self._known(search)
        share = _OTHER_WORDS * doubt(near)
        if not search.expansion or not share:
            return _Hits(terms, near, near, known)
        wider = self._embedder.query_vector(search.expansion.beside(search.query))
        return _Hits(terms, near, self._vectors(search, _between(vector, wider, share)), known)

    def _terms(self, search: _Search, more: dict[str, float], *, compounds: bool = True) -> list[Hit]:
        return self._library.search_terms(
            search.query, search.depth, search.filters, today=search.today, more=more, compounds=compounds
        )

    def _known(self, search: _Search) -> list[KnownHit]:
        vector = self._embedder.question_vector(search.nameless)
        hits = self._library.search_questions(vector, _KNOWN_DEPTH, search.filters, today=search.today)
        return by_nearness(hits, self._embedder.alike)

    def _vectors(self, search: _Search, vector: Vector) -> list[Hit]:
        return self._library.search_vectors(vector, search.depth, search.filters, today=search.today)

    def _rerank(self, search: _Search, fused: list[Hit], k: int) -> list[tuple[FoundPassage, float]]:
        """The `k` best of the fused hits, the first ones in another order than they came in."""
        scores = dict(fused)
        found = self._library.found(hit.passage_id for hit in fused[: max(k, _RERANKED)])
        scored = [(entry, scores[entry.passage.id]) for entry in found]
        ranked = second_look(search.asked, search.expansion, scored[:_RERANKED]) + scored[_RERANKED:]
        if self._reranker:
            ranked = self._reranker.again(search.query, ranked)
        return ranked[:k]


def _as_hits(ranked: list[tuple[FoundPassage, float]]) -> list[Hit]:
    return [Hit(found.passage.id, score) for found, score in ranked]


def _between(one: Vector, other: Vector, share: float) -> Vector:
    """The unit vector between two, `share` of it the other one."""
    mixed = (1 - share) * one + share * other
    return np.asarray(mixed / np.linalg.norm(mixed), np.float32)
