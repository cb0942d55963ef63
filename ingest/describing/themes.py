"""The themes of a document: what its headings are about, and what its text keeps coming back to."""

from corpus.model import Evidence, Kind, Theme
from corpus.vocabulary import ThemeWords, theme_words
from ingest.describing.front import Front, Line, Read, one_space, proof

# An agreement has a theme when a heading names it, or (in a text of some length) its words occur this often: in all,
# and in a thousand words.
_LEAST, _OFTEN, _LONG = 4, 1.5, 400
# What a text that tells about agreements is about is what stands out: points for the title, a heading, and for every
# time in a thousand words; a theme needs this share of the most, and this many.
_TITLE, _HEADING, _WORD = 2.0, 1.0, 0.2
_SHARE, _ENOUGH = 0.5, 2.0
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING})
_WORD_LENGTH = 6  # characters with the space, in Dutch


def read_themes(front: Front, kind: Kind) -> Read[tuple[Theme, ...]]:
    """The themes in the order of the closed list, each with the heading or the first line that names it."""
    words = max(len(front.body) // _WORD_LENGTH, 1)
    counts = {
        entry.theme: sum(front.body.count(f" {word}") for word in entry.text) for entry in theme_words()
    }
    headings = {entry.theme: _headings(front, entry) for entry in theme_words()}
    if kind in _TELLING:
        points = {
            entry.theme: _TITLE * _names(entry.heading, front.title)
            + _HEADING * len(headings[entry.theme])
            + _WORD * counts[entry.theme] * 1_000 / words
            for entry in theme_words()
        }
        least = max(_SHARE * max(points.values()), _ENOUGH)
        chosen = {theme for theme, value in points.items() if value >= least}
    else:
        chosen = {theme for theme, lines in headings.items() if lines}
        chosen |= {
            t for t, n in counts.items() if words >= _LONG and n >= _LEAST and n * 1_000 >= _OFTEN * words
        }
    found: list[Theme] = []
    evidence: list[Evidence] = []
    for entry in theme_words():
        line = next(iter(headings[entry.theme]), None) or _line(front, entry)
        if entry.theme in chosen and line is not None:
            theme = Theme(entry.theme)
            found.append(theme)
            evidence.append(proof("themes", theme, line, certainty=0.7 if headings[entry.theme] else 0.5))
    return Read(tuple(found), tuple(evidence))


def _headings(front: Front, entry: ThemeWords) -> list[Line]:
    return [
        line
        for line in front.headings
        if line.text.casefold() != front.title.casefold() and _names(entry.heading, line.text)
    ]


def _names(words: tuple[str, ...], text: str) -> bool:
    spaced = one_space(text).lower()
    return any(f" {word}" in spaced for word in words)


def _line(front: Front, entry: ThemeWords) -> Line | None:
    return next((line for line in front.lines if _names(entry.text, line.text)), None)
