"""What is printed inside the marks of a quote: cut out of the rendered page, and read back by OCR."""

import ctypes
import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.service.marking import boxes
from corpus.edition import Edition
from corpus.model import Page, Span

SIMILAR = 0.9  # of the characters of quote and reading together, how many must pair up
ENDS = 0.6  # the same for the first and for the last characters: no word too many or too few at either end
_END = 8
_PAD = 1  # points of paper kept around every box, so that it can be read
_LARGEST = 9_000  # pixels of a rendered side
_LINES, _TURNS = 3, 8  # attempts at reading: line by line, and all lines in every orientation

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text of a document, where it stands, and what makes it a hard case."""

    file: Path
    text: str
    spans: tuple[Span, ...]
    kind: str


@dataclass(slots=True)
class Verdict:
    """What was found inside the marks of a quote.

    `similarity` is the best of a few readings (0 to 1), `read` that reading. `layer` says whether the characters
    that the file itself places inside the marks are those of the quote; None where a page has no text of its own.
    """

    quote: Quote
    similarity: float
    read: str
    layer: bool | None
    right: bool


def installed() -> bool:
    """Whether tesseract is there with Dutch."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return {"nld", "eng"} <= set(listed.stdout.split())


def judge(quotes: Sequence[Quote], documents: dict[Path, Edition], out: Path | None = None) -> list[Verdict]:
    """Read back every quote; a reading that fails is tried again larger, inverted and turned.

    `out` is a folder for the cut-out images of what could not be read back.
    """
    verdicts: list[Verdict] = []
    for path in sorted({quote.file for quote in quotes}):
        here = [quote for quote in quotes if quote.file == path]
        with pdfium.PdfDocument(path) as pdf:
            pdf.init_forms()
            verdicts += _judge_file(pdf, documents[path].pages, here)
            for verdict in verdicts:
                if out and not verdict.right and verdict.quote.file == path:
                    name = f"{path.stem[:40]}-{verdict.quote.spans[0].page}-{verdict.quote.spans[0].start}"
                    for cut in _prepared(pdf, documents[path].pages, verdict.quote, _LINES):
                        _write(out / f"{name}.pgm", cut)
    return verdicts


def normal(text: str) -> str:
    """Letters and digits alone, without case and accents; what looks alike in print is alike."""
    plain = unicodedata.normalize("NFKD", text.replace("ĳ", "ij")).casefold()
    return "".join(char for char in plain if char.isalnum()).translate(str.maketrans("1i0", "llo"))


def likeness(quote: str, read: str) -> tuple[float, bool]:
    """How alike a quote and its reading are (0 to 1), and whether that is enough, at both ends too."""
    a, b = normal(quote), normal(read)
    whole = _ratio(a, b)
    ends = min(_ratio(a[:_END], b[:_END]), _ratio(a[-_END:], b[-_END:]))
    return whole, whole >= SIMILAR and ends >= ENDS


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _judge_file(pdf: pdfium.PdfDocument, pages: Sequence[Page], quotes: Sequence[Quote]) -> list[Verdict]:
    verdicts = [Verdict(quote, 0.0, "", _layer(pdf, pages, quote), False) for quote in quotes]
    for attempt in range(_LINES + _TURNS):
        waiting = [verdict for verdict in verdicts if not verdict.right]
        images = [_prepared(pdf, pages, verdict.quote, attempt) for verdict in waiting]
        texts = iter(_recognise([image for cuts in images for image in cuts], block=attempt >= _LINES))
        for verdict, cuts in zip(waiting, images, strict=True):
            read = " ".join(next(texts) for _ in cuts)
            similarity, right = likeness(verdict.quote.text, read)
            if right or similarity > verdict.similarity:
                verdict.similarity, verdict.read, verdict.right = similarity, read, right
    return verdicts


def _prepared(pdf: pdfium.PdfDocument, pages: Sequence[Page], quote: Quote, attempt: int) -> list[Image]:
    """The images of one attempt.

    First mark by mark: as it is, larger without the lines of a table, and that inverted. Then the whole of each
    page with all but the marks wiped out, in each way in which print can be turned and mirrored.
    """
    if attempt < _LINES:
        marked = [_framed(cut) for cut, _ in _cuts(pdf, pages, quote, 6 if attempt else 4)]
        marked = [_without_rules(cut) for cut in marked] if attempt else marked
        return [np.asarray(255 - cut, np.uint8) for cut in marked] if attempt == 2 else marked
    wiped: list[Image] = []
    turn = attempt - _LINES
    for span in quote.spans:
        cuts = _cuts(pdf, pages, Quote(quote.file, quote.text, (span,), quote.kind), 4)
        if cuts:
            left, top = (min(corner[side] for _, corner in cuts) for side in (0, 1))
            right = max(corner[0] + cut.shape[1] for cut, corner in cuts)
            bottom = max(corner[1] + cut.shape[0] for cut, corner in cuts)
            whole = np.full((bottom - top, right - left), 255, np.uint8)
            for cut, (x, y) in cuts:
                whole[y - top : y - top + cut.shape[0], x - left : x - left + cut.shape[1]] = cut
            turned = np.rot90(whole[:, ::-1] if turn >= 4 else whole, turn % 4)
            wiped.append(np.pad(turned, 40, constant_values=255))
    return wiped


