"""Chooses the embedding model that the settings name; the one door through which others get an `Embedder`."""

from pathlib import Path

from corpus.embedding.contract import Embedder, EmbeddingServerError, ModelNotPrepared
from corpus.embedding.fast import FastEmbedder
from corpus.embedding.folder import is_fast_folder, read_manifest
from corpus.embedding.local import LocalEmbedder
from corpus.embedding.prepare import prepared_folder
from corpus.embedding.server import ServerEmbedder
from corpus.settings import LibrarySettings

BUNDLED = "e5-small"
_SERVER = "openai:"


def load_embedder(settings: LibrarySettings) -> Embedder:
    """The embedder of `settings.embedding`. Raises an `EmbeddingError` that says what to do."""
    name = settings.embedding
    if name == BUNDLED:
        remedy = "Maak het klaar met: make setup (of: afsprakenwijzer prepare-model)."
        return _fast(prepared_folder(settings), settings, remedy)
    if name.startswith(_SERVER):
        if settings.embedding_url is None:
            raise EmbeddingServerError(
                f"Bij embedding = '{name}' hoort het adres van de server: zet embedding_url in "
                "afsprakenwijzer.toml (of AFSPRAKENWIJZER_EMBEDDING_URL), bijvoorbeeld http://localhost:8080/v1."
            )
        return ServerEmbedder(name.removeprefix(_SERVER), settings.embedding_url, settings.embedding_key)
    if is_fast_folder(Path(name)):
        return _fast(Path(name), settings, "Maak het opnieuw met: afsprakenwijzer export-model.")
    return LocalEmbedder(name, settings.embedding_threads)


def _fast(folder: Path, settings: LibrarySettings, remedy: str) -> FastEmbedder:
    manifest = read_manifest(folder)
    if manifest is None:
        raise ModelNotPrepared(f"Het zoekmodel in {folder} is er niet, of is niet heel. {remedy}")
    return FastEmbedder(folder, manifest, settings.embedding_threads)
