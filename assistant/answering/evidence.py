"""Which sentences and table rows of the ranked passages answer the question, and how sure that is.

Between ranking (step 4) and deciding (step 5): deciding looks at the best of them, quoting quotes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from assistant.answering.concepts import Bag, coverage, respelled, weights
from assistant.answering.figures import figures, years
from assistant.answering.instructions import is_instruction
from assistant.answering.rank import Weighed
from assistant.answering.signs import (
    counts,
    denied,
    fits_kind,
    labels,
    leans,
    realised,
    role,
    shape,
    timely,
    where,
    whose,
)
from assistant.answering.understand import Understanding
from assistant.retrieval import Expansion, bag_of, expand
from corpus.model import Kind, Origin, Passage, Status
from corpus.sentences import pieces

_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SOURCE_LINE = re.compile(
    r"^\s*(?:Ook wel:|Bron(?:nen)?:|Bronnen bij|Tabel \d|\*?Dit is onze samenvatting|Het is geen wettekst|"
    r"Waar ‘stand|Het woord komt voor in|Dit is onze uitleg|Controleer op wetten)",
    re.IGNORECASE,
)
# An entry of a list of terms ends with its other names: they belong to the whole entry, and are no answer.
_ALSO_CALLED = re.compile(r"^Ook wel: .*$", re.MULTILINE)
# The number or bullet of a list item is no part of a sentence.
_MARKER = re.compile(r"(?:(?:\d{1,2}|[a-z])[.)]\s+|[-•●–]\s+)?")
# What stands in the header or caption of a table counts for its rows, though less than their own words.
_TABLE_CREDIT = 0.8
_LEANING_CREDIT = 0.9
# Our summaries name a source between brackets: its year is not the year of what the sentence tells.
_BRACKETS = re.compile(r"\s*\([^()]*\)(?=[.;]?$)")
_NUMBER_CREDIT = 0.15
_LABEL_CREDIT = 0.25
# What words of questions that a sentence is known to answer count for beside its own, and what it adds when such a
# question is the one asked.
_KNOWN_CREDIT, _KNOWN = 0.8, 1.2
# From how much of that on a question it answers is nearly the one asked.
_ALIKE = 0.6
_GUIDE = re.compile(r"(?:leeswijzer|inhoud(?:sopgave)?|voorwoord|colofon)\b", re.IGNORECASE)
# Sentences shorter than this are list markers and loose words; longer ones are no quote.
_SHORTEST, _LONGEST = 12, 700


class Signs(NamedTuple):
    """What speaks for a unit (below 0: against it): how much of the question it covers, and the credits of `signs`.

    `covered`, `own` and `formal` are shares, of the question and of the formal words for it; `found` is how well its
    passage was found beside the best one.
    """

    covered: float
    own: float
    formal: float
    found: float
    standing: float
    fits: float
    digits: float
    timely: float
    whose: float
    where: float
    role: float
    denied: float
    realised: float
    numbers: float
    shape: float
    label: float
    counted: float
    guide: float
    current: float
    known: float


# What each sign counts for in the score.
_WEIGHTS = Signs(
    covered=0.9,
    own=0.6,
    formal=0.0,
    found=0.5,
    standing=1.0,
    fits=1.0,
    digits=1.0,
    timely=1.0,
    whose=1.0,
    where=1.0,
    role=1.0,
    denied=1.0,
    realised=1.0,
    numbers=1.0,
    shape=1.0,
    label=1.0,
    counted=1.0,
    guide=1.0,
    current=1.0,
    known=1.0,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or table row `[start, end)` of a passage, with how well it answers.

    `covered` is the share of the question in the unit with what stands above it, `own` in the unit alone, `above` in
    the headings alone; `held` tells for each concept of the question whether the unit, what stands above it
    or a question that it is known to answer has it. `year` tells whether it is about a year asked for; None when it
    names no year or none is asked.
    """

    weighed: Weighed
    start: int
    end: int
    form: Literal["sentence", "row"]
    covered: float
    own: float
    above: float
    held: tuple[bool, ...]
    year: bool | None
    fits: bool
    signs: Signs
    score: float

    @property
    def text(self) -> str:
        return self.weighed.ranked.found.passage.text[self.start : self.end]

    @property
    def asked_alike(self) -> bool:
        """Whether it is known to answer a question that is nearly the one asked."""
        return self.signs.known >= _ALIKE


