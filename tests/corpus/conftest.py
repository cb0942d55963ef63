"""Small editions with known text and vectors, and a library in a temporary folder."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.edition import Edition, FinishedEdition
from corpus.library import Library
from corpus.model import Box, Description, OutlineEntry, Page, Passage, Span, Word
from corpus.settings import LibrarySettings

MODEL = "test-model/3"
MakeEdition = Callable[..., FinishedEdition]


@pytest.fixture
def make_edition() -> MakeEdition:
    """One page a text, one passage a page; the vector of a passage depends on nothing but its text."""

    def make(document: str, *texts: str, model: str = MODEL, **described: object) -> FinishedEdition:
        fingerprint = sha256("\n".join((document, *texts)).encode()).hexdigest()
        edition_id = f"{document}.{fingerprint[:12]}"
        described.setdefault("title", document.capitalize())
        edition = Edition(
            id=edition_id,
            document_id=document,
            source=f"file:///{document}.txt",
            fingerprint=fingerprint,
            file_name=f"{document}.txt",
            media_type="text/plain",
            description=Description(**described),  # type: ignore[arg-type]
            pages=tuple(
                Page(
                    number, text, f"p{number}", 595.0, 842.0, (Word(0, len(text), Box(1.5, 2.25, 30.0, 4.0)),)
                )
                for number, text in enumerate(texts, 1)
            ),
            outline=(OutlineEntry(1, "Kop", 1),),
            passages=tuple(
                Passage(f"{edition_id}.{n}", n, text, (Span(n + 1, 0, len(text)),), ("Kop",))
                for n, text in enumerate(texts)
            ),
        )
        return FinishedEdition(edition, "\n".join(texts).encode(), vectors_for(*texts), model)

    return make


def vectors_for(*texts: str) -> npt.NDArray[np.float32]:
    rows = [np.frombuffer(sha256(text.encode()).digest(), np.uint8)[:3] + 1.0 for text in texts]
    vectors = np.asarray(rows, dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def settings(tmp_path: Path) -> LibrarySettings:
    return LibrarySettings(data=tmp_path / "data")


@pytest.fixture
def library(settings: LibrarySettings) -> Iterator[Library]:
    library = Library(settings, MODEL)
    yield library
    library.close()
