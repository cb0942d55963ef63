"""When nothing can be searched, the answer says so: there is nothing left to quote."""

from collections.abc import Callable, Sequence

from assistant.answering.contract import AnswerStatus, Question
from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from corpus.embedding import Embedder, EmbeddingServerError
from corpus.embedding.contract import Vectors
from corpus.library import Library
from tests.assistant.conftest import TODAY


class Away(Embedder):
    """The embedding model, with its server gone when a question comes."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.fingerprint, self.dimension, self.max_tokens = real.fingerprint, real.dimension, real.max_tokens

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return self._real.embed_passages(texts, on_progress)

    def query_vector(self, text: str) -> Vectors:
        raise EmbeddingServerError(f"no answer to {text}")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._real.count_tokens(texts)


def test_an_assistant_that_cannot_search_is_not_available_and_says_when_to_come_back(
    library: Library, embedder: Embedder
) -> None:
    answer = Assistant(library, Away(embedder), AnsweringSettings(), lambda: TODAY).answer(
        Question("Hoeveel mag de huur in Lindewaard omhoog in 2026?")
    )
    assert answer.status is AnswerStatus.NIET_BESCHIKBAAR
    assert "Probeer het over een paar minuten opnieuw." in answer.text
    assert (answer.sentences, answer.citations) == ((), ())
