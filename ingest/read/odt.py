"""OpenDocument texts (ODT): what is shown of the text itself, in its order, with headings, list numbers and notes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.read.grid import Grid
from ingest.read.numbering import BULLET, Counter
from ingest.read.odt_styles import Lists, Styles
from ingest.read.package import Package, attribute, child, name_of, needs_password, q, whole
from ingest.read.records import Block, ReadError, Reading, Reason, plain_block
from ingest.read.sections import Bold, sheets_of, with_headings, with_notes_in_place

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NESTED = 8  # tables, lists and text boxes inside each other
_REPEATED = 100  # times that a cell or row is taken that says it is repeated
_CHARACTERS = {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": " "}
_LEFT_OUT = frozenset(
    {"office:annotation", "text:tracked-changes", "text:hidden-text", "text:ruby-text", "text:alphabetical-index",
     "text:illustration-index", "text:table-index", "text:object-index", "text:user-index", "text:bibliography"}
)  # fmt: skip
_AROUND = frozenset({"text:section", "text:numbered-paragraph", "draw:frame", "draw:g", "draw:a"})
_SHAPES = frozenset(
    {"draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:polygon", "draw:path"}
)
_HEADING = re.compile(r"(?:heading|kop) ([1-9])$")
_CONTENTS_LEVEL = re.compile(r"(?:contents|inhoud(?:sopgave)?) ([1-9])$", re.IGNORECASE)


def read_odt(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read an ODT file; a page is a section under a heading of the highest level that occurs more than once.

    Changes are accepted; comments, headers, footers and hidden text are left out. A table of contents is not read as
    text: its lines become the `bookmarks`. Raises ReadError: `password`, `unsupported`, `broken`, `tooLarge`.
    """
    package = Package(content, ".odt")
    manifest = package.xml("META-INF/manifest.xml")
    if "encrypted-package" in package or (
        manifest is not None and next(manifest.iter(q("manifest:encryption-data")), None) is not None
    ):
        raise needs_password()
    root = package.xml("content.xml")
    text = child(root, "office:body", "office:text")
    if text is None:
        raise ReadError(Reason.BROKEN, "Dit is geen tekstbestand. Sla het in het tekstprogramma op als .odt.")
    document = _Document(Styles(package.xml("styles.xml"), root), check_time)
    blocks = with_headings(list(document.blocks(text)))
    title = child(package.xml("meta.xml"), "office:meta", "dc:title")
    return Reading(
        _MEDIA_TYPE,
        sheets_of(with_notes_in_place(blocks)),
        " ".join((title.text or "").split()) if title is not None else "",
        tuple(document.contents),
    )


@dataclass(slots=True)
class _Line:
    """A paragraph as it is read: its text, how much of it is bold, what hangs on it."""

    text: str = ""
    letters: int = 0
    bold_letters: int = 0
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, text: str | None, *, bold: bool) -> None:
        if text:
            letters = sum(char.isalnum() for char in text)
            self.text += text
            self.letters += letters
            self.bold_letters += letters if bold else 0


@dataclass(frozen=True, slots=True)
class _List:
    """The list that paragraphs stand in; `level` runs from 0."""

    style: str
    counter: Counter
    level: int


