"""A model that infers whether a text supports a sentence: a cross-encoder with entailment labels."""

from collections.abc import Sequence

import numpy as np

from corpus.embedding.contract import ModelNotFound, encodable
from corpus.embedding.local import find_model

_LONGEST = 512  # tokens of text and sentence together
_LEAST = 0.5  # of the probability


class Inference:
    """A sentence-transformers CrossEncoder from a folder or the local model cache; nothing is downloaded."""

    def __init__(self, name: str) -> None:
        """Load the model `name`, one of whose labels is called "entailment". Raises `ModelNotFound`."""
        folder = find_model(name)
        from sentence_transformers import CrossEncoder as Network

        try:
            self._network = Network(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelNotFound(f"{folder} is geen bruikbare CrossEncoder: {error}") from error
        labels = {str(label).lower(): int(place) for place, label in self._network.config.id2label.items()}
        if len(labels) < 2 or "entailment" not in labels:
            raise ModelNotFound(
                f"{folder} heeft geen label 'entailment'. Kies een model dat voor NLI gemaakt is."
            )
        self._entailment = labels["entailment"]
        self._network.max_seq_length = min(self._network.max_seq_length or _LONGEST, _LONGEST)

    def supports(self, sentence: str, texts: Sequence[str]) -> bool:
        """Whether one of the texts entails the sentence, with a probability of at least a half."""
        pairs = [(encodable(text), encodable(sentence)) for text in texts]
        if not pairs:
            return False
        scores = np.asarray(self._network.predict(pairs, show_progress_bar=False, apply_softmax=True))
        return bool(scores[:, self._entailment].max() >= _LEAST)
