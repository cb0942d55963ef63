"""The bundled documents that labelled commitments are about, read anew."""

from collections.abc import Iterable
from pathlib import Path

import corpus.documents
from corpus.edition import Edition
from ingest.pipeline import read_document
from ingest.read.records import ReadError
from ingest.sources import FILE_NAME

BUNDLED = Path(corpus.documents.__file__).parent


def read_bundled(documents: Iterable[str], folder: Path = BUNDLED) -> dict[str, Edition]:
    """The editions of the documents that are there and can be read, by document id (the stem of the file)."""
    wanted, editions = set(documents), {}
    for path in sorted(folder.iterdir()):
        if path.stem in wanted and path.name != FILE_NAME:
            try:
                editions[path.stem] = read_document(path)
            except ReadError:
                continue
    return editions
