"""The connection to a language model, against a real server that misbehaves: how it ends, and that nothing stays."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.breaker import Breaker
from assistant.answering.model import Model, ModelUnavailable
from assistant.answering.settings import AnsweringSettings
from corpus.language_model import ModelUnusable
from eval import misbehaving
from eval.misbehaving import Manner, ModelServer, model_server

TEXT = "De huur stijgt met ten hoogste 3,5%. [1] "


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


def connect(server: ModelServer, *script: Manner, **settings: Any) -> Model:
    server.script = list(script)
    short = {"model_first_word_seconds": 0.6, "model_between_words_seconds": 0.6, "model_seconds": 5.0}
    model = Model(AnsweringSettings(model="openai:scripted", model_url=server.address, **(short | settings)))
    model.prepare()
    return model


def read(model: Model, stop: threading.Event | None = None) -> Iterator[str]:
    """A reply, with the times that the settings give."""
    now, settings = time.monotonic(), model._settings
    return model.stream(
        [("human", "Hallo")],
        first_by=now + settings.model_first_word_seconds,
        done_by=now + settings.model_seconds,
        most_words=120,
        stop=stop or threading.Event(),
    )


def failure(model: Model) -> tuple[str, ModelUnavailable]:
    """What was said before it failed, and how it failed."""
    said = ""
    try:
        for words in read(model):
            said += words
    except ModelUnavailable as problem:
        return said, problem
    raise AssertionError(f"did not fail, said {said!r}")


def test_a_reply_comes_whole(server: ModelServer) -> None:
    model = connect(server, misbehaving.says(TEXT))
    assert "".join(read(model)) == TEXT
    assert server.exchanges[0].body["stream"] is True


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        (misbehaving.silent, "no first word"),
        (misbehaving.hangs_after_headers, "no first word"),
        (misbehaving.keeps_alive_without_words, "no first word"),
        (misbehaving.says_slowly(TEXT, first=30), "no first word"),
        (misbehaving.says_slowly(TEXT, between=30), "stopped writing"),
        (misbehaving.stops_writing_after(TEXT), "stopped writing"),
        (misbehaving.repeats(TEXT), "wrote without end"),
        (misbehaving.one_line_without_end, ""),
    ],
    ids=["silent", "headers", "pings", "slow", "slower", "stops", "endless", "line"],
)
def test_a_server_that_does_not_end_is_hung_up_on(server: ModelServer, manner: Manner, reason: str) -> None:
    model = connect(server, manner)
    said, problem = failure(model)
    assert reason in str(problem)
    assert len(said) < 10_000
    assert problem.wait is None or reason == ""
    assert server.exchanges[0].hung_up.wait(5)


def test_twenty_answers_from_a_hanging_server_leave_no_thread_and_no_connection(
    server: ModelServer,
) -> None:
    model = connect(
        server,
        misbehaving.hangs_after_headers,
        model_first_word_seconds=3.0,
        model_parallel=20,
        model_failures=100,
    )
    failure(model)
    before = [thread.name for thread in threading.enumerate() if thread.name.startswith("language-model")]
    waiting = [threading.Thread(target=failure, args=(model,)) for _ in range(20)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    assert all(exchange.hung_up.wait(5) for exchange in server.exchanges)
    assert len(server.exchanges) > 1
    after = [thread.name for thread in threading.enumerate() if thread.name.startswith("language-model")]
    assert before == after == ["language-model"]


@pytest.mark.parametrize(
    ("manner", "wait"),
    [
        (misbehaving.refuses("500 Internal Server Error"), 0.5),
        (misbehaving.refuses("503 Service Unavailable"), 0.5),
        (misbehaving.refuses("429 Too Many Requests", "7"), 7.0),
        (misbehaving.refuses("429 Too Many Requests", "Wed, 21 Oct 2015 07:28:00 GMT"), 0.5),
        (misbehaving.refuses("429 Too Many Requests", "morgen"), 0.5),
        (misbehaving.refuses("429 Too Many Requests"), 0.5),
        (misbehaving.refuses("401 Unauthorized"), None),
        (misbehaving.refuses("400 Bad Request"), None),
        (misbehaving.refuses("302 Found\r\nLocation: http://169.254.0.1/"), None),
        (misbehaving.sends(b""), 0.5),
        (misbehaving.sends("<html><body>Onderhoud</body></html>", "text/html"), 0.5),
        (misbehaving.sends('{"antwoord": "nee"}', "application/json"), 0.5),
        (misbehaving.sends("data: {geen json\n\n"), 0.5),
        (misbehaving.sends(b"data: \xff\xfe\x00\n\n"), 0.5),
        (misbehaving.sends('data: {"choices": 3}\n\n'), 0.5),
        (misbehaving.sends("data: [DONE]\n\n"), 0.5),
        (misbehaving.says(""), 0.5),
        (misbehaving.closes_after(""), 0.5),
        (misbehaving.resets_after(""), 0.5),
    ],
)
def test_a_server_that_fails_at_once_is_asked_again_only_where_that_helps(
    server: ModelServer, manner: Manner, wait: float | None
) -> None:
    said, problem = failure(connect(server, manner))
    assert said == ""
    assert problem.wait == wait
    assert problem.blame


def test_a_refused_connection_is_a_failure_that_may_pass() -> None:
    address = f"http://127.0.0.1:{misbehaving.closed_port()}/v1"
    _, problem = failure(Model(AnsweringSettings(model="openai:scripted", model_url=address)))
    assert problem.wait == 0.5


@pytest.mark.parametrize(
    "manner",
    [
        misbehaving.closes_after(TEXT),
        misbehaving.closes_after(TEXT, promised=True),
        misbehaving.resets_after(TEXT),
    ],
    ids=["closed", "chunk missing", "reset"],
)
def test_a_reply_that_is_cut_off_is_told_from_a_whole_one(server: ModelServer, manner: Manner) -> None:
    said, problem = failure(connect(server, manner))
    assert TEXT.startswith(said)
    assert problem.blame


def test_a_reply_that_reached_its_longest_is_no_failure_of_the_server(server: ModelServer) -> None:
    _, problem = failure(connect(server, misbehaving.says(TEXT, "length")))
    assert not problem.blame


def test_a_wrong_content_type_around_a_good_reply_is_read_anyway(server: ModelServer) -> None:
    good = misbehaving.sends(misbehaving.body(TEXT), "text/plain")
    assert "".join(read(connect(server, good))) == TEXT


def test_words_that_nobody_waits_for_are_not_written(server: ModelServer) -> None:
    slow = {"model_first_word_seconds": 30.0}
    stop = threading.Event()
    replying = threading.Thread(
        target=lambda: list(read(connect(server, misbehaving.hangs_after_headers, **slow), stop))
    )
    replying.start()
    while not server.exchanges:
        threading.Event().wait(0.01)
    stop.set()
    assert server.exchanges[0].hung_up.wait(5)
    replying.join(5)
    assert not replying.is_alive()


def test_closing_the_words_closes_the_connection(server: ModelServer) -> None:
    words = read(connect(server, misbehaving.stops_writing_after(TEXT), model_between_words_seconds=60))
    next(words)
    words.close()  # type: ignore[attr-defined]
    assert server.exchanges[0].hung_up.wait(5)


def test_after_failures_in_a_row_the_model_is_left_alone_and_then_tried_once(server: ModelServer) -> None:
    model = connect(
        server,
        misbehaving.refuses("500 Internal Server Error"),
        misbehaving.refuses("500 Internal Server Error"),
        misbehaving.says(TEXT),
        model_failures=2,
        model_pause_seconds=0.5,
    )
    failure(model)
    assert not model.paused
    failure(model)
    assert model.paused
    assert "left alone" in str(failure(model)[1])
    assert len(server.exchanges) == 2
    time.sleep(0.6)
    assert "".join(read(model)) == TEXT
    assert not model.paused


def test_one_question_tries_a_model_that_was_left_alone() -> None:
    breaker = Breaker(failures=1, pause=0.0)
    assert breaker.enter()
    breaker.failed()
    assert [breaker.enter(), breaker.enter()] == [True, False]
    breaker.left()
    assert breaker.enter()
    breaker.failed()
    assert breaker.open
    assert breaker.enter()
    breaker.worked()
    assert [breaker.open, breaker.enter(), breaker.enter()] == [False, True, True]


def test_no_more_answers_are_written_at_once_than_the_settings_allow(server: ModelServer) -> None:
    model = connect(
        server, misbehaving.stops_writing_after(TEXT), model_parallel=1, model_between_words_seconds=60
    )
    first = read(model)
    next(first)
    _, problem = failure(model)
    assert "busy" in str(problem)
    assert not problem.blame
    assert len(server.exchanges) == 1
    first.close()  # type: ignore[attr-defined]
    assert next(read(model))


@pytest.mark.parametrize(
    ("model", "advice"),
    [
        ("anthropic:claude", "afsprakenwijzer[anthropic]"),
        ("google_genai:gemini", "afsprakenwijzer[google]"),
        ("mistralai:mistral-small", "afsprakenwijzer[mistral]"),
        ("ollama:gemma", "afsprakenwijzer[ollama]"),
        ("groq:llama", "langchain-groq"),
        ("niemand:niets", "AFSPRAKENWIJZER_MODEL"),
        (str(Path("model.gguf")), "AFSPRAKENWIJZER_MODEL"),
    ],
)
def test_a_model_that_cannot_be_used_says_what_to_do(model: str, advice: str) -> None:
    with pytest.raises(ModelUnusable) as problem:
        Model(AnsweringSettings(model=model)).prepare()
    assert advice in str(problem.value)
