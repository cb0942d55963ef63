"""A question becomes a cited answer: the steps, top to bottom. Any step may end the walk with a status and a text."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing as closed_after
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event as Signal
from typing import Literal

from assistant.answering import closing
from assistant.answering.across import as_count, each_place, over_places
from assistant.answering.card_answers import (
    CardAnswer,
    answer_from_cards,
    places_to_choose,
    says_already,
    with_notes,
)
from assistant.answering.cite import Sources
from assistant.answering.commitment_answers import (
    CommitmentAnswer,
    answer_from_commitments,
    with_counted,
)
from assistant.answering.contract import (
    Answer,
    AnswerStatus,
    Event,
    Finished,
    Question,
    Sentence,
    SentenceReady,
    SourceChosen,
    Turn,
    Understood,
)
from assistant.answering.decide import Decision, decide
from assistant.answering.earlier import nothing_more, quote_earlier, without_shown
from assistant.answering.echoes import echoed
from assistant.answering.evidence import Evidence, gather
from assistant.answering.follow_ups import follow_ups
from assistant.answering.following import carried_on
from assistant.answering.guard import guard
from assistant.answering.model import ModelUnavailable
from assistant.answering.names import Names
from assistant.answering.nearby import nearby
from assistant.answering.quoting import quote
from assistant.answering.rank import rank
from assistant.answering.reading import Reader
from assistant.answering.settings import AnsweringSettings
from assistant.answering.sides import Side, sides_of
from assistant.answering.texts import Texts
from assistant.answering.turns import asks_back
from assistant.answering.turns import carried_on as last_turn
from assistant.answering.understand import Understanding, understand
from assistant.answering.verify import verify
from assistant.answering.writing import Writer, prompt_version
from assistant.retrieval import Ranked, Retriever, widened
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Filters, Kind

_FOUND = 30
_IN_GENERAL = Filters(kinds=(Kind.HANDREIKING, Kind.WET, Kind.ARTIKEL))
_MOST_IN_GENERAL = 2
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Walk:
    """What one question gathers on its way."""

    today: date
    filters: Filters
    sources: Sources
    names: Names
    sentences: list[Sentence] = field(default_factory=list)
    told: list[CardAnswer] = field(default_factory=list)
    counted: CommitmentAnswer | None = None
    decided: list[tuple[Side, Decision]] = field(default_factory=list)
    found: dict[tuple[str, Filters], list[Ranked]] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    manner: str = "citeren"
    dropped: int = 0
    model_failed: bool = False
    began: float = field(default_factory=time.perf_counter)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the milliseconds of a step."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[step] = self.timings.get(step, 0.0) + 1000 * (time.perf_counter() - start)


class Assistant:
    """Answers questions from a library. One instance serves all conversations; it keeps nothing of them."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: AnsweringSettings,
        today: Callable[[], date] = date.today,
        retriever: Retriever | None = None,
    ) -> None:
        self._library = library
        self._settings = settings
        self._today = today
        self._texts = Texts(settings.form_of_address)
        self.retriever = retriever or Retriever(library, embedder)
        self._reader = Reader(library)
        # One for all questions: it knows whether the language model works, and how many answers it is writing.
        self.writer = Writer(settings) if settings.model else None

    def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        for event in self.stream(question):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def stream(self, question: Question, stop: Signal | None = None) -> Iterator[Event]:
        """The answer as it is made; the last event is `Finished` with all of it.

        Setting `stop` ends the writing of a language model at once: nobody waits for the answer any more.
        """
        today = self._today()
        sources = Sources(self._page_label, self._is_recognised)
        walk = _Walk(today, question.filters, sources, Names.of(self._library.cards()))

        with walk.timed("bewaken"):
            guarded = guard(question.text, self._texts, self._settings.max_question_length)
        if guarded.status:
            yield Understood(guarded.text)
            if guarded.general:
                yield from self._tell_in_general(guarded.general, walk)
            beside = tuple(walk.sentences), tuple(walk.sources.citations)
            yield self._finished(walk, closing.guarded(guarded, *beside, self._texts))
            return

        with walk.timed("begrijpen"):
            asked, absent = self._reader.read(replace(question, text=guarded.text), today)
        yield Understood(asked.text)
        if asked.unknown and not asked.municipalities and not asked.general:
            yield self._finished(walk, closing.unknown_place(asked, self._library, self._texts))
            return

        back = asks_back(guarded.text) if question.history else ""
        if back:
            yield from self._quote_earlier(back, asked, question.history, walk)
        elif question.history:
            self._look_nearby(guarded.text, asked, question.history, walk)
        if not walk.sentences and not walk.decided:
            try:
                yield from self._look(asked, absent, walk)
            except Exception as error:  # such as a server of vectors that is away: nothing is left to quote
                _log.error("Searching failed: %s", type(error).__name__)  # its text may hold the question
                yield self._finished(walk, closing.unavailable(asked, self._texts))
                return
        if back == "more":
            walk.decided = without_shown(walk.decided, question.history)

        shown = len(walk.sentences)
        if self.writer and any(decision.units for _, decision in walk.decided):
            yield from self._write(self.writer, asked, question, walk, stop)
        if walk.decided and len(walk.sentences) == shown:
            yield from self._quote(walk)

        with walk.timed("afronden"):
            more = follow_ups(walk.sources.citations, asked, self._library, self._texts, today)
            answer = closing.conclude(
                replace(asked, kind="list", years=asked.all_years)
                if walk.told or (walk.counted and walk.counted.quotes)
                else as_count(asked, len(walk.decided)),
                walk.decided,
                tuple(walk.sentences),
                tuple(walk.sources.citations),
                self._library,
                self._texts,
                today,
                masked=guarded.masked,
                model_failed=walk.model_failed and walk.manner == "citeren",
                cut_off=walk.model_failed and walk.manner == "schrijven",
            )
            if back == "more":
                answer = nothing_more(answer, question.history, self._texts)
        answer = with_notes(replace(answer, follow_ups=more), walk.told)
        yield self._finished(walk, with_counted(answer, walk.counted))

    def _tell_in_general(self, text: str, walk: _Walk) -> Iterator[Event]:
        """One or two quotes of the guides and the law about a subject, beside an answer that refers on."""
        asked = understand(Question(text, filters=_IN_GENERAL), self._library.cards(), walk.today)
        try:
            decision, _ = self._search(asked, walk)
        except Exception as error:  # the answer stands without it
            _log.error("Searching failed: %s", type(error).__name__)
            return
        walk.decided = [(Side(asked), replace(decision, units=decision.units[:_MOST_IN_GENERAL]))]
        yield from self._quote(walk)

    def _look(self, asked: Understanding, absent: Sequence[str], walk: _Walk) -> Iterator[Event]:
        """What the catalogue cards tell of each side of the question; for the other sides, what is decided.

        About the `absent` corporations nothing is looked for: no document names them.
        """
        shown = len(walk.sentences)
        yield from self._count(asked, walk)
        if len(walk.sentences) > shown:
            return
        seen: list[Evidence] = []
        for side in sides_of(asked) if asked.corporations or not absent else ():
            shown = len(walk.sentences)
            yield from self._tell(side.asked, walk)
            if len(walk.sentences) == shown:
                decision, evidence = self._search(side.asked, walk)
                if side.wider and not decision.units:
                    decision, evidence = self._search(side.wider, walk)
                if not decision.units and not decision.choices:
                    choices = places_to_choose(side.asked, self._library, walk.today)
                    decision = replace(decision, choices=choices)
                split = each_place(decision, evidence, walk.today) if over_places(side.asked) else [decision]
                if decision.units or not says_already(walk.told, side.asked):
                    walk.decided += [(side, one) for one in split]
                    seen += [evidence for _ in split]
        walk.decided = echoed(walk.decided, seen)
        walk.decided += [(Side(asked, name), Decision(AnswerStatus.NIET_GEVONDEN)) for name in absent]

    def _tell(self, asked: Understanding, walk: _Walk) -> Iterator[Event]:
        """What the catalogue cards answer without a search; nothing for every other question."""
        with walk.timed("opzoeken"):
            told = answer_from_cards(asked, self._library, self._texts, walk.today)
        if told:
            shown = len(walk.sentences)
            for sentence in told.sentences(walk.sources, self._texts, walk.today):
                yield from self._show(sentence, walk)
            if len(walk.sentences) > shown:
                walk.told.append(told)

    def _count(self, asked: Understanding, walk: _Walk) -> Iterator[Event]:
        """What is counted, listed or compared over the commitments; nothing for every other question."""
        with walk.timed("tellen"):
            walk.counted = answer_from_commitments(asked, self._library, self._texts, walk.today)
        if walk.counted:
            for sentence in walk.counted.sentences(
                walk.sources, self._library, asked, self._texts, walk.today
            ):
                yield from self._show(sentence, walk)

    def _search(self, asked: Understanding, walk: _Walk) -> tuple[Decision, Evidence]:
        """Steps 3 to 5 for one side of the question: retrieve, rank, decide."""
        with walk.timed("zoeken"):
            wanted = (asked.text, asked.filters)
            if wanted not in walk.found:  # the parts of a question are looked for together
                found = self.retriever.retrieve(asked.text, _FOUND, asked.filters, walk.today)
                walk.found[wanted] = widened(found, self._library)
            found = walk.found[wanted]
        with walk.timed("wegen"):
            ranked = rank(found, asked, walk.today)
            evidence = gather(ranked, asked, walk.today)
            decision = decide(evidence, asked)
            if walk.decided:
                decision = carried_on(decision, evidence, asked, walk.decided[-1][1])
            return decision, evidence

    def _quote_earlier(
        self, back: Literal["where", "more"], asked: Understanding, history: Sequence[Turn], walk: _Walk
    ) -> Iterator[Event]:
        """Steps 6 to 8 without a search: what was cited before, or what stands beside it."""
        with walk.timed("citeren"):
            for sentence in quote_earlier(
                back, asked, history, self._library, walk.sources, self._texts, walk.today
            ):
                yield from self._show(sentence, walk)

    def _look_nearby(self, said: str, asked: Understanding, history: Sequence[Turn], walk: _Walk) -> None:
        """Steps 3 to 5 for a follow-up that is answered where the answer before it stands."""
        with walk.timed("wegen"):
            decision = nearby(said, asked, last_turn(history), walk.names, self._library, walk.today)
        if decision:
            walk.decided.append((Side(asked), decision))

    def _quote(self, walk: _Walk) -> Iterator[Event]:
        """Steps 6 to 8 without a language model: quote, verify, cite."""
        share = max(1, self._settings.max_quotes // len(walk.decided))
        with walk.timed("citeren"):
            for place, (side, decision) in enumerate(walk.decided, start=1):
                left = self._settings.max_quotes - len(walk.sentences) - (len(walk.decided) - place)
                most = max(share, left) if side.asked.part else share
                for sentence in quote(decision, side.asked, walk.sources, self._texts, walk.today, most):
                    if all(sentence.sources != shown.sources for shown in walk.sentences):
                        yield from self._show(sentence, walk)

    def _show(self, sentence: Sentence, walk: _Walk) -> Iterator[Event]:
        """Show a quoted sentence with its sources when it passes verification like any other."""
        cited = [walk.sources.citations[number - 1] for number in sentence.sources]
        verdict = verify(
            sentence.text, [citation.found for citation in cited], walk.names, quoted=cited[0].quote
        )
        if not verdict.holds:
            _log.warning("A quoted sentence was dropped: %s", verdict.reason)
            walk.dropped += 1
            walk.sources.keep({number for shown in walk.sentences for number in shown.sources})
            return
        walk.sentences.append(sentence)
        for citation in cited:
            yield SourceChosen(citation)
        yield SentenceReady(sentence)

    def _write(
        self, writer: Writer, asked: Understanding, question: Question, walk: _Walk, stop: Signal | None
    ) -> Iterator[Event]:
        """Steps 6 to 8 with a language model: write, verify, cite; sentence by sentence."""
        passages = list(
            {
                unit.weighed.ranked.found.passage.id: unit.weighed.ranked.found
                for _, decision in walk.decided
                for unit in decision.units
            }.values()
        )[:6]
        shown: set[int] = set()
        start = time.perf_counter()
        work = writer.write(
            asked.text,
            passages,
            walk.sources,
            walk.names,
            self._texts,
            walk.today,
            question.audience,
            stop,
        )
        try:
            with closed_after(work) as written:
                for sentence, reason in written:
                    if sentence is None:
                        walk.dropped += reason != "empty"
                        continue
                    walk.sentences.append(sentence)
                    walk.manner = "schrijven"
                    for number in sentence.sources:
                        if number not in shown:
                            shown.add(number)
                            yield SourceChosen(walk.sources.citations[number - 1])
                    yield SentenceReady(sentence)
        except ModelUnavailable as error:
            walk.model_failed = True
            _log.warning("The language model failed: %s", error)
        finally:
            walk.timings["schrijven"] = 1000 * (time.perf_counter() - start)

    def _finished(self, walk: _Walk, answer: Answer) -> Finished:
        walk.timings["totaal"] = 1000 * (time.perf_counter() - walk.began)
        coverage = self._library.coverage(walk.filters, today=walk.today)
        written = walk.manner == "schrijven"
        return Finished(
            replace(
                answer,
                coverage=coverage,
                manner="schrijven" if written else "citeren",
                model=self._settings.model if written else None,
                prompts=prompt_version() if written else None,
                dropped=walk.dropped,
                timings_ms=walk.timings,
            )
        )

    def _page_label(self, edition_id: str, number: int) -> str | None:
        page = self._library.page(edition_id, number)
        return page.label if page else None

    def _is_recognised(self, edition_id: str, number: int) -> bool:
        page = self._library.page(edition_id, number)
        return page is not None and page.recognised
