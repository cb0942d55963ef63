"""What the tests of ingestion share: documents made by typst, a store in memory, the folder of real PDFs."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from corpus.edition import FinishedEdition
from corpus.model import EditionCard, EditionState

ROOT = Path(__file__).parents[2]


class MemoryStore:
    """The `Store` protocol without a disk."""

    def __init__(self, embedding_model: str) -> None:
        self._model = embedding_model
        self.editions: dict[str, FinishedEdition] = {}

    @property
    def embedding_model(self) -> str:
        return self._model

    def visible(self) -> Mapping[str, EditionCard]:
        cards = {}
        for finished in self.editions.values():
            e = finished.edition
            cards[e.source] = EditionCard(
                e.id, e.document_id, EditionState.VISIBLE, e.source, e.fingerprint, e.file_name, e.media_type,
                e.description, datetime.now(tz=UTC), len(e.pages), len(e.passages),
            )  # fmt: skip
        return cards

    def put(self, *finished: FinishedEdition) -> None:
        for one in finished:
            assert one.vectors.shape[0] == len(one.edition.passages)
            self.editions[one.edition.document_id] = one

    def remove(self, document_id: str) -> bool:
        return self.editions.pop(document_id, None) is not None


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Sets typst source as a PDF in a new file and returns its path."""

    def make(source: str, name: str = "stuk.pdf") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(typst.compile(source.encode()))
        return path

    return make


@pytest.fixture(scope="session")
def real_pdfs() -> Path:
    folder = Path(os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", ROOT / "../shared/data")) / "pdf"
    if not (folder / "CATALOG.jsonl").is_file():
        pytest.skip(f"the real PDFs are not in {folder}; AFSPRAKENWIJZER_SHARED_DATA says where they are")
    return folder
