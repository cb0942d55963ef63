"""Plain SQL over commitments, to compare with: a table a field, an index a column, one GROUP BY a facet."""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.library import Library

_FIELDS = {
    "themas": "themes",
    "rollen": "roles",
    "actoren": "actors",
    "hardheid": "modalities",
    "stand": "standings",
    "eenheden": "units",
    "jaren": "years",
    "metGetal": "numbered",
    "gemeenten": "municipalities",
    "corporaties": "corporations",
    "soorten": "kinds",
}
_PER = {
    "gemeente": "gemeenten",
    "thema": "themas",
    "jaar": "jaren",
    "hardheid": "hardheid",
    "corporatie": "corporaties",
    "stand": "stand",
}
_PAGE = 20


class Baseline:
    """The commitments of a library in SQLite tables (commitment, value), one a field, with their text in FTS5."""

    def __init__(self, path: Path, library: Library) -> None:
        columns = library.commitment_columns()
        self._database = sqlite3.connect(path)
        run = self._database.execute
        run("CREATE TABLE commitments (id INTEGER PRIMARY KEY, edition INTEGER, record TEXT)")
        run("CREATE VIRTUAL TABLE words USING fts5(text)")
        for start in range(0, columns.size, 1_000):
            ids = columns.ids[start : start + 1_000]
            stored = [one.commitment for one in library.commitments(ids)]
            places = range(start, start + len(stored))
            editions = columns.edition[start : start + len(stored)].tolist()
            quotes = [one.quote for one in stored]
            self._many("INSERT INTO commitments VALUES (?, ?, ?)", zip(places, editions, quotes, strict=True))
            self._many("INSERT INTO words (rowid, text) VALUES (?, ?)", zip(places, quotes, strict=True))
        for name, table in _FIELDS.items():
            run(f"CREATE TABLE {table} (commitment INTEGER, value TEXT)")
            if name in columns.tags:
                tags = columns.tags[name]
                pairs = [
                    (row, tags.values[code])
                    for row, code in zip(tags.rows.tolist(), tags.codes.tolist(), strict=True)
                ]
            else:
                tags = columns.edition_tags[name]
                of: dict[int, list[str]] = {}
                for edition, code in zip(tags.rows.tolist(), tags.codes.tolist(), strict=True):
                    of.setdefault(edition, []).append(tags.values[code])
                pairs = [
                    (row, v)
                    for row, edition in enumerate(columns.edition.tolist())
                    for v in of.get(edition, ())
                ]
            self._many(f"INSERT INTO {table} VALUES (?, ?)", pairs)  # noqa: S608 - the names stand above
            run(f"CREATE INDEX {table}_both ON {table} (value, commitment)")
            run(f"CREATE INDEX {table}_other ON {table} (commitment, value)")
        run("ANALYZE")
        self._database.commit()

    def search(self, text: str, filters: dict[str, Any]) -> list[Any]:
        """A page of commitments, the total, and every facet with its own filter left out."""
        where, values = self._where(text, filters)
        run = self._database.execute
        found = run(f"SELECT id, record FROM commitments WHERE {where} LIMIT {_PAGE}", values).fetchall()  # noqa: S608
        found += run(f"SELECT count(*) FROM commitments WHERE {where}", values).fetchall()  # noqa: S608
        for name, table in _FIELDS.items():
            others = {field: chosen for field, chosen in filters.items() if field != name}
            where, values = self._where(text, others, agreed=name != "stand")
            found += run(
                f"SELECT value, count(*) FROM {table} JOIN commitments ON id = commitment "  # noqa: S608
                f"WHERE {where} GROUP BY value",
                values,
            ).fetchall()
        return found

    def count(self, text: str, filters: dict[str, Any], per: str) -> list[Any]:
        """Commitments, documents and municipalities by one field."""
        where, values = self._where(text, filters)
        table = _FIELDS[_PER[per]]
        return self._database.execute(
            f"SELECT t.value, count(DISTINCT id), count(DISTINCT edition), count(DISTINCT m.value) FROM {table} t "  # noqa: S608
            f"JOIN commitments ON id = t.commitment JOIN municipalities m ON m.commitment = id "
            f"WHERE {where} GROUP BY t.value",
            values,
        ).fetchall()

    def compare(self, text: str, municipalities: Sequence[str]) -> list[Any]:
        """The commitments of municipalities, and how many there are of each theme."""
        where, values = self._where(text, {"gemeenten": list(municipalities)})
        found = self._database.execute(f"SELECT id, record FROM commitments WHERE {where}", values).fetchall()  # noqa: S608
        found += self._database.execute(
            f"SELECT m.value, t.value, count(*) FROM themes t JOIN commitments ON id = t.commitment "  # noqa: S608
            f"JOIN municipalities m ON m.commitment = id WHERE {where} GROUP BY m.value, t.value",
            values,
        ).fetchall()
        return found

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    def _many(self, statement: str, rows: Any) -> None:
        self._database.executemany(statement, rows)

    def _where(self, text: str, filters: dict[str, Any], *, agreed: bool = True) -> tuple[str, Sequence[str]]:
        parts, values = ["1"], list[str]()
        chosen = {**filters, **({"stand": ["afgesproken"]} if agreed else {})}
        for name, wanted in chosen.items():
            some = wanted if isinstance(wanted, list) else ["ja" if wanted else "nee"]
            marks = ", ".join("?" * len(some))
            parts.append(f"id IN (SELECT commitment FROM {_FIELDS[name]} WHERE value IN ({marks}))")  # noqa: S608
            values += map(str, some)
        if words := re.findall(r"\w+", text):
            parts.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(" ".join(f'"{word}"' for word in words))
        return " AND ".join(parts), values
