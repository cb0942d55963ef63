"""Presentations (PPTX): a slide is a page, its title the heading, its text in the order in which it is read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.read.package import Package, attribute, child, name_of, q
from ingest.read.pptx_text import chart, diagram, paragraphs, table
from ingest.read.records import Block, ReadError, Reading, Reason, Sheet, plain_block

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_MAX_SLIDES = 3_000
_MAX_SHAPES = 2_000  # on a slide
_CUT = 300  # shapes above which the order is simply from top to bottom
_OVERLAP = 91_440.0  # EMU, a tenth of an inch that neighbours may overlap
_NESTED = 10  # groups inside each other
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_TITLES = frozenset({"title", "ctrTitle"})


def read_pptx(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a PPTX file; a hidden slide is a page without text.

    Speaker's notes stand under a heading of their own, so that a quote from them says what it is: who opens the file
    reads them too, but they were not shown. Raises ReadError: `password`, `unsupported`, `broken`, `tooLarge`,
    `noPages`.
    """
    package = Package(content, ".pptx")
    main = package.related("", "officeDocument") or "ppt/presentation.xml"
    root = package.xml(main)
    if root is None or name_of(root) != "p:presentation":
        raise ReadError(Reason.BROKEN, "Dit is geen presentatie. Sla het bestand in PowerPoint op als .pptx.")
    targets = package.relations(main)
    listed = child(root, "p:sldIdLst")
    parts = [
        targets.get(attribute(item, "r:id") or "", ("", ""))[1]
        for item in (listed if listed is not None else ())
    ]
    if not parts:
        raise ReadError(Reason.NO_PAGES, "Er staan geen dia's in deze presentatie.")
    if len(parts) > _MAX_SLIDES:
        raise ReadError(
            Reason.TOO_LARGE, f"Er staan meer dan {_MAX_SLIDES} dia's in deze presentatie. Splits haar."
        )
    first = root.get("firstSlideNum", "1")
    deck = _Deck(package)
    sheets: list[Sheet] = []
    for number, part in enumerate(parts, start=1):
        check_time()
        label = str(int(first) + number - 1) if first.isdecimal() else None
        sheets.append(deck.sheet(number, part, label))
    core = package.related("", "core-properties")
    title = child(package.xml(core), "dc:title") if core else None
    return Reading(
        _MEDIA_TYPE, tuple(sheets), " ".join((title.text or "").split()) if title is not None else ""
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """Text on a slide with its place, in the units of the file (EMU, 914,400 an inch); None when it is not said."""

    blocks: tuple[Block, ...]
    box: tuple[float, float, float, float] | None
    title: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the coordinates inside a group lie on the slide."""

    scale: tuple[float, float] = (1.0, 1.0)
    shift: tuple[float, float] = (0.0, 0.0)

    def place(self, xfrm: Any) -> tuple[float, float, float, float] | None:
        offset, size = child(xfrm, "a:off"), child(xfrm, "a:ext")
        if offset is None or size is None:
            return None
        x0, y0 = (_number(offset, n) * s + t for n, s, t in zip("xy", self.scale, self.shift, strict=True))
        width, height = (_number(size, n) * s for n, s in zip(("cx", "cy"), self.scale, strict=True))
        return x0, y0, x0 + width, y0 + height

    def inside(self, group: Any) -> "_Frame":
        xfrm = child(group, "p:grpSpPr", "a:xfrm")
        box, offset, size = self.place(xfrm), child(xfrm, "a:chOff"), child(xfrm, "a:chExt")
        if box is None or offset is None or size is None:
            return self
        scale = tuple(
            (box[i + 2] - box[i]) / (_number(size, name) or 1.0) for i, name in enumerate(("cx", "cy"))
        )
        shift = tuple(box[i] - _number(offset, name) * scale[i] for i, name in enumerate("xy"))
        return _Frame((scale[0], scale[1]), (shift[0], shift[1]))


class _Deck:
    """The slides of a file with the layouts and masters that they fall back on."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, Any] = {}

    def sheet(self, number: int, part: str, label: str | None) -> Sheet:
        root = self._package.xml(part)
        if root is None:
            return Sheet(number, (), trouble=Reason.BROKEN)
        if root.get("show") in ("0", "false"):
            return Sheet(number, ())
        layout = self._package.related(part, "slideLayout")
        master = self._package.related(layout, "slideMaster") if layout else None
        slide = _Slide(self._package, part, self._root(layout), self._root(master))
        shapes = list(slide.shapes(child(root, "p:cSld", "p:spTree"), _Frame()))
        titles = [shape for shape in shapes if shape.title]
        blocks = [
            plain_block("heading", " ".join(block.plain for block in shape.blocks), 1) for shape in titles[:1]
        ]
        for shape in [*titles[1:], *_ordered([shape for shape in shapes if not shape.title])]:
            blocks.extend(shape.blocks)
        notes = self._notes(part)
        if notes:
            blocks += [plain_block("heading", "Notities bij deze dia", 6), *notes]
        return Sheet(number, tuple(blocks), label)

    def _notes(self, part: str) -> list[Block]:
        name = self._package.related(part, "notesSlide")
        root = self._package.xml(name) if name else None
        tree = child(root, "p:cSld", "p:spTree")
        return [
            block
            for shape in (tree.iterchildren(q("p:sp")) if tree is not None else ())
            if (_placeholder(shape) or ("", ""))[0] == "body"
            for block in paragraphs(child(shape, "p:txBody"), ())
        ]

    def _root(self, part: str | None) -> Any:
        if part is None:
            return None
        if part not in self._roots:
            self._roots[part] = self._package.xml(part)
        return self._roots[part]


class _Slide:
    """One slide, with what its placeholders take from its layout and its master."""

    def __init__(self, package: Package, part: str, layout: Any, master: Any) -> None:
        self._package = package
        self._targets = package.relations(part)
        self._above = [_placeholders(layout), _placeholders(master)]
        self._styles = child(master, "p:txStyles")
        self._count = 0

    def shapes(self, tree: Any, frame: _Frame, depth: int = 0) -> Iterator[_Shape]:
        """The shapes that hold text, those in groups too."""
        for item in tree if tree is not None and depth <= _NESTED else ():
            self._count += 1
            if self._count > _MAX_SHAPES:
                return
            name = name_of(item)
            if name == "p:grpSp":
                yield from self.shapes(item, frame.inside(item), depth + 1)
            elif name == "mc:AlternateContent":
                yield from self.shapes(next(iter(item), ()), frame, depth + 1)
            elif name == "p:sp":
                yield from self._text(item, frame)
            elif name == "p:graphicFrame":
                blocks = tuple(self._graphic(item))
                if blocks:
                    yield _Shape(blocks, frame.place(child(item, "p:xfrm")))

    def _text(self, shape: Any, frame: _Frame) -> Iterator[_Shape]:
        kind, index = _placeholder(shape) or ("", "")
        hidden = child(shape, "p:nvSpPr", "p:cNvPr")
        if kind in _FURNITURE or (hidden is not None and hidden.get("hidden") in ("1", "true")):
            return
        family = [shape]
        if kind:
            layout, master = self._above
            general = kind if kind in _TITLES else "body"
            above = [layout.get(("", index)), master.get((kind, ""), master.get((general, "")))]
            family += [one for one in above if one is not None]
        group = "p:titleStyle" if kind in _TITLES else "p:bodyStyle" if kind else "p:otherStyle"
        styles = [child(one, "p:txBody", "a:lstStyle") for one in family[1:]]
        blocks = tuple(paragraphs(child(shape, "p:txBody"), [*styles, child(self._styles, group)]))
        if blocks:
            places = (frame.place(child(one, "p:spPr", "a:xfrm")) for one in family)
            yield _Shape(blocks, next((place for place in places if place), None), kind in _TITLES)

    def _graphic(self, frame: Any) -> Iterator[Block]:
        data = child(frame, "a:graphic", "a:graphicData")
        for item in data if data is not None else ():
            name = name_of(item)
            if name == "a:tbl":
                found = table(item)
                if found:
                    yield found
            elif name == "c:chart":
                root = self._linked(attribute(item, "r:id"))
                yield from chart(root) if root is not None else ()
            elif name == "relIds":  # a diagram
                root = self._linked(attribute(item, "r:dm"))
                yield from diagram(root) if root is not None else ()

    def _linked(self, relation: str | None) -> Any:
        found = self._targets.get(relation or "")
        return self._package.xml(found[1]) if found else None


def _ordered(shapes: Sequence[_Shape]) -> list[_Shape]:
    """In reading order: cut again and again at the widest white strip, rows from the top, columns from the left."""
    placed = [shape for shape in shapes if shape.box]
    unplaced = [shape for shape in shapes if not shape.box]
    return [*_cut(placed), *unplaced]


def _cut(shapes: list[_Shape]) -> list[_Shape]:
    if len(shapes) < 2:
        return shapes
    widest = -_OVERLAP
    parts: tuple[list[_Shape], list[_Shape]] | None = None
    for axis in (1, 0) if len(shapes) <= _CUT else ():
        along = sorted(shapes, key=lambda shape, axis=axis: _box(shape)[axis])  # type: ignore[misc]
        reach = _box(along[0])[axis + 2]
        for position, shape in enumerate(along[1:], start=1):
            gap = _box(shape)[axis] - reach
            if gap > widest:
                widest, parts = gap, (along[:position], along[position:])
            reach = max(reach, _box(shape)[axis + 2])
    if parts is None:
        return sorted(shapes, key=lambda shape: (_box(shape)[1], _box(shape)[0]))
    return [*_cut(parts[0]), *_cut(parts[1])]


def _box(shape: _Shape) -> tuple[float, float, float, float]:
    return shape.box or (0.0, 0.0, 0.0, 0.0)


def _placeholder(shape: Any) -> tuple[str, str] | None:
    """What a placeholder is for ("body" when it does not say) and its index; None for any other shape."""
    found = child(shape, "p:nvSpPr", "p:nvPr", "p:ph")
    return None if found is None else (found.get("type", "body"), found.get("idx", "0"))


def _placeholders(root: Any) -> dict[tuple[str, str], Any]:
    """The placeholders of a layout or master, by index and by what they are for."""
    found: dict[tuple[str, str], Any] = {}
    tree = child(root, "p:cSld", "p:spTree")
    for shape in tree.iterchildren(q("p:sp")) if tree is not None else ():
        place = _placeholder(shape)
        if place:
            found.setdefault(("", place[1]), shape)
            found.setdefault((place[0], ""), shape)
    return found


def _number(element: Any, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0.0
