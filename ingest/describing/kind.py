"""What kind of document it is: its title says so, or else what stands above the text or opens it."""

import re

from corpus.model import Kind
from corpus.vocabulary import kind_words
from ingest.describing.front import Front, Line, Read, proof

_OPENING = 1_500  # characters of the first page
# What a text about agreements is, also when its title names them ("Hoorn: afspraken die elk jaar worden bijgesteld").
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING})


def read_kind(front: Front) -> Read[Kind]:
    """The kind with its evidence; `overig` without evidence when nothing says."""
    found = _by_notice(front) or _by_title(front) or _by_text(front)
    return found or Read(Kind.OVERIG)


def _by_notice(front: Front) -> Read[Kind] | None:
    """A text that says at its beginning that it tells about agreements, whatever its title is."""
    for words in kind_words():
        kind = Kind(words.kind)
        if kind in _TELLING and words.text is not None:
            for line in front.cover:
                match = words.text.search(line.text.lower())
                if match and len(line.text) > match.end():
                    return Read(kind, (proof("kind", kind, line, match.start(), match.end(), 0.9),))
    return None


def _by_title(front: Front) -> Read[Kind] | None:
    shown = next((line for line in front.cover if line.text.casefold() == front.title.casefold()), None)
    places: list[tuple[str, Line | None, float]] = [(front.title, shown, 0.95)]
    places += [
        (line.text, line, 0.8)
        for line in front.cover
        if line is not shown and (line.form == "heading" or len(line.text) <= 120)
    ]
    places.append((re.sub(r"[_-]", " ", front.file_name), None, 0.4))
    for text, line, certainty in places:
        found = [(words, match) for words in kind_words() if (match := words.title.search(text.lower()))]
        if found:
            words, match = min(found, key=lambda pair: pair[1].start())
            kind = Kind(words.kind)
            return Read(kind, (proof("kind", kind, line, match.start(), match.end(), certainty),))
    return None


def _by_text(front: Front) -> Read[Kind] | None:
    size = 0
    for line in front.first:
        for words in kind_words():
            match = words.text.search(line.text.lower()) if words.text else None
            if match:
                kind = Kind(words.kind)
                return Read(kind, (proof("kind", kind, line, match.start(), match.end(), 0.6),))
        size += len(line.text)
        if size > _OPENING:
            break
    return None
