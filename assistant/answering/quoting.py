"""Step 6 without a language model: the sentences that answer, word for word, each with the document it is from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.cite import Sources
from assistant.answering.concepts import Bag
from assistant.answering.contract import Audience, Citation, Sentence
from assistant.answering.decide import Decision
from assistant.answering.evidence import Unit, header_of, is_source_line
from assistant.answering.figures import figures, holds_quantity, years
from assistant.answering.frames import framed
from assistant.answering.rank import AGREEMENTS
from assistant.answering.signs import continues, denies, leans
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from corpus.model import Kind
from corpus.sentences import pieces

# Longest quote made of several sentences, in characters.
_LONGEST, _LONGEST_DEFINITION, _LONGEST_FACT = 560, 320, 360
# What stands around a sentence is quoted along while the quote stays this short; numbers are quoted up to so much.
_CONTEXT, _LONGEST_ANSWER = 250, 800
# A paragraph or list item ends where the next one begins.
_NEW_ITEM = re.compile(r"\n\s*\n|\n\s*(?:\d{1,2}[.)]|[a-z][.)]|[-•●–])\s")
# Quotes for kinds of questions that need another number than two.
_QUOTES = {"list": 4, "example": 4, "count": 4, "rule": 4, "comparison": 3, "definition": 1}
_FACTS = frozenset({"number", "when", "comparison"})
_ELSEWHERE = frozenset({"example", "count"})
_WIDE = frozenset({"example", "count", "comparison"})
# Share of the question that the headings must cover for their whole passage to be the answer.
_ENOUGH_ABOVE, _ENOUGH_ABOVE_RULE = 0.6, 0.4
# How far below an offer the agreement may score that goes before it.
_AGREED = 0.45
# A further quote must come this close to the best one.
_CLOSE_LIST, _CLOSE_FACT, _CLOSE_OPEN, _CLOSE_RULE, _OTHER_SIDE, _SAME_HEADING, _SAME_TABLE = (
    0.45,
    0.6,
    0.45,
    0.5,
    0.7,
    0.8,
    1.5,
)
# The same for what is known to answer this very question, under the heading of another quote.
_ASKED_HERE = 1.2


@dataclass(frozen=True, slots=True)
class _Range:
    """What is quoted: characters `[start, end)` of the passage of `unit`."""

    unit: Unit
    start: int
    end: int


def quote(
    decision: Decision, asked: Understanding, sources: Sources, texts: Texts, today: date, most: int
) -> Iterator[Sentence]:
    """The quotes that answer, best first, at most `most`, each framed with its document."""
    where = "where" in asked.signals or asked.audience is Audience.BELEID
    before = ""
    for chosen in _choose(decision.units, asked, most):
        found = chosen.unit.weighed.ranked.found
        citation = sources.cite(found, chosen.start, chosen.end)
        row = columns(citation, chosen.start, asked) if chosen.unit.form == "row" else ""
        again = found.card.id == before
        text = framed(citation, texts, today, columns=row, where=where, again=again)
        yield Sentence(text, (citation.number,))
        before = found.card.id


def _choose(units: Sequence[Unit], asked: Understanding, most: int) -> list[_Range]:
    """The best unit, and those that add something to it."""
    units = _agreed_first(units, asked)
    if not units:
        return []
    if len(asked.numbers) > 1:
        sides = _by_number(units, asked, most)
        if len(sides) > 1:
            return sides
    if asked.kind in {"list", "open", "definition", "comparison"} or asked.general:
        return _several(units, asked, most)
    return _facts(units, asked, most)


def _facts(units: Sequence[Unit], asked: Understanding, most: int) -> list[_Range]:
    """For numbers and moments: the best sentence, and those that say another thing nearly as surely."""
    chosen = [_whole(units[0], asked)]
    if units[0].year is False:
        return chosen
    local = bool(units[0].weighed.card.description.municipalities)
    length = len(_quoted(chosen[0]))
    for unit in units[1:]:
        here = _asked_here(unit, chosen)
        if len(chosen) >= most:
            break
        if units[0].score - unit.score > (_ASKED_HERE if here else _CLOSE_FACT):
            continue
        said = figures(" ".join(map(_quoted, chosen)))
        one = _whole(unit, asked)
        if any(_overlap(one, other) for other in chosen):  # what stands around it is shown already
            one = _Range(unit, unit.start, unit.end)
        if (
            any(_overlap(one, other) for other in chosen)
            or (figures(unit.text) <= said and not (here and asked.kind == "who"))
            or (asked.years and not unit.year and (unit.year is False or not unit.asked_alike))
            # Of a table the best row is the answer.
            or (unit.form == "row" and any(_same_passage(unit, other.unit) for other in chosen))
            # Beside what holds now an expired figure misleads, and beside what holds everywhere a local one.
            or unit.weighed.weight < units[0].weighed.weight
            or (not local and unit.weighed.card.description.municipalities)
            or length + one.end - one.start > _LONGEST_ANSWER
        ):
            continue
        chosen.append(one)
        length += one.end - one.start
    return chosen


def _by_number(units: Sequence[Unit], asked: Understanding, most: int) -> list[_Range]:
    """The best unit, and for each further number that is asked about the best one that holds it."""
    chosen = [_whole(units[0], asked)]
    left = asked.numbers - figures(_quoted(chosen[0]))
    for unit in units[1:]:
        if (
            len(chosen) < most
            and left & figures(unit.text)
            and not any(_overlap(unit, one) for one in chosen)
        ):
            chosen.append(_whole(unit, asked))
            left -= figures(_quoted(chosen[-1]))
    return chosen


def _quoted(chosen: _Range) -> str:
    return chosen.unit.weighed.ranked.found.passage.text[chosen.start : chosen.end]


def _asked_here(unit: Unit, chosen: Sequence[_Range]) -> bool:
    """Whether a unit is known to answer the question too, under the same heading as a quote."""
    return unit.asked_alike and any(_headings(unit) == _headings(one.unit) for one in chosen)


def _headings(unit: Unit) -> tuple[str, ...]:
    return (unit.weighed.card.id, *unit.weighed.ranked.found.passage.headings)


def _several(units: Sequence[Unit], asked: Understanding, most: int) -> list[_Range]:
    """For lists and open questions: what hangs together as one quote, at most one a document for examples."""
    chosen: list[_Range] = []
    best = units[0].score
    wanted = min(most, _QUOTES.get(asked.kind, 3 if asked.concepts else 1))
    for unit in units:
        near = _CLOSE_LIST if asked.kind in _WIDE else _CLOSE_OPEN
        # On rights sources differ: what says it the other way round, or stands in a table of sources, is shown too.
        if asked.kind == "rule":
            other = unit.form == "row" or denies(unit.text) is not denies(units[0].text)
            near = _OTHER_SIDE if other else _CLOSE_RULE
        # What stands under the same heading belongs to it, if the heading says what is asked for.
        if (
            chosen
            and unit.above >= _ENOUGH_ABOVE
            and not asked.years
            and _headings(unit) == _headings(chosen[0].unit)
        ):
            near = _SAME_HEADING
        if _asked_here(unit, chosen):
            near = max(near, _ASKED_HERE)
        # Rows of one table belong together: two sources that disagree are both shown.
        if (
            asked.kind in {"rule", "list"}
            and not asked.years
            and not asked.corporations
            and unit.form == "row"
            and any(_same_passage(unit, one.unit) for one in chosen)
        ):
            near = _SAME_TABLE
        if len(chosen) >= wanted:
            break
        if unit.score < best - near:
            continue
        same_document = any(
            one.unit.weighed.card.document_id == unit.weighed.card.document_id for one in chosen
        )
        if any(_overlap(unit, one) for one in chosen) or (same_document and asked.kind in _ELSEWHERE):
            continue
        if (
            unit.form == "sentence"
            and any(_same_passage(unit, one.unit) for one in chosen)
            and not unit.asked_alike
        ):
            continue
        alone = unit.form == "row" or (asked.years and unit.year and _is_fact(unit, asked))
        chosen.append(_whole(unit, asked) if alone else _together(unit, units, asked))
    return chosen


def _is_fact(unit: Unit, asked: Understanding) -> bool:
    """Whether one sentence is the answer, so that its neighbours about other years are not."""
    return asked.kind in _FACTS or (asked.kind == "open" and holds_quantity(unit.text))


def _agreed_first(units: Sequence[Unit], asked: Understanding) -> list[Unit]:
    """What is agreed goes before what is offered; an offer stands in only when asked for, or when what is agreed says
    far less of what is asked.

    A number from an offer beside an agreement would read as a second agreement.
    """
    agreed = {
        place
        for unit in units
        if unit.weighed.card.description.kind in AGREEMENTS and unit.score >= units[0].score - _AGREED
        for place in unit.weighed.card.description.municipalities
    }
    if Kind.BOD in asked.kinds:
        return list(units)
    return [
        unit
        for unit in units
        if unit.weighed.card.description.kind is not Kind.BOD
        or not agreed.intersection(unit.weighed.card.description.municipalities)
    ]


def _whole(unit: Unit, asked: Understanding) -> _Range:
    """A unit with what it needs to be read: the sentence before it when it leans on that, those that go on about it,
    and what stands around it. Other years, and figures beside its own that are about something else, are left out."""
    if unit.form == "row":
        return _Range(unit, unit.start, unit.end)
    text = unit.weighed.ranked.found.passage.text
    around = [piece for piece in pieces(text) if "\t" not in text[slice(*piece)]]
    start, end = unit.start, unit.end
    before = [piece for piece in around if piece[1] <= unit.start]
    if leans(unit.text) and before and end - before[-1][0] <= _LONGEST:
        start = before.pop()[0]
    named = years(unit.text) | set(asked.years)
    told = bool(figures(unit.text))

    def joins(piece: tuple[int, int], first: int, last: int) -> bool:
        said = text[slice(*piece)]
        return (
            last - first <= _CONTEXT
            and not _NEW_ITEM.search(text, first, last)
            and not is_source_line(said)
            and years(said) <= named
            and (
                not told
                or not figures(said)
                or any(Bag.of(said).holds(concept) for concept in asked.concepts)
            )
        )

    for after in (piece for piece in around if piece[0] >= unit.end):
        goes_on = after[0] - end <= 1 and continues(text[slice(*after)]) and after[1] - start <= _LONGEST_FACT
        if not (goes_on or joins(after, start, after[1])) or is_source_line(text[slice(*after)]):
            break
        end = after[1]
    while before and joins(before[-1], before[-1][0], end):
        start = before.pop()[0]
    return _Range(unit, start, end)


def _together(unit: Unit, units: Sequence[Unit], asked: Understanding) -> _Range:
    """A unit with the sentences around it in its passage that belong to the answer, as one quote.

    When the heading says what the passage is about, the passage answers as a whole if it is short enough.
    """
    found = unit.weighed.ranked.found
    text = found.passage.text
    spans = [(start, end) for start, end in pieces(text)]
    by_end = {one.end: one for one in units if _same_passage(one, unit)}
    heading_says_it = unit.above >= (_ENOUGH_ABOVE_RULE if asked.kind == "rule" else _ENOUGH_ABOVE)
    place = next(i for i, (_, end) in enumerate(spans) if end == unit.end)
    first = last = place
    longest = _LONGEST_DEFINITION if asked.kind == "definition" else _LONGEST

    def joins(index: int) -> bool:
        start, end = spans[index]
        piece = text[start:end]
        if (
            "\t" in piece
            or is_source_line(piece)
            or max(end, spans[last][1]) - min(start, spans[first][0]) > longest
        ):
            return False
        one = by_end.get(end)
        return (
            heading_says_it
            or (index > last and (leans(piece) or asked.kind == "definition"))
            or (one is not None and one.form == "sentence" and (one.own >= 0.5 * unit.own or one.asked_alike))
        )

    while last + 1 < len(spans) and joins(last + 1):
        last += 1
    while first > 0 and asked.kind != "definition" and joins(first - 1):
        first -= 1
    if first == last and (asked.kind != "definition" or leans(unit.text)):
        return _whole(unit, asked)
    return _Range(unit, unit.start if first == last else spans[first][0], spans[last][1])


def columns(citation: Citation, row: int, asked: Understanding) -> str:
    """A table row written out as 'label: value' pairs; with a year asked for, that year's column alone."""
    cells = [cell.strip() for cell in citation.quote.split("\t")]
    above = header_of(citation.found.passage, row)
    header = [cell.strip() for cell in above[1].split("\t")] if above else []
    if len(header) != len(cells):
        return ", ".join(cell for cell in cells if cell)
    pairs = list(zip(header, cells, strict=True))
    first, rest = pairs[0], pairs[1:]
    dated = [pair for pair in rest if years(pair[0]) & set(asked.years)]
    # A remark belongs to the figures of every year.
    remarks = [pair for pair in rest if not years(pair[0]) and not re.search(r"\d", pair[1][:1])]
    shown = [pair for pair in rest if pair in dated or pair in remarks] if dated else rest
    label = (
        (
            f"{first[0]}: {first[1]}"
            if years(first[1]) and re.search(r"\d", first[0])
            else f"{first[0]} {first[1]}"
        )
        if first[0] and re.match(r"\d", first[1])
        else first[1].rstrip(".") or first[0]
    )
    return f"{label} – " + ", ".join(f"{name}: {value}" if name else value for name, value in shown if value)


def _overlap(one: Unit | _Range, other: _Range) -> bool:
    unit = one.unit if isinstance(one, _Range) else one
    return _same_passage(unit, other.unit) and one.start < other.end and other.start < one.end


def _same_passage(one: Unit, other: Unit) -> bool:
    return one.weighed.ranked.found.passage.id == other.weighed.ranked.found.passage.id
