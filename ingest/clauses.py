"""Blocks that belong together: a clause, a list with its opening, a table with its caption; part of step 6, split."""

import re
from collections.abc import Iterator, Sequence

from ingest.outline import Part

_CAPTION = re.compile(
    r"(?:tabel|figuur|schema|overzicht)\s+\d|.{0,200}:$|[^\n]{3,110}[^.?!;\s]$", re.IGNORECASE | re.DOTALL
)


def clauses_of(section: Sequence[Part]) -> Iterator[list[Part]]:
    """The blocks of a section by clause: a numbered one with what hangs under it, a paragraph with the list that it
    opens, a paragraph with its other half on the next page, a table with its caption, the footnotes of a page."""
    group: list[Part] = []
    for part, after in zip(section, [*section[1:], None], strict=True):
        if group and (_captions(part, after) or not _belongs(part, group)):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _captions(part: Part, after: Part | None) -> bool:
    """Whether a block is the caption of the table behind it."""
    return (
        after is not None
        and after.block.form == "table"
        and part.block.form == "paragraph"
        and part.block.page == after.block.page
        and len(part.text) <= 250
        and _CAPTION.match(part.text) is not None
    )


def _belongs(part: Part, group: Sequence[Part]) -> bool:
    first, last = group[0], group[-1]
    form = part.block.form
    if form == "table":
        return len(group) == 1 and _captions(first, part)
    if last.block.form == "table" or (form == "footnote") != (first.block.form == "footnote"):
        return False
    if form == "footnote":
        return part.block.page == last.block.page
    if part.clause is not None or form == "heading":
        return False
    if first.clause is not None:
        return True
    if form == "item" and (last.block.form == "item" or last.text.rstrip().endswith((":", ","))):
        return first.block.form == "item" or first.text.rstrip().endswith((":", ","))
    continued = part.block.page > last.block.page and not last.text.rstrip().endswith(
        (".", "?", "!", ":", ";")
    )
    return continued and part.text[:1].islower()
