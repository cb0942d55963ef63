"""Everything that a library holds, read from its files below the product's own checks, in a form to compare."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.terms import Terms, analyse
from corpus.vectors import Vectors

# What may differ between two libraries with the same content: when a thing was stored, and the names of folders.
_UNCOMPARED = {"ingested_at"}
_FACTS = {"schema_version", "embedding_model"}
_TABLES = {
    "editions": ("id",),
    "pages": ("edition_id", "number"),
    "passages": ("id",),
    "vectors": ("edition_id", "embedding_model"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a library by part: rows of the catalogue, vectors, terms, originals, and files on disk."""

    parts: Mapping[str, Mapping[str, Any]]

    def differences(self, other: "Contents") -> list[str]:
        """What the other has otherwise: one line a thing, empty when both hold the same."""
        lines: list[str] = []
        for part in sorted({*self.parts, *other.parts}):
            mine, its = self.parts.get(part, {}), other.parts.get(part, {})
            lines += [f"{part}: lacks {key}" for key in sorted(mine.keys() - its.keys())]
            lines += [f"{part}: has {key} too much" for key in sorted(its.keys() - mine.keys())]
            lines += [
                f"{part}: {key} differs" for key in sorted(mine.keys() & its.keys()) if mine[key] != its[key]
            ]
        return lines


def contents_of(data: Path) -> Contents:
    """The content of the library in `data`, which nobody has open."""
    files = _leftovers(data)
    with closing(sqlite3.connect(data / "catalogue.db")) as database:
        database.row_factory = sqlite3.Row
        facts = dict(database.execute("SELECT name, value FROM facts").fetchall())
        tables = {name: _rows(database, name, key) for name, key in _TABLES.items()}
    words = {token.term for row in tables["passages"].values() for token in analyse(_text(row))}
    terms_folder = data / facts.get("terms", "terms")
    files |= _unmanaged(terms_folder)
    with closing(Terms(terms_folder)) as terms:
        terms_part: dict[str, Any] = {"": sorted(terms.ids())}
        for word in sorted(words):
            hits = terms.search(word, max(terms.count(), 1))
            terms_part[word] = sorted(hit.passage_id for hit in hits)
    folder = data / facts.get("vectors", "vectors")
    vectors_part: dict[str, bytes] = {}
    with closing(Vectors(folder, None, facts["embedding_model"])) as vectors:
        for ids, rows in vectors.every():
            vectors_part |= {name: row.tobytes() for name, row in zip(ids, rows, strict=True)}
    originals = {path.name: sha256(path.read_bytes()).hexdigest() for path in (data / "originals").iterdir()}
    return Contents(
        {
            "facts": {name: value for name, value in facts.items() if name in _FACTS},
            **tables,
            "terms": terms_part,
            "vector index": vectors_part,
            "originals": originals,
            "files": files,
        }
    )


def _rows(database: sqlite3.Connection, table: str, key: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    found = map(dict, database.execute(f"SELECT * FROM {table}"))
    return {
        "/".join(str(row[name]) for name in key): {
            name: value for name, value in row.items() if name not in _UNCOMPARED
        }
        for row in found
    }


def _text(row: Mapping[str, Any]) -> str:
    return " ".join([row["text"], row["context"], *json.loads(row["headings"])])


def _leftovers(data: Path) -> dict[str, str]:
    """What lies in the data folder by name; folders of indexes go by what they are, whatever their number."""
    names = (path.name for path in data.iterdir() if path.name != "owner.lock")
    return {name.rpartition("-")[0] if name[-1:].isdigit() else name: "" for name in names}


def _unmanaged(folder: Path) -> dict[str, str]:
    """Segments on disk that the lexical index does not name (any more)."""
    named = {
        segment["segment_id"].replace("-", "")
        for segment in json.loads((folder / "meta.json").read_bytes())["segments"]
    }
    there = {
        path.name.partition(".")[0] for path in folder.iterdir() if len(path.stem.partition(".")[0]) == 32
    }
    return {f"segment of terms {name}": "" for name in there - named}
