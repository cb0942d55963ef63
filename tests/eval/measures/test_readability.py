"""How hard a Dutch text is to read."""

from pathlib import Path

import pytest

import corpus
from eval.measures.readability import count_syllables, jargon, readability


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("huur", 1),
        ("woning", 2),
        ("prestatieafspraken", 6),
        ("januari", 4),
        ("sociale", 4),
        ("geïsoleerd", 4),
        ("nieuwbouw", 2),
        ("vrij", 1),
        ("p", 1),
    ],
)
def test_syllables_are_counted_by_their_vowels(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_sentences_are_counted_without_the_marks_of_sources() -> None:
    seen = readability("De huur stijgt. [1] Dat mag niet zo maar. [2]")
    assert seen["wordsPerSentence"] == 4.0
    # Eight words of one syllable each.
    assert seen["fleschDouma"] == pytest.approx(206.84 - 0.93 * 4 - 77 * 1)


def test_a_longer_sentence_of_longer_words_is_harder() -> None:
    easy = readability("De huur gaat omhoog. U krijgt een brief.")["fleschDouma"]
    hard = readability(
        "Onverminderd bovengenoemde inspanningsverplichtingen realiseren corporaties verduurzamingsmaatregelen."
    )["fleschDouma"]
    assert easy is not None
    assert hard is not None
    assert easy > 60 > hard


def test_jargon_counts_until_it_is_explained() -> None:
    assert readability("De jaarschijf is klaar. De jaarschijf ligt er.")["jargon"] == pytest.approx(0.25)
    assert readability("Een jaarschijf (de afspraken voor één jaar) is klaar.")["jargon"] == 0.0
    assert readability("Een jaarschijf is een plan voor een jaar. De jaarschijf ligt er.")["jargon"] == 0.0


def test_every_term_of_the_list_is_a_term_of_the_glossary() -> None:
    glossary = (Path(corpus.__file__).parent / "vocabulary" / "glossary.tsv").read_text("utf-8").casefold()
    terms = {line.split("\t")[0] for line in glossary.splitlines()}
    assert set(jargon()) <= terms


def test_a_text_without_words_has_no_measure() -> None:
    assert set(readability("[1] 3,5").values()) == {None}
