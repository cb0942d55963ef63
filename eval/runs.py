"""Evaluates the product on question sets: ask, keep, score, report; what `eval run` and `eval score` do."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.asking.going import Progress, Respondent, ask
from eval.asking.service import Service
from eval.asking.targets import Target
from eval.measures.cost import Prices
from eval.questions import load_questions
from eval.reporting import write_junit, write_report
from eval.responses import (
    RunError,
    open_run,
    read_config,
    read_responses,
    read_run,
    write_config,
)
from eval.scored import SCORES, read_scored
from eval.scoring import judge, summarise
from eval.selection import chosen


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run did: how many questions have an answer, which failed, and the scores unless not asked for."""

    answered: int
    failed: tuple[str, ...]
    scores: dict[str, Any] | None


def run(
    sets: Sequence[Path],
    out: Path,
    asked: Target,
    *,
    only: Path | None = None,
    jobs: int = 1,
    score: bool = True,
    prices: Prices | None = None,
    on_progress: Progress | None = None,
) -> RunOutcome:
    """Ask the questions of `sets` (or those that the file `only` names), `jobs` at a time; a run that was cut off
    goes on where it stopped.

    `out` gets `run.json` (what was run), `questions.jsonl` (a copy), `responses.jsonl`, and with `score` also
    `scores.json`, `report.html` and `junit.xml`. Raises QuestionSetError for sets that cannot be used, RunError when
    the target does not answer at all or when `out` holds another run.
    """
    questions = chosen(load_questions(sets), only) if only else load_questions(sets)
    config = {
        "target": asked.address,
        "system": asked.system,
        "sets": {str(path): _digest(path) for path in sets},
        "started": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "dropped": None,
    }
    done = open_run(out, questions, config)

    async def asking() -> None:
        async with asked.ready() as respondent:
            before = await _dropped(respondent)
            try:
                await ask(respondent, questions, done, out, jobs=jobs, on_progress=on_progress)
            finally:
                _note_dropped(out, before, await _dropped(respondent))

    asyncio.run(asking())
    responses = read_responses(out)
    failed = tuple(id_ for id_, response in responses.items() if response.error is not None)
    return RunOutcome(len(responses) - len(failed), failed, score_run(out, prices) if score else None)


def score_run(folder: Path, prices: Prices | None = None) -> dict[str, Any]:
    """Score the stored responses of a run and write `scores.json` and the reports beside them.

    Asks nothing. `prices` are what tokens cost. Raises RunError when `folder` holds no run, or one without a single
    response.
    """
    config, questions, responses = read_run(folder)
    verdicts = [judge(question, responses[question.id]) for question in questions if question.id in responses]
    if not verdicts:
        raise RunError(
            f"In {folder} staan nog geen antwoorden. Vraag ze met: afsprakenwijzer eval run SET --out {folder}"
        )
    scores = {"run": config, **summarise(verdicts, len(questions), model=config.get("system"), prices=prices)}
    scores["dropped"] = config.get("dropped")
    (folder / SCORES).write_text(json.dumps(scores, ensure_ascii=False, indent=2) + "\n", "utf-8")
    scored = read_scored(folder)
    write_report(scored)
    write_junit(scored)
    return scores


async def _dropped(respondent: Respondent) -> Counter[str] | None:
    """The product's own count of sentences that were not shown; others have none."""
    counted = await respondent.dropped() if isinstance(respondent, Service) else None
    return None if counted is None else Counter(counted)


def _note_dropped(folder: Path, before: Counter[str] | None, after: Counter[str] | None) -> None:
    """Add what was dropped meanwhile to what earlier parts of the same run noted."""
    if before is None or after is None:
        return
    config = read_config(folder)
    config["dropped"] = dict(Counter(config.get("dropped") or {}) + (after - before))
    write_config(folder, config)


def _digest(path: Path) -> str:
    """SHA-256 over a set, or over all sets of a folder."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
