"""Counting, listing and comparing over invented agreements: the number, the list and what was searched."""

import pytest
from fastapi.testclient import TestClient

from assistant.answering.contract import Answer, AnswerStatus
from assistant.precedents.searching import search
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.commitment import Standing
from tests.assistant.answering.conftest import Counting
from tests.assistant.precedents.conftest import TODAY


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def rows(answer: Answer) -> dict[str, float]:
    assert answer.counted is not None
    return dict(answer.counted.rows)


@pytest.mark.parametrize(
    "question",
    [
        "Welke gemeenten hebben een warmtenet afgesproken?",
        "in welke gemeentes zijn er afspraken over een warmtenet",
        "hoeveel gemeenten hebben iets met een warmtnet afgesproken",
    ],
)
def test_municipalities_are_counted_with_a_quote_of_each_and_what_was_searched(
    question: str, counting: Counting
) -> None:
    answer = counting(question)
    assert answer.status is AnswerStatus.BEANTWOORD
    assert "Ik tel 2 gemeenten" in answer.text
    assert "Lindewaard en Zilverdam" in answer.text
    assert "Ik zocht in 3 documenten met afspraken (2020–2028), stand 23 november 2026." in answer.text
    assert rows(answer) == {"Lindewaard": 1, "Zilverdam": 1}
    assert len(quotes(answer)) == 2
    assert all("warmtenet" in quote for quote in quotes(answer))


def test_every_sentence_quotes_its_source_to_the_letter(counting: Counting, counted_product: Product) -> None:
    answer = counting("Welke gemeenten hebben een warmtenet afgesproken?")
    for sentence in answer.sentences:
        assert sentence.sources
    for citation in answer.citations:
        page = counted_product.library.page(citation.card.id, citation.spans[0].page)
        assert page is not None
        assert page.text[citation.spans[0].start : citation.spans[0].end] == citation.quote


def test_a_bid_and_a_draft_are_not_counted_and_that_is_said(counting: Counting) -> None:
    offered = counting("Welke gemeenten hebben een warmtenet afgesproken?")
    assert "Kwelrade" not in offered.text
    drafted = counting("Welke gemeenten hebben een maximum aan de huurverhoging afgesproken?")
    assert rows(drafted) == {"Lindewaard": 1}
    assert "concepten en voorbeelden tel ik niet mee" in drafted.text


def test_where_nothing_was_found_is_never_where_nothing_is(counting: Counting) -> None:
    answer = counting("In welke gemeenten is niets over huismeesters afgesproken?")
    assert "Van 1 gemeente vond ik niets over huismeesters: Zilverdam." in answer.text
    assert "Dat betekent niet dat er niets is afgesproken." in answer.text
    assert quotes(answer) == ["Kadewonen heeft drie huismeesters."]


def test_nothing_at_all_is_counted_as_none_in_what_was_searched(counting: Counting) -> None:
    answer = counting("Welke gemeenten hebben afspraken over zwembaden?")
    assert answer.status is AnswerStatus.NIET_GEVONDEN
    assert "Ik tel 0 gemeenten" in answer.text
    assert "in 3 documenten met afspraken" in answer.text


def test_corporations_are_those_that_do_it_themselves(counting: Counting) -> None:
    assert rows(counting("Welke corporaties beloven huismeesters?")) == {"Kadewonen": 1}


def test_how_often_counts_by_hardness(counting: Counting) -> None:
    answer = counting("hoe vaak staat er een inspanningsverplichting?")
    assert "Ik tel 2 keer inspanning" in answer.text
    assert set(quotes(answer)) == {
        "Partijen streven naar nul ontruimingen.",
        "Wij proberen 900 woningen aan te sluiten op een warmtenet.",
    }


def test_a_count_is_of_the_place_and_theme_that_are_asked_about(counting: Counting) -> None:
    answer = counting("Hoeveel afspraken zijn er over verduurzaming in Zilverdam?")
    assert "Ik tel 1 afspraak over verduurzaming in Zilverdam: 1 inspanning." in answer.text
    assert "in 1 document met afspraken (2024–2028)" in answer.text


