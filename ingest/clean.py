"""Step 3, clean: what a page says, once and in whole words, with the place of every word kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.model import Box, Page, Word
from ingest.joining import join, mend, vocabulary_of
from ingest.read.records import Block, Form, Reading, Sheet

_MARGIN = 0.15  # share of the page's height in which headers and footers stand
_UNIT = re.compile(r".*(?:^|\W)[kcd]?m$")
_PAGE_NUMBER = re.compile(
    r"(?:^|pagina|page|blz\.?|[|–-])\s*(\d{1,4})(?:\s*(?:van|of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?:;][\"”’)»]*$")


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of the cleaned text: the characters `[start, end)` of page `page`."""

    form: Form
    level: int
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The pages of an edition, and the blocks that their text consists of in reading order."""

    pages: tuple[Page, ...]
    blocks: tuple[PlacedBlock, ...]

    def text(self, block: PlacedBlock) -> str:
        return self.pages[block.page - 1].text[block.start : block.end]


def clean(reading: Reading) -> Cleaned:
    """Drop what every page repeats and paragraphs said twice, join broken words, and lay out each page's text."""
    sheets, labels = without_margins(reading.sheets)
    words = vocabulary_of(block for sheet in sheets for block in sheet.blocks)
    seen: set[str] = set()
    pages: list[Page] = []
    placed: list[PlacedBlock] = []
    for sheet in sheets:
        blocks = [block for block in _rejoined(sheet.blocks) if not _repeats(block, seen)]
        page, places = _lay_out(sheet, blocks, words, labels.get(sheet.number))
        pages.append(page)
        placed.extend(places)
    return Cleaned(tuple(pages), tuple(placed))


def without_margins(sheets: Sequence[Sheet]) -> tuple[list[Sheet], dict[int, str]]:
    """The sheets without running headers, footers and page numbers; and the page numbers that were printed.

    A line in the margin is a running one when it stands at the same height on at least three pages (two, in a
    document of two) with the same words, and its numbers are the same everywhere or run along with the pages; or
    when it is the page's own label.
    """
    margins = {sheet.number: _margin_lines(sheet) for sheet in sheets}
    found: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for number, lines in margins.items():
        for line in lines:
            found[round(line.y / 6), line.folded].append((number, line.text))
    needed = max(2, min(3, len(sheets)))
    labels: dict[int, str] = {}
    cleaned: list[Sheet] = []
    for sheet in sheets:
        running: set[int] = set()
        for line in margins[sheet.number]:
            height = round(line.y / 6)
            near = [same for step in (-1, 0, 1) for same in found.get((height + step, line.folded), ())]
            repeated = len({number for number, _ in near}) >= needed and _runs(near)
            if repeated or line.text == sheet.label:
                running.update(line.tokens)
                match = _PAGE_NUMBER.search(line.text)
                if match:
                    labels[sheet.number] = match[1]
        cleaned.append(_without(sheet, running))
    return cleaned, labels


class _MarginLine(NamedTuple):
    """A printed line in the top or bottom margin, over all blocks; `tokens` by the identity of their boxes."""

    text: str
    y: float
    tokens: tuple[int, ...]

    @property
    def folded(self) -> str:
        return re.sub(r"\d+", "#", self.text)


def _margin_lines(sheet: Sheet) -> list[_MarginLine]:
    if sheet.height is None:
        return []
    printed = [(token.box, token.text) for block in sheet.blocks for token in block.tokens if token.box]
    if not printed:
        return []
    # The outermost lines count as margin wherever they stand: some pages have very wide ones.
    top = max(_MARGIN * sheet.height, min(box.y1 for box, _ in printed) + 1)
    bottom = min((1 - _MARGIN) * sheet.height, max(box.y0 for box, _ in printed) - 1)
    rows: list[list[tuple[Box, str]]] = []
    inside = [(box, text) for box, text in printed if box.y1 < top or box.y0 > bottom]
    for box, text in sorted(inside, key=lambda item: item[0].y0):
        if rows and box.y0 < (rows[-1][0][0].y0 + rows[-1][0][0].y1) / 2:
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    return [
        _MarginLine(
            " ".join(text for _, text in sorted(row, key=lambda item: item[0].x0)),
            row[0][0].y0,
            tuple(id(box) for box, _ in row),
        )
        for row in rows
    ]


