"""Quotes to open the pages of: over all documents of a library, with the hard cases of paper first."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.cite import place
from assistant.service.page_images import PDF
from corpus.library import Library
from corpus.model import EditionCard, Page, Passage, Span, Word
from corpus.sentences import sentences

FEWEST, MOST = 6, 25  # words of a quote
_HARD = (
    "two pages",
    "over columns",
    "two columns",
    "recognised",
    "table",
    "text",
)  # the first is drawn first
_NO_PAPER = "no paper"


@dataclass(frozen=True, slots=True)
class Quote:
    """Text of a document, where it stands, and what makes it a hard case."""

    card: EditionCard
    text: str
    spans: tuple[Span, ...]
    kind: str


def draw(library: Library, count: int, seed: int) -> list[Quote]:
    """`count` quotes over all documents with paper, kinds taking turns, and one of every document without."""
    chance = random.Random(seed)
    cards = sorted(library.cards(), key=lambda card: card.document_id)
    stacks = {card.document_id: _stack(library, card, chance) for card in cards}
    drawn = [stacks[card.document_id].pop() for card in cards if card.media_type != PDF]
    paper = [stacks[card.document_id] for card in cards if card.media_type == PDF]
    left = count
    while left > 0 and any(paper):
        turn = [stack.pop() for stack in paper if stack][:left]
        drawn += turn
        left -= len(turn)
    return sorted(drawn, key=lambda quote: (quote.card.document_id, quote.spans))


def _stack(library: Library, card: EditionCard, chance: random.Random) -> list[Quote]:
    """The quotes of a document, the one to draw first last: kinds take turns, hard ones first."""
    numbered = {number: library.page(card.id, number) for number in range(1, card.page_count + 1)}
    pages = {number: page for number, page in numbered.items() if page}
    kinds: dict[str, list[Quote]] = {}
    for passage in [found.passage for found in library.passages_of(card.id)]:
        for start, end in _ranges(passage, pages, chance):
            spans = place(passage, start, end)
            kind = _kind(card, passage, spans, pages)
            kinds.setdefault(kind, []).append(Quote(card, passage.text[start:end], spans, kind))
    for quotes in kinds.values():
        chance.shuffle(quotes)
    order: list[Quote] = []
    while any(kinds.values()):
        order += [kinds[kind].pop() for kind in (*_HARD, _NO_PAPER) if kinds.get(kind)]
    return order[::-1]


def _ranges(passage: Passage, pages: dict[int, Page], chance: random.Random) -> Iterator[tuple[int, int]]:
    """Sentences of a passage or a part of them, and a stretch over each change of page and of column."""
    text = passage.text
    for low, high in sentences(text):
        words = [match.span() for match in re.finditer(r"\S+", text[low:high])]
        first = chance.randint(0, max(0, len(words) - MOST))
        chosen = words[first : first + MOST]
        if len(chosen) >= FEWEST or len(words) == len(re.findall(r"\S+", text)):
            yield low + chosen[0][0], low + chosen[-1][1]
    base = 0
    for number, span in enumerate(passage.spans):
        turns = [base] if number else []
        words_here = [
            word for word in pages[span.page].words if span.start <= word.start and word.end <= span.end
        ]
        turns += [base + b.start - span.start for a, b in pairwise(words_here) if _next_column(a, b)]
        for turn in turns:
            before = [match.start() for match in re.finditer(r"\S+", text[:turn])]
            after = [turn + match.end() for match in re.finditer(r"\S+", text[turn:])]
            if before and after:
                yield before[-8:][0], after[:8][-1]
        base += span.end - span.start + 1


def _kind(card: EditionCard, passage: Passage, spans: Sequence[Span], pages: dict[int, Page]) -> str:
    if card.media_type != PDF:
        return _NO_PAPER
    if len(spans) > 1:
        return "two pages"
    page = pages[spans[0].page]
    if page.recognised:
        return "recognised"
    words = [word for word in page.words if spans[0].start < word.end and word.start < spans[0].end]
    if any(_next_column(a, b) for a, b in pairwise(words)):
        return "over columns"
    if passage.form == "table":
        return "table"
    return "two columns" if any(_next_column(a, b) for a, b in pairwise(page.words)) else "text"


def _next_column(a: Word, b: Word) -> bool:
    """Whether the text goes on far above, and to the right."""
    return b.box.y0 < a.box.y0 - 3 * (a.box.y1 - a.box.y0) and b.box.x0 > a.box.x0 + 60
