"""Step 6, split: passages that follow the outline, long enough to mean something and short enough to be embedded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.model import Page, Passage, Span
from ingest.clauses import clauses_of, notes_last
from ingest.cutting import Atom, CountTokens, Cutter
from ingest.outline import Part

__all__ = ["CountTokens", "estimate_tokens", "split"]

Form = Literal["text", "list", "table"]

_MARGIN = 12  # tokens kept free for the embedder's own prefix and marks
_SHORT = 25  # words below which two numbered clauses may share a passage
_TINY = 12  # words below which a clause joins the one before it, whatever its length
_ADDRESS = re.compile(r"[\W\d]*(?:https?://|www\.)\S+$")
_FRAGMENT = 5  # words below which a text says nothing by itself


def estimate_tokens(texts: Sequence[str]) -> list[int]:
    """Tokens of Dutch text without a tokenizer: pieces of about 3.5 characters, which is more than they take."""
    return [len(text) * 2 // 7 + 1 for text in texts]


def split(
    parts: Sequence[Part],
    pages: Sequence[Page],
    *,
    edition_id: str,
    title: str,
    count_tokens: CountTokens,
    aim: int,
    limit: int,
) -> tuple[Passage, ...]:
    """The passages of an edition in reading order.

    `aim` is the length in tokens up to which neighbours under one heading are put together, `limit` what the
    embedder can take, title and headings included. A clause within the limit is never cut.
    """
    splitter = _Splitter(pages, count_tokens, aim, limit, title)
    ordered = notes_last(list(_indexed(parts)))
    drafts = [
        draft
        for _, section in groupby(ordered, key=lambda part: part.headings)
        for draft in splitter.passages(list(section))
    ]
    drafts = [draft for draft in drafts if not draft.fragment] or drafts
    return tuple(
        Passage(
            id=f"{edition_id}.{ordinal}",
            ordinal=ordinal,
            text="\n".join(pages[s.page - 1].text[s.start : s.end] for s in draft.spans),
            spans=draft.spans,
            headings=draft.headings,
            context=draft.context,
            clause=draft.clause,
            form=draft.form,
        )
        for ordinal, draft in enumerate(drafts)
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    spans: tuple[Span, ...]
    headings: tuple[str, ...]
    form: Form
    tokens: int
    words: int
    clause: str | None = None
    under: str | None = None
    numbered: bool = False
    context: str = ""
    alone: bool = False

    @property
    def fragment(self) -> bool:
        """Whether this is a loose word or two under no heading: a logo, a number, a line of a title page."""
        return self.words < _FRAGMENT and not self.headings and self.form != "table"


def _indexed(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts that become passages: not tables of contents or notes that are a bare address, and headings only
    where nothing stands under them."""
    after: Part | None = None
    kept: list[Part] = []
    for part in reversed(parts):
        if part.contents or (part.block.form == "footnote" and _ADDRESS.match(part.text)):
            continue
        if part.block.form != "heading" or after is None or len(after.headings) <= len(part.headings):
            kept.append(part)
        if part.block.form != "footnote":
            after = part
    return reversed(kept)


def _fits_in(draft: _Draft, last: _Draft) -> bool:
    """Whether a numbered clause is too short to stand alone beside the one before it."""
    return draft.words < _TINY or (draft.words < _SHORT and last.words < _SHORT)


