"""Where Dutch sentences end, and where a full stop does not end one."""

import pytest

from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "De afspraken m.b.t. Woningwet art. 44 gelden vanaf 1 juli 2026.",
        "Zie nr. 4 van de brief d.d. 3 mei 2024 aan o.a. Hagelinde en Kadewonen.",
        "De heer J. de Vries tekent namens dhr. Jansen van Stichting Wonen b.v. Zuid.",
        "Dat is 3.500 woningen, d.w.z. 12,5 procent.",
        "Volgens artikel 3.2 Huurbeleid geldt dit.",
        "1. Elke corporatie betaalt mee.",
        "Is dat zo (ja of nee?) dan geldt het.",
    ],
)
def test_an_abbreviation_or_number_does_not_end_a_sentence(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("De huur stijgt. Dat is zo.", ["De huur stijgt.", "Dat is zo."]),
        (
            "Er zijn 54 woningen. 12 daarvan worden gesloopt.",
            ["Er zijn 54 woningen.", "12 daarvan worden gesloopt."],
        ),
        ("“Wij bouwen.” ’s Avonds niet!", ["“Wij bouwen.”", "’s Avonds niet!"]),
        ("• Een punt;\n• Nog een punt.", ["• Een punt;", "• Nog een punt."]),
        ("Jaar\tAantal\n2024\t10", ["Jaar\tAantal", "2024\t10"]),
        ("In 2027. Daarna niet.", ["In 2027.", "Daarna niet."]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_hears_it(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_spans_are_in_order_and_leave_out_only_white_space() -> None:
    text = "Eerst dit.  Dan dat?\n\nEn  dan\tniets meer"
    rest = text
    for start, end in reversed(sentences(text)):
        rest = rest[:start] + rest[end:]
    assert not rest.strip()
