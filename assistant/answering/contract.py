"""What goes into the answering steps and what comes out: the records that the service and the terminal show."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from assistant.precedents.selection import Selection
from corpus.model import EVERYTHING, Coverage, EditionCard, Filters, FoundPassage, Span


class AnswerStatus(StrEnum):
    """The closed set of outcomes; `assistant/texts/statuses.toml` has the Dutch text of each."""

    BEANTWOORD = "beantwoord"
    DEELS_BEANTWOORD = "deelsBeantwoord"
    NIET_GEVONDEN = "nietGevonden"
    VERDUIDELIJKING_NODIG = "verduidelijkingNodig"
    BUITEN_ONDERWERP = "buitenOnderwerp"
    GEWEIGERD = "geweigerd"
    ALGEMEEN = "algemeen"
    NIET_BESCHIKBAAR = "nietBeschikbaar"


class Audience(StrEnum):
    HUURDER = "huurder"
    BELEID = "beleid"


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer showed of a passage: these characters of its pages."""

    passage_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange in the conversation: the question as typed, and as it was understood (stand-alone);
    how it ended, and what its answer cited, in order."""

    question: str
    understood: str
    status: AnswerStatus = AnswerStatus.BEANTWOORD
    cited: tuple[Cited, ...] = ()

    @classmethod
    def of(cls, question: str, answer: "Answer") -> "Turn":
        """The exchange that an answer makes of a question."""
        cited = tuple(Cited(citation.found.passage.id, citation.spans) for citation in answer.citations)
        return cls(question, answer.understood, answer.status, cited)


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    audience: Audience = Audience.HUURDER
    filters: Filters = EVERYTHING
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: `quote` is contiguous verbatim text of the edition, at `spans` on its pages."""

    number: int
    found: FoundPassage
    quote: str
    spans: tuple[Span, ...]
    page_label: str | None
    recognised: bool = False  # the quote was read from the picture of a page

    @property
    def card(self) -> EditionCard:
        return self.found.card


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement shown to the user, with the numbers of the citations that support it (at least one)."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """Somewhere else to ask, from a configured list."""

    name: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted for an answer, so that it can be looked up again: `text` and `selection` find it, and
    `commitments` are the ids (at most 500). `rows` are the values counted, or their numbers when those are compared;
    `reasons` say why numbers do not compare. `documents` were searched."""

    kind: str
    text: str
    selection: Selection
    total: int
    rows: tuple[tuple[str, float], ...]
    commitments: tuple[str, ...]
    documents: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `text` is everything in reading order as plain text, `[n]` after the full stop."""

    status: AnswerStatus
    text: str
    understood: str
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    referrals: tuple[Referral, ...] = ()
    choices: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(0, 0))
    coverage_municipality: int | None = None
    follow_ups: tuple[str, ...] = ()
    manner: Literal["citeren", "schrijven"] = "citeren"
    model: str | None = None
    prompts: str | None = None  # the version of the prompts that the model was given
    dropped: int = 0
    counted: Counted | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)


# The events of a streamed answer, in the order in which they come. A consumer that only looks at `Finished`
# misses nothing.
@dataclass(frozen=True, slots=True)
class Understood:
    text: str


@dataclass(frozen=True, slots=True)
class SourceChosen:
    citation: Citation


@dataclass(frozen=True, slots=True)
class SentenceReady:
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Finished:
    answer: Answer


Event = Understood | SourceChosen | SentenceReady | Finished
