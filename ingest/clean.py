"""Step 3, clean: what a page says, once and in whole words, with the place of every word kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.model import Box, Page, Word
from ingest.joining import goes_on, join, mend, vocabulary_of
from ingest.read.records import Block, Form, Reading, Sheet

_MARGIN = 0.15  # share of the page's height in which headers and footers stand
_UNIT = re.compile(r".*(?:^|\W)[kcd]?m$")
_PAGE_NUMBER = re.compile(
    r"(?:^|pagina|page|blz\.?|[|–-])\s*(\d{1,4}|[ivxl]{1,7})(?:\s*(?:van|of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_ROMAN = re.compile(
    r"(?=[ivxl])(?:x{0,3}(?:ix|iv|v?i{0,3})|xl(?:ix|iv|v?i{0,3})|l(?:ix|iv|v?i{0,3}))$", re.IGNORECASE
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
    running: dict[int, list[_MarginLine]] = {}
    for sheet in sheets:
        running[sheet.number] = lines = []
        for line in margins[sheet.number]:
            near = _near(found, line)
            repeated = len({number for number, _ in near}) >= needed and _runs(near)
            if repeated or line.text == sheet.label or _is_number_of(line, sheet.number):
                lines.append(line)
    bands = Counter(height for lines in running.values() for height in {round(line.y / 6) for line in lines})
    titles: dict[str, set[int]] = defaultdict(set)
    for sheet in sheets:
        for block in sheet.blocks:
            if block.form == "heading" and len(letters := _letters(block.plain)) >= 8:
                titles[letters].add(id(block.tokens[0].box))
    labels: dict[int, str] = {}
    cleaned: list[Sheet] = []
    for sheet in sheets:
        lines = running[sheet.number]
        lines += [
            line
            for line in margins[sheet.number]
            if line not in lines and _names_chapter(line, bands, titles)
        ]
        for line in lines:
            match = _PAGE_NUMBER.search(line.text)
            # What other pages print too is a year in a title, and no number of this page.
            shared = any(number != sheet.number and text == line.text for number, text in _near(found, line))
            if match and not shared and (match[1].isdigit() or _ROMAN.match(match[1])):
                labels[sheet.number] = match[1]
        cleaned.append(_without(sheet, {token for line in lines for token in line.tokens}))
    return cleaned, labels


def _near(
    found: Mapping[tuple[int, str], Sequence[tuple[int, str]]], line: "_MarginLine"
) -> list[tuple[int, str]]:
    """The lines of all pages (number, text) at the height of this one that have its words."""
    height = round(line.y / 6)
    return [same for step in (-1, 0, 1) for same in found.get((height + step, line.folded), ())]


def _is_number_of(line: "_MarginLine", page: int) -> bool:
    """Whether a line apart from the text is the number of its page and nothing else."""
    match = _PAGE_NUMBER.search(line.text)
    return line.apart and match is not None and match[1] == str(page) and not match.start()


def _names_chapter(line: "_MarginLine", bands: Counter[int], titles: dict[str, set[int]]) -> bool:
    """Whether a line stands where other pages have their running one, apart from the text, and repeats a heading."""
    height = round(line.y / 6)
    if not line.apart or sum(bands[height + step] for step in (-1, 0, 1)) < 2:
        return False
    letters = _letters(line.text)
    own = set(line.tokens)
    return any(title in letters and not places <= own for title, places in titles.items())


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())


class _MarginLine(NamedTuple):
    """A printed line in the top or bottom margin, over all blocks; `tokens` by the identity of their boxes; `apart`
    when it is the outermost one and the text begins at some distance."""

    text: str
    y: float
    tokens: tuple[int, ...]
    apart: bool = False

    @property
    def folded(self) -> str:
        return "#" if _ROMAN.match(self.text) else re.sub(r"\d+", "#", self.text)


def _margin_lines(sheet: Sheet) -> list[_MarginLine]:
    if sheet.height is None:
        return []
    height, printed = _upright(sheet)
    if not printed:
        return []
    # The outermost lines count as margin wherever they stand: some pages have very wide ones.
    top = max(_MARGIN * height, min(box.y1 for box, _, _ in printed) + 1)
    bottom = min((1 - _MARGIN) * height, max(box.y0 for box, _, _ in printed) - 1)
    rows: list[list[_Printed]] = []
    inside = [item for item in printed if item.box.y1 < top or item.box.y0 > bottom]
    for item in sorted(inside, key=lambda item: item.box.y1):
        if rows and item.box.y0 < (rows[-1][0].box.y0 + rows[-1][0].box.y1) / 2:
            rows[-1].append(item)
        else:
            rows.append([item])
    lines: list[_MarginLine] = []
    for place, row in enumerate(rows):
        row.sort(key=lambda item: item.box.x0)
        low, high = min(item.box.y0 for item in row), max(item.box.y1 for item in row)
        outer = place in (0, len(rows) - 1)
        reach = 0.8 * (high - low)
        near = sum(low - reach < item.box.y1 and item.box.y0 < high + reach for item in printed)
        apart = outer and near <= len(row)
        piece = [row[0]]
        for before, after in zip(row, [*row[1:], None], strict=True):
            wide = after is not None and after.box.x0 - before.box.x1 > 3 * (before.box.y1 - before.box.y0)
            if after is None or (outer and wide):
                text = " ".join(item.text for item in piece)
                lines.append(_MarginLine(text, piece[0].box.y0, tuple(item.token for item in piece), apart))
                piece = []
            if after is not None:
                piece.append(after)
    return lines


class _Printed(NamedTuple):
    """A word with its box as its text runs, and the identity of its box on the page."""

    box: Box
    text: str
    token: int


def _upright(sheet: Sheet) -> tuple[float, list[_Printed]]:
    """The height of a page and its words in the direction in which most of its text runs."""
    width, height = sheet.width or 0.0, sheet.height or 0.0
    across = down = 0.0
    printed: list[tuple[Box, str]] = []
    for block in sheet.blocks:
        for token, after in zip(block.tokens, [*block.tokens[1:], None], strict=True):
            if token.box is None:
                continue
            printed.append((token.box, token.text))
            if after is not None and after.box is not None and not token.ends_line and "\t" not in after.lead:
                across += after.box.x0 - token.box.x0
                down += after.box.y0 - token.box.y0
    if abs(down) <= abs(across):
        if across >= 0:
            return height, [_Printed(box, text, id(box)) for box, text in printed]
        return height, [
            _Printed(Box(width - b.x1, height - b.y1, width - b.x0, height - b.y0), text, id(b))
            for b, text in printed
        ]
    if down > 0:  # the head of the text is at the right of the page
        return width, [
            _Printed(Box(b.y0, width - b.x1, b.y1, width - b.x0), text, id(b)) for b, text in printed
        ]
    return width, [
        _Printed(Box(height - b.y1, b.x0, height - b.y0, b.x1), text, id(b)) for b, text in printed
    ]


def _runs(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether a line is the same on its pages, or one of its numbers is the page's up to a constant."""
    texts = Counter(text for _, text in lines)
    if texts.most_common(1)[0][1] >= 0.6 * len(lines):
        return True
    numbers = [(page, _numbers(text)) for page, text in lines]
    offsets = [Counter(n[place] - page for page, n in numbers if len(n) > place) for place in range(3)]
    # The numbers may begin anew once: roman ones first.
    return any(
        c and (c.most_common(1)[0][1] >= 0.7 * len(lines) or _two(c) >= 0.8 * len(lines)) for c in offsets
    )


