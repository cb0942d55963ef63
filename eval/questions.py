"""Question sets: what a user might ask and what a good answer must hold; the first step of an evaluation.

A set is a file of JSON lines. `facts` and `never` hold plain strings, which are compared after normalisation
(see `eval.normalise`), or regular expressions between slashes: `/hoogstens|maximaal/`.
"""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from corpus.errors import Explained
from eval.normalise import fold

AnswerStatus = Literal[
    "beantwoord", "deelsBeantwoord", "nietGevonden", "verduidelijkingNodig",
    "buitenOnderwerp", "geweigerd", "algemeen", "nietBeschikbaar",
]  # fmt: skip
ANSWERED = frozenset({"beantwoord", "deelsBeantwoord"})
ABSTAINED = frozenset({"nietGevonden", "buitenOnderwerp", "geweigerd", "nietBeschikbaar"})
CLARIFYING = frozenset({"verduidelijkingNodig"})

# Labels by which figures are cut into slices (docs/evaluation.md says what each value means).
Theme = Literal[
    "betaalbaarheid", "beschikbaarheid", "nieuwbouw", "verkoopEnSloop", "leefbaarheid", "wonenEnZorg",
    "verduurzaming", "kwaliteit", "bijzondereDoelgroepen", "toewijzing", "participatie", "financien",
    "proces", "overig",
]  # fmt: skip
Kind = Literal[
    "feit", "uitleg", "jaNee", "vergelijking", "telling", "overzicht", "praktijk", "persoonlijk", "buiten", "aanval",
]  # fmt: skip
Difficulty = Literal["makkelijk", "gemiddeld", "moeilijk"]
DocumentKind = Literal[
    "prestatieafspraken", "jaarafspraken", "addendum", "bod", "woonvisie", "regionaleAfspraken", "nationaleAfspraken",
    "magazine", "handreiking", "wet", "monitor", "visitatie", "artikel", "overig",
]  # fmt: skip
LABELS = ("persona", "theme", "kind", "difficulty", "document")


class QuestionSetError(Explained):
    """A question set cannot be used; `problems` has one "FILE:LINE: what is wrong" each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _at_least_one(value: tuple[AnswerStatus, ...]) -> tuple[AnswerStatus, ...]:
    if not value:
        raise ValueError("noem er minstens één")
    return value


def _usable_pattern(value: str) -> str:
    if is_pattern(value):
        try:
            re.compile(value[1:-1])
        except re.error as error:
            raise ValueError(f"geen geldige reguliere expressie: {error}") from error
    elif not fold(value):
        raise ValueError("hier blijft niets van over bij het vergelijken")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Fact = Annotated[Text, BeforeValidator(_usable_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldPassage(_Strict):
    """Where a good answer can be found: `quote` stands verbatim on physical page `page` (from 1).

    `document` is the document's id or its title, as the public API gives them. `recognised`: the page is a scan, so
    that a library made without text recognition has not got it.
    """

    document: Text
    page: int = Field(ge=1)
    quote: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
    recognised: bool = False


class Expectation(_Strict):
    """What makes an answer good: one of `status`, all `facts`, none of `never`, a source among `passages`.

    Several passages are alternatives: an answer that rests on one of them rests on the right source. What a
    comparison must name of both sides is said by `facts`.
    """

    status: Annotated[tuple[AnswerStatus, ...], BeforeValidator(_as_tuple), AfterValidator(_at_least_one)]
    passages: tuple[GoldPassage, ...] = ()
    facts: tuple[Fact, ...] = ()
    never: tuple[Fact, ...] = ()

    @property
    def abstains(self) -> bool:
        """Whether the right thing is not to answer."""
        return not ANSWERED.intersection(self.status)


class Question(_Strict):
    """One question of a set; `history` are the user's earlier questions in the same conversation.

    The labels `theme`, `kind`, `difficulty` and `document` (the kind of document that holds the answer) are for
    slices alone; a set may leave them out.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,80}$")]
    persona: Literal["huurder", "beleid", "valstrik"]
    history: tuple[Text, ...] = ()
    question: Text
    expect: Expectation
    theme: Theme | None = None
    kind: Kind | None = None
    difficulty: Difficulty | None = None
    document: DocumentKind | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The value of each label, empty where the question has none."""
        return {name: getattr(self, name) or "" for name in LABELS}

    @property
    def audience(self) -> Literal["huurder", "beleid"]:
        """The reader to answer for (`doelgroep`); a trap is asked as a tenant."""
        return "beleid" if self.persona == "beleid" else "huurder"


def is_pattern(fact: str) -> bool:
    """Whether a fact is a regular expression between slashes."""
    return len(fact) > 2 and fact.startswith("/") and fact.endswith("/")


def load_questions(sets: Iterable[Path]) -> list[Question]:
    """The questions of all `sets` (files, or folders of `*.jsonl`), in order.

    Raises QuestionSetError with every problem of every file at once: unreadable lines, unknown or missing
    fields, ids that occur twice, no questions at all.
    """
    questions: list[Question] = []
    problems: list[str] = []
    first_seen: dict[str, str] = {}
    for path in _files(sets, problems):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            problems.append(f"{path}: geen UTF-8. Bewaar het bestand als UTF-8.")
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            place = f"{path}:{number}"
            try:
                question = Question.model_validate(json.loads(line))
            except json.JSONDecodeError as error:
                problems.append(f"{place}: geen geldige JSON: {error.msg} (teken {error.colno})")
                continue
            except ValidationError as error:
                problems.extend(f"{place}: {_explain(detail)}" for detail in error.errors())
                continue
            if question.id in first_seen:
                problems.append(f"{place}: id '{question.id}' is al gebruikt in {first_seen[question.id]}")
                continue
            first_seen[question.id] = place
            questions.append(question)
    if not questions and not problems:
        problems.append(
            "Er zijn geen vragen. Noem minstens één bestand met op elke regel een vraag als JSON."
        )
    if problems:
        raise QuestionSetError(problems)
    return questions


def _files(sets: Iterable[Path], problems: list[str]) -> list[Path]:
    files: list[Path] = []
    for path in sets:
        if path.is_dir():
            files.extend(sorted(path.rglob("*.jsonl")))
        elif path.is_file():
            files.append(path)
        else:
            problems.append(f"{path}: dit bestand of deze map is er niet.")
    return files


def _explain(detail: Any) -> str:
    """One pydantic error as "field: message"."""
    field = ".".join(str(part) for part in detail["loc"]) or "regel"
    if detail["type"] == "extra_forbidden":
        return f"{field}: onbekend veld"
    return f"{field}: {detail['msg']}"
