"""What the scorer calls right and wrong, on responses made by hand."""

from typing import Any

import pytest

from eval.questions import Question
from eval.responses import Response
from eval.scoring import Verdict, judge, summarise, verbatim
from tests.eval.conftest import PAGES, answer, source


def asked(persona: str = "huurder", **expect: Any) -> Question:
    return Question.model_validate(
        {"id": "q", "persona": persona, "question": "Hoeveel?", "expect": {"status": "beantwoord", **expect}}
    )


def verdict(
    question: Question, *, pages: dict[int, tuple[str, ...]] | None = None, **changes: Any
) -> Verdict:
    shown = {1: (PAGES[7],)} if pages is None else pages
    return judge(question, Response(id="q", answer=answer(**changes), error=None, pages=shown, ms=12.5))


GOLD = {"document": "Afspraken Lindewaard", "page": 7, "quote": "per 1 juli 2026 met ten hoogste 3,5%."}


def test_an_answer_with_its_facts_from_the_right_page_is_good() -> None:
    seen = verdict(
        asked(passages=[GOLD], facts=["3,5 procent", "/hoogst\\w+/", "01-07-2026"], never=["4,1%"])
    )
    assert seen.good
    assert dict(seen.checks) == {
        **dict.fromkeys(("status", "facts", "never", "document", "page", "quote", "verbatim"), True),
        "abstention": None,
    }


def test_a_missing_fact_and_a_forbidden_one_are_named() -> None:
    seen = verdict(asked(facts=["3,5%", "90 woningen"], never=["/hoogst/", "4%"]))
    assert not seen.good
    assert seen.missing == ("90 woningen",)
    assert seen.forbidden == ("/hoogst/",)


def test_another_status_than_expected_is_not_good() -> None:
    assert not verdict(asked(status="nietGevonden")).good
    assert verdict(asked(status=["deelsBeantwoord", "beantwoord"])).good


@pytest.mark.parametrize(
    ("changed", "passed"),
    [
        ({"document": {"id": "x", "titel": "Iets anders"}}, (False, False, False)),
        ({"paginaVan": 6, "paginaTot": 6}, (True, False, False)),
        ({"citaat": "De partijen overleggen elk jaar."}, (True, True, False)),
        ({"document": {"id": "Afspraken Lindewaard", "titel": "x"}}, (True, True, True)),
    ],
)
def test_the_right_document_page_and_passage_are_checked_apart(
    changed: dict[str, Any], passed: tuple[bool, bool, bool]
) -> None:
    quote = "met ten hoogste 3,5%."
    seen = verdict(asked(passages=[{**GOLD, "quote": quote}]), bronnen=[source(**changed)])
    assert (seen.checks["document"], seen.checks["page"], seen.checks["quote"]) == passed


def test_one_of_several_gold_passages_is_enough() -> None:
    assert verdict(asked(passages=[{**GOLD, "page": 3}, GOLD])).checks["page"]


def test_a_quote_that_is_not_on_its_page_is_never_good() -> None:
    seen = verdict(
        asked(),
        bronnen=[source(), source(2, citaat="met ten hoogste 3,6%.")],
        pages={1: (PAGES[7],), 2: (PAGES[7],)},
    )
    assert seen.altered == (2,)
    assert not seen.good


def test_a_quote_whose_page_does_not_open_is_never_good() -> None:
    assert verdict(asked(), pages={}).altered == (1,)


def test_a_quote_is_followed_over_its_pages_in_order() -> None:
    pages = (PAGES[6], PAGES[7])
    assert verbatim("De huren stijgen per 1 juli 2026", pages)
    assert verbatim("De partijen overleggen", (PAGES[7],))
    assert not verbatim("per 1 juli 2026", pages)
    assert not verbatim("De huren stijgen per 1 juli", (PAGES[6],))
    assert not verbatim("De huren dalen per 1 juli", pages)
    assert not verbatim("", pages)
    assert not verbatim("De huren", ())


