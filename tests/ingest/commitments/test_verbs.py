"""The forms of verbs, and how a sentence is put together around them."""

import pytest

from ingest.commitments.structure import read
from ingest.commitments.verbs import forms_of


@pytest.mark.parametrize(
    ("word", "infinitive", "tense"),
    [
        ("bouwt", "bouwen", "present"),
        ("levert", "leveren", "present"),
        ("realiseert", "realiseren", "present"),
        ("verkopen", "verkopen", "plural"),
        ("verkochten", "verkopen", "past"),
        ("kwamen", "komen", "past"),
        ("spraken", "spreken", "past"),
        ("oplevert", "opleveren", "present"),
        ("opgeleverd", "opleveren", "participle"),
        ("toegewezen", "toewijzen", "participle"),
        ("overlegt", "overleggen", "present"),
        ("gerenoveerd", "renoveren", "participle"),
    ],
)
def test_a_form_of_a_verb(word: str, infinitive: str, tense: str) -> None:
    assert (infinitive, tense) in [(form.infinitive, form.tense) for form in forms_of(word)]


@pytest.mark.parametrize("word", ["huur", "woning", "", "zzzz", "opzzz"])
def test_other_words_are_no_verbs(word: str) -> None:
    assert forms_of(word) == ()


@pytest.mark.parametrize(
    ("sentence", "main", "inverted"),
    [
        ("De corporaties leveren in vier jaar 140 woningen op.", "opleveren", False),
        ("In de wijk Oost verkopen de corporaties geen woningen.", "verkopen", True),
        (
            "Een huurder die van een grote naar een kleine woning verhuist, houdt de oude huur.",
            "houden",
            False,
        ),
        ("Stijgt het voorschot met meer dan 15%, dan bespreken zij dat eerst.", "bespreken", True),
        ("De corporaties zullen een klacht over vocht binnen zes weken onderzoeken.", "onderzoeken", False),
        ("Een melding van overlast wordt binnen vijf werkdagen besproken.", "bespreken", False),
        ("De vaste kosten voor warmte zijn voor de huurder niet hoger dan voor gas.", "zijn", False),
        ("Voor isolatie en ventilatie vragen de corporaties geen huurverhoging.", "vragen", True),
        ("De gemeente legt de cijfers vast in een jaarschijf.", "vastleggen", False),
        ("De gemeente betaalt de kosten samen met de corporaties.", "betalen", False),
        ("Ten minste 50 van de 140 woningen komen in de kleine kernen.", "komen", False),
    ],
)
def test_the_verb_that_says_what_is_done(sentence: str, main: str, inverted: bool) -> None:
    reading = read(sentence)
    assert reading.main is not None
    assert (reading.main.infinitive, reading.inverted) == (main, inverted)


def test_a_name_holds_no_verb() -> None:
    sentence = "Wonen Zuidoever bouwt 40 woningen."
    reading = read(sentence, [(0, len("Wonen Zuidoever"))])
    assert reading.main is not None
    assert reading.main.infinitive == "bouwen"
