"""A page of a PDF as a picture (PNG), drawn from the stored original, with a quote marked as a highlighter would."""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from corpus.library import Library
from corpus.model import Box, Page

PDF = "application/pdf"
# Pixels: sharp on a screen, also when enlarged a little, and bounded whatever size a page claims to have.
_LONGEST_SIDE = 1_600
_LARGEST_SCALE = 2.0
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

# The ink of the highlighter (RGB). It colours paper and leaves letters as they are; where the paper itself is dark
# it would not show, so there this share of it is laid over paper and letters alike.
_INK = np.array([255, 223, 79])
_OVER_DARK = 0.4
_DARK = 120  # of 255, the middle of the pixels under a mark

_Pixels = npt.NDArray[np.uint8]


class Marking(NamedTuple):
    """What is marked on a page: rectangles in points from its top left, and the size of the page in points."""

    boxes: tuple[Box, ...] = ()
    width: float = 1.0
    height: float = 1.0


NOTHING = Marking()


def marking(page: Page, boxes: Sequence[Box]) -> Marking:
    """The marking of a page that has a size."""
    return Marking(tuple(boxes), page.width, page.height) if page.width and page.height else NOTHING


class PageImages:
    """Draws pages, one at a time: PDFium may not be used by two threads at once."""

    def __init__(self, most_kept: int) -> None:
        self._drawing = Lock()
        self._drawn = lru_cache(maxsize=most_kept)(self._draw)

    def image(
        self, library: Library, edition_id: str, number: int, marked: Marking = NOTHING
    ) -> bytes | None:
        """Physical page `number` (from 1) of an edition as PNG; None when there is no such page to draw."""
        with self._drawing:
            return self._drawn(library, edition_id, number, marked)

    def _draw(self, library: Library, edition_id: str, number: int, marked: Marking) -> bytes | None:
        original = library.original(edition_id)
        if original is None:
            return None
        try:
            with pdfium.PdfDocument(original) as document:
                if number > len(document):
                    return None
                document.init_forms()
                return _png(highlighted(drawn(document[number - 1]), marked))
        except pdfium.PdfiumError:
            return None


def drawn(page: "pdfium.PdfPage") -> _Pixels:
    """A page as pixels: height × width, of one (grey), three (RGB) or four (RGBA) bytes."""
    scale = min(_LARGEST_SCALE, _LONGEST_SIDE / max(1.0, *page.get_size()))
    pixels: _Pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
    return pixels


def highlighted(pixels: _Pixels, marked: Marking) -> _Pixels:
    """The same page with the marks on it; marks that overlap do not darken each other."""
    if not marked.boxes:
        return pixels
    colours = np.array(np.dstack([pixels] * 3) if pixels.ndim == 2 else pixels)
    height, width = colours.shape[:2]
    under = colours[..., :3].copy()
    for box in marked.boxes:
        x0, x1 = _between(box.x0, box.x1, width / marked.width, width)
        y0, y1 = _between(box.y0, box.y1, height / marked.height, height)
        paper = under[y0:y1, x0:x1]
        if paper.size:
            dark = np.median(paper.mean(axis=2)) < _DARK
            inked = paper * (1 - _OVER_DARK) + _INK * _OVER_DARK if dark else paper * (_INK / 255)
            colours[y0:y1, x0:x1, :3] = inked.round().astype(np.uint8)
    return colours


def _between(first: float, last: float, scale: float, most: int) -> tuple[int, int]:
    """The whole pixels from one place on a page to another, at least one."""
    low = min(max(round(first * scale), 0), most - 1)
    return low, min(max(round(last * scale), low + 1), most)


def _png(pixels: _Pixels) -> bytes:
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    colour_type = {1: 0, 3: 2, 4: 6}[channels]
    # Every row is preceded by the number of its filter; 0 is none, which suits the flat colours of a page of text.
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">2I5B", width, height, 8, colour_type, 0, 0, 0)
    return (
        _PNG_SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
