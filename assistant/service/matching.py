"""Which passages hold the words of a search: the basis of totals and facets, beside the order of the retriever."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from assistant.answering.concepts import concepts
from corpus.library import Library
from corpus.model import EVERYTHING, Filters
from corpus.terms import words
from corpus.terms.searchbox import Typed

# A word that more passages hold than this is not counted to the end; then the total is "at least".
_MOST_COUNTED = 5_000
# Of one or two words a passage must hold all, of more this share.
_SHARE = 2 / 3
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Matches:
    """How many words of a search each passage holds, with how well; `enough` words make it found.

    `exact` is False when there may be more: a word stood in too many passages to count them all.
    """

    held: dict[str, tuple[int, float]]
    enough: int
    exact: bool = True

    def found(self) -> set[str]:
        """The passages that hold enough of the words."""
        return {passage for passage, (count, _) in self.held.items() if count >= self.enough}


def matches(
    library: Library,
    typed: Typed,
    names: Sequence[str],
    filters: Filters,
    today: date,
) -> Matches:
    """The passages of the whole library that hold words of a search, `names` left out when there are other words.

    A word stands for its forms and the glossary's word for it; a compound for its parts together. `filters` only help
    to count further where there are too many.
    """
    counting = _Counting(library, filters, today)
    asked = concepts(typed.text, leave_out=names) or concepts(typed.text)
    said = [(one.surface, *one.words[:1]) for one in asked] or [(word,) for word in typed.text.split()]
    sets = [counting.of_any(alternatives) for alternatives in said[:_MOST_WORDS]]
    held: Counter[str] = Counter()
    scores: Counter[str] = Counter()
    for found in sets:
        held.update(found.keys())
        for passage, score in found.items():
            scores[passage] += score  # type: ignore[assignment]
    enough = len(sets) if len(sets) <= 2 else ceil(_SHARE * len(sets))
    whole = {passage: (count, float(scores[passage])) for passage, count in held.items()}
    result = Matches(whole, enough, counting.exact)
    return _demanded(result, library, typed, today) if typed.must else result


def _demanded(found: Matches, library: Library, typed: Typed, today: date) -> Matches:
    """Only the passages that hold every phrase and every beginning of a word that is asked for."""
    hits = library.search_terms(typed.text, _MOST_COUNTED, today=today, must=typed.must)
    held = {hit.passage_id: (found.enough, hit.score) for hit in hits}
    return Matches(held, found.enough, found.exact and len(hits) < _MOST_COUNTED)


class _Counting:
    """Asks the lexical index for all passages with a word, and remembers whether that were all."""

    def __init__(self, library: Library, filters: Filters, today: date) -> None:
        self._library = library
        self._filters = filters
        self._today = today
        self.exact = True

    def of_any(self, alternatives: Sequence[str]) -> dict[str, float]:
        """The passages that hold one of these, each a word or words that belong together, with the best score."""
        found: dict[str, float] = {}
        for said in alternatives:
            for passage, score in self._of_all(said).items():
                found[passage] = max(score, found.get(passage, 0.0))
        return found

    def _of_all(self, said: str) -> dict[str, float]:
        pieces = [
            said[word.start + part.start : word.start + part.end]
            if word.parts
            else said[word.start : word.end]
            for word in words(said)
            for part in (word.parts or (word,))
        ]
        sets = [self._of_one(piece) for piece in dict.fromkeys(pieces)]
        if not sets:
            return {}
        common = set(sets[0]).intersection(*sets[1:])
        return {passage: sum(found[passage] for found in sets) for passage in common}

    def _of_one(self, word: str) -> dict[str, float]:
        hits = self._library.search_terms(word, _MOST_COUNTED, EVERYTHING, today=self._today)
        if len(hits) == _MOST_COUNTED:
            self.exact = False
            if self._filters:
                hits += self._library.search_terms(word, _MOST_COUNTED, self._filters, today=self._today)
        return {hit.passage_id: hit.score for hit in hits}
