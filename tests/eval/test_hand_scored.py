"""The scorer against answers that were scored by hand."""

from collections import Counter

from eval.hand_scored import agreement, grade, load_hand_scored
from eval.scoring import judge


def test_the_scorer_agrees_with_the_hand_on_at_least_95_of_100_answers() -> None:
    cases = load_hand_scored()
    seen = agreement(cases, [grade(judge(case.question, case.response)) for case in cases])
    assert seen.good["value"] >= 0.95, seen.disagreements
    assert seen.grades["value"] >= 0.95, seen.disagreements
    assert seen.kappa >= 0.9


def test_there_are_enough_answers_of_every_sort() -> None:
    cases = load_hand_scored()
    assert len(cases) >= 60
    counted = Counter(case.hand for case in cases)
    assert min(counted["right"], counted["wrong"]) >= 20
    assert min(counted["abstainedRightly"], counted["abstainedWrongly"]) >= 4


def test_a_disagreement_is_named_with_both_grades() -> None:
    cases = load_hand_scored()[:2]
    seen = agreement(cases, [cases[0].hand, "wrong"])
    assert seen.disagreements == ((f"afsprakenwijzer {cases[1].question.id}", "right", "wrong"),)
    assert seen.good["value"] == 0.5
