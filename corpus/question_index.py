"""The known questions of the visible editions in memory: whose are nearest to what is asked, and those of a passage.

They come from the catalogue when they are first needed, an edition at a time: 1.6 kB a question. Each is compared, in
some 10 ms for 60,000, and the nearest ones of a sentence are weighed together: a single one may be near by chance.
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

# So many questions of a sentence are weighed together.
_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """The questions of one edition by passage, and their unit vectors `(q, d)`. `asked` `(s, n)` are the rows of the
    questions that each of the sentences `(ordinal, start, end)` answers; -1 where it has fewer."""

    of_passage: Mapping[int, Sequence[KnownQuestion]]
    vectors: Vectors32
    sentences: Sequence[tuple[int, int, int]]
    asked: npt.NDArray[np.int32]

    def nearness(self, vector: Vectors32) -> Vectors32:
        """For each sentence the mean of two cosines: its nearest question's, and that of its `_TOGETHER` nearest."""
        cosines = np.append(self.vectors @ vector, np.float32(-2.0))  # -1, the last one, is no question
        nearest = -np.sort(-cosines[self.asked], axis=1)[:, :_TOGETHER]
        there = nearest > -2.0
        together = np.where(there, nearest, 0.0).sum(axis=1) / there.sum(axis=1)
        return np.asarray((nearest[:, 0] + together) / 2, np.float32)


_NOTHING = _Held({}, np.zeros((0, 1), np.float32), (), np.zeros((0, 1), np.int32))


class QuestionIndex:
    """Compares a question with those of whole editions. Any thread may search."""

    def __init__(self, catalogue: Catalogue, embedding_model: str) -> None:
        self._catalogue = catalogue
        self._embedding_model = embedding_model
        self._held: dict[str, _Held] = {}
        self._loading = Lock()

    def search(self, vector: Vectors32, k: int, editions: Collection[str]) -> list[KnownHit]:
        """The `k` sentences of `editions` whose known questions are nearest to a unit vector, best first."""
        self._load(editions)
        held = [(name, one) for name in editions if (one := self._held.get(name, _NOTHING)).sentences]
        if k < 1 or not held:
            return []
        scores = np.concatenate([one.nearness(vector) for _, one in held])
        ends = np.cumsum([len(one.sentences) for _, one in held])
        best = np.argpartition(scores, -k)[-k:] if k < len(scores) else np.arange(len(scores))
        hits = []
        for place in best.tolist():
            owner = int(np.searchsorted(ends, place, side="right"))
            name, one = held[owner]
            ordinal, start, end = one.sentences[place - int(ends[owner]) + len(one.sentences)]
            hits.append(KnownHit(passage_id(name, ordinal), start, end, float(scores[place])))
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
    of_sentence: dict[tuple[int, int, int], list[int]] = {}
    for row, question in enumerate(known):
        of_passage.setdefault(question.ordinal, []).append(question)
        of_sentence.setdefault((question.ordinal, question.start, question.end), []).append(row)
    asked = np.full((len(of_sentence), max(map(len, of_sentence.values()), default=1)), -1, np.int32)
    for sentence, rows in zip(asked, of_sentence.values(), strict=True):
        sentence[: len(rows)] = rows
    return _Held(of_passage, vectors, tuple(of_sentence), asked)
