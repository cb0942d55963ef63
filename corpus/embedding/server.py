"""An embedding model behind a server that speaks OpenAI's embeddings protocol."""

from collections.abc import Callable, Sequence

import numpy as np
from pydantic import HttpUrl, SecretStr

from corpus.embedding.contract import Embedder, EmbeddingServerError, Vectors, encodable, unit
from corpus.embedding.prefixes import prefixes

_BLOCK = 64
_TOKENS_PER_WORD = 1.5
_SECONDS = 60


class ServerEmbedder(Embedder):
    """An embedder that asks a server, through LangChain's OpenAIEmbeddings.

    The server's tokenizer is unknown: tokens are estimated at one and a half per word, and texts are cut off
    at `max_tokens` of those.
    """

    def __init__(self, name: str, url: HttpUrl, key: SecretStr | None = None, max_tokens: int = 512) -> None:
        """Ask the server once, to learn the dimension. Raises `EmbeddingServerError`."""
        from langchain_openai import OpenAIEmbeddings

        self._url = str(url)
        self._model = OpenAIEmbeddings(
            model=name,
            openai_api_base=self._url,
            openai_api_key=key or SecretStr("none"),
            check_embedding_ctx_length=False,  # send text, not token numbers of OpenAI's own vocabulary
            chunk_size=_BLOCK,
            max_retries=2,
            request_timeout=_SECONDS,
        )
        self._query_prefix, self._passage_prefix = prefixes({}, name)
        self.max_tokens = max_tokens
        self.dimension = len(self._ask([self._query_prefix + "vraag"])[0])
        self.fingerprint = f"openai:{name}@{url.host}/{self.dimension}"

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BLOCK):
            block = [self._passage_prefix + self._cut(text) for text in texts[start : start + _BLOCK]]
            vectors[start : start + len(block)] = self._checked(block)
            if on_progress:
                on_progress(start + len(block))
        return vectors

    def query_vector(self, text: str) -> Vectors:
        return np.asarray(self._checked([self._query_prefix + self._cut(text)])[0], np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [round(len(text.split()) * _TOKENS_PER_WORD) for text in texts]

    def _cut(self, text: str) -> str:
        """The text with at most the words that fit; servers refuse an empty text, so that becomes a full stop."""
        words = encodable(text).split()
        return " ".join(words[: int(self.max_tokens / _TOKENS_PER_WORD)]) or "."

    def _checked(self, texts: list[str]) -> Vectors:
        try:
            vectors = np.asarray(self._ask(texts), np.float32)
        except ValueError as error:
            raise self._unusable() from error
        if vectors.shape != (len(texts), self.dimension) or not np.isfinite(vectors).all():
            raise self._unusable()
        return unit(vectors)

    def _ask(self, texts: list[str]) -> list[list[float]]:
        import openai

        try:
            vectors = self._model.embed_documents(texts)
        except openai.APIConnectionError as error:  # also when it takes too long
            raise EmbeddingServerError(
                f"De embeddingsserver op {self._url} is niet bereikbaar. Start de server, of verander "
                "embedding_url in afsprakenwijzer.toml (AFSPRAKENWIJZER_EMBEDDING_URL)."
            ) from error
        except openai.APIStatusError as error:
            raise EmbeddingServerError(
                f"De embeddingsserver op {self._url} weigert de vraag (HTTP {error.status_code}). Controleer "
                "embedding_key en de modelnaam in embedding."
            ) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise self._unusable() from error
        if not vectors or not vectors[0]:
            raise self._unusable()
        return vectors

    def _unusable(self) -> EmbeddingServerError:
        return EmbeddingServerError(
            f"De embeddingsserver op {self._url} geeft geen bruikbare vectoren terug. Controleer of het adres op "
            "/v1 eindigt en of het model een embeddingsmodel is."
        )
