"""Reads the words of agreements: its verbs (`commitment_verbs.tsv`) and its ways of putting things
(`commitment_words.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import _read, _rows, _split, _starts


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by its infinitive; `past` and `participle` are empty when they are regular."""

    infinitive: str
    sort: str
    past: str
    participle: str


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """Groups of patterns for a sentence or a heading, each as one; `commitment_words.toml` says what each is for."""

    patterns: dict[str, re.Pattern[str]]

    def find(self, group: str, text: str) -> str | None:
        """The first words of `text` that a group matches; None when it does not."""
        match = self.patterns[group].search(text)
        return match[0].strip() if match else None


@cache
def verbs() -> tuple[Verb, ...]:
    """All verbs of `commitment_verbs.tsv`."""
    return tuple(Verb(*row) for row in _rows("commitment_verbs.tsv"))


@cache
def commitment_words() -> CommitmentWords:
    """The patterns of `commitment_words.toml`."""
    groups = tomllib.loads(_read("commitment_words.toml"))
    return CommitmentWords({name: _pattern(words) for name, words in groups.items()})


@cache
def sentence_words() -> dict[str, frozenset[str]]:
    """The groups of `sentence_words.toml`."""
    groups: dict[str, str] = tomllib.loads(_read("sentence_words.toml"))
    return {name: frozenset(words.split()) for name, words in groups.items()}


@cache
def commitment_themes() -> dict[str, tuple[str, ...]]:
    """The further beginnings of words by theme; one that ends in a space is a whole word."""
    return {theme: _starts(words) for theme, words, _ in _rows("commitment_themes.tsv")}


@cache
def themes_of_verbs() -> dict[str, str]:
    """The theme of what a verb does, by its infinitive."""
    return {verb: theme for theme, _, verbs in _rows("commitment_themes.tsv") for verb in _split(verbs)}


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
