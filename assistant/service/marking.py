"""From characters of a page's text to what is drawn: pieces of text with their marks, and rectangles on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Box, Page

# Boxes of the same line share this much of their height at least, as a share of the lower one,
_SAME_LINE = 0.5
# and the higher one is at most this many times as high: a superscript is taken along, a brace over three lines not.
_MOST_HIGHER = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not; `first` is where a mark begins, and `last` where it ends."""

    text: str
    marked: bool
    first: bool = False
    last: bool = False


def within(text: str, start: int | None, end: int | None) -> list[tuple[int, int]]:
    """The range `[start, end)` cut to the text; empty when nothing of it is left."""
    if start is None or end is None:
        return []
    first, last = max(0, start), min(end, len(text))
    return [(first, last)] if first < last else []


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[Piece]:
    """The whole text in order, cut at the marks; overlapping marks are one."""
    found: list[Piece] = []
    done = 0
    for start, end in sorted(marks):
        if end <= done:
            continue
        begin = max(start, done)
        if begin > done:
            found.append(Piece(text[done:begin], marked=False))
        found.append(Piece(text[begin:end], marked=True))
        done = end
    if done < len(text):
        found.append(Piece(text[done:], marked=False))
    return found


def boxes(page: Page, marks: Sequence[tuple[int, int]]) -> list[Box]:
    """The rectangles on the page that marks cover, in points from the top left; one for each line of words.

    A word of which only a part is marked is taken whole: the page does not know where its characters stand.
    """
    covered = [
        word.box
        for word in page.words
        if any(word.start < end and start < word.end for start, end in marks)
    ]  # fmt: skip
    lines: list[Box] = []
    for box in covered:
        if lines and _continues(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(
                min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1)
            )
        else:
            lines.append(box)
    return lines


def _continues(line: Box, box: Box) -> bool:
    """Whether a box stands on the same line as the ones before it, close behind them."""
    shared = min(line.y1, box.y1) - max(line.y0, box.y0)
    low, high = sorted((line.y1 - line.y0, box.y1 - box.y0))
    return shared > _SAME_LINE * low and high < _MOST_HIGHER * low and -low < box.x0 - line.x1 < 2 * low
