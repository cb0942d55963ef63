"""Plain text files: the encoding is found out, an empty line separates paragraphs."""

import re
from collections.abc import Callable

import charset_normalizer

from ingest.read.records import Block, Reading, Sheet, plain_block

_ITEM = re.compile(r"\s*(?:[-*•●–]|\(?[a-z]\)|[a-z]\.|\d{1,2}[.)])\s")


def read_text(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a text file as one page; lines that begin like a list item stand alone."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", decode(content)):
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


def decode(content: bytes) -> str:
    """Text of unknown encoding: UTF-8 when it is that (with or without a mark), else the likeliest other."""
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    best = charset_normalizer.from_bytes(
        content, cp_isolation=["cp1252", "latin_1", "cp850", "mac_roman"]
    ).best()
    text = str(best) if best else content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
