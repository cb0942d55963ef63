"""Question sets are read strictly: a typing error is refused with its place."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

import eval.questions
from assistant.answering.contract import AnswerStatus as ProductStatus
from eval.questions import AnswerStatus, QuestionSetError, load_questions

GOOD: dict[str, Any] = {
    "id": "H1",
    "persona": "huurder",
    "history": ["Wat is een bod?"],
    "question": "Hoeveel mag de huur omhoog?",
    "expect": {
        "status": ["beantwoord", "deelsBeantwoord"],
        "passages": [{"document": "Afspraken", "page": 7, "quote": "ten hoogste 3,5%"}],
        "facts": ["3,5%", "/hoogste|hoogstens/"],
        "never": ["4,1%"],
    },
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def problems_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(QuestionSetError) as refused:
        load_questions([path])
    return refused.value.problems


def test_a_set_is_read_with_one_status_or_several(tmp_path: Path) -> None:
    other = {"id": "H2", "persona": "valstrik", "question": "Wie ben je?", "expect": {"status": "algemeen"}}
    first, second = load_questions([written(tmp_path, json.dumps(GOOD), "", json.dumps(other))])
    assert first.expect.passages[0].page == 7
    assert not first.expect.abstains
    assert second.expect.status == ("algemeen",)
    assert second.expect.abstains
    assert (first.audience, second.audience) == ("huurder", "huurder")


def test_every_problem_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    expect = GOOD["expect"]
    path = written(
        tmp_path,
        json.dumps(GOOD),
        '{"id": "broken"',
        json.dumps({**GOOD, "id": "H2", "vraag": "x"}),
        json.dumps({**GOOD, "id": "H3", "expect": {**expect, "feiten": []}}),
        json.dumps({**GOOD, "id": "H4", "expect": {**expect, "status": "misschien"}}),
        json.dumps({**GOOD, "id": "H5", "expect": {**expect, "facts": ["/(/"]}}),
        json.dumps({**GOOD, "id": "H6", "expect": {**expect, "never": ["[1]"]}}),
        json.dumps(GOOD),
    )
    problems = problems_of(path)
    assert [problem.split(": ")[0] for problem in problems] == [f"{path}:{line}" for line in range(2, 9)]
    assert problems[1] == f"{path}:3: vraag: onbekend veld"
    assert problems[2] == f"{path}:4: expect.feiten: onbekend veld"
    assert "expect.status.0" in problems[3]
    assert "geen geldige reguliere expressie" in problems[4]
    assert "blijft niets van over" in problems[5]
    assert problems[6].endswith(f"id 'H1' is al gebruikt in {path}:1")


def test_a_missing_file_and_an_empty_set_are_refused(tmp_path: Path) -> None:
    assert "is er niet" in problems_of(tmp_path / "nothing.jsonl")[0]
    assert "geen vragen" in problems_of(written(tmp_path, ""))[0]


def test_a_folder_stands_for_its_sets(tmp_path: Path) -> None:
    written(tmp_path, json.dumps(GOOD))
    assert [question.id for question in load_questions([tmp_path])] == ["H1"]


def test_the_statuses_are_those_of_the_product() -> None:
    assert set(get_args(AnswerStatus)) == {status.value for status in ProductStatus}


def test_the_template_for_a_set_of_ones_own_can_be_used() -> None:
    template = load_questions(
        [Path(eval.questions.__file__).parents[1] / "docs" / "question-set-template.jsonl"]
    )
    assert {label for question in template for label, value in question.labels.items() if not value} <= {
        "document"
    }


def test_every_question_of_the_project_has_its_labels() -> None:
    questions = load_questions([Path(eval.questions.__file__).parent / "questions"])
    assert len(questions) >= 300
    for question in questions:
        assert question.theme
        assert question.kind
        assert question.difficulty
        assert question.document or not question.expect.passages


def test_an_unknown_label_is_refused(tmp_path: Path) -> None:
    assert "theme" in problems_of(written(tmp_path, json.dumps({**GOOD, "theme": "fietsen"})))[0]
