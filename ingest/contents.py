"""Tables of contents: which blocks they are, and what they say about the headings; part of step 4, outline."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.clean import Cleaned, PlacedBlock

_LEADERS = re.compile(r"(?:\.\s?){3,}|…|\s_{3,}")
_TITLE = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:inhoud(?:sopgave|soverzicht)?|index|table of contents|contents"
    r"|(?:lijst van )?(?:tabellen|figuren|bijlagen))\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"(?P<text>\S.*?)[\s.…_]+(?:p(?:ag)?\.\s*|blz\.\s*)?(?P<page>\d{1,3}|[ivxl]{1,6})$", re.DOTALL
)
# Entries whose lines were joined: a page number, and the number of the next heading behind it.
_JOINED = re.compile(r"(?<=\d)[ \t]+(?=\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+[A-ZÀ-Ý])|\n")
_INDENT = 6.0  # points; entries of one level stand this close below each other
_MOST_BLOCKS = 400  # a table of contents that is longer is none


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: the heading's words, its printed page, and how far it is indented (from 1)."""

    text: str
    page: str | None
    indent: int


def folded(text: str) -> str:
    """Letters and digits only, in lower case: how a heading and its entry are compared."""
    return re.sub(r"[\W_]+", "", text).lower()


def contents_of(cleaned: Cleaned) -> tuple[set[PlacedBlock], tuple[Entry, ...]]:
    """The blocks of tables of contents, and their entries in order.

    A page has one when it bears such a title or many lines lead to a number; it goes on over the next page. Without
    page numbers its lines must be the words of headings that follow.
    """
    pages: dict[int, list[PlacedBlock]] = {}
    for block in cleaned.blocks:
        pages.setdefault(block.page, []).append(block)
    headings = {folded(cleaned.text(b)) for b in cleaned.blocks if b.form == "heading"}
    found: list[PlacedBlock] = []
    going_on = False
    for blocks in pages.values():
        begins = [i for i, block in enumerate(blocks) if _TITLE.match(cleaned.text(block)[:80])]
        led = sum(bool(_LEADERS.search(cleaned.text(b))) and _is_entry(cleaned.text(b), ()) for b in blocks)
        if not begins and led < 3 and not going_on:
            continue
        start = begins[0] + 1 if begins else 0
        here = _run(
            cleaned, blocks, start, headings, titled=bool(begins), least=2 if begins or going_on else 3
        )
        if here and begins:
            found.append(blocks[begins[0]])
        found.extend(here)
        going_on = bool(here) and here[-1] == blocks[-1]
    return set(found), _entries(cleaned, found)


def _run(
    cleaned: Cleaned,
    blocks: Sequence[PlacedBlock],
    start: int,
    headings: Collection[str],
    *,
    titled: bool,
    least: int,
) -> list[PlacedBlock]:
    """The blocks of the table of contents on one page, from the block at `start` on."""
    entries: list[int] = []
    misses = 0
    for position, block in enumerate(blocks[start : start + _MOST_BLOCKS], start=start):
        text = cleaned.text(block)
        if _is_entry(text, headings if titled and block.form != "heading" else ()):
            entries.append(position)
            misses = 0
        elif titled and entries:
            misses += 1
            if misses > 2 or len(text) > 400:
                break
    if len(entries) < least and not (entries and blocks[entries[0]].form == "table"):
        return []
    if not _climbs([cleaned.text(blocks[position]) for position in entries]):
        return []
    first = start if titled and entries[0] - start <= 2 else entries[0]
    span = range(first, entries[-1] + 1)
    dense = len(entries) >= 0.6 * len(span)
    # What stands between entries belongs to them only when it is as short as they are.
    return [blocks[i] for i in span if i in set(entries) or (dense and len(cleaned.text(blocks[i])) <= 160)]


def _is_entry(text: str, later: Collection[str]) -> bool:
    """Whether most lines of a block lead to a page, or are the words of one of the headings `later`."""
    if len(text) > 4_000:
        return False
    lines = _JOINED.split(text)
    hits = sum(
        _leads_to_page(line.strip()) or (len(line) < 200 and bool(later) and _unlisted(line) in later)
        for line in lines
    )
    return hits >= 0.6 * len(lines)


def _leads_to_page(line: str) -> bool:
    match = _ENTRY.match(line) if len(line) < 400 else None
    return match is not None and sum(char.isalpha() for char in match["text"]) >= 3


def _unlisted(line: str) -> str:
    return folded(re.sub(r"^\s*[-•*–]\s+", "", line))


def _climbs(texts: Sequence[str]) -> bool:
    """Whether the page numbers never go down, or nearly: amounts at the end of lines do."""
    numbers = [
        int(match["page"])
        for text in texts
        for line in _JOINED.split(text)
        if (match := _ENTRY.match(line.strip())) and match["page"].isdigit()
    ]
    falls = sum(after < before for before, after in pairwise(numbers))
    return falls <= 0.2 * len(numbers)


def _entries(cleaned: Cleaned, blocks: Sequence[PlacedBlock]) -> tuple[Entry, ...]:
    lines: list[tuple[str, str | None, float]] = []
    for block in blocks:
        text = cleaned.text(block)
        at = 0
        ends = [match.span() for match in _JOINED.finditer(text)]
        for end, begin in [*ends, (len(text), len(text))]:
            line = text[at:end]
            match = _ENTRY.match(line.strip())
            words = _LEADERS.sub(" ", match["text"] if match else line).replace("\t", " ").strip(" •-–*")
            if sum(char.isalpha() for char in words) >= 2 and len(words) <= 200 and not _TITLE.match(words):
                left = _left(cleaned, block, block.start + at)
                lines.append((" ".join(words.split()), match["page"] if match else None, left))
            at = begin
    edges: list[float] = []
    for _, _, left in sorted(lines, key=lambda line: line[2]):
        if not edges or left > edges[-1] + _INDENT:
            edges.append(left)
    return tuple(
        Entry(text, page, max(sum(edge <= left + 0.1 for edge in edges), 1)) for text, page, left in lines
    )


def _left(cleaned: Cleaned, block: PlacedBlock, at: int) -> float:
    """Where a line begins on the page, in points; 0 without paper."""
    words = cleaned.pages[block.page - 1].words
    place = bisect_left(words, at, key=lambda word: word.start)
    return words[place].box.x0 if place < len(words) and words[place].start < block.end else 0.0
