"""Step 8, embed: the passages of many documents at once, so that small files fill the embedder's batches."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from corpus.edition import Edition
from corpus.embedding import Embedder


def embed(
    editions: Sequence[Edition], embedder: Embedder, on_passages: Callable[[int], None]
) -> list[npt.NDArray[np.float32]]:
    """One array of unit vectors `(passages, dimension)` an edition; `on_passages` hears how many are done."""
    texts = [
        passage.indexed_text(edition.description.title)
        for edition in editions
        for passage in edition.passages
    ]
    vectors = embedder.embed_passages(texts, on_passages)
    ends = np.cumsum([len(edition.passages) for edition in editions])
    return [np.ascontiguousarray(part) for part in np.split(vectors, ends[:-1])]


def embed_questions(
    editions: Sequence[Edition], embedder: Embedder, on_questions: Callable[[int], None]
) -> list[npt.NDArray[np.float32]]:
    """One array of unit vectors `(known questions, dimension)` an edition. They are embedded as what they are met
    with: as questions."""
    texts = [question.text for edition in editions for question in edition.questions]
    # One sentence may stand in several passages.
    different = list(dict.fromkeys(texts))
    known = dict(zip(different, embedder.question_vectors(different, on_questions), strict=True))
    vectors = np.array([known[text] for text in texts], np.float32).reshape(len(texts), embedder.dimension)
    ends = np.cumsum([len(edition.questions) for edition in editions])
    return [np.ascontiguousarray(part) for part in np.split(vectors, ends[:-1])]
