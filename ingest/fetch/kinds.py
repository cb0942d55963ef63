"""Which kind of file the bytes behind a web address are, as the suffix by which a reader is chosen."""

import codecs
import io
import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from ingest.fetch.archives import kind_of_zip

_OFFICE = "application/vnd.openxmlformats-officedocument."
_BY_TYPE = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
_PLAIN = (".txt", ".md", ".markdown")
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html\b)",
    re.I,
)


def suffix_of(content: bytes, content_type: str, names: Sequence[str], known: Collection[str]) -> str | None:
    """The suffix that fits the bytes; None when it is nothing that is known.

    What the bytes say goes before what the server says (`content_type`, without parameters), and that before the
    file names that came with it. `known` are the suffixes that are read.
    """
    head = content[:1024]
    told = _BY_TYPE.get(content_type)
    if head.lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_zip(io.BytesIO(content))
    if told not in _PLAIN and _WEB_PAGE.match(head):
        return ".html"
    named = next((suffix for name in names if (suffix := PurePosixPath(name).suffix.lower()) in known), None)
    if told == ".txt" and named in _PLAIN:
        return named
    if told or content_type not in _UNTOLD:
        return told
    return named or (".txt" if _is_text(head) else None)


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head
