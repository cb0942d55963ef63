"""What a PDF says about itself, read by pypdf: whether it may be opened, page labels, outline, title."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
import pypdf.errors

from ingest.read.records import ReadError, Reason

_log = logging.getLogger(__name__)
_MAX_BOOKMARKS = 2_000
# What a damaged file makes pypdf raise; reading goes on with PDFium, which repairs more.
_DAMAGE = (
    pypdf.errors.PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Structure:
    """`pages` is None in a file too damaged to tell; `bookmarks` are level (from 1), title, page (from 1)."""

    pages: int | None = None
    labels: tuple[str, ...] = ()
    bookmarks: tuple[tuple[int, str, int | None], ...] = ()
    title: str = ""
    encrypted: bool = False


def read_structure(content: bytes) -> Structure:
    """Open a PDF, decrypting one with an empty password. Raises ReadError `password` for any other password."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise needs_password()
        pages = reader.get_num_pages()
    except _DAMAGE as error:
        _log.debug("pypdf: %s", error)
        return Structure()
    return Structure(pages, _labels(reader), _bookmarks(reader), _title(reader), bool(reader.is_encrypted))


def needs_password() -> ReadError:
    """The error of a file that opens only with a password."""
    return ReadError(
        Reason.PASSWORD, "Het bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord."
    )


def _labels(reader: pypdf.PdfReader) -> tuple[str, ...]:
    try:
        return tuple(reader.page_labels) if "/PageLabels" in reader.root_object else ()
    except _DAMAGE as error:
        _log.debug("page labels: %s", error)
        return ()


def _title(reader: pypdf.PdfReader) -> str:
    try:
        return str((reader.metadata and reader.metadata.title) or "").replace("\x00", "").strip()
    except _DAMAGE as error:
        _log.debug("title: %s", error)
        return ""


def _bookmarks(reader: pypdf.PdfReader) -> tuple[tuple[int, str, int | None], ...]:
    marks: list[tuple[int, str, int | None]] = []
    try:
        for level, mark in _flat(reader.outline):
            index = reader.get_destination_page_number(mark)
            marks.append((level, str(mark.title), None if index is None or index < 0 else index + 1))
            if len(marks) == _MAX_BOOKMARKS:
                break
    except _DAMAGE as error:
        _log.debug("outline: %s", error)
    return tuple(marks)


def _flat(outline: list[Any], level: int = 1) -> Iterator[tuple[int, Any]]:
    """pypdf nests the children of a bookmark in a list behind it."""
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item, level + 1)
        else:
            yield level, item
