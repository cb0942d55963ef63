"""What known questions tell of the passages found: which sentence somebody who asks alike is answered by."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.answering.concepts import Bag
from corpus.known_question import KnownHit
from corpus.library import Library
from corpus.model import Hit

# What a known question that is the same adds to a fused score, and what a passage has that nothing else found.
_SHARE, _ONLY_ASKED = 0.8, 0.3


class Known(NamedTuple):
    """Of the sentence or row `[start, end)`: how near (0 to 1) the nearest question that it answers is to what is
    asked, and the words of all questions that it answers."""

    start: int
    end: int
    nearness: float
    words: Bag


def with_known(fused: Sequence[Hit], near: Sequence[KnownHit]) -> list[Hit]:
    """Fused hits, with what known questions found added, best first; the scores of `near` are nearness."""
    scores = dict(fused)
    added: dict[str, float] = {}
    for hit in near:
        added[hit.passage_id] = max(added.get(hit.passage_id, 0.0), hit.score)
    for name, share in added.items():
        if share:
            scores[name] = scores.get(name, _ONLY_ASKED) + _SHARE * share
    return sorted((Hit(*one) for one in scores.items()), key=lambda hit: (-hit.score, hit.passage_id))


def known_of(library: Library, passage_id: str, near: Iterable[KnownHit] = ()) -> tuple[Known, ...]:
    """What is known of the sentences of a passage; `near` are the nearest known questions, of any passage."""
    scores: dict[tuple[int, int], float] = {}
    for hit in near:
        if hit.passage_id == passage_id:
            place = hit.start, hit.end
            scores[place] = max(scores.get(place, 0.0), hit.score)
    texts: dict[tuple[int, int], list[str]] = {}
    for question in library.questions_of(passage_id):
        texts.setdefault((question.start, question.end), []).append(question.text)
    return tuple(Known(*place, scores.get(place, 0.0), _words(tuple(said))) for place, said in texts.items())


def by_nearness(hits: Iterable[KnownHit], alike: tuple[float, float]) -> list[KnownHit]:
    """Hits with, in place of cosines, how much the questions are the same, 0 to 1; `alike` is the embedder's."""
    unlike, same = alike
    return [hit._replace(score=min(1.0, max(0.0, (hit.score - unlike) / (same - unlike)))) for hit in hits]


@lru_cache(maxsize=20_000)
def _words(texts: tuple[str, ...]) -> Bag:
    return Bag.of(" ".join(texts))
