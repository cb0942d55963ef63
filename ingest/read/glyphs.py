"""The words and ruled lines of one PDF page, with their places on the page as a reader sees it."""

import ctypes
import math
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.model import Box

LINE_HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line
_PALE, _TRANSPARENT = 230, 30  # of 255: colours at least, and opacity at most, that paper may swallow
_CONTRAST = 20  # of 255, between print that is seen and its ground
_MOST_PIXELS = 2_000  # of the longer side, when a page is drawn to see what is visible
_MAX_OBJECTS = 6_000
_MAX_SEGMENTS = 400
_MAX_LOOSE = 200


@dataclass(slots=True)
class PrintedWord:
    """A word: `box` on the displayed page, `frame` the same turned so that its text runs left to right.

    `turn` counts quarters counter-clockwise; from 4 on the text is mirrored as well, left for right. `pale` says
    that its colour is (almost) that of paper: it can be seen on a coloured ground alone.
    `glued` says that no space separates it from the word before it (a superscript, a change of size),
    `spaced` that the file itself has a space there, rather than only a gap.
    """

    text: str
    box: Box
    frame: Box
    size: float
    bold: bool
    turn: int
    pale: bool = False
    raised: bool = False
    glued: bool = False
    spaced: bool = False


class Ruling(NamedTuple):
    """A horizontal or vertical line on the displayed page (its box has almost no height or width)."""

    horizontal: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """The displayed page: how user space turns into points from the top left corner."""

    width: float
    height: float
    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Geometry":
        left, bottom, right, top = page.get_bbox()
        width, height = page.get_size()
        return cls(width, height, int(page.get_rotation()) % 360, left, bottom, right, top)

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of user space (PDF 32000-1, 8.3.2) on the displayed page; /Rotate turns clockwise."""
        if self.rotation == 90:
            a, b, c, d = y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        elif self.rotation == 180:
            a, b, c, d = self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        elif self.rotation == 270:
            a, b, c, d = self.top - y1, self.right - x1, self.top - y0, self.right - x0
        else:
            a, b, c, d = x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        return Box(a, b, c, d)

    def upright(self, box: Box, turn: int) -> Box:
        """`box` in the frame in which text with that `turn` (see `PrintedWord`) runs to the right."""
        if turn >= 4:
            return self.upright(Box(self.width - box.x1, box.y0, self.width - box.x0, box.y1), turn - 4)
        x0, y0, x1, y1 = box
        if turn == 1:
            return Box(self.height - y1, x0, self.height - y0, x1)
        if turn == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if turn == 3:
            return Box(y0, self.width - x1, y1, self.width - x0)
        return box

    def displayed(self, frame: Box, turn: int) -> Box:
        """The opposite of `upright`."""
        if turn >= 4:
            mirrored = self.displayed(frame, turn - 4)
            return Box(self.width - mirrored.x1, mirrored.y0, self.width - mirrored.x0, mirrored.y1)
        x0, y0, x1, y1 = frame
        if turn == 1:
            return Box(y0, self.height - x1, y1, self.height - x0)
        if turn == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if turn == 3:
            return Box(self.width - y1, x0, self.width - y0, x1)
        return frame


def words_of(textpage: pdfium.PdfTextPage, geometry: Geometry) -> tuple[list[PrintedWord], int, int]:
    """The words inside the displayed page in the order of the file; and of how many characters how many have no
    known meaning (no Unicode mapping, private use)."""
    rect = pdfium_c.FS_RECTF()
    collector = _Collector(textpage, geometry)
    total = unknown = 0
    for index, code in enumerate(_codes(textpage)):
        if code in (0xFFFE, 0x02):
            char = LINE_HYPHEN
        elif code <= 0x20 or code == 0xA0 or (code > 0xFF and chr(code).isspace()):
            collector.space(code == 0x20 and not pdfium_c.FPDFText_IsGenerated(textpage, index))
            continue
        else:
            char = chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        total += 1
        unknown += char == "\ufffd" or 0xE000 <= code < 0xF900
        if pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rect):
            placed = geometry.place(rect.left, rect.bottom, rect.right, rect.top)
            collector.add(index, char, placed)
    collector.close()
    return _with_hyphens(collector.words), total, unknown


def _with_hyphens(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words with the hyphens at their ends, which PDFium sets apart on a page that is upside down."""
    loose = [word for word in words if word.text in (LINE_HYPHEN, "­")][:_MAX_LOOSE]
    kept = words
    for hyphen in loose:
        x0, y0, x1, y1 = hyphen.frame
        for word in words:
            before = word.frame
            if (
                word is not hyphen
                and word.turn == hyphen.turn
                and abs(x0 - before.x1) < 0.15 * hyphen.size
                and before.y0 < (y0 + y1) / 2 < before.y1
            ):
                word.text += LINE_HYPHEN
                word.frame = Box(before.x0, min(before.y0, y0), x1, max(before.y1, y1))
                a, b = word.box, hyphen.box
                word.box = Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))
                kept = [other for other in kept if other is not hyphen]
                break
    return kept


