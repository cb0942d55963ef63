"""Plain text files: the encoding is found out, an empty line separates paragraphs."""

import codecs
import re
from collections.abc import Callable

import charset_normalizer

from ingest.read.records import Block, Reading, Sheet, plain_block

_ITEM = re.compile(r"\s*(?:[-*•●–]|\(?[a-z]\)|[a-z]\.|\d{1,2}[.)])\s")


def read_text(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a text file as one page; lines that begin like a list item stand alone."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[^\S\n]*\n", decode(content)):
        check_time()
        lines: list[str] = []
        for line in paragraph.splitlines():
            if not line.strip():
                continue
            if lines and not _ITEM.match(line):
                lines[-1] = f"{lines[-1]} {line.strip()}"
            else:
                lines.append(line.strip())
        blocks.extend(plain_block("item" if _ITEM.match(line) else "paragraph", line) for line in lines)
    return Reading("text/plain", (Sheet(1, tuple(blocks)),))


def decode(content: bytes, declared: str | None = None) -> str:
    """Text of unknown encoding: UTF-8 or UTF-16 when it is that (with or without a mark, or with a few stray bytes of
    windows-1252), else the one that the file itself declares, else the likeliest."""
    return _decoded(content, declared).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, declared: str | None) -> str:
    wide = _wide(content)
    for encoding in (wide, "utf-8-sig") if wide else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    if 10 * stray <= sum(char > "\x7f" for char in text) - stray:
        return content.decode("utf-8", "windows-1252")
    try:
        name = codecs.lookup(declared or "").name
        # As browsers do: who says Latin-1 means what Windows made of it.
        return content.decode("cp1252" if name in ("iso8859-1", "ascii", "utf-8") else name)
    except (LookupError, UnicodeError, ValueError):
        pass
    best = charset_normalizer.from_bytes(
        content, cp_isolation=["cp1252", "latin_1", "cp850", "mac_roman"]
    ).best()
    return str(best) if best else content.decode("cp1252", "replace")


def _wide(content: bytes) -> str | None:
    """The name of UTF-16 in the order of these bytes: by its mark, or by the zero bytes between Latin letters."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    begin = content[:400]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            len(begin) > 8
            and begin[offset::2].count(0) > 0.8 * len(begin[offset::2])
            and begin.count(0) < 0.6 * len(begin)
        ):
            return encoding
    return None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8, read as windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows)
