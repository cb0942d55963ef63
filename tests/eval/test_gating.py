"""The gate stops what is too low or clearly lost, says why, and lets chance through."""

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from afsprakenwijzer import cli
from eval.gating import RULES, GateError, Rules, Ruling, gate, read_rules
from eval.measures.figures import MEASURES
from eval.scored import ScoredRun
from tests.eval.scored_runs import scored, stored

LOSS = Rules(loss={"good": 0.02})


def stopped(rulings: list[Ruling]) -> list[tuple[str, str]]:
    return [(ruling.rule, ruling.measure) for ruling in rulings if ruling.passed is False]


def test_a_measure_below_its_floor_is_stopped_with_the_reason_in_words() -> None:
    rulings = gate(scored([True] * 6 + [False] * 14), Rules(least={"good": 0.5}))
    assert stopped(rulings) == [("least", "good")]
    assert rulings[1].reason == (
        "Goed beantwoord (good) is 30,0% bij 20 vragen; dat is te weinig: ten minste 50,0%."
    )


def test_a_clear_loss_is_stopped_and_a_gain_is_not() -> None:
    high, low = scored([True] * 60), scored([True] * 40 + [False] * 20)
    assert stopped(gate(low, LOSS, high)) == [("loss", "good")]
    assert stopped(gate(high, LOSS, low)) == []
    assert "van 100,0% naar 66,7%" in gate(low, LOSS, high)[1].reason


def test_a_loss_of_one_question_may_be_chance() -> None:
    assert stopped(gate(scored([True] * 59 + [False]), LOSS, scored([True] * 60))) == []


def test_a_rule_about_a_few_questions_is_left_out_and_said_to_be() -> None:
    run = scored([True] * 20, {"clarificationRecall": [0.0, *[None] * 19]})
    ruling = gate(run, Rules(least={"clarificationRecall": 0.9}))[1]
    assert ruling.passed is None
    assert "geldt voor 1 vragen" in ruling.reason


def test_questions_without_an_answer_or_not_asked_are_stopped() -> None:
    failed = scored([True] * 20, failures=[{"id": "v0", "error": "x"}])
    assert stopped(gate(failed, Rules())) == [("failures", "")]
    assert stopped(gate(scored([True] * 20, notAsked=3), Rules())) == [("failures", "")]


def test_chance_alone_is_stopped_at_most_once_in_twenty() -> None:
    """Two runs whose answers to each question are swapped at random: between them nothing but chance."""
    draw = random.Random(20261123)
    rules = read_rules(RULES)
    names = [name for name in rules.loss if name != "good"]
    flagged = 0
    for _ in range(20):
        a, b = _noisy_pair(draw, names)
        flagged += bool(stopped(gate(b, Rules(loss=rules.loss, confidence=rules.confidence), a)))
    assert flagged <= 1


def _noisy_pair(draw: random.Random, names: list[str]) -> tuple[ScoredRun, ScoredRun]:
    """300 questions of which about one in seven flips, without a direction."""
    ability = [draw.random() < 0.75 for _ in range(300)]

    def noisy() -> list[bool]:
        return [right if draw.random() < 0.93 else not right for right in ability]

    a, b = ({name: [float(one) for one in noisy()] for name in [*names, "good"]} for _ in range(2))
    return tuple(  # type: ignore[return-value]
        scored([bool(one) for one in run["good"]], {name: run[name] for name in names}) for run in (a, b)
    )


def test_the_rules_that_are_kept_name_measures_that_exist() -> None:
    rules = read_rules(RULES)
    assert set(rules.least) | set(rules.loss) <= {"good", *(measure.name for measure in MEASURES)}


def test_a_measure_that_does_not_exist_and_a_broken_file_are_explained(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="bestaan niet: goed"):
        gate(scored([True] * 20), Rules(least={"goed": 0.5}))
    broken = tmp_path / "gate.toml"
    broken.write_text("least = 3\n", "utf-8")
    with pytest.raises(GateError, match="least"):
        read_rules(broken)


def test_the_command_tells_by_its_exit_status(tmp_path: Path) -> None:
    rules = tmp_path / "gate.toml"
    rules.write_text("[least]\ngood = 0.5\n[loss]\ngood = 0.02\n", "utf-8")
    high = stored(scored([True] * 30), tmp_path / "high")
    low = stored(scored([True] * 18 + [False] * 12), tmp_path / "low")
    ask = CliRunner().invoke
    assert ask(cli, ["eval", "gate", str(low), "--rules", str(rules)]).exit_code == 0
    result = ask(cli, ["eval", "gate", str(low), "--baseline", str(high), "--rules", str(rules), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["passed"] is False
    assert ask(cli, ["eval", "gate", str(tmp_path)]).exit_code == 2
