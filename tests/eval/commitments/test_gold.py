"""Reading the labelled commitments."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.commitments.gold import Gold, GoldError, load_gold, load_scope

LINE: dict[str, Any] = {
    "id": "lw-t1",
    "document": "lindewaard",
    "page": 5,
    "quote": "Hagelinde\t10\t25\t90",
    "actors": ["Woonstichting Hagelinde"],
    "modality": "resultaat",
    "themes": ["nieuwbouw"],
}


def read(folder: Path, line: dict[str, Any]) -> list[Gold]:
    (folder / "tuning.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    return load_gold("tuning", folder)


def test_a_row_becomes_one_commitment_a_cell_and_a_cell_overrules_its_row(tmp_path: Path) -> None:
    number = {"unit": ["woningen", "sociale huurwoningen"], "per": "jaar"}
    cells = [
        {"column": "2024", "value": 10, "period": 2024},
        {"column": "Totaal", "value": 90, "per": "looptijd", "total": True, "period": [2024, None]},
    ]
    first, last = read(tmp_path, LINE | {"number": number, "cells": cells})
    assert (first.id, first.form, first.column, first.period) == ("lw-t1.1", "table", "2024", (2024, 2024))
    assert (first.numbers[0].value, first.numbers[0].per, first.numbers[0].total) == (10, ("jaar",), False)
    assert (last.numbers[0].per, last.numbers[0].total, last.period) == (("looptijd",), True, (2024, None))
    assert last.numbers[0].unit == ("woningen", "sociale huurwoningen")


def test_a_cell_can_hold_two_numbers(tmp_path: Path) -> None:
    numbers = [{"value": 15, "per": "jaar"}, {"value": 60, "per": "looptijd"}]
    (cell,) = read(
        tmp_path,
        LINE | {"number": {"unit": "woningen"}, "cells": [{"column": "Ons voorstel", "numbers": numbers}]},
    )
    assert [(number.value, number.unit) for number in cell.numbers] == [
        (15, ("woningen",)),
        (60, ("woningen",)),
    ]


def test_a_list_of_actors_is_one_set_and_a_list_of_lists_several(tmp_path: Path) -> None:
    (one,) = read(tmp_path, LINE | {"actors": ["gemeente", "corporaties"]})
    (two,) = read(tmp_path, LINE | {"actors": [["gemeente"], ["partijen"]]})
    assert one.actors == (frozenset({"gemeente", "corporaties"}),)
    assert two.actors == (frozenset({"gemeente"}), frozenset({"partijen"}))


@pytest.mark.parametrize(
    "fault",
    [
        {"modality": "hard"},
        {"themes": []},
        {"themes": ["wonen"]},
        {"standing": "getekend"},
        {"numbers": [{"value": 10, "unit": "woningen", "limit": "meer"}]},
        {"colour": "red"},
        {"open": ["everything"]},
        {"deadline": "1 juli"},
        {"column": "2024"},
        {"cells": [{"column": "2024", "value": 10}]},
    ],
)
def test_a_value_outside_the_closed_sets_is_refused_with_its_line(
    tmp_path: Path, fault: dict[str, Any]
) -> None:
    with pytest.raises(GoldError, match=r"tuning\.jsonl regel 1: "):
        read(tmp_path, LINE | fault)


def test_a_line_that_is_no_json_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tuning.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match="regel 1"):
        load_gold("tuning", tmp_path)


def test_a_part_without_a_file_has_no_commitments(tmp_path: Path) -> None:
    assert load_gold("test", tmp_path) == []


def test_a_scope_can_name_pages(tmp_path: Path) -> None:
    (tmp_path / "scope.toml").write_text(
        '[[tuning]]\ndocument = "a"\n[[tuning]]\ndocument = "b"\npages = [2]', encoding="utf-8"
    )
    whole, part = load_scope("tuning", tmp_path)
    assert whole.covers(9)
    assert part.covers(2)
    assert not part.covers(3)
    assert load_scope("test", tmp_path) == []
