"""Files without paper: their blocks are divided into pages, one for each section under a top heading."""

from collections.abc import Iterable, Iterator

from ingest.read.records import Block, Sheet


def sheets_of(blocks: Iterable[Block]) -> tuple[Sheet, ...]:
    """Number the sections from 1. The top level is the highest one that occurs more than once."""
    blocks = list(blocks)
    levels = [block.level for block in blocks if block.form == "heading"]
    top = next((level for level in sorted(set(levels)) if levels.count(level) > 1), 0)
    return tuple(Sheet(number, tuple(part)) for number, part in enumerate(_parts(blocks, top), start=1))


def _parts(blocks: list[Block], top: int) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if block.form == "heading" and block.level <= top and any(b.form != "heading" for b in part):
            yield part
            part = []
        part.append(block)
    if part:
        yield part
