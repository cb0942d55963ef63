"""The names that `names` looks for, by their folded words: those of the library, and those of the vocabulary."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.vocabulary import (
    corporations as all_corporations,
)
from corpus.vocabulary import (
    former_municipalities,
    municipalities,
    organisation_words,
    plain_words,
)
from corpus.vocabulary.compounds import known_parts

Sort = Literal["municipality", "corporation", "tenants"]
Doubt = Literal["", "some", "much"]
Key = tuple[str, ...]

# Words of a corporation's name that don't tell it from the next one.
# fmt: off
_GENERIC = frozenset({
    "stichting", "woonstichting", "woningstichting", "woningbouwvereniging", "woningvereniging", "woningcorporatie",
    "woonvereniging",
    "corporatie", "wonen", "woon", "gemeente", "vereniging", "woningbouw", "woningbedrijf", "de", "het", "van", "en",
})
# fmt: on
_TWO_IN_ONE = re.compile(r"[a-z][A-Z]")
_SHORTEST_SHORT_NAME = 4
_LEAST_WORDS_THAT_TELL = 3  # ordinary words, so many of them together, are a name: "oever en erf"


class Entry(NamedTuple):
    """What a name stands for. `doubt`: how much evidence it needs, as its words also mean something else.

    `names` is more than one for a former municipality whose land was divided; `elsewhere` are those of the names that
    the library has nothing of.
    """

    sort: Sort
    names: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    doubt: Doubt = ""
    former: str = ""

    @property
    def known(self) -> bool:
        """Whether the library has documents of it, or of any that came after it."""
        return len(self.elsewhere) < len(self.names)

    def known_of(self, name: str) -> bool:
        return name not in self.elsewhere


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names by their folded words; `single` has those of one word by their first letter."""

    entries: Mapping[Key, Entry]
    tenants: Mapping[Key, Entry]
    single: Mapping[str, tuple[tuple[str, Entry], ...]]
    longest: int
    longest_tenants: int


def name_table(local: Iterable[str], corporations: Iterable[str], tenants: Iterable[str]) -> NameTable:
    """The table for a library with these names on its cards."""
    places, owners = frozenset(local), tuple(corporations)
    entries: dict[Key, Entry] = {}
    for key, entry in _municipalities(places):
        entries.setdefault(key, entry)
    for key, entry in _corporations(owners):
        entries.setdefault(key, entry)
    single: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in entries.items():
        if len(key) == 1:
            single.setdefault(key[0][:1], []).append((key[0], entry))
    organisations: dict[Key, Entry] = {}
    for name in tenants:
        for key, entry in _tenants(name, entries):
            organisations.setdefault(key, entry)
    return NameTable(
        entries,
        organisations,
        {letter: tuple(found) for letter, found in single.items()},
        max(map(len, entries)),
        max(map(len, organisations), default=0),
    )


def fold(text: str) -> str:
    """Small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip("'’")


def ordinary(word: str) -> bool:
    """Whether a folded word is one of everyday Dutch, as far as the vocabulary knows."""
    return word in known_parts() or word in plain_words()


def _municipalities(local: frozenset[str]) -> Iterator[tuple[Key, Entry]]:
    """Those of today by all their names, the library's own first, then former ones by what came after."""
    marked = {name for one in municipalities() if one.ambiguous for name in (one.name, *one.aliases)}
    for name in sorted(local):
        yield _key(name), Entry("municipality", (name,), doubt=_doubt(name) if name in marked else "")
    current = {_key(one.name) for one in municipalities()}
    for former in former_municipalities():
        if _key(former.name) not in current:
            after = _successors(former.successors)
            elsewhere = tuple(name for name in after if name not in local)
            doubt: Doubt = _doubt(former.name)
            yield _key(former.name), Entry("municipality", after, elsewhere, doubt, former.name)
    for one in municipalities():
        elsewhere = () if one.name in local else (one.name,)
        for name in (one.name, *one.aliases):
            doubt = _doubt(name) if one.ambiguous else ""
            yield _key(name), Entry("municipality", (one.name,), elsewhere, doubt)
    for name in sorted(local):
        for adjective in _adjectives(name):
            yield (adjective,), Entry("municipality", (name,))


