"""The fast path: an ONNX graph on the processor, without torch."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from corpus.embedding.contract import Embedder, Vectors, encodable
from corpus.embedding.folder import GRAPH, TOKENIZER, Manifest

# Tokens in one run of the graph, padding included: larger batches fall out of the processor's cache.
TOKENS_PER_RUN = 2048


class FastEmbedder(Embedder):
    """An embedder on a fast model folder, whose manifest has been read."""

    def __init__(self, folder: Path, manifest: Manifest, threads: int = 0) -> None:
        """Load the model; `threads` 0 takes all cores."""
        self.fingerprint = manifest.fingerprint
        self.dimension = manifest.dimension
        self.max_tokens = manifest.max_tokens
        self._manifest = manifest
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        self._session = onnxruntime.InferenceSession(
            folder / GRAPH, options, providers=["CPUExecutionProvider"]
        )
        self._counting = Tokenizer.from_file(str(folder / TOKENIZER))
        self._counting.no_truncation()
        self._counting.no_padding()
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest.max_tokens)

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        tokens = self._encode(self._manifest.passage_prefix, texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        done = 0
        for rows in _batches([len(text) for text in tokens]):
            vectors[rows] = self._run([tokens[row] for row in rows])
            done += len(rows)
            if on_progress:
                on_progress(done)
        return vectors

    def query_vector(self, text: str) -> Vectors:
        return np.asarray(self._run(self._encode(self._manifest.query_prefix, [text]))[0], np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        encoded = self._counting.encode_batch([encodable(text) for text in texts], add_special_tokens=False)
        return [len(text.ids) for text in encoded]

    def _encode(self, prefix: str, texts: Sequence[str]) -> list[list[int]]:
        encoded: list[Encoding] = self._tokenizer.encode_batch([prefix + encodable(text) for text in texts])
        return [text.ids for text in encoded]

    def _run(self, tokens: list[list[int]]) -> Vectors:
        longest = max(map(len, tokens))
        ids = np.full((len(tokens), longest), self._manifest.padding, np.int64)
        mask: npt.NDArray[np.int64] = np.zeros((len(tokens), longest), np.int64)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Rows grouped by length, the longest first, so that little is padded and a run stays within its budget."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    while order:
        count = max(1, TOKENS_PER_RUN // lengths[order[0]])
        yield order[:count]
        order = order[count:]
