"""A baseline is what a run scored, small enough to keep, and still to be compared with."""

import json
from pathlib import Path

import pytest

from eval.asking.targets import Target
from eval.baselines.__main__ import keep
from eval.responses import RunError
from eval.runs import run
from tests.eval.conftest import Service


def test_a_baseline_keeps_figures_and_cases_and_no_answers(tmp_path: Path, service: Service) -> None:
    question = {"id": "een", "persona": "huurder", "question": "een", "expect": {"status": "beantwoord"}}
    (tmp_path / "set.jsonl").write_text(json.dumps(question) + "\n", "utf-8")
    scores = run([tmp_path / "set.jsonl"], tmp_path / "run", Target(app=service.app())).scores
    assert scores is not None
    kept = json.loads(keep(tmp_path / "run", "product", tmp_path).read_text("utf-8"))
    assert {name: kept[name] for name in ("run", "good", "measures")} == {
        name: scores[name] for name in ("run", "good", "measures")
    }
    case = kept["cases"][0]
    assert (case["id"], case["good"], case["checks"]["status"]) == ("een", True, True)
    assert "sentences" not in case
    assert None not in case["measures"].values()


def test_a_run_without_scores_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="eval score"):
        keep(tmp_path, "product", tmp_path)
