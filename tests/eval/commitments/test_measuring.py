"""Whether each field of a found commitment is judged as a reader would."""

from datetime import date
from typing import Any

import pytest

from corpus.commitment import Actor, Limit, Modality, Quantity, Role, Standing
from corpus.model import Period, Theme
from eval.commitments.aligning import Pair
from eval.commitments.gold import FIELDS, Measured
from eval.commitments.measuring import right, shown
from tests.eval.commitments.conftest import Found, Labelled, edition

G, C, H = Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE
HAGELINDE, KADE = "Woonstichting Hagelinde", "Kadewonen"


@pytest.mark.parametrize(
    ("names", "actors", "good"),
    [
        (["corporaties"], (Actor(C),), True),
        (["corporaties"], (Actor(C, HAGELINDE), Actor(C, KADE)), True),
        (["corporaties"], (Actor(C, HAGELINDE),), False),
        ([HAGELINDE], (Actor(C),), False),
        (["gemeente"], (Actor(G, "Lindewaard"),), True),
        (["HagelindeSamen"], (Actor(H),), True),
        (["partijen"], (Actor(G), Actor(C), Actor(H)), True),
        (["partijen"], (Actor(Role.PARTIJEN),), True),
        (["gemeente", "corporaties"], (Actor(C),), False),
        ([["gemeente"], ["corporaties"]], (Actor(C),), True),
        (["anders:zorgpartijen"], (Actor(Role.ANDERS, "de zorgpartijen"),), True),
        (["anders:zorgpartijen"], (Actor(Role.ANDERS, "politie"),), False),
        (["corporaties"], (), False),
    ],
)
def test_actors(
    labelled: Labelled, found: Found, names: list[Any], actors: tuple[Actor, ...], good: bool
) -> None:
    assert judged("actors", labelled(actors=names), found(actors=actors)) is good


@pytest.mark.parametrize(
    ("quantity", "good"),
    [
        (Quantity(184, "woningen", per="looptijd"), True),
        (Quantity(184, "Sociale huurwoningen", per="looptijd"), True),
        (Quantity(183, "woningen", per="looptijd"), False),
        (Quantity(184, "huishoudens", per="looptijd"), False),
        (Quantity(184, "woningen", per="jaar"), False),
        (Quantity(184, "woningen"), False),
        (Quantity(184, "woningen", per="looptijd", upper=190), False),
    ],
)
def test_a_number_is_right_with_its_unit_and_what_it_is_per(
    labelled: Labelled, found: Found, quantity: Quantity, good: bool
) -> None:
    wanted = {"value": 184, "unit": ["woningen", "sociale huurwoningen"], "per": "looptijd"}
    assert judged("numbers", labelled(numbers=[wanted]), found(numbers=(quantity,))) is good


def test_every_labelled_number_must_be_there_and_more_may(labelled: Labelled, found: Found) -> None:
    gold = labelled(numbers=[{"value": 60, "unit": "procent"}, {"value": 40, "unit": "procent"}])
    both = (Quantity(25, "woningen"), Quantity(40, "procent"), Quantity(60, "procent"))
    assert judged("numbers", gold, found(numbers=both)) is True
    assert judged("numbers", gold, found(numbers=both[:2])) is False


def test_a_number_in_the_wrong_year_is_wrong_when_the_label_has_a_year(
    labelled: Labelled, found: Found
) -> None:
    wrong = found(period=Period(2025, 2025))
    assert judged("numbers", labelled(period=2026), wrong) is False
    assert judged("numbers", labelled(period=2026, open=["period"]), wrong) is True
    assert judged("numbers", labelled(), wrong) is True


def test_the_limit_is_judged_of_numbers_that_were_found(labelled: Labelled, found: Found) -> None:
    gold = labelled(numbers=[{"value": 52, "unit": "woningen", "limit": "hoogstens"}])
    assert judged("limit", gold, found(numbers=(Quantity(52, "woningen", limit=Limit.HOOGSTENS),))) is True
    assert judged("limit", gold, found(numbers=(Quantity(52, "woningen"),))) is False


