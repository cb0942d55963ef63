"""The fast path against sentence-transformers, other models, and the export of a model to the fast path."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from corpus.embedding import Embedder, ExportRefused, ModelNotFound, ModelNotPrepared, load_embedder
from corpus.embedding.bundled import bundled_weights
from corpus.embedding.export import LOWEST_MEAN_COSINE, check_sentences, export_model
from corpus.embedding.folder import TOKENIZER
from corpus.embedding.local import LocalEmbedder
from corpus.embedding.prefixes import prefixes
from corpus.embedding.reference import to_sentence_transformers
from corpus.settings import LibrarySettings

# Libraries under torch announce their own future; that is not this product's business.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference") / "e5-small"
    to_sentence_transformers(folder)
    return folder


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of two layers and 20,000 pieces: real weights, but quick to export."""
    whole = bundled_weights()
    words = whole.matrix("emb.word")[:20_000].reshape(-1)
    small = replace(
        whole, layers=2, vocabulary=whole.vocabulary[:20_000], tensors={**whole.tensors, "emb.word": words}
    )
    folder = tmp_path_factory.mktemp("small") / "e5-tiny"
    to_sentence_transformers(folder, small)
    return folder


@pytest.fixture(scope="module")
def reference(reference_folder: Path) -> LocalEmbedder:
    loaded = load_embedder(LibrarySettings(embedding=str(reference_folder)))
    assert isinstance(loaded, LocalEmbedder)
    return loaded


def test_the_fast_path_agrees_with_sentence_transformers(
    embedder: Embedder, reference: LocalEmbedder
) -> None:
    sentences = [*check_sentences(), "", " ".join(check_sentences()[:30])]
    passages = np.sum(embedder.embed_passages(sentences) * reference.embed_passages(sentences), axis=1)
    assert passages.mean() >= 0.995
    assert passages.min() >= 0.99
    queries = [embedder.query_vector(text) @ reference.query_vector(text) for text in sentences[:8]]
    assert np.mean(queries) >= 0.995
    assert embedder.count_tokens(sentences) == reference.count_tokens(sentences)
    assert (embedder.dimension, embedder.max_tokens) == (reference.dimension, reference.max_tokens)


def test_a_model_in_a_folder_gives_unit_vectors_and_tells_progress(reference: LocalEmbedder) -> None:
    told: list[int] = []
    vectors = reference.embed_passages(["", "a\0b", "half \ud83d paar", "de huur\nstijgt"], told.append)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert told[-1] == 4
    assert reference.embed_passages([]).shape == (0, reference.dimension)


def test_the_fingerprint_of_a_folder_changes_with_its_content(
    reference: LocalEmbedder, tmp_path: Path
) -> None:
    from corpus.embedding.local import folder_hash

    (tmp_path / "model.safetensors").write_bytes(b"one")
    (tmp_path / "config.json").write_text("{}")
    first = folder_hash(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert folder_hash(tmp_path) != first
    assert reference.fingerprint.startswith("sentence-transformers/")


def test_an_exported_model_is_a_fast_model_that_reports_how_close_it_is(
    small_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fast"
    lines: list[str] = []
    report = export_model(str(small_folder), out, lines.append)
    assert lines
    assert LOWEST_MEAN_COSINE <= report.mean_cosine <= 1.0001
    assert report.min_cosine <= report.mean_cosine
    exported = load_embedder(LibrarySettings(embedding=str(out)))
    assert exported.fingerprint == report.fingerprint
    original = LocalEmbedder(str(small_folder))
    assert (exported.dimension, exported.max_tokens) == (original.dimension, original.max_tokens)
    sentences = ["Een zin die bij de controle niet voorkomt.", "nog een vraag over de huur " * 100]
    assert exported.count_tokens(sentences) == original.count_tokens(sentences)
    likeness = np.sum(exported.embed_passages(sentences) * original.embed_passages(sentences), axis=1)
    assert likeness.min() >= 0.98
    assert [path.name for path in tmp_path.iterdir()] == ["fast"]
    with pytest.raises(ExportRefused, match="bestaat al"):
        export_model(str(small_folder), out)
    (out / TOKENIZER).unlink()
    with pytest.raises(ModelNotPrepared, match="export-model"):
        load_embedder(LibrarySettings(embedding=str(out)))


def test_an_export_that_strays_from_the_original_is_refused(small_folder: Path, tmp_path: Path) -> None:
    # One channel that drowns the others is what 8 bits cannot hold; in 32 bits it does no harm.
    source = tmp_path / "outlier"
    shutil.copytree(small_folder, source)
    state = load_file(source / "model.safetensors")
    for layer in range(2):
        state[f"encoder.layer.{layer}.intermediate.dense.bias"][0] = 5000
        state[f"encoder.layer.{layer}.output.dense.weight"][:, 0] /= 5000
    save_file(state, source / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ExportRefused, match="wijkt te veel af"):
        export_model(str(source), tmp_path / "fast")
    assert [path.name for path in tmp_path.iterdir()] == ["outlier"]


def test_a_name_that_is_nowhere_on_this_computer_is_refused_with_what_to_do(tmp_path: Path) -> None:
    for name in ("intfloat/no-such-model", "not a name", "/no/such/folder"):
        with pytest.raises(ModelNotFound, match="geen map"):
            load_embedder(LibrarySettings(embedding=name))
    with pytest.raises(ModelNotFound, match=r"modules\.json"):
        load_embedder(LibrarySettings(embedding=str(tmp_path)))
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ModelNotFound, match="geen bruikbaar"):
        load_embedder(LibrarySettings(embedding=str(tmp_path)))


@pytest.mark.parametrize(
    ("prompts", "name", "expected"),
    [
        ({"query": "q: ", "passage": "p: "}, "model", ("q: ", "p: ")),
        ({"query": "q: ", "document": "d: "}, "model", ("q: ", "d: ")),
        ({"query": "", "document": ""}, "intfloat/multilingual-e5-base", ("query: ", "passage: ")),
        ({"query": "vraag: "}, "my-e5", ("vraag: ", "")),
        ({}, "model", ("", "")),
    ],
)
def test_prefixes_come_from_the_model_or_from_its_family(
    prompts: dict[str, str], name: str, expected: tuple[str, str]
) -> None:
    assert prefixes(prompts, name) == expected
