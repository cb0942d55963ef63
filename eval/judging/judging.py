"""Judges stored answers several times each, keeps every opinion, and sums up: the majority, and how it wavered."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.hand_scored import GOOD, Agreement, Grade, HandScored, agreement
from eval.judging.opinion import JudgeUnusable, Opinion, ask, prompt_version
from eval.metrics import bootstrap, share
from eval.questions import Question
from eval.responses import ReceivedAnswer, read_run

JUDGE = "judge.json"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges: a chat model, its pinned name, how often it is asked about each answer and how many at a time."""

    chat: Any
    model: str
    runs: int = 3
    jobs: int = 1

    def opinions(self, question: Question, answer: ReceivedAnswer) -> list[Opinion]:
        return [ask(self.chat, question, answer) for _ in range(self.runs)]


def majority(grades: Sequence[Grade | None]) -> Grade | None:
    """The grade that more than half of the runs gave; None when there is none."""
    counted = Counter(grade for grade in grades if grade is not None).most_common(1)
    return counted[0][0] if counted and 2 * counted[0][1] > len(grades) else None


def judge_run(folder: Path, judge: Judge, on_progress: Progress | None = None) -> dict[str, Any]:
    """Judge the answers of a run that have no opinion of this judge yet, and write `judge.json` after each.

    Raises RunError when `folder` holds no run, JudgeUnusable when the model says nothing at all.
    """
    _, questions, responses = read_run(folder)
    answers = {id_: response.received() for id_, response in responses.items()}
    wanted = [(question, answer) for question in questions if (answer := answers.get(question.id))]
    about = {"model": judge.model, "prompt": prompt_version(), "temperature": 0, "runs": judge.runs}
    cases = _earlier(folder / JUDGE, about)
    left = [(question, answer) for question, answer in wanted if question.id not in cases]
    with ThreadPoolExecutor(judge.jobs) as pool:
        for (question, _), opinions in zip(
            left, pool.map(lambda pair: judge.opinions(*pair), left), strict=True
        ):
            cases[question.id] = _case(question.id, opinions)
            _write(folder / JUDGE, about, cases)
            if on_progress:
                on_progress(len(cases), len(wanted))
    return _write(folder / JUDGE, about, cases)


def calibrate(
    cases: Sequence[HandScored], judge: Judge, on_progress: Progress | None = None
) -> tuple[Agreement, int]:
    """How far the majority of the runs agrees with the hand, over the cases where there is a majority; with how many
    have none. Raises JudgeUnusable when the model gives no grade at all."""
    pairs = [(case, answer) for case in cases if (answer := case.response.received())]
    grades: list[Grade | None] = []
    with ThreadPoolExecutor(judge.jobs) as pool:
        for opinions in pool.map(lambda pair: judge.opinions(pair[0].question, pair[1]), pairs):
            grades.append(majority([one.grade for one in opinions]))
            if on_progress:
                on_progress(len(grades), len(pairs))
    told = [(case, grade) for (case, _), grade in zip(pairs, grades, strict=True) if grade]
    if not told:
        raise JudgeUnusable("Het taalmodel gaf geen enkel oordeel dat te lezen is. Kies een ander model.")
    return agreement([case for case, _ in told], [grade for _, grade in told]), len(pairs) - len(told)


def _case(id_: str, opinions: Sequence[Opinion]) -> dict[str, Any]:
    grades = [opinion.grade for opinion in opinions]
    chosen = majority(grades)
    tokens = [one.tokens for one in opinions if one.tokens]
    return {
        "id": id_,
        "grades": grades,
        "majority": chosen,
        "agreement": round(grades.count(chosen) / len(grades), 4) if chosen else 0.0,
        "models": sorted({one.model for one in opinions if one.model}),
        "tokens": [sum(read for read, _ in tokens), sum(written for _, written in tokens)]
        if tokens
        else None,
        "errors": sorted({one.error for one in opinions if one.error}),
    }


def _earlier(path: Path, about: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The cases that the same judge has judged before; those of another judge are judged anew."""
    if not path.is_file():
        return {}
    kept = json.loads(path.read_text("utf-8"))
    same = all(kept.get(name) == value for name, value in about.items())
    return {case["id"]: case for case in kept["cases"] if not case["errors"]} if same else {}


def _write(path: Path, about: dict[str, Any], cases: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Write what was judged so far, with its figures. A model that answers nothing is refused before anything is
    written."""
    listed = list(cases.values())
    if listed and all(len(case["errors"]) and not any(case["grades"]) for case in listed):
        raise JudgeUnusable(
            f"Het taalmodel {about['model']} antwoordt niet ({', '.join(listed[0]['errors'])}). Controleer --model, "
            "--model-url en de sleutel."
        )
    told = [case for case in listed if case["majority"]]
    good = sum(case["majority"] in GOOD for case in told)
    judged = {
        **about,
        "judged": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "answeredBy": sorted({name for case in listed for name in case["models"]}),
        "good": {"right": good, "of": len(told), **share(good, len(told)).to_json()} if told else None,
        "leftOut": len(listed) - len(told),
        "grades": dict(Counter(case["majority"] for case in told)),
        "runAgreement": bootstrap([case["agreement"] for case in told]).to_json() if told else None,
        "tokens": [sum(case["tokens"][n] for case in listed if case["tokens"]) for n in (0, 1)],
        "cases": listed,
    }
    part = path.with_suffix(".part")
    part.write_text(json.dumps(judged, ensure_ascii=False, indent=2) + "\n", "utf-8")
    part.replace(path)
    return judged