@dataclass(frozen=True, slots=True)
class Evidence:
    """All scored units, best first, with what the decision needs besides: the passages and concept weights."""

    units: tuple[Unit, ...]
    passages: tuple[Weighed, ...]
    importance: tuple[float, ...]


def gather(passages: Sequence[Weighed], asked: Understanding, today: date) -> Evidence:
    """Score every sentence and row of the passages for a question."""
    bags = [bag_of(weighed.ranked.found) for weighed in passages]
    asked = replace(asked, concepts=respelled(asked.concepts, bags))
    importance = weights(asked.concepts, bags)
    meant = expand(asked.part or asked.text, asked.concepts)
    best = max((weighed.score for weighed in passages), default=1.0) or 1.0
    found = [
        _score(weighed, start, end, form, asked, importance, meant, best, today)
        for weighed, bag in zip(passages, bags, strict=True)
        for start, end, form in _pieces(weighed.ranked.found.passage)
    ]
    found = [unit for unit in found if _about_place(unit, asked)]
    found.sort(key=lambda unit: (-unit.score, unit.weighed.ranked.found.passage.id, unit.start))
    return Evidence(tuple(found), tuple(passages), tuple(importance))


def is_source_line(text: str) -> bool:
    """Whether a line only tells where something comes from, or what it is also called."""
    return bool(_SOURCE_LINE.match(text))


def header_of(passage: Passage, row: int) -> tuple[int, str] | None:
    """Where the header of the table row at `row` starts in the passage, with its text; -1 when it is the context.

    None when the row is the header itself, or the table has none.
    """
    if "\t" in passage.context:
        return -1, passage.context.splitlines()[-1]
    first = None
    for start, end in pieces(passage.text):
        if "\t" not in passage.text[start:end]:
            first = None
        elif first is None:
            first = (start, passage.text[start:end])
        if start == row:
            break
    return first if first and first[0] != row else None


def _pieces(passage: Passage) -> Iterator[tuple[int, int, Literal["sentence", "row"]]]:
    """The sentences and table rows of a passage; table headers and lines that only name a source are neither."""
    text = passage.text
    for begin, end in pieces(text):
        marker = _MARKER.match(text[begin:end])
        start = begin + (marker.end() if marker else 0)
        piece = text[start:end]
        if is_instruction(piece):
            continue  # it speaks to a machine that reads along, and is no agreement
        if "\t" in piece:
            if header_of(passage, start) or passage.form != "table":
                yield start, end, "row"
        elif _SHORTEST <= len(piece) <= _LONGEST and " " in piece.strip() and not _unreadable(piece):
            yield start, end, "sentence"


def _unreadable(text: str) -> bool:
    """Whether a line is no sentence: it tells where something comes from, or is a table that lost its columns."""
    words = text.split()
    loose = sum(bool(re.search(r"\d", word)) for word in words)
    if "http" in text:
        return True
    return is_source_line(text) or (text[-1] not in ".!?;:" and len(words) >= 6 and loose > len(words) / 3)


