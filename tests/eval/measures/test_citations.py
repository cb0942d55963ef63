"""Whether sources support sentences, on answers made by hand."""

from typing import Any

import pytest

from eval.measures.citations import check_sentences, citations
from eval.questions import GoldPassage
from eval.responses import ReceivedAnswer
from tests.eval.conftest import answer, source

QUOTE = "De huren stijgen per 1 juli 2026 met ten hoogste 3,5%."
FULL = "In Lindewaard stijgen de huren per 1 juli 2026 met hoogstens 3,5 procent."
PLACE = {
    "id": "lindewaard",
    "titel": "Afspraken Lindewaard 2024–2027",
    "gemeenten": ["Lindewaard"],
    "periode": {"van": 2024, "tot": 2027},
}


def received(text: str, cited: list[int], *sources: dict[str, Any]) -> ReceivedAnswer:
    listed = list(sources) or [source(citaat=QUOTE, document=PLACE)]
    return ReceivedAnswer.model_validate(answer(zinnen=[{"tekst": text, "bronnen": cited}], bronnen=listed))


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        (FULL, ()),
        ("De huren stijgen met ten hoogste 4,5%.", ("4.5",)),
        ("De huren stijgen per 1 mei 2026 met 3,5%.", ("5",)),
        ("In de afspraken van Oosterveen stijgen de huren met 3,5%.", ("Oosterveen",)),
        ("Bewoners mogen een hond houden in elke woning.", ("…",)),
        (
            "De huren stijgen hoogstens 3,5% (onze samenvatting van openbare bronnen, gelezen op 9 mei 2025).",
            (),
        ),
    ],
)
def test_figures_names_and_half_of_the_words_must_stand_in_the_source(
    text: str, lacking: tuple[str, ...]
) -> None:
    seen = check_sentences(received(text, [1]), {})[0]
    assert seen.lacking == lacking
    assert seen.supported is not bool(lacking)


def test_two_sources_may_support_a_sentence_together_and_a_third_is_not_precise() -> None:
    listed = [
        source(1, citaat="De huren stijgen met ten hoogste 3,5%."),
        source(2, citaat="Bewoners van Kadewonen krijgen 90 euro."),
        source(3, citaat="De gemeente plant bomen."),
    ]
    text = "De huren stijgen met ten hoogste 3,5% en bewoners van Kadewonen krijgen 90 euro."
    seen = check_sentences(received(text, [1, 2, 3], *listed), {})[0]
    assert (seen.supported, seen.precise) == (True, (True, True, False))


def test_a_source_that_does_not_exist_supports_nothing_and_is_not_precise() -> None:
    seen = check_sentences(received(FULL, [1, 7]), {})[0]
    assert (seen.supported, seen.precise) == (True, (True, False))
    assert not check_sentences(received(FULL, []), {})[0].supported


def test_a_table_row_is_read_with_the_head_of_its_table() -> None:
    page = "Nieuwe woningen per jaar\n\nWie\t2025\t2026\nHagelinde\t20\t30\nKadewonen\t5\t6"
    text = "Er staat in een tabel: Kadewonen – 2026: 6."
    row = source(citaat="Kadewonen\t5\t6")
    assert "2026" in check_sentences(received(text, [1], row), {})[0].lacking
    assert "2026" not in check_sentences(received(text, [1], row), {1: (page,)})[0].lacking


def test_gold_pages_that_are_cited_and_sentences_that_cite_them_are_counted_apart() -> None:
    listed = [source(1, paginaVan=7, paginaTot=7), source(2, paginaVan=6, paginaTot=6)]
    made = ReceivedAnswer.model_validate(
        answer(zinnen=[{"tekst": "Een.", "bronnen": [1]}, {"tekst": "Twee.", "bronnen": [2]}], bronnen=listed)
    )
    gold = [GoldPassage(document="lindewaard", page=page, quote="x") for page in (7, 8, 9, 7)]
    seen = citations(made, check_sentences(made, {}), gold, {1: ("juli 2026 met ten hoogste 3,5%.",)})
    assert seen["goldSentences"] == 0.5
    assert seen["goldCited"] == pytest.approx(1 / 3, abs=1e-4)
    assert seen["verbatimQuotes"] == 0.5


def test_an_answer_without_sentences_or_gold_is_left_out() -> None:
    made = ReceivedAnswer.model_validate(answer(zinnen=[], bronnen=[]))
    assert set(citations(made, (), [], {}).values()) == {None}
