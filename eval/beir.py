"""Reads a retrieval set in the BEIR layout: documents, queries, and which documents answer which query."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import Explained

_HEADER = ["query-id", "corpus-id", "score"]
_MOST_PROBLEMS = 20


class RetrievalSetError(Explained):
    """A retrieval set cannot be used; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """`documents` are (title, text) by id; `relevant` holds the grade (above 0) of each query's documents.

    Queries without a relevant document cannot be scored: they are not in `queries`, and `left_out` counts them.
    """

    name: str
    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]
    left_out: int


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """The set in `folder`: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

    Raises RetrievalSetError for a missing file, a bad line, an id that occurs twice, a document without text,
    a wrong header, or a judgement about an id that does not exist.
    """
    missing = [
        name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv") if not (folder / name).is_file()
    ]
    if missing:
        raise RetrievalSetError(
            f"{folder}: hier ontbreekt {', '.join(missing)}. Een zoekset in BEIR-indeling heeft drie bestanden."
        )
    documents = {key: (line["title"], line["text"]) for key, line in _lines(folder / "corpus.jsonl")}
    queries = {key: line["text"] for key, line in _lines(folder / "queries.jsonl")}
    relevant = _judgements(folder / "qrels.tsv", documents.keys(), queries.keys())
    if not relevant:
        raise RetrievalSetError(
            f"{folder / 'qrels.tsv'}: bij geen enkele vraag hoort een document (score boven 0)."
        )
    asked = {key: text for key, text in queries.items() if key in relevant}
    return RetrievalSet(folder.resolve().name, documents, asked, relevant, len(queries) - len(asked))


def _lines(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    seen: set[str] = set()
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                content: Any = json.loads(line)
            except json.JSONDecodeError as error:
                raise RetrievalSetError(f"{path}:{number}: geen geldige JSON: {error.msg}") from error
            if not isinstance(content, dict):
                raise RetrievalSetError(f"{path}:{number}: geen object met _id en text")
            key, text, title = content.get("_id"), content.get("text"), content.get("title") or ""
            if not isinstance(key, str) or not key:
                raise RetrievalSetError(f"{path}:{number}: geen _id (tekst die niet leeg is)")
            if not isinstance(text, str) or not isinstance(title, str) or not (text + title).strip():
                raise RetrievalSetError(f"{path}:{number}: geen text (tekst die niet leeg is)")
            if key in seen:
                raise RetrievalSetError(f"{path}:{number}: _id '{key}' komt twee keer voor")
            seen.add(key)
            yield key, {"title": title, "text": text}


def _judgements(path: Path, documents: Any, queries: Any) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    problems: list[str] = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows, [])
        if [cell.strip() for cell in header] != _HEADER:
            raise RetrievalSetError(
                f"{path}:1: de kopregel is {header}; dat moet {_HEADER} zijn, met tabs ertussen"
            )
        for number, row in enumerate(rows, start=2):
            if not row:
                continue
            try:
                query, document, grade = row[0], row[1], int(row[2])
            except (IndexError, ValueError):
                problems.append(
                    f"{path}:{number}: geen query-id, corpus-id en geheel getal met tabs ertussen"
                )
                continue
            if query not in queries:
                problems.append(f"{path}:{number}: vraag '{query}' staat niet in queries.jsonl")
            elif document not in documents:
                problems.append(f"{path}:{number}: document '{document}' staat niet in corpus.jsonl")
            elif grade > 0:
                relevant.setdefault(query, {})[document] = grade
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        shown = problems[:_MOST_PROBLEMS] + ([f"… en nog {more}"] if more > 0 else [])
        raise RetrievalSetError("\n".join(shown))
    return relevant
