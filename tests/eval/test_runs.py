"""Asking over HTTP, keeping what came back, and scoring it later."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from eval.asking.targets import Target
from eval.check import balance, check, repeated
from eval.questions import QuestionSetError, load_questions
from eval.responses import RunError, read_responses
from eval.runs import run, score_run
from tests.eval.conftest import Service, answer, source


def question(id_: str, text: str, **more: Any) -> dict[str, Any]:
    expect = {"status": "beantwoord", "facts": ["3,5%"], **more.pop("expect", {})}
    return {"id": id_, "persona": "huurder", "question": text, "expect": expect, **more}


def written(folder: Path, *questions: dict[str, Any]) -> list[Path]:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in questions), "utf-8")
    return [path]


def test_a_run_keeps_answers_pages_scores_and_a_report(tmp_path: Path, service: Service) -> None:
    over_two_pages = source(2, citaat="De huren stijgen per 1 juli 2026", paginaVan=6, paginaTot=7)
    service.answers["twee"] = answer(bronnen=[source(), over_two_pages])
    sets = written(tmp_path, question("een", "een"), question("twee", "twee"))
    outcome = run(sets, tmp_path / "out", Target(app=service.app()))
    assert (outcome.answered, outcome.failed) == (2, ())
    assert outcome.scores is not None
    assert (outcome.scores["good"]["right"], outcome.scores["good"]["of"]) == (2, 2)
    kept = read_responses(tmp_path / "out")
    assert len(kept["twee"].pages[2]) == 2
    assert json.loads((tmp_path / "out" / "scores.json").read_text("utf-8"))["good"]["right"] == 2
    assert "Van de 2 vragen zijn er 2 goed beantwoord" in (tmp_path / "out" / "report.html").read_text(
        "utf-8"
    )
    assert list(json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["sets"]) == [str(sets[0])]


def test_earlier_questions_are_replayed_in_one_conversation(tmp_path: Path, service: Service) -> None:
    sets = written(tmp_path, question("een", "en daarna?", history=["eerst", "toen"], persona="beleid"))
    run(sets, tmp_path / "out", Target(app=service.app()), score=False)
    assert [(body["vraag"], body["gesprekId"], body["doelgroep"]) for body in service.heard] == [
        ("eerst", None, "beleid"),
        ("toen", "g1", "beleid"),
        ("en daarna?", "g1", "beleid"),
    ]
    assert not (tmp_path / "out" / "scores.json").exists()


def test_a_failing_question_is_kept_as_a_failure_and_the_rest_goes_on(
    tmp_path: Path, service: Service
) -> None:
    problem = {"title": "Fout", "status": 500, "detail": "kapot"}
    service.answers["stuk"] = lambda: JSONResponse(problem, 500)
    service.answers["raar"] = {"status": "misschien"}
    sets = written(tmp_path, question("stuk", "stuk"), question("raar", "raar"), question("goed", "goed"))
    outcome = run(sets, tmp_path / "out", Target(app=service.app()))
    assert outcome.failed == ("stuk", "raar")
    assert outcome.scores is not None
    assert "500 Fout: kapot" in outcome.scores["failures"][0]["error"]
    assert "beloofde vorm" in outcome.scores["failures"][1]["error"]
    assert (outcome.scores["good"]["right"], outcome.scores["good"]["of"]) == (1, 3)


def test_a_run_that_was_cut_off_goes_on_with_what_is_missing(tmp_path: Path, service: Service) -> None:
    out = tmp_path / "out"
    sets = written(tmp_path, *(question(name, name) for name in ("een", "twee", "drie")))
    service.answers["twee"] = lambda: Response("", 500)
    run(sets, out, Target(app=service.app()), score=False)
    lines = (out / "responses.jsonl").read_text("utf-8").splitlines(keepends=True)
    (out / "responses.jsonl").write_text("".join(lines[:2]) + lines[2][:40], "utf-8")
    del service.answers["twee"]
    service.heard.clear()
    outcome = run(sets, out, Target(app=service.app()))
    assert [body["vraag"] for body in service.heard] == ["twee", "drie"]
    assert (outcome.answered, outcome.failed) == (3, ())


def test_a_busy_service_is_asked_again(tmp_path: Path, service: Service) -> None:
    def busy_once() -> Response:
        del service.answers["een"]
        return Response("", 429, headers={"Retry-After": "0"})

    service.answers["een"] = busy_once
    outcome = run(written(tmp_path, question("een", "een")), tmp_path / "out", Target(app=service.app()))
    assert (outcome.answered, len(service.heard)) == (1, 2)


def test_a_folder_with_another_run_is_refused(tmp_path: Path, service: Service) -> None:
    run(written(tmp_path, question("een", "een")), tmp_path / "out", Target(app=service.app()), score=False)
    other = written(tmp_path, question("twee", "twee"))
    with pytest.raises(RunError, match="andere map"):
        run(other, tmp_path / "out", Target(app=service.app()))


def test_a_service_that_is_not_there_ends_the_run_with_what_to_do(tmp_path: Path) -> None:
    sets = written(tmp_path, question("een", "een"))
    with pytest.raises(RunError, match="afsprakenwijzer serve"):
        run(sets, tmp_path / "out", Target(against="http://127.0.0.1:9"))


def test_a_stored_run_is_scored_again_without_asking(tmp_path: Path, service: Service) -> None:
    run(written(tmp_path, question("een", "een")), tmp_path / "out", Target(app=service.app()), score=False)
    service.heard.clear()
    assert score_run(tmp_path / "out")["good"]["right"] == 1
    assert not service.heard
    with pytest.raises(RunError, match="geen meting"):
        score_run(tmp_path / "nothing")


def test_an_address_outside_the_target_is_never_opened(tmp_path: Path, service: Service) -> None:
    service.answers["een"] = answer(bronnen=[source(paginaUrl="http://127.0.0.1:9/v1/x/paginas/7")])
    outcome = run(written(tmp_path, question("een", "een")), tmp_path / "out", Target(app=service.app()))
    assert outcome.scores is not None
    assert outcome.scores["cases"][0]["altered"] == [1]


def test_gold_quotes_are_checked_against_the_pages_of_the_target(tmp_path: Path, service: Service) -> None:
    gold = {"document": "Afspraken Lindewaard", "page": 7, "quote": "3,5%. De partijen overleggen elk jaar."}
    right = question("een", "een", expect={"passages": [gold]})
    assert check(written(tmp_path, right), app=service.app()) == []
    wrong = [
        question("pagina", "pagina?", expect={"passages": [{**gold, "page": 6}]}),
        question("citaat", "citaat?", expect={"passages": [{**gold, "quote": "3,6%"}]}),
        question("buiten", "buiten?", expect={"passages": [{**gold, "page": 99}]}),
        question("document", "document?", expect={"passages": [{**gold, "document": "Onbekend"}]}),
    ]
    problems = check(written(tmp_path, *wrong), app=service.app())
    assert [problem.split(":")[0] for problem in problems] == ["pagina", "citaat", "buiten", "document"]
    with pytest.raises(QuestionSetError):
        check(written(tmp_path, right, right), app=service.app())


def test_a_quote_from_a_scan_that_was_not_read_is_left_out_of_the_check_and_named(
    tmp_path: Path, service: Service
) -> None:
    gold = {"document": "Een scan", "page": 2, "quote": "€ 90 per jaar", "recognised": True}
    left_out: list[str] = []
    sets = written(tmp_path, question("scan", "een", expect={"passages": [gold]}))
    assert check(sets, app=service.app(), on_left_out=left_out.append) == []
    assert len(left_out) == 1
    assert "tekstherkenning" in left_out[0]


def test_a_question_that_is_asked_twice_is_a_problem_and_one_that_is_much_alike_is_named(
    tmp_path: Path, service: Service
) -> None:
    asked = [
        question("a", "Hoeveel mag de huur in Lindewaard omhoog in 2026?"),
        question("b", "hoeveel mag de huur in lindewaard omhoog in 2026"),
        question("c", "Hoeveel mag de huur dan in Lindewaard omhoog in 2026?"),
        question("d", "Hoeveel mag de huur in Lindewaard omhoog in 2025?"),
        question("e", "Hoeveel mag de huur in Lindewaard omhoog in 2026?", history=["Eerst dit."]),
    ]
    sets = written(tmp_path, *asked)
    assert check(sets, app=service.app()) == ["b: is dezelfde vraag als a"]
    assert list(repeated(load_questions(sets))) == [("a", "b", True), ("a", "c", False)]


def test_the_balance_counts_every_value_of_every_label(tmp_path: Path) -> None:
    sets = written(tmp_path, question("a", "een", kind="feit"), question("b", "twee"), question("c", "drie"))
    counts = balance(load_questions(sets))
    assert counts["kind"] == {"": 2, "feit": 1}
    assert counts["persona"] == {"huurder": 3}
