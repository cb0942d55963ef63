"""Documents drawn by our own PDF writer: every glyph is placed by us, so that its place is known exactly.

The same text can be written as different programs write it (`Manner`): whole lines, loose words without spaces,
one array of pieces, letter by letter; in the order of reading or line by line over all columns.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import pypdf
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)  # fmt: skip

from tests.ingest.truth.metrics import NAMES, width_of, width_table
from tests.ingest.truth.records import Rect, TrueWord, Truth, Unit
from tests.ingest.truth.sentences import Sentences

Manner = Literal["lines", "words", "array", "letters"]
REGULAR, BOLD, SERIF, SERIF_BOLD = NAMES


class Frame(NamedTuple):
    """A column to fill: its left edge, top, width and bottom, in points from the top left corner of the sheet."""

    x: float
    top: float
    width: float
    bottom: float


@dataclass(slots=True)
class _Run:
    """The words of one printed line or a part of it, as (text, left edge), and their baseline."""

    words: list[tuple[str, float]]
    y: float
    font: str
    size: float
    color: str
    turn: int = 0


@dataclass(slots=True)
class _Page:
    width: float
    height: float
    runs: list[_Run] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    rotate: int = 0
    crop: Rect | None = None  # in the sheet's own points from the top left


class Drawer:
    """Builds pages and the truth about them at the same time. Places are points from the sheet's top left corner."""

    def __init__(self, layout: str, seed: int, manner: Manner = "lines", *, shuffled: bool = False) -> None:
        self.layout = layout
        self.seed = seed
        self.manner = manner
        self.shuffled = shuffled
        self.say = Sentences(seed * 104729 + sum(layout.encode()))
        self.random = random.Random(seed)
        self.units: list[Unit] = []
        self.words: list[TrueWord] = []
        self.pages: list[_Page] = []
        self.labels: list[str | None] = []
        self.serif = False
        self.page_labels: list[tuple[int, str, int]] = []
        self.followed = False  # whether the last text went on in its second frame

    def page(
        self, width: float = 595, height: float = 842, *, label: str | None = None, rotate: int = 0,
        crop: Rect | None = None,
    ) -> None:  # fmt: skip
        """A new page with its printed number."""
        self.pages.append(_Page(width, height, rotate=rotate, crop=crop))
        self.labels.append(label)

    def unit(self, kind: str, flow: str = "main", level: int = 0) -> int:
        """A new unit; returns its number."""
        self.units.append(Unit(kind, flow, level))
        return len(self.units) - 1

    def font(self, bold: bool = False) -> str:
        """The font of the document."""
        return (SERIF_BOLD if bold else SERIF) if self.serif else (BOLD if bold else REGULAR)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.7) -> None:
        """A ruled line."""
        page = self.pages[-1]
        self.pages[-1].paths.append(
            f"{width} w {x0:.2f} {page.height - y0:.2f} m {x1:.2f} {page.height - y1:.2f} l S"
        )

    def box(self, rect: Rect, color: str = "0.9 0.94 0.97") -> None:
        """A filled rectangle."""
        x0, y0, x1, y1 = rect
        page = self.pages[-1]
        page.paths.append(
            f"{color} rg {x0:.2f} {page.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 0 0 rg"
        )

    def unread(self, text: str, x: float, y: float, size: float = 8, font: str | None = None) -> None:
        """Words that are printed and should not be read, `y` being their baseline."""
        font = font or self.font()
        self._draw(_plain(text).split(), x, y, font, size)

    def text(
        self,
        unit: int,
        text: str,
        frame: Frame,
        *,
        size: float = 10,
        font: str | None = None,
        leading: float = 1.25,
        justify: bool = False,
        indent: float = 0,
        color: str = "0 0 0",
        cell: tuple[int, int] | None = None,
        align: Literal["left", "right", "center"] = "left",
        hyphen: str = "-",
        expected: str | None = None,
        follow: Frame | None = None,
        hyphenate: bool = True,
        widen: float = 0,
    ) -> float:
        """Fill a frame with lines of text; returns where it ended. `expected` is how the words should read where that
        is not how they are printed; `follow` is where the text goes on when the frame is full; `widen` is how far
        later lines stand to the right of the first one."""
        font = font or self.font()
        reads = _plain(expected or text).split()
        self.units[unit].text = f"{self.units[unit].text} {' '.join(reads)}".strip()
        pending = text.split()
        assert len(pending) == len(reads), (pending, reads)
        numbers: list[int] = []
        for read in reads:
            numbers.append(len(self.words))
            self.words.append(TrueWord(read, unit, len(self.pages), cell=cell))
        queue = list(zip(pending, numbers, strict=True))
        y = frame.top + size
        first = True
        self.followed = False
        space = width_of(" ", font, size)
        while queue:
            shift = indent if first else widen
            room = frame.width - shift
            row: list[tuple[str, int]] = []
            used = 0.0
            while queue:
                word, number = queue[0]
                plain = _plain(word)
                wide = width_of(plain, font, size)
                before = space if row else 0.0
                if used + before + wide <= room:
                    row.append((plain, number))
                    used += before + wide
                    queue.pop(0)
                    continue
                cut = self._cut(word, room - used - before, font, size, hyphen) if hyphenate else None
                if cut is None and not row:
                    cut = plain, ""
                if cut is not None:
                    row.append((cut[0], number))
                    used += before + width_of(cut[0], font, size)
                    if cut[1]:
                        self.words[number].hyphen = True
                        queue[0] = cut[1], number
                    else:
                        queue.pop(0)
                break
            if row[-1][0].endswith(("-", hyphen)):
                self.words[row[-1][1]].hyphen = True
            slack = room - used
            gap = space
            if justify and queue and len(row) > 1:
                gap += slack / (len(row) - 1)
            left = frame.x + shift + (slack if align == "right" else slack / 2 if align == "center" else 0)
            placed: list[tuple[str, float]] = []
            for word, number in row:
                wide = width_of(word, font, size)
                placed.append((word, left))
                self._place(number, (left, y - 0.75 * size, left + wide, y + 0.22 * size))
                left += wide + gap
            self.pages[-1].runs.append(_Run(placed, y, font, size, color))
            y += leading * size
            first = False
            if queue and y > frame.bottom and follow is not None:
                frame, follow, self.followed = follow, None, True
                y = frame.top + size
        return y - leading * size + 0.35 * size

    def glyphs(
        self, unit: int, pieces: Sequence[tuple[str, float, float, str]], y: float, expected: str
    ) -> None:
        """One word printed in pieces (text, left edge, size, font) on one baseline: spaced or small capitals."""
        self.units[unit].text = f"{self.units[unit].text} {expected}".strip()
        number = len(self.words)
        self.words.append(TrueWord(expected, unit, len(self.pages)))
        for text, x, size, font in pieces:
            self.pages[-1].runs.append(_Run([(text, x)], y, font, size, "0 0 0"))
        first, last = pieces[0], pieces[-1]
        size = max(piece[2] for piece in pieces)
        right = last[1] + width_of(last[0], last[3], last[2])
        self._place(number, (first[1], y - 0.75 * size, right, y + 0.22 * size))

    def turned(self, unit: int, text: str, x: float, y: float, size: float = 10) -> None:
        """A line of words that runs upwards from (x, y), a quarter turned."""
        font = self.font()
        self.units[unit].text = text
        at = y
        placed = []
        for word in text.split():
            wide = width_of(word, font, size)
            self.words.append(TrueWord(word, unit, len(self.pages)))
            self._place(len(self.words) - 1, (x - 0.75 * size, at - wide, x + 0.22 * size, at))
            placed.append((word, at))
            at -= wide + width_of(" ", font, size)
        self.pages[-1].runs.append(_Run(placed, x, font, size, "0 0 0", turn=1))

    def finish(self) -> Truth:
        """The PDF and its truth."""
        writer = pypdf.PdfWriter()
        fonts = DictionaryObject()
        for place, name in enumerate(NAMES):
            fonts[NameObject(f"/F{place}")] = writer._add_object(_font(name))
        for page in self.pages:
            sheet = writer.add_blank_page(page.width, page.height)
            stream = DecodedStreamObject()
            stream.set_data(self._content(page))
            sheet[NameObject("/Contents")] = writer._add_object(stream)
            sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            if page.crop:
                x0, y0, x1, y1 = page.crop
                sheet.cropbox = RectangleObject((x0, page.height - y1, x1, page.height - y0))
            if page.rotate:
                sheet[NameObject("/Rotate")] = NumberObject(page.rotate)
        if self.page_labels:
            _add_labels(writer, self.page_labels)
        out = io.BytesIO()
        writer.write(out)
        name = f"{self.layout}-{self.seed}"
        return Truth(name, self.layout, out.getvalue(), self.units, self.words, self.labels)

    def _cut(self, word: str, room: float, font: str, size: float, hyphen: str) -> tuple[str, str] | None:
        """A word in two at the last of its marks, or behind a hyphen of its own, that still fits."""
        best: tuple[str, str] | None = None
        for at, char in enumerate(word):
            if char in "|¦":
                head, tail = _plain(word[:at]) + (hyphen if char == "|" else ""), word[at + 1 :]
            elif char == "-" and 0 < at < len(word) - 1:
                head, tail = _plain(word[: at + 1]), word[at + 1 :]
            else:
                continue
            if width_of(head, font, size) <= room and len(head) > 2 and len(_plain(tail)) > 1:
                best = head, tail
        return best

    def _draw(self, words: list[str], x: float, y: float, font: str, size: float) -> None:
        placed = []
        for word in words:
            placed.append((word, x))
            x += width_of(word, font, size) + width_of(" ", font, size)
        self.pages[-1].runs.append(_Run(placed, y, font, size, "0 0 0"))

    def _place(self, number: int, rect: Rect) -> None:
        page = self.pages[-1]
        x0, y0, x1, y1 = page.crop or (0.0, 0.0, page.width, page.height)
        width, height = x1 - x0, y1 - y0
        a, b, c, d = rect[0] - x0, rect[1] - y0, rect[2] - x0, rect[3] - y0
        if page.rotate == 90:  # what was left is on top, what was the bottom is left
            shown = height - d, a, height - b, c
        elif page.rotate == 180:
            shown = width - c, height - d, width - a, height - b
        elif page.rotate == 270:
            shown = b, width - c, d, width - a
        else:
            shown = a, b, c, d
        self.words[number].boxes = (*self.words[number].boxes, shown)

    def _content(self, page: _Page) -> bytes:
        runs = list(page.runs)
        if self.shuffled:
            runs.sort(key=lambda run: (round(run.y / 4), run.words[0][1]))
        parts = [path.encode() for path in page.paths]
        parts.extend(self._written(run, page.height) for run in runs)
        return b"\n".join(parts)

    def _written(self, run: _Run, height: float) -> bytes:
        font = f"/F{NAMES.index(run.font)} {run.size:g} Tf".encode()
        lead = b"BT " + run.color.encode() + b" rg " + font
        if run.turn:
            shows = [
                b"0 1 -1 0 %.3f %.3f Tm %s Tj" % (run.y, height - at, _text(word)) for word, at in run.words
            ]
            return lead + b" " + b" ".join(shows) + b" ET"
        y = height - run.y
        space = width_of(" ", run.font, run.size)
        if self.manner == "words":
            shows = [b"1 0 0 1 %.3f %.3f Tm %s Tj" % (x, y, _text(word)) for word, x in run.words]
        elif self.manner == "letters":
            shows = []
            for word, x in run.words:
                at = x
                for char in word:
                    shows.append(b"1 0 0 1 %.3f %.3f Tm %s Tj" % (at, y, _text(char)))
                    at += width_of(char, run.font, run.size)
        elif self.manner == "array":
            pieces = []
            for place, (word, x) in enumerate(run.words):
                if place:
                    last, start = run.words[place - 1]
                    gap = x - start - width_of(last, run.font, run.size)
                    pieces.append(b"%.2f" % (-gap * 1000 / run.size))
                pieces.append(_text(word))
            shows = [b"1 0 0 1 %.3f %.3f Tm [%s] TJ" % (run.words[0][1], y, b" ".join(pieces))]
        else:
            gap = space
            if len(run.words) > 1:
                (word, x), (_, after) = run.words[0], run.words[1]
                gap = after - x - width_of(word, run.font, run.size)
            line = _text(" ".join(word for word, _ in run.words))
            shows = [b"%.4f Tw 1 0 0 1 %.3f %.3f Tm %s Tj 0 Tw" % (gap - space, run.words[0][1], y, line)]
        return lead + b" " + b" ".join(shows) + b" ET"