class _Document:
    """The walk through a document: what it has counted so far, and the lines of its table of contents."""

    def __init__(self, styles: Styles, check_time: Callable[[], None]) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._check_time = check_time
        self.contents: list[tuple[int, str, int | None]] = []

    def blocks(self, element: Any, depth: int = 0) -> Iterator[Block | Bold]:
        """The blocks of a body, section, cell, text box or note."""
        for item in element if depth <= _NESTED else ():
            name = name_of(item)
            if name in ("text:p", "text:h"):
                self._check_time()
                yield from self._paragraph(item, "", depth)
            elif name == "text:list":
                yield from self._list(item, None, depth)
            elif name == "table:table":
                yield from self._table(item, depth + 1)
            elif name == "text:table-of-content":
                self._contents(item)
            elif name in _SHAPES:
                yield from self.blocks(item, depth + 1)
            elif name in _AROUND and attribute(item, "text:display") != "none":
                yield from self.blocks(item, depth)

    def _paragraph(
        self, paragraph: Any, mark: str, depth: int, *, in_list: bool = False
    ) -> Iterator[Block | Bold]:
        style = attribute(paragraph, "text:style-name")
        line = _Line()
        if not self._styles.hidden("paragraph", style):
            self._walk(paragraph, line, bool(self._styles.bold("paragraph", style)))
        text = " ".join(line.text.replace("\u00ad", "").split())
        is_heading = name_of(paragraph) == "text:h"
        level = whole(attribute(paragraph, "text:outline-level"), 1, 10) if is_heading else 0
        names = [name.lower() for name in self._styles.names("paragraph", style)]
        if not is_heading and {"title", "titel"}.intersection(names) and "subtitle" not in names:
            level = 1
        elif not is_heading:  # a heading by its style alone
            level = next((int(found[1]) for name in names if (found := _HEADING.match(name))), 0)
        if text:
            if is_heading and not in_list:
                mark = self._lists.heading(paragraph, max(level, 1))
            numbered = f"{mark} {text}" if mark and mark != BULLET else text
            if level and len(text) <= 200:
                yield plain_block("heading", numbered, level)
            else:
                shown = f"{mark} {text}" if mark else text
                block = plain_block("item" if in_list else "paragraph", shown)
                bold = line.letters and line.bold_letters >= 0.95 * line.letters and mark != BULLET
                yield Bold(block, self._styles.size(style)) if bold else block
        for note in line.notes:
            yield from self._note(note, depth)
        for box in line.boxes:
            yield from self.blocks(box, depth + 1)

    def _walk(self, element: Any, line: _Line, bold: bool) -> None:
        """Add the text of an element that may hold others to the line."""
        line.add(element.text, bold=bold)
        for item in element:
            name = name_of(item)
            if name == "text:s":
                line.add(" ", bold=bold)
            elif name in _CHARACTERS:
                line.add(_CHARACTERS[name], bold=bold)
            elif name == "text:note":
                line.notes.append(item)
            elif name.startswith("draw:"):
                line.boxes.append([item])
            elif name == "text:span":
                style = attribute(item, "text:style-name")
                if not self._styles.hidden("text", style):
                    own = self._styles.bold("text", style)
                    self._walk(item, line, bold if own is None else own)
            elif name and name not in _LEFT_OUT and not name.startswith("office:"):
                self._walk(item, line, bold)
            line.add(item.tail, bold=bold)

    def _note(self, note: Any, depth: int) -> Iterator[Block]:
        citation, body = child(note, "text:note-citation"), child(note, "text:note-body")
        if body is None or depth >= _NESTED:
            return
        text = " ".join(_plain(one).plain for one in self.blocks(body, _NESTED))
        if text:
            number = "".join(citation.itertext()).strip() if citation is not None else ""
            yield plain_block("footnote", f"{number} {text}".strip())

    def _list(self, element: Any, around: _List | None, depth: int) -> Iterator[Block | Bold]:
        style = attribute(element, "text:style-name") or (around.style if around else "")
        if around is None:
            here = _List(style, self._lists.opened(element, style), 0)
        else:
            here = _List(style, around.counter, around.level + 1)
        if here.level > _NESTED:
            return
        levels = self._styles.levels(style)
        for item in element:
            name = name_of(item)
            if name not in ("text:list-item", "text:list-header"):
                continue
            start = attribute(item, "text:start-value")
            if start is not None:
                here.counter.restart(here.level, whole(start, 1))
            counted = name == "text:list-header"
            for inner in item:
                if name_of(inner) == "text:list":
                    yield from self._list(inner, here, depth)
                elif name_of(inner) in ("text:p", "text:h"):
                    mark = "" if counted else here.counter.next(here.level, levels)
                    counted = True
                    yield from self._paragraph(inner, mark, depth, in_list=True)
                else:
                    yield from self.blocks([inner], depth)

    def _table(self, table: Any, depth: int) -> Iterator[Block | Bold]:
        rows = list(_rows(table))
        if all(len(_cells(row)) <= 1 for row, _ in rows):  # a frame around text
            for row, _ in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell, depth)
            return
        grid = Grid()
        after: list[Block] = []
        for row, header in rows:
            filled = [
                (cell, [_plain(one) for one in self.blocks(cell, depth)])
                for cell in row
                if name_of(cell) == "table:table-cell"
            ]
            times = whole(attribute(row, "table:number-rows-repeated"), 1, _REPEATED)
            for _ in range(times if any(inner for _, inner in filled) else 1):
                grid.start_row(header=header)
                for cell, inner in filled:
                    text = " ".join(one.plain for one in inner if one.form not in ("table", "footnote"))
                    columns = whole(attribute(cell, "table:number-columns-spanned"), 1, _REPEATED)
                    spanned = whole(attribute(cell, "table:number-rows-spanned"), 1, 100_000)
                    for _ in range(
                        max(whole(attribute(cell, "table:number-columns-repeated"), 1, _REPEATED), 1)
                    ):
                        grid.add(text, columns, max(spanned, 1))
            after.extend(one for _, inner in filled for one in inner if one.form in ("table", "footnote"))
        found = grid.block()
        if found:
            yield found
        yield from after

    def _contents(self, table: Any) -> None:
        for paragraph in table.iter(q("text:p")):
            names = self._styles.names("paragraph", attribute(paragraph, "text:style-name"))
            level = next((found for name in names if (found := _CONTENTS_LEVEL.match(name))), None)
            line = _Line()
            self._walk(paragraph, line, bold=False)
            entry = re.match(r"(.*?\S)[\s.…]+\d{1,4}$", " ".join(line.text.split()))
            if level and entry and len(self.contents) < 2_000:
                self.contents.append((int(level[1]), entry[1], None))


def _plain(one: Block | Bold) -> Block:
    return one.block if isinstance(one, Bold) else one


def _rows(element: Any, *, header: bool = False) -> Iterator[tuple[Any, bool]]:
    """The rows of a table, with whether each is one of its header rows."""
    for item in element:
        name = name_of(item)
        if name == "table:table-row":
            yield item, header
        elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(item, header=header or name == "table:table-header-rows")


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if name_of(cell) == "table:table-cell"]
