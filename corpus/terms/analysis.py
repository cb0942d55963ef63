"""Dutch analysis: a text as the terms that the lexical index knows it by, with their places.

A word becomes its stem; a compound also yields the stems of its parts. Accents and capitals are folded, function
words are dropped. What must be kept whole is in `references`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import tantivy

from corpus.vocabulary import past_tenses
from corpus.vocabulary.compounds import split

# Numbers and clause numbers stay whole ("3,5", "1.000", "44c", "3.2"); the rest splits at punctuation. A letter may
# be followed by the accents that belong to it.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:[.,]\d+)*")
_LONGEST = 60
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMALS = re.compile(r"\d+,\d+")
_STEMS_KEPT = 65_536
# The stemmer takes "ge" for a prefix and makes one word of "gemeente" and "mening".
_MUNICIPALITY = re.compile(r"gemeent(?:e|en|es)")
_RENTER = re.compile(r"((?:ver|onder|mede)?huurder)(?:s|tje|tjes)?")


class Token(NamedTuple):
    """A term and the half-open range of code points it stands for in the analysed text."""

    term: str
    start: int
    end: int


class Word(NamedTuple):
    """A word of a text: its stem, the stems of its parts (none when it is no compound), as typed but folded."""

    stem: str
    parts: tuple[Token, ...]
    folded: str
    start: int
    end: int

    @property
    def pieces(self) -> tuple[str, ...]:
        """The smallest words that it consists of: its parts, or itself."""
        return tuple(part.term for part in self.parts) or (self.stem,)


def analyse(text: str) -> list[Token]:
    """The terms of a text as the index knows them (folded, stemmed, no function words), with their places."""
    return [Token(word.stem, word.start, word.end) for word in words(text)]


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, function words left out; the places of parts are within the word."""
    for match in _WORD.finditer(text):
        analysed = _analysed(match.group())
        if analysed:
            stem, parts, folded = analysed
            yield Word(stem, parts, folded, match.start(), match.end())


@lru_cache(maxsize=_STEMS_KEPT)
def _analysed(word: str) -> tuple[str, tuple[Token, ...], str] | None:
    """Stem, parts and folded form of a single word; None for a function word."""
    if len(word) > _LONGEST:
        return None
    folded = fold(word)
    if word[0].isdigit():
        number = _number(folded)
        return number, (), number
    stem = _stem(folded)
    if not stem:
        return None
    # Folding may lengthen a word ("æ"); the letters of its parts can't be pointed at then.
    parts = split(folded) if len(folded) == len(word) else ()
    stems = (Token(_stem(folded[a:b]), a, b) for a, b in parts)
    return stem, tuple(part for part in stems if part.term), folded


@cache
def _folding() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.lowercase())
    return builder.filter(tantivy.Filter.ascii_fold()).build()


@cache
def _stemming() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stopword("dutch"))
    return builder.filter(tantivy.Filter.stemmer("dutch")).build()


def fold(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(_folding().analyze(unicodedata.normalize("NFC", word)))


def _stem(folded: str) -> str:
    """The stem of a folded word, "" for a function word: the stemmer's, with what it misses put right."""
    if _MUNICIPALITY.fullmatch(folded):
        return "gemeent"
    # The stemmer makes "huur" of it, and rent is another subject.
    renter = _RENTER.fullmatch(folded)
    if renter:
        return renter.group(1)
    found = _stemming().analyze(folded)
    stem = found[0] if found else ""
    return past_tenses().get(stem) or _verb(stem)


def _verb(stem: str) -> str:
    """What the stemmer leaves: the t of "stijgt" and "bouwt", the bar of "kwetsbare"."""
    if stem.endswith("bar") and len(stem) > 6:
        return stem[:-3]
    cut = len(stem) >= 5 and stem.endswith("t") and stem[-2] not in "aeiouhs" and stem.isalpha()
    return stem[:-1] if cut else stem


def _number(text: str) -> str:
    """A number in one form: "1.000,00" and "1000" are the same, and so are "3,50" and "3,5"."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    if _DECIMALS.fullmatch(text):
        text = text.rstrip("0").rstrip(",")
    return text
