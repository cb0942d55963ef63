"""Step 4, outline: the heading tree and the numbered clauses, by which the text is found and cited."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import OutlineEntry
from ingest.clean import Cleaned, PlacedBlock

_NUMBER = re.compile(
    r"(?:(?P<word>artikel|art\.|hoofdstuk|bijlage|paragraaf|thema|deel)\s+)?"
    r"(?P<number>\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)*|[A-Z](?:\.\d{1,3})+|[IVX]{1,5}(?=[.\s:]))"
    r"(?P<stop>[.:]?)(?=\s|$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?P<clause>artikel\s+\d{1,3}[a-z]?(?:\.\d{1,3})*(?:,?\s+lid\s+\d{1,2})?|\d{1,2}(?:\.\d{1,3}[a-z]?){1,4}"
    r"|[A-Z](?:\.\d{1,3})+|[A-Z]\d{1,2})[.:]?\s+\S",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"(\d{1,2})[.)]?\s+\S")
_LEADERS = re.compile(r"(?:\.\s?){3,}|…|\s_{3,}")
_CONTENTS = re.compile(r"(?:inhoud(?:sopgave)?|index|table of contents|contents)\W*$", re.IGNORECASE)
_ENDS_IN_PAGE = re.compile(r"\S.*?[\s.…]\s*\d{1,3}$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A block with the headings that lead to it. `clause` is its own number as printed, `under` the number of the
    heading above it; `contents` marks a line of a table of contents."""

    block: PlacedBlock
    text: str
    headings: tuple[str, ...]
    clause: str | None = None
    under: str | None = None
    contents: bool = False


def outline(
    cleaned: Cleaned, bookmarks: Sequence[tuple[int, str, int | None]] = ()
) -> tuple[list[Part], tuple[OutlineEntry, ...]]:
    """The blocks in reading order with their headings, and the outline of the document.

    Numbered headings nest by their numbers, others by their print; the file's own bookmarks say which short lines
    are headings too, and, when they know most of them, how deep each lies.
    """
    contents = _contents(cleaned)
    marks = {_folded(text): level for level, text, _ in bookmarks if text.strip()}
    headings = [b for b in cleaned.blocks if b.form == "heading" and b not in contents]
    known = sum(_folded(cleaned.text(b)) in marks for b in headings)
    by_marks = bool(marks) and known >= 0.6 * len(headings)
    parts: list[Part] = []
    entries: list[OutlineEntry] = []
    stack: list[_Open] = []
    for block in cleaned.blocks:
        text = cleaned.text(block)
        mark = marks.get(_folded(text)) if len(text) <= 200 else None
        if block in contents:
            parts.append(Part(block, text, (), contents=True))
        elif block.form == "heading" or (mark is not None and block.form in ("paragraph", "item")):
            level = mark if by_marks and mark is not None else block.level or 6
            heading = _Open(" ".join(text.split()), level, _number(text), _clause_of_heading(text))
            while stack and not stack[-1].holds(heading):
                stack.pop()
            above = tuple(item.text for item in stack)
            under = _under(stack)
            stack.append(heading)
            entries.append(OutlineEntry(len(stack), heading.text, block.page))
            parts.append(
                Part(
                    PlacedBlock("heading", level, block.page, block.start, block.end),
                    text,
                    above,
                    under=under,
                )
            )
        else:
            under = _under(stack)
            found = None if block.form in ("table", "footnote") else _clause(text, under)
            parts.append(Part(block, text, tuple(item.text for item in stack), found, under))
    return parts, tuple(entries)


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that the text stands under."""

    text: str
    level: int
    number: tuple[str, ...]
    clause: str | None

    def holds(self, other: "_Open") -> bool:
        """Whether `other` stands under this heading."""
        if self.number and other.number:
            return len(self.number) < len(other.number) and other.number[: len(self.number)] == self.number
        return self.level < other.level


def _number(text: str) -> tuple[str, ...]:
    """The parts of a heading's number: ("3", "2") for "3.2 Huurbeleid"; of "Artikel 3" its number too."""
    match = _NUMBER.match(text)
    if not match or (match["word"] or "").lower() in ("bijlage", "deel"):
        return ()
    number = match["number"]
    if number.isdigit() and len(number) > 2:  # a year
        return ()
    return tuple(number.upper().split("."))


def _clause_of_heading(text: str) -> str | None:
    match = _NUMBER.match(text)
    if not match or (match["number"].isdigit() and len(match["number"]) > 2):
        return None
    return match[0].rstrip(".:")


def _under(stack: Sequence[_Open]) -> str | None:
    return next((item.clause for item in reversed(stack) if item.clause), None)


def _clause(text: str, under: str | None) -> str | None:
    match = _CLAUSE.match(text)
    if match:
        return match["clause"]
    member = _MEMBER.match(text)
    if member and under and under.lower().startswith("art") and "lid" not in under.lower():
        return f"{under} lid {member[1]}"
    return None


def _contents(cleaned: Cleaned) -> set[PlacedBlock]:
    """The blocks of tables of contents: on a page with such a heading, or with many lines that lead to a number."""
    pages: dict[int, list[PlacedBlock]] = {}
    for block in cleaned.blocks:
        pages.setdefault(block.page, []).append(block)
    found: set[PlacedBlock] = set()
    led = Counter(
        b.page for b in cleaned.blocks if _LEADERS.search(cleaned.text(b)) and _is_entry(cleaned.text(b))
    )
    going_on = False
    for page, blocks in pages.items():
        title = next((i for i, b in enumerate(blocks) if _CONTENTS.match(cleaned.text(b))), None)
        if title is None and led[page] < 3 and not going_on:
            going_on = False
            continue
        start = title + 1 if title is not None else 0
        entries = [b for b in blocks[start:] if _is_entry(cleaned.text(b))]
        if len(entries) < (2 if title is not None or going_on else 3):
            going_on = False
            continue
        if title is not None:
            found.add(blocks[title])
        last = max(i for i, b in enumerate(blocks) if b in set(entries))
        first = start if title is not None else min(i for i, b in enumerate(blocks) if b in set(entries))
        if len(entries) >= 0.5 * (last - first + 1):
            found.update(blocks[first : last + 1])
        else:
            found.update(entries)
        going_on = last == len(blocks) - 1
    return found


def _is_entry(text: str) -> bool:
    lines = text.splitlines() or [text]
    return len(text) < 4_000 and sum(bool(_ENDS_IN_PAGE.match(line.strip())) for line in lines) >= 0.6 * len(
        lines
    )


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
