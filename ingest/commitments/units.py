"""The sentences and list items of a document that may hold a commitment, with where each stands on its page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Passage, Span
from corpus.sentences import sentences

_MOST = 5_000  # sentences of a passage that are looked at
_LONGEST = 2_500  # characters of a sentence
_MARKER = re.compile(
    r"(?:(?P<bullet>[•●▪■◦○–—-])|(?P<number>\d{1,2})[.)]|\(?(?P<letter>[a-z])[.)]|(?P<roman>[ivx]{1,4})[.)])\s+"
)
# The number of a clause on the line of its text ("2.1 De gemeente …"), or by itself where that was cut off ("B1.").
_NUMBER = re.compile(r"(?P<number>(?:[A-Z]{1,2}\.?)?\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)[.):]?\s+(?=[A-Z“\"„‘€])")
_ALONE = re.compile(r"(?P<number>[A-Z]{0,2}\.?\d{0,2}(?:\.\d{1,2}){0,3}[a-z]?)[.):]")
_SEVERAL = re.compile(r"[A-Z]|\.")
_OPENER = re.compile(r":\s*$")
_NOTE = re.compile(r"\d{1,2} (?=[A-Z])")
_CUT = re.compile(r"[.?!:;…][\"”’»)\]]*\s*$")
_LID = re.compile(r" lid (?:\d+|[a-z])$")
# What points back to the sentence before: at the head, as a number ("dat aantal"), or as what it is done to.
_LEANS = re.compile(
    r"^(?:dan|die|deze|dat|dit|daar\w*|zij|ze|hij|er(?:van|voor|bij|mee|naar)?)\b|\b(?:dat|dit) aantal\b"
    r"|\b(?:daar|er)(?:van|voor|bij|mee|naar)\b"
    r"|\b(?:die|deze|dit|dat)\b(?=\s+(?:uit|af|mee|toe|samen|ook|niet|weer|elk|jaarlijks)\b|\s*[.,;])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as it stands on the page, without the number or bullet in front of it.

    `lead` is the sentence that opens the list it is an item of; `first` tells that it
    opens its passage or its item, `introduces` that its chapter has headings of its own below. `before` is the
    sentence before, where this one points back to it.
    """

    passage: Passage
    text: str
    spans: tuple[Span, ...]
    clause: str | None
    lead: str
    item: bool
    first: bool
    introduces: bool = False
    before: str = ""

    @property
    def quote(self) -> str:
        return self.text


def units_of(passage: Passage, texts: Mapping[int, str], introduces: bool = False) -> Iterator[Unit]:
    """The units of a passage in reading order; `texts` are those of the pages by number."""
    for count, unit in enumerate(_units_of(passage, texts, introduces)):
        if count == _MOST:
            return
        yield unit


def _is_note(passage: Passage) -> bool:
    """Whether a passage is the footnotes of a page: lines that begin with a number without a full stop."""
    lines = [line for line in passage.text.split("\n") if line.strip()]
    return (
        passage.form == "text"
        and passage.clause is None
        and bool(lines)
        and all(_NOTE.match(line) for line in lines)
    )


def _units_of(passage: Passage, texts: Mapping[int, str], introduces: bool) -> Iterator[Unit]:
    lead = passage.context.rstrip() if passage.form == "list" and _OPENER.search(passage.context) else ""
    marker = said = own = ""
    opened = False
    listed, notes = passage.form == "list", _is_note(passage)
    for begin, end in _joined(passage.text, sentences(passage.text), passage):
        start = begin
        line_start = start == 0 or passage.text[start - 1] == "\n"
        match = _MARKER.match(passage.text, start, end) if line_start or listed else None
        first = line_start or match is not None
        if match is not None and line_start:
            marker = match["number"] or match["letter"] or match["roman"] or ""
            start = match.end()
        elif line_start and notes and (number := _NOTE.match(passage.text, start, end)):
            start = number.end()
        elif (
            line_start
            and (number := _NUMBER.match(passage.text, start, end))
            and _SEVERAL.search(number["number"])
        ):
            marker, lead, start = "", "", number.end()
            own = number["number"]
        elif line_start:
            marker, lead = "", lead if listed and lead and _goes_on(passage.text[start:end]) else ""
        text = passage.text[start:end]
        if (alone := _ALONE.fullmatch(text.strip())) and any(sign.isdigit() for sign in text):
            own, opened = alone["number"], True
            continue
        first, opened = first or opened, False
        previous, said = said, text
        if not text.strip() or len(text) > _LONGEST:
            continue
        if _OPENER.search(text) and end < len(passage.text) and passage.text[end] == "\n":
            lead = text
            continue
        spans = spans_of(passage, start, end)
        if not spans or "\n".join(texts.get(s.page, "")[s.start : s.end] for s in spans) != text:
            continue
        yield Unit(
            passage=passage,
            text=text,
            spans=spans,
            clause=_clause(passage, marker, own),
            lead=lead,
            item=match is not None or bool(lead),
            before=previous if not first and _LEANS.search(text) else "",
            first=first,
            introduces=introduces,
        )


def _goes_on(text: str) -> bool:
    return text[:1].islower()


def _joined(text: str, ranges: Sequence[tuple[int, int]], passage: Passage) -> list[tuple[int, int]]:
    """The ranges of sentences, with those made one that the end of a page cut in two."""
    breaks = set()
    at = 0
    for span in passage.spans[:-1]:
        at += span.end - span.start
        breaks.add(at)
        at += 1
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and any(joined[-1][1] <= b <= start for b in breaks):
            before = text[joined[-1][0] : joined[-1][1]]
            if not _CUT.search(before):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def spans_of(passage: Passage, start: int, end: int) -> tuple[Span, ...]:
    """Where the characters `[start, end)` of a passage stand on its pages."""
    found: list[Span] = []
    at = 0
    for span in passage.spans:
        length = span.end - span.start
        low, high = max(start, at), min(end, at + length)
        if low < high:
            found.append(Span(span.page, span.start + low - at, span.start + high - at))
        at += length + 1
    return tuple(found)


def _clause(passage: Passage, marker: str, own: str) -> str | None:
    """The number of the clause, with that of the paragraph of it; `own` is one that stands in the text itself."""
    if own and (passage.clause is None or own.startswith(passage.clause)):
        return own
    if passage.clause is None or not marker or _LID.search(passage.clause):
        return passage.clause
    return f"{passage.clause} lid {marker}"
