"""Styles and lists of a Word file (ECMA-376, 17.7, 17.9): which text is a heading, bold, hidden, numbered."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.read.numbering import Counter, Level
from ingest.read.package import attribute, child, q, whole

_HEADING = re.compile(r"(?:heading|kop)\s*([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"subtitle|ondertitel", re.IGNORECASE)
_DEPTH = 20  # styles that a style may be based on, one after the other


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; what it does not say is None, and comes from the style that it is based on."""

    name: str
    based_on: str | None
    outline: int | None  # 0 the highest, 9 body text
    num_id: str | None
    num_level: int | None
    bold: bool | None
    hidden: bool | None
    size: int | None  # half points


class Styles:
    """The styles of a document, looked up by the id that paragraphs and runs name."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for item in root.iterchildren(q("w:style")) if root is not None else ():
            style_id = attribute(item, "w:styleId") or ""
            self._styles[style_id] = _style(item)
            if attribute(item, "w:type") == "paragraph" and attribute(item, "w:default") in (
                "1",
                "true",
                "on",
            ):
                self.default = style_id
        size = attribute(child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz"), "w:val")
        self._size = whole(size, 20, 1_000)

    def chain(self, style_id: str | None) -> list[tuple[str, Style]]:
        """The style and those that it is based on, nearest first."""
        found: list[tuple[str, Style]] = []
        style_id = style_id if style_id in self._styles else self.default
        while style_id in self._styles and len(found) < _DEPTH:
            found.append((style_id, self._styles[style_id]))
            style_id = self._styles[style_id].based_on
        return found

    def heading_level(self, style_id: str | None) -> int:
        """The level of the headings of this style, 1 the highest; 0 for other text."""
        if style_id and style_id not in self._styles:  # some makers name a usual style without defining it
            found = _HEADING.match(style_id)
            return int(found[1]) if found else 0
        chain = self.chain(style_id)
        nearest = chain[0][1].name if chain else ""
        for _, style in chain:
            named = _HEADING.match(style.name)
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            if named:
                return int(named[1])
            if _TITLE.match(style.name):
                return 0 if _SUBTITLE.search(nearest) else 1
        return 0

    def contents_level(self, style_id: str | None) -> int:
        """The level of the lines of this style in a table of contents; 0 for other text."""
        found = next((_CONTENTS.match(style.name) for _, style in self.chain(style_id)[:1]), None)
        return int(found[1]) if found else 0

    def bold(self, style_id: str | None) -> bool:
        return next((s.bold for _, s in self.chain(style_id) if s.bold is not None), False)

    def hidden(self, style_id: str | None) -> bool:
        return next((s.hidden for _, s in self.chain(style_id) if s.hidden is not None), False)

    def size(self, style_id: str | None) -> int:
        """Of the print, in half points."""
        return next((s.size for _, s in self.chain(style_id) if s.size is not None), self._size)


class Lists:
    """The lists of a document, counted while its paragraphs go by in order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}  # by abstract list
        self._of_style: dict[str, dict[str, int]] = {}  # by abstract list: level by paragraph style
        self._abstract: dict[str, str] = {}  # of each list
        self._own: dict[str, dict[int, Level]] = {}  # levels that a list has otherwise than its abstract list
        self._starts: dict[str, dict[int, int]] = {}  # restarts that come with the first paragraph of a list
        self._counters: dict[str, Counter] = {}
        if root is not None:
            self._load(root)

    def mark(self, properties: Any, style_id: str | None) -> str:
        """The mark before the paragraph with these properties, counting it; empty when it has none."""
        place = self._place(properties, style_id)
        if place is None:
            return ""
        num_id, level = place
        abstract = self._abstract[num_id]
        counter = self._counters.setdefault(abstract, Counter())
        for restarted, start in self._starts.pop(num_id, {}).items():
            counter.restart(restarted, start)
        return counter.next(level, {**self._levels[abstract], **self._own.get(num_id, {})})

    def _place(self, properties: Any, style_id: str | None) -> tuple[str, int] | None:
        numbered = child(properties, "w:numPr")
        num_id = attribute(child(numbered, "w:numId"), "w:val")
        stated = attribute(child(numbered, "w:ilvl"), "w:val")
        level = whole(stated, 0, 8) if stated is not None else None
        for named, style in self._styles.chain(style_id):
            if num_id is not None:
                break
            if style.num_id is not None:
                num_id = style.num_id
                by_style = self._of_style.get(self._abstract.get(num_id, ""), {}).get(named)
                if level is None:
                    level = by_style if by_style is not None else style.num_level
        if num_id not in self._abstract:  # also 0, which takes a paragraph out of its list
            return None
        level = level or 0
        known = level in self._levels[self._abstract[num_id]] or level in self._own.get(num_id, {})
        return (num_id, level) if known else None

    def _load(self, root: Any) -> None:
        linked: dict[str, str] = {}
        named: dict[str, str] = {}
        for item in root.iterchildren(q("w:abstractNum")):
            abstract = attribute(item, "w:abstractNumId") or ""
            self._levels[abstract] = dict(_level(level) for level in item.iterchildren(q("w:lvl")))
            self._of_style[abstract] = {
                style: whole(attribute(level, "w:ilvl"), 0, 8)
                for level in item.iterchildren(q("w:lvl"))
                if (style := attribute(child(level, "w:pStyle"), "w:val"))
            }
            if link := attribute(child(item, "w:numStyleLink"), "w:val"):
                linked[abstract] = link
            if style := attribute(child(item, "w:styleLink"), "w:val"):
                named[style] = abstract
        for item in root.iterchildren(q("w:num")):
            num_id = attribute(item, "w:numId") or ""
            abstract = attribute(child(item, "w:abstractNumId"), "w:val") or ""
            abstract = named.get(linked.get(abstract, ""), abstract)
            if num_id == "0" or abstract not in self._levels:
                continue
            self._abstract[num_id] = abstract
            for override in item.iterchildren(q("w:lvlOverride")):
                place = whole(attribute(override, "w:ilvl"), 0, 8)
                own = child(override, "w:lvl")
                if own is not None:
                    self._own.setdefault(num_id, {})[place] = _level(own)[1]
                start = attribute(child(override, "w:startOverride"), "w:val")
                if start is not None:
                    self._starts.setdefault(num_id, {})[place] = whole(start, 1)