def test_the_meaning_of_a_number_is_judged_where_it_is_labelled(labelled: Labelled, found: Found) -> None:
    number: dict[str, Any] = {"value": 12, "unit": "woningen"}
    gold = labelled(numbers=[number | {"basis": "netto", "actor": KADE, "each": ["woning", "huis"]}])
    right_one = Quantity(12, "woningen", basis="netto", actor=Actor(C, KADE), each="huis")
    assert judged("meaning", gold, found(numbers=(right_one,))) is True
    for wrong in (
        Quantity(12, "woningen", basis="bruto", actor=Actor(C, KADE), each="huis"),
        Quantity(12, "woningen", basis="netto", actor=Actor(C, HAGELINDE), each="huis"),
        Quantity(12, "woningen", basis="netto", each="huis"),
        Quantity(12, "woningen", basis="netto", actor=Actor(C, KADE)),
    ):
        assert judged("meaning", gold, found(numbers=(wrong,))) is False
    assert judged("meaning", labelled(numbers=[number]), found(numbers=(right_one,))) is None


def test_a_number_that_was_not_found_has_no_limit_or_meaning_to_judge(
    labelled: Labelled, found: Found
) -> None:
    gold = labelled(numbers=[{"value": 52, "unit": "woningen", "basis": "netto", "limit": "hoogstens"}])
    assert judged("limit", gold, found()) is None
    assert judged("meaning", gold, found()) is None
    assert judged("numbers", gold, found()) is False


@pytest.mark.parametrize(
    ("field", "label", "value", "good"),
    [
        ("modality", {"modality": ["resultaat", "procedure"]}, {"modality": Modality.PROCEDURE}, True),
        ("modality", {}, {"modality": Modality.INTENTIE}, False),
        ("theme", {}, {"themes": (Theme.BESCHIKBAARHEID, Theme.PROCES)}, True),
        ("theme", {}, {"themes": (Theme.PROCES, Theme.NIEUWBOUW)}, False),
        ("theme", {}, {"themes": ()}, False),
        ("period", {"period": [2024, 2027]}, {"period": Period(2024, 2027)}, True),
        ("period", {"period": [2025, None]}, {"period": Period(2025)}, True),
        ("period", {"period": 2024}, {"period": Period(2024, 2027)}, False),
        ("period", {}, {"period": Period(2024, 2027)}, False),
        ("deadline", {"deadline": ["2026-06-30", "2026-07-01"]}, {"deadline": date(2026, 7, 1)}, True),
        ("deadline", {"deadline": "2026-06-30"}, {}, False),
        ("deadline", {}, {"deadline": date(2026, 7, 1)}, False),
        ("location", {"location": "Zuidersluis"}, {"location": "het terrein Zuidersluis"}, True),
        ("location", {"location": "Zuidersluis"}, {"location": "Sluis"}, False),
        ("location", {}, {"location": "Lindewaard"}, False),
        ("clause", {"clause": "Artikel 2.2 lid 1"}, {"clause": "Artikel 2.2"}, True),
        ("clause", {"clause": "Artikel 2.2 lid 1"}, {"clause": "Artikel 2"}, False),
        ("clause", {"clause": "Artikel 2.2"}, {"clause": "Artikel 2.2 lid 1"}, False),
        ("clause", {"clause": "Artikel 2.2"}, {}, False),
        ("standing", {"standing": "voorstel"}, {"standing": Standing.VOORSTEL}, True),
        ("standing", {"standing": "voorstel"}, {}, False),
    ],
)
def test_a_field(
    labelled: Labelled,
    found: Found,
    field: Measured,
    label: dict[str, Any],
    value: dict[str, Any],
    good: bool,
) -> None:
    gold, one = labelled(**label), found(**value)
    assert judged(field, gold, one) is good
    assert judged(field, gold.model_copy(update={"open": frozenset({field})}), one) is None


def test_without_labelled_numbers_they_are_not_measured(labelled: Labelled, found: Found) -> None:
    for field in ("numbers", "limit", "meaning"):
        assert judged(field, labelled(numbers=[]), found()) is None


def test_both_values_of_every_field_can_be_read(labelled: Labelled, found: Found) -> None:
    pair = Pair(labelled(), found(), edition())
    assert shown("actors", pair) == ("corporaties", "corporaties")
    assert shown("modality", pair) == ("resultaat", "resultaat")
    assert all(len(shown(field, pair)) == 2 for field in FIELDS)


def judged(field: Measured, gold: Any, one: Any) -> bool | None:
    return right(field, Pair(gold, one, edition()))
