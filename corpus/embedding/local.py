"""Any other sentence-transformers model, from a folder or from the local model cache, through torch.

Slower to start and to run than the fast path; `export` turns such a model into a fast one.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embedding.contract import Embedder, ModelNotFound, Vectors, encodable, unit
from corpus.embedding.prefixes import prefixes

_WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "*.onnx")
_BATCH, _BLOCK = 16, 256


class LocalEmbedder(Embedder):
    """A sentence-transformers model behind LangChain's HuggingFaceEmbeddings.

    `network` is the SentenceTransformer itself; the prefixes are those that its configuration asks for.
    """

    def __init__(self, name: str, threads: int = 0, attention: str | None = None) -> None:
        """Load the model `name`. Raises `ModelNotFound`.

        `threads` 0 leaves the number to torch; `attention` None leaves the implementation to transformers.
        """
        folder = find_model(name)
        import torch
        from langchain_huggingface import HuggingFaceEmbeddings

        if threads:
            torch.set_num_threads(threads)
        options: dict[str, Any] = {"device": "cpu", "local_files_only": True}
        if attention:
            options["model_kwargs"] = {"attn_implementation": attention}
        try:
            self._model = HuggingFaceEmbeddings(model_name=str(folder), model_kwargs=options)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelNotFound(f"{folder} is geen bruikbaar sentence-transformers-model: {error}") from error
        self.network = self._model._client  # the wrapper offers no other way to the model's own configuration
        prompts = {kind: words for kind, words in self.network.prompts.items() if words}
        self.query_prefix, self.passage_prefix = prefixes(prompts, name)
        common = {"normalize_embeddings": True, "batch_size": _BATCH}
        self._model.encode_kwargs = {**common, "prompt": self.passage_prefix}
        self._model.query_encode_kwargs = {**common, "prompt": self.query_prefix}
        self.max_tokens = int(self.network.max_seq_length or 512)
        self.dimension = len(self._model.embed_query("vraag"))
        self.fingerprint = f"sentence-transformers/{folder_hash(folder)[:16]}"

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BLOCK):
            block = [encodable(text) for text in texts[start : start + _BLOCK]]
            vectors[start : start + len(block)] = self._model.embed_documents(block)
            if on_progress:
                on_progress(start + len(block))
        return unit(vectors)

    def query_vector(self, text: str) -> Vectors:
        return unit(np.asarray(self._model.embed_query(encodable(text)), np.float32))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        plain = [encodable(text) for text in texts]
        encoded = self.network.tokenizer(plain, add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def find_model(name: str) -> Path:
    """The folder of a model: `name` itself, or where the local model cache has it; never from the network.

    Raises `ModelNotFound`, which says how to get it.
    """
    if Path(name).is_dir():
        folder = Path(name)
    else:
        # Read when the library is imported: no request about a model that nobody asked to download.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            folder = Path(snapshot_download(name, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
            raise ModelNotFound(
                f"Het zoekmodel '{name}' is geen map en staat niet op deze computer. Geef de map van een "
                f"sentence-transformers-model, of haal het eerst op met: hf download {name}"
            ) from error
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise ModelNotFound(
            f"In {folder} staat geen sentence-transformers-model: modules.json en config.json ontbreken."
        )
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    return folder


def folder_hash(folder: Path) -> str:
    """SHA-256 over the names and contents of a model's weights, configuration and tokenizer."""
    found = {path for pattern in (*_WEIGHTS, "*.json") for path in folder.rglob(pattern)}
    total = hashlib.sha256()
    for path in sorted(found, key=lambda path: path.relative_to(folder).as_posix()):
        with path.open("rb") as file:
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()
