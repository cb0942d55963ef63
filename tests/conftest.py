"""What tests of several floors share: the real embedding model, and the bundled library, built once a run."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

import corpus.documents
from corpus.embedding import Embedder, load_embedder, prepare
from corpus.owner import own
from corpus.settings import LibrarySettings
from ingest.edition import ocr_settings
from ingest.pipeline import ingest
from ingest.read.ocr import missing
from ingest.settings import IngestSettings

# Every test reads the documents as on this day, whatever the settings of whoever runs it.
_KEPT = {"AFSPRAKENWIJZER_CHROMIUM", "AFSPRAKENWIJZER_SHARED_DATA"}
for name in [name for name in os.environ if name.startswith("AFSPRAKENWIJZER_") and name not in _KEPT]:
    del os.environ[name]
os.environ["AFSPRAKENWIJZER_TODAY"] = "2026-11-23"

BUNDLED = Path(corpus.documents.__path__[0])


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model, prepared in this user's cache as set-up does."""
    settings = LibrarySettings()
    prepare(settings)
    return load_embedder(settings)


@pytest.fixture(scope="session")
def bundled_data(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder with the bundled library; not to be changed: see `data_copy`."""
    # Beside the folders of the workers, so that workers running side by side build it once.
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    folder = shared / "bundled-library"
    with FileLock(shared / "bundled-library.lock"):
        if not folder.exists():
            unfinished = shared / "bundled-library.half"
            with own(LibrarySettings(data=unfinished), embedder.fingerprint) as library:
                report = ingest([BUNDLED], library, embedder)
            # The bundled scan has no text where it cannot be recognised.
            able = missing(ocr_settings(IngestSettings())) is None
            reasons = {entry.path.name: entry.reason for entry in report.rejected}
            assert reasons == ({} if able else {"oosterveen-prestatieafspraken-2021-2024.pdf": "ocrMissing"})
            unfinished.rename(folder)
    return folder


@pytest.fixture
def data_copy(bundled_data: Path, tmp_path: Path) -> Path:
    """A data folder with the bundled library, for one test to change."""
    return Path(shutil.copytree(bundled_data, tmp_path / "data"))
