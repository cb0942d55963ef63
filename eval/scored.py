"""A scored run as the report, the comparison and the gate read it: figures, questions and answers by question.

`scores.json` is all that comparing needs, so that a baseline can be kept without its answers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.questions import Question
from eval.responses import CONFIG, QUESTIONS, Response, RunError, read_run

SCORES = "scores.json"
GOOD = "good"


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """`scores` is the file as it was written; `cases` has its cases by question. Without stored answers
    `questions` and `responses` are empty."""

    folder: Path
    scores: dict[str, Any]
    cases: Mapping[str, dict[str, Any]]
    questions: Mapping[str, Question]
    responses: Mapping[str, Response]

    @property
    def system(self) -> str:
        """Who answered, in words."""
        run = self.scores.get("run", {})
        if run.get("system"):
            return str(run["system"])
        return "het product" if run.get("target") == "in-process" else str(run.get("target", "onbekend"))

    @property
    def measures(self) -> dict[str, dict[str, Any] | None]:
        """The figure of each measure, `good` first; None where a measure applies to no case."""
        good = self.scores[GOOD]
        told = {"better": "higher", "unit": "share", "kind": "share", **good} if good else None
        return {GOOD: told, **self.scores["measures"]}

    def value(self, id_: str, measure: str) -> float | None:
        """What one case scores on a measure; None where the measure does not apply."""
        case = self.cases[id_]
        value = case[GOOD] if measure == GOOD else case["measures"].get(measure)
        return None if value is None else float(value)


def read_scored(folder: Path) -> ScoredRun:
    """The scored run in `folder` (or the run that a `scores.json` belongs to).

    Raises RunError when there is none, or when it was scored by another version.
    """
    folder = folder.parent if folder.is_file() else folder
    again = f"Beoordeel de antwoorden opnieuw met: afsprakenwijzer eval score {folder}"
    try:
        scores = json.loads((folder / SCORES).read_text("utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"In {folder} staat geen {SCORES}. {again}") from error
    except ValueError as error:
        raise RunError(f"{folder / SCORES} is geen JSON. {again}") from error
    cases = scores.get("cases") if isinstance(scores, dict) else None
    if not cases or GOOD not in scores or "measures" not in scores:
        raise RunError(f"{folder / SCORES} is van een andere versie. {again}")
    questions: list[Question] = []
    responses: dict[str, Response] = {}
    if (folder / QUESTIONS).is_file() and (folder / CONFIG).is_file():
        _, questions, responses = read_run(folder)
    return ScoredRun(
        folder,
        scores,
        {case["id"]: case for case in cases},
        {question.id: question for question in questions},
        responses,
    )
