"""The checker finds every fault that is planted, and the labelled set itself has none in it."""

from typing import Any

import pytest

from eval.commitments import checking
from eval.commitments.checking import problems
from eval.commitments.gold import PARTS, Gold, Scope, load_gold, load_scope
from eval.commitments.reading import read_bundled
from ingest.read.ocr import LANGUAGE, languages
from tests.eval.commitments.conftest import DOCUMENT, ROW, SELLS, Labelled, edition

SCOPES = {"tuning": [Scope(DOCUMENT)], "test": []}


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LEAST", 1)
    monkeypatch.setattr(checking, "TEST_SHARE", 0)


def found(*tuning: Gold, **scopes: Any) -> list[str]:
    return problems({"tuning": tuning, "test": []}, SCOPES | scopes, {DOCUMENT: edition()})


def test_a_right_set_has_no_problems(labelled: Labelled) -> None:
    cell = {"form": "table", "quote": ROW.replace("\t", "  ")}
    assert not found(
        labelled(),
        labelled(id="lw-2.1", column="2025", **cell),
        labelled(id="lw-2.2", column="2026", **cell),
        labelled(id="lw-3", quote=SELLS, actors=[["Kadewonen"], ["anders:verkoper"]]),
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"quote": "De corporaties bouwen samen 184 woningen."}, "staat niet op pagina 1"),
        ({"page": 2}, "staat niet op pagina 2"),
        ({"document": "elders"}, "staat niet in scope.toml"),
        ({"actors": ["Woonstichting Elders"]}, "'Woonstichting Elders' is geen rol"),
        ({"numbers": [{"value": 5, "unit": "woningen", "actor": "Kade"}]}, "'Kade' is geen rol"),
        ({"id": "lw-1"}, "komt 2 keer voor"),
        ({"quote": "De corporaties bouwen in vier jaar  samen 184 woningen."}, "dit citaat is ook lw-1"),
        ({"optional": True}, "'optional'"),
    ],
)
def test_a_fault_is_found(labelled: Labelled, fault: dict[str, Any], words: str) -> None:
    wrong = found(labelled(), labelled(**({"id": "lw-2", "quote": SELLS} | fault)))
    assert any(words in problem for problem in wrong), wrong


def test_a_document_of_the_other_part_is_refused(labelled: Labelled) -> None:
    assert any("het andere deel" in problem for problem in found(labelled(), test=[Scope(DOCUMENT)]))


def test_a_document_in_scope_without_labels_is_named(labelled: Labelled) -> None:
    wrong = found(labelled(), tuning=[Scope(DOCUMENT), Scope("leeg")])
    assert wrong == ["tuning: van 'leeg' is niets gelabeld"]


def test_too_few_and_too_small_a_test_part_are_said(
    labelled: Labelled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LEAST", 3)
    monkeypatch.setattr(checking, "TEST_SHARE", 1 / 3)
    assert [problem.split(";")[0] for problem in found(labelled())] == [
        "Er zijn 1 gelabelde afspraken",
        "Het testdeel heeft 0 van de 1 afspraken",
    ]


@pytest.mark.parametrize("part", PARTS)
def test_the_labelled_set_is_right(part: str) -> None:
    listed, scopes = load_gold(part), load_scope(part)
    if not listed:
        pytest.skip(f"the {part} part has no labels here")
    editions = read_bundled(scope.document for scope in scopes)
    if any(scope.document not in editions for scope in scopes) and LANGUAGE not in languages():
        pytest.skip("a labelled document is a scan: apt install tesseract-ocr-nld")
    assert len(listed) >= 85
    other = next(name for name in PARTS if name != part)
    assert not problems({part: listed, other: []}, {part: scopes, other: []}, editions)
