"""A question of counting, listing or comparing: how it is asked and what is right, by reading the documents."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from corpus.errors import Explained

FOLDER = Path(__file__).parent
Documents = Annotated[
    tuple[int, ...], BeforeValidator(lambda given: [given] if isinstance(given, int) else given)
]
Way = Literal["chat", "tel", "zoek", "vergelijk"]


class AskingError(Explained):
    """A line of the questions cannot be read."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Right(_Strict):
    """What a right answer has; what is None is not judged.

    `documents` is how many were searched, for each side of a comparison of the API. `number` holds the right ones:
    several where the guide of the labelled commitments leaves a choice. `row` has them for a value of a count.
    `municipalities` and `corporations` are the whole list. Of `quotes` each must be quoted; "a|b" is either. Not
    `comparable`: the answer has to say so, or has to put the numbers on one footing.
    """

    documents: Documents
    number: tuple[int, ...] | None = None
    row: dict[str, tuple[int, ...]] | None = None
    municipalities: frozenset[str] | None = None
    corporations: frozenset[str] | None = None
    modalities: frozenset[str] | None = None
    quotes: tuple[str, ...] = ()
    comparable: Literal[False] | None = None


class CountingQuestion(_Strict):
    """`question` is asked in the chat, `request` is the body of a request of the API."""

    id: str
    way: Way
    question: str = ""
    request: dict[str, Any] | None = None
    expect: Right

    @model_validator(mode="after")
    def _asked(self) -> Self:
        if (self.way == "chat") != bool(self.question) or (self.way == "chat") == (self.request is not None):
            raise ValueError("the chat has a question, the API a request")
        return self


def load_questions(part: str, folder: Path = FOLDER) -> list[CountingQuestion]:
    """The questions of a part, "tuning" or "test". Raises AskingError, naming the line."""
    found = []
    for number, line in enumerate((folder / f"{part}.jsonl").read_text("utf-8").splitlines(), start=1):
        try:
            found.append(CountingQuestion.model_validate(json.loads(line)))
        except (ValidationError, ValueError) as error:
            raise AskingError(f"{part}.jsonl regel {number}: {error}") from error
    return found
