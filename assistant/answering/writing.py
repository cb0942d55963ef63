"""Step 6 with a language model: a short answer written from numbered passages, every sentence verified.

The model sees only passages and their numbers, never an address. A sentence reaches the user when its source
supports it; if none does the model is asked once more, and then the answer quotes.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Event, Lock

from assistant.answering.cite import Sources
from assistant.answering.concepts import Bag, stems
from assistant.answering.contract import Audience, Sentence
from assistant.answering.frames import named
from assistant.answering.instructions import is_instruction
from assistant.answering.model import Message, Model, ModelUnavailable
from assistant.answering.names import Names
from assistant.answering.settings import AnsweringSettings
from assistant.answering.texts import Texts
from assistant.answering.verify import Infers, plain, verify
from corpus.language_model import ModelUnusable
from corpus.model import FoundPassage
from corpus.sentences import sentences

_log = logging.getLogger(__name__)

# Markdown only, so no package: it lies beside the packages, in a checkout and installed.
_PROMPTS = Path(__file__).parents[2] / "prompts"
_NOTHING = "NIET GEVONDEN"
_LONGEST_PASSAGE = 1800
_MARK = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
# A sentence ends at a full stop with the marks behind it; the marks of the next one must not be taken along.
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s*\[[\d,;\s]{1,20}\])*(?=\s|$)|\n")

# What is left of marks in another shape, such as [1-3], [1234] or 【1】: nobody can look those up.
_STRANGE_MARK = re.compile(r"[\[【][^\]】]{0,40}\d[^\]】]{0,40}[\]】]")
# Most words of an answer, and of one sentence beyond which nobody reads on.
_MOST_WORDS = {Audience.HUURDER: 120, Audience.BELEID: 250}
_LONGEST_SENTENCE = 60


@dataclass(slots=True)
class Writer:
    """Writes answers with the configured language model. One instance serves many questions at once."""

    settings: AnsweringSettings
    model: Model = field(init=False)
    dropped: Counter[str] = field(default_factory=Counter)
    _infers: Infers | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.model = Model(self.settings)
        if self.settings.nli:
            from assistant.answering.verification.inference import Inference  # loads torch

            self._infers = Inference(self.settings.nli)

    def write(
        self,
        question: str,
        passages: Sequence[FoundPassage],
        sources: Sources,
        names: Names,
        texts: Texts,
        today: date,
        audience: Audience = Audience.HUURDER,
        stop: Event | None = None,
    ) -> Generator[tuple[Sentence | None, str], None, None]:
        """Verified sentences as they are finished; (None, reason) for each one that was dropped.

        The model is asked at most twice: again when it failed at once in a way that passes, or when nothing that it
        wrote was supported. Setting `stop` ends the work. Raises ModelUnavailable, also after sentences were given:
        then the answer is not whole.
        """
        stop = stop or Event()
        given = _fitting(passages, self.settings.model_passages_length)
        most = _MOST_WORDS[audience]
        messages = self._messages(question, given, texts, today, audience)
        with suppress(
            ModelUnusable
        ):  # the stream says so; here the packages are loaded outside the model's time
            self.model.prepare()
        done_by = time.monotonic() + self.settings.model_seconds
        first_by = time.monotonic() + self.settings.model_first_word_seconds
        shown: list[str] = []
        dropped: Counter[str] = Counter()
        try:
            for last in (False, True):
                said: list[str] = []
                words = self.model.stream(
                    messages, first_by=first_by, done_by=done_by, most_words=most, stop=stop
                )
                try:
                    with closing(_sentences(words)) as written:
                        for raw in written:
                            said.append(raw)
                            sentence, reason = self._checked(raw, given, sources, names, shown)
                            if sentence is None:
                                dropped[_sort(reason)] += 1
                            else:
                                shown.append(sentence.text)
                            yield sentence, reason
                            if _words(" ".join(shown)) >= most:
                                return
                except ModelUnavailable as problem:
                    again = None if shown or last else problem.wait
                    if again is None or time.monotonic() + again >= min(first_by, done_by):
                        raise
                    _log.info("Asked the language model again: %s", problem)
                    stop.wait(again)
                    continue
                if shown or stop.is_set() or _NOTHING in " ".join(said):
                    return
                messages = [*messages, ("ai", " ".join(said)), ("human", _prompt("retry"))]
                first_by = time.monotonic() + self.settings.model_first_word_seconds
        finally:
            _log.info("Written: %d sentences shown, dropped %s", len(shown), dict(dropped))
            with self._lock:
                self.dropped += dropped

    def _checked(
        self,
        raw: str,
        passages: Sequence[FoundPassage],
        sources: Sources,
        names: Names,
        shown: Sequence[str],
    ) -> tuple[Sentence | None, str]:
        """The sentence with its citations, or why it is dropped."""
        numbers = [int(number) for group in _MARK.findall(raw) for number in re.split(r"\s*[,;]\s*", group)]
        if any(not 1 <= number <= len(passages) for number in numbers):
            return None, "unknown citation"
        unmarked = _MARK.sub("", raw)
        if _STRANGE_MARK.search(unmarked):
            return None, "unknown citation"
        text = plain(unmarked)
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        if not re.search(r"\w", text) or text.upper().startswith(_NOTHING):
            return None, "empty"
        if text in shown:
            return None, "repeated"
        if text.removeprefix("- ") in plain(_prompt("answer")):
            return None, "prompt"
        if _words(text) > _LONGEST_SENTENCE:
            return None, "too long"
        cited = [passages[number - 1] for number in dict.fromkeys(numbers)]
        verdict = verify(text, cited, names, infers=self._infers)
        if not verdict.holds:
            return None, verdict.reason
        citations = [sources.cite(found, *_support(text, found)) for found in cited]
        return Sentence(text, tuple(citation.number for citation in citations)), ""

    def _messages(
        self,
        question: str,
        passages: Sequence[FoundPassage],
        texts: Texts,
        today: date,
        audience: Audience,
    ) -> list[Message]:
        numbered = "\n\n".join(_numbered(n, found, texts, today) for n, found in enumerate(passages, 1))
        asked = question.replace("<", "‹").replace(">", "›")
        reader = _prompt(f"reader-{audience.value}")
        filled = {
            "{reader}": reader,
            "{address}": self.settings.form_of_address,
            "{words}": str(_MOST_WORDS[audience]),
        }
        system = _prompt("answer")
        for mark, value in filled.items():
            system = system.replace(mark, value)
        return [
            ("system", system),
            ("human", f"{numbered}\n\n<vraag>\n{asked}\n</vraag>"),
        ]


def prompt_version() -> str:
    """The version of the prompts: eight digits of a digest over their text, so that it follows every change."""
    files = sorted(_PROMPTS.glob("*.md"))
    return sha256("\0".join(file.read_text("utf-8") for file in files).encode()).hexdigest()[:8]


def _sentences(stream: Generator[str, None, None]) -> Generator[str, None, None]:
    """Whole sentences with the citation marks behind them, as soon as the next one begins.

    What a stream that fails left unfinished is not among them.
    """
    with closing(stream):
        yield from _split(stream)


def _split(stream: Iterator[str]) -> Iterator[str]:
    held = ""
    for words in stream:
        held += words
        while True:
            ends = [match.end() for match in _SENTENCE_END.finditer(held)]
            # The last end may still get its marks; "ca." and "1." are no ends.
            end = next((e for e in ends if held[e:].lstrip()[:1] not in ("", "[") and _is_end(held, e)), None)
            if end is None:
                break
            if held[:end].strip():
                yield held[:end].strip()
            held = held[end:]
    yield from (line.strip() for line in held.split("\n") if line.strip())


def _fitting(passages: Sequence[FoundPassage], room: int) -> Sequence[FoundPassage]:
    """The first passages that fit in `room` characters together; always one."""
    total = 0
    for count, found in enumerate(passages):
        total += min(len(found.passage.text), _LONGEST_PASSAGE)
        if total > room and count:
            return passages[:count]
    return passages


def _words(text: str) -> int:
    return len(text.split())


def _sort(reason: str) -> str:
    """A reason without the words or figures of the sentence, to be counted and logged."""
    without = re.sub(r"^(figure|name|label|article) .*? (is|goes) ", r"\1 \2 ", reason)
    return re.sub(r"^says '.*' ", "says a word ", without)


def _is_end(text: str, end: int) -> bool:
    """Whether the text up to here ends a sentence by the rules of the corpus."""
    if text[end - 1] in "]\n":
        return True
    return any(stop == end for _, stop in sentences(text))


def _support(sentence: str, found: FoundPassage) -> tuple[int, int]:
    """The sentence or row of the passage that shares most words and figures with a written sentence."""
    wanted = set(stems(sentence))
    ranges = sentences(found.passage.text) or [(0, len(found.passage.text))]

    def shared(place: tuple[int, int]) -> float:
        held = Bag.of(found.passage.text[place[0] : place[1]])
        return sum(held.holds_stem(stem) for stem in wanted)

    return max(ranges, key=shared)


def _numbered(number: int, found: FoundPassage, texts: Texts, today: date) -> str:
    """A passage as the model sees it: its number, document, standing and headings, between marks it can't break."""
    card = found.card
    about = f"{named(card, texts)} ({card.description.status(today)}), soort: {card.description.kind}"
    lines = (" › ".join(found.passage.headings), found.passage.context, *_for_readers(found.passage.text))
    body = "\n".join(lines)[:_LONGEST_PASSAGE]
    safe = f"{about}\n{body}".replace("<", "‹").replace(">", "›")
    return f'<passage nummer="{number}">\n{safe}\n</passage>'


def _for_readers(text: str) -> list[str]:
    """The lines of a text without the sentences that instruct a machine."""
    return [
        "".join(line[start:end] for start, end in _spaced(line) if not is_instruction(line[start:end]))
        for line in text.split("\n")
    ]


def _spaced(line: str) -> list[tuple[int, int]]:
    """The sentences of a line, each with the space behind it."""
    starts = [0, *(start for start, _ in sentences(line)[1:]), len(line)]
    return list(pairwise(starts))


@cache
def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.md").read_text("utf-8").strip()
