"""Step 2, read: bytes become pages of blocks, by one reader for each kind of file."""

import time
from collections.abc import Callable
from pathlib import PurePath

from ingest.read.records import ReadError, Reading, Reason

Reader = Callable[[bytes, Callable[[], None]], Reading]


def _pdf(content: bytes, check_time: Callable[[], None]) -> Reading:
    from ingest.read.pdf import read_pdf

    return read_pdf(content, check_time)


def _docx(content: bytes, check_time: Callable[[], None]) -> Reading:
    from ingest.read.docx import read_docx

    return read_docx(content, check_time)


def _html(content: bytes, check_time: Callable[[], None]) -> Reading:
    from ingest.read.html import read_html

    return read_html(content, check_time)


def _markdown(content: bytes, check_time: Callable[[], None]) -> Reading:
    from ingest.read.markdown import read_markdown

    return read_markdown(content, check_time)


def _text(content: bytes, check_time: Callable[[], None]) -> Reading:
    from ingest.read.text import read_text

    return read_text(content, check_time)


SUPPORTED: dict[str, Reader] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
}


def read(name: str, content: bytes, seconds: float) -> Reading:
    """Read the file called `name` within `seconds`.

    Raises ReadError with one of the reasons of `Reason`; any fault of a reader on a broken file becomes `broken`.
    """
    end = time.monotonic() + seconds

    def check_time() -> None:
        if time.monotonic() > end:
            raise ReadError(Reason.TOO_SLOW, f"Het lezen duurde langer dan {seconds:g} seconden.")

    reader = SUPPORTED.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ReadError(Reason.UNSUPPORTED, "Dit soort bestand wordt niet gelezen.")
    if not content.strip():
        raise ReadError(Reason.EMPTY, "Het bestand is leeg.")
    try:
        reading = reader(content, check_time)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(
            Reason.BROKEN, f"Het bestand is beschadigd en kan niet worden gelezen ({type(error).__name__})."
        ) from error
    if any(sheet.blocks for sheet in reading.sheets):
        return reading
    troubles = {sheet.trouble for sheet in reading.sheets}
    if Reason.OCR_MISSING in troubles:
        raise ReadError(
            Reason.OCR_MISSING,
            "Het bestand bestaat uit beelden zonder tekst. Tekstherkenning (OCR) kan deze versie nog niet.",
        )
    if troubles == {Reason.BROKEN}:
        raise ReadError(Reason.BROKEN, "Geen van de pagina's kan worden gelezen.")
    raise ReadError(Reason.NO_TEXT, "Er staat geen leesbare tekst in het bestand.")
