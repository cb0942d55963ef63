"""Step 2, read: bytes become pages of blocks, by one reader for each kind of file."""

from collections.abc import Callable
from pathlib import PurePath

from ingest.read.ocr import OFF, OcrSettings, missing
from ingest.read.records import ReadError, Reading, Reason
from ingest.read.watch import Sign, Watch

Reader = Callable[[bytes, Watch, OcrSettings], Reading]


def _pdf(content: bytes, watch: Watch, ocr: OcrSettings) -> Reading:
    from ingest.read.pdf import read_pdf

    return read_pdf(content, watch, ocr)


def _docx(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.docx import read_docx

    return read_docx(content, watch)


def _pptx(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.pptx import read_pptx

    return read_pptx(content, watch)


def _odt(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.odt import read_odt

    return read_odt(content, watch)


def _html(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.html import read_html

    return read_html(content, watch)


def _markdown(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.markdown import read_markdown

    return read_markdown(content, watch)


def _text(content: bytes, watch: Watch, _: OcrSettings) -> Reading:
    from ingest.read.text import read_text

    return read_text(content, watch)


SUPPORTED: dict[str, Reader] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".pptx": _pptx,
    ".odt": _odt,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
}


def read(
    name: str,
    content: bytes,
    seconds: float,
    *,
    ocr: OcrSettings = OFF,
    tell: Callable[[Sign], None] = lambda _: None,
) -> Reading:
    """Read the file called `name` within `seconds`, and what its pages add to that (see `Watch`).

    `tell` hears of every page. Raises ReadError with one of the reasons of `Reason`; any fault of a reader on a
    broken file becomes `broken`.
    """
    reader = SUPPORTED.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ReadError(Reason.UNSUPPORTED, "Dit soort bestand wordt niet gelezen.")
    if not content.strip():
        raise ReadError(Reason.EMPTY, "Het bestand is leeg.")
    try:
        reading = reader(content, Watch(seconds, tell), ocr)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise ReadError(
            Reason.BROKEN, f"Het bestand is beschadigd en kan niet worden gelezen ({type(error).__name__})."
        ) from error
    # Pictures in which recognition found no text are kept: they can be looked at, though nothing is found in them.
    if any(sheet.blocks or sheet.recognised for sheet in reading.sheets):
        return reading
    raise _nothing(reading, ocr)


def _nothing(reading: Reading, ocr: OcrSettings) -> ReadError:
    """Why a file has no text at all."""
    troubles = {sheet.trouble for sheet in reading.sheets}
    if Reason.OCR_MISSING in troubles:
        return ReadError(
            Reason.OCR_MISSING, f"Het bestand bestaat uit beelden zonder tekst. {missing(ocr) or ''}".rstrip()
        )
    if Reason.TOO_SLOW in troubles:
        return ReadError(
            Reason.TOO_SLOW,
            f"De tekstherkenning van een pagina duurde langer dan {ocr.page_seconds:g} seconden. "
            "Verhoog AFSPRAKENWIJZER_OCR_PAGE_SECONDS.",
        )
    if troubles == {Reason.BROKEN}:
        return ReadError(Reason.BROKEN, "Geen van de pagina's kan worden gelezen.")
    if Reason.NO_TEXT in troubles:
        return ReadError(
            Reason.NO_TEXT,
            f"De tekens van het bestand zijn niet als tekst te lezen. {missing(ocr) or ''}".rstrip(),
        )
    return ReadError(Reason.NO_TEXT, "Er staat geen leesbare tekst in het bestand.")
