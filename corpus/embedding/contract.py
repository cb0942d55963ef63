"""What an embedding model offers to ingestion and search, and how it can fail."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from corpus.errors import Explained

Vectors = npt.NDArray[np.float32]
Progress = Callable[[str], None]

# Two questions about different things have a cosine of 0.82 by a model of the e5 family, and two wordings of one
# question 0.90 or more.
ALIKE = (0.86, 0.93)


class EmbeddingError(Explained):
    """The embedding model cannot be used; the message says what to do."""


class ModelNotPrepared(EmbeddingError):
    """The bundled model has not been made ready on this machine, or was left half-written."""


class ModelNotFound(EmbeddingError):
    """A model that the settings name is not on this machine, or its folder is not a usable model."""


class CarrierCorrupt(EmbeddingError):
    """The package that carries the bundled weights is absent or is not the one that was pinned."""


class ExportRefused(EmbeddingError):
    """A model could not be exported, or its exported form strays too far from the original."""


class EmbeddingServerError(EmbeddingError):
    """The embeddings server cannot be reached, or answers with something unusable."""


class Embedder(Embeddings):
    """An embedding model with asymmetric texts: passages that are found, and queries that find them.

    `fingerprint` names everything that decides the vectors: two embedders with the same fingerprint may share
    an index. `dimension` is the length of a vector. `max_tokens` is where a text is cut off, the model's own
    marks and prefix included. `alike` are the cosines of two questions from which on they are a little alike, and
    the same. Instances may be used from several threads at once.
    """

    fingerprint: str
    dimension: int
    max_tokens: int
    alike: tuple[float, float] = ALIKE

    @abstractmethod
    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors `(n, dimension)` of passages, in the order given.

        `on_progress` hears how many texts are done so far, last of all n.
        """

    @abstractmethod
    def query_vector(self, text: str) -> Vectors:
        """The unit vector `(dimension,)` of a search question."""

    def question_vector(self, text: str) -> Vectors:
        """The unit vector `(dimension,)` of a question to compare with questions, not with passages."""
        return self.query_vector(text)

    def question_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """`question_vector` of many questions, `(n, dimension)`; `on_progress` hears how many are done so far."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.question_vector(text)
            if on_progress:
                on_progress(row + 1)
        return vectors

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has by itself: no prefix, no marks, nothing cut off."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `embed_passages`."""
        return [vector.tolist() for vector in self.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `query_vector`."""
        return [float(x) for x in self.query_vector(text)]


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def encodable(text: str) -> str:
    """`text` without what no tokenizer takes: halves of surrogate pairs and NUL characters."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
