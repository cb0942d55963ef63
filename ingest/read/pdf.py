"""PDF files: pypdf opens them, PDFium gives characters with their places, geometry gives reading order and blocks."""

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.read.arrangement import arranged
from ingest.read.blocks import Draft, finish
from ingest.read.glyphs import Geometry, Ruling, rulings_of, visible, words_of
from ingest.read.ocr import OFF, OcrSettings, missing
from ingest.read.recognising import Picture, Recogniser, Recognition, picture_of
from ingest.read.records import ReadError, Reading, Reason, Sheet
from ingest.read.structure import needs_password, read_structure
from ingest.read.watch import Watch

_MAX_UNKNOWN = 0.3  # share of characters without a meaning above which a page counts as having no text
_MAX_PAGES = 20_000
_CODE = re.compile(r"\(cid:\d+\)")  # what some programs write for a character that they have no text for


def read_pdf(content: bytes, watch: Watch, ocr: OcrSettings = OFF) -> Reading:
    """Read a PDF. `watch` hears of every page and raises when it has taken too long.

    Raises ReadError: `empty`, `password`, `broken`, `noPages`, `tooLarge`, `tooSlow`.
    """
    if not content.strip():
        raise ReadError(Reason.EMPTY, "Het bestand is leeg.")
    structure = read_structure(content)
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if structure.encrypted:
            raise needs_password() from error
        raise ReadError(Reason.BROKEN, "Het bestand is beschadigd en kan niet worden geopend.") from error
    with closing(document):
        if len(document) == 0:
            raise ReadError(Reason.NO_PAGES, "Het bestand heeft geen pagina's.")
        if len(document) > _MAX_PAGES:
            raise ReadError(
                Reason.TOO_LARGE, f"Het bestand heeft meer dan {_MAX_PAGES} pagina's. Splits het."
            )
        pages = _Pages(document, watch, ocr)
        pages.read(structure.labels)
    blocks = finish(pages.drafts, [shell.height or 842.0 for shell in pages.shells])
    if not any(blocks) and not any(shell.trouble is Reason.OCR_MISSING for shell in pages.shells):
        # PDFium repairs anything into some pages; where nothing was on them pypdf says whether it broke.
        if structure.pages is None:
            raise ReadError(Reason.BROKEN, "Het bestand is beschadigd: er zijn geen pagina's te lezen.")
        if structure.pages == 0:
            raise ReadError(Reason.NO_PAGES, "Het bestand heeft geen pagina's.")
    # A page with only a picture counts as recognised in a file that has nothing else.
    sheets = tuple(
        replace(shell, blocks=tuple(page), recognised=shell.recognised and (bool(page) or not any(blocks)))
        for shell, page in zip(pages.shells, blocks, strict=True)
    )
    return Reading("application/pdf", sheets, structure.title, structure.bookmarks)


class _Pages:
    """Reads page after page; those without text are recognised meanwhile, and fall into place when they are done."""

    def __init__(self, document: pdfium.PdfDocument, watch: Watch, ocr: OcrSettings) -> None:
        self._document = document
        self._watch = watch
        self._ocr = ocr
        self._able = missing(ocr) is None
        self._rulings: dict[int, list[Ruling]] = {}
        self.drafts: list[list[Draft]] = []
        self.shells: list[Sheet] = []

    def read(self, labels: tuple[str, ...]) -> None:
        count = len(self._document)
        with closing(Recogniser(self._ocr)) as recogniser:
            for index in range(count):
                self._watch.page(index + 1, count)
                picture = self._page(index, (labels[index] if index < len(labels) else "") or None)
                if picture is not None:
                    self._watch.page(index + 1, count, self._ocr.page_seconds)
                    self._fill(recogniser.begin(index, picture))
            self._fill(recogniser.rest())

    def _page(self, index: int, label: str | None) -> Picture | None:
        """Read one page; its picture when its text is to be recognised."""
        self.drafts.append([])
        try:
            page = self._document[index]
        except pdfium.PdfiumError:
            self.shells.append(Sheet(index + 1, (), label, trouble=Reason.BROKEN))
            return None
        with closing(page):
            geometry = Geometry.of(page)
            with closing(page.get_textpage()) as textpage:
                words, total, unknown = words_of(textpage, geometry)
            words = visible(words, page)
            coded = sum(len(code[0]) for word in words for code in _CODE.finditer(word.text))
            trouble = None
            if total and unknown + coded > _MAX_UNKNOWN * total:
                words, trouble = [], Reason.NO_TEXT
            elif not words and _has_image(page):
                trouble = Reason.OCR_MISSING
            rulings = rulings_of(page, geometry) if words or trouble else []
            self.shells.append(Sheet(index + 1, (), label, geometry.width, geometry.height, trouble))
            if trouble and self._able:
                self._rulings[index] = rulings
                return picture_of(page, geometry)
            self.drafts[index] = arranged(words, rulings)
            return None

    def _fill(self, recognised: Iterable[tuple[int, Recognition | None]]) -> None:
        """Put recognised words on their pages."""
        for index, page in recognised:
            shell = self.shells[index]
            rulings = self._rulings.pop(index)
            if page is None:
                self.shells[index] = replace(shell, trouble=Reason.TOO_SLOW)
            elif page.words:
                self.drafts[index] = arranged(page.words, rulings or page.rulings)
                self.shells[index] = replace(shell, trouble=None, recognised=True)
            elif shell.trouble is Reason.OCR_MISSING:  # a picture and nothing else
                self.shells[index] = replace(shell, trouble=None, recognised=True)


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
