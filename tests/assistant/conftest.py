"""The assistant over the bundled library, with the real embedding model, built once a run."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.contract import Answer, Audience, Question, Turn
from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings

TODAY = date(2026, 11, 22)
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def library(
    bundled_data: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """The bundled library, for tests that only read."""
    data = tmp_path_factory.mktemp("answering") / "data"
    shutil.copytree(bundled_data, data)
    with own(LibrarySettings(data=data, today=TODAY), embedder.fingerprint) as opened:
        yield opened


@pytest.fixture(scope="session")
def assistant(library: Library, embedder: Embedder) -> Assistant:
    """The assistant as it is without a language model."""
    return Assistant(library, embedder, AnsweringSettings(), lambda: TODAY)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Ask questions of one conversation; the answer to the last one."""

    def asking(*questions: str, audience: Audience = Audience.HUURDER) -> Answer:
        history: tuple[Turn, ...] = ()
        for text in questions:
            answer = assistant.answer(Question(text, audience, history=history))
            history = (*history, Turn(text, answer.understood))
        return answer

    return asking
