"""The plain LangChain pipeline as a target: what everybody writes first, over the same pages and the same embedder.

Pages are cut by LangChain's splitter, stored in Chroma, and a question gets the nearest piece as its answer, with the
page it stands on. It has no conversation: an earlier question is not taken into account. It never abstains.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

from langchain_core.embeddings import Embeddings

from eval.asking.library import LibraryPage, page_address
from eval.questions import Question
from eval.responses import Found, Response, RunError

SYSTEM = "langchain"
_CHUNK, _OVERLAP = 1000, 200  # characters; what LangChain's own examples use
_TOP = 20  # pieces retrieved, so that retrieval can be measured as deep as the product's
_BATCH = 1000


class PlainPipeline(AbstractContextManager["PlainPipeline"]):
    """LangChain's splitter, an embedding model and Chroma, filled when it is entered, gone when it is left."""

    def __init__(self, pages: Sequence[LibraryPage], embeddings: Embeddings) -> None:
        self._pages = pages
        self._embeddings = embeddings

    def __enter__(self) -> "PlainPipeline":
        try:
            from langchain_chroma import Chroma
            from langchain_text_splitters import RecursiveCharacterTextSplitter
        except ImportError as error:
            raise RunError(
                "Voor deze vergelijking ontbreken pakketten. Installeer ze met: "
                "pip install langchain-chroma langchain-text-splitters"
            ) from error
        self._folder = tempfile.TemporaryDirectory(
            prefix="afsprakenwijzer-plain-", ignore_cleanup_errors=True
        )
        self._store = Chroma(
            "plain",
            self._embeddings,
            persist_directory=str(Path(self._folder.name) / "chroma"),
            collection_metadata={"hnsw:space": "cosine"},
        )
        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
        pieces = [
            (number, text) for number, p in enumerate(self._pages) for text in splitter.split_text(p.text)
        ]
        for start in range(0, len(pieces), _BATCH):
            part = pieces[start : start + _BATCH]
            self._store.add_texts([text for _, text in part], metadatas=[{"page": n} for n, _ in part])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    async def respond(self, question: Question) -> Response:
        """The nearest piece of text as the answer."""
        started = time.perf_counter()
        hits = await asyncio.to_thread(self._store.similarity_search, question.question, k=_TOP)
        ms = 1000 * (time.perf_counter() - started)
        found = [(self._pages[hit.metadata["page"]], hit.page_content) for hit in hits]
        if not found:
            return Response(id=question.id, answer=None, error="niets gevonden", pages={}, ms=None)
        page, text = found[0]
        return Response(
            id=question.id,
            answer=_answer(page, text),
            error=None,
            pages={1: (page.text,)},
            ms=round(ms, 1),
            found=tuple(
                Found(
                    document=one.document["id"],
                    title=one.document["titel"],
                    first_page=one.number,
                    last_page=one.number,
                    text=piece,
                )
                for one, piece in found
            ),
        )


def _answer(page: LibraryPage, text: str) -> dict[str, Any]:
    """The form of the public API: the piece is the text, the sentence and the quote."""
    return {
        "gesprekId": None,
        "status": "beantwoord",
        "tekst": f"{text} [1]",
        "zinnen": [{"tekst": text, "bronnen": [1]}],
        "bronnen": [
            {
                "nummer": 1,
                "citaat": text,
                "paginaVan": page.number,
                "paginaTot": page.number,
                "paginaUrl": page_address(page.document["id"], page.number),
                "document": page.document,
            }
        ],
    }
