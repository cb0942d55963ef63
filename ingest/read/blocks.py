"""Lines of a PDF column become blocks: paragraphs, list items, tables, footnotes, and headings by their print."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import Box
from ingest.read.records import Block, Form, Token
from ingest.read.segments import Segment, around, leading_of, rows_of

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
    full: bool = False  # whether its last line reaches the edge of its column


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
        note: Draft | None = None  # the last line of the notes so far
        ordered, inserted = _uninterrupted(page, body)
        for draft in ordered:
            if id(draft) in inserted and draft.form != "table":
                blocks.append(Block("paragraph", draft.tokens))
            elif _is_heading(draft, body):
                blocks.append(Block("heading", draft.tokens, levels[_rank(draft.style)]))
            elif _is_footnote(draft, body, height):
                notes.append(Block("footnote", draft.tokens))
                note = draft
            elif note is not None and _continues(draft, note):
                notes[-1] = Block("footnote", notes[-1].tokens + draft.tokens)
                note = draft
            else:
                blocks.append(Block(draft.form, draft.tokens))
        finished.append(blocks + notes)
    return finished


def _uninterrupted(page: Sequence[Draft], body: float) -> tuple[list[Draft], set[int]]:
    """The drafts with the halves of every sentence beside each other, and which drafts stood between them: a large
    quote, a table or a figure's words, never a heading."""
    drafts = list(page)
    inserted: set[int] = set()
    place = 0
    while place < len(drafts):
        if _is_cut(drafts[place], body):
            for after in range(place + 2, min(place + 5, len(drafts))):
                between = drafts[place + 1 : after]
                if not all(_may_interrupt(draft, drafts[place]) for draft in between):
                    break
                if _goes_on(drafts[after], drafts[place]):
                    inserted.update(id(draft) for draft in between)
                    drafts.insert(place + 1, drafts.pop(after))
                    break
        place += 1
    return drafts, inserted


def _is_cut(draft: Draft, body: float) -> bool:
    """Whether a paragraph may go on elsewhere: it ends within a sentence, or where its column does."""
    last = draft.tokens[-1].text
    return (
        draft.form in ("paragraph", "item")
        and draft.lines > 1
        and draft.style.size < 1.15 * body
        and (draft.full or not last.endswith((*_ENDS, "’", "”")))
    )


def _may_interrupt(draft: Draft, before: Draft) -> bool:
    """Whether a paragraph may go on behind this: where its sentence is whole only behind a quote."""
    if _QUOTED.match(" ".join(token.text for token in draft.tokens)):
        return True
    if before.tokens[-1].text.endswith(_ENDS):
        return False
    return draft.form == "table" or abs(draft.style.size - before.style.size) > 0.08 * before.style.size


def _goes_on(draft: Draft, before: Draft) -> bool:
    return (
        draft.form == "paragraph"
        and (before.full or draft.tokens[0].text[:1].islower())
        and draft.lines > 1
        and abs(draft.style.size - before.style.size) < 0.05 * before.style.size
        and draft.style.bold == before.style.bold
    )


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
    if _all_bold(row) != _all_bold(above) or (
        here - start <= 2
        and _all_capitals(above)
        and not _all_capitals(row)
        and _is_short(above, left, right)
    ):
        return True
    opening = first.words[0].text
    if opening.isdigit() and len(first.words) > 1 and first.words[0].size < 0.8 * first.words[1].size:
        return True  # the raised number of a note
    if _LEADS.search(above[-1].text):
        return True
    ended = above[-1].text.endswith(_ENDS)
    short = _is_short(above, left, right)
    if BULLET.match(opening) and (opening not in "o-–—*" or ended or short or _starts_item(rows[start])):
        return True
    if _LISTED.match(opening) and (ended or short or _starts_item(rows[start])):
        return True
    if _NUMBERED.match(opening) and (ended or short):
        return True
    if _starts_item(rows[start]) and _leaves_item(rows, here, start, short):
        return True
    if above[-1].text.endswith((";", ":")) and opening[:1].islower() and not _LISTED.match(opening):
        ended = False  # the sentence goes on
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


def _all_capitals(row: list[Segment]) -> bool:
    letters = [char for segment in row for char in segment.text if char.isalpha()]
    return len(letters) >= 4 and all(char.isupper() for char in letters)


def _is_short(row: list[Segment], left: float, right: float) -> bool:
    return row[-1].frame.x1 < right - 0.12 * (right - left)


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
        full=len(rows) > 1 and rows[-1][-1].frame.x1 > frame.x1 - 0.1 * rows[-1][-1].size,
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
_QUOTED = re.compile(r"[‘“\"„«'].{15,}[’”\"»'][.!?]?$")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-ZÀ-Ý]")


def _is_heading(draft: Draft, body: float) -> bool:
    if draft.form == "table" or draft.lines > 3:
        return False
    text = " ".join(token.text for token in draft.tokens)
    if len(text) > 200 or sum(char.isalpha() for char in text) < 3 or text.endswith((",", ";")):
        return False
    if _QUOTED.match(text) or (text.endswith(".") and len(draft.tokens) >= 12):
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


def _continues(draft: Draft, note: Draft) -> bool:
    """Whether a paragraph is a further one of the note above it."""
    return (
        draft.form in ("paragraph", "item")
        and abs(draft.style.size - note.style.size) < 0.03 * note.style.size
        and 0 <= draft.frame.y0 - note.frame.y1 + 0.3 * draft.style.size < 0.8 * draft.style.size
        and draft.frame.x0 >= note.frame.x0 - 1
    )
