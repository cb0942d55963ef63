"""The known questions of the visible editions in memory: the nearest to what is asked, and those of a passage.

They come from the catalogue when they are first needed, an edition at a time: 1.6 kB a question. Each is compared, in
some 5 ms for 30,000; the bundled library has fewer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from corpus.catalogue import Catalogue
from corpus.exact import passage_id
from corpus.known_question import KnownHit, KnownQuestion

Vectors32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Held:
    """The questions of one edition, their unit vectors `(q, d)`, and which of them each passage has."""

    questions: tuple[KnownQuestion, ...]
    vectors: Vectors32
    of_passage: Mapping[int, list[KnownQuestion]]


_NOTHING = _Held((), np.zeros((0, 1), np.float32), {})


class QuestionIndex:
    """Compares a question with those of whole editions. Any thread may search."""

    def __init__(self, catalogue: Catalogue, embedding_model: str) -> None:
        self._catalogue = catalogue
        self._embedding_model = embedding_model
        self._held: dict[str, _Held] = {}
        self._loading = Lock()

    def search(self, vector: Vectors32, k: int, editions: Collection[str]) -> list[KnownHit]:
        """The `k` known questions of `editions` nearest to a unit vector, best first."""
        self._load(editions)
        held = [(name, one) for name in editions if (one := self._held.get(name, _NOTHING)).questions]
        if k < 1 or not held:
            return []
        scores = np.concatenate([one.vectors @ vector for _, one in held])
        ends = np.cumsum([len(one.questions) for _, one in held])
        best = np.argpartition(scores, -k)[-k:] if k < len(scores) else np.arange(len(scores))
        hits = []
        for place in best.tolist():
            owner = int(np.searchsorted(ends, place, side="right"))
            name, one = held[owner]
            known = one.questions[place - int(ends[owner]) + len(one.questions)]
            hits.append(
                KnownHit(passage_id(name, known.ordinal), known.start, known.end, float(scores[place]))
            )
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id, hit.start))

    def of(self, edition_id: str, ordinal: int) -> Sequence[KnownQuestion]:
        """The known questions of a passage by its place in its edition."""
        self._load([edition_id])
        return self._held.get(edition_id, _NOTHING).of_passage.get(ordinal, ())

    def forget(self, edition_ids: Sequence[str]) -> None:
        """Let go of editions, after the catalogue has: what is gone there cannot come back here."""
        with self._loading:
            for name in edition_ids:
                self._held.pop(name, None)

    def _load(self, edition_ids: Collection[str]) -> None:
        if all(name in self._held for name in edition_ids):
            return
        with self._loading:
            lacking = [name for name in edition_ids if name not in self._held]
            found = {
                name: _of(known, vectors)
                for name, known, vectors in self._catalogue.questions_of(lacking, self._embedding_model)
            }
            self._held |= {name: found.get(name, _NOTHING) for name in lacking}


def _of(known: tuple[KnownQuestion, ...], vectors: Vectors32) -> _Held:
    of_passage: dict[int, list[KnownQuestion]] = {}
    for question in known:
        of_passage.setdefault(question.ordinal, []).append(question)
    return _Held(known, vectors, of_passage)