def _plain(text: str) -> str:
    """Without the marks of where words may be broken: `|` with a hyphen, `¦` without one."""
    return text.replace("|", "").replace("¦", "")


def _text(text: str) -> bytes:
    return b"<" + text.encode("cp1252").hex().encode() + b">"


def _font(name: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(f"/{name}"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            NameObject("/FirstChar"): NumberObject(32),
            NameObject("/LastChar"): NumberObject(255),
            NameObject("/Widths"): ArrayObject([FloatObject(width) for width in width_table(name)]),
        }
    )


def _add_labels(writer: pypdf.PdfWriter, labels: list[tuple[int, str, int]]) -> None:
    """Page labels: from which page on (from 0), the style ("r", "D"), the first number."""
    numbers = ArrayObject()
    for first, style, start in labels:
        numbers.append(NumberObject(first))
        entry = {NameObject("/S"): NameObject(f"/{style}"), NameObject("/St"): NumberObject(start)}
        numbers.append(DictionaryObject(entry))
    writer._root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): numbers})


class Columns:
    """Fills the columns of one page after each other; a paragraph that does not fit goes on in the next one."""

    def __init__(self, drawer: Drawer, frames: Sequence[Frame]) -> None:
        self.drawer = drawer
        self.frames = list(frames)
        self.at = 0
        self.y = frames[0].top

    @property
    def room(self) -> float:
        """What is left of the column, in points."""
        return self.frames[self.at].bottom - self.y

    def full(self, lines: float = 4, size: float = 10) -> bool:
        """Whether nothing more fits on the page; goes to the next column when this one is full."""
        if self.room < lines * 1.3 * size:
            if self.at + 1 == len(self.frames):
                return True
            self.at += 1
            self.y = self.frames[self.at].top
        return False

    def add(
        self, unit: int, text: str, *, after: float = 6, before: float = 0, size: float = 10, **options: Any
    ) -> None:
        """Write a unit where the last one ended."""
        frame = self.frames[self.at]
        top = self.y + (before if self.y > frame.top else 0)
        follow = self.frames[self.at + 1] if self.at + 1 < len(self.frames) else None
        here = Frame(frame.x, top, frame.width, frame.bottom)
        self.y = self.drawer.text(unit, text, here, size=size, follow=follow, **options) + after
        self.at += self.drawer.followed

    def skip(self, points: float) -> None:
        """Leave room."""
        self.y += points

    def fill(self, flow: str = "main", *, size: float = 10, most: int = 99, **options: Any) -> None:
        """Paragraphs until the page is full."""
        for _ in range(most):
            if self.full(size=size):
                return
            longest = int(self.room // (1.3 * size) * self.frames[self.at].width / (0.5 * size))
            text = self.drawer.say.paragraph(2, 4)
            last = self.at + 1 == len(self.frames)
            while last and len(text) > 0.9 * longest and ". " in text:
                text = text[: text.rindex(". ") + 1]
            if last and len(text) > longest:
                return
            self.add(self.drawer.unit("text", flow), text, size=size, **options)
