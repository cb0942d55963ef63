"""Documents set by typst: every word carries marks before and after it, whose places typst itself reports."""

import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pypdf
import typst

from tests.ingest.truth.records import Rect, TrueWord, Truth, Unit
from tests.ingest.truth.sentences import Sentences

_FONTS = typst.Fonts(include_system_fonts=False)  # the same pages on every machine
_PRELUDE = """
#set document(title: "Prestatieafspraken (verzonnen voorbeeld)")
#set smartquote(enabled: false)
#let m(n) = [#metadata(n)<w>]
"""
_CLOSE = "\n#context [#metadata(query(<w>).map(m => (m.value, m.location().position())))<places>]\n"


class Setter:
    """Builds typst source and the truth about it at the same time; most methods return markup with marks in it."""

    def __init__(self, layout: str, seed: int) -> None:
        self.layout = layout
        self.seed = seed
        self.say = Sentences(seed * 7919 + sum(layout.encode()))
        self.units: list[Unit] = []
        self._words: list[TrueWord] = []
        self._sizes: list[tuple[float, int]] = []
        self._notes = 0
        self._leaders: dict[int, int] = {}  # words without marks, and the word whose marks tell their page
        self.labels: list[str | None] | None = None

    def unit(self, kind: str, flow: str = "main", level: int = 0) -> int:
        """A new unit; returns its number."""
        self.units.append(Unit(kind, flow, level))
        return len(self.units) - 1

    def marked(
        self,
        text: str,
        unit: int,
        size: float = 10,
        cell: tuple[int, int] | None = None,
        turn: int = 0,
        expected: str | None = None,
        spaced: bool = False,
    ) -> str:
        """Words between marks. `expected` is how they should read where that is not how they are printed; marks
        would change how `spaced` letters are set, which only have them in front."""
        printed = text.replace("|", "").split()
        reads = (expected or text).replace("|", "").split()
        assert len(printed) == len(reads)
        pieces = []
        first = len(self._words)
        for word, read in zip(printed, reads, strict=True):
            number = 3 * len(self._words)
            self._words.append(TrueWord(read, unit, 0, cell=cell))
            self._sizes.append((size, turn))
            if spaced and number > 3 * first:
                self._leaders[len(self._words) - 1] = first
                pieces.append(f"#{json.dumps(word, ensure_ascii=False)}")
                continue
            if spaced:
                self._leaders[first] = first
                pieces.append(
                    f"#m({number})#m({number + 1})#m({number + 2})#{json.dumps(word, ensure_ascii=False)}"
                )
                continue
            head, tail = (json.dumps(part, ensure_ascii=False) for part in (word[:1], word[1:]))
            pieces.append(f"#m({number})#{head}#m({number + 1})#{tail}#m({number + 2})")
        self.units[unit].text = f"{self.units[unit].text} {' '.join(reads)}".strip()
        return f"#h(0pt){' '.join(pieces)}#h(0pt)"

    def paragraph(self, text: str = "", flow: str = "main", size: float = 10, kind: str = "text") -> str:
        """A paragraph of running text (some sentences when none is given)."""
        return self.marked(text or self.say.paragraph(), self.unit(kind, flow), size)

    def heading(self, level: int, text: str, style: str = "", flow: str = "main", size: float = 12) -> str:
        """A heading printed as `style` says ("size: 14pt, weight: \\"bold\\""), without typst's own bookmark."""
        marked = self.marked(text, self.unit("heading", flow, level), size, spaced="tracking" in style)
        shown = f"#text({style})[{marked}]" if style else marked
        return f"\n#block(above: 1.6em, below: 0.9em, sticky: true)[#set par(justify: false)\n{shown}]\n"

    def unread(self, text: str, flow: str = "main") -> str:
        """Words that are printed and should not be read (a paragraph said before, a running header)."""
        return " ".join(f"#{json.dumps(word, ensure_ascii=False)}" for word in text.replace("|", "").split())

    def item(self, mark: str, text: str, indent: float = 0, flow: str = "main", size: float = 10) -> str:
        """A list item with a hanging mark."""
        unit = self.unit("item", flow)
        lead = (
            self.marked(mark, unit, size)
            if any(char.isalnum() for char in mark)
            else f"#{json.dumps(mark, ensure_ascii=False)}"
        )
        return (
            f"#block(above: 0.75em, below: 0.75em, inset: (left: {indent}em))"
            f"[#grid(columns: (1.6em, 1fr), [{lead}], [{self.marked(text, unit, size)}])]\n"
        )

    def note(self, text: str, flow: str = "notes", size: float = 8.5) -> str:
        """A footnote; the words of the note follow those of the page."""
        unit = self.unit("note", flow)
        self._notes += 1
        self._words.append(TrueWord(str(self._notes), unit, -1))
        self._sizes.append((size, 0))
        return f"#footnote[{self.marked(text, unit, size)}]"

    def table(
        self,
        rows: list[list[str]],
        options: str,
        *,
        size: float = 9,
        header: int = 1,
        spans: dict[tuple[int, int], int] | None = None,
        lines: str = "",
        flow: str = "main",
        repeat: bool = False,
    ) -> str:
        """A table; an empty string is an empty cell, `spans` says how many columns a cell fills."""
        unit = self.unit("table", flow)
        cells: list[str] = []
        heads: list[str] = []
        for r, row in enumerate(rows):
            c = 0
            while c < len(row):
                text = self.marked(row[c], unit, size, (r, c)) if row[c] else ""
                wide = (spans or {}).get((r, c), 1)
                (heads if r < header else cells).append(
                    f"table.cell(colspan: {wide})[{text}]" if wide > 1 else f"[{text}]"
                )
                c += wide
        head = (
            f"table.header(repeat: {'true' if repeat else 'false'}, {', '.join(heads)}),\n" if heads else ""
        )
        return (
            f"\n#block(above: 1.2em, below: 1.2em)[#set text(size: {size}pt, hyphenate: false)\n"
            f"#set par(justify: false)\n#table({options},\n{lines}\n{head}{', '.join(cells)})]\n"
        )

    def finish(self, source: str) -> Truth:
        """Set the source; typst says where the marks are."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stuk.typ"
            path.write_text(f"{_PRELUDE}\n{source}\n{_CLOSE}", "utf-8")
            compiler = typst.Compiler(str(path), root=folder, font_paths=_FONTS)
            pdf = compiler.compile(format="pdf", pdf_tags=bool(self.seed % 2))
            assert isinstance(pdf, bytes)
            places = json.loads(compiler.query("<places>", field="value", one=True))
            count = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
        words = self._placed(places)
        labels = self.labels or [None] * count
        assert len(labels) >= count, (self.layout, len(labels), count)
        return Truth(f"{self.layout}-{self.seed}", self.layout, pdf, self.units, words, labels[:count])

    def _placed(self, places: list[tuple[int, dict[str, Any]]]) -> list[TrueWord]:
        """The words with their boxes; a repeated table header gives its words once for every page."""
        marks: dict[int, list[tuple[int, float, float]]] = {}
        for value, position in places:
            at = position["page"], float(position["x"][:-2]), float(position["y"][:-2])
            marks.setdefault(value, []).append(at)
        words: list[TrueWord] = []
        for number, word in enumerate(self._words):
            first = 3 * number
            if word.page == -1:  # the number of a note stands before its first word
                words.append(TrueWord(word.text, word.unit, marks[first + 4][0][0]))
                continue
            if number in self._leaders:
                words.append(TrueWord(word.text, word.unit, marks[3 * self._leaders[number]][0][0]))
                continue
            size, turn = self._sizes[number]
            starts, seconds, ends = (marks[first + place] for place in range(3))
            for start, second, end in zip(starts, seconds, ends, strict=True):
                boxes, broken = _boxes(start, second, end, size, turn)
                stops = broken or word.text.endswith("-")
                words.append(TrueWord(word.text, word.unit, second[0], boxes, stops, word.cell))
        return words


def _boxes(
    start: tuple[int, float, float],
    second: tuple[int, float, float],
    end: tuple[int, float, float],
    size: float,
    turn: int,
) -> tuple[tuple[Rect, ...], bool]:
    """The box of a word between marks on its baseline, and whether it is broken: then typst does not say where its
    line ended, and there is no box. The mark before a word that begins a line stands at the end of the line above,
    so that there is one behind its first letter too."""
    (_, x0, y0), (_, x, y), (_, x1, y1) = start, second, end
    up, down = 0.75 * size, 0.22 * size
    if turn:  # runs downwards with its feet to the left, or upwards
        if turn == 90:
            return ((x1 - down, y0, x1 + up, y1),), False
        return ((x1 - up, y1, x1 + down, y0),), False
    if second[0] != end[0] or abs(y1 - y) > 0.5 * size or x1 < x - 0.5:
        return (), True
    left = x0 if abs(y0 - y) < 0.5 * size and 0 <= x - x0 < 2 * size else x - 0.5 * size
    return ((left, y - up, x1, y + down),), False