def switched(element: Any) -> bool | None:
    """An on/off property: None when it is not there."""
    if element is None:
        return None
    return attribute(element, "w:val") not in ("0", "false", "off")


def _style(item: Any) -> Style:
    paragraph, run = child(item, "w:pPr"), child(item, "w:rPr")
    outline = attribute(child(paragraph, "w:outlineLvl"), "w:val")
    level = attribute(child(paragraph, "w:numPr", "w:ilvl"), "w:val")
    size = attribute(child(run, "w:sz"), "w:val")
    return Style(
        name=attribute(child(item, "w:name"), "w:val") or "",
        based_on=attribute(child(item, "w:basedOn"), "w:val"),
        outline=whole(outline, 9, 9) if outline is not None else None,
        num_id=attribute(child(paragraph, "w:numPr", "w:numId"), "w:val"),
        num_level=whole(level, 0, 8) if level is not None else None,
        bold=switched(child(run, "w:b")),
        hidden=switched(child(run, "w:vanish")),
        size=whole(size, 20, 1_000) if size is not None else None,
    )


def _level(item: Any) -> tuple[int, Level]:
    restart = attribute(child(item, "w:lvlRestart"), "w:val")
    return whole(attribute(item, "w:ilvl"), 0, 8), Level(
        form=attribute(child(item, "w:numFmt"), "w:val") or "decimal",
        pattern=attribute(child(item, "w:lvlText"), "w:val") or "",
        start=whole(attribute(child(item, "w:start"), "w:val"), 0),
        restart=whole(restart, 0, 9) if restart is not None else None,
        legal=bool(switched(child(item, "w:isLgl"))),
    )
