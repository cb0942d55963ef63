"""The failure drill over the bundled library: every promise is kept, and the drill notices one that is broken.

How long an answer took is left to the command: here other tests run at the same time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.settings import AnsweringSettings
from assistant.assembly import assemble
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings
from eval import misbehaving
from eval.failure_cases import QUOTED, WRITTEN, Failure, failures
from eval.failures import Drill, Seen


@pytest.fixture(scope="module")
def drill(
    bundled_data: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Drill]:
    data = Path(shutil.copytree(bundled_data, tmp_path_factory.mktemp("drill") / "data"))
    settings = LibrarySettings(data=data)
    with own(settings, embedder.fingerprint) as library:
        product = assemble(library, embedder, settings, AnsweringSettings(model=None))
        drill = Drill(product, library, embedder)
        with drill.running():
            yield drill
        product.conversations.close()


@pytest.fixture(scope="module")
def number(drill: Drill) -> int:
    return drill.number_of_fact()


def broken(seen: Seen) -> list[str]:
    return [problem for problem in seen.wrong if not problem.startswith("later than")]


@pytest.mark.parametrize("place", range(len(failures(1))), ids=[failure.name for failure in failures(1)])
def test_whatever_the_model_server_does_the_user_gets_an_answer_from_the_sources(
    drill: Drill, number: int, place: int
) -> None:
    assert broken(drill.try_out(failures(number)[place])) == []


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_when_the_user_goes_away_the_model_server_is_hung_up_on(drill: Drill, accept: str) -> None:
    assert broken(drill.hang_up("gone", accept)) == []


def test_a_server_that_keeps_failing_is_left_alone(drill: Drill) -> None:
    assert broken(drill.pause()) == []


def test_many_questions_to_a_server_that_hangs_all_get_quotes(drill: Drill) -> None:
    assert broken(drill.crowd(12)) == []


def test_the_drill_notices_a_broken_promise(drill: Drill, number: int) -> None:
    asked_for_more = Failure(
        "500", [misbehaving.refuses("500 Internal Server Error")], WRITTEN, most_requests=1
    )
    problems = drill.try_out(asked_for_more).wrong
    assert f"promised {WRITTEN}" in problems
    assert "asked more than 1 times" in problems
    unverified = Failure("good", [misbehaving.says(f"Dat is zo. [{number}]")], QUOTED)
    assert f"promised {QUOTED}" in drill.try_out(unverified).wrong
