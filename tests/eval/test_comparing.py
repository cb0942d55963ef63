"""Differences between two runs are paired by question, and chance is told apart from change."""

import pytest

from eval.comparing import compare, interval, p_value
from eval.questions import Question
from eval.responses import RunError
from eval.scored import ScoredRun
from tests.eval.scored_runs import scored


def test_a_run_does_not_differ_from_itself() -> None:
    found = compare(scored([True] * 30 + [False] * 10), scored([True] * 30 + [False] * 10))
    good = found.differences["good"]
    assert (good.difference, good.low, good.high, good.p, good.clear) == (0, 0, 0, 1.0, False)
    assert (found.won, found.lost) == ((), ())


def test_what_flipped_is_named_on_either_side() -> None:
    found = compare(scored([True, False, True]), scored([False, True, True]))
    assert (found.won, found.lost) == (("v1",), ("v0",))
    assert [flip["id"] for flip in found.to_json()["lost"]] == ["v0"]


def test_as_many_won_as_lost_may_be_chance_and_a_great_loss_is_not() -> None:
    before = [True] * 60 + [False] * 40
    shuffled = [False] * 5 + [True] * 60 + [False] * 35
    assert not compare(scored(before), scored(shuffled)).differences["good"].clear
    worse = compare(scored(before), scored([False] * 20 + before[20:])).differences["good"]
    assert worse.clear
    assert not worse.improved
    assert worse.high < 0
    assert worse.difference == pytest.approx(-0.2)


def test_a_measure_counts_only_where_it_applies_to_both() -> None:
    a = scored([True] * 4, {"citationRecall": [1.0, 0.0, None, 0.5]})
    b = scored([True] * 4, {"citationRecall": [None, 1.0, 1.0, 0.5]})
    found = compare(a, b).differences["citationRecall"]
    assert (found.of, found.a, found.b) == (2, 0.25, 0.75)


def test_a_measure_that_is_better_when_lower_improves_by_falling() -> None:
    lower = {"better": "lower", "unit": "words", "kind": "mean", "of": 3, "leftOut": 0}
    a, b = scored([True] * 3, {"words": [9, 9, 9]}), scored([True] * 3, {"words": [7, 7, 7]})
    b.scores["measures"]["words"] = {**b.scores["measures"]["words"], **lower}
    found = compare(a, b).differences["words"]
    assert found.improved
    assert found.difference == -2


def test_only_the_questions_that_both_have_are_compared() -> None:
    found = compare(scored([True] * 5), scored([False] * 3))
    assert (len(found.common), found.only_a, found.only_b) == (3, 2, 0)


def test_runs_that_share_nothing_or_whose_questions_changed_are_refused() -> None:
    def with_fact(fact: str) -> ScoredRun:
        question = Question.model_validate(
            {
                "id": "v0",
                "persona": "huurder",
                "question": "Hoe?",
                "expect": {"status": "beantwoord", "facts": [fact]},
            }
        )
        run = scored([True])
        return ScoredRun(run.folder, run.scores, run.cases, {"v0": question}, {})

    other = scored([True])
    elsewhere = ScoredRun(other.folder, other.scores, {"x": other.cases["v0"]}, {}, {})
    with pytest.raises(RunError, match="geen vraag gemeen"):
        compare(other, elsewhere)
    with pytest.raises(RunError, match=r"verschillen tussen de metingen: v0"):
        compare(with_fact("een"), with_fact("twee"))


def test_the_interval_and_the_p_value_agree_with_what_is_known_of_a_sign_test() -> None:
    a, b = scored([True] * 12 + [False] * 8), scored([False] * 6 + [True] * 6 + [False] * 8)
    good = compare(a, b).differences["good"]
    # Six of six differences on one side: 2 / 2**6.
    assert good.p == pytest.approx(2 / 64)
    assert good.low < -0.3 < good.high < 0


def test_figures_are_the_same_every_time() -> None:
    import numpy as np

    a = np.linspace(0, 1, 50)
    b = np.roll(a, 7)
    assert interval(b - a) == interval(b - a)
    assert p_value(a, b) == p_value(a, b)
