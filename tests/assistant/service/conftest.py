"""The service over the bundled library: the real product, with the conversations of each test in its own file."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"


@pytest.fixture(scope="session")
def shared_library(
    bundled_data: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """The bundled library, for tests that only read."""
    data = tmp_path_factory.mktemp("service") / "data"
    shutil.copytree(bundled_data, data)
    with own(LibrarySettings(data=data), embedder.fingerprint) as library:
        yield library


@pytest.fixture
def product(shared_library: Library, embedder: Embedder, tmp_path: Path) -> Iterator[Product]:
    product = assemble(shared_library, embedder, LibrarySettings(data=tmp_path))
    yield product
    product.conversations.close()


@pytest.fixture
def state(product: Product) -> ServiceState:
    state = ServiceState(ServiceSettings())
    state.open(product)
    return state


@pytest.fixture
def client(state: ServiceState) -> Iterator[TestClient]:
    with TestClient(create_app(state)) as client:
        yield client


class Failing:
    """An assistant in which something breaks, with the question in the message of its error."""

    def __init__(self, text: str) -> None:
        self._text = text

    def stream(self, question: object, stop: object) -> Iterator[object]:
        raise RuntimeError(self._text)
        yield


@pytest.fixture
def failing_client(product: Product) -> Iterator[TestClient]:
    state = ServiceState(ServiceSettings())
    state.open(replace(product, assistant=Failing("geheime vraag")))  # type: ignore[arg-type]
    with TestClient(create_app(state)) as client:
        yield client
