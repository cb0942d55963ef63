"""Text recognition: the picture of a page becomes words with their places, by the program tesseract.

By the height of the letters and by the thickness of their strokes, which is measured here, headings are told from
text.
"""

import math
import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium

from corpus.model import Box
from ingest.read.glyphs import Geometry, PrintedWord, Ruling
from ingest.read.hocr import Pixels, RecognisedLine, lines_in
from ingest.read.ocr import OcrSettings, languages
from ingest.read.overlooked import overlooked
from ingest.read.rereading import reread
from ingest.read.strokes import gridded, strokes_of, wiped

# Fewest errors of 150, 200, 250, 300 and 400 on a scan of 150 dots per inch; finer scans lose nothing either.
_DPI = 250
_MOST_PIXELS = 30_000_000  # a page of A2 at that resolution; a larger one is drawn coarser
_SURE = 70  # of 100: below this a word alone is no evidence that there is text
_LEAST, _LEAST_IN_PICTURES = 25, 60  # below this a line is grain: on a page of text, on any other
_LEAST_BESIDE = 50  # for what was read in a second look only
_BOLD = 1.3  # times as thick, for their height, as the strokes of most lines


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in grey for recognition, `(height, width)`; `scale` is how many dots go into a point."""

    pixels: Pixels
    scale: float
    geometry: Geometry


def picture_of(page: pdfium.PdfPage, geometry: Geometry) -> Picture:
    """The page as it is displayed, in grey, at a resolution that suits recognition."""
    area = max(geometry.width * geometry.height, 1.0)
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / area))
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    return Picture(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])), scale, geometry)


class Recognition(NamedTuple):
    """What a picture of a page shows: words and ruled lines, straightened where the sheet lay askew."""

    words: list[PrintedWord]
    rulings: list[Ruling]


class Recogniser:
    """Recognises pages beside each other, as many at once as there are cores, and hands them back in order."""

    def __init__(self, settings: OcrSettings) -> None:
        self._seconds = settings.page_seconds
        self._most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._most, "ocr")
        self._begun: list[tuple[int, Future[Recognition]]] = []

    def begin(self, index: int, picture: Picture) -> Iterator[tuple[int, Recognition | None]]:
        """Take page `index` on; yields pages that are done, first waiting for one when all hands are full."""
        self._begun.append((index, self._pool.submit(recognise, picture, self._seconds)))
        while len(self._begun) > self._most:
            yield self._next()

    def rest(self) -> Iterator[tuple[int, Recognition | None]]:
        """The pages that are still being recognised; None for one that took too long."""
        while self._begun:
            yield self._next()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _next(self) -> tuple[int, Recognition | None]:
        index, page = self._begun.pop(0)
        try:
            return index, page.result()
        except subprocess.TimeoutExpired:
            return index, None


def recognise(picture: Picture, seconds: float) -> Recognition:
    """The words in a picture in tesseract's reading order and its ruled lines; none where it shows no text.

    Raises subprocess.TimeoutExpired after `seconds` in one go, ReadError `broken` when tesseract fails.
    """
    strokes = strokes_of(picture.pixels, picture.scale)
    picture = replace(picture, pixels=wiped(picture.pixels, gridded(strokes, picture.scale)))
    layout = "1" if "osd" in languages() else "3"  # with or without finding out which way is up
    dpi = max(70, round(picture.scale * 72))
    seen = lines_in(picture.pixels, dpi, layout, seconds)
    more = overlooked(seen, picture.pixels, dpi, seconds)
    lines = reread([*seen, *more], picture.pixels, dpi, seconds)
    lines = [*lines[: len(seen)], *filter(_is_writing, lines[len(seen) :])]
    good = [word for line in lines for word in line.words if word.sure >= _SURE and len(word.text) >= 2]
    if sum(any(char.isalnum() for char in word.text) for word in good) < 2:
        return Recognition([], [])  # grain that happens to look like a letter
    letters = sum(len(word.text) for line in lines for word in line.words)
    clear = sum(len(word.text) for word in good) >= 0.7 * letters
    lines = [line for line in lines if line.sure >= (_LEAST if clear else _LEAST_IN_PICTURES)]
    upright = [line for line in lines if line.turn == 0]
    askew = median(line.slope for line in upright) if upright else 0.0
    middle = picture.pixels.shape[1] / 2, picture.pixels.shape[0] / 2
    rulings = [stroke.straightened(askew, middle, 1 / picture.scale) for stroke in strokes]
    return Recognition(_printed(lines, picture, askew), rulings)


def _is_writing(line: RecognisedLine) -> bool:
    """Whether what was overlooked at first is a number or a word."""
    text = "".join(word.text for word in line.words)
    letters = sum(map(str.isalpha, text))
    return line.sure >= _LEAST_BESIDE and (any(map(str.isdigit, text)) or letters >= max(3, 0.7 * len(text)))


def _printed(lines: Sequence[RecognisedLine], picture: Picture, askew: float) -> list[PrintedWord]:
    """Words as a digital page has them: boxes in points, one size where tesseract measures nearly one.

    A sheet that lay askew is straightened for finding its layout; the boxes stay where the ink is.
    """
    points = 1 / picture.scale
    geometry = picture.geometry
    centre, middle = (side / 2 for side in picture.pixels.shape)
    usual = median(line.height for line in lines for _ in line.words) if lines else 0.0
    strokes = [_stroke(line, picture.pixels) / line.height for line in lines]
    thin = (
        median(stroke for stroke, line in zip(strokes, lines, strict=True) for _ in line.words)
        if lines
        else 0.0
    )
    printed: list[PrintedWord] = []
    for line, stroke in zip(lines, strokes, strict=True):
        near = 0.82 * usual < line.height < 1.13 * usual
        bold = stroke > _BOLD * thin
        size = round(2 * (usual if near else line.height) * points) / 2
        for place, word in enumerate(line.words):
            x0, y0, x1, y1 = word.box
            if line.turn:
                box = Box(x0 * points, y0 * points, x1 * points, y1 * points)
                frame = geometry.upright(box, line.turn)
            else:
                base = line.base((x0 + x1) / 2)
                top, bottom = base + line.below - line.height, base + line.below
                box = Box(x0 * points, min(y0, top) * points, x1 * points, max(y1, bottom) * points)
                down, aside = askew * ((x0 + x1) / 2 - middle), askew * (base - centre)
                frame = Box(
                    (x0 + aside) * points,
                    (top - down) * points,
                    (x1 + aside) * points,
                    (bottom - down) * points,
                )
            printed.append(
                PrintedWord(word.text, box, frame, max(size, 1.0), bold, line.turn, spaced=place > 0)
            )
    return printed


def _stroke(line: RecognisedLine, pixels: Pixels) -> float:
    """How thick the strokes of a line are, in dots: its ink, shared out over the places where a row meets ink."""
    ink = met = 0
    for word in line.words:
        x0, y0, x1, y1 = map(int, word.box)
        part = pixels[y0:y1, x0:x1]
        if part.size:
            dark = part < (int(part.min()) + int(part.max())) / 2
            ink += int(dark.sum())
            met += int((dark[:, 1:] & ~dark[:, :-1]).sum() + dark[:, 0].sum())
    return ink / max(met, 1)
