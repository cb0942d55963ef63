"""Questions that ask more than one thing, ask what really happened, name numbers or are typed carelessly."""

import pytest

from assistant.answering.concepts import Bag, concepts, respelled, stems
from assistant.answering.contract import AnswerStatus
from assistant.answering.parts import parts_of
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Hoe hoog is het budget, en wanneer gaat het in?", 2),
        ("Wie is de Aw en kijken die de afspraken na?", 2),
        ("De wet geldt al, wat moet de gemeente nu doen?", 2),
        ("Wat is er afgesproken over groen en schone straten?", 1),
        ("Hoeveel woningen bouwen Hagelinde, Kadewonen en Oever & Erf?", 1),
    ],
)
def test_a_question_falls_into_the_things_it_asks(question: str, parts: int) -> None:
    assert len(parts_of(question)) == parts


def test_each_part_of_a_question_is_answered(ask: Ask) -> None:
    answer = ask("hoe lang krijgen we voor ons advies en wat als de woco het niet volgt")
    assert answer.status is AnswerStatus.BEANTWOORD
    assert "zes weken" in answer.text
    assert "veertien dagen" in answer.text or "twee weken" in answer.text


def test_a_part_without_an_answer_is_named(ask: Ask) -> None:
    answer = ask("hoeveel mag de huur omhoog in lindewaard in 2026 en hoeveel zwembaden komen er?")
    assert answer.status is AnswerStatus.DEELS_BEANTWOORD
    assert "3,5%" in answer.text
    assert any("zwembaden" in note for note in answer.notes)


def test_what_really_happened_goes_before_what_was_agreed(ask: Ask) -> None:
    answer = ask("hoeveel flexwoningen zijn er in 2025 op zuidersluis in lindewaard echt geplaatst?")
    assert "24" in answer.sentences[0].text
    assert answer.citations[0].card.document_id == "lindewaard-jaarschijf-2026"


def test_each_of_two_numbers_asked_about_gets_its_source(ask: Ask) -> None:
    answer = ask("Moeten lokale prestatieafspraken voor 1 december of voor 15 december klaar zijn?")
    assert "1 december" in answer.text
    assert "15 december" in answer.text


def test_a_follow_up_keeps_what_the_earlier_question_was_about(ask: Ask) -> None:
    answer = ask(
        "wie beslist over plannen van bewoners voor leefbaarheid in oosterveen?",
        "en hoeveel geld is daarvoor per woning?",
    )
    assert "plannen van bewoners" in answer.understood
    assert "€ 12" in answer.text


def test_a_typing_error_in_a_word_of_the_documents_is_forgiven() -> None:
    bag = Bag.of("De corporaties plaatsen flexwoningen voor spoedzoekers.")
    (concept,) = respelled(concepts("spoedzoekkers"), [bag])
    assert bag.holds(concept)


def test_a_renter_is_no_rent() -> None:
    assert stems("huurder") == stems("huurders") != stems("huur")


def test_an_irregular_past_tense_is_the_same_verb() -> None:
    assert stems("ontstond") == stems("ontstaan")


def test_a_part_that_names_nothing_is_answered_by_another_sentence_than_the_one_before(ask: Ask) -> None:
    answer = ask(
        "Met hoeveel nam het aantal sociale huurwoningen in Amsterdam in 2020 netto toe, "
        "en hoeveel was er per jaar afgesproken?"
    )
    assert "met 10" in answer.text
    assert "750 per jaar" in answer.text


def test_each_of_two_sorts_of_housing_gets_its_own_figure(ask: Ask) -> None:
    answer = ask("Wat was in 2023 de maximale huurverhoging in de sociale huur en in de vrije sector?")
    assert "3,1%" in answer.text
    assert "4,1%" in answer.text


def test_what_was_asked_for_and_what_was_agreed_are_both_told(ask: Ask) -> None:
    answer = ask(
        "Welke grondprijs vroeg Hagelinde in haar bod aan de gemeente Lindewaard, "
        "en wat staat er in de prestatieafspraken 2024–2027?"
    )
    assert "17.000" in answer.text
    assert "18.500" in answer.text


def test_when_is_answered_by_the_sentence_that_goes_on(ask: Ask) -> None:
    assert "1 september 2023" in ask("komt er in raderhoek ook buurtbemiddelling en wanneer").text