def _successors(names: Iterable[str]) -> tuple[str, ...]:
    """The municipalities of today: what came after may have ended too."""
    ended = {former.name: former.successors for former in former_municipalities()}
    current = {one.name for one in municipalities()}
    found: list[str] = []
    for name in names:
        found += [name] if name in current or name not in ended else _successors(ended[name])
    return tuple(dict.fromkeys(found))


def _corporations(local: tuple[str, ...]) -> Iterator[tuple[Key, Entry]]:
    marked = {fold(name) for one in all_corporations() if one.ambiguous for name in (one.name, *one.aliases)}
    ours: dict[Key, str] = {}
    for name in local:
        told = [
            word for word in re.findall(r"[^\W_]+|&", name) if fold(word) not in _GENERIC and len(word) > 2
        ]
        short = (fold(told[0]),) if len(told) == 1 and len(told[0]) >= _SHORTEST_SHORT_NAME else ()
        for key in filter(None, (_key(name), _with_en(_key(name)), short)):
            ours.setdefault(key, name)
            yield key, Entry("corporation", (name,), doubt=_doubt_of(key, fold(name) in marked))
    for one in all_corporations():
        keys = {_key(name) for name in (one.name, *one.aliases)}
        known = next((ours[key] for key in keys if key in ours), None)
        for key in sorted(keys):
            elsewhere = () if known else (one.name,)
            doubt = _doubt_of(key, one.ambiguous)
            yield key, Entry("corporation", (known or one.name,), elsewhere, doubt)


def _tenants(name: str, taken: Mapping[Key, Entry]) -> Iterator[tuple[Key, Entry]]:
    """By its whole name, and by the one word that tells it apart ("HagelindeSamen")."""
    key = _key(name)
    generic = re.compile("|".join(organisation_words().tenants), re.IGNORECASE)
    said = [word for word in re.findall(r"[^\W_]+|&", name) if not generic.fullmatch(word)]
    plain = len(said) == len(key) and (len(key) == 1 or all(map(ordinary, key)))
    doubt: Doubt = "much" if plain else ""
    yield key, Entry("tenants", (name,), doubt=doubt)
    yield _with_en(key), Entry("tenants", (name,), doubt=doubt)
    if len(said) == 1 and _TWO_IN_ONE.search(said[0]) and (fold(said[0]),) not in taken:
        yield (fold(said[0]),), Entry("tenants", (name,))


def _doubt_of(key: Key, marked: bool) -> Doubt:
    told = [word for word in key if word not in {"de", "het"}]
    plain = all(word in _GENERIC or ordinary(word) for word in told)
    return "much" if marked or (plain and len(told) < _LEAST_WORDS_THAT_TELL) else ""


def _doubt(name: str) -> Doubt:
    """Of the name of a place: a word of every day needs more evidence than one that is hardly used."""
    words = _key(name)
    return "" if len(words) > 1 else "much" if ordinary(words[0]) else "some"


def _adjectives(name: str) -> tuple[str, ...]:
    """'Amsterdams' and 'Amsterdamse'; 'Gronings' of a name in -en, 'Zwols' of one in -le."""
    word = fold(name)
    if not word.isalpha():
        return ()
    cut = (word.endswith("en") and not word.endswith("een")) or word.endswith("lle")
    trunk = word[:-2] if cut else word
    return (f"{trunk}s", f"{trunk}se")


def _key(name: str) -> Key:
    return tuple(fold(word) for word in re.findall(r"[^\W_]+|&", name))


def _with_en(key: Key) -> Key:
    return tuple("en" if word == "&" else word for word in key)
