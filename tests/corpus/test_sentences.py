"""Where Dutch sentences end, and where a full stop does not end one."""

from pathlib import Path

import pytest

from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def cases(part: str) -> list[list[str]]:
    """The sentences of each text of a part ("tuning" or "test") of the labelled set."""
    tuning, test = (Path(__file__).parent / "dutch_sentences.txt").read_text("utf-8").split("== test\n")
    lines = (tuning if part == "tuning" else test).splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


def test_the_labelled_set_has_more_than_two_hundred_texts() -> None:
    assert len(cases("tuning") + cases("test")) > 200


@pytest.mark.parametrize("part", ["tuning", "test"])
def test_sentences_end_where_the_labelled_set_says(part: str) -> None:
    right = found = wanted = 0
    wrong = []
    for parts in cases(part):
        text = " ".join(parts)
        ends = {len(" ".join(parts[: count + 1])) for count in range(len(parts))}
        got = {end for _, end in sentences(text)}
        right, found, wanted = right + len(ends & got), found + len(got), wanted + len(ends)
        if got != ends:
            wrong.append(" | ".join(cut(text)))
    f1 = 2 * right / (found + wanted)
    print(f"{part}: sentence boundary F1 {f1:.4f} over {wanted} boundaries")
    assert f1 >= 0.985, wrong


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
