"""Chooses the embedding model that the settings name; the one door through which others get an `Embedder`."""

from pathlib import Path

from corpus.embedding.contract import Embedder, ModelNotPrepared
from corpus.embedding.fast import FastEmbedder
from corpus.embedding.folder import is_fast_folder, read_manifest
from corpus.embedding.prepare import prepared_folder
from corpus.settings import LibrarySettings


def load_embedder(settings: LibrarySettings) -> Embedder:
    """The embedder of `settings.embedding`. Raises an `EmbeddingError` that says what to do."""
    name = settings.embedding
    if name == "e5-small":
        return _fast(
            prepared_folder(settings),
            settings,
            "Maak het klaar met: make setup (of: afsprakenwijzer prepare-model).",
        )
    if is_fast_folder(Path(name)):
        return _fast(Path(name), settings, "Maak het opnieuw met: afsprakenwijzer export-model.")
    raise NotImplementedError(name)


def _fast(folder: Path, settings: LibrarySettings, remedy: str) -> FastEmbedder:
    manifest = read_manifest(folder)
    if manifest is None:
        raise ModelNotPrepared(f"Het zoekmodel in {folder} is er niet, of is niet heel. {remedy}")
    return FastEmbedder(folder, manifest, settings.embedding_threads)
