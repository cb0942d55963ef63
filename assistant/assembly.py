"""Puts the assistant together over an open library: retrieval, answering and the memory of conversations."""

from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from assistant.conversations import Conversations, conversations_url
from assistant.retrieval import RetrievalSettings, Retriever, load_reranker
from assistant.service.state import Product
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings


def assemble(
    library: Library,
    embedder: Embedder,
    library_settings: LibrarySettings,
    answering: AnsweringSettings | None = None,
) -> Product:
    """Everything that answering a request needs, with the settings of the environment unless they are given."""
    today = library_settings.current_day
    retriever = Retriever(library, embedder, load_reranker(RetrievalSettings()))
    return Product(
        library=library,
        retriever=retriever,
        assistant=Assistant(
            library, embedder, answering or AnsweringSettings(), today=today, retriever=retriever
        ),
        conversations=Conversations(conversations_url(library_settings)),
        today=today,
    )
