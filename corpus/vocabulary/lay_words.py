"""Reads what people say and the formal words that stand in laws and policy papers for it (`lay_words.tsv`)."""

from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import _rows, _split


@dataclass(frozen=True, slots=True)
class LayWords:
    """Everyday words and phrases, any of which may mean what the formal ones say."""

    everyday: tuple[str, ...]
    formal: tuple[str, ...]


@cache
def lay_words() -> tuple[LayWords, ...]:
    """All rows of `lay_words.tsv`."""
    return tuple(LayWords(_split(everyday), _split(formal)) for everyday, formal in _rows("lay_words.tsv"))
