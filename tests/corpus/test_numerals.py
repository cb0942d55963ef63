"""Dutch numbers in digits and in words."""

import pytest

from corpus.numerals import digits_value, part_value, word_value


@pytest.mark.parametrize(
    ("digits", "scale", "value"),
    [
        ("1.250", "", 1250),
        ("12.345.678", "", 12_345_678),
        ("4,8", "", 4.8),
        ("1.250,50", "", 1250.5),
        ("2.5", "", 2.5),
        ("1,2", "miljoen", 1_200_000),
        ("60", "duizend", 60_000),
        ("3", "mln", 3_000_000),
    ],
)
def test_digits_with_dots_commas_and_scales(digits: str, scale: str, value: float) -> None:
    assert digits_value(digits, scale) == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("drie", 3),
        ("één", 1),
        ("drieëntwintig", 23),
        ("achtenzeventig", 78),
        ("honderd", 100),
        ("tweehonderdvijftig", 250),
        ("honderdentien", 110),
        ("duizend", 1000),
        ("drieduizend", 3000),
        ("anderhalf", 1.5),
        ("Twaalf", 12),
    ],
)
def test_numbers_in_words(word: str, value: float) -> None:
    assert word_value(word) == value


@pytest.mark.parametrize(
    "word", ["huis", "twintigste", "achterstand", "enkele", "tiental", "honderden", "x" * 500]
)
def test_other_words_are_no_numbers(word: str) -> None:
    assert word_value(word) is None


@pytest.mark.parametrize(
    ("many", "part", "value"),
    [("", "helft", 50), ("een", "derde", 33.33), ("drie", "kwart", 75), ("twee", "vijfde", 40)],
)
def test_fractions_are_percentages(many: str, part: str, value: float) -> None:
    assert part_value(many, part) == value
