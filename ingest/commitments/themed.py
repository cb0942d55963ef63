"""What a commitment is about: the themes of its own words and of what is done, else those of its headings."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from corpus.model import Theme
from corpus.vocabulary import theme_words
from corpus.vocabulary.agreeing import commitment_themes, themes_of_verbs

_MOST = 3
_OWN, _HEADING, _CONTEXT, _DONE = 1.0, 1.6, 0.5, 1.2
_MANNER = {Theme.PROCES: 0.5, Theme.FINANCIEN: 0.6, Theme.PARTICIPATIE: 0.7}  # often named in passing
_SHARE = 0.6  # of the points of the main theme that a further one needs
# Words that stand under every theme.
_GENERAL = frozenset({"aantallen ", "hoeveel woningen", "erbij ", "termijn ", "december ", "vóór 1 juli"})
_LONGEST = 2_000  # characters of a text that are looked at

Named = tuple[tuple[Theme, str], ...]
"""Themes, each with the words or the heading that name it."""


def themes_of(
    sentence: str, headings: Sequence[str], context: str = "", *, action: str = "", action_words: str = ""
) -> Named:
    """One to three themes, the main one first."""
    points: dict[Theme, float] = {}
    words: dict[Theme, str] = {}

    def add(named: Named, worth: float, own: bool) -> None:
        for theme, found in named:
            points[theme] = points.get(theme, 0.0) + worth * (_MANNER.get(theme, 1.0) if own else 1.0)
            words.setdefault(theme, found)

    add(_named(sentence[:_LONGEST]), _OWN, own=True)
    add(_named(context[:_LONGEST]) if context else (), _CONTEXT, own=True)
    for place, heading in enumerate(reversed(headings[-3:])):
        add(_above(heading[:_LONGEST]), _HEADING / (1 + place), own=False)
    done = themes_of_verbs().get(action)
    if done is not None:
        add(((Theme(done), action_words),), _DONE, own=False)
    if len(points) > 1 and points.get(Theme.PROCES, 1.1) <= 1.0:
        del points[Theme.PROCES]
    if not points:
        return ((Theme.PROCES, ""),)
    ranked = sorted(points, key=lambda theme: -points[theme])
    most = points[ranked[0]]
    return tuple((theme, words[theme]) for theme in ranked[:_MOST] if points[theme] >= _SHARE * most)


def _named(text: str) -> Named:
    return tuple((theme, match[0].strip()) for theme, says, _ in _patterns() if (match := says.search(text)))


@lru_cache(maxsize=2_048)
def _above(heading: str) -> Named:
    return tuple(
        (theme, match[0].strip()) for theme, _, heads in _patterns() if (match := heads.search(heading))
    )


@cache
def _patterns() -> tuple[tuple[Theme, re.Pattern[str], re.Pattern[str]], ...]:
    """By theme what names it in a sentence, and what names it in a heading.

    How things are agreed stands in too many headings to count there by all its words.
    """
    further = commitment_themes()
    found = []
    for entry in theme_words():
        theme = Theme(entry.theme)
        says = tuple(word for word in (*entry.text, *further.get(entry.theme, ())) if word not in _GENERAL)
        heads = entry.heading if theme in _MANNER else (*entry.heading, *says)
        found.append((theme, _starts(says), _starts(heads)))
    return tuple(found)


def _starts(beginnings: Sequence[str]) -> re.Pattern[str]:
    """Any of some beginnings of words, up to the end of the word; one that ends in a space is a whole word."""
    parts = [re.escape(b.strip()) + (r"(?![\w-])" if b.endswith(" ") else r"[\w’'-]*") for b in beginnings]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})", re.IGNORECASE)
