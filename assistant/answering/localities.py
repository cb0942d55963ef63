"""Villages, neighbourhoods and projects in a question: names that only the documents of one municipality have.

No list of them is kept: what the library's own sentences write with a capital, always, and for one municipality only,
is a place there, however the question spells it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answering.name_table import fold, ordinary
from assistant.answering.names import Named, Names
from corpus.library import Library
from corpus.model import FoundPassage
from corpus.vocabulary import plain_words, question_kinds

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 5
_MOST_WORDS = 40  # of one question, that are looked at
_MOST_PASSAGES = 60  # that are read to tell what a word is
_MOST_KEPT = 4096
# What comes before a name in the middle of a sentence.
_INSIDE = re.compile(r"[\w,;]\s$")


class Locality(NamedTuple):
    """A name as the documents write it, with the municipality whose documents have it."""

    name: str
    municipality: str


class _Place(NamedTuple):
    start: int
    end: int
    found: Locality


class Localities:
    """Finds these names in questions; what a word turned out to be is kept until the library changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = library.generation
        self._known: dict[str, Locality | None] = {}

    def written_out(self, text: str) -> str:
        """The question with these names as the documents write them, and their municipality if it names none."""
        names = Names.of(self._library.cards())
        taken = [*names.find(text), *_tenants(names, text)]
        places = list(self._places(text, taken))
        held = {name.name for name in taken if name.sort == "municipality" and not _inside(name, places)}
        more = (
            {}
            if held and question_kinds().kind(text) != "comparison"
            else {p.found.municipality: p for p in places}
        )
        for place in reversed(places):
            at = place.found.municipality
            told = f" ({at})" if at not in held and more.get(at) is place else ""
            text = text[: place.start] + place.found.name + told + text[place.end :]
        return text

    def _places(self, text: str, taken: Sequence[Named]) -> list[_Place]:
        words = list(_WORD.finditer(text))
        found: list[_Place] = []
        for before, word in list(zip([None, *words], words, strict=False))[:_MOST_WORDS]:
            inside = [name for name in taken if name.start < word.end() and word.start() < name.end]
            one = None
            if before and text[before.end() : word.start()] == " ":
                one = self._of_two(before, word, inside)
            if not one and not inside and _may_be_a_name(word[0], at_start=before is None):
                known = self._what_is(word[0])
                one = _Place(word.start(), word.end(), known) if known else None
            if one and (not found or found[-1].end <= one.start):
                found.append(one)
        return found

    def _of_two(self, first: re.Match[str], last: re.Match[str], inside: Sequence[Named]) -> _Place | None:
        """A name of two words: with capitals ("Oude Kern"), or a part of a municipality ("klein lindewaard")."""
        if not inside and not last[0][:1].isupper():
            return None
        known = self._what_is(f"{first[0]} {last[0]}")
        # "Prestatieafspraken Lindewaard" is of the whole municipality, "Klein-Lindewaard" a part of it.
        if not known or (inside and "-" not in known.name):
            return None
        return _Place(first.start(), last.end(), known)

    def _what_is(self, said: str) -> Locality | None:
        if self._generation != self._library.generation or len(self._known) > _MOST_KEPT:
            self._known, self._generation = {}, self._library.generation
        key = fold(said)
        if key not in self._known:
            self._known[key] = self._looked_up(key)
        return self._known[key]

    def _looked_up(self, said: str) -> Locality | None:
        pattern = re.compile(
            rf"(?<![\w-]){re.sub('[ -]', '[ -]', re.escape(said).replace(chr(92), ''))}(?![\w-])", re.I
        )
        hits = self._library.search_terms(said, _MOST_PASSAGES, must=[said], compounds=False)
        places: set[str] | None = None
        name = ""
        for found in self._library.found(hit.passage_id for hit in hits):
            written = [(text, one) for text in _texts(found) for one in pattern.finditer(text)]
            if not written:
                continue
            if not all(part[:1].isupper() for _, one in written for part in re.split("[ -]", one[0])):
                return None
            here = set(found.card.description.municipalities)
            places = here if places is None else places & here
            inside = (one[0] for text, one in written if _INSIDE.search(text[: one.start()]))
            name = name or next(inside, "")
        return Locality(name, places.pop()) if name and places and len(places) == 1 else None


def _may_be_a_name(word: str, *, at_start: bool) -> bool:
    if len(word) < _SHORTEST or fold(word) in plain_words():
        return False
    return not ordinary(fold(word)) or (word[:1].isupper() and not at_start)


def _texts(found: FoundPassage) -> tuple[str, ...]:
    passage = found.passage
    return (passage.text, passage.context, *passage.headings)


def _tenants(names: Names, text: str) -> list[Named]:
    return [Named("corporation", name, True, start, end) for name, start, end in names.tenants(text)]


def _inside(name: Named, places: Sequence[_Place]) -> bool:
    return any(place.start <= name.start and name.end <= place.end for place in places)
