"""The vector index: nearest passages by cosine, in Chroma (embedded, or a server by address).

Derived from the catalogue. Chroma keeps deleted text on disk, so it is given none: only ids, vectors and the
edition a vector belongs to.

What Chroma was told survives a kill in its own log; its graph of neighbours does not when the kill comes while that
is written to disk (every 1,000 changes, in place). `stamp` lets the library see that it may have been.
"""

import os
import warnings
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

# Chroma reads this when it is imported; nothing leaves the machine.
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.config import Settings
from pydantic import HttpUrl

from corpus.model import Hit

Vectors32 = npt.NDArray[np.float32]

# Changes that Chroma is given at a time. It answers no question while it takes them in: so many take some 50 ms.
_CHANGES = 64
_READ = 1_000
# Neighbours kept in sight while the graph is searched. Of 100,000 passages 400 finds 0.998 of the nearest 10 and of
# the nearest 50 in 2.3 ms; Chroma's own 100 finds 0.984 and 0.966 in 1.2 ms (docs/decisions/exact-filters.md).
_IN_SIGHT = 400
# Neighbours of each passage in the graph, and kept in sight while it is added. Of 300,000 passages with thirty near
# copies each, Chroma's own 16 and 100 leave one of four out of reach; these find 0.97 of the nearest 10.
_NEIGHBOURS, _IN_SIGHT_ADDING = 32, 200


def _open_client(folder: Path, server: HttpUrl | None) -> Client:
    settings = Settings(anonymized_telemetry=False)
    if server is None:
        client = chromadb.PersistentClient(str(folder), settings=settings)
    else:
        client = chromadb.HttpClient(
            host=server.host or "localhost",
            port=server.port or 8000,
            ssl=server.scheme == "https",
            settings=settings,
        )
    return cast(Client, client)


class Vectors:
    """The vectors of one embedding model, in a collection of its own: two models can stand side by side."""

    def __init__(self, folder: Path, server: HttpUrl | None, embedding_model: str) -> None:
        """Chroma in `folder`, or the server at `server` (http or https, port 8000 unless it says so).

        There the name of `folder` only keeps the vectors of one library that is made anew apart from its old ones.
        """
        self._folder = None if server else folder
        self._client = _open_client(folder, server)
        name = (
            "passages-"
            + sha256(embedding_model.encode()).hexdigest()[:16]
            + folder.name.removeprefix("vectors")
        )
        self._collection = self._client.get_or_create_collection(
            name,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_search": _IN_SIGHT,
                    "max_neighbors": _NEIGHBOURS,
                    "ef_construction": _IN_SIGHT_ADDING,
                }
            },
            metadata={"embedding_model": embedding_model},
            embedding_function=None,
        )
        made_with = self._collection.configuration_json.get("hnsw") or {}
        if made_with.get("ef_search", _IN_SIGHT) != _IN_SIGHT:
            # Made by an earlier version. It counts from the first search on, so it must come before that.
            with warnings.catch_warnings():
                # Of an embedding function that is not there.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._collection.modify(configuration={"hnsw": {"ef_search": _IN_SIGHT}})

    def add(self, *editions: tuple[str, Sequence[str], Vectors32]) -> None:
        """Store one unit vector a passage of editions (id, passage ids, vectors), replacing what has the same id."""
        ids = [name for _, names, _ in editions for name in names]
        owners: list[chromadb.Metadata] = [
            {"edition": edition} for edition, names, _ in editions for _ in names
        ]
        if not ids:
            return
        vectors = np.concatenate([rows for _, _, rows in editions])
        for start in range(0, len(ids), _CHANGES):
            part = slice(start, start + _CHANGES)
            self._collection.upsert(ids=ids[part], embeddings=vectors[part], metadatas=owners[part])

    def delete(self, edition_ids: Sequence[str]) -> None:
        """Forget editions."""
        for edition_id in edition_ids:
            self.discard(self._collection.get(where={"edition": edition_id}, include=[])["ids"])

    def discard(self, passage_ids: Sequence[str]) -> None:
        """Forget passages by their ids."""
        for start in range(0, len(passage_ids), _CHANGES):
            self._collection.delete(ids=list(passage_ids[start : start + _CHANGES]))

    def search(self, vector: Vectors32, k: int) -> list[Hit]:
        """The `k` passages nearest to a unit vector, scored by cosine: of a thousand it may miss a few."""
        if k < 1:
            return []
        found = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
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

    def ids(self) -> list[str]:
        """The ids of all passages that are stored."""
        return self._collection.get(include=[])["ids"]

    def every(self) -> Iterator[tuple[list[str], Vectors32]]:
        """Everything that is stored, some at a time: ids and their vectors `(n, d)`."""
        ids = self.ids()
        for start in range(0, len(ids), _READ):
            part = ids[start : start + _READ]
            yield part, self.get(part)

    def stamp(self) -> str:
        """What the files of the neighbour graph look like now; another stamp says that they were written to since."""
        if self._folder is None:
            return ""
        about = {
            path.relative_to(self._folder).as_posix(): path.stat()
            for path in self._folder.glob("*/*")
            if path.is_file()
        }
        return " ".join(f"{name}:{seen.st_size}:{seen.st_mtime_ns}" for name, seen in sorted(about.items()))

    def drop(self) -> None:
        """Remove the whole collection."""
        self._client.delete_collection(self._collection.name)

    def close(self) -> None:
        """Release the files; closing twice does no harm."""
        self._client.close()
