"""Word files (DOCX): what Word shows of the text itself, in its order, with headings, list numbers and notes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.read.docx_styles import Lists, Styles, switched
from ingest.read.docx_text import Line, Reader, chosen
from ingest.read.grid import Grid
from ingest.read.numbering import BULLET, written
from ingest.read.package import Package, attribute, child, name_of, q, whole
from ingest.read.records import Block, ReadError, Reading, Reason, plain_block
from ingest.read.sections import Bold, sheets_of, with_headings, with_notes_in_place

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BULLETED = re.compile(r"(?:[•▪●○◦■➢–-]|\(?[a-z]\)|[a-z]\.)\s+\S")
_CONTENTS = re.compile(r"(?:inhoud(?:sopgave)?|contents)\W*$", re.IGNORECASE)
_AROUND = frozenset({"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"})
_NESTED = 8  # tables and text boxes inside each other


def read_docx(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a DOCX file; a page is a section under a heading of the highest level that occurs more than once.

    Changes are accepted; comments, headers, footers and hidden text are left out. A table of contents is not read as
    text: its lines become the `bookmarks`. Raises ReadError: `password`, `unsupported`, `broken`, `tooLarge`.
    """
    package = Package(content, ".docx")
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = child(root, "w:body")
    if body is None:
        raise ReadError(Reason.BROKEN, "Dit is geen Word-bestand. Sla het in Word op als .docx.")
    document = _Document(package, main, check_time)
    blocks = list(document.blocks(body))
    if document.contents:
        blocks = [one for one in blocks if not _CONTENTS.match(_plain(one).plain)]
    core = package.related("", "core-properties")
    title = child(package.xml(core), "dc:title") if core else None
    return Reading(
        _MEDIA_TYPE,
        sheets_of(with_notes_in_place(with_headings(blocks))),
        " ".join((title.text or "").split()) if title is not None else "",
        tuple(document.contents),
    )


