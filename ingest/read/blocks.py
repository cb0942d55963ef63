"""Lines of a PDF column become blocks: paragraphs, list items, tables, footnotes, and headings by their print."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import Box
from ingest.read.layout import Segment, around, leading_of, rows_of
from ingest.read.records import Block, Form, Token
from ingest.read.tables import aligned_table

BULLET = re.compile(r"[•●○▪■□◦‣⁃–—\-*·o➢➤✓\uf0b7\uf0a7\uf0d8]$")
_LISTED = re.compile(r"(?:\(?[a-z]{1,2}[.)]|\(?[ivx]{1,4}[.)]|\(?\d{1,2}[.)])$")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,3}){1,4}\.?|[A-Z]\.\d{1,2}(?:\.\d{1,2})*\.?|[Aa]rtikel|ARTIKEL|Lid)$"
)
_LEADS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxl]+)$")  # an entry of a table of contents
_ENDS = (".", "?", "!", ":", ";", ".”", ".’", '."', ".)")


class Style(NamedTuple):
    """How a block is printed."""

    size: float
    bold: bool


@dataclass(slots=True)
class Draft:
    """A block of a page whose form may still change once the print of the whole file is known."""

    form: Form
    tokens: tuple[Token, ...]
    style: Style
    frame: Box
    lines: int
    capitals: bool = False
    filled: float = 1.0


def drafts_of(region: list[Segment]) -> list[Draft]:
    """The blocks of one column, in reading order."""
    rows = rows_of(region)
    leading = leading_of([row for row in rows if row[0].table is None])
    right = max((row[-1].frame.x1 for row in rows), default=0.0)
    left = min((row[0].frame.x0 for row in rows), default=0.0)
    drafts: list[Draft] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        table = row[0].table
        if table is not None:
            drafts.append(Draft("table", table, _style(row), row[0].frame, 1))
            position += 1
            continue
        run = _aligned_run(rows, position, leading)
        tokens = aligned_table(rows[position : position + run]) if run >= 3 else None
        if tokens is not None:
            frame = around([s.frame for r in rows[position : position + run] for s in r])
            drafts.append(Draft("table", tokens, _style(row), frame, run))
            position += run
            continue
        end = position + 1
        while end < len(rows) and not _begins(rows, end, position, leading, left, right):
            end += 1
        drafts.append(_draft(rows[position:end], right - left))
        position = end
    return drafts


def finish(pages: Sequence[Sequence[Draft]], heights: Sequence[float]) -> list[list[Block]]:
    """Decide over the whole file which drafts are headings and footnotes; headings get a level by their print."""
    weight: Counter[float] = Counter()
    for page in pages:
        for draft in page:
            weight[round(draft.style.size * 2) / 2] += sum(len(token.text) for token in draft.tokens)
    body = weight.most_common(1)[0][0] if weight else 10.0
    ranks = sorted(
        {_rank(draft.style) for page in pages for draft in page if _is_heading(draft, body)}, reverse=True
    )
    levels = {rank: min(number, 6) for number, rank in enumerate(ranks, start=1)}
    finished: list[list[Block]] = []
    for page, height in zip(pages, heights, strict=True):
        blocks: list[Block] = []
        notes: list[Block] = []
        for draft in page:
            if _is_heading(draft, body):
                blocks.append(Block("heading", draft.tokens, levels[_rank(draft.style)]))
            elif _is_footnote(draft, body, height):
                notes.append(Block("footnote", draft.tokens))
            else:
                blocks.append(Block(draft.form, draft.tokens))
        finished.append(blocks + notes)
    return finished


def _aligned_run(rows: list[list[Segment]], start: int, leading: float) -> int:
    """How many lines from `start` on could be one table: pieces beside each other, evenly spaced; a line with one
    piece follows closely and lies within one column of the first line."""
    if len(rows[start]) < 2:
        return 0
    end = start
    last_full = start
    usual = 0.0
    first, second = rows[start][0].frame, rows[start][1].frame
    while end < len(rows) and rows[end][0].table is None and not _is_marker(rows[end][0].text):
        if end > start:
            step = rows[end][0].frame.y1 - rows[end - 1][0].frame.y1
            full = len(rows[end]) >= 2
            crosses = rows[end][0].frame.x0 < first.x1 + 2 and rows[end][0].frame.x1 > second.x0
            if step > 2.5 * leading or (not full and (crosses or step > 1.1 * max(usual, 0.9 * leading))):
                break
            if usual and step > max(1.6 * usual, 1.9 * leading):
                break
            usual = max(usual, step)
        if len(rows[end]) >= 2:
            last_full = end
        end += 1
    while end - 1 > last_full and rows[end - 1][0].frame.y1 - rows[end - 2][0].frame.y1 > 0.9 * usual:
        end -= 1
    return end - start


def _begins(
    rows: list[list[Segment]], here: int, start: int, leading: float, left: float, right: float
) -> bool:
    """Whether the line `here` begins a new block, the current one having begun at `start`."""
    above, row = rows[here - 1], rows[here]
    if row[0].table is not None:
        return True
    first, before = row[0], above[0]
    # Within a large heading the lines stand further apart than those of the text.
    most = max(1.35 * leading, 1.4 * before.size)
    if first.frame.y1 - before.frame.y1 > most or first.frame.y1 < before.frame.y0:
        return True
    if abs(first.size - before.size) > 0.08 * before.size and not first.words[0].raised:
        return True
    if _all_bold(row) != _all_bold(above):
        return True
    opening = first.words[0].text
    if _LEADS.search(above[-1].text):
        return True
    ended = above[-1].text.endswith(_ENDS)
    short = above[-1].frame.x1 < right - 0.12 * (right - left)
    if BULLET.match(opening) and (opening not in "o-–—*" or ended or short or _starts_item(rows[start])):
        return True
    if _LISTED.match(opening) and (ended or short or _starts_item(rows[start])):
        return True
    if _NUMBERED.match(opening) and (ended or short):
        return True
    if _starts_item(rows[start]) and _leaves_item(rows, here, start, short):
        return True
    indent = first.frame.x0 - before.frame.x0
    return ended and (short or (indent > 0.8 * first.size and here - start > 1))


def _leaves_item(rows: list[list[Segment]], here: int, start: int, short: bool) -> bool:
    """Whether a line stands left of the text of the list item above it, whose own lines hang under each other."""
    words = [word for segment in rows[start] for word in segment.words]
    hang = words[1].frame.x0 - 0.5 * words[1].size if len(words) > 1 else 0.0
    if rows[here][0].frame.x0 >= hang:
        return False
    return short if here - start == 1 else rows[here - 1][0].frame.x0 >= hang


def _starts_item(row: list[Segment]) -> bool:
    opening = row[0].words[0].text
    return bool(BULLET.match(opening) or _LISTED.match(opening))


def _is_marker(text: str) -> bool:
    opening = text.split(" ", 1)[0]
    return bool(BULLET.match(opening) or _LISTED.match(opening) or _NUMBERED.match(opening))


def _all_bold(row: list[Segment]) -> bool:
    return all(segment.bold for segment in row)


def _draft(rows: list[list[Segment]], width: float) -> Draft:
    tokens: list[Token] = []
    for row in rows:
        words = [word for segment in row for word in segment.words]
        tokens.extend(
            Token(
                word.text, word.box, "" if word.glued and place else " ", place == len(words) - 1, word.raised
            )
            for place, word in enumerate(words)
        )
    opening = tokens[0].text
    item = len(tokens) > 1 and bool(BULLET.match(opening) or _LISTED.match(opening))
    letters = [char for token in tokens for char in token.text if char.isalpha()]
    frame = around([segment.frame for row in rows for segment in row])
    return Draft(
        "item" if item else "paragraph",
        tuple(tokens),
        _style([segment for row in rows for segment in row]),
        frame,
        len(rows),
        capitals=len(letters) >= 4 and all(char.isupper() for char in letters),
        filled=(frame.x1 - frame.x0) / max(width, 1.0),
    )


def _style(segments: Sequence[Segment]) -> Style:
    sizes: Counter[float] = Counter()
    for segment in segments:
        sizes[segment.size] += sum(len(word.text) for word in segment.words)
    return Style(sizes.most_common(1)[0][0] if sizes else 10.0, all(segment.bold for segment in segments))


def _rank(style: Style) -> tuple[float, bool]:
    return round(style.size * 2) / 2, style.bold


_ARTICLE = re.compile(
    r"(?:artikel|hoofdstuk|bijlage|paragraaf|thema|deel)\s+(?:\d+|[IVX]+|[A-Z])\b", re.IGNORECASE
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-ZÀ-Ý]")


def _is_heading(draft: Draft, body: float) -> bool:
    if draft.form == "table" or draft.lines > 3:
        return False
    text = " ".join(token.text for token in draft.tokens)
    if len(text) > 200 or sum(char.isalpha() for char in text) < 3 or text.endswith((",", ";")):
        return False
    size, bold = draft.style
    numbered = bool(_ARTICLE.match(text) or _SECTION.match(text))
    if draft.form == "item" and not _SECTION.match(text):
        return False
    if size >= 1.15 * body:
        return True
    if size < 0.93 * body:
        return False
    if bold:
        return numbered or not text.endswith((".", ":"))
    if numbered and draft.lines == 1 and draft.filled < 0.75 and not text.endswith((".", ":", "?")):
        return bool(_ARTICLE.match(text)) or size > 1.04 * body
    return draft.capitals and draft.lines == 1 and len(text) <= 80


def _is_footnote(draft: Draft, body: float, height: float) -> bool:
    opening = draft.tokens[0].text
    return (
        draft.form != "table"
        and draft.style.size < 0.92 * body
        and draft.frame.y0 > 0.45 * height
        and re.match(r"\(?\d{1,3}\)?\.?(?:\D|$)", opening) is not None
        and len(draft.tokens) > 1
        and not _LEADS.search(" ".join(token.text for token in draft.tokens))
    )
