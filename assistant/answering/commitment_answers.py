"""Answers questions of counting, listing and comparing from the commitments: the number with the list behind it.

What is counted stands first, with what was searched; then a quote for each item, at most a few of them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.answering.cite import Sources
from assistant.answering.commitment_choices import (
    Chooser,
    by_place,
    in_turns,
    is_average,
    owners_of,
    parts_of,
)
from assistant.answering.commitment_matching import Matched, matched
from assistant.answering.commitment_questions import CommitmentQuestion, Counting, commitment_question
from assistant.answering.commitment_words import CommitmentWords, number_in_words, quoted
from assistant.answering.contract import Answer, Counted, Sentence
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from assistant.precedents.coverage import Coverage, covered
from assistant.precedents.footing import Footing, figure_of, footing
from corpus.commitment import Quantity
from corpus.commitment_index import StoredCommitment
from corpus.library import Library
from corpus.model import Kind, Status

_MOST = 8  # quotes in one answer
_MOST_RANKED = 5
_MOST_EDITIONS = 4
_MOST_KEPT = 500  # ids of commitments in the record of a count
_MOST_LOADED = 4_000
_SHOWN_OF_EACH = 20  # commitments of a document that are looked at for a few to quote of all that are counted
_AVERAGE = "één keer gemiddeld, en één keer per woning"
_OF_YEARS = (Kind.PRESTATIEAFSPRAKEN, Kind.ADDENDUM)


@dataclass(frozen=True, slots=True)
class CommitmentAnswer:
    """What is counted (`opening`), the commitments that are quoted, notes that come after, and the record of it."""

    opening: str
    quotes: tuple[StoredCommitment, ...]
    notes: tuple[str, ...]
    counted: Counted
    labels: tuple[str, ...] = field(default=())

    def sentences(
        self, sources: Sources, library: Library, asked: Understanding, texts: Texts, today: date
    ) -> Iterator[Sentence]:
        """One sentence for each commitment quoted, with its source."""
        labels = self.labels or ("",) * len(self.quotes)
        for one, label in zip(self.quotes, labels, strict=True):
            sentence = quoted(one, label, sources, library, asked, texts, today)
            if sentence:
                yield sentence


def answer_from_commitments(
    asked: Understanding, library: Library, texts: Texts, today: date
) -> CommitmentAnswer | None:
    """The answer to a question that is counted, listed or compared; None for every other one.

    Without quotes nothing was found: the opening says so, and passages may still tell something.
    """
    if asked.parts:
        return None
    question = commitment_question(asked, library.cards())
    if question is None:
        return None
    found = matched(library, question, today)
    counts_all = question.kind in {Counting.COUNT, Counting.HOW_OFTEN}
    stored = library.commitments(
        found.some_of_each(_SHOWN_OF_EACH) if counts_all else found.ids[:_MOST_LOADED]
    )
    answering = _Answering(question, found, stored, library, CommitmentWords(question, texts, today), today)
    return answering.answer()


def with_counted(answer: Answer, told: CommitmentAnswer | None) -> Answer:
    """The answer with what was counted before its sentences, the notes on it after them, and the record of it."""
    if told is None or (answer.sentences and not told.quotes):  # passages told what no commitment says
        return answer
    text = "\n".join(part for part in (told.opening, answer.text, *told.notes) if part)
    notes = (told.opening, *answer.notes, *told.notes)
    return replace(answer, text=text, notes=notes, counted=told.counted)


@dataclass(frozen=True, slots=True)
class _Answering:
    question: CommitmentQuestion
    found: Matched
    stored: list[StoredCommitment]
    library: Library
    words: CommitmentWords
    today: date

    def answer(self) -> CommitmentAnswer | None:
        match self.question.kind:
            case Counting.PLACES | Counting.PLACES_WITHOUT:
                return self._places()
            case Counting.OWNERS:
                return self._owners()
            case Counting.HARDNESS:
                return self._hardness()
            case Counting.MOST:
                return self._most()
            case Counting.OVER_TIME:
                return self._over_time()
            case Counting.COMPARISON:
                return self._comparison()
            case _:
                return self._count()

    @property
    def chooser(self) -> Chooser:
        return Chooser(self.question, self.found, self.today)

    def _places(self) -> CommitmentAnswer:
        coverage, groups = self._coverage(), by_place(self.stored)
        places = {place: some for place, some in groups.items() if place not in coverage.none_found}
        lacking = self.question.kind is Counting.PLACES_WITHOUT
        chosen = [one for some in places.values() if (one := self.chooser.best(some))]
        names = coverage.none_found if lacking else tuple(places)
        opening = self.words.places_without(names, tuple(places), coverage) if lacking else ""
        rows = (
            [(place, 0) for place in names]
            if lacking
            else [(place, len(some)) for place, some in places.items()]
        )
        return self._made(opening or self.words.places(names, coverage), chosen, rows, len(names), coverage)

    def _owners(self) -> CommitmentAnswer:
        groups: dict[str, list[StoredCommitment]] = {}
        for one in self.stored:
            for name in owners_of(one):
                groups.setdefault(name, []).append(one)
        groups = dict(sorted(groups.items()))
        chosen = [best for some in groups.values() if (best := self.chooser.best(some))]
        coverage, rows = self._coverage(), [(name, len(some)) for name, some in groups.items()]
        return self._made(self.words.owners(tuple(groups), coverage), chosen, rows, len(groups), coverage)

    def _count(self) -> CommitmentAnswer:
        """How many, by how hard they are."""
        hardness = self.found.hardness()
        rows = [(modality.value, count) for modality, count in hardness]
        coverage = self._coverage()
        opening = self.words.count(len(self.found.ids), hardness, coverage)
        chosen = in_turns(self.chooser.ordered(self.stored))
        total = len(self.found.ids)
        return self._made(opening, chosen, rows, total, coverage, more=total - _MOST)

    def _hardness(self) -> CommitmentAnswer | None:
        """How hard those are whose own sentence is about it, else those under a heading that is."""
        own = [one for one in self.stored if one.commitment.id in self.found.own] or self.stored
        in_force = [one for one in own if one.card.description.status(self.today) is Status.GELDEND] or own
        if not in_force:
            return None
        chosen = self.chooser.ordered(in_force)
        counts = Counter(one.commitment.modality for one in chosen).most_common()
        rows = [(modality.value, count) for modality, count in counts]
        coverage = self._coverage()
        made = self._made(self.words.hardness(counts, coverage), chosen, rows, len(chosen), coverage)
        return replace(made, labels=tuple(self.words.hard(one) for one in made.quotes))

    def _most(self) -> CommitmentAnswer | None:
        """The highest or lowest numbers, one of each corporation or municipality."""
        groups = self._numbers(by_owner=True) if self.question.by_owner else {}
        groups = groups or self._numbers(by_owner=False)
        if not groups:
            return None
        sign = 1 if self.question.least else -1
        ranked = sorted(groups.items(), key=lambda item: sign * item[1][0].value)
        first = ranked[:_MOST_RANKED]
        coverage, compared = self._coverage(), _footing([pair for _, pair in first])
        opening = self.words.most(
            [(name, number_in_words(one, number)) for name, (number, one) in first], compared, coverage
        )
        rows = [(name, number.value) for name, (number, _) in ranked]
        return self._made(opening, [one for _, (_, one) in first], rows, len(groups), coverage, compared)

    def _numbers(self, by_owner: bool) -> dict[str, tuple[Quantity, StoredCommitment]]:
        """The number of each corporation or municipality, in the unit that most of them have."""
        found: dict[str, tuple[Quantity, StoredCommitment]] = {}
        for one in self.chooser.ordered(self.stored):
            number = self.chooser.figure(one)
            places = one.card.description.municipalities
            if number is None or (not by_owner and len(places) > 1):
                continue
            for name, part in parts_of(one, number) if by_owner else [(place, number) for place in places]:
                found.setdefault(name, (part, one))
        units = [_unit(number) for number, _ in found.values()]
        return {name: pair for name, pair in found.items() if _unit(pair[0]) == max(units, key=units.count)}

    def _over_time(self) -> CommitmentAnswer | None:
        """The number in each edition, in the order of their years."""
        editions: dict[int, list[StoredCommitment]] = {}
        for one in self.stored:
            about = one.card.description
            # An addendum ends with the agreements that it belongs to.
            if about.kind in _OF_YEARS and len(about.municipalities) == 1 and about.period.end:
                editions.setdefault(about.period.end, []).append(one)
        chosen = [
            best for _, some in sorted(editions.items()) if (best := self.chooser.best(some, in_force=False))
        ]
        if len(chosen) < 2:
            return None
        coverage = self._coverage()
        kept = chosen[-_MOST_EDITIONS:]
        compared = _footing(self._numbered(kept), editions=True)
        opening, rows = self._listed(kept, coverage, [_years(one, editions) for one in kept])
        return self._made(opening, kept, rows, len(kept), coverage, compared)

    def _comparison(self) -> CommitmentAnswer | None:
        """The number of each municipality; what has none is said."""
        coverage, groups = self._coverage(), by_place(self.stored)
        wanted = self.question.selection.municipalities
        best = {place: self.chooser.best(groups[place]) for place in wanted or groups if place in groups}
        chosen = {place: one for place, one in best.items() if one}
        if len({one.commitment.id for one in chosen.values()}) < 2:
            return None
        compared = _footing(self._numbered(list(chosen.values())))
        opening, rows = self._listed(list(chosen.values()), coverage, list(chosen))
        made = self._made(opening, list(chosen.values()), rows, len(chosen), coverage, compared)
        lacking = [place for place in wanted if place not in chosen]
        return replace(made, notes=(*made.notes, *(self.words.lacking(place, coverage) for place in lacking)))

    def _listed(
        self, chosen: Sequence[StoredCommitment], coverage: Coverage, names: Sequence[str]
    ) -> tuple[str, list[tuple[str, float]]]:
        named = list(zip(names, self._numbered(chosen), strict=True))
        told = [(name, number_in_words(one, number)) for name, (number, one) in named]
        return self.words.listed(told, coverage), [(name, number.value) for name, (number, _) in named]

    def _numbered(self, chosen: Sequence[StoredCommitment]) -> list[tuple[Quantity, StoredCommitment]]:
        """Commitments about a subject with a number, each with that number."""
        return [(number, one) for one in chosen if (number := self.chooser.figure(one))]

    def _coverage(self) -> Coverage:
        return covered(self.library, self.found.selected, self.today)

    def _made(
        self,
        opening: str,
        chosen: Sequence[StoredCommitment],
        rows: Sequence[tuple[str, float]],
        total: int,
        coverage: Coverage,
        compared: Footing | None = None,
        more: int = 0,
    ) -> CommitmentAnswer:
        quotes = list({one.commitment.quote: one for one in chosen}.values())
        counted = Counted(
            kind=self.question.kind.value,
            text=self.question.subject if not self.question.selection.themes else "",
            selection=self.question.selection,
            total=total,
            rows=tuple(rows),
            commitments=self.found.ids[:_MOST_KEPT],
            documents=coverage.documents,
            reasons=compared.reasons if compared else (),
        )
        more = max(more, len(quotes) - _MOST)
        notes = self.words.notes(compared, more, other_words=self.found.other_words)
        return CommitmentAnswer(opening, tuple(quotes[:_MOST]), notes, counted)


def _footing(numbered: Sequence[tuple[Quantity, StoredCommitment]], editions: bool = False) -> Footing | None:
    if len(numbered) < 2:
        return None
    compared = footing([figure_of(one, number) for number, one in numbered], editions=editions)
    if len({is_average(one) for _, one in numbered}) > 1:
        return replace(compared, reasons=(*compared.reasons, _AVERAGE))
    return compared


def _unit(number: Quantity) -> str:
    """The unit that numbers are ranked in: every sort of home is one."""
    return "woningen" if number.unit.endswith("woningen") else number.unit


def _years(one: StoredCommitment, editions: Mapping[int, Sequence[StoredCommitment]]) -> str:
    """The years of the agreements that it stands in, or that the addendum belongs to which it stands in."""
    end = one.card.description.period.end or 0
    starts = [start for other in editions[end] if (start := other.card.description.period.start)]
    return f"{min(starts)}–{end}" if starts else str(end)
