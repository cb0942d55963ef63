"""Step 7, questions, for a document without a file that says them: a language model does, when the settings name one.

Whatever the model writes is a question or nothing, and a question is only compared with what people ask: nobody is
shown one, and no instruction in a document can make it more than that.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pydantic import BaseModel, Field

from corpus.edition import Edition
from corpus.known_question import KnownQuestion
from corpus.model import Passage
from corpus.sentences import pieces
from ingest.known_questions import without_names
from ingest.model_replies import Access, ReplyingModel, enclosed
from ingest.settings import IngestSettings

_MOST_PARTS = 2_000  # of one document that the model is asked about
_TOGETHER = 30  # sentences and rows in one request
_LONGEST_LEAD = 1_000  # characters of headings, and of what comes before
_LONGEST_REPLY = 40_000  # characters
# Of a sentence or row: what is shorter is a number or a loose word, what is longer is no sentence.
_SHORTEST_PIECE, _LONGEST_PIECE = 12, 1_500
_MOST, _SHORTEST, _LONGEST = 4, 5, 300  # questions of a sentence, and characters of one
_MARKED_UP = re.compile(
    r"[<>{}\[\]|\\`*_#~^=@]|//|\b(?:https?|www|javascript)\b|\w\.[^\W\d_]{2}", re.IGNORECASE
)
_FIGURES = re.compile(r"\d+(?:[., ]\d+)*")

_Nameless = Callable[[str], str]


class _Answered(BaseModel):
    """The questions that the sentence or row with a number answers."""

    nummer: int
    vragen: list[str] = Field(max_length=20)


class _Reply(BaseModel):
    zinnen: list[_Answered] = Field(max_length=2 * _TOGETHER)


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences and rows of a passage as their ranges, few enough for one request."""

    passage: Passage
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Questioned:
    """An edition with questions: of how many parts they were wanted, and how many had no usable reply."""

    edition: Edition
    asked: int = 0
    failed: int = 0


class Questioner:
    """Has the model of the settings say what the sentences of a document answer.

    Raises `corpus.language_model.ModelUnusable`.
    """

    def __init__(self, settings: IngestSettings) -> None:
        access = Access(
            settings.questions_model,
            settings.questions_model_url,
            settings.questions_model_key,
            settings.questions_seconds,
            settings.questions_parallel,
            "AFSPRAKENWIJZER_QUESTIONS_MODEL",
        )
        self._model = ReplyingModel(access, "questions", longest=_LONGEST_REPLY, attempts=2)

    def fingerprint(self, original: str) -> str:
        """The fingerprint of an edition with questions of the model."""
        return self._model.fingerprint(original)

    def question(
        self, edition: Edition, tell: Callable[[int, int], None] = lambda done, of: None
    ) -> Questioned:
        """An edition with the questions that its sentences answer; a reply that fails leaves its part without.

        `tell` hears how many of how many replies are there.
        """
        parts = list(_parts(edition))
        asked = parts[:_MOST_PARTS]
        read = partial(_read, without_names(edition.description))
        found: list[KnownQuestion] = []
        failed = len(parts) - len(asked)
        for done, (_, questions) in enumerate(self._model.replies(asked, _texts, read), 1):
            found += questions or ()
            failed += questions is None
            tell(done, len(asked))
        found.sort(key=lambda one: (one.ordinal, one.start))
        return Questioned(replace(edition, questions=tuple(found)), len(parts), failed)


def _parts(edition: Edition) -> Iterator[_Part]:
    for passage in edition.passages:
        ranges = [
            (start, end)
            for start, end in pieces(passage.text)
            if _SHORTEST_PIECE <= end - start <= _LONGEST_PIECE
            and any(map(str.isalpha, passage.text[start:end]))
        ]
        for first in range(0, len(ranges), _TOGETHER):
            yield _Part(passage, tuple(ranges[first : first + _TOGETHER]))


def _texts(part: _Part) -> Mapping[str, str]:
    """What fills the prompt. A sentence keeps to its own line, so that it cannot give itself another number."""
    passage = part.passage
    numbered = [
        f"{number}. {' | '.join(' '.join(cell.split()) for cell in passage.text[start:end].split(chr(9)))}"
        for number, (start, end) in enumerate(part.ranges, 1)
    ]
    return {
        "headings": enclosed("\n".join(passage.headings)[:_LONGEST_LEAD]),
        "context": enclosed(passage.context[:_LONGEST_LEAD]),
        "sentences": enclosed("\n".join(numbered)),
    }


def _read(nameless: _Nameless, part: _Part, reply: str) -> tuple[KnownQuestion, ...]:
    """The usable questions of a reply. Raises ValueError when it is none, or proposes nothing that is usable."""
    answered = _Reply.model_validate_json(reply).zinnen
    ranges = dict(enumerate(part.ranges, 1))
    found: dict[int, dict[str, str]] = {number: {} for number in ranges}
    for one in answered:
        if one.nummer not in ranges:
            continue
        start, end = ranges[one.nummer]
        for said in one.vragen:
            question = _usable(said, part.passage.text[start:end], nameless)
            if question and len(found[one.nummer]) < _MOST:
                found[one.nummer].setdefault(_plain(question), question)
    questions = tuple(
        KnownQuestion(part.passage.ordinal, *ranges[number], question)
        for number, kept in found.items()
        for question in kept.values()
    )
    if not questions and any(one.vragen for one in answered):
        raise ValueError("no usable question")
    return questions


def _usable(said: str, sentence: str, nameless: _Nameless) -> str | None:
    """A question as it is kept, None for what is none: too short or long, more than a line of plain text, the
    sentence itself, or one that gives away a figure of its answer."""
    said = said.strip()
    # A new line, a sign that nobody sees and half a character are not printable.
    if len(said) > _LONGEST or not said.isprintable() or _MARKED_UP.search(said):
        return None
    question = nameless(said)
    told = _plain(question)
    if len(question) < _SHORTEST or not told or told == _plain(sentence) or _plain(said) == _plain(sentence):
        return None
    return None if _figures(said) & _figures(sentence) else question


def _plain(text: str) -> str:
    """Only the words, to compare."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _figures(text: str) -> set[int]:
    """The numbers in digits, as wholes ("40.000") and each row of digits."""
    wholes = [whole[0] for whole in _FIGURES.finditer(text)]
    return {int(row) for whole in wholes for row in (re.sub(r"\D", "", whole), *re.findall(r"\d+", whole))}
