"""A model that reads a question and a passage together: slower than comparing vectors, and better at the last few."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.embedding.contract import ModelNotFound, encodable
from corpus.embedding.local import find_model

_LONGEST = 512  # tokens of question and passage together
_BATCH = 8


class CrossEncoder:
    """A sentence-transformers CrossEncoder from a folder or from the local model cache; nothing is downloaded."""

    def __init__(self, name: str) -> None:
        """Load the model `name`. Raises `ModelNotFound`."""
        folder = find_model(name)
        from sentence_transformers import CrossEncoder as Network

        try:
            self._network = Network(str(folder), device="cpu", local_files_only=True, num_labels=1)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelNotFound(f"{folder} is geen bruikbare CrossEncoder: {error}") from error
        self._network.max_seq_length = min(self._network.max_seq_length or _LONGEST, _LONGEST)

    def scores(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """How well each text answers the query, in the model's own scale; higher is better."""
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(encodable(query), encodable(text)) for text in texts]
        return np.asarray(
            self._network.predict(pairs, batch_size=_BATCH, show_progress_bar=False), np.float32
        )
