"""Ways of writing numbers, and which of several numbers a word belongs to."""

import pytest

from ingest.commitments.quantities import quantities
from tests.ingest.commitments.test_quantities import ABOUT, EXACT, LEAST, MOST, main, short


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # money and measures
        ("De gemeente draagt vier ton bij.", (400_000, "euro", EXACT, None)),
        ("Woonbaken betaalt 1,5 ton aan de herinrichting.", (150_000, "euro", EXACT, None)),
        ("De gemeente legt een half miljoen euro in.", (500_000, "euro", EXACT, None)),
        ("De gemeente houdt ongeveer 2,5 hectare vrij.", (2.5, "hectare", ABOUT, None)),
        # parts of a percent, and of ten
        ("De huur blijft een kwart procent onder de inflatie.", (0.25, "procent", EXACT, None)),
        ("De huur stijgt een half procentpunt minder.", (0.5, "procentpunt", EXACT, None)),
        ("Zeven van de tien woningen gaan naar jonge gezinnen.", (70, "procent", EXACT, None)),
        # how it binds
        ("Woonbaken verkoopt hooguit acht woningen per jaar.", (8, "woningen", MOST, "jaar")),
        ("De corporaties verkopen niet meer dan 15 woningen.", (15, "woningen", MOST, None)),
        ("De huurverhoging komt niet boven de 3 procent uit.", (3, "procent", MOST, None)),
        ("Een woning is binnen een week schoon.", (1, "weken", MOST, None)),
        # how often
        ("De wethouder houdt elke maand een keer spreekuur.", (1, "keer", EXACT, "maand")),
        ("De raden komen jaarlijks ten minste één keer bijeen.", (1, "keer", LEAST, "jaar")),
        # a time that is said of a number that is none of the agreement
        ("Met een huur onder de € 500 per maand komen er 60 woningen.", (60, "woningen", EXACT, None)),
        # what will be at the end of a year, and a numeral as the subject
        ("Eind 2030 zijn er 80 studentenkamers.", (80, "studentenkamers", EXACT, None)),
        ("Veertig komen er in het dorp.", (40, "woningen", EXACT, None)),
    ],
)
def test_a_number_is_read_as_it_is_written(
    sentence: str, expected: tuple[float, str, object, str | None]
) -> None:
    assert short(main(sentence)) == expected


def test_a_range_shares_the_scale_of_its_end() -> None:
    found = main("Het budget is € 2,4 tot € 2,8 miljoen.")
    assert (found.value, found.upper, found.unit) == (2_400_000, 2_800_000, "euro")


def test_numbers_with_a_year_of_their_own_are_per_year() -> None:
    found, _ = quantities("In 2027 bouwt Woonbaken 50 woningen en in 2028 bouwt het 65 woningen.")
    assert [(one.value, one.per) for one in found] == [(50, "jaar"), (65, "jaar")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wie drie maanden achterloopt met de huur, krijgt een huisbezoek.",
        "Wordt een woning binnen vijf jaar verkocht, dan betaalt Woonbaken de bijdrage terug.",
        "Woonbaken levert maatwerk als de huur boven 40% van het inkomen ligt.",
    ],
)
def test_the_number_of_a_case_is_none_of_the_agreement(sentence: str) -> None:
    found, _ = quantities(sentence)
    assert found == ()
