"""The ruled lines in the picture of a page: found for its tables, and wiped out before its text is recognised.

Left in, tesseract reads them as letters ("|", "[", "_") and takes the cells beside them with them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.read.glyphs import Ruling
from ingest.read.hocr import Pixels

_LEAST = 24  # points: longer than the strokes of letters
_SURELY = 60  # points: a line by itself, crossed by no other
_THICKEST = 3.0  # points
_DARK = 35  # of 255, below the paper
_STEEP = 0.03  # dots aside for each along: a sheet that lies nearly two degrees askew
_FULL = 0.95  # of a line is ink
_WHOLE = 0.9  # of its length is ink; what crosses it leaves gaps
_TOUCHED = 0.25  # of its length has ink right beside it: lines that cross it, and tails of letters
_GAP = 12  # dots between parts of one line
_MOST_RUNS = 20_000  # in a picture; what has more is a photograph

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A nearly straight line in dots: across it stands at `at` in its middle, along it goes from `low` to `high`.

    `runs` are its rows of dots: across, and from where to where along.
    """

    horizontal: bool
    at: float
    low: float
    high: float
    runs: npt.NDArray[np.int64]

    def straightened(self, askew: float, middle: tuple[float, float], points: float) -> Ruling:
        """The line in points on a sheet that lay askew, turned back about the `middle` of its picture."""
        along = (self.low + self.high) / 2
        x, y = (along, self.at) if self.horizontal else (self.at, along)
        aside, down = askew * (y - middle[1]), -askew * (x - middle[0])
        across, shift = (down, aside) if self.horizontal else (aside, down)
        return Ruling(
            self.horizontal,
            (self.at + across) * points,
            (self.low + shift) * points,
            (self.high + shift) * points,
        )


def strokes_of(pixels: Pixels, scale: float) -> list[Stroke]:
    """The ruled lines in a grey picture with `scale` dots to a point; none in a photograph."""
    paper = float(np.median(pixels))
    dark = pixels < paper - _DARK
    thin = dark & ~_thick(dark, max(3, round(_THICKEST * scale)))
    across = _strokes(thin, scale, horizontal=True)
    upright = _strokes(thin.T, scale, horizontal=False)
    return across + [
        stroke
        for stroke in upright
        if stroke.high - stroke.low >= _SURELY * scale or _crossings(stroke, across, scale) >= 2
    ]


def gridded(strokes: Sequence[Stroke], scale: float) -> list[Stroke]:
    """The lines of grids: all upright ones, and the level ones that cross two of them; no underlining, and no rule
    between rows, by both of which tesseract is not misled."""
    upright = [stroke for stroke in strokes if not stroke.horizontal]
    across = (stroke for stroke in strokes if stroke.horizontal)
    return upright + [stroke for stroke in across if _crossings(stroke, upright, scale) >= 2]


def _crossings(stroke: Stroke, others: Sequence[Stroke], scale: float) -> int:
    near = _THICKEST * scale
    return sum(
        other.low - near <= stroke.at <= other.high + near
        and stroke.low - near <= other.at <= stroke.high + near
        for other in others
    )


def wiped(pixels: Pixels, strokes: Sequence[Stroke]) -> Pixels:
    """The picture without these lines."""
    clean = pixels.copy()
    paper = np.uint8(np.median(pixels))
    for stroke in strokes:
        sheet = clean if stroke.horizontal else clean.T
        for across, low, high in stroke.runs:
            sheet[max(0, across - 1) : across + 2, max(0, low - 1) : high + 1] = paper
    return clean


def _thick(dark: Mask, size: int) -> Mask:
    """Where a square of `size` dots is all dark: a filled field, and no line."""
    return _opened(_opened(dark, size, size).T, size, size).T


def _opened(mask: Mask, size: int, full: float) -> Mask:
    """Where along a row `size` dots in a row lie of which at least `full` are dark."""
    if mask.shape[1] < size:
        return np.zeros_like(mask)
    whole = _counted(mask, size) >= full
    return _counted(np.pad(whole, ((0, 0), (size - 1, size - 1))), size) > 0


def _counted(mask: Mask, size: int) -> npt.NDArray[np.int32]:
    """How many of `size` dots in a row are dark, from every place on."""
    sums = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
    np.cumsum(mask, 1, out=sums[:, 1:])
    return sums[:, size:] - sums[:, :-size]


def _strokes(thin: Mask, scale: float, *, horizontal: bool) -> list[Stroke]:
    """The lines along the second axis of `thin`."""
    least = round(_LEAST * scale)
    level = thin.copy()  # a line that is askew goes on in the next row of dots
    level[1:] |= thin[:-1]
    level[:-1] |= thin[1:]
    kept = _opened(level, least, _FULL * least) & thin
    joined = _joined(_runs(kept), least, _THICKEST * scale, horizontal)
    return [stroke for stroke in joined if _is_bare(stroke, thin)]


def _is_bare(stroke: Stroke, thin: Mask) -> bool:
    """Whether there is paper along both sides of a line, and not the rest of letters that stand closely."""
    lengths = stroke.runs[:, 2] - stroke.runs[:, 1]
    aside = math.ceil(int(lengths.sum()) / (stroke.high - stroke.low)) + 2
    for side in (-aside, aside):
        rows = (stroke.runs[:, 0] + side).clip(0, thin.shape[0] - 1)
        inked = sum(
            int(thin[row, low:high].sum()) for row, (_, low, high) in zip(rows, stroke.runs, strict=True)
        )
        if inked > _TOUCHED * int(lengths.sum()):
            return False
    return True


def _runs(mask: Mask) -> npt.NDArray[np.int64]:
    """The dark runs of all rows: the row, the first dot and the one behind the last; top to bottom."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return np.column_stack((rows, starts, ends)).astype(np.int64)


def _joined(runs: npt.NDArray[np.int64], least: int, thickest: float, horizontal: bool) -> Iterator[Stroke]:
    """Runs that touch or nearly do as lines, those that are thin and level enough."""
    if len(runs) > _MOST_RUNS:
        return
    parent = list(range(len(runs)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for place, (row, start, end) in enumerate(runs):
        first = int(np.searchsorted(runs[:, 0], row - 2))
        before = runs[first:place]
        near = np.nonzero((before[:, 1] <= end + _GAP) & (before[:, 2] >= start - _GAP))[0]
        for other in near:
            parent[root(place)] = root(first + int(other))
    groups: dict[int, list[int]] = {}
    for place in range(len(runs)):
        groups.setdefault(root(place), []).append(place)
    for places in groups.values():
        line = runs[places]
        lengths = line[:, 2] - line[:, 1]
        low, high = int(line[:, 1].min()), int(line[:, 2].max())
        area = int(lengths.sum())
        height = int(line[-1, 0] - line[0, 0])
        if high - low < least or area > thickest * (high - low):
            continue
        inked = np.zeros(high - low, np.bool_)
        for _, start, end in line:
            inked[start - low : end - low] = True
        if inked.mean() < _WHOLE or height > thickest + _STEEP * (high - low):
            continue
        at = float((line[:, 0] * lengths).sum() / area)
        yield Stroke(horizontal, at, float(low), float(high), line)
