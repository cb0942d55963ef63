"""Turns any sentence-transformers bi-encoder into a fast model folder, and checks the result against the original."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.embedding.contract import ExportRefused, Progress
from corpus.embedding.fast import FastEmbedder
from corpus.embedding.folder import (
    GRAPH,
    GRAPH_INPUT,
    GRAPH_OUTPUT,
    MANIFEST,
    TOKENIZER,
    Manifest,
    publish,
    sizes,
)
from corpus.embedding.local import LocalEmbedder

if TYPE_CHECKING:
    import onnx

LOWEST_MEAN_COSINE = 0.99
_LONGEST = 512


@dataclass(frozen=True)
class ExportReport:
    """What was exported and how close it stays to the original (cosines over the check sentences)."""

    folder: Path
    fingerprint: str
    dimension: int
    mean_cosine: float
    min_cosine: float
    megabytes: float


def export_model(source: str, out: Path, on_progress: Progress | None = None) -> ExportReport:
    """Export the model `source` (a folder, or a name in the local model cache) to the new folder `out`.

    `on_progress` hears one Dutch line per step. Raises `ModelNotFound` when there is no such model, and
    `ExportRefused` when `out` exists, when the model has parts that cannot be exported, or when the mean cosine to
    the original is below 0.99; nothing is left behind then.
    """
    tell = on_progress or (lambda line: None)
    if out.exists():
        raise ExportRefused(f"{out} bestaat al. Kies een nieuwe map, of verwijder deze eerst.")
    tell("Model laden…")
    original = LocalEmbedder(source, attention="eager")  # the one form of attention that can be traced
    cosines: list[float] = []

    def fill(folder: Path) -> None:
        _write(original, folder, tell)
        tell("Controleren tegen het origineel…")
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        cosines.extend(_cosines(original, FastEmbedder(folder, manifest), check_sentences()))
        if np.mean(cosines) < LOWEST_MEAN_COSINE:
            raise ExportRefused(
                f"Het geëxporteerde model wijkt te veel af van {source}: gemiddelde cosinus "
                f"{np.mean(cosines):.3f}, nodig is {LOWEST_MEAN_COSINE}. Gebruik de map van het model zelf als "
                "embedding; dat is langzamer, maar klopt."
            )

    publish(out, fill)
    manifest = Manifest.model_validate_json((out / MANIFEST).read_bytes())
    return ExportReport(
        folder=out,
        fingerprint=manifest.fingerprint,
        dimension=manifest.dimension,
        mean_cosine=float(np.mean(cosines)),
        min_cosine=float(np.min(cosines)),
        megabytes=sum(manifest.sizes.values()) / 1e6,
    )


def check_sentences() -> list[str]:
    """Sixty sentences in the field's language, from one word to a long paragraph."""
    return files("corpus.embedding").joinpath("check_sentences.txt").read_text("utf-8").splitlines()


def _cosines(one: LocalEmbedder, other: FastEmbedder, sentences: Sequence[str]) -> list[float]:
    """Per sentence, as a passage and then as a question, how alike the two models' vectors are."""
    passages = np.sum(one.embed_passages(sentences) * other.embed_passages(sentences), axis=1)
    queries = [float(one.query_vector(text) @ other.query_vector(text)) for text in sentences]
    return [*map(float, passages), *queries]


def _write(original: LocalEmbedder, folder: Path, tell: Progress) -> None:
    import onnx

    from corpus.embedding.quantise import quantise

    backend = getattr(original.network.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ExportRefused(
            "Dit model heeft geen snelle tokenizer (tokenizer.json) en is niet te exporteren."
        )
    tokenizer = type(backend).from_str(backend.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / TOKENIZER))
    tell("Rekenmodel omzetten…")
    graph = _traced(original, folder)
    tell("Rekenmodel verkleinen naar 8 bits…")
    onnx.save(quantise(graph), folder / GRAPH)
    with (folder / GRAPH).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    manifest = Manifest(
        fingerprint=f"export/int8/{original.fingerprint.rpartition('/')[2]}-{digest[:12]}",
        dimension=original.dimension,
        max_tokens=min(original.max_tokens, _LONGEST),
        query_prefix=original.query_prefix,
        passage_prefix=original.passage_prefix,
        made=f"exported from {original.fingerprint}, int8 for onnxruntime",
        sizes=sizes(folder),
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), "utf-8")


def _traced(original: LocalEmbedder, folder: Path) -> "onnx.ModelProto":
    """The whole network, its pooling and further layers included, as a graph on the numbers of one text."""
    import onnx
    import torch

    network = original.network

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": torch.ones_like(input_ids)}
            for module in self.network:
                features = module(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    example = torch.tensor([network.tokenizer("een korte zin als voorbeeld")["input_ids"]])
    wide = folder / "wide.onnx"
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # the tracer warns about every shape that it fixes; the check decides
            torch.onnx.export(
                Whole().eval(),
                (example,),
                str(wide),
                input_names=[GRAPH_INPUT],
                output_names=[GRAPH_OUTPUT],
                dynamic_axes={GRAPH_INPUT: {0: "b", 1: "t"}, GRAPH_OUTPUT: {0: "b"}},
                opset_version=17,
                dynamo=False,  # the newer exporter needs a package more and gives the quantiser an untidier graph
            )
        return onnx.load(wide)
    except (RuntimeError, TypeError, ValueError, KeyError, torch.onnx.OnnxExporterError) as error:
        raise ExportRefused(f"Dit model heeft onderdelen die niet te exporteren zijn: {error}") from error
    finally:
        wide.unlink(missing_ok=True)
