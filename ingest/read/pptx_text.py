"""Text in a presentation: the paragraphs of a shape with their bullets and numbers, tables, charts and diagrams."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.read.grid import Grid
from ingest.read.numbering import BULLET, written
from ingest.read.package import child, name_of, q, whole
from ingest.read.records import Block, plain_block

_BULLETS = ("a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip")
_AUTO_FORMS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_MAX_POINTS = 2_000  # of one chart


def paragraphs(body: Any, inherited: Sequence[Any]) -> Iterator[Block]:
    """The paragraphs of a text body. `inherited` are the list styles that it falls back on, nearest first: elements
    that hold `a:lvl1pPr` and so on."""
    counts: dict[int, int] = {}
    own = child(body, "a:lstStyle")
    for paragraph in body.iterchildren(q("a:p")) if body is not None else ():
        text = text_of(paragraph)
        if not text:
            continue
        properties = child(paragraph, "a:pPr")
        level = whole(properties.get("lvl"), 0, 8) if properties is not None else 0
        styles = [child(style, f"a:lvl{level + 1}pPr") for style in (own, *inherited)]
        bullet = next((b for style in (properties, *styles) if (b := _bullet(style)) is not None), None)
        for other in [other for other in counts if other > level]:
            del counts[other]
        if bullet is not None and name_of(bullet) == "a:buAutoNum":
            counts[level] = counts.get(level, whole(bullet.get("startAt"), 1) - 1) + 1
            yield plain_block("item", f"{_number(counts[level], bullet.get('type') or '')} {text}")
            continue
        counts.pop(level, None)
        if bullet is None or name_of(bullet) == "a:buNone":
            yield plain_block("paragraph", text)
        else:
            yield plain_block("item", f"{BULLET} {text}")


def text_of(paragraph: Any) -> str:
    """The text of a paragraph (`a:p`); a line break is a space."""
    pieces: list[str] = []
    for item in paragraph:
        name = name_of(item)
        if name in ("a:r", "a:fld"):
            text = child(item, "a:t")
            pieces.append((text.text or "") if text is not None else "")
        elif name == "a:br":
            pieces.append(" ")
    return " ".join("".join(pieces).replace("\u00ad", "").split())


def table(element: Any) -> Block | None:
    """A table (`a:tbl`) as a block."""
    grid = Grid()
    for row in element.iterchildren(q("a:tr")):
        grid.start_row()
        for cell in row.iterchildren(q("a:tc")):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue  # covered by a cell to the left or above, which says how far it reaches
            texts = [text_of(one) for one in cell.iter(q("a:p"))]
            columns = whole(cell.get("gridSpan"), 1, 100)
            grid.add(" ".join(texts), columns, max(whole(cell.get("rowSpan"), 1, 100_000), 1))
    return grid.block()


def chart(root: Any) -> Iterator[Block]:
    """The title of a chart (`c:chartSpace`), and its figures as a table: a row for each category."""
    title = child(root, "c:chart", "c:title")
    words = [text_of(one) for one in title.iter(q("a:p"))] if title is not None else []
    if any(words):
        yield plain_block("paragraph", " ".join(words))
    series = list(root.iter(q("c:ser")))[:50]
    names: dict[int, str] = {}
    values: list[dict[int, str]] = []
    for one in series:
        names = {**_points(child(one, "c:cat")), **names}
        values.append(_points(child(one, "c:val")))
    grid = Grid()
    grid.start_row(header=True)
    grid.add("")
    for one in series:
        grid.add(" ".join(_points(child(one, "c:tx")).values()))
    for place in sorted({place for column in values for place in column})[:_MAX_POINTS]:
        grid.start_row()
        grid.add(names.get(place, str(place + 1)))
        for column in values:
            grid.add(column.get(place, ""))
    found = grid.block() if values else None
    if found:
        yield found


def diagram(root: Any) -> Iterator[Block]:
    """The texts of a diagram (SmartArt data) in the order in which they were written."""
    for paragraph in root.iter(q("a:p")):
        text = text_of(paragraph)
        if text:
            yield plain_block("item", f"{BULLET} {text}")


def _bullet(style: Any) -> Any:
    for item in style if style is not None else ():
        if name_of(item) in _BULLETS:
            return item
    return None


def _number(number: int, kind: str) -> str:
    form = next((form for begin, form in _AUTO_FORMS.items() if kind.startswith(begin)), "decimal")
    shown = written(number, form)
    if kind.endswith("ParenBoth"):
        return f"({shown})"
    return shown + (")" if kind.endswith("ParenR") else "." if kind.endswith("Period") else "")


def _points(holder: Any) -> dict[int, str]:
    """The values that a chart keeps of its sheet, by place."""
    found: dict[int, str] = {}
    for cache in (
        holder.iter(q("c:strCache"), q("c:numCache"), q("c:strLit"), q("c:numLit"))
        if holder is not None
        else ()
    ):
        code = child(cache, "c:formatCode")
        percent = code is not None and "%" in (code.text or "")
        numeric = name_of(cache) in ("c:numCache", "c:numLit")
        for point in cache.iterchildren(q("c:pt")):
            value = child(point, "c:v")
            text = (value.text or "") if value is not None else ""
            found[whole(point.get("idx"), 0)] = _figure(text, percent=percent) if numeric else text
            if len(found) >= _MAX_POINTS:
                return found
    return found


def _figure(text: str, *, percent: bool) -> str:
    """A number as Dutch writes it; the file has 0.35 for 35%, and the noise of binary fractions."""
    try:
        number = float(text)
    except ValueError:
        return text
    shown = f"{number * 100:.10g}%" if percent else f"{number:.10g}"
    return shown.replace(".", ",")
