"""What a clause that is too long may be cut into: blocks, sentences, rows; part of step 6, split."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.sentences import sentences
from ingest.clauses import continues
from ingest.outline import Part

CountTokens = Callable[[Sequence[str]], list[int]]

_LONGEST_LEAD = 300  # characters of the sentence that opens a list


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a clause that is not cut further; `lead` is the sentence that opens the list it stands in."""

    spans: tuple[Span, ...]
    tokens: int
    words: int
    lead: str
    item: bool


class Cutter:
    """Cuts to an `aim` in tokens, as `count_tokens` counts them."""

    def __init__(self, count_tokens: CountTokens, aim: int) -> None:
        self._count = count_tokens
        self._aim = aim

    def atoms(self, group: Sequence[Part], sizes: Sequence[int], room: int) -> Iterator[Atom]:
        """What a clause is cut into at most: its blocks, where they fit, or their sentences; a sentence that goes on
        over the end of a page is one."""
        lead = ""
        for chain, size in _chains(group, sizes):
            text = " ".join(part.text for part in chain)
            context = lead if chain[0].block.form == "item" else ""
            space = room - len(context) // 3
            if size <= space:
                spans = tuple(Span(p.block.page, p.block.start, p.block.end) for p in chain)
                yield Atom(spans, size, len(text.split()), context, chain[0].block.form == "item")
            else:
                pieces = [
                    piece
                    for start, end in sentences(text)
                    for piece in self._bounded(text, start, end, space)
                ]
                counts = self._count([text[start:end] for start, end in pieces])
                for (start, end), count in zip(pieces, counts, strict=True):
                    words = len(text[start:end].split())
                    yield Atom(_placed(chain, start, end), count, words, context, context != "")
            if text.rstrip().endswith(":"):
                start, end = sentences(text)[-1]
                lead = text[start:end][-_LONGEST_LEAD:]
            elif chain[0].block.form != "item":
                lead = ""

    def rows(self, text: str, room: int) -> list[tuple[int, int]]:
        """The half-open ranges of the rows of a table's text, one longer than the room in pieces."""
        found: list[tuple[int, int]] = []
        start = 0
        for line in text.split("\n"):
            found.extend(self._bounded(text, start, start + len(line), room))
            start += len(line) + 1
        return found

    def _bounded(self, text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut between words when it alone is longer than the aim by half (lists without full stops) or
        than the room there is."""
        most = int(min(self._aim * 1.5, room) * 3)  # characters; a token of Dutch has at least about three
        todo = [(start, end)]
        while todo:
            start, end = todo.pop()
            if not text[start:end].strip():
                continue
            long = end - start > most
            if not long and (end - start <= room or self._count([text[start:end]])[0] <= room):
                yield start, end
                continue
            middle = start + (most if long else (end - start) // 2)
            cut = max(
                text.rfind(mark, start + (middle - start) // 2, middle) for mark in ("; ", ", ", " ", "\t")
            )
            cut = cut + 1 if cut > start else middle
            todo += [(cut, end), (start, cut)]


def _chains(group: Sequence[Part], sizes: Sequence[int]) -> Iterator[tuple[list[Part], int]]:
    """The blocks of a clause, those that a page's end cut in two together, with their tokens."""
    chain: list[Part] = []
    total = 0
    for part, size in zip(group, sizes, strict=True):
        if chain and not continues(part, chain[-1]):
            yield chain, total
            chain, total = [], 0
        chain.append(part)
        total += size
    yield chain, total


def _placed(chain: Sequence[Part], start: int, end: int) -> tuple[Span, ...]:
    """Where the characters `[start, end)` of the blocks' texts, joined by a space, stand on their pages."""
    spans: list[Span] = []
    at = 0
    for part in chain:
        low, high = max(start - at, 0), min(end - at, len(part.text))
        while high > low and part.text[high - 1].isspace():
            high -= 1
        while low < high and part.text[low].isspace():
            low += 1
        if low < high:
            spans.append(Span(part.block.page, part.block.start + low, part.block.start + high))
        at += len(part.text) + 1
    return tuple(spans)
