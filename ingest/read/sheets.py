"""Small parts of a picture put under each other and read as lines by themselves."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.model import Box
from ingest.read.hocr import Pixels, RecognisedWord, lines_in

_AROUND = 6  # dots of paper, at most, that are taken with a part
_GAP = 0.4  # times the height of letters: between a part and its repetition


def read_apart(
    boxes: Sequence[Box],
    pixels: Pixels,
    height: float,
    dpi: int,
    seconds: float,
    *,
    only: str = "",
    times: int = 1,
) -> list[list[RecognisedWord]]:
    """The words in each of the boxes (dots), from left to right, with their own boxes in the picture; `height` is
    that of the letters, `only` the characters that they may hold.

    Each part stands on its line `times` times; from two times on the boxes of the words are those of the line.
    Raises what `lines_in` raises.
    """
    if not boxes:
        return []
    high = round(2.2 * height)
    gap = round(_GAP * height)
    wide = times * (round(max(box.x1 - box.x0 for box in boxes)) + 2 * _AROUND + gap) + 2 * high
    sheet = np.full((high * len(boxes), wide), np.uint8(np.median(pixels)), np.uint8)
    shifts: list[tuple[int, int]] = []
    for row, box in enumerate(boxes):
        x0, y0, x1, y1 = (round(side) for side in box)
        margin = max(0, min(_AROUND, (high - (y1 - y0)) // 2))
        left, top = max(0, x0 - margin), max(0, y0 - margin)
        part = pixels[top : y1 + margin, left : x1 + margin][:high]
        down = row * high + (high - part.shape[0]) // 2
        for place in range(high, high + times * (part.shape[1] + gap), part.shape[1] + gap):
            sheet[down : down + part.shape[0], place : place + part.shape[1]] = part
        shifts.append((left - high, top - down))
    found: list[list[RecognisedWord]] = [[] for _ in boxes]
    for line in lines_in(sheet, dpi, "6", seconds, only):
        row = min(len(boxes) - 1, int((line.box.y0 + line.box.y1) / 2) // high)
        aside, down = shifts[row]
        for word in line.words:
            start, upper, end, foot = word.box
            found[row].append(replace(word, box=Box(start + aside, upper + down, end + aside, foot + down)))
    return found
