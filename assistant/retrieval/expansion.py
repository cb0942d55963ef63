"""What else a question may be looked for with: words that mean the same, and the formal words for everyday ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answering.concepts import Bag, Concept, Stems, stems
from corpus.vocabulary.lay_words import lay_words

# What such words count for in the index of words, beside 1 for a word of the question: a word of the glossary means
# the same, a formal word may be meant. docs/decisions/fusion-and-rerank.md has what other weights gave.
_SAME, _FORMAL = 1.0, 0.3
# More words than this and the vector is about the words, no longer about the question.
_MOST_IN_VECTOR = 12


@dataclass(frozen=True, slots=True)
class Expansion:
    """`words` with their weights for the index of words; `formal` are the stems of those that are formal words."""

    words: dict[str, float]
    formal: tuple[Stems, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def beside(self, query: str) -> str:
        """The query with the words behind it: what the second vector is made of."""
        return f"{query} {', '.join(list(self.words)[:_MOST_IN_VECTOR])}"

    def covered(self, bag: Bag) -> float:
        """The share of the formal words that a text holds, 0 to 1; 0 when there are none."""
        if not self.formal:
            return 0.0
        return sum(bag.stems.issuperset(phrase) for phrase in self.formal) / len(self.formal)


def expand(query: str, asked: Sequence[Concept]) -> Expansion:
    """The words for a query without names; `asked` are its concepts.

    Of a concept in the glossary the word that documents use, and the formal words of every everyday phrase that the
    query holds, wherever its words stand.
    """
    same = [concept.words[0] for concept in asked if concept.words and stems(concept.words[0]) != concept.own]
    said = frozenset(stems(query))
    formal = [
        word
        for everyday, words in _by_stems()
        if any(said.issuperset(phrase) for phrase in everyday)
        for word in words
    ]
    formal = list(dict.fromkeys(formal))
    return Expansion(
        dict.fromkeys(same, _SAME) | {word: _FORMAL for word in formal if word not in same},
        tuple(phrase for word in formal if (phrase := stems(word))),
    )


@cache
def _by_stems() -> tuple[tuple[tuple[Stems, ...], tuple[str, ...]], ...]:
    """The everyday phrases of each row as stems, with its formal words."""
    return tuple(
        (tuple(phrase for word in row.everyday if (phrase := stems(word))), row.formal) for row in lay_words()
    )
