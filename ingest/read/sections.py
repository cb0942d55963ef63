"""Files without paper: their blocks are divided into pages, one for each section under a top heading."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.read.records import Block, Sheet, plain_block

_HEADING_CHARACTERS = 100
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Bold:
    """A paragraph that is bold from begin to end: a heading perhaps, that its maker did not call one.

    `size` is that of its print, in any unit.
    """

    block: Block
    size: float


def sheets_of(blocks: Iterable[Block]) -> tuple[Sheet, ...]:
    """Number the sections from 1. The top level is the highest one that occurs more than once."""
    blocks = list(blocks)
    levels = [block.level for block in blocks if block.form == "heading"]
    top = next((level for level in sorted(set(levels)) if levels.count(level) > 1), 0)
    return tuple(Sheet(number, tuple(part)) for number, part in enumerate(_parts(blocks, top), start=1))


def with_headings(blocks: Sequence[Block | Bold]) -> list[Block]:
    """Short bold lines become headings where text follows them: below the real headings, the largest print highest.

    Not when bold is how the document prints its ordinary text.
    """
    bold = [block for block in blocks if isinstance(block, Bold)]
    real = [block.level for block in blocks if isinstance(block, Block) and block.form == "heading"]
    base = max((level for level, count in Counter(real).items() if count > 1 or level > 1), default=0)
    printed = sum(len(block.plain) for block in blocks if isinstance(block, Block))
    usual = sum(len(one.block.plain) for one in bold) <= 1.5 * printed
    chosen = {
        position
        for position, block in enumerate(blocks)
        if usual and isinstance(block, Bold) and _heads(block, blocks[position + 1 : position + 3])
    }
    sizes = sorted({blocks[position].size for position in chosen}, reverse=True)  # type: ignore[union-attr]
    found: list[Block] = []
    for position, block in enumerate(blocks):
        if isinstance(block, Block):
            found.append(block)
        elif position in chosen:
            level = min(base + 1 + min(sizes.index(block.size), 2), 6)
            found.append(plain_block("heading", block.block.plain, level))
        else:
            found.append(block.block)
    return found


def with_notes_in_place(blocks: Iterable[Block]) -> list[Block]:
    """Footnotes stand at the end of the section of their sentence, before the next heading of any level."""
    found: list[Block] = []
    notes: list[Block] = []
    for block in blocks:
        if block.form == "footnote":
            notes.append(block)
            continue
        if block.form == "heading":
            found += notes
            notes = []
        found.append(block)
    return found + notes


def _heads(candidate: Bold, after: Sequence[Block | Bold]) -> bool:
    """Whether a bold line is short, says no sentence, and has text or a smaller bold line with text after it."""
    text = candidate.block.plain
    if len(text) > _HEADING_CHARACTERS or len(text.split()) > _HEADING_WORDS or text[-1] in ".;,:":
        return False
    if not after:
        return False
    first = after[0]
    if isinstance(first, Block):
        return first.form not in ("heading", "footnote")
    return first.size < candidate.size and len(after) > 1 and isinstance(after[1], Block)


def _parts(blocks: list[Block], top: int) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if block.form == "heading" and block.level <= top and any(b.form != "heading" for b in part):
            yield part
            part = []
        part.append(block)
    if part:
        yield part
