"""How high the gold stands among what a search found, against values worked out by hand."""

import math
from typing import Any

import pytest

from eval.measures.ranking import NAMES, ranking
from eval.questions import GoldPassage
from eval.responses import Found


def gold(
    document: str = "Afspraken", page: int = 3, quote: str = "De huur stijgt met 3,5 procent"
) -> GoldPassage:
    return GoldPassage(document=document, page=page, quote=quote)


def found(document: str, first: int, last: int | None = None, text: str = "iets anders") -> Found:
    return Found(
        document=document, title=document.title(), first_page=first, last_page=last or first, text=text
    )


def test_each_level_ranks_its_own_units() -> None:
    hits = [
        found("afspraken", 1),
        found("bod", 3),
        found("afspraken", 2, 3, "1. De  huur stijgt met 3,5 procent per jaar."),
    ]
    seen = ranking([gold()], hits)
    # Documents: afspraken first. Pages: 1, bod 3, 2, 3: the fourth. Passages: the third.
    assert (seen["recall@1.document"], seen["mrr@10.document"]) == (1.0, 1.0)
    assert (seen["success@1.page"], seen["success@5.page"], seen["mrr@10.page"]) == (False, True, 0.25)
    assert seen["mrr@10.passage"] == pytest.approx(1 / 3, abs=1e-4)
    assert seen["ndcg@10.passage"] == pytest.approx(1 / math.log2(4), abs=1e-4)


def test_recall_counts_every_gold_page_and_success_one() -> None:
    seen = ranking([gold(), gold(page=9, quote="Een andere zin")], [found("afspraken", 3)])
    assert (seen["recall@5.page"], seen["success@5.page"]) == (0.5, True)
    assert seen["recall@5.document"] == 1.0


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("De huur stijgt met", True),  # the quote goes on in the next passage
        ("huur stijgt met 3,5 procent", True),
        ("De huur daalt met 3,5 procent", False),
        ("stijgt met", False),
    ],
)
def test_a_passage_that_holds_half_of_a_gold_quote_in_one_run_is_found(text: str, holds: bool) -> None:
    assert ranking([gold()], [found("afspraken", 3, text=text)])["success@1.passage"] is holds


def test_the_same_words_in_another_document_are_not_found() -> None:
    seen = ranking([gold()], [found("bod", 3, text=gold().quote)])
    assert not any(seen.values())


@pytest.mark.parametrize(("wanted", "hits"), [([], [found("afspraken", 3)]), ([gold()], None)])
def test_without_gold_or_without_a_search_nothing_is_told(
    wanted: list[GoldPassage], hits: list[Any] | None
) -> None:
    assert ranking(wanted, hits) == dict.fromkeys(NAMES)


def test_a_search_that_finds_nothing_scores_zero() -> None:
    assert ranking([gold()], [])["recall@10.page"] == 0.0