def _runs(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether a line is the same on its pages, or one of its numbers is the page's up to a constant."""
    texts = Counter(text for _, text in lines)
    if texts.most_common(1)[0][1] >= 0.6 * len(lines):
        return True
    numbers = [(page, [int(n) for n in re.findall(r"\d{1,6}", text)]) for page, text in lines]
    offsets = [Counter(n[place] - page for page, n in numbers if len(n) > place) for place in range(3)]
    return any(c and c.most_common(1)[0][1] >= 0.7 * len(lines) for c in offsets)


def _without(sheet: Sheet, running: set[int]) -> Sheet:
    if not running:
        return sheet
    blocks = []
    for block in sheet.blocks:
        kept = tuple(token for token in block.tokens if id(token.box) not in running)
        if kept:
            blocks.append(replace(block, tokens=kept))
    return replace(sheet, blocks=tuple(blocks))


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that a column break cut in two are one again."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.form in ("paragraph", "item")
            and block.form == "paragraph"
            and block.tokens[0].text[:1].islower()
            and block.tokens[0].box is not None
            and not _ENDED.search(before.tokens[-1].text)
        ):
            joined[-1] = Block(before.form, before.tokens + block.tokens, before.level)
        else:
            joined.append(block)
    return joined


def _repeats(block: Block, seen: set[str]) -> bool:
    """Whether a paragraph of some length stood in the document before."""
    if block.form not in ("paragraph", "item"):
        return False
    folded = re.sub(r"\W+", "", block.plain).lower()
    if len(folded) < 120:
        return False
    repeated = folded in seen
    seen.add(folded)
    return repeated


def _lay_out(
    sheet: Sheet, blocks: Sequence[Block], words: Counter[str], printed: str | None
) -> tuple[Page, list[PlacedBlock]]:
    text: list[str] = []
    places: list[Word] = []
    placed: list[PlacedBlock] = []
    length = 0
    notes = {m[1] for b in blocks if b.form == "footnote" and (m := re.match(r"\(?(\d{1,3})", b.plain))}
    before: Form | None = None
    for block in blocks:
        gap = "" if before is None else "\n" if before == block.form == "item" else "\n\n"
        start = length + len(gap)
        pieces, words_here = _pieces(block, words, notes if block.form != "footnote" else set(), start)
        content = "".join(pieces)
        if not content.strip():
            continue
        text += [gap, content]
        length = start + len(content)
        places.extend(words_here)
        placed.append(PlacedBlock(block.form, block.level, sheet.number, start, length))
        before = block.form
    label = sheet.label or printed
    return Page(sheet.number, "".join(text), label, sheet.width, sheet.height, tuple(places)), placed


def _pieces(block: Block, words: Counter[str], notes: set[str], start: int) -> tuple[list[str], list[Word]]:
    """The text of a block in pieces, and where its words stand; `start` is its place in the page's text."""
    tokens = block.tokens
    pieces: list[str] = []
    places: list[Word] = []
    at = start
    bare = False  # the word before lost its hyphen, or kept it and takes no space
    for position, token in enumerate(tokens):
        if (
            token.raised
            and token.text.strip("().,") in notes
            and position
            and not _UNIT.match(tokens[position - 1].text)
        ):
            continue
        lead = "" if bare or not pieces else token.lead
        bare = False
        content = mend(token.text)
        if position + 1 < len(tokens):
            joined = join(token, tokens[position + 1], words)
            if joined:
                content, bare = joined[0], joined[1] == ""
        content = content.replace("\ufffe", "-").replace("\ufffd", "")
        if not content:
            continue
        if lead:
            pieces.append(lead)
            at += len(lead)
        pieces.append(content)
        if token.box is not None:
            places.append(Word(at, at + len(content), token.box))
        at += len(content)
    return pieces, places
