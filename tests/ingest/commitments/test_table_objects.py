"""What a cell of a table is said to be about."""

from dataclasses import replace

import pytest

from corpus.model import Kind, Page, Period
from ingest.commitments import extract
from tests.ingest.commitments.invented import AGREEMENT
from tests.ingest.commitments.test_layouts import table


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Tabel 1: Nieuwe huurwoningen per corporatie", "Corporatie | 2026", "Vechthuis | 4"],
            "Nieuwe huurwoningen",
        ),
        (["Verkoop en sloop", " | Verkoop | Sloop", "Vechthuis | 4 | 2"], "Verkoop"),
        (["Wat wij volgen", "Indicator | Norm", "Huisuitzettingen | 2"], "Huisuitzettingen"),
        (["Huurverhoging", "Per 1 juli | Ten hoogste", "2026 | 3,5%"], "Huurverhoging"),
        (
            [
                "Acties",
                "Actie | Trekker | Wanneer",
                "30 woningen toewijzen aan starters | Vechthuis | eind 2026",
            ],
            "30 woningen toewijzen aan starters",
        ),
    ],
)
def test_a_cell_is_about_what_row_column_and_title_name_together(lines: list[str], expected: str) -> None:
    passage = table(lines)
    assert extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")[0].object == expected


def test_a_number_of_a_quarter_is_not_that_of_a_year() -> None:
    passage = table(["Oplevering van woningen 2026", "Project | Q1 | Q2", "Merelhof | 4 | 6"])
    found = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert [one.numbers[0].per for one in found] == ["kwartaal", "kwartaal"]


def test_a_header_without_its_empty_corner_stands_over_the_right_cells() -> None:
    passage = table(["Nieuwbouw", "2026 | 2027 | Totaal", "Huurwoningen | 4 | 6 | 10"])
    found = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert [(one.numbers[0].value, one.period.start) for one in found] == [(4, 2026), (6, 2027), (10, 2026)]


def test_a_plan_that_is_to_be_written_agrees_on_none_of_its_homes() -> None:
    passage = table(
        ["Actie | Trekker | Wanneer", "Plan voor 40 flexwoningen opstellen | Gemeente | 1 mei 2026"]
    )
    assert extract(AGREEMENT, [passage], [Page(1, passage.text)], "e") == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["Nieuwe woningen", "Corporatie | Raamafspraken | Te bouwen", "Vechthuis | 420 | 45"],
        ["Nieuwe woningen", "Corporatie | Klaar t/m 2024 | Te bouwen", "Vechthuis | 110 | 45"],
        ["Nieuwe woningen", "Corporatie | In tabel 1 | Nieuw aantal", "Vechthuis | 120 | 45"],
        ["Huurverhoging", "Jaar | Maximum tot nu toe | Maximum wordt", "2026 | 46% | 45%"],
    ],
)
def test_what_another_text_said_or_was_done_before_is_no_agreement_of_this_table(lines: list[str]) -> None:
    passage = table(lines)
    found = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert [one.numbers[0].value for one in found] == [45]


def test_yearly_agreements_agree_nothing_for_years_before_them() -> None:
    yearly = replace(AGREEMENT, kind=Kind.JAARAFSPRAKEN, period=Period(2027, 2027))
    passage = table(["Budget voor de buurten", "Onderwerp | 2026 | 2027", "Buurtbudget | € 40 | € 45"])
    found = extract(yearly, [passage], [Page(1, passage.text)], "e")
    assert [one.numbers[0].value for one in found] == [45]
    whole = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert [one.numbers[0].value for one in whole] == [40, 45]
