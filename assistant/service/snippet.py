"""The part of a long passage that is shown in a list of results: where most of the marks stand."""

import re
from collections.abc import Sequence

_LONGEST = 420  # characters
_BEFORE = 90  # at most so many before the first mark, so that one reads how the sentence begins


def snippet(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A stretch of `text` with the marks in it, "… " where something is left out; all of a short text.

    A paragraph begins on the next line, without an empty one before it.
    """
    text = re.sub(r"\n(?=\n)", " ", text)
    if len(text) <= _LONGEST:
        return text, list(marks)
    start = max((first for first, _ in marks), key=lambda first: (_held(marks, first), -first), default=0)
    start = _beginning(text, start)
    end = min(len(text), start + _LONGEST)
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    inside = [(first + shift, last + shift) for first, last in marks if start <= first and last <= end]
    return f"{before}{text[start:end]}{after}", inside


def _held(marks: Sequence[tuple[int, int]], start: int) -> int:
    return sum(start <= first and last <= start + _LONGEST - _BEFORE for first, last in marks)


def _beginning(text: str, place: int) -> int:
    """Where to begin so that `place` is read with what leads to it: a sentence, a line or a word near before it."""
    if place <= _BEFORE:
        return 0
    near = text[place - _BEFORE : place]
    ends = [match.end() for match in re.finditer(r"[.!?:;]\s+|\n+", near)]
    if ends:
        return place - _BEFORE + ends[0]
    return place - _BEFORE + near.find(" ") + 1
