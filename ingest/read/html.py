"""Web pages: the main content without menus, cookie bars and footers."""

from collections.abc import Callable, Iterator
from typing import Any

import trafilatura
from lxml import etree

from ingest.read.records import Block, ReadError, Reading, Reason, plain_block, table_block
from ingest.read.sections import sheets_of


def read_html(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a web page; a page is a section under a top heading. Links keep their text and lose their address."""
    # Its decoding finds the charset also where <meta charset> comes late or is wrong.
    tree = trafilatura.load_html(content)
    if tree is None:
        raise ReadError(Reason.NO_TEXT, "In deze webpagina staat geen leesbare tekst.")
    check_time()
    document = trafilatura.bare_extraction(
        content,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        deduplicate=False,
    )
    check_time()
    body = getattr(document, "body", None)
    blocks = list(_blocks(body)) if body is not None else []
    title = tree.findtext(".//title") or ""
    heading = tree.find(".//h1")
    if heading is not None:
        title = " ".join(heading.text_content().split()) or title
    return Reading("text/html", sheets_of(blocks), " ".join(title.split()))


def _blocks(element: Any) -> Iterator[Block]:
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "head":
            rend = str(child.get("rend", "h2"))
            level = int(rend[1]) if len(rend) == 2 and rend[1].isdigit() else 2
            yield from _one("heading", child, level)
        elif name == "list":
            yield from _list(child)
        elif name == "table":
            table = table_block([[_text(cell) for cell in row.iter("cell")] for row in child.iter("row")])
            if table:
                yield table
        elif name in ("div", "quote") and len(child):
            if child.text and child.text.strip():
                yield plain_block("paragraph", " ".join(child.text.split()))
            yield from _blocks(child)
        else:
            yield from _one("paragraph", child)
        if child.tail and child.tail.strip():
            yield plain_block("paragraph", " ".join(child.tail.split()))


def _list(element: Any) -> Iterator[Block]:
    ordered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterchildren("item"), start=1):
        inner = list(item.iterchildren("list"))
        for nested in inner:
            item.remove(nested)
        text = _text(item)
        if text:
            yield plain_block("item", f"{f'{number}.' if ordered else '•'} {text}")
        for nested in inner:
            yield from _list(nested)


def _one(form: Any, element: Any, level: int = 0) -> Iterator[Block]:
    text = _text(element)
    if text:
        yield plain_block(form, text, level)


def _text(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = f" {line_break.tail or ''}"
    return " ".join("".join(element.itertext()).split())
