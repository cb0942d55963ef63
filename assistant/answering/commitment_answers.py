"""Answers questions of counting, listing and comparing from the commitments: the number with the list behind it.

What is counted stands first, with what was searched; then a quote for each item, at most a few of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.answering.cite import Sources
from assistant.answering.commitment_choices import Chooser, by_place, in_turns, owners_of
from assistant.answering.commitment_figures import Numbered, compared, editions, ranked, sides
from assistant.answering.commitment_matching import Matched, matched
from assistant.answering.commitment_questions import CommitmentQuestion, Counting, commitment_question
from assistant.answering.commitment_words import CommitmentWords, number_in_words, quoted
from assistant.answering.contract import Answer, Counted, Sentence
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from assistant.precedents.coverage import Coverage, covered
from assistant.precedents.footing import Footing
from corpus.commitment_index import StoredCommitment
from corpus.library import Library
from corpus.model import Status

_MOST = 8  # quotes in one answer
_MOST_RANKED = 5
_MOST_KEPT = 100  # ids of commitments in the record of a count
_MOST_LOADED = 4_000
_Words = Callable[[Sequence[tuple[str, str]], Footing | None, Coverage], str]
_SHOWN_OF_EACH = 20  # commitments of a document that are looked at for a few to quote of all that are counted


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
        every = ranked(self.question, self.chooser, self.stored)
        first = dict(list(every.items())[:_MOST_RANKED])
        return self._beside(first, self.words.most, total=len(every)) if every else None

    def _over_time(self) -> CommitmentAnswer | None:
        """The number in each edition, in the order of their years."""
        found = editions(self.chooser, self.stored)
        return self._beside(found, self.words.listed, of_editions=True) if found else None

    def _comparison(self) -> CommitmentAnswer | None:
        """The number of each side; what has none is said."""
        found, lacking = sides(self.question, self.chooser, self.stored)
        if not found:
            return None
        made, coverage = self._beside(found, self.words.listed), self._coverage()
        return replace(made, notes=(*made.notes, *(self.words.lacking(name, coverage) for name in lacking)))

    def _beside(
        self, found: Mapping[str, Numbered], words: _Words, *, total: int = 0, of_editions: bool = False
    ) -> CommitmentAnswer:
        """Numbers beside each other, with why they do not compare."""
        footing, coverage = compared(found.values(), of_editions=of_editions), self._coverage()
        told = [(name, number_in_words(one, number)) for name, (number, one) in found.items()]
        rows = [(name, number.value) for name, (number, _) in found.items()]
        chosen = [one for _, one in found.values()]
        return self._made(
            words(told, footing, coverage), chosen, rows, total or len(found), coverage, footing
        )

    def _coverage(self) -> Coverage:
        return covered(self.library, self.found.selected, self.today)

    def _made(
        self,
        opening: str,
        chosen: Sequence[StoredCommitment],
        rows: Sequence[tuple[str, float]],
        total: int,
        coverage: Coverage,
        footing: Footing | None = None,
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
            reasons=footing.reasons if footing else (),
        )
        complete = self.found.complete and (more > 0 or len(self.found.ids) <= _MOST_LOADED)
        notes = self.words.notes(
            footing, max(more, len(quotes) - _MOST), other_words=self.found.other_words, complete=complete
        )
        return CommitmentAnswer(opening, tuple(quotes[:_MOST]), notes, counted)
