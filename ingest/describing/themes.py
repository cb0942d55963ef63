"""The themes of a document: what its headings are about, and what its text keeps coming back to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.model import Evidence, Kind, Theme
from corpus.vocabulary import ThemeWords, theme_words
from ingest.describing.front import Front, Line, Read, one_space, own_words, proof

# An agreement has a theme when a heading names it, or (in a text of some length) its words occur this often: in all,
# and in a thousand words.
_LEAST, _OFTEN, _LONG = 4, 1.5, 400
# What a text that tells about agreements is about, section by section: a heading that names a theme, or a section
# that sums up several, counts for one; words that stand out in the text under a heading for less, a single word for
# least. A theme needs this much, and in a text of many sections this share of them. Chosen on half of the bundled
# summaries.
_SUMMED_UP, _STANDS_OUT, _WORDS, _WORD, _IN_PASSING = 4, 0.5, 0.5, 0.2, 0.5
_NEEDED, _SECTIONS, _SHARE = 0.7, 8, 0.2
_MANNER = frozenset(
    {Theme.PROCES, Theme.PARTICIPATIE, Theme.FINANCIEN}
)  # how things are agreed: often named in passing
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING})
_WORD_LENGTH = 6  # characters with the space, in Dutch


def read_themes(front: Front, kind: Kind) -> Read[tuple[Theme, ...]]:
    """The themes in the order of the closed list, each with the heading or the first line that names it."""
    headings = {entry.theme: _headings(front, entry) for entry in theme_words()}
    chosen = _told(front) if kind in _TELLING else _agreed(front, headings)
    found: list[Theme] = []
    evidence: list[Evidence] = []
    for entry in theme_words():
        if entry.theme not in chosen:
            continue
        line = next(iter(headings[entry.theme]), None) or _line(front, entry)
        if line is not None:
            theme = Theme(entry.theme)
            found.append(theme)
            evidence.append(proof("themes", theme, line, certainty=0.7 if headings[entry.theme] else 0.5))
    return Read(tuple(found), tuple(evidence))


def _agreed(front: Front, headings: Mapping[str, Sequence[Line]]) -> set[str]:
    """The themes of an agreement: those of its headings, and those whose words it keeps using."""
    words = max(len(front.body) // _WORD_LENGTH, 1)
    counts = {
        entry.theme: sum(front.body.count(f" {word}") for word in entry.text) for entry in theme_words()
    }
    return {theme for theme, lines in headings.items() if lines} | {
        t for t, n in counts.items() if words >= _LONG and n >= _LEAST and n * 1_000 >= _OFTEN * words
    }


def _told(front: Front) -> set[str]:
    """The themes of a text that tells about agreements: of its title, and of enough of its sections."""
    value: dict[str, float] = defaultdict(float)
    for section in front.sections:
        counts = {
            entry.theme: sum(section.text.count(f" {w}") for w in entry.text) for entry in theme_words()
        }
        most = max(counts.values())
        several = sum(count > 0 for theme, count in counts.items() if theme not in _MANNER)
        for entry in theme_words():
            count = counts[entry.theme]
            if _heads(section.heading, entry.heading + entry.text, front.title) or (
                count and several >= _SUMMED_UP and entry.theme not in _MANNER
            ):
                value[entry.theme] += 1
            elif count and count >= _STANDS_OUT * most:
                passing = _IN_PASSING if entry.theme in _MANNER else 1.0
                value[entry.theme] += passing * (_WORDS if count > 1 else _WORD)
    needed = max(_NEEDED, _SHARE * (len(front.sections) - _SECTIONS))
    titled = {entry.theme for entry in theme_words() if _names(entry.heading, front.title)}
    return titled | {theme for theme, points in value.items() if points >= needed}


def _heads(heading: Line | None, words: tuple[str, ...], title: str) -> bool:
    return heading is not None and heading.text.casefold() != title.casefold() and _names(words, heading.text)


def _headings(front: Front, entry: ThemeWords) -> list[Line]:
    return [line for line in front.headings if _heads(line, entry.heading, front.title)]


def _names(words: tuple[str, ...], text: str) -> bool:
    spaced = one_space(text).lower()
    return any(f" {word}" in spaced for word in words)


def _line(front: Front, entry: ThemeWords) -> Line | None:
    for words in (entry.text, entry.heading):
        line = next((line for line in front.lines if _names(words, own_words(line.text))), None)
        if line is not None:
            return line
    return None
