"""Runs as they are after scoring: made by hand where figures are tested, else asked of the scripted service."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.asking.targets import Target
from eval.metrics import bootstrap, share
from eval.runs import run
from eval.scored import ScoredRun, read_scored
from tests.eval.conftest import Service


def scored(
    good: Sequence[bool], measures: Mapping[str, Sequence[float | None]] | None = None, **more: Any
) -> ScoredRun:
    """A run of questions v0, v1, … without stored answers."""
    measures = measures or {}
    cases = [
        {
            "id": f"v{n}",
            "persona": "huurder",
            "good": right,
            "status": "beantwoord",
            "expected": ["beantwoord"],
            "checks": {"facts": right},
            "measures": {name: values[n] for name, values in measures.items()},
            "missing": [],
            "forbidden": [],
            "altered": [],
            "error": None,
            "ms": 10.0,
        }
        for n, right in enumerate(good)
    ]
    scores = {
        "run": {"target": "in-process"},
        "questions": len(cases),
        "notAsked": 0,
        "failures": [],
        "good": _figure([float(right) for right in good]),
        "measures": {name: _figure(values) for name, values in measures.items()},
        "cases": cases,
        **more,
    }
    return ScoredRun(Path("somewhere"), scores, {str(case["id"]): case for case in cases}, {}, {})


def stored(run_: ScoredRun, folder: Path) -> Path:
    """The same run as a folder."""
    folder.mkdir()
    (folder / "scores.json").write_text(json.dumps(run_.scores), "utf-8")
    return folder


def asked(folder: Path, service: Service, *questions: Mapping[str, Any]) -> ScoredRun:
    """A run of questions (a `question`, and whatever else differs) that the scripted service answered."""
    lines = [
        {"id": f"v{n}", "persona": "huurder", "expect": {"status": "beantwoord"}, **one}
        for n, one in enumerate(questions)
    ]
    path = folder.with_suffix(".jsonl")
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    run([path], folder, Target(app=service.app()))
    return read_scored(folder)


def _figure(values: Sequence[float | None]) -> dict[str, Any] | None:
    told = [value for value in values if value is not None]
    if not told:
        return None
    figure = bootstrap(told).to_json() if max(told) > 1 else share(round(sum(told)), len(told)).to_json()
    about = {"kind": "mean", "better": "higher", "unit": "share", "group": "answer"}
    return {**figure, **about, "right": sum(told), "of": len(told), "leftOut": len(values) - len(told)}
