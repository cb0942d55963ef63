"""The fast path: an ONNX graph on the processor, without torch.

Every text is a run of its own on one thread, and as many runs go on at once as there are threads. That is faster than
batches (no padding, and a text fits the processor's cache), and a vector never depends on the texts beside it, which
it would in a batch, where the quantised activations share one scale.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from corpus.embedding.contract import Embedder, Vectors, encodable
from corpus.embedding.folder import (
    GRAPH,
    GRAPH_INPUT,
    GRAPH_STATES,
    QUESTION_GRAPH,
    TOKENIZER,
    UPPER_GRAPH,
    Manifest,
)

# This fusion is a loss: its kernel takes several times as long as the two that it replaces (onnxruntime 1.32).
_SLOWER = ["SkipLayerNormFusion"]


class FastEmbedder(Embedder):
    """An embedder on a fast model folder, whose manifest has been read."""

    def __init__(self, folder: Path, manifest: Manifest, threads: int = 0) -> None:
        """Load the model; `threads` 0 takes all cores."""
        self.fingerprint = manifest.fingerprint
        self.dimension = manifest.dimension
        self.max_tokens = manifest.max_tokens
        self.alike = manifest.alike
        self._query_prefix = manifest.query_prefix
        self._passage_prefix = manifest.passage_prefix
        self._threads = threads or _cores()
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest.max_tokens)
        self._lower = _session(folder / GRAPH)
        self._upper, self._questions = (
            _session(folder / name) if (folder / name).exists() else None
            for name in (UPPER_GRAPH, QUESTION_GRAPH)
        )

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return self._vectors(texts, self._passage_vector, on_progress)

    def question_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return self._vectors(texts, self.question_vector, on_progress)

    def _vectors(
        self, texts: Sequence[str], one: Callable[[str], Vectors], on_progress: Callable[[int], None] | None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        # Longest first: no thread is left with a long text when the others are done.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(lambda row: one(texts[row]), order)
            for done, (row, vector) in enumerate(zip(order, found, strict=True), start=1):
                vectors[row] = vector
                if on_progress:
                    on_progress(done)
        return vectors

    def query_vector(self, text: str) -> Vectors:
        return self._vector(self._query_prefix + text, self._upper)

    def question_vector(self, text: str) -> Vectors:
        return self._vector(self._query_prefix + text, self._questions or self._upper)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        encoded = self._tokenizer.encode_batch([encodable(text) for text in texts], add_special_tokens=False)
        return [len(text.ids) + sum(len(rest.ids) for rest in text.overflowing) for text in encoded]

    def _passage_vector(self, text: str) -> Vectors:
        return self._vector(self._passage_prefix + text, self._upper)

    def _vector(self, text: str, upper: onnxruntime.InferenceSession | None) -> Vectors:
        ids = np.array([self._tokenizer.encode(encodable(text)).ids], np.int64)
        (values,) = self._lower.run(None, {GRAPH_INPUT: ids})
        if upper:
            (values,) = upper.run(None, {GRAPH_STATES: values})
        return np.asarray(values[0], np.float32)


def _session(graph: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
