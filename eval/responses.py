"""What stands between asking and scoring: the folder of a run, with one JSON line a response.

A run can be scored again without asking again, so a response keeps the pages that its sources point at.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from corpus.errors import Explained
from eval.questions import AnswerStatus, Question, load_questions

QUESTIONS = "questions.jsonl"
RESPONSES = "responses.jsonl"
CONFIG = "run.json"


class RunError(Explained):
    """A run cannot be started, resumed or scored; the message says what to do."""


class _Received(BaseModel):
    """The part of the public API that is scored; whatever else a target sends is kept but not looked at."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, alias_generator=AliasGenerator(validation_alias=to_camel)
    )


class ReceivedDocument(_Received):
    id: str
    titel: str
    soort: str = ""
    status: str = ""


class ReceivedSource(_Received):
    nummer: int
    citaat: str
    pagina_van: int = Field(ge=1)
    pagina_tot: int = Field(ge=1)
    pagina_url: str
    document: ReceivedDocument


class ReceivedAnswer(_Received):
    """The answer of `POST /v1/chat`."""

    gesprek_id: str | None
    status: AnswerStatus
    tekst: str
    bronnen: tuple[ReceivedSource, ...]


class Response(BaseModel):
    """What came back for one question: an answer, or the error that came instead.

    `answer` is the JSON as it was received; `pages` holds the texts of the pages from `paginaVan` to `paginaTot`
    of each source, by its number, and nothing for a source whose pages could not be read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    answer: dict[str, Any] | None
    error: str | None
    pages: dict[int, tuple[str, ...]]
    ms: float | None = Field(
        description="Duration of the last question of the conversation, in milliseconds."
    )

    def received(self) -> ReceivedAnswer | None:
        return ReceivedAnswer.model_validate(self.answer) if self.answer is not None else None


def open_run(folder: Path, questions: Sequence[Question], config: dict[str, Any]) -> dict[str, Response]:
    """Make the folder of a run ready and return the responses that it already has, without the failed ones.

    Raises RunError when the folder holds a run of other questions or against another target.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = "".join(f"{question.model_dump_json()}\n" for question in questions)
    if (folder / QUESTIONS).is_file():
        earlier = json.loads((folder / CONFIG).read_text("utf-8"))
        same = (folder / QUESTIONS).read_text("utf-8") == written and earlier["target"] == config["target"]
        if not same:
            raise RunError(
                f"In {folder} staat een meting met andere vragen of van een andere dienst. Kies een andere map."
            )
    else:
        (folder / CONFIG).write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")
        (folder / QUESTIONS).write_text(written, "utf-8")
    kept = {id_: response for id_, response in read_responses(folder).items() if response.error is None}
    # Written anew without a last line that was cut off and without failures, which are asked again.
    part = folder / f"{RESPONSES}.part"
    part.write_text("".join(_line(response) for response in kept.values()), "utf-8")
    part.replace(folder / RESPONSES)
    return kept


def append_response(folder: Path, response: Response) -> None:
    with (folder / RESPONSES).open("a", encoding="utf-8") as file:
        file.write(_line(response))


def read_responses(folder: Path) -> dict[str, Response]:
    """The responses of a run by question; a last line that was cut off is ignored."""
    path = folder / RESPONSES
    lines = path.read_text("utf-8").split("\n") if path.is_file() else [""]
    # Every complete line ends in a newline, so what comes after the last one was cut off.
    responses = [Response.model_validate_json(line) for line in lines[:-1] if line]
    return {response.id: response for response in responses}


def read_run(folder: Path) -> tuple[dict[str, Any], list[Question], dict[str, Response]]:
    """The configuration, the questions and the responses of a run. Raises RunError when `folder` holds no run."""
    if not (folder / QUESTIONS).is_file() or not (folder / CONFIG).is_file():
        raise RunError(
            f"In {folder} staat geen meting. Maak er een met: afsprakenwijzer eval run SET --out {folder}"
        )
    config: dict[str, Any] = json.loads((folder / CONFIG).read_text("utf-8"))
    return config, load_questions([folder / QUESTIONS]), read_responses(folder)


def _line(response: Response) -> str:
    return response.model_dump_json() + "\n"