class _Document:
    """The walk through a document: what it has counted so far, and the lines of its table of contents."""

    def __init__(self, package: Package, main: str, check_time: Callable[[], None]) -> None:
        def part(kind: str) -> Any:
            name = package.related(main, kind)
            return package.xml(name) if name else None

        self._check_time = check_time
        self._styles = Styles(part("styles"))
        self._lists = Lists(part("numbering"), self._styles)
        self._reader = Reader(self._styles)
        self._notes = {kind: _notes(part(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self._note_forms = _note_forms(part("settings"))
        self._counts = {"footnote": 0, "endnote": 0}
        self._carried: Line | None = None  # the text before a paragraph mark that was deleted
        self.contents: list[tuple[int, str, int | None]] = []

    def blocks(self, element: Any, depth: int = 0) -> Iterator[Block | Bold]:
        """The blocks of a body, cell, text box or note."""
        for item in element if depth <= _NESTED else ():
            name = name_of(item)
            if name == "w:p":
                self._check_time()
                yield from self._paragraph(item, depth)
            elif name == "w:tbl":
                yield from self._table(item, depth + 1)
            elif name == "mc:AlternateContent":
                yield from self.blocks(chosen(item), depth)
            elif name == "w:sdt" and switched(child(item, "w:sdtPr", "w:showingPlcHdr")):
                continue
            elif name in _AROUND:
                yield from self.blocks(item, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block | Bold]:
        properties = child(paragraph, "w:pPr")
        style_id = attribute(child(properties, "w:pStyle"), "w:val")
        line = self._reader.line(paragraph, style_id)
        if self._carried is not None:
            line = _merged(self._carried, line)
            self._carried = None
        mark_properties = child(properties, "w:rPr")
        if any(child(mark_properties, name) is not None for name in ("w:del", "w:moveFrom")):
            self._carried = line
            return
        text = " ".join(line.text.replace("\u00ad", "").split())
        level = self._styles.contents_level(style_id)
        if level or line.in_contents:
            found = re.match(r"(.*?\S)[\s.…]+\d{1,4}$", text) if level else None
            if found and len(self.contents) < 2_000:
                self.contents.append((level, found[1], None))
        elif text:
            yield self._block(text, line, properties, style_id)
        elif switched(child(mark_properties, "w:vanish")) is None:
            # Word counts an empty numbered paragraph too.
            self._lists.mark(properties, style_id)
        for kind, note_id in line.notes:
            yield from self._note(kind, note_id, depth)
        for box in line.boxes:
            yield from self.blocks(box, depth + 1)

    def _block(self, text: str, line: Line, properties: Any, style_id: str | None) -> Block | Bold:
        mark = self._lists.mark(properties, style_id)
        own = attribute(child(properties, "w:outlineLvl"), "w:val")
        level = self._styles.heading_level(style_id)
        if own is not None:
            level = (whole(own, 9, 9) + 1) % 10
        numbered = f"{mark} {text}" if mark and mark != BULLET else text
        # A whole sentence in the style of a heading is a clause; its number says so.
        if level and len(text) <= 200 and not (len(text) > 100 and text.endswith(".")):
            return plain_block("heading", numbered, level)
        if mark:
            block = plain_block("item", f"{mark} {text}")
        else:
            block = plain_block("item" if _BULLETED.match(text) else "paragraph", text)
        return Bold(block, line.size) if line.all_bold and mark != BULLET else block

    def _note(self, kind: str, note_id: str, depth: int) -> Iterator[Block]:
        self._counts[kind] += 1
        note = self._notes[kind].get(note_id)
        if note is None or depth > _NESTED:
            return
        texts = [_plain(one).plain for one in self.blocks(note, _NESTED - 1)]
        if text := " ".join(texts):
            number = written(self._counts[kind], self._note_forms[kind])
            yield plain_block("footnote", f"{number} {text}")

    def _table(self, table: Any, depth: int) -> Iterator[Block | Bold]:
        rows = [row for row in _inside(table, "w:tr") if child(row, "w:trPr", "w:del") is None]
        cells = [list(_inside(row, "w:tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):  # a frame around text
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell, depth)
            return
        grid = Grid()
        after: list[Block | Bold] = []
        for row, row_cells in zip(rows, cells, strict=True):
            properties = child(row, "w:trPr")
            grid.start_row(header=bool(switched(child(properties, "w:tblHeader"))))
            before = whole(attribute(child(properties, "w:gridBefore"), "w:val"), 0, 100)
            if before:
                grid.add("", before)
            for cell in row_cells:
                spans = child(cell, "w:tcPr")
                columns = whole(attribute(child(spans, "w:gridSpan"), "w:val"), 1, 100)
                merged = child(spans, "w:vMerge")
                inner = list(self.blocks(cell, depth))
                if merged is not None and attribute(merged, "w:val") != "restart" and not inner:
                    grid.add_continued(columns)
                    continue
                here = [_plain(one) for one in inner]
                grid.add(
                    " ".join(one.plain for one in here if one.form not in ("table", "footnote")), columns
                )
                after.extend(one for one in here if one.form in ("table", "footnote"))
        found = grid.block()
        if found:
            yield found
        yield from after


def _plain(one: Block | Bold) -> Block:
    return one.block if isinstance(one, Bold) else one


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for item in element:
        found = name_of(item)
        if found == name:
            yield item
        elif found in _AROUND:
            yield from _inside(item, name)


def _merged(first: Line, second: Line) -> Line:
    return Line(
        first.text + second.text,
        first.letters + second.letters,
        first.bold_letters + second.bold_letters,
        max(first.size, second.size),
        first.in_contents or second.in_contents,
        first.notes + second.notes,
        first.boxes + second.boxes,
    )


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """The notes by id, without the lines that separate them from the text."""
    return {
        attribute(note, "w:id") or "": note
        for note in (root.iterchildren(q(f"w:{kind}")) if root is not None else ())
        if attribute(note, "w:type") in (None, "normal")
    }


def _note_forms(settings: Any) -> dict[str, str]:
    usual = {"footnote": "decimal", "endnote": "lowerRoman"}
    return {
        kind: attribute(child(settings, f"w:{kind}Pr", "w:numFmt"), "w:val") or form
        for kind, form in usual.items()
    }
