"""Municipalities and corporations named in a text: those of the library first, with one typing error allowed.

Used by understanding (what a question is about) and by verification (no name that the sources lack).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.model import EditionCard
from corpus.vocabulary import municipalities

# Words of a corporation's name that don't tell it from the next one.
_GENERIC = frozenset(
    [
        "stichting",
        "woonstichting",
        "woningstichting",
        "woningbouwvereniging",
        "woningcorporatie",
        "corporatie",
        "wonen",
        "woon",
        "gemeente",
        "vereniging",
        "woningbouw",
        "woningbedrijf",
        "de",
        "het",
        "van",
        "en",
    ]
)
_FUZZY_LENGTH = 6  # in shorter names one other letter often makes another word ("Hoorn", "hoort")
_BEFORE_A_PLACE = frozenset({"in", "gemeente", "te", "van", "voor", "uit", "en", "of", "bij"})


class Named(NamedTuple):
    """A name found in a text, at the half-open range of characters."""

    sort: Literal["municipality", "corporation"]
    name: str
    known: bool
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """All names that can be recognised: by their folded words, with what they stand for."""

    table: dict[tuple[str, ...], tuple[Literal["municipality", "corporation"], str, bool, bool]]
    longest: int

    @classmethod
    def of(cls, cards: Iterable[EditionCard]) -> "Names":
        """The names on the cards of the library, and all Dutch municipalities."""
        local: set[str] = set()
        corporations: set[str] = set()
        for card in cards:
            local.update(card.description.municipalities)
            corporations.update(card.description.corporations)
        return _names(tuple(sorted(local)), tuple(sorted(corporations)))

    def find(self, text: str, *, typing_errors: bool = True) -> list[Named]:
        """The names in a text in order, longest first at each place."""
        words = [
            _Word(m[0], fold(m[0]), m.start(), m.end())
            for m in re.finditer(r"['’]?[^\W_]+(?:[-'’][^\W_]+)*|&", text)
        ]
        found: list[Named] = []
        place = 0
        while place < len(words):
            named, length = self._at(words, place, typing_errors)
            if named:
                found.append(named)
            place += length
        return found

    def _at(self, words: Sequence[_Word], place: int, typing_errors: bool) -> tuple[Named | None, int]:
        for length in range(min(self.longest, len(words) - place), 0, -1):
            run = words[place : place + length]
            key = tuple(part for word in run for part in word.folded.split("-"))
            entry = self.table.get(key)
            before = words[place - 1].folded if place else ""
            if entry and entry[3] and not _is_a_name(run[0], place, before):
                entry = None
            if not entry and typing_errors and length == 1:
                entry = self._nearly(run[0].folded, before)
            if entry:
                return Named(entry[0], entry[1], entry[2], run[0].start, run[-1].end), length
        return None, 1

    def _nearly(
        self, word: str, before: str
    ) -> tuple[Literal["municipality", "corporation"], str, bool, bool] | None:
        """A name of the library that is one typing error away; short ones only where a place is expected."""
        least = _FUZZY_LENGTH - 1 if before in _BEFORE_A_PLACE else _FUZZY_LENGTH
        if len(word) < least:
            return None
        for key, entry in self.table.items():
            if entry[2] and len(key) == 1 and len(key[0]) >= least and one_error_apart(word, key[0]):
                return entry
        return None


@lru_cache(maxsize=8)
def _names(local: tuple[str, ...], corporations: tuple[str, ...]) -> Names:
    table: dict[tuple[str, ...], tuple[Literal["municipality", "corporation"], str, bool, bool]] = {}
    for municipality in municipalities():
        known = municipality.name in local
        for name in (municipality.name, *municipality.aliases):
            table[_key(name)] = ("municipality", municipality.name, known, municipality.ambiguous)
    for name in corporations:
        short = [
            word for word in re.findall(r"[^\W_]+|&", name) if fold(word) not in _GENERIC and len(word) > 2
        ]
        keys = {_key(name)} | ({(fold(short[0]),)} if len(short) == 1 and len(short[0]) > 3 else set())
        for key in keys:
            table.setdefault(key, ("corporation", name, True, False))
    for name in local:
        for adjective in _adjectives(name):
            table.setdefault((adjective,), ("municipality", name, True, False))
        ambiguous = table.get(_key(name), ("municipality", name, True, False))[3]
        table[_key(name)] = ("municipality", name, True, ambiguous)
    return Names(table, max(map(len, table)))


def _adjectives(name: str) -> tuple[str, ...]:
    """'Amsterdams' and 'Amsterdamse'; 'Gronings' of a name in -en, 'Zwols' of one in -le."""
    word = fold(name)
    if not word.isalpha():
        return ()
    trunk = word[:-2] if word.endswith("en") else word[:-2] if word.endswith("lle") else word
    return (f"{trunk}s", f"{trunk}se")


def fold(text: str) -> str:
    """Small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip("'’")


def one_error_apart(one: str, other: str) -> bool:
    """Whether one typing error (a letter too many, too few, wrong, or two swapped) makes one word the other.

    The first letter must be right: people rarely miss that one, and it keeps other words out.
    """
    if one == other:
        return True
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def _key(name: str) -> tuple[str, ...]:
    return tuple(part for word in re.findall(r"[^\W_]+|&", name) for part in [fold(word)])


def _is_a_name(word: _Word, place: int, before: str) -> bool:
    """An ordinary word is a place when written as one: a capital inside a sentence, or after 'in', 'gemeente'."""
    return (
        before == "gemeente"
        or (word.text[:1].isupper() and place > 0)
        or (before == "in" and word.text.islower())
    )


def mentioned_together(names: Sequence[Named], text: str) -> bool:
    """Whether two municipalities stand side by side ("Lindewaard en Oosterveen")."""
    places = [name for name in names if name.sort == "municipality"]
    return any(
        text[a.end : b.start].strip().lower() in {"en", "of", ",", "met", "en in", "vs"}
        for a, b in pairwise(places)
    )
