"""Exact nearest passages within a choice of editions: each of their vectors is compared, so that none is missed.

The vectors come from the catalogue when a search first needs them, and stay in memory from then on: 1.5 kB a passage
of 384 numbers. See docs/decisions/exact-filters.md for why neither Chroma nor a file of our own does this.
"""

from collections.abc import Collection, Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from corpus.catalogue import Catalogue
from corpus.model import Hit

Vectors32 = npt.NDArray[np.float32]


class ExactSearch:
    """Compares a vector with those of whole editions. Any thread may search; `forget` what leaves the catalogue."""

    def __init__(self, catalogue: Catalogue, embedding_model: str) -> None:
        self._catalogue = catalogue
        self._embedding_model = embedding_model
        self._held: dict[str, Vectors32] = {}
        self._loading = Lock()

    def search(self, vector: Vectors32, k: int, editions: Collection[str]) -> list[Hit]:
        """The `k` passages of `editions` that are nearest to a unit vector; scored by cosine, best first.

        Editions that the catalogue has no vectors of have no passages here.
        """
        self._load([name for name in editions if name not in self._held])
        held = [(name, rows) for name in editions if (rows := self._held.get(name)) is not None and len(rows)]
        if k < 1 or not held:
            return []
        ends = np.cumsum([len(rows) for _, rows in held])
        scores = np.empty(ends[-1], np.float32)
        start = 0
        for end, (_, rows) in zip(ends.tolist(), held, strict=True):
            np.dot(rows, vector, out=scores[start:end])
            start = end
        best = np.argpartition(scores, -k)[-k:] if k < len(scores) else np.arange(len(scores))
        owners = np.searchsorted(ends, best, side="right").tolist()
        hits = []
        for place, owner in zip(best.tolist(), owners, strict=True):
            name, rows = held[owner]
            number = place - int(ends[owner]) + len(rows)
            hits.append(Hit(passage_id(name, number), float(scores[place])))
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def forget(self, edition_ids: Sequence[str]) -> None:
        """Let go of editions, after the catalogue has: what is gone there cannot come back here."""
        with self._loading:
            for name in edition_ids:
                self._held.pop(name, None)

    def _load(self, edition_ids: Sequence[str]) -> None:
        if edition_ids:
            with self._loading:
                lacking = [name for name in edition_ids if name not in self._held]
                for name, rows in self._catalogue.vectors_of(lacking, self._embedding_model):
                    self._held[name] = rows


def passage_id(edition_id: str, ordinal: int) -> str:
    """The id of a passage by its place in its edition, from 0."""
    return f"{edition_id}.{ordinal}"
