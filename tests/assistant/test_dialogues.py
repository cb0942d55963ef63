"""Follow-ups in whole conversations: what their last question is understood as, and what its answer rests on."""

import pytest

from assistant.answering.leaning import leans
from assistant.answering.names import Names
from assistant.answering.pipeline import Assistant
from assistant.answering.turns import asks_back
from tests.assistant.dialogues import Dialogue, dialogues, faults, replay

_PARTS = ("check", "tuning", "subject", "apart")
_ALL = [dialogue for part in _PARTS for dialogue in dialogues(part)]


@pytest.mark.parametrize("dialogue", _ALL, ids=[" – ".join(dialogue.turns) for dialogue in _ALL])
def test_the_last_question_of_a_conversation_is_understood_and_answered(
    dialogue: Dialogue, assistant: Assistant
) -> None:
    assert faults(dialogue, replay(dialogue, assistant)) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Waar staat dat?", "where"),
        ("en op welke pagina is dat dan?", "where"),
        ("hoe weet u dat zo zeker?", "where"),
        ("klopt dat wel?", "where"),
        ("Is dat zo?", "where"),
        ("vertel er eens wat meer over", "more"),
        ("leg dat uit aub", "more"),
        ("nog meer?", "more"),
        ("waar staat iets over schimmel?", ""),
        ("vertel meer over het huurfonds", ""),
        ("klopt het dat de huur stijgt?", ""),
        ("waar wordt gebouwd?", ""),
        ("is dat verplicht?", ""),
        ("en in Oosterveen?", ""),
        ("wie?", ""),
        ("", ""),
    ],
)
def test_only_a_question_that_asks_nothing_else_asks_back(text: str, asked: str) -> None:
    assert asks_back(text) == asked


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("vanaf welke leeftijd", True),
        ("hoeveel daarvan bouwt de corporatie", True),
        ("hoeveel woningen heeft de kleinste", True),
        ("wie betaalt dat", True),
        ("onder welke voorwaarde", True),
        ("wat is de hoogste huurverhoging", False),
        ("wat is passend toewijzen", False),
        ("wat betekent streefhuur eigenlijk", False),
        ("hoeveel wijkbeheerders zijn er", False),
        ("in 2027", False),
    ],
)
def test_only_a_question_without_a_subject_of_its_own_leans_on_the_one_before(
    text: str, whether: bool
) -> None:
    assert leans(text, Names.of(())) == whether


def test_asking_where_it_stands_shows_the_same_quote_with_its_page_and_heading(assistant: Assistant) -> None:
    [asked] = [one for one in dialogues("tuning") if one.turns[0].startswith("hoe hoog is het leefbaarheids")]
    text = replay(asked, assistant)[-1].sentences[0].text
    assert "€ 126" in text
    assert text.endswith(
        "Dat staat in de prestatieafspraken 2024–2027 van Lindewaard, op pagina 6 (Artikel 6.1 Leefbaarheidsbudget)."
    )


def test_when_all_was_shown_the_answer_says_that_there_is_no_more(assistant: Assistant) -> None:
    [asked] = [one for one in dialogues("tuning") if one.turns[1:] == ["vertel meer", "nog meer"]]
    answer = replay(asked, assistant)[-1]
    assert answer.notes[0] == "Meer heb ik hier niet over gevonden."
    assert answer.text.startswith(answer.notes[0])