class _Collector:
    """Puts characters together into words."""

    def __init__(self, textpage: pdfium.PdfTextPage, geometry: Geometry) -> None:
        self.words: list[PrintedWord] = []
        self._textpage = textpage
        self._geometry = geometry
        self._chars: list[str] = []
        self._first = 0  # the index of the first character of the word
        self._box = self._last = Box(
            0, 0, 0, 0
        )  # of the word so far, in its frame, and of its last character
        self._style = _Style(10.0, False, 0)
        self._loose: list[
            tuple[int, Box, Box]
        ] = []  # where the word may have to be parted, with the boxes there
        self._raised = self._glued = self._spaced = False

    def space(self, real: bool) -> None:
        """The word ends in white space, `real` when the file itself has a space there."""
        self.close()
        self._glued = False
        self._spaced = real

    def add(self, index: int, char: str, placed: Box) -> None:
        """A character and its place on the displayed page."""
        if self._chars:
            turned = self._geometry.upright(placed, self._style.turn) if self._style.turn else placed
            x0, y0, x1, y1 = self._box
            last = self._last
            height = max(y1 - y0, 1.0)
            flat = (
                turned.y1 - turned.y0 < 0.3 * height and y0 < turned.y0 < y1
            )  # a hyphen no higher than its stroke
            if char == LINE_HYPHEN or (flat and -0.3 * height < turned.x0 - last.x1 < 0.3 * height):
                self._box = Box(x0, y0, max(x1, turned.x1), y1)
                self._last = Box(turned.x0, y0, max(x1, turned.x1), y1)
                self._chars.append(char)
                return
            gap = turned.x0 - last.x1
            tall = turned.y1 - turned.y0
            small = tall < 0.8 * height
            if (
                gap > 0.6 * height
                or turned.x0 < last.x0 - 0.6 * height
                or not y0 - 0.1 * height <= (turned.y0 + turned.y1) / 2 <= y1 + 0.1 * height
                or (small != self._raised and (small or tall > 1.25 * height))
            ):
                self.close()
                self._spaced = False
                self._glued = (
                    -0.3 * height < gap < 0.15 * height and turned.y0 < last.y1 and last.y0 < turned.y1
                )
            else:
                if gap > 0.11 * height:
                    self._loose.append((len(self._chars), last, turned))
                self._box = Box(
                    turned.x0 if turned.x0 < x0 else x0,
                    turned.y0 if turned.y0 < y0 else y0,
                    turned.x1 if turned.x1 > x1 else x1,
                    turned.y1 if turned.y1 > y1 else y1,
                )
                self._last = turned
                self._chars.append(char)
                return
        self._style = _style(self._textpage, index, self._geometry.rotation, placed)
        self._box = self._last = self._geometry.upright(placed, self._style.turn)
        self._raised = bool(self.words) and _is_raised(self._box, self._style, self.words[-1])
        self._first = index
        self._chars.append(char)

    def close(self) -> None:
        """The word ends."""
        if not self._chars:
            return
        text = "".join(self._chars)
        self._chars.clear()
        start = 0
        # Programs that stretch lines may leave out the spaces; where nearly every letter is apart it is the style.
        loose = self._loose
        if len(loose) > 0.3 * len(text):
            usual = sorted(after.x0 - before.x1 for _, before, after in loose)[len(loose) // 2]
            loose = [cut for cut in loose if cut[2].x0 - cut[1].x1 > 1.45 * usual]
        for place, before, after in loose:
            self._keep(text[start:place], self._box._replace(x1=before.x1), start)
            self._box, start, self._glued = self._box._replace(x0=after.x0), place, False
        self._loose.clear()
        self._keep(text[start:], self._box, start)

    def _keep(self, text: str, box: Box, start: int) -> None:
        match = _MIXED.match(text)
        if match and not self._raised:
            cut = match.start(2) if match[2] else match.end(3)
            number = start + self._first + (cut if match[2] else 0)
            edge = self._raised_digit(
                number, box, left=bool(match[2]), last=number + len(match[2] or match[3]) - 1
            )
            if edge is not None:
                head, tail = text[:cut], text[cut:]
                self._append(head, box._replace(x1=edge), raised=not match[2], glued=self._glued)
                self._append(tail, box._replace(x0=edge), raised=bool(match[2]), glued=True)
                return
        self._append(text, box, raised=self._raised, glued=self._glued)

    def _append(self, text: str, box: Box, *, raised: bool, glued: bool) -> None:
        shown = self._geometry.displayed(box, self._style.turn)
        if _inside(shown, self._geometry):
            self.words.append(PrintedWord(text, shown, box, *self._style, raised, glued, self._spaced))

    def _raised_digit(self, index: int, box: Box, *, left: bool, last: int) -> float | None:
        """Where the number that begins a word or ends it is parted from the rest, when its glyphs stand higher than
        the text although their font has the same size."""
        sides = [ctypes.c_double() for _ in range(4)]
        if not pdfium_c.FPDFText_GetCharBox(self._textpage, index, *sides):
            return None
        x0, x1, y0, y1 = (side.value for side in sides)
        ink = self._geometry.upright(self._geometry.place(x0, y0, x1, y1), self._style.turn)
        if not ink.y0 < ink.y1 < box.y1 - 0.42 * (box.y1 - box.y0):
            return None
        rect = pdfium_c.FS_RECTF()
        if not pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index if left else last, rect):
            return None
        placed = self._geometry.place(rect.left, rect.bottom, rect.right, rect.top)
        turned = self._geometry.upright(placed, self._style.turn)
        edge = turned.x0 if left else turned.x1
        return edge if box.x0 < edge < box.x1 else None


