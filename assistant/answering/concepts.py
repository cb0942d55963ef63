"""What a question is about, as concepts that a text can be checked for: its words and their glossary equals.

Used by understanding (to expand the search), by ranking, by deciding and by quoting (to see what a text covers).
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.answering.names import one_error_apart
from corpus.terms import Token, analyse
from corpus.vocabulary import glossary, idioms, own_stems, past_tenses, plain_words
from corpus.vocabulary.lay_words import lay_words

Stems = tuple[str, ...]

# Shorter stems are too easily part of a longer word to count as the half of a compound.
_COMPOUND_PART = 4
_SPELLING = 5  # shorter stems have too many neighbours one letter away
# Words that begin alike for so many letters, and for this share of the longer one, are of one family: the stemmer
# makes "kwetsbar" of "kwetsbare" and "kwetsbaar" of "kwetsbaarheid".
_SAME_FAMILY, _SAME_SHARE = 6, 0.75
# A compound that holds the word ("huurverhoging" for "huur") is good evidence, but less than the word itself.
_COMPOUND_CREDIT = 0.75
# The words of a phrase, found anywhere in the text, may not belong together.
_SCATTERED_CREDIT = 0.9
# A formal word may be meant by an everyday one: weaker than a word that means the same.
_MEANT_CREDIT = 0.8
# Another word for it is as good, but of two sentences the one with the asker's own word says it better.
_EQUAL_CREDIT = 0.95
_LONGEST_PHRASE = 6
_SHORT_ABBREVIATION = 2
_SHORTEST_JOINED = 7
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–](?:19|20)\d\d)?")
# Words that stand in nearly every document about housing say little of what is asked.
_EVERYWHERE = frozenset({"woningen", "prestatieafspraken"})
_OF_EVERYWHERE = 0.4
_FEW = 5  # words in a question that can be about nothing but a role ("Wat is een corporatie?")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about: the words as typed and the stem phrases that stand for it.

    `meant` are the stem phrases of the formal words that everyday ones may stand for.
    """

    surface: str
    own: Stems
    phrases: frozenset[Stems]
    words: tuple[str, ...] = ()
    meant: frozenset[Stems] = frozenset()

    @property
    def everywhere(self) -> bool:
        """Whether nearly every document about housing is about it, so that it tells little."""
        return not _EVERYWHERE.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class Bag:
    """The stems of a text, for checking concepts against."""

    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Bag":
        return cls(frozenset(stems(text)))

    def __or__(self, other: "Bag") -> "Bag":
        return Bag(self.stems | other.stems)

    def holds(self, concept: Concept) -> float:
        """How much of a concept is in the text: 1 for a phrase of it, less for part of a compound, 0 for none."""
        held = [phrase for phrase in concept.phrases if self.stems.issuperset(phrase)]
        if held:
            if concept.own in held:
                return 1.0
            return _EQUAL_CREDIT if any(len(phrase) == 1 for phrase in held) else _SCATTERED_CREDIT
        if any(self.stems.issuperset(phrase) for phrase in concept.meant):
            return _MEANT_CREDIT
        return _COMPOUND_CREDIT if all(self._in_compound(stem) for stem in concept.own) else 0.0

    def holds_stem(self, stem: str) -> float:
        """The same for a single stem."""
        if stem in self.stems:
            return 1.0
        return _COMPOUND_CREDIT if self._in_compound(stem) else 0.0

    def _in_compound(self, stem: str) -> bool:
        return stem in self.stems or _part_of_any(stem, self.stems)


@lru_cache(maxsize=16_384)
def _part_of_any(stem: str, others: frozenset[str]) -> bool:
    """Whether a stem is one word with another, or the half of a compound."""
    if len(stem) < _COMPOUND_PART or not stem.isalpha():
        return False
    opening = stem[:_SAME_FAMILY]
    for other in others:
        if other.startswith(opening) and _alike(other, stem) >= max(
            _SAME_FAMILY, _SAME_SHARE * max(len(other), len(stem))
        ):
            return True
        # The rest must be a word too: "verkoop" holds "koop", "huurder" does not hold a "huur" plus "der".
        rest = len(other) - len(stem)
        if rest >= _COMPOUND_PART and (other.startswith(stem) or other.endswith(stem)):
            return True
        # The other way round only the head counts: "leefbaarheidsuitgaven" are "uitgaven".
        # and no short one: "statushouders" are no "ouders".
        if -rest >= _COMPOUND_PART and len(other) > _COMPOUND_PART + 1 and stem.endswith(other):
            return True
    return False


