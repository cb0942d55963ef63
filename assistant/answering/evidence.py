"""Which sentences and table rows of the ranked passages answer the question, and how sure that is.

Between ranking (step 4) and deciding (step 5): deciding looks at the best of them, quoting quotes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answering.concepts import Bag, Concept, coverage, weights
from assistant.answering.figures import holds_moment, holds_quantity, years
from assistant.answering.names import fold
from assistant.answering.rank import Weighed
from assistant.answering.understand import Understanding
from assistant.retrieval import bag_of
from corpus.model import Kind, Passage
from corpus.sentences import sentences

# A sentence that leans on the one before it ("Dat geldt niet als …") is not quoted without it.
_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|daarbij|daarnaast|daarom|daarvoor|daarna|daar|dan|hierbij|hierdoor|"
    r"zij|hij|ze|het gaat|ook|maar|wel)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SOURCE_LINE = re.compile(
    r"^\s*(?:Bron(?:nen)?:|Bronnen bij|Tabel \d|\*?Dit is onze samenvatting|Het is geen wettekst|Waar ‘stand|"
    r"Controleer op wetten)",
    re.IGNORECASE,
)
# The number or bullet of a list item is no part of a sentence.
_MARKER = re.compile(r"(?:(?:\d{1,2}|[a-z])[.)]\s+|[-•●–]\s+)?")
# What stands in the header or caption of a table counts for its rows, though less than their own words.
_TABLE_CREDIT = 0.8
_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:–|-|t/m|tot en met|tot)\s*(?:19|20)\d\d")
_GUIDE = re.compile(r"(?:leeswijzer|inhoud(?:sopgave)?|voorwoord|colofon)\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:totaal|samen|som|alle corporaties)\b", re.IGNORECASE)
# Sentences shorter than this are list markers and loose words; longer ones are no quote.
_SHORTEST, _LONGEST = 12, 700


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or table row `[start, end)` of a passage, with how well it answers.

    `covered` is the share of the question in the unit with what stands above it, `own` in the unit alone, `above` in
    the headings alone; `held` tells for each concept of the question whether the unit or what stands above it
    has it. `year` tells whether it is about a year asked for; None when it names no year or none is asked.
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
    score: float

    @property
    def text(self) -> str:
        return self.weighed.ranked.found.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All scored units, best first, with what the decision needs besides: the passages and concept weights."""

    units: tuple[Unit, ...]
    passages: tuple[Weighed, ...]
    importance: tuple[float, ...]


def gather(passages: Sequence[Weighed], asked: Understanding, today: date) -> Evidence:
    """Score every sentence and row of the passages for a question."""
    bags = [bag_of(weighed.ranked.found) for weighed in passages]
    importance = weights(asked.concepts, bags)
    best = max((weighed.score for weighed in passages), default=1.0) or 1.0
    found = [
        _score(weighed, start, end, form, bag, asked, importance, best, today)
        for weighed, bag in zip(passages, bags, strict=True)
        for start, end, form in _pieces(weighed.ranked.found.passage)
    ]
    found = [unit for unit in found if _about_place(unit, asked)]
    found.sort(key=lambda unit: (-unit.score, unit.weighed.ranked.found.passage.id, unit.start))
    return Evidence(tuple(found), tuple(passages), tuple(importance))


def leans(text: str) -> bool:
    """Whether a sentence can't be read without the one before it."""
    return bool(_LEANS.match(text))


def is_source_line(text: str) -> bool:
    """Whether a line only tells where something comes from."""
    return bool(_SOURCE_LINE.match(text))


