"""PDF files: pypdf opens them, PDFium gives characters with their places, geometry gives reading order and blocks."""

from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.read.blocks import Draft, drafts_of, finish
from ingest.read.glyphs import Geometry, PrintedWord, rulings_of, words_of
from ingest.read.layout import regions_of, segments_of
from ingest.read.records import Block, ReadError, Reading, Reason, Sheet
from ingest.read.structure import needs_password, read_structure
from ingest.read.tables import take_ruled_tables

_MAX_UNKNOWN = 0.3  # share of characters without a meaning above which a page counts as having no text


def read_pdf(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a PDF. `check_time` raises when it has taken too long; it is called before every page.

    Raises ReadError: `empty`, `password`, `broken`, `noPages`.
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
    try:
        count = len(document)
        if count == 0:
            raise ReadError(Reason.NO_PAGES, "Het bestand heeft geen pagina's.")
        drafts: list[list[Draft]] = []
        shells: list[Sheet] = []
        for index in range(count):
            check_time()
            label = structure.labels[index] if index < len(structure.labels) else None
            page_drafts, shell = _page(document, index, label or None)
            drafts.append(page_drafts)
            shells.append(shell)
        blocks = finish(drafts, [shell.height or 842.0 for shell in shells])
        if not any(blocks) and not any(shell.trouble is Reason.OCR_MISSING for shell in shells):
            # PDFium repairs anything into some pages; where nothing was on them pypdf says whether it broke.
            if structure.pages is None:
                raise ReadError(Reason.BROKEN, "Het bestand is beschadigd: er zijn geen pagina's te lezen.")
            if structure.pages == 0:
                raise ReadError(Reason.NO_PAGES, "Het bestand heeft geen pagina's.")
        sheets = tuple(_filled(shell, page) for shell, page in zip(shells, blocks, strict=True))
        return Reading("application/pdf", sheets, structure.title, structure.bookmarks)
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, index: int, label: str | None) -> tuple[list[Draft], Sheet]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return [], Sheet(index + 1, (), label, trouble=Reason.BROKEN)
    try:
        geometry = Geometry.of(page)
        textpage = page.get_textpage()
        try:
            words, total, unknown = words_of(textpage, geometry)
        finally:
            textpage.close()
        trouble = None
        if total and unknown > _MAX_UNKNOWN * total:
            words, trouble = [], Reason.NO_TEXT
        elif not words and _has_image(page):
            trouble = Reason.OCR_MISSING
        drafts = _drafts(words, page, geometry)
        return drafts, Sheet(index + 1, (), label, geometry.width, geometry.height, trouble)
    finally:
        page.close()


def _drafts(words: list[PrintedWord], page: pdfium.PdfPage, geometry: Geometry) -> list[Draft]:
    """The blocks of a page: upright text first, then text that is turned on the page."""
    drafts: list[Draft] = []
    tables, loose = take_ruled_tables(words, rulings_of(page, geometry)) if words else ([], [])
    for turn in (0, 1, 3, 2):
        segments = segments_of([word for word in loose if word.turn == turn])
        if turn == 0:
            segments += tables
        for region in regions_of(segments):
            drafts.extend(drafts_of(region))
    return drafts


def _filled(shell: Sheet, blocks: list[Block]) -> Sheet:
    return Sheet(shell.number, tuple(blocks), shell.label, shell.width, shell.height, shell.trouble)


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
