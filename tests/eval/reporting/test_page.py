"""What a manager reads first, what an engineer finds, and that nothing of others can run."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from eval.comparing import compare
from eval.metrics import share
from eval.reporting import (
    headline,
    remarks,
    show_comparison,
    show_scores,
    write_comparison,
    write_junit,
    write_report,
)
from eval.reporting.sentences import changed, goes_well, goes_wrong
from tests.eval.conftest import Service, answer
from tests.eval.scored_runs import asked, scored

ATTACK = "<script>alert(1)</script>"


def figures(right: int, of: int, **more: Any) -> dict[str, Any]:
    good = {"right": right, "of": of, **share(right, of).to_json()}
    return {"good": good, "questions": of, "notAsked": 0, "failures": [], **more}


@pytest.mark.parametrize(
    ("right", "of", "sentence"),
    [
        (18, 20, "Van de 20 vragen zijn er 18 goed beantwoord (90%, 70–97%)."),
        (274, 300, "Van de 300 vragen zijn er 274 goed beantwoord (91%, 88–94%)."),
        (1, 3, "Van de 3 vragen is er 1 goed beantwoord (33%, 6–79%)."),
        (0, 1, "De enige vraag is niet goed beantwoord."),
    ],
)
def test_the_report_opens_with_one_sentence(right: int, of: int, sentence: str) -> None:
    assert headline(figures(right, of)) == sentence


def test_failures_and_missing_answers_are_said() -> None:
    said = remarks(figures(1, 2, failures=[{"id": "q", "error": "x"}], notAsked=3, questions=5))
    assert said[0].startswith("Fout in plaats van een antwoord: 1.")
    assert said[1].startswith("Nog niet gesteld: 3 van de 5.")


def test_what_goes_well_and_what_does_not_is_said_with_its_interval() -> None:
    run = scored(
        [True] * 12 + [False] * 8,
        {"verbatimQuotes": [1.0] * 20, "factsPresent": [1.0] * 12 + [0.0] * 8},
        slices={
            "kind": {"feit": {"good": figures(12, 12)["good"]}, "telling": {"good": figures(0, 8)["good"]}}
        },
    )
    assert goes_well(run) == [
        "Citaten letterlijk op de genoemde pagina: 100% (84–100%).",
        "Soort vraag – feit: 12 van de 12 goed (100%, 76–100%).",
    ]
    assert goes_wrong(run) == [
        "Waarom 8 antwoorden niet goed zijn (soms om meer dan één reden): een feit ontbrak (8 keer).",
        "Deel van de feiten genoemd: 60% (39–78%).",
        "Soort vraag – telling: 0 van de 8 goed (0%, 0–32%).",
    ]


def test_a_change_is_said_to_be_clear_or_chance() -> None:
    before = scored([True] * 40 + [False] * 20)
    assert "geen verschil" in changed(compare(before, before))[0]
    assert changed(compare(before, scored([True] * 38 + [False] * 22)))[0].endswith("dat kan toeval zijn.")
    assert changed(compare(before, scored([True] * 10 + [False] * 50)))[0].endswith("een duidelijk verschil.")


def test_what_others_wrote_is_shown_and_not_run(tmp_path: Path, service: Service) -> None:
    service.answers[ATTACK] = answer(tekst=f"{ATTACK} x")
    expect = {"status": "nietGevonden", "never": [ATTACK]}
    run = asked(
        tmp_path / "run",
        service,
        {"question": ATTACK, "history": ["eerst"], "expect": expect},
        {"question": "x"},
    )
    html = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert html.count("<script") == 1
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert not re.search(r"(src|href)=\"(?!#|data:)", html)
    write_comparison(tmp_path / "compare.html", compare(run, run))
    assert (tmp_path / "compare.html").read_text("utf-8").count("<script") == 0


def test_a_report_tells_what_changed_and_stands_beside_another_system(
    tmp_path: Path, service: Service
) -> None:
    questions = [{"question": "een"}, {"question": "twee"}]
    before = asked(tmp_path / "before", service, *questions)
    service.answers["twee"] = answer(status="nietGevonden", tekst="Niets gevonden.", bronnen=[])
    after = asked(tmp_path / "after", service, *questions)
    write_report(after, baseline=compare(before, after), beside=compare(before, after))
    html = (tmp_path / "after" / "report.html").read_text("utf-8")
    assert "Wat er veranderde" in html
    assert "Naast een ander systeem" in html
    assert "zijn er 0 gewonnen en 1 verloren" in html


def test_the_page_of_a_comparison_shows_both_answers_to_what_flipped(
    tmp_path: Path, service: Service
) -> None:
    a = asked(tmp_path / "a", service, {"question": "twee"})
    service.answers["twee"] = answer(status="nietGevonden", tekst="Niets gevonden.", bronnen=[])
    found = compare(a, asked(tmp_path / "b", service, {"question": "twee"}))
    write_comparison(tmp_path / "out.html", found)
    html = (tmp_path / "out.html").read_text("utf-8")
    assert "Niets gevonden." in html
    assert "hoogstens 3,5%" in html
    console = Console(width=120)
    with console.capture() as shown:
        show_comparison(console, found)
    assert "Verloren (1):\n- v0: twee" in shown.get()
    assert json.loads(json.dumps(found.to_json()))["lost"][0]["b"]["text"] == "Niets gevonden."


def test_junit_tells_failures_errors_and_what_cannot_be_judged_apart(
    tmp_path: Path, service: Service
) -> None:
    service.answers["raar"] = {"status": "misschien"}
    run = asked(
        tmp_path / "run", service,
        {"question": "goed"}, {"question": "raar"},
        {"question": "mis\x0b", "expect": {"status": "nietGevonden"}},
    )  # fmt: skip
    suite = ET.parse(write_junit(run)).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")
    assert [case.get("name") for case in suite] == ["v0", "v1", "v2"]
    assert [child.tag for case in suite for child in case] == ["error", "failure"]


def test_the_terminal_shows_the_sentence_and_every_check(tmp_path: Path) -> None:
    checks: dict[str, Any] = dict.fromkeys(
        ("status", "facts", "never", "document", "page", "quote", "verbatim", "abstention")
    )
    checks["verbatim"] = figures(1, 2)["good"]
    console = Console(width=120)
    with console.capture() as shown:
        show_scores(console, tmp_path, figures(1, 2, personas={}, checks=checks))
        show_scores(console, tmp_path, None)
    said = shown.get()
    assert "Van de 2 vragen is er 1 goed beantwoord (50%, 9–91%)." in said
    assert "Citaten letterlijk" in said
    assert "afsprakenwijzer eval score" in said
