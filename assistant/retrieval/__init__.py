"""Finds passages: both indexes asked for what is said and for what is meant, fused, and looked at once more."""

from assistant.retrieval.expansion import Expansion, expand
from assistant.retrieval.fusion import fuse
from assistant.retrieval.reranking import Reranker, bag_of, load_reranker
from assistant.retrieval.retriever import Ranked, Retriever, Scores
from assistant.retrieval.settings import RetrievalSettings
from assistant.retrieval.widening import widened

__all__ = [
    "Expansion",
    "Ranked",
    "Reranker",
    "RetrievalSettings",
    "Retriever",
    "Scores",
    "bag_of",
    "expand",
    "fuse",
    "load_reranker",
    "widened",
]
