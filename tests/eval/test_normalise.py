"""What counts as the same fact, and what does not."""

import pytest

from eval.normalise import holds, normalise


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("De huur stijgt met hoogstens 3,5%. [1]", "3,5 procent"),
        ("De huur stijgt met 3,50 procent.", "3,5%"),
        ("Het fonds is € 1.000 per jaar.", "1000 euro"),
        ("Het fonds is €1.000,- per jaar.", "1.000 euro"),
        ("Het fonds is 1.000,00 euro.", "€ 1000"),
        ("Er is € 1,2 miljoen beschikbaar.", "1.200.000 euro"),
        ("Dat zijn 12 duizend woningen.", "12.000 woningen"),
        ("Het bod komt voor 01-07-2026.", "1 juli 2026"),
        ("Het bod komt voor 1 juli 2026.", "1 juli"),
        ("Het bod komt voor 1 juli 2026.", "1-7-2026"),
        ("De afspraken 2024–2027 gelden.", "2024-2027"),
        ("De afspraken 2024–2027 gelden.", "2027"),
        ("Van 1,5-2,5% is sprake.", "2,5%"),
        ("Het  gaat om\u00a0‘sociale huur’.", "'Sociale huur'"),
        ("Huurders- en bewoners\u00adorganisaties", "bewonersorganisaties"),
        ("Zie artikel 1.4.2.", "1.4.2"),
    ],
)
def test_the_same_fact_in_another_notation_is_found(text: str, fact: str) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Dat zijn 1900 woningen.", "90"),
        ("De huur stijgt met 13,5%.", "3,5%"),
        ("De huur stijgt met 3,55%.", "3,5"),
        ("Het zijn 1.500 woningen.", "500"),
        ("Zie artikel 1.4.2.", "1.4"),
        ("Het bod komt voor 11 juli 2026.", "1 juli 2026"),
        ("De huur stijgt met 3,5%.", "3,5 euro"),
    ],
)
def test_a_number_inside_another_number_is_not_found(text: str, fact: str) -> None:
    assert not holds(text, fact)


def test_a_year_range_and_a_clause_number_are_not_taken_for_a_number() -> None:
    assert normalise("Artikel 1.4.2 van 2024-2027 om 10.30 uur") == "artikel 1.4.2 van 2024-2027 om 10.30 uur"