@lru_cache(maxsize=4096)
def stems(text: str) -> Stems:
    """The stems of a text in order, as the lexical index has them, with the Dutch third person cut off too."""
    return tuple(
        _own_stem(text, token) or past_tenses().get(token.term) or _verb(token.term)
        for token in analyse(text)
    )


def concepts(text: str, leave_out: Iterable[str] = ()) -> tuple[Concept, ...]:
    """The concepts of a question; words in `leave_out` (names, years) are no concept."""
    for pattern, word in idioms():
        text = pattern.sub(f" {word} ", text)
    skip = {word.lower() for phrase in leave_out for word in _words(phrase)}
    said = [word for word in _joined(_words(text)) if word.lower() not in skip and not _YEARS.fullmatch(word)]
    content = [word for word in said if word.lower() not in plain_words()]
    # "Wat is een corporatie?" is about a word that says nothing in other questions.
    return tuple(_group(content or [word for word in said if len(said) <= _FEW and stems(word) in _equals()]))


def weights(asked: Sequence[Concept], bags: Sequence[Bag]) -> list[float]:
    """How telling each concept is among the texts found: what stands everywhere says little (as in IDF), 0.2 to 1."""
    total = len(bags)
    if not total:
        return [1.0] * len(asked)
    held = [sum(bag.holds(concept) > 0 for bag in bags) for concept in asked]
    return [
        (_OF_EVERYWHERE if concept.everywhere else 1.0)
        * (0.2 + 0.8 * math.log((total + 1) / (count + 0.5)) / math.log((total + 1) / 0.5))
        for concept, count in zip(asked, held, strict=True)
    ]


def respelled(asked: Sequence[Concept], bags: Sequence[Bag]) -> tuple[Concept, ...]:
    """The concepts, a word that no text holds replaced by one that is a single typing error away from it."""
    every = sorted(frozenset().union(*(bag.stems for bag in bags)))
    return tuple(_respelled(concept, bags, every) for concept in asked)


def _respelled(concept: Concept, bags: Sequence[Bag], every: Sequence[str]) -> Concept:
    typed = concept.own[0] if len(concept.own) == 1 else ""
    if concept.words or len(typed) < _SPELLING or any(bag.holds(concept) for bag in bags):
        return concept
    meant = next((stem for stem in every if one_error_apart(typed, stem)), None)
    return replace(concept, phrases=concept.phrases | {(meant,)}) if meant else concept


def coverage(asked: Sequence[Concept], importance: Sequence[float], bag: Bag) -> float:
    """The weighted share of the concepts that a text holds, 0 to 1; 0 when nothing is asked."""
    total = sum(importance)
    if not total:
        return 0.0
    return sum(weight * bag.holds(concept) for concept, weight in zip(asked, importance, strict=True)) / total


def _group(content: list[str]) -> Iterable[Concept]:
    """Glossary phrases first, the longest one at each place; every other word is a concept of its own.

    What an everyday phrase may mean is meant by each of its words: a text may also say it with some of them.
    """
    equals, meant = _equals(), _meant(content)
    place = 0
    while place < len(content):
        for length in range(min(_LONGEST_PHRASE, len(content) - place), 0, -1):
            words = content[place : place + length]
            own = stems(" ".join(words))
            group = equals.get(own) or equals.get(_nearly(own)) if own and _may_expand(words) else None
            if group:
                phrases, spelled = group
                formal = frozenset[Stems]().union(*meant[place : place + length])
                yield Concept(" ".join(words), own, phrases | {own}, spelled, formal)
                place += length
                break
        else:
            own = stems(content[place])
            # A bare number is what a reader may have wrong: it helps to choose a sentence, it need not be there.
            if own and not re.fullmatch(r"[\d.,]+%?", content[place]):
                yield Concept(content[place], own, frozenset({own}), meant=meant[place])
            place += 1