class _Splitter:
    """Splits one section after another of the same edition."""

    def __init__(
        self, pages: Sequence[Page], count_tokens: CountTokens, aim: int, limit: int, title: str
    ) -> None:
        self._pages = pages
        self._count = count_tokens
        self._aim = aim
        self._cutter = Cutter(count_tokens, aim)
        self._limit = limit
        self._title = title

    def passages(self, section: list[Part]) -> list[_Draft]:
        """The passages of one section: its clauses, packed or cut to size."""
        headings, lead = self._headings(section[0])
        room = max(self._limit - lead - _MARGIN, 40)
        tokens = self._count([part.text for part in section])
        drafts: list[_Draft] = []
        position = 0
        for group in clauses_of(section):
            sizes = tokens[position : position + len(group)]
            position += len(group)
            whole = self._whole(group, headings, sum(sizes))
            if whole.tokens <= room:
                drafts.append(whole)
            elif group[-1].block.form == "table":
                drafts.extend(self._cut_table(group, headings, room))
            else:
                drafts.extend(self._cut(group, sizes, headings, room))
        return self._packed(drafts, room)

    def _headings(self, part: Part) -> tuple[tuple[str, ...], int]:
        """The headings that travel with a section, and the tokens that they take with the title: the inner ones,
        where all of them would crowd out the text."""
        folded = self._title.casefold()
        headings = tuple(heading for heading in part.headings if heading.casefold() != folded)
        while True:
            lead = self._count([" › ".join([self._title, *headings])])[0]
            if lead <= self._limit // 2 or not headings:
                return headings, lead
            headings = headings[1:]

    def _whole(self, group: Sequence[Part], headings: tuple[str, ...], tokens: int) -> _Draft:
        first = group[0]
        form: Form = "text"
        if group[-1].block.form == "table":
            form = "table"
        elif sum(part.block.form == "item" for part in group) * 2 > len(group):
            form = "list"
        return _Draft(
            spans=_merged([Span(p.block.page, p.block.start, p.block.end) for p in group], self._pages),
            headings=headings,
            form=form,
            tokens=tokens,
            words=sum(len(part.text.split()) for part in group),
            clause=first.clause or first.under,
            under=first.under,
            numbered=first.clause is not None,
            alone=group[-1].block.form in ("table", "footnote"),
        )

    def _packed(self, drafts: Sequence[_Draft], room: int) -> list[_Draft]:
        """Neighbours put together up to the aim; a numbered clause of some length stays by itself."""
        packed: list[_Draft] = []
        for draft in drafts:
            last = packed[-1] if packed else None
            if last is not None and self._joins(last, draft, room) and self._adjacent(last, draft):
                packed[-1] = replace(
                    last,
                    spans=_merged([*last.spans, *draft.spans], self._pages),
                    tokens=last.tokens + draft.tokens,
                    words=last.words + draft.words,
                    clause=last.clause if last.clause == draft.clause else last.under,
                    numbered=last.numbered or draft.numbered,
                    form=last.form
                    if "table" in (last.form, draft.form) or last.form == draft.form
                    else "text",
                    alone=last.alone,
                )
            else:
                packed.append(draft)
        return packed

    def _joins(self, last: _Draft, draft: _Draft, room: int) -> bool:
        """Whether a draft is to share a passage with the one before it."""
        together = last.tokens + draft.tokens
        if last.context != draft.context and draft.context:
            return False
        if draft.words < _FRAGMENT and draft.form != "table":
            return together <= room
        if last.alone != draft.alone or "table" in (last.form, draft.form) or last.context != draft.context:
            return False
        if together > self._aim:
            return False
        return _fits_in(draft, last) or last.words < _FRAGMENT or not (last.numbered or draft.numbered)

    def _adjacent(self, last: _Draft, draft: _Draft) -> bool:
        """Whether only white space lies between two drafts."""
        end, start = last.spans[-1], draft.spans[0]
        if end.page == start.page:
            return not self._pages[end.page - 1].text[end.end : start.start].strip()
        return start.page == end.page + 1

    def _cut(
        self, group: Sequence[Part], sizes: Sequence[int], headings: tuple[str, ...], room: int
    ) -> Iterator[_Draft]:
        """A clause that is too long, cut between its blocks, and at sentences where a block is too long itself."""
        bit: list[Atom] = []
        size = 0
        atoms = list(self._cutter.atoms(group, sizes, room))
        for position, atom in enumerate(atoms):
            # What little is left at the end stays with what stands before it.
            last = position == len(atoms) - 1 and atom.words < _TINY
            most = min(room - (len(bit[0].lead) // 3 if bit else 0), room if last else self._aim)
            if bit and size + atom.tokens > most:
                yield self._piece(bit, group[0], headings, size)
                bit, size = [], 0
            bit.append(atom)
            size += atom.tokens
        yield self._piece(bit, group[0], headings, size)

    def _piece(self, atoms: Sequence[Atom], first: Part, headings: tuple[str, ...], size: int) -> _Draft:
        items = sum(atom.item for atom in atoms)
        return _Draft(
            spans=_merged([span for atom in atoms for span in atom.spans], self._pages),
            headings=headings,
            form="list" if items * 2 > len(atoms) else "text",
            tokens=size,
            words=_SHORT,
            clause=first.clause or first.under,
            under=first.under,
            numbered=True,
            context=atoms[0].lead,
            alone=first.block.form == "footnote",
        )

    def _cut_table(self, group: Sequence[Part], headings: tuple[str, ...], room: int) -> Iterator[_Draft]:
        """A table that is too long: rows up to the aim; later ones carry the header row."""
        table, captions = group[-1], group[:-1]
        text = table.text
        header_end = len(text.split("\n", 1)[0])
        header = text[:header_end][:300]
        space = max(room - len(header) // 3, 40)
        rows = self._cutter.rows(text, space)
        sizes = self._count([text[start:end] for start, end in rows])
        most = min(self._aim, space)
        spans = [Span(part.block.page, part.block.start, part.block.end) for part in captions]
        context, start, end, total = "", rows[0][0], rows[0][1], sizes[0]
        for (low, high), size in zip(rows[1:], sizes[1:], strict=True):
            if total + size > most:
                yield self._slice(table, spans, start, end, headings, total, context)
                context, spans, start, total = header, [], low, 0
            end, total = high, total + size
        yield self._slice(table, spans, start, end, headings, total, context)

    def _slice(
        self,
        table: Part,
        before: Sequence[Span],
        start: int,
        end: int,
        headings: tuple[str, ...],
        tokens: int,
        context: str,
    ) -> _Draft:
        block = table.block
        low, high = block.start + start, block.start + end
        text = self._pages[block.page - 1].text
        while high > low and text[high - 1].isspace():
            high -= 1
        return replace(
            self._whole([table], headings, tokens),
            spans=_merged([*before, Span(block.page, low, high)], self._pages),
            context=context,
            numbered=True,
            words=_SHORT,
        )


def _merged(spans: Sequence[Span], pages: Sequence[Page]) -> tuple[Span, ...]:
    """One span a page, from the first to the last character."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].page == span.page:
            merged[-1] = Span(span.page, merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)
