"""Where the words of a search stand in a text: whole words by their stem, parts of compounds, phrases, prefixes."""

from collections.abc import Sequence

from corpus.terms.analysis import Word, analyse, fold, words
from corpus.terms.references import references


class Sought:
    """The words of a search, made ready to look for in many texts.

    `must` are phrases and prefixes as `searchbox` gives them: their words are marked too.
    """

    def __init__(self, query: str, must: Sequence[str] = ()) -> None:
        self._prefixes = tuple(fold(one[:-1]) for one in must if one.endswith("*"))
        self._phrases = [_stems(one) for one in must if not one.endswith("*")]
        own = [word for word in words(query) if word.folded not in self._prefixes]
        self._stems = {word.stem for word in own}.union(*map(set, self._phrases))
        self._compounds = {word.stem: set(word.pieces) for word in own if word.parts}
        self._references = {token.term for token in references(query)}

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Half-open ranges in code points, in order, without overlap; of a compound only the part that fits."""
        said = list(words(text))
        stems = {word.stem for word in said}
        pieces = {piece for word in said for piece in word.pieces}
        # A compound that is not there may be said in other words: "de verhoging van de huur".
        apart = (parts for whole, parts in self._compounds.items() if whole not in stems and parts <= pieces)
        together = self._stems.union(*apart)
        found = [place for word in said for place in self._in_word(word, together)]
        found += [(token.start, token.end) for token in references(text) if token.term in self._references]
        return _merged(found)

    def holds(self, text: str) -> bool:
        """Whether a text has every phrase and every prefix that must be there."""
        said = list(words(text))
        stems = [word.stem for word in said]
        return all(_has(stems, phrase) for phrase in self._phrases) and all(
            any(word.folded.startswith(prefix) for word in said) for prefix in self._prefixes
        )

    def _in_word(self, word: Word, together: set[str]) -> list[tuple[int, int]]:
        if word.stem in together or (self._prefixes and word.folded.startswith(self._prefixes)):
            return [(word.start, word.end)]
        return [
            (word.start + part.start, word.start + part.end) for part in word.parts if part.term in together
        ]


def _stems(text: str) -> list[str]:
    return [token.term for token in analyse(text)]


def _has(stems: list[str], phrase: list[str]) -> bool:
    return any(stems[place : place + len(phrase)] == phrase for place in range(len(stems) - len(phrase) + 1))


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
