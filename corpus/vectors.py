"""The vector index: nearest passages by cosine, in Chroma (embedded, or a server by address).

Derived from the catalogue. Chroma keeps deleted text on disk, so it is given none: only ids, vectors and the
edition a vector belongs to.
"""

import os
from collections.abc import Collection, Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

# Chroma reads this when it is imported; nothing leaves the machine.
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api import ClientAPI
from chromadb.config import Settings
from pydantic import HttpUrl

from corpus.model import Hit

Vectors32 = npt.NDArray[np.float32]


def open_client(folder: Path, server: HttpUrl | None) -> ClientAPI:
    """Chroma in `folder`, or the Chroma server at `server` (http or https, port 8000 unless it says so)."""
    settings = Settings(anonymized_telemetry=False)
    if server is None:
        return chromadb.PersistentClient(str(folder), settings=settings)
    return chromadb.HttpClient(
        host=server.host or "localhost",
        port=server.port or 8000,
        ssl=server.scheme == "https",
        settings=settings,
    )


class Vectors:
    """The vectors of one embedding model, in a collection of its own: two models can stand side by side."""

    def __init__(self, client: ClientAPI, embedding_model: str) -> None:
        self._client = client
        name = "passages-" + sha256(embedding_model.encode()).hexdigest()[:16]
        self._collection = client.get_or_create_collection(
            name,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"embedding_model": embedding_model},
            embedding_function=None,
        )

    def add(self, *editions: tuple[str, Sequence[str], Vectors32]) -> None:
        """Store one unit vector a passage of editions (id, passage ids, vectors), replacing what has the same id."""
        ids = [name for _, names, _ in editions for name in names]
        owners: list[chromadb.Metadata] = [
            {"edition": edition} for edition, names, _ in editions for _ in names
        ]
        if not ids:
            return
        vectors = np.concatenate([rows for _, _, rows in editions])
        size = self._client.get_max_batch_size()
        for start in range(0, len(ids), size):
            part = slice(start, start + size)
            self._collection.upsert(ids=ids[part], embeddings=vectors[part], metadatas=owners[part])

    def delete(self, edition_id: str) -> None:
        """Forget an edition."""
        self._collection.delete(where={"edition": edition_id})

    def search(self, vector: Vectors32, k: int, editions: Collection[str] | None = None) -> list[Hit]:
        """The `k` passages nearest to a unit vector, of `editions` only when given; scored by cosine."""
        if k < 1 or (editions is not None and not editions):
            return []
        where = None if editions is None else {"edition": {"$in": sorted(editions)}}
        found = self._collection.query(
            query_embeddings=vector[None, :],
            n_results=k,
            where=cast(chromadb.Where, where),
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return [Hit(name, 1.0 - distance) for name, distance in zip(found["ids"][0], distances, strict=True)]

    def get(self, passage_ids: Sequence[str]) -> Vectors32:
        """The vectors of passages, `(n, d)`, in the order given. Raises KeyError for an unknown id."""
        stored = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        by_id = dict(zip(stored["ids"], cast(Vectors32, stored["embeddings"]), strict=True))
        return np.asarray([by_id[name] for name in passage_ids], dtype=np.float32)

    def count(self) -> int:
        """The number of vectors stored."""
        return self._collection.count()

    def drop(self) -> None:
        """Remove the whole collection."""
        self._client.delete_collection(self._collection.name)
