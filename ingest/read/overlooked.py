"""What tesseract overlooked beside the lines that it read: it drops cells, and parts of columns, of a table."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median

import numpy as np

from corpus.model import Box
from ingest.read.hocr import Pixels, RecognisedLine, RecognisedWord
from ingest.read.sheets import read_apart

_DARK = 60  # of 255, below the paper
_MOST_ROWS, _MOST_PLACES = 200, 300  # on a page
_APART = 0.8  # times the height of a line: the white between two places
_LOWEST, _NARROWEST, _WIDEST = 0.35, 0.08, 40  # times the height of a line: the ink of a place
_INK = 0.05  # times its square: less is dust
_BESIDE, _OVER = 0.5, 0.15  # times the height of a line: around a word that was read
_HIGHEST = 0.95  # of the strip: ink that goes on above and below it is no writing


def overlooked(
    lines: Sequence[RecognisedLine], pixels: Pixels, dpi: int, seconds: float
) -> list[RecognisedLine]:
    """What stands beside the lines and is in none of them, also where it is hardly legible. Raises what
    `hocr.lines_in` raises."""
    level = [line for line in lines if line.turn == 0]
    if not level:
        return []
    askew = median(line.slope for line in level)
    rest = _unread(lines, pixels)
    places = [(row, box) for row in _rows(level, askew) for box in _places(row, askew, rest)][:_MOST_PLACES]
    height = max((row.height for row, _ in places), default=0.0)
    found = read_apart([box for _, box in places], pixels, height, dpi, seconds)
    return [_line(row, words, askew) for (row, _), words in zip(places, found, strict=True) if words]


def _unread(lines: Sequence[RecognisedLine], pixels: Pixels) -> Pixels:
    """The picture without the words that were read, and what may be the rest of one of their letters."""
    rest = pixels.copy()
    paper = np.uint8(np.median(pixels))
    for line in lines:
        for word in line.words:
            x0, y0, x1, y1 = (round(side) for side in word.box)
            aside, above = round(_BESIDE * line.height), round(_OVER * line.height)
            rest[max(0, y0 - above) : y1 + above, max(0, x0 - aside) : x1 + aside] = paper
    return rest


def _rows(lines: Sequence[RecognisedLine], askew: float) -> list[RecognisedLine]:
    """One line of those that stand beside each other on a sheet that lay askew."""
    kept: list[RecognisedLine] = []
    last = 0.0
    for foot, line in sorted(
        ((line.base(line.box.x0) - askew * line.box.x0, line) for line in lines), key=itemgetter(0)
    ):
        if not kept or foot - last > 0.5 * line.height:
            kept.append(line)
            last = foot
    return kept[:_MOST_ROWS]


def _places(row: RecognisedLine, askew: float, rest: Pixels) -> Iterator[Box]:
    """Where there is ink of about the height of letters on the height of a line, over the width of the page."""
    height, wide = rest.shape[0], rest.shape[1]
    feet = row.base(row.box.x0) + askew * (np.arange(wide) - row.box.x0) + row.below
    tops = np.round(feet - row.height).astype(np.int64)
    rows = tops + np.arange(round(row.height) + 1)[:, None]
    ink = rest[rows.clip(0, height - 1), np.arange(wide)] < np.median(rest) - _DARK
    columns = np.nonzero(ink.any(axis=0))[0]
    if not columns.size:
        return
    cuts = [0, *(np.nonzero(np.diff(columns) > _APART * row.height)[0] + 1).tolist(), columns.size]
    for start, end in pairwise(cuts):
        x0, x1 = int(columns[start]), int(columns[end - 1]) + 1
        filled = np.nonzero(ink[:, x0:x1].any(axis=1))[0]
        low, high = int(filled[0]), int(filled[-1]) + 1
        if high - low < _LOWEST * row.height or high - low > _HIGHEST * ink.shape[0]:
            continue
        if not _NARROWEST * row.height < x1 - x0 < _WIDEST * row.height:
            continue
        if int(ink[:, x0:x1].sum()) < _INK * row.height**2:
            continue
        first, last = int(tops[x0:x1].min()), int(tops[x0:x1].max())
        yield Box(x0, max(0, first + low), x1, last + high)


def _line(row: RecognisedLine, words: Sequence[RecognisedWord], askew: float) -> RecognisedLine:
    """Words beside a line, as a line of their own."""
    box = Box(
        min(word.box.x0 for word in words),
        min(word.box.y0 for word in words),
        max(word.box.x1 for word in words),
        max(word.box.y1 for word in words),
    )
    foot = row.base(row.box.x0) + askew * (box.x0 - row.box.x0) - box.y1
    return RecognisedLine(tuple(words), box, askew, foot, row.height, row.below, 0)
