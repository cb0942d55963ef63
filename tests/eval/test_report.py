"""What a manager reads first, and that nothing in the report can run."""

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.metrics import share
from eval.questions import Question
from eval.report import headline, remarks, show_scores, write_report
from eval.responses import Response
from eval.scoring import CHECKS, judge, summarise
from tests.eval.conftest import answer


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


def test_what_others_wrote_is_shown_and_not_run(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>"
    question = Question.model_validate(
        {
            "id": "q",
            "persona": "huurder",
            "question": attack,
            "expect": {"status": "beantwoord", "facts": [attack]},
        }
    )
    response = Response(id="q", answer=answer(tekst=f"{attack} x"), error=None, pages={}, ms=1.0)
    verdicts = [judge(question, response)]
    scores = {"run": {"target": attack, "started": "2026-11-23T01:54:24+00:00"}, **summarise(verdicts, 1)}
    write_report(tmp_path / "report.html", scores, verdicts)
    html = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "src=" not in html
    assert "href=" not in html


def test_the_terminal_shows_the_sentence_and_every_measure(tmp_path: Path) -> None:
    checks: dict[str, Any] = dict.fromkeys(CHECKS, None)
    checks["verbatim"] = figures(1, 2)["good"]
    console = Console(width=120)
    with console.capture() as shown:
        show_scores(console, tmp_path, figures(1, 2, personas={}, checks=checks))
        show_scores(console, tmp_path, None)
    said = shown.get()
    assert "Van de 2 vragen is er 1 goed beantwoord (50%, 9–91%)." in said
    assert "Citaten letterlijk" in said
    assert "afsprakenwijzer eval score" in said
