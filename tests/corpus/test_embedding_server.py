"""An embedding model behind a real HTTP server on this machine that speaks OpenAI's protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from corpus.embedding import Embedder, EmbeddingServerError, load_embedder
from corpus.settings import LibrarySettings


class EmbeddingsServer(ThreadingHTTPServer):
    """Answers with a vector of letter counts; `broken` says how it misbehaves."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.broken = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Answer(BaseHTTPRequestHandler):
    server: EmbeddingsServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers["Authorization"])
        texts = asked["input"]
        assert all(isinstance(text, str) and text for text in texts)
        vectors: list[Any] = [[1.0 + text.count(letter) for letter in "aeiou"] for text in texts]
        if self.server.broken == "short":
            vectors = vectors[:-1]
        if self.server.broken == "narrow":
            vectors = [vector[:-1] for vector in vectors]
        if self.server.broken == "words":
            vectors = [["veel"] * 5 for _ in vectors]
        data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(vectors)]
        body = {"object": "list", "data": data, "model": asked["model"], "usage": {}}
        body["usage"] = {"prompt_tokens": 1, "total_tokens": 1}
        self.answer(401 if self.server.broken == "key" else 200, json.dumps(body).encode())

    def answer(self, status: int, body: bytes) -> None:
        if self.server.broken == "html":
            body = b"<html>welkom</html>"
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if self.server.broken == "html" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    with EmbeddingsServer() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def connect(server: EmbeddingsServer, name: str = "letters", key: str | None = None) -> Embedder:
    return load_embedder(
        LibrarySettings(
            embedding=f"openai:{name}",
            embedding_url=server.url,
            embedding_key=SecretStr(key) if key else None,
        )
    )


def test_vectors_come_from_the_server_with_length_one(server: EmbeddingsServer) -> None:
    embedder = connect(server, key="geheim")
    told: list[int] = []
    texts = [f"tekst {'a' * i}" for i in range(150)]
    vectors = embedder.embed_passages(texts, told.append)
    assert vectors.shape == (150, embedder.dimension) == (150, 5)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    expected = np.array([1 + text.count(letter) for text in texts[7:8] for letter in "aeiou"], float)
    np.testing.assert_allclose(vectors[7], expected / np.linalg.norm(expected), atol=1e-5)
    np.testing.assert_allclose(embedder.query_vector(texts[7]), vectors[7], atol=1e-5)
    assert told == [64, 128, 150]
    assert set(server.keys) == {"Bearer geheim"}
    assert {asked["model"] for asked in server.asked} == {"letters"}


def test_the_fingerprint_names_model_host_and_dimension(server: EmbeddingsServer) -> None:
    assert connect(server).fingerprint == "openai:letters@127.0.0.1/5"


def test_a_model_of_the_e5_family_gets_its_prefixes(server: EmbeddingsServer) -> None:
    embedder = connect(server, "multilingual-e5-large")
    embedder.query_vector("huur")
    embedder.embed_passages(["huur"])
    assert [asked["input"] for asked in server.asked[-2:]] == [["query: huur"], ["passage: huur"]]


def test_odd_texts_reach_the_server_as_something_it_takes(server: EmbeddingsServer) -> None:
    embedder = connect(server)
    vectors = embedder.embed_passages(["", "a\0b", "half \ud83d paar", "woord " * 10_000])
    assert np.isfinite(vectors).all()
    sent = server.asked[-1]["input"]
    assert sent[:3] == [".", "a b", "half paar"]
    assert len(sent[3].split()) == 341
    assert embedder.count_tokens(["", "een twee"]) == [0, 3]
    assert embedder.embed_passages([]).shape == (0, 5)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("broken", ["short", "narrow", "words", "html"])
def test_an_unusable_answer_is_an_error_that_says_so(server: EmbeddingsServer, broken: str) -> None:
    embedder = connect(server)
    server.broken = broken
    with pytest.raises(EmbeddingServerError, match="geen bruikbare vectoren"):
        embedder.embed_passages(["een", "twee"])


def test_a_refused_key_is_named(server: EmbeddingsServer) -> None:
    server.broken = "key"
    with pytest.raises(EmbeddingServerError, match="embedding_key"):
        connect(server)


def test_a_server_that_is_down_is_named_with_what_to_do(server: EmbeddingsServer) -> None:
    embedder = connect(server)
    server.shutdown()
    server.server_close()
    for use in (lambda: embedder.query_vector("huur"), lambda: connect(server)):
        with pytest.raises(EmbeddingServerError, match="niet bereikbaar"):
            use()


def test_a_server_without_an_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AFSPRAKENWIJZER_EMBEDDING_URL", raising=False)
    with pytest.raises(EmbeddingServerError, match="embedding_url"):
        load_embedder(LibrarySettings(embedding="openai:letters"))
