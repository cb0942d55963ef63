"""What a commitment is about: the themes of its own words, else those of its headings."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.model import Theme
from corpus.vocabulary import theme_words
from corpus.vocabulary.agreeing import commitment_themes, themes_of_verbs

_MOST = 3
_GENERAL = frozenset({"aantallen ", "hoeveel woningen", "erbij ", "termijn ", "december ", "vóór 1 juli"})  # in all themes
_BETWEEN = re.compile(r"[^\w%€’'-]+")
_OWN, _HEADING, _CONTEXT, _DONE = 1.0, 1.6, 0.5, 1.2
_MANNER = {Theme.PROCES: 0.5, Theme.FINANCIEN: 0.6, Theme.PARTICIPATIE: 0.7}  # often named in passing
_SHARE = 0.6  # of the points of the main theme that a further one needs


def themes_of(
    sentence: str, headings: Sequence[str], context: str = "", *, action: str = "", action_words: str = ""
) -> tuple[tuple[Theme, str], ...]:
    """One to three themes, the main one first, each with the words or the heading that name it."""
    points: dict[Theme, float] = {}
    words: dict[Theme, str] = {}
    for text, worth, heading in _texts(sentence, headings, context):
        spaced = f" {_BETWEEN.sub(' ', text.lower())} "
        for theme, heads, says in _entries():
            found = _in(text, spaced, _of_heading(theme, heads, says) if heading else says)
            if found is not None:
                weight = worth if heading else worth * _MANNER.get(theme, 1.0)
                points[theme] = points.get(theme, 0.0) + weight
                words.setdefault(theme, found)
    done = themes_of_verbs().get(action)
    if done is not None:
        theme = Theme(done)
        points[theme] = points.get(theme, 0.0) + _DONE
        words.setdefault(theme, action_words)
    if points.keys() > {Theme.PROCES}:
        points = {theme: worth for theme, worth in points.items() if theme is not Theme.PROCES or worth > 1.0}
    if not points:
        return ((Theme.PROCES, ""),)
    ranked = sorted(points, key=lambda theme: -points[theme])
    most = points[ranked[0]]
    return tuple((theme, words[theme]) for theme in ranked[:_MOST] if points[theme] >= _SHARE * most)


def _of_heading(theme: Theme, heads: tuple[str, ...], says: tuple[str, ...]) -> tuple[str, ...]:
    """What tells in a heading; how things are agreed stands in too many of them to count there."""
    return heads if theme in _MANNER else heads + says


def _texts(sentence: str, headings: Sequence[str], context: str) -> list[tuple[str, float, bool]]:
    found = [(sentence, _OWN, False)]
    if context:
        found.append((context, _CONTEXT, False))
    found += [
        (heading, _HEADING / (1 + place), True) for place, heading in enumerate(reversed(headings[-3:]))
    ]
    return found


@cache
def _entries() -> tuple[tuple[Theme, tuple[str, ...], tuple[str, ...]], ...]:
    further = commitment_themes()
    return tuple(
        (Theme(e.theme), e.heading, tuple(w for w in (*e.text, *further.get(e.theme, ())) if w not in _GENERAL))
        for e in theme_words()
    )


def _in(text: str, spaced: str, starts: Sequence[str]) -> str | None:
    """The word of `text` that one of the beginnings of words is found in."""
    for start in starts:
        if f" {start}" in spaced:
            lower = text.lower()
            at = lower.find(start.rstrip(" ."))
            if at < 0:
                return text if len(text) < 200 else ""
            end = at
            while end < len(text) and (
                text[end].isalnum() or text[end] in "-’'" or end < at + len(start.rstrip())
            ):
                end += 1
            return text[at:end].strip()
    return None
