"""Words printed for their looks become ordinary ones: large first letters, headings with spaced letters."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.read.glyphs import PrintedWord

_MOST_CAPS = 12  # on a page


def hung(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words with every drop cap put before the rest of its word, as a part of it.

    A drop cap is a letter or two at least twice as large as the text, whose word goes on to the right of its top.
    """
    large = [word for word in words if len(word.text) <= 2 and word.text.isalpha() and word.size > 14]
    if not large or len(words) < 20:
        return words
    usual = median(word.size for word in words)
    for cap in large[:_MOST_CAPS]:
        if cap.size < 1.8 * usual:
            continue
        rest = [word for word in words if word.size < 0.6 * cap.size and _is_beside(cap, word)]
        if not rest:
            continue
        first = min(rest, key=lambda word: (round(word.frame.y0 / 4), word.frame.x0))
        lines = {round(word.frame.y0 / 4) for word in rest}
        if len(lines) < 2 or not first.text[:1].isalpha():
            continue
        low = cap.frame.x1 - 0.1
        frame = cap.frame._replace(
            y0=first.frame.y0, y1=first.frame.y1, x0=min(low, first.frame.x0 - 0.5), x1=low
        )
        words = [word for word in words if word is not cap]
        at = next(place for place, word in enumerate(words) if word is first)
        letter = replace(cap, frame=frame, size=first.size, bold=first.bold, glued=False)
        words[at : at + 1] = [letter, replace(first, glued=first.text[0].islower() or _touches(cap, first))]
    return words


def unspaced(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words of a line whose letters stand apart ("H U U R"), as the words that they spell; other lines as they
    are."""
    if not spaced_out(words):
        return words
    gaps = [after.frame.x0 - before.frame.x1 for before, after in pairwise(words)]
    usual = median(sorted(gaps)[: max(len(gaps) * 3 // 4, 1)])
    spelt: list[PrintedWord] = []
    for gap, word in zip([1e6, *gaps], words, strict=True):
        apart = gap > 1.45 * max(usual, 0.1 * word.size) and gap > usual + 0.12 * word.size
        if apart:
            spelt.append(word)
        else:
            spelt[-1] = _joined(spelt[-1], word)
    return spelt


def spaced_out(words: Sequence[PrintedWord]) -> bool:
    """Whether nearly all words are letters by themselves."""
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    short = sum(len(word.text) <= 2 and word.text.isalpha() for word in words)
    return letters >= 4 and letters >= 0.5 * len(words) and short >= 0.8 * len(words)


def _joined(left: PrintedWord, right: PrintedWord) -> PrintedWord:
    def span(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float, float]:
        return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])

    return replace(
        left,
        text=left.text + right.text,
        box=type(left.box)(*span(left.box, right.box)),
        frame=type(left.frame)(*span(left.frame, right.frame)),
    )


def _is_beside(cap: PrintedWord, word: PrintedWord) -> bool:
    middle = (word.frame.y0 + word.frame.y1) / 2
    return (
        cap.frame.y0 < middle < cap.frame.y1
        and -0.1 * cap.size < word.frame.x0 - cap.frame.x1 < 0.6 * cap.size
    )


def _touches(cap: PrintedWord, word: PrintedWord) -> bool:
    return word.frame.x0 - cap.frame.x1 < 0.12 * cap.size