# A word that ends in a number, and may be followed by a raised one; or one that a number stands right before.
_MIXED = re.compile(r"(.*\D)(\d{1,3})$|(\d{1,3})[^\W\d]")


def _codes(textpage: pdfium.PdfTextPage) -> list[int]:
    """The Unicode value of every character of the page; 0 where there is none."""
    count = textpage.count_chars()
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        codes: list[int] = buffer[:count]
        if not any(0xD800 <= code < 0xE000 for code in codes):
            return codes
    # Characters that the text leaves out, or that take two units of it: the long way.
    return [pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count)]


def visible(words: list[PrintedWord], page: pdfium.PdfPage) -> list[PrintedWord]:
    """The words that leave ink on the rendered page: white print on white paper is nobody's text.

    Text that is not drawn on purpose (what was recognised, under a scan) has a colour of its own and stays.
    """
    if not any(word.pale for word in words):
        return words
    scale = min(2.0, _MOST_PIXELS / max(1.0, *page.get_size()))
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return [word for word in words if not word.pale or _has_ink(drawn, word.box, scale)]


def rulings_of(page: pdfium.PdfPage, geometry: Geometry) -> list[Ruling]:
    """The straight lines drawn on the page, edges of rectangles included, at least 8 points long."""
    rulings: list[Ruling] = []
    count = pdfium_c.FPDFPage_CountObjects(page)
    if count > _MAX_OBJECTS:  # a drawing, not a table
        return rulings
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = pdfium_c.FS_MATRIX()
    for number in range(count):
        item = pdfium_c.FPDFPage_GetObject(page, number)
        if pdfium_c.FPDFPageObj_GetType(item) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        segments = pdfium_c.FPDFPath_CountSegments(item)
        if segments > _MAX_SEGMENTS or not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
            continue
        before = start = (0.0, 0.0)
        for position in range(segments):
            segment = pdfium_c.FPDFPath_GetPathSegment(item, position)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
                _add_ruling(rulings, geometry, before, point)
            if pdfium_c.FPDFPathSegment_GetClose(segment):
                _add_ruling(rulings, geometry, point, start)
            before = point
    return rulings


def _has_ink(drawn: npt.NDArray[np.uint8], box: Box, scale: float) -> bool:
    x0, y0 = (max(0, int(side * scale)) for side in box[:2])
    x1, y1 = (int(side * scale) + 1 for side in box[2:])
    part = drawn[y0:y1, x0:x1]
    return bool(part.size) and int(part.max()) - int(part.min()) > _CONTRAST


class _Style(NamedTuple):
    size: float
    bold: bool
    turn: int
    pale: bool = False


def _style(textpage: pdfium.PdfTextPage, index: int, rotation: int, placed: Box) -> _Style:
    matrix = pdfium_c.FS_MATRIX()
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    font = name.value.lower() if 0 < length <= 128 else b""
    bold = b"bold" in font or b"black" in font or b"heavy" in font or b"cmbx" in font or b"demi" in font
    size = pdfium_c.FPDFText_GetFontSize(textpage, index)
    turn = 0
    if pdfium_c.FPDFText_GetMatrix(textpage, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - rotation
        if size < 0:  # a size below zero turns the text half way round
            size, angle = -size, angle + 180
        mirrored = matrix.a * matrix.d < matrix.b * matrix.c
        turn = 4 + round((180 - angle) / 90) % 4 if mirrored else round(angle / 90) % 4
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pale = bool(
        pdfium_c.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
        and (alpha.value < _TRANSPARENT or min(red.value, green.value, blue.value) > _PALE)
    )
    if not 1 <= size <= 500:
        size = placed.y1 - placed.y0
    return _Style(size, bold, turn, pale)


def _is_raised(frame: Box, style: _Style, before: PrintedWord) -> bool:
    """Whether a word is a superscript of the word before it: smaller, its foot higher, right behind it."""
    return (
        style.turn == before.turn
        and style.size < 0.8 * before.size
        and frame.y1 < before.frame.y1 - 0.15 * before.size
        and frame.y1 > before.frame.y0
        and -1 < frame.x0 - before.frame.x1 < 0.5 * before.size
    )


def _add_ruling(
    rulings: list[Ruling], geometry: Geometry, a: tuple[float, float], b: tuple[float, float]
) -> None:
    box = geometry.place(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height < 1.5 and width >= 8:
        rulings.append(Ruling(True, (box.y0 + box.y1) / 2, box.x0, box.x1))
    elif width < 1.5 and height >= 8:
        rulings.append(Ruling(False, (box.x0 + box.x1) / 2, box.y0, box.y1))


def _inside(box: Box, geometry: Geometry) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return 0 <= x <= geometry.width and 0 <= y <= geometry.height
