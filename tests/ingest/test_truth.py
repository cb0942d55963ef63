"""Reading measured on documents whose truth is known; `python -m tests.ingest.truth` prints all figures."""

from collections.abc import Sequence

import pytest

from tests.ingest.truth.layouts import APART, OWN, Maker, documents
from tests.ingest.truth.scoring import Score, score


def scored(makers: Sequence[Maker], seeds: int, first: int = 0) -> Score:
    total = Score()
    for truth in documents(makers, seeds, first=first):
        total.add(score(truth))
    return total


def test_what_is_printed_is_read_in_order_with_its_headings_tables_labels_and_places() -> None:
    total = scored(OWN, 1)
    assert total.documents >= 25
    assert total.pages >= 80
    assert total.below() == {}, "\n".join(total.faults)


@pytest.mark.verify
@pytest.mark.parametrize("part", ["own", "apart"])
def test_the_same_holds_for_more_documents_and_for_layouts_that_the_reader_was_not_fitted_to(
    part: str,
) -> None:
    total = scored(OWN, 3, first=1) if part == "own" else scored(APART, 4)
    assert total.pages >= 90
    assert total.below() == {}, "\n".join(total.faults)