def _meant(content: Sequence[str]) -> list[frozenset[Stems]]:
    """For each word the formal words that it may stand for, alone or in a phrase with the words beside it."""
    found = [frozenset[Stems]()] * len(content)
    for start in range(len(content)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(content)) + 1):
            formal = _formal().get(stems(" ".join(content[start:end])))
            if formal:
                found[start:end] = [one | formal for one in found[start:end]]
    return found


@lru_cache(maxsize=1024)
def _nearly(own: Stems) -> Stems:
    """The long glossary word that a word is one typing error away from; nothing when there is none."""
    if len(own) != 1 or len(own[0]) < 2 * _SPELLING:
        return ()
    return next((word for word in sorted(_single_words()) if one_error_apart(own[0], word[0])), ())


def _joined(words: list[str]) -> list[str]:
    """Words of the field that were typed in two ("prestatie afspraken", "leefbaarheids budget") made one again."""
    joined: list[str] = []
    for word in words:
        both = stems(joined[-1] + word) if joined and len(word) > _SHORT_ABBREVIATION else ()
        typed = f"{joined[-1]}{word}".lower() if both else ""
        if both in _single_words() or typed in _everyday_words() or (both and _nearly(both)):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@cache
def _single_words() -> frozenset[Stems]:
    typed = [word for group in glossary() for word in group.words]
    return frozenset(stems(word) for word in typed if word.isalpha() and len(word) > _SHORTEST_JOINED)


@cache
def _everyday_words() -> frozenset[str]:
    return frozenset(word.lower() for row in lay_words() for word in row.everyday if " " not in word)


def _may_expand(words: list[str]) -> bool:
    """Abbreviations of two letters mean too much else: they count only in capitals."""
    return not (len(words) == 1 and len(words[0]) <= _SHORT_ABBREVIATION and not words[0].isupper())


@cache
def _equals() -> dict[Stems, tuple[frozenset[Stems], tuple[str, ...]]]:
    """For the content stems of every glossary phrase: all phrases of its groups as stems, and as words."""
    found: dict[Stems, tuple[frozenset[Stems], tuple[str, ...]]] = {}
    for group in glossary():
        together = frozenset(phrase for word in group.words if (phrase := _whole_stems(word)))
        for phrase in together:
            before, words = found.get(phrase, (frozenset(), ()))
            found[phrase] = (before | together, tuple(dict.fromkeys([*words, *group.words])))
    return found


@cache
def _formal() -> dict[Stems, frozenset[Stems]]:
    """For the content stems of everyday words: those of the formal words that they may stand for."""
    found: dict[Stems, frozenset[Stems]] = {}
    for row in lay_words():
        formal = frozenset(phrase for word in row.formal if (phrase := _content_stems(word)))
        for word in row.everyday:
            own = _whole_stems(word)
            if own:
                found[own] = found.get(own, frozenset()) | formal
    return found


def _whole_stems(words: str) -> Stems:
    """The content stems; none of a phrase that shrinks to one word ("uit huis gezet" is more than a house)."""
    found = _content_stems(words)
    return () if " " in words and len(found) == 1 else found


def _content_stems(text: str) -> Stems:
    content = [word for word in _words(text) if word.lower() not in plain_words()]
    return stems(" ".join(content))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’&.+-][^\W_]+)*%?", text)


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _own_stem(text: str, token: Token) -> str:
    """The stem of a word that the stemmer takes for another: a tenant ("huurder") is no rent ("huur")."""
    word = text[token.start : token.end].lower()
    if token.term in {"huur", "verhuur"}:
        return f"{token.term}der" if word.startswith(f"{token.term}der") else ""
    return own_stems().get(word, "")


def _verb(stem: str) -> str:
    """What the Snowball stemmer leaves: the t of 'stijgt' and 'bouwt', the bar of 'kwetsbare'."""
    if stem.endswith("bar") and len(stem) > 6:
        return stem[:-3]
    cut = len(stem) >= 5 and stem.endswith("t") and stem[-2] not in "aeiouhs" and stem.isalpha()
    return stem[:-1] if cut else stem
