"""An edition whole: everything that ingestion learned from one file, and what it hands over to be stored."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.commitment import Commitment
from corpus.known_question import KnownQuestion
from corpus.model import Description, OutlineEntry, Page, Passage


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document: everything that ingestion learned from one file.

    `source` says where the file came from (`bundled:NAME`, `file:///…`, `https://…`) and is the document's
    identity; `fingerprint` is a SHA-256 over the bytes, the description given from outside and the version of
    the reader, so that an edition whose fingerprint is known needs no work.
    """

    id: str
    document_id: str
    source: str
    fingerprint: str
    file_name: str
    media_type: str
    description: Description
    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    passages: tuple[Passage, ...]
    commitments: tuple[Commitment, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedEdition:
    """An edition ready to be stored: with the original bytes and one unit vector a passage, float32 `(n, d)`.

    `question_vectors` are those of its known questions, `(q, d)`; None when it has no questions.
    """

    edition: Edition
    original: bytes
    vectors: npt.NDArray[np.float32]
    embedding_model: str
    question_vectors: npt.NDArray[np.float32] | None = None
