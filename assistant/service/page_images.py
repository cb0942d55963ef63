"""A page of a PDF as a picture (PNG), drawn from the stored original; the last ones drawn are kept in memory."""

import struct
import zlib
from functools import lru_cache
from threading import Lock

import pypdfium2 as pdfium

from corpus.library import Library

PDF = "application/pdf"
# Pixels: sharp on a screen, also when enlarged a little, and bounded whatever size a page claims to have.
_LONGEST_SIDE = 1_600
_LARGEST_SCALE = 2.0
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class PageImages:
    """Draws pages, one at a time: PDFium may not be used by two threads at once."""

    def __init__(self, most_kept: int) -> None:
        self._drawing = Lock()
        self._drawn = lru_cache(maxsize=most_kept)(self._draw)

    def image(self, library: Library, edition_id: str, number: int) -> bytes | None:
        """Physical page `number` (from 1) of an edition as PNG; None when there is no such page to draw."""
        with self._drawing:
            return self._drawn(library, edition_id, number)

    def _draw(self, library: Library, edition_id: str, number: int) -> bytes | None:
        original = library.original(edition_id)
        if original is None:
            return None
        try:
            with pdfium.PdfDocument(original) as document:
                if number > len(document):
                    return None
                document.init_forms()
                return _png(document[number - 1])
        except pdfium.PdfiumError:
            return None


def _png(page: "pdfium.PdfPage") -> bytes:
    scale = min(_LARGEST_SCALE, _LONGEST_SIDE / max(1.0, *page.get_size()))
    pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
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
