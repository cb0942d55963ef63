"""Outlines: headings nest as a reader sees it, clauses have their numbers, and passages keep them whole."""

import pytest

from ingest.numbering import clause_number, heading_number
from tests.ingest.outlines.cases import cases
from tests.ingest.outlines.scoring import Score, score


@pytest.mark.parametrize("part", ["tuning", "test"])
def test_the_labelled_outlines_are_read_as_they_are_meant(part: str) -> None:
    total = Score()
    for case in cases(part):
        total.add(score(case))
    assert total.heading_f1 >= 0.95, total.faults
    assert total.clause_accuracy >= 0.95, total.faults
    assert (total.cut, total.mixed, total.broken, total.listed) == (0, 0, 0, 0), total.faults


def test_there_are_at_least_twenty_five_labelled_outlines_and_some_are_kept_apart() -> None:
    assert len(cases()) >= 25
    assert len(cases("test")) >= 8


@pytest.mark.parametrize(
    ("text", "under", "number"),
    [
        ("1.4.1 De huur stijgt.", None, "1.4.1"),
        ("Artikel 3 lid 2. De huur stijgt.", None, "Artikel 3 lid 2"),
        ("A.2 De huur stijgt.", None, "A.2"),
        ("B3 De huur stijgt.", None, "B3"),
        ("12b De huur stijgt.", None, "12b"),
        ("Afspraak 12: de huur stijgt.", None, "Afspraak 12"),
        ("Lid 4. De huur stijgt.", "Artikel 3", "Artikel 3 lid 4"),
        ("1e lid: De huur stijgt.", "Artikel 3", "Artikel 3 lid 1"),
        ("2. De huur stijgt.", "Artikel 3", "Artikel 3 lid 2"),
        ("§ 3.2 De huur stijgt.", None, "§ 3.2"),
        ("2.1 de gemeente zorgt voor grond", "2", "2.1"),
        ("Artikel 44 van de Woningwet geldt.", None, None),
        ("2.5 miljoen euro gaat naar de wijk.", None, None),
        ("3.500 woningen staan leeg.", None, None),
        ("12 woningen staan leeg.", "3", None),
        ("In 2026 stijgt de huur.", None, None),
        ("a) de huur stijgt;", "Artikel 3", None),
    ],
)
def test_a_paragraph_has_the_number_that_it_begins_with(
    text: str, under: str | None, number: str | None
) -> None:
    assert clause_number(text, under) == number


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("3.2 Huurbeleid", "3.2"), ("Thema 2: Wonen", "Thema 2"), ("Hoofdstuk IV", "Hoofdstuk IV"),
        ("Bijlage 3", "Bijlage 3"), ("§ 3.2 Huur", "§ 3.2"), ("A. Algemeen", "A"), ("III. Huur", "III"),
        ("Artikel 12b Sloop", "Artikel 12b"), ("2024 in cijfers", None), ("12 woningen erbij", None),
        ("U en uw huur", None), ("2e fase", None), ("Inleiding", None),
    ],
)  # fmt: skip
def test_a_heading_has_a_number_or_none(heading: str, number: str | None) -> None:
    found = heading_number(heading)
    assert (found.printed if found else None) == number
