"""Precision and recall of abstaining and of asking back."""

import pytest

from eval.measures.deciding import deciding


@pytest.mark.parametrize(
    ("given", "allowed", "expected"),
    [
        ("nietGevonden", ["nietGevonden"], {"abstentionPrecision": True, "abstentionRecall": True}),
        ("geweigerd", ["nietGevonden"], {"abstentionPrecision": True, "abstentionRecall": True}),
        ("beantwoord", ["nietGevonden"], {"abstentionRecall": False}),
        ("nietGevonden", ["beantwoord"], {"abstentionPrecision": False, "answerRecall": False}),
        ("deelsBeantwoord", ["beantwoord"], {"answerRecall": True}),
        ("nietGevonden", ["beantwoord", "nietGevonden"], {"abstentionPrecision": True}),
        ("verduidelijkingNodig", ["beantwoord"], {"clarificationPrecision": False, "answerRecall": False}),
        (
            "verduidelijkingNodig",
            ["verduidelijkingNodig"],
            {"clarificationPrecision": True, "clarificationRecall": True},
        ),
        ("beantwoord", ["verduidelijkingNodig"], {"clarificationRecall": False}),
        (None, ["nietGevonden"], {}),
    ],
)
def test_a_case_counts_only_where_it_can_be_right_or_wrong(
    given: str | None, allowed: list[str], expected: dict[str, bool]
) -> None:
    told = {name: value for name, value in deciding(given, allowed).items() if value is not None}
    assert told == expected
