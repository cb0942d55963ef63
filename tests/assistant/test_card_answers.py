"""Answers from the catalogue cards over the bundled library; every municipality in it is invented."""

from pathlib import Path

import pytest

from assistant.answering.contract import Answer, AnswerStatus
from corpus.library import Library
from tests.assistant.conftest import Ask


def cited(answer: Answer) -> list[tuple[str, int]]:
    """The documents and pages that an answer cites."""
    return [(Path(one.card.file_name).stem, one.spans[0].page) for one in answer.citations]


def quotes_stand_on_their_pages(answer: Answer, library: Library) -> bool:
    """Whether every quote is what its spans hold on the pages."""
    for citation in answer.citations:
        held = []
        for span in citation.spans:
            page = library.page(citation.card.id, span.page)
            assert page is not None
            held.append(page.text[span.start : span.end])
        if "\n".join(held) != citation.quote:
            return False
    return True


@pytest.mark.parametrize(
    ("question", "said", "unsaid", "source"),
    [
        (
            "Welke corporaties werken in Kwelrade?",
            ["Kwelhorst", "Polderhaven"],
            ["Turfhorst", "Huurdersoverleg"],
            ("kwelrade-prestatieafspraken-2023-2026", 2),
        ),
        (
            "wie heeft de afspraken van lindewaard 2024-2027 getekend",
            ["Gemeente Lindewaard", "Kadewonen", "Oever & Erf", "HagelindeSamen"],
            ["Broekzijde", "w.g."],
            ("lindewaard-prestatieafspraken-2024-2027", 12),
        ),
        (
            "welke huurdersvereniging hoort bij turfhorst?",
            ["Huurdersbelang Turfhorst"],
            ["Noorderkavel"],
            ("oosterveen-prestatieafspraken-2025-2028", 2),
        ),
        (
            "tot wanneer gelden de afspraken van Zilverdam?",
            ["31 december 2028"],
            [],
            ("zilverdam-prestatieafspraken-2024-2028", 1),
        ),
        (
            "wanneer zijn de prestatieafspraken van Heijerbeek getekend?",
            ["15 december 2022"],
            [],
            ("heijerbeek-prestatieafspraken-2023-2026", 1),
        ),
        (
            "bij welke corporatie hoort De Beekwoners?",
            ["De Beekwoning"],
            ["Loverkamp"],
            ("heijerbeek-prestatieafspraken-2023-2026", 1),
        ),
        (
            "in welke gemeenten werkt Hagelinde?",
            ["1 gemeente", "Lindewaard"],
            [],
            ("lindewaard-prestatieafspraken-2024-2027", 4),
        ),
        (
            "wie tekenden de regionale woonafspraken Lindeveen?",
            ["Huurdersplatform Lindeveen", "Polderhaven"],
            [],
            ("regio-lindeveen-afspraken-2024-2030", 1),
        ),
    ],
)
def test_the_answer_is_what_the_document_says_of_itself(
    question: str, said: list[str], unsaid: list[str], source: tuple[str, int], ask: Ask, library: Library
) -> None:
    answer = ask(question)
    assert answer.status is AnswerStatus.BEANTWOORD
    assert "zoeken" not in answer.timings_ms
    assert cited(answer) == [source]
    assert all(words in answer.text for words in said)
    assert not any(words in answer.text for words in unsaid)
    assert quotes_stand_on_their_pages(answer, library)


def test_a_count_comes_with_its_list_and_with_what_was_searched(ask: Ask, library: Library) -> None:
    answer = ask("van hoeveel gemeenten staan er ondertekende prestatieafspraken in de bibliotheek?")
    opening = answer.text.partition("\n")[0]
    assert opening == answer.notes[0]
    assert opening.startswith("Ik tel 6 gemeenten met ondertekende afspraken: Heijerbeek, Kwelrade, ")
    assert f"{library.coverage().documents} documenten, stand 22 november 2026" in opening
    assert len(answer.sentences) == 6
    assert quotes_stand_on_their_pages(answer, library)


def test_agreements_in_force_in_a_year_are_listed_and_drafts_are_not(ask: Ask) -> None:
    answer = ask("Welke gemeenten hebben afspraken die in 2028 nog gelden?")
    assert answer.text.startswith(
        "Ik tel 3 gemeenten met afspraken die gelden in 2028: Oosterveen, Veldermonde en Zilverdam."
    )
    assert all("2028" in one.quote or "2030" in one.quote for one in answer.citations)


def test_an_expired_agreement_is_said_to_be_expired(ask: Ask) -> None:
    answer = ask("Zijn de prestatieafspraken Lindewaard 2020–2023 nog van kracht?")
    assert cited(answer) == [("lindewaard-prestatieafspraken-2020-2023", 2)]
    assert "zijn verlopen op 31 december 2023" in answer.text


def test_something_newer_is_shown_as_the_draft_that_it_is(ask: Ask) -> None:
    answer = ask("is er al een nieuwe versie van de prestatieafspraken van Heijerbeek?")
    assert ("heijerbeek-concept", 2) in cited(answer)
    assert "(concept)" in answer.text
    assert "Iets nieuwers heb ik niet." in answer.text


def test_all_documents_of_a_place_are_counted_and_named(ask: Ask) -> None:
    answer = ask("welke documenten heb je over Veldermonde?")
    assert answer.text.startswith("Ik tel 2 documenten: ")
    assert len(answer.citations) == 2


def test_two_places_are_answered_one_by_one(ask: Ask) -> None:
    answer = ask("wie zijn de partijen bij de afspraken van Oosterveen en Kwelrade?")
    assert [name for name, _ in cited(answer)] == [
        "oosterveen-prestatieafspraken-2025-2028",
        "kwelrade-prestatieafspraken-2023-2026",
    ]


def test_the_other_part_of_a_question_is_searched_for(ask: Ask) -> None:
    answer = ask("Welke corporaties werken in Zilverdam, en hoeveel mag de huur in 2026 omhoog?")
    assert "Stadshave" in answer.sentences[0].text
    assert "3,4%" in answer.text


def test_a_part_that_the_list_of_parties_answers_too_is_not_called_unanswered(ask: Ask) -> None:
    answer = ask("Welke corporaties zijn partij in Lindewaard 2024–2027 en hoeveel woningen hadden zij elk?")
    assert answer.status is AnswerStatus.BEANTWOORD
    assert "4.120 woningen" in answer.text


def test_without_a_document_of_its_own_the_place_is_searched_for(ask: Ask) -> None:
    answer = ask("Welke corporaties tekenden in december 2020 de afspraken van Molenlanden?")
    assert "zoeken" in answer.timings_ms
    assert answer.citations


def test_a_question_about_the_parties_of_no_place_is_asked_back(ask: Ask) -> None:
    answer = ask("wie zijn de partijen?")
    assert answer.status is AnswerStatus.VERDUIDELIJKING_NODIG
    assert "Heijerbeek" in answer.choices
