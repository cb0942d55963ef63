"""What is done, and to what."""

import pytest

from tests.ingest.commitments.invented import read


@pytest.mark.parametrize(
    ("sentence", "action", "thing"),
    [
        (
            "De corporaties bouwen in vier jaar samen 184 sociale huurwoningen.",
            "bouwen",
            "184 sociale huurwoningen",
        ),
        ("In 2027 zal Thuis in Eik het complex Lindehof slopen.", "slopen", "het complex Lindehof"),
        (
            "In de wijk Oost verkopen de corporaties geen eengezinswoningen.",
            "verkopen",
            "geen eengezinswoningen",
        ),
        ("Nieuwe woningen worden vanaf 2026 zonder aardgas gebouwd.", "bouwen", "Nieuwe woningen"),
        (
            "Partijen spreken af dat de corporaties hoogstens 15 procent van de woningen vrij toewijzen.",
            "toewijzen",
            "de corporaties hoogstens 15 procent van de woningen vrij",
        ),
        ("De gemeente zorgt dat een huurder binnen vier weken een gesprek krijgt.", "krijgen", None),
        ("Vechthuis verplicht zich om in 2026 40 woningen te renoveren.", "renoveren", None),
    ],
)
def test_the_action_and_the_object_of_a_sentence(sentence: str, action: str, thing: str | None) -> None:
    found = read(sentence)[0]
    assert found.action == action
    assert found.object in sentence
    assert thing is None or found.object == thing


def test_an_item_has_its_own_verb_else_that_of_its_opening() -> None:
    own = read("De corporaties:\n• bouwen jaarlijks minimaal 50 woningen;")[0]
    opened = read("De gemeente betaalt in 2026:\n• ten minste € 4.000 voor de coach;")[0]
    assert (own.action, opened.action) == ("bouwen", "betalen")
    assert own.context == "De corporaties:"
