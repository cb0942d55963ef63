"""The labelled outlines of cases.txt, and the files that are made from them."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import typst

_LINE = re.compile(r"(?P<joined>\+?)\s*(?:\{(?P<clause>[^}]+)\} )?(?P<text>.+?)(?: ×(?P<times>\d+))?$")
_SIZES = (18, 14, 12, 11)


@dataclass(slots=True)
class Block:
    """What is printed: `form` is heading, text, row, note, entry (of a table of contents) or page."""

    form: str
    text: str = ""
    level: int = 0
    clause: str | None = None
    joined: bool = False


@dataclass(slots=True)
class Case:
    """One labelled outline: `medium` is md, or how the headings of a PDF are printed."""

    name: str
    medium: str
    part: str
    blocks: list[Block] = field(default_factory=list)

    def tree(self) -> list[tuple[str, int, str]]:
        """Every heading with its level and the heading that it stands under."""
        found: list[tuple[str, int, str]] = []
        above: list[str] = []
        for block in self.blocks:
            if block.form == "heading" and block.text != "Inhoud":  # the title of a table of contents is none
                above = [*above[: block.level - 1], block.text]
                found.append((block.text, block.level, above[-2] if len(above) > 1 else ""))
        return found

    def write(self, folder: Path) -> Path:
        """Make the file."""
        if self.medium == "md":
            path = folder / "stuk.md"
            path.write_text("\n\n".join(self._markdown()), "utf-8")
        else:
            path = folder / "stuk.pdf"
            path.write_bytes(typst.compile("\n".join(self._typst()).encode()))
        return path

    def _markdown(self) -> list[str]:
        lines: list[str] = []
        for block in self.blocks:
            match block.form:
                case "heading":
                    lines.append("#" * block.level + " " + block.text)
                case "row":
                    row = "| " + " | ".join(block.text.split("\t")) + " |"
                    if lines and lines[-1].startswith("|"):
                        lines[-1] += "\n" + row
                    else:
                        lines.append(row + "\n" + "|---" * row.count(" | ") + "|---|")
                case "entry":
                    lines.append(
                        "- " + block.text.replace(".", "\\.", 1) if "." in block.text else "- " + block.text
                    )
                case _:
                    bullet = block.text.startswith("• ")
                    escaped = re.sub(r"^(\d+)([.)])", r"\1\\\2", block.text)
                    lines.append("- " + block.text[2:] if bullet else escaped)
        return lines

    def _typst(self) -> list[str]:
        lines = ["#set page(width: 260pt, height: 595pt, margin: 40pt)", '#set text(size: 10pt, lang: "nl")']
        if self.medium == "bookmarks":
            lines.append("#show heading: it => block(above: 2.2em, text(size: 11pt, it.body))")
        pages = self._pages()
        rows: list[list[str]] = []
        for block in [*self.blocks, Block("end")]:
            if rows and block.form != "row":
                cells = ", ".join(f"[{_set(cell)}]" for row in rows for cell in row)
                lines.append(f"#table(columns: {len(rows[0])}, {cells})")
                rows = []
            said = _set(block.text)
            match block.form:
                case "heading" if self.medium == "bookmarks":
                    lines.append(f"#heading(level: {block.level}, {said[1:]})")
                case "heading":
                    size = _SIZES[block.level - 1] if self.medium == "sized" else 10
                    weight = "regular" if self.medium == "plain" else "bold"
                    lines.append(
                        f'#block(above: 2.2em, text(size: {size}pt, weight: "{weight}", {said[1:]}))'
                    )
                case "entry":
                    left = 14 * (block.level - 1)
                    lines.append(
                        f"#block(above: .7em, inset: (left: {left}pt))"
                        f"[{said} #box(width: 1fr, repeat[.]) {pages[block.text]}]"
                    )
                case "row":
                    rows.append(block.text.split("\t"))
                case "page":
                    lines.append("#pagebreak()")
                case "note":
                    lines.append(f"#place(bottom)[#text(size: 7pt)[{said}]]")
                case "text":
                    lines.append(f"#block(above: 1.2em)[{said}]")
        return lines

    def _pages(self) -> dict[str, int]:
        page, found = 1, {}
        for block in self.blocks:
            page += block.form == "page"
            if block.form == "heading":
                found[block.text] = page
        return found


def _set(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False)


def cases(part: str | None = None) -> list[Case]:
    """The labelled outlines, of one part ("tuning", "test") or all."""
    found: list[Case] = []
    for line in (Path(__file__).parent / "cases.txt").read_text("utf-8").splitlines():
        if line.startswith("=== "):
            name, medium, chosen = (cell.strip() for cell in line[4:].split("|"))
            found.append(Case(name, medium, chosen))
        elif line.strip() and not line.startswith(";"):
            found[-1].blocks.extend(_blocks(line))
    return [case for case in found if part in (None, case.part)]


def _blocks(line: str) -> list[Block]:
    if line == "[page]":
        return [Block("page")]
    marks = len(line) - len(line.lstrip("#~"))
    if line[0] in "#~":
        return [Block("heading" if line[0] == "#" else "entry", line[marks:].strip(), marks)]
    if line[0] == "^":
        return [Block("note", line[1:].strip())]
    if line.lstrip("+")[0] == "|":
        cells = [cell.strip() for cell in line.strip("+| ").split("|")]
        return [Block("row", "\t".join(cells), joined=line.startswith("+"))]
    match = _LINE.match(line)
    assert match
    text, times = match["text"], int(match["times"] or 1)
    clause, joined = match["clause"], bool(match["joined"])
    if times > 1 and not joined:
        return [Block("text", " ".join(text.replace("{n}", str(n)) for n in range(1, times + 1)), 0, clause)]
    return [Block("text", text.replace("{n}", str(n)), 0, clause, joined) for n in range(1, times + 1)]