def _two(offsets: Counter[int]) -> int:
    return sum(count for _, count in offsets.most_common(2) if count >= 2)


def _numbers(text: str) -> list[int]:
    """The numbers in a line; a line that is a roman number is one."""
    if not _ROMAN.match(text):
        return [int(number) for number in re.findall(r"\d{1,6}", text)]
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[char] for char in text.lower()]
    return [sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))]


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
        if block.form == "table":  # the first cells of its first row may be empty
            gap += block.tokens[0].lead.lstrip("\n ")
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
    # Labels that only count the pages say less than what is printed on them.
    label = printed if printed and sheet.label in (None, str(sheet.number)) else sheet.label
    content = "".join(text)
    page = Page(sheet.number, content, label, sheet.width, sheet.height, tuple(places), sheet.recognised)
    return page, placed


def _pieces(block: Block, words: Counter[str], notes: set[str], start: int) -> tuple[list[str], list[Word]]:
    """The text of a block in pieces, and where its words stand; `start` is its place in the page's text."""
    tokens = block.tokens
    pieces: list[str] = []
    places: list[Word] = []
    at = start
    bare = False  # the word before lost its hyphen, or kept it and takes no space
    address = ""  # the web address so far, when the last piece may go on
    for position, token in enumerate(tokens):
        if (
            token.raised
            and token.text.strip("().,") in notes
            and position
            and not _UNIT.match(tokens[position - 1].text)
        ):
            continue
        lead = "" if bare or not pieces else token.lead
        if position == 1 and block.form == "footnote" and tokens[0].raised:
            lead = " "  # after the note's own number, which may touch its text
        bare = False
        content = mend(token.text)
        if position + 1 < len(tokens):
            joined = join(token, tokens[position + 1], words, address)
            if joined:
                content, bare = joined[0], joined[1] == ""
            if token.ends_line:
                address = f"{address}{content}"
                if not joined and goes_on(address, token, tokens[position + 1]):
                    bare = True
            if not bare:
                address = ""
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
