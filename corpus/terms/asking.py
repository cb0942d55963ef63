"""A question as weighted terms for the lexical index: its words, the parts of its compounds, what was meant by a word
that no document holds, and words that mean the same."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from corpus.terms.analysis import Word, fold, words
from corpus.terms.references import references
from corpus.terms.spelling import Spelling
from corpus.vocabulary import plain_words
from corpus.vocabulary.compounds import known_parts

# The field of the index that a term is looked up in, with its share: the words of a passage, those of the title and
# headings above it, and both with compounds taken apart.
BODY, LEAD, PIECES, TYPED = "body", "lead", "pieces", "typed"
_SHARES = {BODY: 1.0, LEAD: 0.3}
_PIECES_SHARE = 0.5
# Words of a question that say little about its subject.
_PLAIN = 0.5
# Words typed apart that are one word in a document.
_JOINED = 0.6
# What was probably meant by a word that is nowhere, the likeliest first.
_MEANT = (0.8, 0.4, 0.25)
_MOST_CORRECTED = 8
_SHORTEST_JOINED = 7

Count = Callable[[str, str], int]


class Weighted(NamedTuple):
    """A term in a field and how much it counts."""

    field: str
    term: str
    weight: float


class Question:
    """Turns questions into terms of one index: `count` says how many passages hold a term in a field."""

    def __init__(self, count: Count, spelling: Callable[[], Spelling]) -> None:
        self._count = count
        self._spelling = spelling

    def terms(
        self, query: str, more: Mapping[str, float], prefixes: Sequence[str] = (), *, compounds: bool = True
    ) -> list[Weighted]:
        """The terms of `query`, and those of the phrases in `more`, each with its weight beside a word of the query.

        A word of the query that is one of `prefixes` is not taken for a typing error. Without `compounds` words are
        not taken apart.
        """
        own = [word for word in words(query) if word.folded not in prefixes]
        weights: dict[tuple[str, str], float] = {}
        corrected = 0
        for word in own:
            if corrected < _MOST_CORRECTED and self._unknown(word):
                corrected += 1
                for share, instead in self._instead(word.folded):
                    _add(weights, instead, share)
            else:
                _add(weights, [word], 1.0)
        for first, second in itertools.pairwise(own):
            joined = query[first.start : first.end] + query[second.start : second.end]
            if (
                len(joined) >= _SHORTEST_JOINED
                and second.start - first.end == 1
                and self._count(TYPED, fold(joined))
            ):
                _add(weights, words(joined), _JOINED)
        whole = {(PIECES, token.term): 1.0 for token in references(query)}
        known = {word.stem for word in own}
        for phrase, weight in more.items():
            added = [word for word in words(phrase) if word.stem not in known]
            _add(weights, added, weight / max(len(added), 1) ** 0.5)
        if not compounds:
            weights = {place: weight for place, weight in weights.items() if place[0] != PIECES}
        return [Weighted(field, term, weight) for (field, term), weight in (weights | whole).items()]

    def corrected(self, query: str) -> str:
        """The query with every word that is nowhere replaced by the likeliest one; the query itself when all are."""
        pieces, place = [], 0
        for word in itertools.islice(filter(self._unknown, words(query)), _MOST_CORRECTED):
            instead = next((found for _, found in self._instead(word.folded)), [])
            if instead:
                pieces += [query[place : word.start], " ".join(one.folded for one in instead)]
                place = word.end
        return "".join([*pieces, query[place:]])

    def _unknown(self, word: Word) -> bool:
        """Whether a word is in no passage in any form, and not known as Dutch or as a compound either."""
        if word.parts or word.folded in known_parts() or not word.folded.isalpha():
            return False
        return not (
            self._count(BODY, word.stem) or self._count(LEAD, word.stem) or self._count(PIECES, word.stem)
        )

    def _instead(self, folded: str) -> list[tuple[float, list[Word]]]:
        """The words that may have been meant, with the share of each; [] when nothing is near."""
        spelling = self._spelling()
        meant = [list(words(one.word)) for one in spelling.meant(folded)]
        if not meant and (both := spelling.run_together(folded)):
            return [(_MEANT[0], list(words(" ".join(both))))]
        return list(zip(_MEANT, meant, strict=False))


@cache
def plain() -> frozenset[str]:
    """Words that say little about the subject of a question, folded."""
    return frozenset(map(fold, plain_words()))


def _add(weights: dict[tuple[str, str], float], said: Iterable[Word], share: float) -> None:
    """Add words; a term that is there already keeps its highest weight."""
    for word in said:
        worth = share * (_PLAIN if word.folded in plain() else 1.0)
        for field, part in _SHARES.items():
            weights[field, word.stem] = max(weights.get((field, word.stem), 0.0), worth * part)
        for piece in word.pieces:
            each = worth * _PIECES_SHARE / len(word.pieces) ** 0.5
            weights[PIECES, piece] = max(weights.get((PIECES, piece), 0.0), each)