def test_an_abstention_is_right_where_nothing_is_known_and_needs_no_source() -> None:
    unknown = asked("valstrik", status="nietGevonden")
    silent = verdict(unknown, status="nietGevonden", bronnen=[], tekst="Ik heb hier niets over gevonden.")
    assert silent.good
    assert silent.checks["abstention"] is True
    assert silent.checks["verbatim"] is None
    assert verdict(unknown).checks["abstention"] is False


def test_an_abstention_that_is_allowed_needs_no_gold_source_and_one_that_is_not_does() -> None:
    either = asked(status=["beantwoord", "nietGevonden"], passages=[GOLD])
    assert verdict(either, status="nietGevonden", bronnen=[]).checks["page"] is None
    assert verdict(asked(passages=[GOLD]), status="nietGevonden", bronnen=[]).checks["page"] is False


def test_a_summary_leaves_out_what_does_not_apply_and_counts_failures_as_not_good() -> None:
    good = verdict(asked(facts=["3,5%"]))
    bad = verdict(asked("beleid", facts=["4%"]))
    trap = verdict(asked("valstrik", status="geweigerd"), status="geweigerd", bronnen=[])
    failed = judge(asked(), Response(id="q", answer=None, error="500", pages={}, ms=None))
    scores = summarise([good, bad, trap, failed], questions=5)
    assert (scores["good"]["right"], scores["good"]["of"], scores["notAsked"]) == (2, 4, 1)
    assert scores["failures"] == [{"id": "q", "error": "500"}]
    assert (scores["checks"]["facts"]["right"], scores["checks"]["facts"]["of"]) == (1, 2)
    assert scores["checks"]["never"] is None
    assert scores["checks"]["abstention"]["of"] == 1
    assert {name: figure["of"] for name, figure in scores["personas"].items()} == {
        "huurder": 2,
        "beleid": 1,
        "valstrik": 1,
    }
    assert [case["good"] for case in scores["cases"]] == [True, False, True, False]


@pytest.mark.parametrize(
    ("facts", "never", "status", "expected"),
    [
        (["3,5%"], [], "beantwoord", "full"),
        (["3,5%", "90 woningen"], [], "beantwoord", "partial"),
        (["90 woningen"], [], "beantwoord", "wrong"),
        (["3,5%"], ["hoogstens"], "beantwoord", "wrong"),
        (["3,5%"], [], "nietGevonden", "wrong"),
        ([], [], "beantwoord", None),
    ],
)
def test_part_of_the_facts_is_partial_and_never_good(
    facts: list[str], never: list[str], status: str, expected: str | None
) -> None:
    seen = verdict(asked(facts=facts, never=never), status=status)
    assert seen.completeness == expected
    assert seen.measures["complete"] == (None if expected is None else expected == "full")
    assert seen.good is (expected in ("full", None))


def test_a_page_is_accurate_only_among_answers_from_the_right_document() -> None:
    other = source(document={"id": "x", "titel": "Iets anders"})
    assert verdict(asked(passages=[GOLD]), bronnen=[other]).measures["pageAccuracy"] is None
    assert verdict(asked(passages=[GOLD]), bronnen=[source(paginaVan=6)]).measures["pageAccuracy"] is False
    assert verdict(asked(passages=[GOLD])).measures["pageAccuracy"] is True


def test_figures_leave_out_what_does_not_apply_and_count_it() -> None:
    scores = summarise([verdict(asked(facts=["3,5%"])), verdict(asked())], questions=2)
    assert {"right": 1, "of": 1, "leftOut": 1, "kind": "share"}.items() <= scores["measures"][
        "complete"
    ].items()
    assert scores["measures"]["abstentionPrecision"] is None
    assert scores["slices"]["theme"] == {"": {"good": scores["good"]}}
    assert scores["confusion"] == {"beantwoord": {"beantwoord": 2}}


def test_readability_is_for_tenants_who_get_an_answer() -> None:
    assert verdict(asked()).measures["wordsPerSentence"] == 10.0
    assert verdict(asked("beleid")).measures["wordsPerSentence"] is None
    assert verdict(asked(), status="geweigerd").measures["wordsPerSentence"] is None
