"""The second look: the best passages put in order by what they hold, or by a cross-encoder when one is configured."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.answering.concepts import Bag, Concept, coverage, weights
from assistant.retrieval.expansion import Expansion
from assistant.retrieval.settings import RetrievalSettings
from corpus.embedding.cross import CrossEncoder
from corpus.model import FoundPassage

# What "how much of the question is covered" adds to the fused score, and "how many of the formal words for it".
_COVERAGE, _FORMAL = 0.15, 0.3


class Reader(Protocol):
    """A model that reads a question and a text together, as `corpus.embedding.cross.CrossEncoder` does."""

    def scores(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """How well each text answers the query; higher is better."""


class Reranker:
    """Puts the first passages in the order of a model. Its time grows with `most`, how many it reads."""

    def __init__(self, reader: Reader, most: int) -> None:
        self._reader = reader
        self.most = most

    def again(
        self, query: str, ranked: Sequence[tuple[FoundPassage, float]]
    ) -> list[tuple[FoundPassage, float]]:
        """The first passages in the model's order; the scores stay in place, so that their scale is kept."""
        head = ranked[: self.most]
        texts = [entry.passage.indexed_text(entry.card.description.title) for entry, _ in head]
        order = np.argsort(-self._reader.scores(query, texts), kind="stable")
        again = [(head[place][0], score) for place, (_, score) in zip(order, head, strict=True)]
        return [*again, *ranked[self.most :]]


def load_reranker(settings: RetrievalSettings) -> Reranker | None:
    """The reranker that the settings name, None when they name none. Raises ModelNotFound."""
    if settings.reranker is None:
        return None
    return Reranker(CrossEncoder(settings.reranker), settings.reranker_passages)


def second_look(
    asked: Sequence[Concept], expansion: Expansion, found: Sequence[tuple[FoundPassage, float]]
) -> list[tuple[FoundPassage, float]]:
    """Passages with their fused scores, ordered again by how much of the question each covers."""
    bags = [bag_of(entry) for entry, _ in found]
    importance = weights(asked, bags)
    again = [
        (
            entry,
            score + _COVERAGE * coverage(asked, importance, bag) + _FORMAL * expansion.covered(bag),
        )
        for (entry, score), bag in zip(found, bags, strict=True)
    ]
    return sorted(again, key=lambda pair: -pair[1])


def bag_of(found: FoundPassage) -> Bag:
    """The stems of a passage with what leads to it: title, headings and context."""
    passage = found.passage
    return Bag.of(passage.text) | Bag.of(
        " ".join((found.card.description.title, *passage.headings, passage.context))
    )
