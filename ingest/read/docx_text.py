"""The text of paragraphs in a Word file: changes accepted, fields by their result, hidden text and marks left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.read.docx_styles import Styles, switched
from ingest.read.package import attribute, child, name_of, q

# What is gone when changes are accepted, or never was text: what stands inside is not read.
_LEFT_OUT = frozenset(
    {"w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "w:rt", "w:pPr", "w:rPr", "w:sdtPr"}
)  # fmt: skip
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
# Signs of Word's picture fonts that mean something in running text; the others are ornaments.
_SIGNS = {
    "f0b7": "•", "f0a7": "▪", "f0d8": "➢", "f0fc": "✓", "f0fb": "✗", "f0fe": "☒", "f0fd": "☒", "f0a8": "☐",
    "f06f": "☐", "f0e0": "→", "f0b3": "≥", "f0a3": "≤", "f0b1": "±", "f0b4": "×", "f0b0": "°",
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """A paragraph as it is read: its text, how much of it is bold, what hangs on it."""

    text: str = ""
    letters: int = 0
    bold_letters: int = 0
    size: int = 0  # of the largest print, in half points
    in_contents: bool = False  # it lies in a table of contents or an index
    notes: list[tuple[str, str]] = field(default_factory=list)  # "footnote" or "endnote", and its id
    boxes: list[Any] = field(default_factory=list)  # text boxes that are anchored here

    @property
    def all_bold(self) -> bool:
        return self.letters > 0 and self.bold_letters >= 0.95 * self.letters


@dataclass(slots=True)
class _Field:
    """A field that is open: `shown` once its code has ended and its result has begun."""

    code: str = ""
    shown: bool = False


class Reader:
    """Reads paragraphs in document order; fields may run over several."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    def line(self, paragraph: Any, style_id: str | None) -> Line:
        """Read a paragraph (`w:p`) that has this style."""
        line = Line()
        self._walk(paragraph, line, style_id)
        return line

    def _walk(self, element: Any, line: Line, style_id: str | None) -> None:
        for item in element:
            name = name_of(item)
            if name == "w:r":
                self._run(item, line, style_id)
            elif name == "mc:AlternateContent":
                self._walk(chosen(item), line, style_id)
            elif name == "w:sdt":
                if not switched(child(item, "w:sdtPr", "w:showingPlcHdr")):
                    self._walk(item, line, style_id)
            elif name == "w:fldSimple":
                if not _is_contents(attribute(item, "w:instr") or ""):
                    self._walk(item, line, style_id)
            elif name and name not in _LEFT_OUT:
                self._walk(item, line, style_id)

    def _run(self, run: Any, line: Line, style_id: str | None) -> None:
        properties = child(run, "w:rPr")
        own = attribute(child(properties, "w:rStyle"), "w:val")
        hidden = switched(child(properties, "w:vanish"))
        if hidden is None:
            hidden = (own is not None and self._styles.hidden(own)) or self._styles.hidden(style_id)
        pieces: list[str] = []
        for item in self._parts(run):
            name = name_of(item)
            if name == "w:fldChar":
                self._field_mark(item)
            elif name == "w:instrText":
                if self._fields and not self._fields[-1].shown:
                    self._fields[-1].code += item.text or ""
            elif hidden or any(not one.shown for one in self._fields):
                continue
            elif name in ("w:t", "m:t"):
                pieces.append(item.text or "")
            elif name in _CHARACTERS:
                pieces.append(_CHARACTERS[name])
            elif name == "w:sym":
                pieces.append(_SIGNS.get((attribute(item, "w:char") or "").lower(), ""))
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                line.notes.append((name[2:-9], attribute(item, "w:id") or ""))
            elif name in ("w:drawing", "w:pict", "w:object"):
                line.boxes.extend(_text_boxes(item))
        text = "".join(pieces)
        line.text += text
        line.in_contents = line.in_contents or (bool(text) and self._in_contents())
        letters = sum(char.isalnum() for char in text)
        if letters:
            bold = switched(child(properties, "w:b"))
            if bold is None:
                bold = (own is not None and self._styles.bold(own)) or self._styles.bold(style_id)
            size = attribute(child(properties, "w:sz"), "w:val") or ""
            line.letters += letters
            line.bold_letters += letters if bold else 0
            line.size = max(line.size, int(size) if size.isdecimal() else self._styles.size(own or style_id))

    def _parts(self, run: Any) -> Iterator[Any]:
        """What a run consists of; of ruby text the base."""
        for item in run:
            name = name_of(item)
            if name == "mc:AlternateContent":
                yield from self._parts(chosen(item))
            elif name == "w:ruby":
                for base in item.iterchildren(q("w:rubyBase")):
                    for inner in base.iterchildren(q("w:r")):
                        yield from self._parts(inner)
            else:
                yield item

    def _field_mark(self, mark: Any) -> None:
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin" and len(self._fields) < 50:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_contents(self) -> bool:
        return any(_is_contents(one.code) for one in self._fields)


def _is_contents(code: str) -> bool:
    return code.split()[:1] in (["TOC"], ["INDEX"], ["TOA"])


def chosen(alternatives: Any) -> Any:
    """Of content that is stored in two ways, the first."""
    return next((item for item in alternatives if name_of(item) in ("mc:Choice", "mc:Fallback")), ())


def _text_boxes(drawing: Any) -> Iterator[Any]:
    """The text boxes in a drawing, not those inside others, and not the second copy of one."""
    for item in drawing:
        name = name_of(item)
        if name == "w:txbxContent":
            yield item
        elif name == "mc:AlternateContent":
            yield from _text_boxes(chosen(item))
        elif name:
            yield from _text_boxes(item)
