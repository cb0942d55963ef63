"""Questions that a sentence is known to answer: written beside a document, and found by those who ask alike.

People ask in words that a document does not use ("wordt mijn flat plat gegooid?"); another question does use them.
See docs/decisions/known-questions.md.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that the sentence or table row `[start, end)` of the passage numbered `ordinal` answers."""

    ordinal: int
    start: int
    end: int
    text: str


class KnownHit(NamedTuple):
    """A sentence or row that answers questions near to what is asked, by its passage and range; `score` is how near
    they are (a cosine), or how much they are the same (0 to 1) once the embedder's bounds are known."""

    passage_id: str
    start: int
    end: int
    score: float