def pieces(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences and of the whole table rows of a passage's text, in order."""
    found: list[tuple[int, int]] = []
    begin = 0
    for line in text.split("\n"):
        if "\t" in line:
            found.append((begin, begin + len(line)))
        else:
            found += [(begin + start, begin + end) for start, end in sentences(line)]
        begin += len(line) + 1
    return found


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
        if "\t" in piece:
            if header_of(passage, start) or passage.form != "table":
                yield start, end, "row"
        elif _SHORTEST <= len(piece) <= _LONGEST and " " in piece.strip() and not _unreadable(piece):
            yield start, end, "sentence"


def _unreadable(text: str) -> bool:
    """Whether a line only tells where something comes from, or is a table that lost its columns."""
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
    around: Bag,
    asked: Understanding,
    importance: Sequence[float],
    best: float,
    today: date,
) -> Unit:
    found = weighed.ranked.found
    text = found.passage.text[start:end]
    passage = found.passage
    header = header_of(passage, start) if form == "row" else None
    headings = Bag.of(" ".join((found.card.description.title, *passage.headings)))
    over = (
        Bag.of(f"{passage.context} {header[1]} {_caption(passage)}" if header else passage.context) | headings
    )
    bag = Bag.of(text)
    own = coverage(asked.concepts, importance, bag)
    if header:  # a row says what its header and caption say of it
        told = Bag.of(f"{header[1]} {_caption(passage)}") | bag
        own = max(own, _TABLE_CREDIT * coverage(asked.concepts, importance, told))
    covered = coverage(asked.concepts, importance, bag | over)
    named = years(text) | (years(header[1]) if header else frozenset())
    period = found.card.description.period.years()
    year: bool | None = bool(named & set(asked.years)) if asked.years and named else None
    if year is None and asked.years and period and not set(asked.years) & set(period):
        year = False
    fits = _fits(text, passage.headings, not passage.text[:start].strip(), asked)
    score = (
        0.9 * covered
        + 0.6 * own
        + 0.5 * weighed.score / best
        - (1 - min(weighed.weight, 1.0))
        + (0.3 if fits else -0.25)
        + (0.1 if asked.kind in {"number", "comparison"} and re.search(r"\d", _YEARS.sub("", text)) else 0.0)
        + _timely(text, header[1] if header else "", year, asked)
        + _whose(text, found.passage.headings, asked)
        + _shape(text, form, asked)
        + (0.2 if asked.kind == "number" and _counts(text, asked.concepts) else 0.0)
        - (0.5 if any(_GUIDE.match(heading) for heading in passage.headings) else 0.0)
    )
    if not asked.years and named:
        # Without a year in the question, what holds now is meant.
        score += 0.2 if today.year in named else -0.15 if named & set(period) or not period else -0.45
    above = coverage(asked.concepts, importance, headings)
    held = tuple((bag | over).holds(concept) > 0 for concept in asked.concepts)
    return Unit(weighed, start, end, form, covered, own, above, held, year, fits, score)


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


def _timely(text: str, header: str, year: bool | None, asked: Understanding) -> float:
    """Naming the year that is asked for is best; a range that holds it says less, another year is against it."""
    if not asked.years:
        return 0.0
    if year is None:
        return -0.25
    if not year:
        return -0.6
    alone = _RANGE.sub(" ", f"{text} {header}")
    return 0.35 if any(str(wanted) in alone for wanted in asked.years) else 0.0


def _fits(text: str, headings: Sequence[str], first: bool, asked: Understanding) -> bool:
    """Whether a text holds the sort of thing that is asked for."""
    if asked.kind == "number":
        return holds_quantity(text)
    if asked.kind == "when":
        return holds_moment(text)
    if asked.kind == "definition":
        return _defines(text, asked.concepts) or (first and _is_entry(headings, asked.concepts))
    return True


def _defines(text: str, about: Sequence[Concept]) -> bool:
    """Whether a sentence opens with what is asked about and then says what it is."""
    opening = re.match(
        r"(?:\S+\s+){1,4}?(?:is|zijn|betekent|betekenen|heet|heten|staat voor)\b|^[^:]{1,40}:", text
    )
    return bool(opening and any(Bag.of(opening[0]).holds(concept) for concept in about))


def _is_entry(headings: Sequence[str], about: Sequence[Concept]) -> bool:
    """Whether the heading is an entry of a list of terms: the word that is asked about and nothing else."""
    last = headings[-1] if headings else ""
    return 0 < len(last.split()) <= 2 and all(Bag.of(last).holds(concept) for concept in about)


def _counts(text: str, about: Sequence[Concept]) -> bool:
    """Whether a number stands right before what is asked about ("7.190 sociale huurwoningen")."""
    after = (match[1] for match in re.finditer(r"\d[\d.,]*%?\s+((?:\S+\s*){1,3})", text))
    return any(Bag.of(words).holds(concept) for words in after for concept in about)


def _whose(text: str, headings: Sequence[str], asked: Understanding) -> float:
    """A corporation that is asked about should be in the sentence, or at least over it."""
    if not asked.corporations:
        return 0.0
    names = [_telling(name) for name in asked.corporations]
    if any(name in fold(text) for name in names):
        return 0.4
    return 0.1 if any(name in fold(heading) for name in names for heading in headings) else -0.2


def _telling(name: str) -> str:
    """The part of a corporation's name that people use: its last word, or all of a name with '&' in it."""
    return fold(name) if "&" in name else fold(name).split()[-1]


def _shape(text: str, form: str, asked: Understanding) -> float:
    """A sentence reads better than a row, a whole sentence better than a heading without a full stop."""
    value = 0.0
    if form == "row":
        value -= 0.3
        if _TOTAL.match(text):
            value += -0.3 if asked.corporations else 0.2
    elif not re.search(r"[.!?:;…][\"”’»)\]]*$", text):
        value -= 0.2
    if leans(text):
        value -= 0.15
    return value
