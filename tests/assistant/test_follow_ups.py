"""Suggested questions: each one that is shown can be answered from the library."""

from pathlib import Path

import pytest

import eval as evaluation
from assistant.answering.contract import Answer, AnswerStatus, Audience, Question, Turn
from assistant.answering.pipeline import Assistant
from eval.questions import load_questions

_TUNING = Path(evaluation.__path__[0]) / "questions" / "tuning"
_ANSWERED = {AnswerStatus.BEANTWOORD, AnswerStatus.DEELS_BEANTWOORD}
_ASKED = 30


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    """Answers with sources to tuning questions of every file, in turn."""
    questions = load_questions([_TUNING])
    given = (assistant.answer(Question(one.question)) for one in questions[::2] + questions[1::2])
    sourced = (answer for answer in given if answer.citations)
    return [answer for answer, _ in zip(sourced, range(_ASKED), strict=False)]


def test_every_suggested_question_is_answered_when_it_is_asked(
    answers: list[Answer], assistant: Assistant
) -> None:
    suggested = [(answer, text) for answer in answers for text in answer.follow_ups]
    unanswered = [
        text
        for answer, text in suggested
        if assistant.answer(Question(text, history=(Turn.of(answer.understood, answer),))).status
        not in _ANSWERED
    ]
    assert len(answers) == _ASKED
    assert len(suggested) >= _ASKED
    assert not unanswered, "; ".join(unanswered)


def test_a_suggestion_is_not_what_was_asked_and_not_said_twice(answers: list[Answer]) -> None:
    for answer in answers:
        assert len(set(answer.follow_ups)) == len(answer.follow_ups) <= 3
        assert answer.understood not in answer.follow_ups


@pytest.mark.parametrize("audience", Audience)
def test_a_heading_is_suggested_without_its_number(audience: Audience, assistant: Assistant) -> None:
    answer = assistant.answer(Question("wat is er in zilverdam afgesproken over bouwen?", audience))
    assert answer.follow_ups
    for text in answer.follow_ups:
        topic = text.partition(" over ")[2].rstrip("?")
        assert len(topic.split(".")[0].split(" ")[0]) > 1
