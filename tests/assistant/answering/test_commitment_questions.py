"""Which questions are counted, listed or compared, and what they select; every municipality is invented."""

from dataclasses import replace

import pytest

from assistant.answering.commitment_questions import Counting, commitment_question
from assistant.answering.contract import Question
from assistant.answering.understand import understand
from assistant.service.state import Product
from corpus.commitment import Limit, Modality
from corpus.model import Theme
from corpus.vocabulary.commitment_questions import commitment_question_words
from tests.assistant.precedents.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "kind", "subject"),
    [
        ("Welke gemeenten hebben iets over een noodfonds afgesproken?", Counting.PLACES, "noodfonds"),
        ("van hoeveel gemeentes zijn er afspraken over asbest", Counting.PLACES, "asbest"),
        ("in hoeveel gemeenten krijgen huurders een verhuisvergoeding", Counting.PLACES, "verhuisvergoeding"),
        ("waar is niks afgesproken over buurtbemiddeling?", Counting.PLACES_WITHOUT, "buurtbemiddeling"),
        ("Welke corporaties beloven zonnepanelen?", Counting.OWNERS, "zonnepanelen"),
        ("hoeveel afspraken zijn er over flexwoningen", Counting.COUNT, "flexwoningen"),
        ("Hoe vaak staat er een inspanningsverplichting?", Counting.HOW_OFTEN, ""),
        ("hoe bindend is de afspraak over het warmtenet", Counting.HARDNESS, "warmtenet"),
        ("wie heeft de laagste grondprijs?", Counting.MOST, "grondprijs"),
        ("Hoe is de verkoop in Lindewaard sinds 2016 veranderd?", Counting.OVER_TIME, "verkoop"),
        ("vergelijk de nieuwbouwaantallen van Lindewaard en Zilverdam", Counting.COMPARISON, "nieuwbouw"),
    ],
)
def test_how_a_question_is_put_tells_what_is_counted(
    question: str, kind: Counting, subject: str, counted_product: Product
) -> None:
    cards = counted_product.library.cards()
    found = commitment_question(understand(Question(question), cards, TODAY), cards)
    assert found is not None
    assert found.kind is kind
    assert found.subject == subject


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel gemeenten staan er in de bibliotheek?",
        "Welke gemeenten hebben prestatieafspraken die ook in 2028 nog gelden?",
        "Welke corporaties tekenden de afspraken van Lindewaard?",
        "Vergelijk het bod met de afspraken in Lindewaard.",
        "Wat is het verschil tussen een bod en een afspraak?",
        "Wat is een inspanningsverplichting?",
        "hoeveel afspraken moeten er minstens in staan",
        "Hoe hoog is de huur?",
    ],
)
def test_other_questions_are_not_counted(question: str, counted_product: Product) -> None:
    cards = counted_product.library.cards()
    assert commitment_question(understand(Question(question), cards, TODAY), cards) is None


def test_filters_follow_from_what_is_named(counted_product: Product) -> None:
    cards = counted_product.library.cards()

    def selected(question: str) -> object:
        found = commitment_question(understand(Question(question), cards, TODAY), cards)
        assert found is not None
        return replace(found.selection, standings=())

    theme = selected("Hoeveel afspraken zijn er over leefbaarheid in Zilverdam?")
    assert theme.municipalities == ("Zilverdam",)  # type: ignore[attr-defined]
    assert theme.themes == (Theme.LEEFBAARHEID,)  # type: ignore[attr-defined]
    hard = selected("hoe vaak is een resultaatsverplichting afgesproken met Kadewonen")
    assert hard.modalities == (Modality.RESULTAAT,)  # type: ignore[attr-defined]
    assert hard.actors == ("Kadewonen",)  # type: ignore[attr-defined]


def test_a_maximum_is_a_limit_of_a_subject_with_a_number(counted_product: Product) -> None:
    cards = counted_product.library.cards()
    asked = understand(Question("Welke gemeenten hebben een maximum aan de huurverhoging?"), cards, TODAY)
    found = commitment_question(asked, cards)
    assert found is not None
    assert found.limit is Limit.HOOGSTENS
    assert found.counted is not None
    assert found.counted.unit.search("procent")


def test_every_name_in_the_vocabulary_is_one_that_the_product_has() -> None:
    words = commitment_question_words()
    assert {name for name, _, _ in words.kinds} == set(Counting)
    assert set(words.themes) == set(Theme)
    assert set(words.hardness) == set(Modality)
    assert set(words.limits) <= set(Limit)
    assert all(set(one.themes) <= set(Theme) for one in words.subjects)


def test_a_very_long_question_is_none_of_these(counted_product: Product) -> None:
    cards = counted_product.library.cards()
    told = "Ik woon al heel lang in dit huis. " * 8 + "Welke gemeenten hebben afspraken over tocht?"
    assert commitment_question(understand(Question(told), cards, TODAY), cards) is None
