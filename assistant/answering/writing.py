"""Step 6 with a language model: a short answer written from numbered passages, every sentence verified.

The model sees only passages and their numbers, never an address. A sentence reaches the user when its source
supports it; if none does the model is asked once more, and then the answer quotes.
"""

import re
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

from assistant.answering.cite import Sources
from assistant.answering.concepts import Bag, stems
from assistant.answering.contract import Sentence
from assistant.answering.frames import named
from assistant.answering.names import Names
from assistant.answering.settings import AnsweringSettings
from assistant.answering.texts import Texts
from assistant.answering.verify import plain, verify
from corpus.model import FoundPassage
from corpus.sentences import sentences

# Markdown only, so no package: it lies beside the packages, in a checkout and installed.
_PROMPTS = Path(__file__).parents[2] / "prompts"
_NOTHING = "NIET GEVONDEN"
_LONGEST_PASSAGE = 1800
_LONGEST_ANSWER = 4000
_MARK = re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
# A sentence ends at a full stop with the marks behind it; the marks of the next one must not be taken along.
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s*\[[\d,;\s]{1,20}\])*(?=\s|$)|\n")


class ModelUnavailable(RuntimeError):
    """The language model could not be reached, failed, or took too long."""


@dataclass(slots=True)
class Writer:
    """Writes answers with the configured language model. One instance serves many questions."""

    settings: AnsweringSettings
    dropped: int = 0
    _model: Any = field(default=None, repr=False)

    def write(
        self,
        question: str,
        passages: Sequence[FoundPassage],
        sources: Sources,
        names: Names,
        texts: Texts,
        today: date,
    ) -> Iterator[tuple[Sentence | None, str]]:
        """Verified sentences as they are finished; (None, reason) for each one that was dropped.

        Raises ModelUnavailable when the model fails before anything was shown.
        """
        shown = 0
        deadline = time.monotonic() + self.settings.model_seconds
        messages = self._messages(question, passages, texts, today)
        for attempt in range(2):
            said = []
            with closing(_sentences(self._stream(messages, deadline))) as written:
                for raw in written:
                    said.append(raw)
                    sentence, reason = self._checked(raw, passages, sources, names)
                    shown += sentence is not None
                    yield sentence, reason
            if shown or attempt or _NOTHING in " ".join(said):
                return
            messages = [*messages, ("ai", " ".join(said)), ("human", _prompt("retry"))]

    def _checked(
        self, raw: str, passages: Sequence[FoundPassage], sources: Sources, names: Names
    ) -> tuple[Sentence | None, str]:
        """The sentence with its citations, or why it is dropped."""
        numbers = [int(number) for group in _MARK.findall(raw) for number in re.split(r"\s*[,;]\s*", group)]
        if any(not 1 <= number <= len(passages) for number in numbers):
            return None, "unknown citation"
        text = plain(_MARK.sub("", raw))
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        if not re.search(r"\w", text) or text.upper().startswith(_NOTHING):
            return None, "empty"
        cited = [passages[number - 1] for number in dict.fromkeys(numbers)]
        verdict = verify(text, cited, names)
        if not verdict.holds:
            return None, verdict.reason
        citations = [sources.cite(found, *_support(text, found)) for found in cited]
        return Sentence(text, tuple(citation.number for citation in citations)), ""

    def _messages(
        self, question: str, passages: Sequence[FoundPassage], texts: Texts, today: date
    ) -> list[tuple[str, str]]:
        numbered = "\n\n".join(_numbered(n, found, texts, today) for n, found in enumerate(passages, 1))
        asked = question.replace("<", "‹").replace(">", "›")
        return [
            ("system", _prompt("answer").replace("{address}", self.settings.form_of_address)),
            ("human", f"{numbered}\n\n<vraag>\n{asked}\n</vraag>"),
        ]

    def _stream(self, messages: list[tuple[str, str]], deadline: float) -> Iterator[str]:
        """The model's words as they come, with the longest wait of the settings between them.

        The model runs in a thread of its own, so that a server that hangs cannot hold the answer.
        """
        queue: Queue[str | BaseException | None] = Queue()
        stop = Event()

        def work() -> None:
            try:
                for chunk in self._chat().stream(messages):
                    if stop.is_set():
                        return
                    queue.put(str(chunk.text))
                queue.put(None)
            except Exception as error:  # whatever a provider raises, the answer goes on
                queue.put(error)

        Thread(target=work, daemon=True, name="language-model").start()
        length = 0
        try:
            while True:
                wait = min(self.settings.model_first_word_seconds, deadline - time.monotonic())
                try:
                    item = queue.get(timeout=max(wait, 0.0))
                except Empty:
                    raise ModelUnavailable("The language model took too long.") from None
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise ModelUnavailable(f"The language model failed: {type(item).__name__}.") from item
                length += len(item)
                if length > _LONGEST_ANSWER:
                    return
                yield item
        finally:
            stop.set()

    def _chat(self) -> Any:
        """The model, made on first use: its packages take seconds to import."""
        if self._model is None:
            from langchain.chat_models import init_chat_model

            options: dict[str, Any] = {
                "temperature": 0,
                "max_retries": 0,
                "timeout": self.settings.model_seconds,
            }
            if self.settings.model_url:
                options["base_url"] = str(self.settings.model_url)
            if self.settings.model_key:
                options["api_key"] = self.settings.model_key.get_secret_value()
            elif self.settings.model_url:
                options["api_key"] = "none"
            self._model = init_chat_model(self.settings.model, **options)
        return self._model


def _sentences(stream: Iterator[str]) -> Generator[str, None, None]:
    """Whole sentences with the citation marks behind them, as soon as the next one begins."""
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
    body = "\n".join((" › ".join(found.passage.headings), found.passage.context, found.passage.text))[
        :_LONGEST_PASSAGE
    ]
    safe = f"{about}\n{body}".replace("<", "‹").replace(">", "›")
    return f'<passage nummer="{number}">\n{safe}\n</passage>'


@cache
def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.md").read_text("utf-8").strip()
