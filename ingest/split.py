"""Step 6, split: passages that follow the outline, long enough to mean something and short enough to be embedded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.model import Page, Passage, Span
from corpus.sentences import sentences
from ingest.clauses import clauses_of
from ingest.outline import Part

CountTokens = Callable[[Sequence[str]], list[int]]
Form = Literal["text", "list", "table"]

_MARGIN = 12  # tokens kept free for the embedder's own prefix and marks
_SHORT = 25  # words below which two numbered clauses may share a passage
_TINY = 12  # words below which a clause joins the one before it, whatever its length


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
    drafts = [
        draft
        for _, section in groupby(_indexed(parts), key=lambda part: part.headings)
        for draft in splitter.passages(list(section))
    ]
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


def _indexed(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts that become passages: not tables of contents, and headings only where nothing stands under them."""
    shown = [part for part in parts if not part.contents]
    for part, after in zip(shown, [*shown[1:], None], strict=True):
        if part.block.form != "heading" or after is None or len(after.headings) <= len(part.headings):
            yield part


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
        self._limit = limit
        self._title = title

    def passages(self, section: list[Part]) -> list[_Draft]:
        """The passages of one section: its clauses, packed or cut to size."""
        headings = self._headings(section[0])
        lead = self._count([" › ".join([self._title, *headings])])[0]
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
            else:
                drafts.extend(self._cut(group, sizes, headings, room))
        return self._packed(drafts)

    def _headings(self, part: Part) -> tuple[str, ...]:
        folded = self._title.casefold()
        return tuple(heading for heading in part.headings if heading.casefold() != folded)

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

    def _packed(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Neighbours put together up to the aim; a numbered clause of some length stays by itself."""
        packed: list[_Draft] = []
        for draft in drafts:
            last = packed[-1] if packed else None
            if (
                last is not None
                and last.alone == draft.alone
                and "table" not in (last.form, draft.form)
                and last.context == draft.context
                and last.tokens + draft.tokens <= self._aim
                and (_fits_in(draft, last) or not (last.numbered or draft.numbered))
                and self._adjacent(last, draft)
            ):
                packed[-1] = replace(
                    last,
                    spans=_merged([*last.spans, *draft.spans], self._pages),
                    tokens=last.tokens + draft.tokens,
                    words=last.words + draft.words,
                    clause=last.clause if last.clause == draft.clause else last.under,
                    numbered=last.numbered or draft.numbered,
                    form=last.form if last.form == draft.form else "text",
                )
            else:
                packed.append(draft)
        return packed

    def _adjacent(self, last: _Draft, draft: _Draft) -> bool:
        """Whether only white space lies between two drafts."""
        end, start = last.spans[-1], draft.spans[0]
        if end.page == start.page:
            return not self._pages[end.page - 1].text[end.end : start.start].strip()
        return start.page == end.page + 1

    def _cut(
        self, group: Sequence[Part], sizes: Sequence[int], headings: tuple[str, ...], room: int
    ) -> Iterator[_Draft]:
        """A clause that is too long, cut between its blocks first, then at sentences or table rows."""
        opening = group[0].text
        lead = sentences(opening)[-1] if opening.rstrip().endswith(":") and len(group) > 1 else None
        context = opening[lead[0] : lead[1]][:300] if lead else ""
        bit: list[Part] = []
        size = 0
        first = True
        for part, tokens in zip(group, sizes, strict=True):
            if bit and size + tokens > self._aim:
                yield self._piece(bit, headings, size, "" if first else context, group[0])
                first, bit, size = False, [], 0
            if tokens > room - len(context) // 3:
                if bit:
                    yield self._piece(bit, headings, size, "" if first else context, group[0])
                    first, bit, size = False, [], 0
                yield from self._cut_block(part, headings, "" if first else context, group[0])
                first = False
            else:
                bit.append(part)
                size += tokens
        if bit:
            yield self._piece(bit, headings, size, "" if first else context, group[0])

    def _piece(
        self, bit: Sequence[Part], headings: tuple[str, ...], size: int, context: str, first: Part
    ) -> _Draft:
        draft = self._whole(bit, headings, size)
        return replace(
            draft, context=context, clause=first.clause or first.under, numbered=True, words=_SHORT
        )

    def _cut_block(
        self, part: Part, headings: tuple[str, ...], context: str, first: Part
    ) -> Iterator[_Draft]:
        """One block that is too long: sentences or rows up to the aim; later rows carry the header row."""
        table = part.block.form == "table"
        spans = [span for start, end in sentences(part.text) for span in self._bounded(part.text, start, end)]
        if table:
            spans = [span for row in _rows(part.text) for span in self._bounded(part.text, *row)]
            context = ""
        sizes = self._count([part.text[start:end] for start, end in spans])
        header = part.text[spans[0][0] : spans[0][1]][:300] if table else ""
        start, end, total = spans[0][0], spans[0][1], sizes[0]
        for (low, high), size in zip(spans[1:], sizes[1:], strict=True):
            if total + size > self._aim:
                yield self._slice(part, start, end, headings, total, context, first)
                context = header or context
                start, total = low, 0
            end, total = high, total + size
        yield self._slice(part, start, end, headings, total, context, first)

    def _bounded(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut between words when it alone is longer than the aim by half (lists without full stops)."""
        most = int(self._aim * 1.5 * 3)  # characters; a token has at least about three
        while end - start > most:
            cut = max(text.rfind(mark, start + most // 2, start + most) for mark in ("; ", ", ", " ", "\t"))
            cut = cut + 1 if cut > 0 else start + most
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end

    def _slice(
        self,
        part: Part,
        start: int,
        end: int,
        headings: tuple[str, ...],
        tokens: int,
        context: str,
        first: Part,
    ) -> _Draft:
        block = part.block
        text = self._pages[block.page - 1].text
        low, high = block.start + start, block.start + end
        while high > low and text[high - 1].isspace():
            high -= 1
        return replace(
            self._whole([part], headings, tokens),
            spans=(Span(block.page, low, high),),
            context=context,
            clause=first.clause or first.under,
            numbered=True,
            words=_SHORT,
        )


def _rows(text: str) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        rows.append((start, start + len(line)))
        start += len(line) + 1
    return rows


def _merged(spans: Sequence[Span], pages: Sequence[Page]) -> tuple[Span, ...]:
    """One span a page, from the first to the last character."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].page == span.page:
            merged[-1] = Span(span.page, merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)
