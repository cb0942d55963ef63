"""The measures against values worked out by hand."""

from math import log2

import pytest

from eval.metrics import bootstrap, percentiles, ranking_measures, share


def test_ranking_measures_are_what_they_are_by_hand() -> None:
    relevant = {"a": {"d1": 1, "d2": 1}, "b": {"x": 1}, "c": {"z": 2, "y": 1}}
    rankings = {"a": ["d9", "d1"], "c": ["y", "q", "z"]}
    measured = ranking_measures(relevant, rankings)
    assert measured["recall@1"] == [0, 0, 0.5]
    assert measured["recall@5"] == [0.5, 0, 1]
    assert measured["MRR@10"] == [0.5, 0, 1]
    ideal_a, ideal_c = 1 + 1 / log2(3), 2 + 1 / log2(3)
    assert measured["nDCG@10"] == pytest.approx([1 / log2(3) / ideal_a, 0, (1 + 2 / log2(4)) / ideal_c])


def test_a_document_below_the_tenth_place_does_not_count() -> None:
    found = [f"d{rank}" for rank in range(1, 12)]
    measured = ranking_measures(
        {"tenth": {"d10": 1}, "eleventh": {"d11": 1}}, {"tenth": found, "eleventh": found}
    )
    assert measured["recall@5"] == [0, 0]
    assert measured["recall@10"] == [1, 0]
    assert measured["MRR@10"] == pytest.approx([0.1, 0])
    assert measured["nDCG@10"] == pytest.approx([1 / log2(11), 0])


def test_documents_keep_the_order_they_were_found_in() -> None:
    measured = ranking_measures({"q": {"a": 1}}, {"q": ["z", "a", "b"]})
    assert measured["MRR@10"] == [0.5]


def test_the_interval_of_a_share_is_wilsons() -> None:
    estimate = share(18, 20)
    assert (estimate.value, round(estimate.low, 4), round(estimate.high, 4)) == (0.9, 0.699, 0.9721)
    assert share(0, 5).low == 0
    assert share(5, 5).high == 1
    with pytest.raises(ValueError, match="no share"):
        share(1, 0)


def test_the_bootstrap_holds_the_mean_and_repeats_itself() -> None:
    values = [0.0] * 30 + [1.0] * 70
    estimate = bootstrap(values)
    assert estimate.value == pytest.approx(0.7)
    # The normal approximation gives 0.7 ± 1.96 · √(0.21 / 100) = 0.61 to 0.79.
    assert estimate.low == pytest.approx(0.61, abs=0.02)
    assert estimate.high == pytest.approx(0.79, abs=0.02)
    assert bootstrap(values) == estimate
    assert bootstrap([1.0, 1.0]) == bootstrap([1.0])
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_percentiles_are_rounded_milliseconds() -> None:
    assert percentiles([float(n) for n in range(101)]) == {"p50": 50.0, "p95": 95.0}
