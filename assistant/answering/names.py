"""Municipalities, corporations and tenants' organisations named in a text, with one typing error allowed.

Used by understanding (what a question is about) and by verification (no name that the sources lack).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from assistant.answering.name_table import Entry, NameTable, Sort, fold, name_table, ordinary
from corpus.model import EditionCard

__all__ = ["Named", "Names", "fold", "mentioned_together", "one_error_apart"]

_FUZZY_LENGTH = 6  # in shorter names one other letter often makes another word ("Hoorn", "hoort")
_FUZZY_ELSEWHERE = 8  # a name that is not in the library needs more letters to be guessed at
_BEFORE_A_PLACE = frozenset({"in", "gemeente", "te", "van", "voor", "uit", "en", "of", "bij"})
_BEFORE_A_CORPORATION = frozenset(
    {"corporatie", "woningcorporatie", "verhuurder", "stichting", "woonstichting", "woningstichting"}
)
# "In huizen van Kadewonen" is about houses, "in Huizen" about a place: what comes after a place is not one of these.
_AFTER_A_THING = frozenset({"van", "met", "die", "dat", "waar", "zonder", "uit", "boven", "gebouwd"})
_KEYWORDS = (
    5  # a search of at most so many words is read as keywords, in which a name needs no word before it
)
_WORDS = re.compile(r"['’]?[^\W_]+(?:[-'’][^\W_]+)*|&")


class Named(NamedTuple):
    """A name found in a text, at the half-open range of characters.

    `former` is the name of the municipality that ended, when that is what the text says: `name` came after it, and
    where the land was divided there is one `Named` for each municipality that did.
    """

    sort: Literal["municipality", "corporation"]
    name: str
    known: bool
    start: int
    end: int
    former: str = ""


class _Word(NamedTuple):
    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """All names that can be recognised: by their folded words, with what they stand for."""

    table: NameTable

    @classmethod
    def of(cls, cards: Iterable[EditionCard]) -> "Names":
        """The names on the cards of the library, and all municipalities and corporations of the vocabulary."""
        found: dict[Sort, set[str]] = {"municipality": set(), "corporation": set(), "tenants": set()}
        for card in cards:
            found["municipality"].update(card.description.municipalities)
            found["corporation"].update(card.description.corporations)
            found["tenants"].update(card.description.tenant_organisations)
        return _names(*(tuple(sorted(found[sort])) for sort in ("municipality", "corporation", "tenants")))

    def find(self, text: str, *, typing_errors: bool = True) -> list[Named]:
        """The municipalities and corporations in a text in order, longest first at each place."""
        return [
            Named(entry.sort, name, entry.known_of(name), start, end, entry.former)
            for entry, start, end in self._entries(text, typing_errors)
            if entry.sort != "tenants"
            for name in entry.names
        ]

    def tenants(self, text: str) -> list[tuple[str, int, int]]:
        """The tenants' organisations of the library in a text, each with its range of characters."""
        return [
            (entry.names[0], start, end)
            for entry, start, end in self._entries(text, True, tenants=True)
            if entry.sort == "tenants"
        ]

    def _entries(
        self, text: str, typing_errors: bool, *, tenants: bool = False
    ) -> Iterator[tuple[Entry, int, int]]:
        words = [_Word(m[0], fold(m[0]), m.start(), m.end()) for m in _WORDS.finditer(text)]
        seen = _Seen(words, text.isupper())
        place = 0
        while place < len(words):
            entry, length = self._at(seen, place, typing_errors, tenants)
            if entry:
                yield entry, words[place].start, words[place + length - 1].end
            place += length

    def _at(self, seen: "_Seen", place: int, typing_errors: bool, tenants: bool) -> tuple[Entry | None, int]:
        table = self.table.tenants if tenants else self.table.entries
        longest = self.table.longest_tenants if tenants else self.table.longest
        for length in range(min(longest, len(seen.words) - place), 0, -1):
            run = seen.words[place : place + length]
            entry = table.get(tuple(part for word in run for part in word.folded.split("-")))
            if entry and not seen.is_a_name(entry, place, length):
                entry = None
            if not entry and typing_errors and not tenants and length == 1:
                entry = self._nearly(run[0].folded, seen.before(place))
            if entry:
                return entry, length
        return None, 1

    def _nearly(self, word: str, before: str) -> Entry | None:
        """A name that is one typing error away: one of the library, or a long one where a place is expected."""
        expected = before in _BEFORE_A_PLACE
        least = _FUZZY_LENGTH - 1 if expected else _FUZZY_LENGTH
        if len(word) < least:
            return None
        elsewhere: Entry | None = None
        for key, entry in self.table.single.get(word[:1], ()):
            if entry.doubt or len(key) < least or not one_error_apart(word, key):
                continue
            if entry.known and not entry.elsewhere:
                return entry
            if expected and min(len(word), len(key)) >= _FUZZY_ELSEWHERE and not ordinary(word):
                elsewhere = elsewhere or entry
        return elsewhere


class _Seen(NamedTuple):
    """The words of a text; `shouted`: all of it is in capitals, so that a capital tells nothing."""

    words: Sequence[_Word]
    shouted: bool

    def before(self, place: int) -> str:
        return self.words[place - 1].folded if place else ""

    def is_a_name(self, entry: Entry, place: int, length: int) -> bool:
        """Whether the words at a place stand for the entry, and not for what they mean as ordinary words."""
        if not entry.doubt:
            return True
        run, before = self.words[place : place + length], self.before(place)
        capital = not self.shouted and run[-1].text[:1].isupper() and (place > 0 or length > 1)
        if entry.sort == "tenants":
            return capital and (length > 1 or run[0].text == entry.names[0])
        if entry.sort == "corporation":
            return capital or before in _BEFORE_A_CORPORATION
        if capital or before == "gemeente":
            return True
        after = self.words[place + length].folded if place + length < len(self.words) else ""
        if entry.doubt == "some":
            return before in _BEFORE_A_PLACE or len(self.words) <= _KEYWORDS
        return before == "in" and after not in _AFTER_A_THING


@lru_cache(maxsize=8)
def _names(local: tuple[str, ...], corporations: tuple[str, ...], tenants: tuple[str, ...]) -> Names:
    return Names(name_table(local, corporations, tenants))


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


def mentioned_together(names: Sequence[Named], text: str) -> bool:
    """Whether two municipalities stand side by side ("Lindewaard en Oosterveen")."""
    places = [name for name in names if name.sort == "municipality"]
    return any(
        text[a.end : b.start].strip().lower() in {"en", "of", ",", "met", "en in", "vs"}
        for a, b in pairwise(places)
    )
