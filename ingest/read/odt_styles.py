"""Styles and lists of an OpenDocument text (ODF 1.3, parts 16 and 5.3): what is bold, hidden, a title, numbered."""

from collections.abc import Iterator
from typing import Any

from ingest.read.numbering import BULLET, Counter, Level
from ingest.read.package import attribute, child, name_of, whole

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEPTH = 20  # styles that a style may be based on, one after the other


class Styles:
    """The styles of paragraphs and of pieces of text, from the two parts that hold them."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for holder in root if root is not None else ():
                if name_of(holder) not in ("office:styles", "office:automatic-styles"):
                    continue
                for item in holder:
                    self._add(item)

    def _add(self, item: Any) -> None:
        name = name_of(item)
        if name == "style:style":
            key = (attribute(item, "style:family") or "", attribute(item, "style:name") or "")
            self._styles[key] = item
        elif name == "text:list-style":
            self._lists[attribute(item, "style:name") or ""] = _levels(item)
        elif name == "text:outline-style":
            self.outline = _levels(item)

    def names(self, family: str, name: str | None) -> Iterator[str]:
        """What the style and those that it is based on are called, nearest first."""
        for style in self._chain(family, name):
            shown = attribute(style, "style:display-name") or attribute(style, "style:name") or ""
            yield shown.replace("_20_", " ")
            name = attribute(style, "style:parent-style-name")
        if name:
            yield name.replace("_20_", " ")  # some makers name a usual style without defining it

    def bold(self, family: str, name: str | None) -> bool | None:
        """None when the style does not say."""
        weight = self._said(family, name, "fo:font-weight")
        return None if weight is None else weight in ("bold", "600", "700", "800", "900")

    def hidden(self, family: str, name: str | None) -> bool:
        return self._said(family, name, "text:display") == "none"

    def size(self, name: str | None) -> float:
        """Of the print of a paragraph, in points; 0 when no style says it."""
        said = self._said("paragraph", name, "fo:font-size") or ""
        digits = said.removesuffix("pt")
        return float(digits) if digits.replace(".", "", 1).isdecimal() else 0.0

    def list_of(self, name: str | None) -> str | None:
        """The list style of a paragraph style: "" when it says that there is none, None when it does not say."""
        for style in self._chain("paragraph", name):
            found = attribute(style, "style:list-style-name")
            if found is not None:
                return found
        return None

    def levels(self, list_style: str) -> dict[int, Level]:
        return self._lists.get(list_style, {})

    def _said(self, family: str, name: str | None, what: str) -> str | None:
        for style in self._chain(family, name):
            found = attribute(child(style, "style:text-properties"), what)
            if found is not None:
                return found
        return None

    def _chain(self, family: str, name: str | None) -> Iterator[Any]:
        for _ in range(_DEPTH):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = attribute(style, "style:parent-style-name")


class Lists:
    """Which numbers run on from one list to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._by_style: dict[str, Counter] = {}
        self._by_id: dict[str, Counter] = {}
        self._headings = Counter()

    def opened(self, element: Any, style: str) -> Counter:
        """The counter of an outermost list (`text:list`)."""
        before = self._by_id.get(attribute(element, "text:continue-list") or "")
        if before is None and attribute(element, "text:continue-numbering") == "true":
            before = self._by_style.get(style)
        counter = before or Counter()
        self._by_style[style] = counter
        identity = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if identity:
            self._by_id[identity] = counter
        return counter

    def heading(self, element: Any, level: int) -> str:
        """The number of a heading that is numbered as such, counting it."""
        levels = self._styles.outline
        if (
            levels.get(level - 1, Level("none")).form == "none"
            or attribute(element, "text:is-list-header") == "true"
            or self._styles.list_of(attribute(element, "text:style-name")) == ""
        ):
            return ""
        start = attribute(element, "text:start-value")
        if attribute(element, "text:restart-numbering") == "true" or start is not None:
            self._headings.restart(level - 1, whole(start, levels[level - 1].start))
        return self._headings.next(level - 1, levels)


def _levels(item: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in item:
        place = whole(attribute(level, "text:level"), 1, 10) - 1
        if name_of(level) == "text:list-level-style-bullet":
            levels[place] = Level("bullet", attribute(level, "text:bullet-char") or BULLET)
            continue
        form = _FORMS.get(attribute(level, "style:num-format") or "", "none")
        shown = whole(attribute(level, "text:display-levels"), 1, 10)
        numbers = ".".join(f"%{one}" for one in range(max(place + 2 - shown, 1), place + 2))
        before = attribute(level, "style:num-prefix") or ""
        behind = attribute(level, "style:num-suffix") or ""
        pattern = f"{before}{numbers if form != 'none' else ''}{behind}"
        levels[place] = Level(form, pattern, whole(attribute(level, "text:start-value"), 1))
    return levels
