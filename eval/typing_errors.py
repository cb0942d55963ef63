"""Makes the typing errors that people make in questions, the same ones every time, to measure what they cost.

A slip of the fingers (a letter left out, doubled, swapped with the next, or the key beside it) is as likely as all
mistakes of spelling together (a sound written in its other way, a compound written as two words).
"""

import random
import re
from collections.abc import Callable, Mapping

_WORD = re.compile(r"[^\W\d_]{4,}")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    *(
        ("ij", "ei"),
        ("ei", "ij"),
        ("au", "ou"),
        ("ou", "au"),
        ("ch", "g"),
        ("g", "ch"),
        ("c", "k"),
        ("k", "c"),
    ),
    *(("aa", "a"), ("ee", "e"), ("oo", "o"), ("uu", "u"), ("ll", "l"), ("rr", "r"), ("mm", "m"), ("tt", "t")),
    *(("dt", "t"), ("s", "z"), ("z", "s"), ("f", "v"), ("v", "f"), ("ie", "i")),
)
_SEED = 20_151_129
_SPLIT_FROM = 10


def with_typing_errors(questions: Mapping[str, str], *, seed: int = _SEED) -> dict[str, str]:
    """Every question with one or two errors, each in another word of four letters or more.

    What becomes of a question depends on its key, its text and the seed only. A question without such a word stays.
    """
    return {
        key: _mistyped(text, random.Random(f"{seed}/{key}/{text}"))  # noqa: S311 (no secret)
        for key, text in questions.items()
    }


def _mistyped(text: str, chance: random.Random) -> str:
    places = [match.span() for match in _WORD.finditer(text)]
    chosen = chance.sample(places, min(len(places), chance.choice((1, 2))))
    for start, end in sorted(chosen, reverse=True):
        text = text[:start] + _spoil(text[start:end], chance) + text[end:]
    return text


def _spoil(word: str, chance: random.Random) -> str:
    """A word with one error in it, which always makes it another word."""
    makers: tuple[Callable[[str, random.Random], str], ...] = (_omit, _double, _swap, _beside)
    for _ in range(20):
        make = chance.choice(makers) if chance.random() < 0.5 else chance.choice((_sound, _apart))
        spoiled = make(word, chance)
        if spoiled != word:
            return spoiled
    return _double(word, chance)


def _place(word: str, chance: random.Random) -> int:
    """Where in a word: in one case of ten at its first letter."""
    return 0 if chance.random() < 0.1 else chance.randrange(1, len(word))


def _omit(word: str, chance: random.Random) -> str:
    place = _place(word, chance)
    return word[:place] + word[place + 1 :]


def _double(word: str, chance: random.Random) -> str:
    place = _place(word, chance)
    return word[: place + 1] + word[place:]


def _swap(word: str, chance: random.Random) -> str:
    place = min(_place(word, chance), len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _beside(word: str, chance: random.Random) -> str:
    place = _place(word, chance)
    letter = word[place].lower()
    row = next((row for row in _KEYS if letter in row), "")
    if not row:
        return word
    other = row[(row.index(letter) + chance.choice((-1, 1))) % len(row)]
    return word[:place] + other + word[place + 1 :]


def _sound(word: str, chance: random.Random) -> str:
    fitting = [(one, other) for one, other in _SOUNDS if one in word[1:]]
    if not fitting:
        return word
    one, other = chance.choice(fitting)
    place = word.index(one, 1)
    return word[:place] + other + word[place + len(one) :]


def _apart(word: str, chance: random.Random) -> str:
    """A long word typed as two, somewhere in the middle third."""
    if len(word) < _SPLIT_FROM:
        return word
    place = chance.randrange(len(word) // 3, 2 * len(word) // 3 + 1)
    return f"{word[:place]} {word[place:]}"
