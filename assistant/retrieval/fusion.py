"""Two lists of hits become one, and how sure the nearest passages are of themselves."""

from collections.abc import Sequence

from corpus.library import edition_of
from corpus.model import Hit

# Share of the score in words. docs/decisions/fusion-and-rerank.md has the measurements behind it.
TERMS_SHARE = 0.5
# When the best document is this much nearer than the second (in cosine), the question needs no other words.
_CLEAR = 0.008


def fuse(by_terms: Sequence[Hit], by_vectors: Sequence[Hit]) -> list[Hit]:
    """Both lists as one, best first: a weighted sum of scores, each scaled to 0–1 within its own list.

    Cosines are scaled between the lowest and highest found (e5 keeps them close together), BM25 by its highest.
    """
    cosines, matches = dict(by_vectors), dict(by_terms)
    low, high = min(cosines.values(), default=0.0), max(cosines.values(), default=1.0)
    best = max(matches.values(), default=0.0) or 1.0
    width = (high - low) or 1.0
    scores = {
        name: (1 - TERMS_SHARE) * (cosines.get(name, low) - low) / width
        + TERMS_SHARE * matches.get(name, 0.0) / best
        for name in {**cosines, **matches}
    }
    return sorted(
        (Hit(name, score) for name, score in scores.items()), key=lambda hit: (-hit.score, hit.passage_id)
    )


def doubt(by_vectors: Sequence[Hit]) -> float:
    """How little the nearest document stands out from the next one: 1 for not at all, 0 for clearly."""
    if not by_vectors:
        return 1.0
    first = edition_of(by_vectors[0].passage_id)
    second = next((hit.score for hit in by_vectors if edition_of(hit.passage_id) != first), None)
    return 1.0 if second is None else max(0.0, 1 - (by_vectors[0].score - second) / _CLEAR)
