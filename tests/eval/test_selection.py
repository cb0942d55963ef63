"""A list of ids chooses from a set."""

from pathlib import Path

import pytest

import eval as evaluation
from eval.questions import QuestionSetError, load_questions
from eval.selection import chosen

FOLDER = Path(evaluation.__path__[0])


def test_the_list_of_the_gate_names_sixty_questions_of_every_sort() -> None:
    questions = chosen(load_questions([FOLDER / "questions" / "tuning"]), FOLDER / "gate_questions.txt")
    assert len(questions) == 60
    assert {question.persona for question in questions} == {"huurder", "beleid", "valstrik"}
    assert sum(question.expect.abstains for question in questions) >= 10
    assert not any(gold.recognised for question in questions for gold in question.expect.passages)


def test_an_unknown_id_an_empty_list_and_no_list_are_refused(tmp_path: Path) -> None:
    questions = load_questions([FOLDER / "questions" / "tuning"])
    names = tmp_path / "names.txt"
    names.write_text("bestaat-niet\n", "utf-8")
    with pytest.raises(QuestionSetError, match="zit niet in de set: bestaat-niet"):
        chosen(questions, names)
    names.write_text("# niets\n", "utf-8")
    with pytest.raises(QuestionSetError, match="geen enkele vraag"):
        chosen(questions, names)
    with pytest.raises(QuestionSetError, match="niet te lezen"):
        chosen(questions, tmp_path / "weg.txt")
