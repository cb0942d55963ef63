"""The blocks of a web page's content: headings, paragraphs, lists as they are numbered, tables, captions, notes."""

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from ingest.read.grid import Grid
from ingest.read.numbering import BULLET, written
from ingest.read.package import whole
from ingest.read.records import Block, plain_block

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = frozenset(
    {"p", "div", "section", "article", "main", "header", "ul", "ol", "dl", "dt", "dd", "li", "table", "caption", "tr",
     "blockquote", "pre", "figure", "figcaption", "details", "summary", "address", "fieldset", "legend", "form", "hr",
     "center", "body", "hgroup", "thead", "tbody", "tfoot", "td", "th", *_HEADINGS}
)  # fmt: skip
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MARKED = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[•▪●○–-])\s", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?[a-z]?[.)]?", re.IGNORECASE)
_DEPTH = 150  # elements inside each other; what lies deeper is read as running text
_NOTE = 3_000  # characters; what a link leads to is a footnote only when it is this short


class Walk:
    """Reads the content of a page in order; `blocks` is what it found."""

    def __init__(self, check_time: Callable[[], None]) -> None:
        self._check_time = check_time
        self._words: list[str] = []
        self._mark: str | None = None  # of the list item that is open; "" once it stands before its text
        self._level = 1  # of the last heading
        self._notes: dict[str, tuple[str, str]] = {}  # by id: number and text
        self._waiting: list[str] = []  # notes whose mark stood in the paragraph that is open
        self.blocks: list[Block] = []

    def over(self, content: Any) -> None:
        """Read an element with all that is in it. Its footnotes are taken out of it first."""
        self._take_notes(content)
        self._inside(content, 0)
        self._finish()

    def _inside(self, element: Any, depth: int) -> None:
        self._add(element.text)
        for child in list(element):
            if isinstance(child.tag, str):
                self._element(child, depth + 1)
            self._add(child.tail)

    def _element(self, element: Any, depth: int) -> None:
        tag = element.tag
        if depth > _DEPTH:
            self._add(" ".join(element.itertext()))
        elif tag in _HEADINGS or element.get("role") == "heading":
            self._heading(element, _HEADINGS.get(tag) or whole(element.get("aria-level"), 2, 6) or 2)
        elif tag == "summary" or (
            tag == "button" and (element.get("aria-expanded") or element.get("aria-controls"))
        ):
            # What unfolds stands under its own heading, which does not count as the last one.
            level = self._level
            self._heading(element, min(level + 1, 6))
            self._level = level
        elif tag == "button":
            return
        elif tag in ("ul", "ol"):
            self._list(element, depth)
        elif tag == "dl":
            self._definitions(element, depth)
        elif tag == "table":
            self._table(element, depth)
        elif tag in ("br", "wbr"):
            self._add(" " if tag == "br" else "")
        elif self._is_note_mark(element):
            return
        elif tag in _APART:
            self._finish()
            self._check_time()
            self._inside(element, depth)
            self._finish()
        else:
            self._inside(element, depth)

    def _add(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _finish(self) -> None:
        """End the paragraph that is open."""
        text = " ".join("".join(self._words).replace("\u00ad", "").split())
        self._words.clear()
        if text:
            if self._mark is None:
                self.blocks.append(plain_block("paragraph", text))
            else:
                mark = "" if _MARKED.match(text) else self._mark
                self.blocks.append(plain_block("item", f"{mark} {text}".strip()))
                self._mark = ""
        for note in self._waiting:
            number, said = self._notes.pop(note, ("", ""))
            if said:
                self.blocks.append(plain_block("footnote", f"{number} {said}"))
        self._waiting.clear()

    def _heading(self, element: Any, level: int) -> None:
        self._finish()
        text = text_of(element)
        if text:
            before = self.blocks[-1] if self.blocks else None
            if before and before.form == "paragraph" and _NUMBER.fullmatch(before.plain):
                text = f"{self.blocks.pop().plain} {text}"  # an agenda's number in an element of its own
            self.blocks.append(plain_block("heading", text, level))
            self._level = level

    def _list(self, element: Any, depth: int) -> None:
        items = [item for item in element if isinstance(item.tag, str)]
        links = [link for item in items for link in item.iter("a")]
        if (
            len(items) > 1
            and links
            and all((link.get("href") or "").startswith("#") for link in links)
            and sum(len(text_of(link)) for link in links) >= sum(len(text_of(item)) for item in items) * 0.9
        ):
            return  # a table of contents of this page
        self._finish()
        outer = self._mark
        form = _FORMS.get(element.get("type") or "", "decimal")
        step = -1 if element.get("reversed") is not None else 1
        number = whole(element.get("start"), len(items) if step < 0 else 1)
        for item in items:
            if item.tag != "li":  # a list inside a list without an item around it, and other slips
                self._element(item, depth + 1)
                continue
            number = whole(item.get("value"), number)
            self._mark = f"{written(number, form)}." if element.tag == "ol" else BULLET
            number += step
            self._inside(item, depth + 1)
            self._finish()
        self._mark = outer

    def _definitions(self, element: Any, depth: int) -> None:
        """A term and what it means are one paragraph where that is plain text."""
        self._finish()
        term = ""
        rows = [row for item in element for row in (item if item.tag == "div" else [item])]
        for row in rows:
            if row.tag == "dt":
                term = f"{term}, {text_of(row)}" if term else text_of(row)
            elif row.tag == "dd":
                self._add(f"{term} – " if term else "")
                term = ""
                self._inside(row, depth + 1)
                self._finish()
        self._add(term)
        self._finish()

    def _table(self, element: Any, depth: int) -> None:
        self._finish()
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
        nested = next(element.iterdescendants("table"), None) is not None
        columns = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
        if nested or columns < 2 or element.get("role") in ("presentation", "none"):
            self._inside(element, depth)  # a table for the layout
            self._finish()
            return
        caption = element.find("caption")
        if caption is not None:
            self._add(text_of(caption))
            self._finish()
        grid = Grid()
        for row in rows:
            self._check_time()
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            head = row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
            grid.start_row(header=head and bool(cells))
            for cell in cells:
                spans = whole(cell.get("colspan"), 1, 100), whole(cell.get("rowspan"), 1, 100_000)
                grid.add(text_of(cell), *spans)
        found = grid.block()
        if found:
            self.blocks.append(found)

    def _take_notes(self, content: Any) -> None:
        """Footnotes that a mark in the text links to."""
        targets = {link.get("href", "")[1:]: link for link in content.iter("a") if _is_mark(link)}
        named = {element.get("id") or element.get("name"): element for element in content.iter() if targets}
        for identity, link in targets.items():
            self._check_time()
            note = named.get(identity)
            while note is not None and note.tag not in ("li", "p", "aside", "dd", "div"):
                note = note.getparent()
            if note is None or note is content or link in note.iter("a") or len(note.text_content()) > _NOTE:
                continue
            for back in [one for one in note.iter("a") if (one.get("href") or "").startswith("#")]:
                back.drop_tree()
            number = re.sub(r"\W", "", link.text_content())
            said = re.sub(rf"^\W*{re.escape(number)}\b[.):\]]*\s*", "", text_of(note))
            self._notes[identity] = (number, said)
            note.drop_tree()

    def _is_note_mark(self, element: Any) -> bool:
        link = element if element.tag == "a" else element.find(".//a") if element.tag == "sup" else None
        if link is None or not _is_mark(link):
            return False
        self._waiting.append(link.get("href", "")[1:])
        return True


def text_of(element: Any) -> str:
    """The text of an element as one line, with a space where its parts stand apart."""
    pieces: list[str] = []
    for event, item in etree.iterwalk(element, events=("start", "end")):
        if item.tag == "br" or (item.tag in _APART and item is not element):
            pieces.append(" ")
        if event == "start" and not (item.tag == "sup" and any(_is_mark(link) for link in item.iter("a"))):
            pieces.append(item.text or "")
        elif event == "end" and item is not element:
            pieces.append(item.tail or "")
    return " ".join("".join(pieces).replace("\u00ad", "").split())


def _is_mark(link: Any) -> bool:
    """Whether a link is the mark of a footnote: a number or sign, raised or called so, that leads down the page."""
    if not re.fullmatch(r"#.+", link.get("href") or "") or len(link.text_content().strip()) > 5:
        return False
    raised = link.find("sup") is not None or next(link.iterancestors("sup"), None) is not None
    return raised or link.get("role") == "doc-noteref" or "footnote" in (link.get("class") or "").lower()
