"""The typing errors are small, the same every time, and different for every question."""

from eval.typing_errors import with_typing_errors

QUESTIONS = {str(n): f"Hoeveel sociale huurwoningen bouwt de corporatie in jaar {n}?" for n in range(200)}


def test_the_same_questions_get_the_same_errors() -> None:
    assert with_typing_errors(QUESTIONS) == with_typing_errors(QUESTIONS)
    assert with_typing_errors(QUESTIONS) != with_typing_errors(QUESTIONS, seed=1)


def test_a_question_keeps_its_errors_whatever_stands_beside_it() -> None:
    assert with_typing_errors({"7": QUESTIONS["7"]})["7"] == with_typing_errors(QUESTIONS)["7"]


def test_every_question_has_one_or_two_words_wrong_and_the_rest_as_it_was() -> None:
    for key, typed in with_typing_errors(QUESTIONS).items():
        kept = set(QUESTIONS[key].split()) & set(typed.split())
        assert len(QUESTIONS[key].split()) - len(kept) in (1, 2)
        assert abs(len(typed) - len(QUESTIONS[key])) <= 2


def test_a_question_without_a_long_word_stays() -> None:
    assert with_typing_errors({"a": "Wat is er?", "b": ""}) == {"a": "Wat is er?", "b": ""}
