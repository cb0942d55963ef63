"""Going through a set: several questions at a time, what is on disk when a run is killed, and what search found."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from eval.asking.targets import Target
from eval.responses import read_responses, read_run
from eval.runs import run
from tests.eval.conftest import Service, answer


def questions(folder: Path, count: int) -> list[Path]:
    path = folder / "set.jsonl"
    one = {"persona": "huurder", "question": "Hoeveel?", "expect": {"status": "beantwoord"}}
    path.write_text("".join(json.dumps({"id": f"v{n}", **one}) + "\n" for n in range(count)), "utf-8")
    return [path]


def test_several_questions_are_asked_at_the_same_time(tmp_path: Path) -> None:
    waiting, most = 0, 0

    async def chat(request: Request) -> Response:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        # Nobody gets an answer before three have asked: fewer at a time would never end.
        while most < 3:
            await anyio.sleep(0.001)
        waiting -= 1
        return JSONResponse(answer(bronnen=[]))

    app = Starlette(routes=[Route("/v1/chat", chat, methods=["POST"])])
    seen: list[tuple[int, int]] = []
    outcome = run(
        questions(tmp_path, 7),
        tmp_path / "out",
        Target(app=app),
        jobs=3,
        on_progress=lambda *done: seen.append(done),
    )
    assert (outcome.answered, most) == (7, 3)
    assert seen[-1] == (7, 7)


def test_a_killed_run_keeps_what_was_answered_and_goes_on(tmp_path: Path, service: Service) -> None:
    sets, out = questions(tmp_path, 3), tmp_path / "out"
    script = (
        "import sys\nfrom pathlib import Path\nfrom eval.asking.targets import Target\nfrom eval.runs import run\n"
        "from tests.eval.asking.hanging import app\n"
        "run([Path(sys.argv[1])], Path(sys.argv[2]), Target(app=app()), score=False)\n"
    )
    started = subprocess.Popen([sys.executable, "-c", script, str(sets[0]), str(out)], env=os.environ)
    try:
        while len(read_responses(out)) < 2:
            assert started.poll() is None
            time.sleep(0.05)
    finally:
        started.send_signal(signal.SIGKILL)
        started.wait()
    assert list(read_responses(out)) == ["v0", "v1"]
    outcome = run(sets, out, Target(app=service.app()))
    assert (outcome.answered, len(service.heard)) == (3, 1)


def test_the_search_for_a_question_is_kept_as_the_product_understood_it(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []

    async def chat(request: Request) -> Response:
        return JSONResponse(answer(bronnen=[], begrepenAls="Hoeveel huur in Lindewaard?"))

    async def search(request: Request) -> Response:
        heard.append(await request.json())
        passage = {
            "tekst": "ten hoogste 3,5%",
            "paginaVan": 7,
            "paginaTot": 8,
            "document": {"id": "lindewaard", "titel": "Afspraken Lindewaard"},
        }
        return JSONResponse({"resultaten": [passage], "nabij": [], "begrepen": {"gemeenten": ["Lindewaard"]}})

    async def metrics(request: Request) -> Response:
        return PlainTextResponse('afsprakenwijzer_dropped_sentences_total{reason="names"} 2\n')

    app = Starlette(
        routes=[
            Route("/v1/chat", chat, methods=["POST"]),
            Route("/v1/passages/_zoek", search, methods=["POST"]),
            Route("/metrics", metrics),
        ]
    )
    run(questions(tmp_path, 1), tmp_path / "out", Target(app=app))
    found = read_responses(tmp_path / "out")["v0"].found
    assert found is not None
    assert (found[0].document, found[0].first_page, found[0].last_page) == ("lindewaard", 7, 8)
    assert [body["filters"] for body in heard] == [{}, {"gemeenten": ["Lindewaard"]}]
    assert {body["zoekvraag"] for body in heard} == {"Hoeveel huur in Lindewaard?"}
    # Two before and two after: nothing was dropped by this run.
    assert read_run(tmp_path / "out")[0]["dropped"] == {}


def test_a_service_without_search_or_counters_is_measured_without_them(
    tmp_path: Path, service: Service
) -> None:
    outcome = run(questions(tmp_path, 1), tmp_path / "out", Target(app=service.app()))
    assert outcome.scores is not None
    assert outcome.scores["measures"]["recall@5.page"] is None
    assert outcome.scores["dropped"] is None


@pytest.mark.parametrize("other", [Target(chat="http://127.0.0.1:9", chat_model="m")])
def test_another_system_does_not_go_on_with_a_run(tmp_path: Path, service: Service, other: Target) -> None:
    run(questions(tmp_path, 1), tmp_path / "out", Target(app=service.app()), score=False)
    with pytest.raises(Exception, match="andere map"):
        run(questions(tmp_path, 1), tmp_path / "out", other)
