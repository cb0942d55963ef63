"""The questions of counting and comparing: the set itself, and how an answer is judged."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.commitments.asking.judging import judged
from eval.commitments.asking.questions import AskingError, CountingQuestion, load_questions


def question(way: str, **expect: object) -> CountingQuestion:
    asked: dict[str, object] = {"question": "Welke gemeenten?"} if way == "chat" else {"request": {}}
    return CountingQuestion.model_validate(
        {"id": "q", "way": way, **asked, "expect": {"documents": 3, **expect}}
    )


def answer(text: str, rows: dict[str, float], *quotes: str, total: int = 2) -> dict[str, Any]:
    return {
        "tekst": text,
        "telling": {
            "soort": "places",
            "aantal": total,
            "rijen": [{"waarde": name, "getal": number} for name, number in rows.items()],
        },
        "bronnen": [{"citaat": quote, "document": {"gemeenten": ["Lindewaard"]}} for quote in quotes],
    }


def test_there_are_forty_questions_of_which_at_least_twenty_in_the_chat_and_a_part_kept_aside() -> None:
    tuning, test = load_questions("tuning"), load_questions("test")
    assert len(tuning) + len(test) == 40
    assert len(test) == 12
    assert len({one.id for one in tuning + test}) == 40
    ways = [one.way for one in tuning + test]
    assert ways.count("chat") >= 20
    assert set(ways) == {"chat", "tel", "zoek", "vergelijk"}


def test_a_count_is_right_when_number_list_and_denominator_stand_in_the_text() -> None:
    asked = question("chat", number=[2], municipalities=["Lindewaard", "Zilverdam"], quotes=["een warmtenet"])
    text = "Ik tel 2 gemeenten: Lindewaard en Zilverdam. Ik zocht in 3 documenten met afspraken."
    found = judged(asked, answer(text, {"Lindewaard": 1, "Zilverdam": 1}, "op een  warmtenet"))
    assert found == {"documents": True, "number": True, "list": True}


@pytest.mark.parametrize(
    ("text", "rows", "wrong"),
    [
        ("Lindewaard en Zilverdam, in 3 documenten met afspraken", {"Lindewaard": 1, "Zilverdam": 1}, "number"),
        ("2: Lindewaard. Ik zocht in 3 documenten met afspraken", {"Lindewaard": 1, "Zilverdam": 1}, "list"),
        ("2: Lindewaard en Zilverdam, in 4 documenten met afspraken", {"Lindewaard": 1, "Zilverdam": 1}, "documents"),
        (
            "2: Lindewaard, Zilverdam, Kwelrade, in 3 documenten met afspraken",
            {"Lindewaard": 1, "Zilverdam": 1, "Kwelrade": 1},
            "list",
        ),
    ],
)  # fmt: skip
def test_each_measure_can_be_wrong_alone(text: str, rows: dict[str, float], wrong: str) -> None:
    asked = question("chat", number=[2], municipalities=["Lindewaard", "Zilverdam"])
    found = judged(asked, answer(text, rows))
    assert [name for name, right in found.items() if not right] == [wrong]


def test_an_answer_without_a_count_is_wrong() -> None:
    asked = question("chat", number=[2])
    body: dict[str, Any] = {"tekst": "In de afspraken staat 2.", "telling": None, "bronnen": []}
    assert judged(asked, body) == {"documents": False, "number": False}


def test_what_does_not_compare_has_to_be_said() -> None:
    asked = question("chat", comparable=False)
    said = "Deze getallen zijn niet zomaar te vergelijken: prijspeil. In 3 documenten met afspraken."
    assert judged(asked, answer(said, {}))["comparable"]
    assert not judged(asked, answer("184 en 140, in 3 documenten met afspraken", {}))["comparable"]


def test_a_count_of_the_api_is_right_by_its_rows() -> None:
    body = {
        "afspraken": 4,
        "doorzocht": {"documenten": 3},
        "rijen": [{"waarde": "inspanning", "afspraken": 3}, {"waarde": "resultaat", "afspraken": 1}],
    }
    assert judged(question("tel", row={"inspanning": [2, 3]}), body) == {"documents": True, "number": True}
    assert not judged(question("tel", row={"inspanning": [1]}), body)["number"]


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    good = {"id": "a", "way": "zoek", "request": {}, "expect": {"documents": 1}}
    wrong = {"id": "b", "way": "chat", "request": {}, "expect": {"documents": 1}}
    (tmp_path / "tuning.jsonl").write_text(f"{json.dumps(good)}\n{json.dumps(wrong)}\n", "utf-8")
    with pytest.raises(AskingError, match="regel 2"):
        load_questions("tuning", tmp_path)
