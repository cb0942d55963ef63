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
