"""What every reader yields: pages of blocks in reading order, with the place of every word where there is paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from corpus.model import Box

Form = Literal["heading", "paragraph", "item", "table", "footnote"]


class Reason(StrEnum):
    """Why a file was rejected, or why some of its pages have no text (the closed set of the public contract)."""

    PASSWORD = "password"  # noqa: S105 - the name of an outcome
    EMPTY = "empty"
    NO_PAGES = "noPages"
    BROKEN = "broken"
    NO_TEXT = "noText"
    OCR_MISSING = "ocrMissing"
    TOO_LARGE = "tooLarge"
    TOO_SLOW = "tooSlow"
    UNSUPPORTED = "unsupported"


class ReadError(Exception):
    """A file that cannot be read; `reason` is for programs, the message says in Dutch what to do."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Token(NamedTuple):
    """A piece of text as it stands on the page: a word in a PDF, a whole paragraph where there is no paper.

    `lead` is what separates it from the token before it in its block: a space, a tab (next cell), a newline
    (next row), nothing. `ends_line` marks the last token of a printed line, where a hyphen may be a line break's;
    `raised` is a superscript.
    """

    text: str
    box: Box | None = None
    lead: str = " "
    ends_line: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table (a row a line) or footnote; `level` is a heading's, 1 the highest."""

    form: Form
    tokens: tuple[Token, ...]
    level: int = 0

    @property
    def plain(self) -> str:
        """The text before cleaning, for recognising what a block is."""
        return "".join(
            token.text if position == 0 else token.lead + token.text
            for position, token in enumerate(self.tokens)
        )

    def lines(self) -> Iterator[tuple[Token, ...]]:
        """The tokens of each printed line."""
        line: list[Token] = []
        for token in self.tokens:
            line.append(token)
            if token.ends_line:
                yield tuple(line)
                line = []
        if line:
            yield tuple(line)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was read: `trouble` says why it has no text although it should have some; the text of a
    `recognised` page was read from its picture."""

    number: int
    blocks: tuple[Block, ...]
    label: str | None = None
    width: float | None = None
    height: float | None = None
    trouble: Reason | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file as it was read. `bookmarks` are the file's own outline: level (from 1), text, page or None."""

    media_type: str
    sheets: tuple[Sheet, ...]
    title: str = ""
    bookmarks: tuple[tuple[int, str, int | None], ...] = field(default=())


def plain_block(form: Form, text: str, level: int = 0) -> Block:
    """A block of a file without paper: one token, no box."""
    return Block(form, (Token(text, ends_line=True),), level)


def table_block(rows: list[list[str]]) -> Block | None:
    """A table of a file without paper; empty rows are left out, None when nothing remains."""
    tokens: list[Token] = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        lead = "\n"
        for cell in cells:
            if cell:
                tokens.append(Token(cell, lead=lead))
                lead = "\t"
            else:
                lead += "\t"
    return Block("table", tuple(tokens)) if tokens else None
