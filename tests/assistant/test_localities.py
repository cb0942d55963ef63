"""Places that only documents name, and corporations that none of them does."""

import pytest

from assistant.answering.contract import AnswerStatus, Question
from assistant.answering.localities import Localities
from assistant.answering.strangers import strangers, without
from assistant.answering.understand import understand
from corpus.library import Library
from tests.assistant.conftest import TODAY, Ask


@pytest.fixture(scope="module")
def localities(library: Library) -> Localities:
    return Localities(library)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("komt er in raderhoek een dorpshuis?", "komt er in Raderhoek (Kwelrade) een dorpshuis?"),
        ("hoeveel huizen heeft klein oosterveen", "hoeveel huizen heeft Klein-Oosterveen (Oosterveen)"),
        ("wat kost het in de zoutkeetbuurt", "wat kost het in de Zoutkeetbuurt (Zilverdam)"),
        ("wordt de spoorflat gesloopt", "wordt de Spoorflat (Veldermonde) gesloopt"),
        ("Wat gebeurt er in de Oude Kern?", "Wat gebeurt er in de Oude Kern (Lindewaard)?"),
        (
            "wanneer is het havenkwartier in lindewaard klaar",
            "wanneer is het Havenkwartier in lindewaard klaar",
        ),
    ],
)
def test_a_place_that_only_documents_name_is_known_with_its_municipality(
    typed: str, understood: str, localities: Localities
) -> None:
    assert localities.written_out(typed) == understood


@pytest.mark.parametrize(
    "text",
    [
        "wat doet de woonbond voor huurders?",
        "hoeveel mag de huurverhoging zijn in oosterveen?",
        "Hoeveel woningen staan er in de Prestatieafspraken Lindewaard 2024–2027?",
        "wanneer komt de monteur voor de schimmel",
        "",
    ],
)
def test_other_words_stay_as_they_are(text: str, localities: Localities) -> None:
    assert localities.written_out(text) == text


def test_a_village_is_no_reason_to_ask_which_municipality(ask: Ask) -> None:
    answer = ask("hoeveel sociale huurwoningen zijn er in klein oosterveen")
    assert answer.status is AnswerStatus.BEANTWOORD
    assert "468" in answer.text


def test_a_corporation_that_no_document_names_is_told_apart(library: Library) -> None:
    def named(text: str) -> tuple[str, ...]:
        return strangers(understand(Question(text), library.cards(), TODAY), library)

    assert named("hoeveel verkoopt woningcorporatie Veenborgh Wonen in zilverdam?") == ("Veenborgh Wonen",)
    assert named("hoeveel bouwt corporatie veenborgh wonen in zilverdam") == ("veenborgh wonen",)
    assert named("hoeveel bouwt corporatie Turfhorst in oosterveen?") == ()
    assert named("hoeveel bouwt de corporatie in oosterveen?") == ()


def test_nobody_elses_agreements_are_told_for_a_corporation_without_documents(ask: Ask) -> None:
    answer = ask("Wat sprak woningcorporatie Veenborgh Wonen in Zilverdam af over de verkoop van woningen?")
    assert answer.status is AnswerStatus.NIET_GEVONDEN
    assert "Veenborgh Wonen" in answer.text


def test_beside_a_corporation_that_is_known_the_other_is_said_to_be_missing(ask: Ask) -> None:
    answer = ask("Hoeveel woningen verkopen Hagelinde en Veenborgh Wonen per jaar in Lindewaard?")
    assert answer.status is AnswerStatus.DEELS_BEANTWOORD
    assert "Hagelinde" in answer.sentences[0].text
    assert "Veenborgh Wonen" in " ".join(answer.notes)


def test_a_name_is_left_out_with_what_joins_it() -> None:
    text = "Hoeveel verkopen Hagelinde en Veenborgh Wonen per jaar?"
    assert without(text, ["Veenborgh Wonen"]) == "Hoeveel verkopen Hagelinde per jaar?"
