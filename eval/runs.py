"""Evaluates the product on question sets: ask, keep, score, report; what `eval run` and `eval score` do."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from eval.asking import Progress, ask, target
from eval.questions import load_questions
from eval.report import REPORT, write_report
from eval.responses import RunError, open_run, read_responses, read_run
from eval.scoring import judge, summarise

SCORES = "scores.json"


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run did: how many questions have an answer, which failed, and the scores unless not asked for."""

    answered: int
    failed: tuple[str, ...]
    scores: dict[str, Any] | None


def run(
    sets: Sequence[Path],
    out: Path,
    *,
    against: str | None = None,
    app: Starlette | None = None,
    score: bool = True,
    on_progress: Progress | None = None,
) -> RunOutcome:
    """Ask the questions of `sets` and keep everything in `out`; a run that was cut off goes on where it stopped.

    The target is the service at `against` or `app` in this process. `out` gets `run.json` (what was run),
    `questions.jsonl` (a copy), `responses.jsonl`, and with `score` also `scores.json` and `report.html`. Raises
    QuestionSetError for sets that cannot be used and RunError when the target does not answer at all.
    """
    questions = load_questions(sets)
    config = {
        "target": against or "in-process",
        "sets": {str(path): _digest(path) for path in sets},
        "started": datetime.now(tz=UTC).isoformat(timespec="seconds"),
    }
    done = open_run(out, questions, config)

    async def asking() -> None:
        async with target(against, app) as client:
            await ask(client, questions, done, out, on_progress)

    asyncio.run(asking())
    responses = read_responses(out)
    failed = tuple(id_ for id_, response in responses.items() if response.error is not None)
    return RunOutcome(len(responses) - len(failed), failed, score_run(out) if score else None)


def score_run(folder: Path) -> dict[str, Any]:
    """Score the stored responses of a run and write `scores.json` and `report.html` beside them.

    Asks nothing. Raises RunError when `folder` holds no run, or one without a single response.
    """
    config, questions, responses = read_run(folder)
    verdicts = [judge(question, responses[question.id]) for question in questions if question.id in responses]
    if not verdicts:
        raise RunError(
            f"In {folder} staan nog geen antwoorden. Vraag ze met: afsprakenwijzer eval run SET --out {folder}"
        )
    scores = {"run": config, **summarise(verdicts, len(questions))}
    (folder / SCORES).write_text(json.dumps(scores, ensure_ascii=False, indent=2) + "\n", "utf-8")
    write_report(folder / REPORT, scores, verdicts)
    return scores


def _digest(path: Path) -> str:
    """SHA-256 over a set, or over all sets of a folder."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
