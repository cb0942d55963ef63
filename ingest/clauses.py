"""Blocks that belong together: a clause, a list with its opening, a table with its caption; part of step 6, split."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.outline import Part

_CAPTION = re.compile(
    r"(?:tabel|figuur|schema|overzicht)\s+\d|.{0,200}:$|[^\n]{3,110}[^.?!;\s]$", re.IGNORECASE | re.DOTALL
)
_TITLED = re.compile(r"(?:tabel|figuur|schema|overzicht)\s+\d", re.IGNORECASE)


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


def notes_last(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts in the order in which they are read: a footnote comes behind the sentence that goes on over the end
    of its page, and stands under what all of its page stands under, for its mark may be anywhere on it."""
    above: dict[int, tuple[str, ...]] = {}
    for part in parts:
        if part.block.form not in ("footnote", "heading") and not part.contents:
            page = part.block.page
            above[page] = _shared(above.get(page, part.headings), part.headings)
    notes: list[Part] = []
    last: Part | None = None
    for part in parts:
        if part.block.form == "footnote":
            headings = above.get(part.block.page, part.headings)
            same = headings == part.headings
            notes.append(part if same else replace(part, headings=headings, under=None))
            continue
        goes_on = last is not None and part.block.form != "heading" and continues(part, last)
        if not goes_on:
            yield from notes
            notes = []
        yield part
        last = part
    yield from notes


def continues(part: Part, last: Part) -> bool:
    """Whether a paragraph is the rest of one that the end of its page cut in two."""
    return (
        part.block.page == last.block.page + 1
        and part.block.form == "paragraph"
        and last.block.form in ("paragraph", "item")
        and part.clause is None
        and part.headings == last.headings
        and not last.text.rstrip().endswith((".", "?", "!", ":", ";"))
        and (part.text[:1].islower() or last.text.rstrip()[-1:] in ",-–" or part.text[:1] in "(€")
    )


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


def _captions(part: Part, after: Part | None) -> bool:
    """Whether a block is the caption of the table behind it, also at the foot of the page before."""
    return (
        after is not None
        and after.block.form == "table"
        and part.block.form == "paragraph"
        and part.headings == after.headings
        and len(part.text) <= 250
        and (
            _CAPTION.match(part.text) is not None
            if part.block.page == after.block.page
            else _TITLED.match(part.text) is not None and after.block.page == part.block.page + 1
        )
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
    if part.clause is not None or form == "heading" or last.block.form == "heading":
        return False
    if first.clause is not None:
        return True
    if form == "item" and (last.block.form == "item" or last.text.rstrip().endswith((":", ","))):
        return any(p.block.form == "item" or p.text.rstrip().endswith((":", ",")) for p in (first, last))
    return continues(part, last)
