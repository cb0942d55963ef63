"""Text recognition: the picture of a page becomes words with their places, by the program tesseract.

Its hOCR output is used and not its table, because only hOCR gives the height of the letters of a line. By that and by
the thickness of their strokes, which is measured here, headings are told from text.
"""

import math
import os
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from lxml import etree

from corpus.model import Box
from ingest.read.glyphs import Geometry, PrintedWord
from ingest.read.ocr import LANGUAGE, OcrSettings, languages
from ingest.read.records import ReadError, Reason

# Fewest errors of 150, 200, 250, 300 and 400 on a scan of 150 dots per inch; finer scans lose nothing either.
_DPI = 250
_MOST_PIXELS = 30_000_000  # a page of A2 at that resolution; a larger one is drawn coarser
_SURE = 70  # of 100: below this a word alone is no evidence that there is text
_LEAST, _LEAST_IN_PICTURES = 25, 60  # below this a line is grain: on a page of text, on any other
_BOLD = 1.3  # times as thick, for their height, as the strokes of most lines
_SPECKS = re.compile(r"[\W_]+$")
_NUMBERS = re.compile(r"(bbox|baseline|x_size|x_descenders|x_wconf|textangle)((?: -?[\d.]+)+)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in grey for recognition, `(height, width)`; `scale` is how many dots go into a point."""

    pixels: npt.NDArray[np.uint8]
    scale: float
    geometry: Geometry


def picture_of(page: pdfium.PdfPage, geometry: Geometry) -> Picture:
    """The page as it is displayed, in grey, at a resolution that suits recognition."""
    area = max(geometry.width * geometry.height, 1.0)
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / area))
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    return Picture(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])), scale, geometry)


class Recogniser:
    """Recognises pages beside each other, as many at once as there are cores, and hands them back in order."""

    def __init__(self, settings: OcrSettings) -> None:
        self._seconds = settings.page_seconds
        self._most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._most, "ocr")
        self._begun: list[tuple[int, Future[list[PrintedWord]]]] = []

    def begin(self, index: int, picture: Picture) -> Iterator[tuple[int, list[PrintedWord] | None]]:
        """Take page `index` on; yields pages that are done, first waiting for one when all hands are full."""
        self._begun.append((index, self._pool.submit(recognise, picture, self._seconds)))
        while len(self._begun) > self._most:
            yield self._next()

    def rest(self) -> Iterator[tuple[int, list[PrintedWord] | None]]:
        """The pages that are still being recognised; None in place of words for one that took too long."""
        while self._begun:
            yield self._next()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _next(self) -> tuple[int, list[PrintedWord] | None]:
        index, words = self._begun.pop(0)
        try:
            return index, words.result()
        except subprocess.TimeoutExpired:
            return index, None


def recognise(picture: Picture, seconds: float) -> list[PrintedWord]:
    """The words in a picture in tesseract's reading order; none where it shows no text.

    Raises subprocess.TimeoutExpired after `seconds`, ReadError `broken` when tesseract fails.
    """
    layout = "1" if "osd" in languages() else "3"  # with or without finding out which way is up
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", layout]
    # One thread each: its own threads gain nothing, pages beside each other do.
    done = subprocess.run(  # noqa: S603 - fixed words, no shell
        [*command, "--dpi", str(max(70, round(picture.scale * 72))), "hocr"],
        input=b"P5 %d %d 255\n" % picture.pixels.shape[::-1] + picture.pixels.tobytes(),  # a PGM file
        capture_output=True,
        timeout=seconds,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    if done.returncode != 0:
        raise ReadError(Reason.BROKEN, "De tekstherkenning is mislukt (tesseract gaf een fout).")
    lines = list(_lines(done.stdout))
    good = [word for line in lines for word in line.words if word.sure >= _SURE and len(word.text) >= 2]
    if sum(any(char.isalnum() for char in word.text) for word in good) < 2:
        return []  # grain that happens to look like a letter
    letters = sum(len(word.text) for line in lines for word in line.words)
    clear = sum(len(word.text) for word in good) >= 0.7 * letters
    lines = [line for line in lines if line.sure >= (_LEAST if clear else _LEAST_IN_PICTURES)]
    return _printed(lines, picture)


@dataclass(frozen=True, slots=True)
class _Recognised:
    text: str
    box: Box  # dots
    sure: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in dots: `slope` and `foot` give its baseline at x from the left edge of its box."""

    words: tuple[_Recognised, ...]
    box: Box
    slope: float
    foot: float
    height: float
    below: float
    turn: int

    @property
    def sure(self) -> float:
        """How sure tesseract is of its letters, 0 to 100."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.sure * len(word.text) for word in self.words) / letters

    def base(self, x: float) -> float:
        return self.box.y1 + self.foot + self.slope * (x - self.box.x0)


def _lines(hocr: bytes) -> Iterator[_Line]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser) if hocr.strip() else None
    if root is None:
        return
    for element in root.iter("{*}span"):
        about = _numbers(element)
        if "x_size" not in about or "bbox" not in about:
            continue
        words = []
        for inner in element.iter("{*}span"):
            text = "".join(inner.itertext()).strip()
            if inner.get("class") != "ocrx_word" or not text:
                continue
            seen = _numbers(inner)
            word = _Recognised(text, Box(*seen["bbox"][:4]), seen["x_wconf"][0])
            if word.sure >= 50 or not _SPECKS.match(text):
                words.append(word)
        if words:
            slope, foot = about.get("baseline", [0.0, 0.0])[:2]
            yield _Line(
                tuple(words),
                Box(*about["bbox"][:4]),
                slope if abs(slope) < 0.1 else 0.0,
                foot if abs(slope) < 0.1 else 0.0,
                about["x_size"][0],
                about.get("x_descenders", [0.0])[0],
                round(about.get("textangle", [0.0])[0] / 90) % 4,
            )


def _numbers(element: "etree._Element") -> dict[str, list[float]]:
    found = _NUMBERS.findall(element.get("title") or "")
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _printed(lines: list[_Line], picture: Picture) -> list[PrintedWord]:
    """Words as a digital page has them: boxes in points, one size where tesseract measures nearly one.

    A sheet that lay askew is straightened for finding its layout; the boxes stay where the ink is.
    """
    points = 1 / picture.scale
    geometry = picture.geometry
    upright = [line for line in lines if line.turn == 0]
    askew = median(line.slope for line in upright) if upright else 0.0
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
        for word in line.words:
            x0, y0, x1, y1 = word.box
            if line.turn:
                box = Box(x0 * points, y0 * points, x1 * points, y1 * points)
                frame = geometry.upright(box, line.turn)
            else:
                base = line.base((x0 + x1) / 2)
                top, bottom = base + line.below - line.height, base + line.below
                box = Box(x0 * points, min(y0, top) * points, x1 * points, max(y1, bottom) * points)
                shift = askew * ((x0 + x1) / 2)
                frame = Box(x0 * points, (top - shift) * points, x1 * points, (bottom - shift) * points)
            printed.append(PrintedWord(word.text, box, frame, max(size, 1.0), bold, line.turn, spaced=True))
    return printed


def _stroke(line: _Line, pixels: npt.NDArray[np.uint8]) -> float:
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