def test_how_hard_something_is_stands_before_its_quote(counting: Counting) -> None:
    answer = counting("Hoe hard is de afspraak over het warmtenet in Zilverdam?")
    assert answer.sentences[0].text.startswith("Inspanning: In de prestatieafspraken")


def test_a_comparison_puts_numbers_for_other_terms_per_year(counting: Counting) -> None:
    answer = counting("Vergelijk de nieuwbouwaantallen van Lindewaard en Zilverdam.")
    assert rows(answer) == {"Lindewaard": 184, "Zilverdam": 1000}
    assert "184 in 4 jaar = 46 per jaar; 1.000 in 5 jaar = 200 per jaar" in answer.text


def test_a_side_without_a_number_is_named(counting: Counting) -> None:
    answer = counting("Vergelijk de nieuwbouwaantallen van Lindewaard, Zilverdam en Kwelrade.")
    assert "Van Kwelrade vond ik hierover geen getal." in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        ("Hoe is de grondprijs in Lindewaard sinds 2020 veranderd?",),
        ("Wat is de grondprijs in Lindewaard?", "hoe is dit sinds 2020 veranderd?"),
    ],
)
def test_a_change_is_told_edition_by_edition_and_what_does_not_compare_is_said(
    asked: tuple[str, ...], counting: Counting
) -> None:
    answer = counting(*asked)
    assert list(rows(answer).items()) == [("2020–2023", 16_750), ("2024–2027", 18_500)]
    assert "niet zomaar te vergelijken" in answer.text
    assert answer.counted is not None
    assert any("prijspeil 2020 en prijspeil 2024" in reason for reason in answer.counted.reasons)


def test_the_most_is_put_in_order_and_careful_where_terms_differ(counting: Counting) -> None:
    answer = counting("welke gemeente bouwt de meeste sociale huurwoningen?")
    assert list(rows(answer)) == ["Zilverdam", "Lindewaard"]
    assert "zoals ze er staan" in answer.text


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(counting: Counting) -> None:
    answer = counting("Welke gemeenten hebben iets over schimmel afgesproken?")
    assert quotes(answer) == ["Meldt u schimmel? Dan komt er binnen tien werkdagen iemand kijken."]


def test_the_record_of_a_count_finds_the_same_commitments_again(
    counting: Counting, counted_product: Product
) -> None:
    counted = counting("Welke gemeenten hebben een warmtenet afgesproken?").counted
    assert counted is not None
    assert counted.selection.standings == (Standing.AFGESPROKEN,)
    found = search(
        counted_product.library,
        counted_product.retriever,
        counted.selection,
        counted.text,
        "relevantie",
        1,
        100,
        TODAY,
    )
    assert {one.commitment.id for one in found.items} >= set(counted.commitments)
    assert found.coverage.documents == counted.documents


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel mag de huur in Lindewaard in 2026 omhoog?",
        "Wat is de grondprijs in Lindewaard?",
        "Wat zijn prestatieafspraken?",
        "Wat is het verschil tussen bruto en netto?",
    ],
)
def test_other_questions_are_answered_as_they_were(question: str, counting: Counting) -> None:
    assert counting(question).counted is None


def test_the_service_gives_the_record_beside_the_answer(counted_product: Product) -> None:
    state = ServiceState(ServiceSettings())
    state.open(counted_product)
    with TestClient(create_app(state), base_url="http://localhost") as client:
        told = client.post("/v1/chat", json={"vraag": "Hoeveel afspraken zijn er in Zilverdam?"}).json()
        other = client.post("/v1/chat", json={"vraag": "Wat is de grondprijs in Lindewaard?"}).json()
    assert other["telling"] is None
    assert told["telling"]["aantal"] == 2
    assert told["telling"]["filters"] == {"gemeenten": ["Zilverdam"], "stand": ["afgesproken"]}
    assert told["telling"]["documenten"] == 1
    assert len(told["telling"]["afspraken"]) == 2


def test_what_was_too_much_to_read_is_said(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.answering.commitment_matching._MOST_READ", 1)
    answer = counting("welke gemeente bouwt de meeste sociale huurwoningen?")
    assert "Ik keek alleen naar de nieuwste documenten." in answer.text
    whole = counting("hoeveel afspraken zijn er?")
    assert "nieuwste documenten" not in whole.text
