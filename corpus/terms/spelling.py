"""Finds the words that were probably meant by a word that no document holds.

The words of the index are laid out as a matrix of letter counts; those with nearly the same letters are compared one
by one. One error is a letter too many, too few or wrong, two letters swapped, or a sound that Dutch spells in
two ways ("ij" and "ei"). Words below four letters are not corrected; from nine letters on two errors are.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_SHORTEST, _TWO_ERRORS_FROM = 4, 9
# Longer words are not corrected, nor is anything corrected to them.
_WIDTH = 40
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
# Sounds with two spellings.
_CONFUSED = (
    ("ij", "ei"), ("ij", "y"), ("ei", "y"), ("au", "ou"), ("auw", "ouw"), ("g", "ch"), ("c", "k"), ("ks", "x"),
    ("f", "ph"), ("s", "z"), ("f", "v"), ("t", "th"), ("d", "dt"), ("t", "dt"), ("d", "t"), ("i", "ie"), ("s", "c"),
    ("kw", "qu"),
)  # fmt: skip
# People rarely get the first letter wrong, and letters typed twice or once, swapped or confused are the likeliest.
_FIRST_LETTER, _LIKELY = 0.6, 0.3


class Meant(NamedTuple):
    """A word of the index that may have been meant; `errors` away, less for likely ones."""

    word: str
    errors: float
    documents: int


class Spelling:
    """The words of an index, to find the nearest ones in. Words are folded (small letters, no accents)."""

    def __init__(self, counted: Sequence[tuple[str, int]]) -> None:
        """`counted`: words with the number of documents that hold them."""
        kept = [(word, count) for word, count in counted if _correctable(word)]
        self._documents = dict(kept)
        self._words = np.array([word for word, _ in kept], dtype=f"S{_WIDTH}")
        letters = (
            self._words.view(np.uint8).reshape(len(kept), _WIDTH) if kept else np.zeros((0, _WIDTH), np.uint8)
        )
        self._counts = np.stack([(letters == letter).sum(1) for letter in _ALPHABET], axis=1).astype(np.int8)
        self._lengths = (letters != 0).sum(1).astype(np.int16)

    def __contains__(self, word: str) -> bool:
        return word in self._documents

    def meant(self, word: str, most: int = 3) -> list[Meant]:
        """The `most` likeliest words for `word`, best first; none when it is too short or nothing is near."""
        if not _correctable(word):
            return []
        allowed = 2 if len(word) >= _TWO_ERRORS_FROM else 1
        near = {
            other: _cost(word, other, _errors(word, other, allowed)) for other in self._alike(word, allowed)
        }
        near |= {other: 1 - _LIKELY for other in _respellings(word) if other in self._documents}
        found = [
            Meant(other, cost, self._documents[other])
            for other, cost in near.items()
            if cost <= allowed + _FIRST_LETTER
        ]
        if not found:
            return []
        found.sort(key=lambda one: (one.errors, -one.documents, one.word))
        return [one for one in found if int(one.errors + 0.5) <= int(found[0].errors + 0.5)][:most]

    def run_together(self, word: str) -> tuple[str, str] | None:
        """The two words that were typed as one, when both are in the index: the ones most documents hold."""
        pairs = [(word[:place], word[place:]) for place in range(_SHORTEST, len(word) - _SHORTEST + 1)]
        known = [pair for pair in pairs if pair[0] in self._documents and pair[1] in self._documents]
        return max(known, key=lambda pair: min(map(self._documents.__getitem__, pair)), default=None)

    def _alike(self, word: str, allowed: int) -> list[str]:
        """The words whose letters differ in no more than `allowed` places."""
        own = np.frombuffer(word.encode(), dtype=np.uint8)
        counts = (own[:, None] == _ALPHABET).sum(0).astype(np.int8)
        size = np.flatnonzero(np.abs(self._lengths - len(word)) <= allowed)
        differ = np.abs(self._counts[size] - counts).sum(1)
        chosen: npt.NDArray[np.bytes_] = self._words[size[differ <= 2 * allowed]]
        return [bytes(other).decode() for other in chosen]


def _correctable(word: str) -> bool:
    return _SHORTEST <= len(word) <= _WIDTH and word.isascii() and word.isalpha()


def _respellings(word: str) -> list[str]:
    """The word with one of its sounds spelled in the other way."""
    made: list[str] = []
    for pair in _CONFUSED:
        for one, other in (pair, pair[::-1]):
            place = word.find(one)
            while place >= 0:
                made.append(word[:place] + other + word[place + len(one) :])
                place = word.find(one, place + 1)
    return made


def _cost(word: str, other: str, errors: int) -> float:
    """The number of errors, with the likely ones counting less and the first letter more."""
    doubled = len(word) != len(other) and _single(word) == _single(other)
    swapped = len(word) == len(other) and sorted(word) == sorted(other)
    return errors - _LIKELY * (doubled or swapped) + _FIRST_LETTER * (word[0] != other[0])


def _single(word: str) -> str:
    """The word with letters that stand twice in a row once."""
    return "".join(letter for place, letter in enumerate(word) if place == 0 or letter != word[place - 1])


def _errors(one: str, other: str, most: int) -> int:
    """How many letters must be added, left out, changed or swapped with their neighbour; `most` + 1 for more.

    The optimal string alignment distance, over a band of `most` places beside the diagonal.
    """
    far = most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i] + [far] * len(other)
        low, high = max(1, i - most), min(len(other), i + most)
        for j in range(low, high + 1):
            b = other[j - 1]
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row[low - 1 : high + 1]) > most:
            return far
        before, last = last, row
    return min(last[-1], far)
