"""Numbers are comparable when everything that is said around them agrees, and otherwise the reason is told."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.precedents.footing import on_one_footing, plain
from corpus.commitment import Limit, Modality, Quantity, Standing
from corpus.commitment_index import StoredCommitment
from corpus.model import EditionCard, Kind, Period
from tests.assistant.precedents.compared import agreed, homes, told


def said(number: Quantity, document: Period = Period(2024, 2027), **fields: Any) -> StoredCommitment:  # noqa: B008
    kind = fields.pop("kind", Kind.PRESTATIEAFSPRAKEN)
    edition = agreed(
        "een", [told("Zij bouwen woningen.", numbers=(number,), **fields)], period=document, kind=kind
    )
    about = edition.description
    card = EditionCard(
        edition.id, "een", None, "", "", "", "", about, None, 1, 1,  # type: ignore[arg-type]
    )  # fmt: skip
    return StoredCommitment(edition.commitments[0], card, None)


HOMES = homes(100, basis="bruto", moment="oplevering")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"basis": "netto"}, "bruto en netto"),
        ({"basis": None}, "één keer bruto, en één keer staat er niet of het bruto of netto is"),
        ({"moment": "start"}, "oplevering en start"),
        ({"segment": "middenhuur"}, "sociaal en middenhuur"),
        ({"limit": Limit.MINSTENS}, "precies en minstens"),
        ({"unit": "nultredenwoningen"}, "woningen en nultredenwoningen"),
        ({"per": "maand"}, "hele looptijd en per maand"),
    ],
)
def test_one_difference_in_what_a_number_means_makes_it_incomparable(
    changed: dict[str, object], reason: str
) -> None:
    footing = on_one_footing([said(HOMES), said(replace(HOMES, **changed))])  # type: ignore[arg-type]
    assert footing is not None
    assert not footing.comparable
    assert footing.reasons == (reason,)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"standing": Standing.VOORSTEL}, "afspraak en voorstel"),
        ({"modality": Modality.INSPANNING}, "verplichting en streven"),
    ],
)
def test_a_proposal_or_an_effort_is_not_compared_with_an_obligation(
    fields: dict[str, Any], reason: str
) -> None:
    footing = on_one_footing([said(HOMES), said(HOMES, **fields)])
    assert footing is not None
    assert footing.reasons == (reason,)


def test_a_number_for_a_term_of_known_years_becomes_one_per_year_beside_one_per_year() -> None:
    footing = on_one_footing([said(homes(184)), said(homes(40, per="jaar"))])
    assert footing is not None
    assert footing.comparable
    assert footing.yearly
    assert [(one.yearly, one.converted, one.calculation) for one in footing.figures] == [
        (46.0, True, "184 in 4 jaar = 46 per jaar"),
        (40.0, False, None),
    ]


def test_terms_of_the_same_length_are_compared_as_they_are() -> None:
    footing = on_one_footing([said(homes(184)), said(homes(140), Period(2025, 2028))])
    assert footing is not None
    assert footing.comparable
    assert not footing.yearly


def test_a_term_of_unknown_years_is_not_converted() -> None:
    footing = on_one_footing([said(homes(184), Period()), said(homes(40, per="jaar"))])
    assert footing is not None
    assert footing.reasons == ("per jaar en hele looptijd",) or footing.reasons == (
        "hele looptijd en per jaar",
    )
    assert [one.yearly for one in footing.figures] == [None, 40.0]


def test_an_addendum_does_not_lend_its_years_to_a_number_of_the_agreement() -> None:
    lent = on_one_footing(
        [said(homes(190), Period(2026, 2027), kind=Kind.ADDENDUM), said(homes(40, per="jaar"))]
    )
    dated = said(homes(190), Period(2026, 2027), kind=Kind.ADDENDUM, period=Period(2024, 2027))
    own = on_one_footing([dated, said(homes(40, per="jaar"))])
    assert lent is not None
    assert not lent.comparable
    assert own is not None
    assert own.comparable
    assert own.figures[0].yearly == 47.5


def test_homes_for_no_said_time_are_not_compared_over_terms_of_different_lengths() -> None:
    number = Quantity(110, "woningen")
    footing = on_one_footing([said(number), said(number, Period(2022, 2030))])
    assert footing is not None
    assert footing.reasons == ("in 4 jaar en in 9 jaar",)


def test_the_kind_of_home_in_a_unit_is_its_segment() -> None:
    footing = on_one_footing(
        [said(Quantity(30, "sociale huurwoningen")), said(Quantity(20, "woningen", segment="sociaal"))]
    )
    assert footing is not None
    assert footing.comparable


def test_numbers_of_what_may_not_be_the_same_subject_are_not_compared() -> None:
    footing = on_one_footing([said(HOMES), said(HOMES)], likely=False)
    assert footing is not None
    assert footing.reasons == ("het is niet zeker dat ze over hetzelfde gaan",)


def test_one_number_alone_has_nothing_to_be_compared_with() -> None:
    assert on_one_footing([said(HOMES)]) is None


@pytest.mark.parametrize(
    ("value", "written"), [(46.0, "46"), (1110.0, "1.110"), (123.333, "123,3"), (2.5, "2,5"), (0.125, "0,12")]
)
def test_numbers_are_written_as_in_dutch(value: float, written: str) -> None:
    assert plain(value) == written