def _score(
    weighed: Weighed,
    start: int,
    end: int,
    form: Literal["sentence", "row"],
    asked: Understanding,
    importance: Sequence[float],
    meant: Expansion,
    best: float,
    today: date,
) -> Unit:
    found = weighed.ranked.found
    text = found.passage.text[start:end]
    passage = found.passage
    header = header_of(passage, start) if form == "row" else None
    also = _ALSO_CALLED.search(passage.text)
    headings = Bag.of(" ".join((found.card.description.title, *passage.headings, also[0] if also else "")))
    over = (
        Bag.of(f"{passage.context} {header[1]} {_caption(passage)}" if header else passage.context) | headings
    )
    bag = Bag.of(text)
    own = coverage(asked.concepts, importance, bag)
    if form == "sentence" and leans(text):  # it is quoted with the sentence before it
        bag |= Bag.of(_before(passage.text, start))
        own = max(own, _LEANING_CREDIT * coverage(asked.concepts, importance, bag))
    if header:  # a row says what its header and caption say of it
        row = Bag.of(f"{header[1]} {_caption(passage)}") | bag
        own = max(own, _TABLE_CREDIT * coverage(asked.concepts, importance, row))
    covered = coverage(asked.concepts, importance, bag | over)
    # What an entry is also called, its first sentence explains.
    names = also.span() if also and not passage.text[:start].strip() else (start, start)
    known = [
        one
        for one in weighed.ranked.known
        if (one.start < end and start < one.end) or (one.start < names[1] and names[0] < one.end)
    ]
    if found.card.description.status(today) is Status.VERLOPEN and not asked.years and not asked.period:
        known = []  # what is in force may be asked for in other words
    nearness = max((one.nearness for one in known), default=0.0)
    for one in known:
        bag |= one.words
    if known:  # what it is asked for in other words, it says too
        own = max(own, _KNOWN_CREDIT * coverage(asked.concepts, importance, bag))
        covered = max(covered, _KNOWN_CREDIT * coverage(asked.concepts, importance, bag | over))
    told_in = _BRACKETS.sub(" ", text) if found.card.description.origin is Origin.SAMENVATTING else text
    named = years(told_in) | (years(header[1]) if header else frozenset())
    period = found.card.description.period.years()
    year: bool | None = bool(named & set(asked.years)) if asked.years and named else None
    if year is None and asked.years and period and not set(asked.years) & set(period):
        year = False
    fits = fits_kind(
        text, header[1] if header else "", passage.headings, not passage.text[:start].strip(), asked
    )
    current = 0.0
    if not asked.years and named and not (form == "row" and asked.kind in {"list", "when"}):
        # Without a year in the question, what holds now is meant.
        current = 0.2 if today.year in named else -0.15 if named & set(period) or not period else -0.45
    told = f"{text} {header[1]}" if header else text
    signs = Signs(
        covered=covered,
        own=own,
        formal=meant.covered(bag | over),
        found=weighed.score / best,
        standing=min(weighed.weight, 1.0) - 1,
        fits=0.3 if fits else -0.25,
        digits=0.1
        if asked.kind in {"number", "comparison"} and re.search(r"\d", _YEARS.sub("", text))
        else 0.0,
        timely=timely(text, header[1] if header else "", year, asked),
        whose=whose(told, found.passage.headings, asked),
        where=where(text, found.card.description.municipalities, asked),
        role=role(text, asked),
        denied=denied(text, asked),
        realised=realised(told, asked),
        numbers=_NUMBER_CREDIT
        * (len(asked.numbers & figures(text)) + bool(asked.numbers & figures(text.split(" ")[0]))),
        shape=shape(text, form, asked, found.card.description.corporations),
        label=_LABEL_CREDIT if form == "row" and labels(text.split("\t")[0], asked.concepts) else 0.0,
        counted=0.2 if asked.kind == "number" and counts(text, asked.concepts) else 0.0,
        guide=-0.5 if any(_GUIDE.match(heading) for heading in passage.headings) else 0.0,
        current=current,
        known=_KNOWN * nearness * min(weighed.weight, 1.0),
    )
    score = sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))
    above = coverage(asked.concepts, importance, headings)
    held = tuple((bag | over).holds(concept) > 0 for concept in asked.concepts)
    return Unit(weighed, start, end, form, covered, own, above, held, year, fits, signs, score)


def _before(text: str, start: int) -> str:
    """The sentence before the one at `start`; nothing when a table row or nothing is there."""
    ends = [(begin, end) for begin, end in pieces(text) if end <= start]
    piece = text[slice(*ends[-1])] if ends else ""
    return "" if "\t" in piece else piece


def _caption(passage: Passage) -> str:
    """The words of a table passage outside its rows."""
    return " ".join(line for line in passage.text.splitlines() if "\t" not in line)


def _about_place(unit: Unit, asked: Understanding) -> bool:
    """In a document about several places, what stands under another place is not about the one asked for."""
    found = unit.weighed.ranked.found
    places = found.card.description.municipalities
    if len(places) < 2 or not asked.municipalities or found.card.description.kind is Kind.REGIONALE_AFSPRAKEN:
        return True
    for text in (unit.text, " ".join(found.passage.headings), found.passage.text):
        held = {place for place in places if place in text}
        if held:
            return bool(held & set(asked.municipalities))
    return False
