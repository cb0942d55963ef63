"""Any endpoint that speaks OpenAI's protocol gets the same questions, over HTTP; what it can't tell is left out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.asking.targets import Target
from eval.measures.cost import Prices
from eval.misbehaving import Manner, ModelServer, model_server, refuses, sends
from eval.responses import RunError, read_responses
from eval.runs import run
from tests.eval.conftest import completion

GOLD = {"document": "Afspraken Lindewaard", "page": 7, "quote": "met ten hoogste 3,5%."}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


def says(text: str, **more: Any) -> Manner:
    return sends(completion(text, **more), "application/json")


def asked(folder: Path, *questions: dict[str, Any]) -> list[Path]:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps({"persona": "huurder", **one}) + "\n" for one in questions), "utf-8")
    return [path]


def fact(id_: str = "een", **more: Any) -> dict[str, Any]:
    expect = {"status": "beantwoord", "facts": ["3,5%"], "passages": [GOLD]}
    return {"id": id_, "question": "Hoeveel?", "expect": expect, **more}


def target(server: ModelServer) -> Target:
    return Target(chat=server.address, chat_model="klein-2026-11")


def test_plain_text_is_scored_on_its_facts_and_the_rest_is_left_out(
    tmp_path: Path, server: ModelServer
) -> None:
    server.script = [says("De huur stijgt met hoogstens 3,5%. Meer weet ik niet.")]
    unknown = {"id": "twee", "question": "En in 2040?", "expect": {"status": "nietGevonden"}}
    outcome = run(asked(tmp_path, fact(), unknown), tmp_path / "out", target(server))
    assert outcome.scores is not None
    one, two = outcome.scores["cases"]
    assert (one["good"], one["status"], one["completeness"]) == (True, None, "full")
    assert two["good"] is None
    assert (outcome.scores["good"]["of"], outcome.scores["good"]["leftOut"]) == (1, 1)
    for name in ("status", "page", "verbatim", "abstention"):
        assert outcome.scores["checks"][name] is None
    for name in ("citationRecall", "abstentionRecall", "recall@5.page", "pageAccuracy"):
        assert outcome.scores["measures"][name] is None
    assert outcome.scores["run"]["system"] == "klein-2026-11"


def test_an_endpoint_is_asked_in_its_own_protocol_with_the_earlier_turns(
    tmp_path: Path, server: ModelServer
) -> None:
    server.script = [says("Een plan."), says("3,5%.")]
    run(asked(tmp_path, fact(history=["Wat is een bod?"])), tmp_path / "out", target(server))
    body = server.exchanges[1].body
    assert (body["model"], body["temperature"]) == ("klein-2026-11", 0)
    assert [(m["role"], m["content"]) for m in body["messages"]] == [
        ("user", "Wat is een bod?"),
        ("assistant", "Een plan."),
        ("user", "Hoeveel?"),
    ]


def test_sources_count_when_the_endpoint_sends_them(tmp_path: Path, server: ModelServer) -> None:
    cited = [
        {"title": "Iets anders", "page": 1, "quote": "x"},
        {"title": "Afspraken Lindewaard", "page": 7, "quote": "De huren stijgen met ten hoogste 3,5%."},
    ]
    server.script = [says("De huur stijgt met ten hoogste 3,5%. [2] Dat is alles. [9]", citations=cited)]
    outcome = run(asked(tmp_path, fact()), tmp_path / "out", target(server))
    assert outcome.scores is not None
    case = outcome.scores["cases"][0]
    assert (case["checks"]["page"], case["checks"]["verbatim"]) == (True, None)
    assert [(one["sources"], one["supported"]) for one in case["sentences"]] == [([2], True), ([], False)]
    links = ["https://voorbeeld.nl"]
    server.script = [says("3,5%. [1]", citations=links)]
    outcome = run(asked(tmp_path, fact("ander")), tmp_path / "links", target(server))
    assert outcome.scores is not None
    assert outcome.scores["cases"][0]["checks"]["page"] is None


def test_what_it_costs_follows_from_the_tokens_and_the_table_of_prices(
    tmp_path: Path, server: ModelServer
) -> None:
    server.script = [says("3,5%.")]
    prices = Prices.model_validate({"models": {"klein-2026-11": {"input": 1.0, "output": 10.0}}})
    outcome = run(asked(tmp_path, fact()), tmp_path / "out", target(server), prices=prices)
    assert outcome.scores is not None
    cost = outcome.scores["cost"]
    assert (cost["inputTokens"], cost["outputTokens"], cost["currency"]) == (100, 10, "EUR")
    assert cost["total"] == pytest.approx(0.0002)


def test_a_reply_that_is_no_chat_completion_is_a_failure_and_kept(
    tmp_path: Path, server: ModelServer
) -> None:
    server.script = [sends('{"choices": []}', "application/json"), refuses("400 Bad Request"), says("3,5%.")]
    sets = asked(tmp_path, fact("een"), fact("twee"), fact("drie"))
    outcome = run(sets, tmp_path / "out", target(server))
    assert outcome.failed == ("een", "twee")
    assert read_responses(tmp_path / "out")["drie"].raw is not None


def test_a_chat_endpoint_without_a_model_is_refused(tmp_path: Path, server: ModelServer) -> None:
    with pytest.raises(RunError, match="chat-model"):
        run(asked(tmp_path, fact()), tmp_path / "out", Target(chat=server.address))


def test_the_key_comes_from_the_environment(
    tmp_path: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFSPRAKENWIJZER_EVAL_KEY", "geheim")
    server.script = [says("3,5%.")]
    run(asked(tmp_path, fact()), tmp_path / "out", target(server))
    assert "geheim" not in "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
