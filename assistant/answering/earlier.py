"""What earlier answers showed: their sources shown again with the place, and what stands beside them, not shown yet.

This answers "waar staat dat?" and "vertel meer" without a search; no quote is shown twice for the second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.answering.cite import Sources, place
from assistant.answering.contract import Answer, AnswerStatus, Citation, Cited, Sentence, Turn
from assistant.answering.decide import Decision
from assistant.answering.evidence import header_of, is_source_line
from assistant.answering.frames import framed, named
from assistant.answering.quoting import columns
from assistant.answering.sides import Side
from assistant.answering.texts import Texts
from assistant.answering.turns import carried_on
from assistant.answering.understand import Understanding
from corpus.library import Library, edition_of
from corpus.model import FoundPassage, Span
from corpus.sentences import pieces

_MOST = 3  # quotes of what stands beside
_LONGEST = 560  # characters of one quote


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters `[start, end)` of a passage; `row` says that they are one row of a table."""

    found: FoundPassage
    start: int
    end: int
    row: bool = False


def quote_earlier(
    back: Literal["where", "more"],
    asked: Understanding,
    history: Sequence[Turn],
    library: Library,
    sources: Sources,
    texts: Texts,
    today: date,
) -> Iterator[Sentence]:
    """For "where" what the last answer cited, with its place; for "more" what stands beside it."""
    before = ""
    for one in _cited(carried_on(history), library) if back == "where" else _beside(history, library):
        citation = sources.cite(one.found, one.start, one.end)
        row = columns(citation, one.start, asked) if one.row else ""
        again = back == "more" and one.found.card.id == before
        text = framed(citation, texts, today, columns=row, where=back == "where", again=again)
        if back == "where":
            text += _place(citation, text, texts)
        yield Sentence(text, (citation.number,))
        before = one.found.card.id


def without_shown(
    decided: Sequence[tuple[Side, Decision]], history: Sequence[Turn]
) -> list[tuple[Side, Decision]]:
    """The decisions without the units of passages that an earlier answer cited, of the documents that it cited.

    What is left of those stands beside what was cited; and a quote may be widened to its neighbours.
    """
    shown = _shown(history)
    return [
        (
            side,
            replace(
                decision,
                units=tuple(
                    unit
                    for unit in decision.units
                    if unit.weighed.card.id in shown
                    and not _overlaps(unit.weighed.ranked.found, 0, None, shown)
                ),
            ),
        )
        for side, decision in decided
    ]


def nothing_more(answer: Answer, history: Sequence[Turn], texts: Texts) -> Answer:
    """An answer to a question for more; where nothing was found, it says that there is no more than was shown."""
    if answer.status is not AnswerStatus.NIET_GEVONDEN or not any(turn.cited for turn in history):
        return answer
    opening, more = texts.status(answer.status), texts.note("nothing_more")
    notes = tuple(more if note == opening else note for note in answer.notes)
    return replace(answer, text=answer.text.replace(opening, more, 1), notes=notes)


def _place(citation: Citation, text: str, texts: Texts) -> str:
    """The place of a citation as a sentence, where the words around its quote don't tell it."""
    headings = f" ({citation.found.passage.headings[-1]})" if citation.found.passage.headings else ""
    paged = citation.card.media_type == "application/pdf"
    page = f", op pagina {citation.page_label or citation.spans[0].page}" if paged else ""
    if not (headings or page) or f"{page}{headings}" in text:
        return ""
    return " " + texts.frame("place", document=named(citation.card, texts), page=page, headings=headings)


def _first_asked(history: Sequence[Turn]) -> Turn | None:
    """The turn in which the question was asked that a question for more carries on."""
    last = carried_on(history)
    return next(
        (turn for turn in history if last and turn.understood == last.understood and turn.cited), last
    )


def _cited(turn: Turn | None, library: Library) -> list[_Stretch]:
    """What the answer of a turn cited, as far as the library still has it."""
    cited = turn.cited if turn else ()
    held = {found.passage.id: found for found in library.found(one.passage_id for one in cited)}
    return [_stretch(held[one.passage_id], one) for one in cited if one.passage_id in held]


def _beside(history: Sequence[Turn], library: Library) -> list[_Stretch]:
    """What stands under the same headings as a source of the answer, after it and then before it.

    A table is read on only when a row of it was the source. Nothing that any answer in `history` cited.
    """
    shown = _shown(history)
    left: list[_Stretch] = []
    sections: set[tuple[str, ...]] = set()
    for source in _cited(_first_asked(history), library):
        card, headings = source.found.card, source.found.passage.headings
        if len(left) >= _MOST or (card.id, *headings) in sections:
            continue
        sections.add((card.id, *headings))
        under = [
            one
            for found in library.passages_of(card.id)
            if found.passage.headings == headings
            for one in _stretches(found, shown, rows=source.row)
        ]
        here = (source.found.passage.ordinal, source.start)
        after = [one for one in under if (one.found.passage.ordinal, one.start) >= here]
        left += [*after, *(one for one in under if one not in after)]
    return left[:_MOST]


def _stretch(found: FoundPassage, cited: Cited) -> _Stretch:
    start, end = _range(found, cited.spans)
    return _Stretch(found, start, end, "\t" in found.passage.text[start:end])


def _range(found: FoundPassage, spans: Sequence[Span]) -> tuple[int, int]:
    """Where characters of pages stand in a passage: the other way round than `cite.place`."""
    before, marks = 0, []
    for span in found.passage.spans:
        for cited in spans:
            if cited.page == span.page and cited.start < span.end and span.start < cited.end:
                marks += [before + max(cited.start, span.start) - span.start]
                marks += [before + min(cited.end, span.end) - span.start]
        before += span.end - span.start + 1
    return (min(marks), max(marks)) if marks else (0, len(found.passage.text))


_Shown = dict[str, list[Span]]


def _shown(history: Sequence[Turn]) -> _Shown:
    """The characters of pages that were cited, by edition."""
    shown: _Shown = {}
    for turn in history:
        for cited in turn.cited:
            shown.setdefault(edition_of(cited.passage_id), []).extend(cited.spans)
    return shown


def _overlaps(found: FoundPassage, start: int, end: int | None, shown: _Shown) -> bool:
    """Whether characters of a passage (to its end without `end`) were shown."""
    end = len(found.passage.text) if end is None else end
    return any(
        one.page == other.page and one.start < other.end and other.start < one.end
        for one in place(found.passage, start, end)
        for other in shown.get(found.card.id, ())
    )


def _stretches(found: FoundPassage, shown: _Shown, *, rows: bool) -> Iterator[_Stretch]:
    """The sentences of a passage that were not shown, joined where they follow each other; with `rows` each row."""
    text = found.passage.text
    open_stretch: _Stretch | None = None
    for start, end in pieces(text):
        row = "\t" in text[start:end]
        fresh = (
            not _overlaps(found, start, end, shown)
            and not is_source_line(text[start:end])
            and (not row or (rows and header_of(found.passage, start) is not None))
        )
        if open_stretch and (not fresh or row or end - open_stretch.start > _LONGEST):
            yield from _readable(open_stretch)
            open_stretch = None
        if fresh and row:
            yield _Stretch(found, start, end, True)
        elif fresh:
            open_stretch = _Stretch(found, open_stretch.start if open_stretch else start, end)
    if open_stretch:
        yield from _readable(open_stretch)


def _readable(one: _Stretch) -> Iterator[_Stretch]:
    """A stretch, unless it only opens what comes after it."""
    if not one.found.passage.text[one.start : one.end].rstrip().endswith(":"):
        yield one
