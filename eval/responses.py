"""What stands between asking and scoring: the folder of a run, with one JSON line a response.

A run can be scored again without asking again, so a response keeps the pages that its sources point at.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

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


class ReceivedPeriod(_Received):
    van: int | None = None
    tot: int | None = None


class ReceivedDocument(_Received):
    id: str
    titel: str
    soort: str = ""
    status: str = ""
    gemeenten: tuple[str, ...] = ()
    corporaties: tuple[str, ...] = ()
    huurdersorganisaties: tuple[str, ...] = ()
    periode: ReceivedPeriod | None = None
    kennisdatum: str | None = None


class ReceivedSource(_Received):
    nummer: int
    citaat: str
    koppen: tuple[str, ...] = ()
    pagina_label: str | None = None
    bron_url: str | None = None
    pagina_van: int = Field(ge=1)
    pagina_tot: int = Field(ge=1)
    pagina_url: str
    document: ReceivedDocument


class ReceivedSentence(_Received):
    tekst: str
    bronnen: tuple[int, ...] = ()


class ReceivedAnswer(_Received):
    """The answer of `POST /v1/chat`."""

    gesprek_id: str | None
    status: AnswerStatus
    tekst: str
    zinnen: tuple[ReceivedSentence, ...] = ()
    bronnen: tuple[ReceivedSource, ...]
    begrepen_als: str | None = None


class Found(BaseModel):
    """A passage that a search for the question found: what it says, and on which pages of which document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    title: str
    first_page: int
    last_page: int
    text: str


class Tokens(BaseModel):
    """What a language model read and wrote for one response."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: int = Field(ge=0)
    output: int = Field(ge=0)


Tell = Literal["status", "sources", "pages"]


class Response(BaseModel):
    """What came back for one question: an answer, or the error that came instead.

    `answer` is the JSON as it was received, or the same form made of what a target says that is not the product;
    then `raw` is what it said. `pages` holds the texts of the pages from `paginaVan` to `paginaTot` of each source,
    by its number, and nothing for a source whose pages could not be read. `found` are the passages of a search for
    the question, best first, None when there is no search to ask. `tells` are the parts of an answer that this target
    knows: a status, sources, the texts of pages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    answer: dict[str, Any] | None
    error: str | None
    pages: dict[int, tuple[str, ...]]
    ms: float | None = Field(
        description="Duration of the last question of the conversation, in milliseconds."
    )
    raw: dict[str, Any] | None = None
    found: tuple[Found, ...] | None = None
    tokens: Tokens | None = None
    tells: tuple[Tell, ...] = ("status", "sources", "pages")

    def received(self) -> ReceivedAnswer | None:
        return ReceivedAnswer.model_validate(self.answer) if self.answer is not None else None


def open_run(folder: Path, questions: Sequence[Question], config: dict[str, Any]) -> dict[str, Response]:
    """Make the folder of a run ready and return the responses that it already has, without the failed ones.

    Raises RunError when the folder holds a run of other questions or against another target.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / QUESTIONS).is_file():
        earlier = read_config(folder)
        same = all(earlier.get(name) == config.get(name) for name in ("target", "system"))
        if not same or load_questions([folder / QUESTIONS]) != list(questions):
            raise RunError(
                f"In {folder} staat een meting met andere vragen of van een andere dienst. Kies een andere map."
            )
    else:
        (folder / QUESTIONS).write_text("".join(f"{one.model_dump_json()}\n" for one in questions), "utf-8")
        write_config(folder, config)
    kept = {id_: response for id_, response in read_responses(folder).items() if response.error is None}
    # Written anew without a last line that was cut off and without failures, which are asked again.
    part = folder / f"{RESPONSES}.part"
    part.write_text("".join(_line(response) for response in kept.values()), "utf-8")
    part.replace(folder / RESPONSES)
    return kept


def append_response(folder: Path, response: Response) -> None:
    """Add a response; it is on disk when this returns, whatever happens to the process or the machine next."""
    with (folder / RESPONSES).open("a", encoding="utf-8") as file:
        file.write(_line(response))
        file.flush()
        os.fsync(file.fileno())


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
    return read_config(folder), load_questions([folder / QUESTIONS]), read_responses(folder)


def read_config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((folder / CONFIG).read_text("utf-8"))
    return config


def write_config(folder: Path, config: dict[str, Any]) -> None:
    part = folder / f"{CONFIG}.part"
    part.write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")
    part.replace(folder / CONFIG)


def _line(response: Response) -> str:
    return response.model_dump_json() + "\n"