def _cuts(
    pdf: pdfium.PdfDocument, pages: Sequence[Page], quote: Quote, scale: float
) -> list[tuple[Image, tuple[int, int]]]:
    """What the marks of a quote let through of its pages: grey images, each with its left top corner in pixels."""
    cuts: list[tuple[Image, tuple[int, int]]] = []
    for span in quote.spans:
        page = pages[span.page - 1]
        sheet = pdf[span.page - 1]
        fits = min(scale, _LARGEST / max(sheet.get_size()))
        drawn = sheet.render(scale=fits, grayscale=True).to_numpy()
        grey = np.asarray(drawn.reshape(drawn.shape[:2]), np.uint8)
        for box in boxes(page, [(span.start, span.end)]):
            x0, y0 = (max(0, int((side - _PAD) * fits)) for side in box[:2])
            x1, y1 = (int((side + _PAD) * fits) + 1 for side in box[2:])
            if grey[y0:y1, x0:x1].size:
                cuts.append((grey[y0:y1, x0:x1], (x0, y0)))
    return cuts


def _framed(cut: Image) -> Image:
    """A cut-out with room around it in the colour of its edge, which recognition needs."""
    edge = int(np.median(np.concatenate([cut[0], cut[-1]])))
    return np.pad(cut, 24, constant_values=edge)


def _without_rules(cut: Image) -> Image:
    """A framed cut-out without the lines that run along or across the whole of it."""
    cleared = cut.copy()
    inner = cut[24:-24, 24:-24] < 160
    cleared[:, 24:-24][:, inner.mean(axis=0) > 0.9] = 255
    cleared[24:-24][inner.mean(axis=1) > 0.9] = 255
    return cleared


def _recognise(images: Sequence[Image], *, block: bool) -> list[str]:
    """What tesseract reads in each image: a single line, or a block of lines."""
    if not images:
        return []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pgm" for number in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            _write(path, image)
        listing = Path(folder) / "images.txt"
        listing.write_text("".join(f"{path}\n" for path in paths), "utf-8")
        command = ["tesseract", str(listing), "stdout", "-l", "nld+eng", "--dpi", "300"]
        command += ["--psm", "6" if block else "7"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    texts = [" ".join(text.split()) for text in done.stdout.split("\f")]
    return texts[: len(images)] + [""] * (len(images) - len(texts))


def _write(path: Path, image: Image) -> None:
    height, width = image.shape
    path.write_bytes(b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(image).tobytes())


def _layer(pdf: pdfium.PdfDocument, pages: Sequence[Page], quote: Quote) -> bool | None:
    """Whether PDFium, asked for every character's place on the shown page, finds the quote's inside the marks."""
    inside: Counter[str] = Counter()
    for span in quote.spans:
        page = pages[span.page - 1]
        if page.recognised:
            return None
        marks = boxes(page, [(span.start, span.end)])
        sheet = pdf[span.page - 1]
        textpage = sheet.get_textpage()
        for char, x, y in _characters(sheet, textpage):
            if any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in marks):
                inside.update(normal(char))
        textpage.close()
    wanted = Counter(normal(quote.text))
    missing, extra = (wanted - inside).total(), (inside - wanted).total()
    return missing <= 0.02 * wanted.total() and extra <= 0.1 * wanted.total()


def _characters(sheet: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each character and its middle in points from the top left, by PDFium's own mapping to a screen."""
    fine = 16  # pixels to a point, for the mapping only knows whole ones
    width, height = (round(side * fine) for side in sheet.get_size())
    sides = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if code < 0x21 or code > 0x10FFFF or not pdfium_c.FPDFText_GetCharBox(textpage, index, *sides):
            continue
        left, right, bottom, top = (side.value for side in sides)
        pdfium_c.FPDF_PageToDevice(
            sheet, 0, 0, width, height, 0, (left + right) / 2, (bottom + top) / 2, x, y
        )  # fmt: skip
        yield chr(code), x.value / fine, y.value / fine
