"""The embedding model: turns passages and questions into vectors that can be compared."""

from corpus.embedding.contract import (
    CarrierCorrupt,
    Embedder,
    EmbeddingError,
    EmbeddingServerError,
    ExportRefused,
    ModelNotFound,
    ModelNotPrepared,
)
from corpus.embedding.load import load_embedder
from corpus.embedding.prepare import prepare

__all__ = [
    "CarrierCorrupt",
    "Embedder",
    "EmbeddingError",
    "EmbeddingServerError",
    "ExportRefused",
    "ModelNotFound",
    "ModelNotPrepared",
    "load_embedder",
    "prepare",
]
