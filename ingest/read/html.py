"""Web pages: the main content without menus, cookie bars and footers."""

import re
from collections.abc import Callable

import lxml.html
from lxml import etree

from ingest.read.html_blocks import Walk, text_of
from ingest.read.html_content import main_content
from ingest.read.records import ReadError, Reading, Reason
from ingest.read.sections import sheets_of, with_notes_in_place
from ingest.read.text import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)


def read_html(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a web page; a page is a section under a top heading. Links keep their text and lose their address.

    Raises ReadError `noText`.
    """
    declared = _CHARSET.search(content[:4_096])
    source = decode(content, declared[1].decode("ascii") if declared else None)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(source.replace("\x00", "").encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(Reason.NO_TEXT, "In deze webpagina staat geen leesbare tekst.") from error
    check_time()
    title = tree.findtext(".//title") or ""
    first = tree.find(".//h1")
    found = main_content(tree, source, check_time)
    heading = found.find(".//h1")
    if heading is None:
        heading = first
    if heading is not None:
        title = text_of(heading) or title
    walk = Walk(check_time)
    walk.over(found)
    return Reading("text/html", sheets_of(with_notes_in_place(walk.blocks)), " ".join(title.split()))
