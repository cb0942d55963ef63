"""Retrieval beside others, in one run: the product, a plain LangChain retriever, and txtai when it is installed.

`python -m eval.bench_peers SET…` with sets in the BEIR layout. Every system runs in a process of its own and gets the
same texts and the same embedding model; what differs is how it cuts, finds and orders. txtai is no dependency of the
project: install it (`pip install txtai`) to have it in the table.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.beir import RetrievalSet, read_retrieval_set
from eval.metrics import bootstrap, percentiles, ranking_measures

SYSTEMS = ("afsprakenwijzer", "langchain", "txtai", "txtai-hybrid")
Search = Callable[[str], list[str]]
_DEEP = 50  # passages asked for, so that ten documents are among them
_CHUNK, _OVERLAP = 1000, 200  # characters; what LangChain's own examples use


def main() -> None:
    """Measure every system on every set and show a table a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--worker", choices=SYSTEMS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help="file for the figures as JSON")
    given = parser.parse_args()
    if given.worker:
        sys.stdout.write(json.dumps(measure(given.worker, read_retrieval_set(given.sets[0]))) + "\n")
        return
    results = {str(folder): compare(folder) for folder in given.sets}
    for folder, rows in results.items():
        _show(folder, rows)
    if given.out:
        given.out.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


def compare(folder: Path, systems: tuple[str, ...] = SYSTEMS) -> list[dict[str, Any]]:
    """The figures of every system that is installed, each from a process of its own."""
    rows = []
    for system in systems:
        if system.startswith("txtai") and importlib.util.find_spec("txtai") is None:
            continue
        command = [sys.executable, "-m", "eval.bench_peers", str(folder), "--worker", system]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ)  # noqa: S603 (our own)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    return rows


def measure(system: str, chosen: RetrievalSet) -> dict[str, Any]:
    """Quality and milliseconds a query of one system on a set, in this process."""
    makers = {"afsprakenwijzer": _product, "langchain": _langchain, "txtai": _txtai, "txtai-hybrid": _hybrid}
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-peers-", ignore_cleanup_errors=True) as folder:
        started = time.perf_counter()
        search = makers[system](chosen, Path(folder))
        indexed = time.perf_counter() - started
        search(next(iter(chosen.queries.values())))  # warm-up, not counted
        rankings, milliseconds = {}, []
        for key, query in chosen.queries.items():
            started = time.perf_counter()
            found = search(query)
            milliseconds.append(1000 * (time.perf_counter() - started))
            rankings[key] = list(dict.fromkeys(found))
    measures = ranking_measures(chosen.relevant, rankings)
    return {
        "system": system,
        "indexSeconds": round(indexed, 1),
        **{name: bootstrap(values).to_json() for name, values in measures.items()},
        "queryMs": percentiles(milliseconds),
    }


def _product(chosen: RetrievalSet, folder: Path) -> Search:
    from assistant.retrieval import Retriever
    from corpus.embedding import load_embedder
    from corpus.library import Library
    from corpus.settings import LibrarySettings
    from eval.retrieval import documents_by_passage, index_documents

    settings = LibrarySettings().model_copy(
        update={"data": folder / "library", "catalogue_url": None, "chroma_url": None}
    )
    embedder = load_embedder(settings)
    library = Library(settings, embedder.fingerprint)
    index_documents(chosen, folder / "corpus", library, embedder)
    document_of, retriever = documents_by_passage(chosen, library), Retriever(library, embedder)
    return lambda query: [document_of[entry.found.passage.id] for entry in retriever.retrieve(query, _DEEP)]


def _langchain(chosen: RetrievalSet, folder: Path) -> Search:
    from langchain_chroma import Chroma

    from corpus.embedding import load_embedder
    from corpus.settings import LibrarySettings

    store = Chroma(
        "plain",
        load_embedder(LibrarySettings()),
        persist_directory=str(folder / "chroma"),
        collection_metadata={"hnsw:space": "cosine"},
    )
    owners, texts = _chunks(chosen)
    for start in range(0, len(texts), 1000):
        part = slice(start, start + 1000)
        store.add_texts(texts[part], metadatas=[{"document": owner} for owner in owners[part]])
    retriever = store.as_retriever(search_kwargs={"k": _DEEP})
    return lambda query: [str(found.metadata["document"]) for found in retriever.invoke(query)]


def _txtai(chosen: RetrievalSet, folder: Path, hybrid: bool = False) -> Search:
    from txtai import Embeddings  # type: ignore[import-not-found, unused-ignore]

    from corpus.embedding import load_embedder
    from corpus.settings import LibrarySettings

    embedder, asking = load_embedder(LibrarySettings()), False

    def vectors(texts: list[str]) -> Any:
        return [embedder.query_vector(text) for text in texts] if asking else embedder.embed_passages(texts)

    # Its exact search in numpy: no slower at this size, and no other index to install.
    index = Embeddings(method="external", transform=vectors, content=False, hybrid=hybrid, backend="numpy")
    owners, texts = _chunks(chosen)
    index.index([(number, text, None) for number, text in enumerate(texts)])
    asking = True
    return lambda query: [owners[int(number)] for number, _ in index.search(query, _DEEP)]


def _hybrid(chosen: RetrievalSet, folder: Path) -> Search:
    return _txtai(chosen, folder, hybrid=True)


def _chunks(chosen: RetrievalSet) -> tuple[list[str], list[str]]:
    """The documents in pieces, as LangChain's splitter cuts them: document ids and texts, side by side."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    pairs = [
        (key, piece)
        for key, (title, text) in chosen.documents.items()
        for piece in splitter.split_text(f"{title}\n{text}")
    ]
    return [key for key, _ in pairs], [piece for _, piece in pairs]


def _show(folder: str, rows: list[dict[str, Any]]) -> None:
    measures = ["recall@1", "recall@5", "recall@10", "MRR@10", "nDCG@10"]
    table = Table("system", *measures, "ms p50", "ms p95", "index s", title=folder, title_justify="left")
    for row in rows:
        figures = [f"{100 * row[name]['value']:.1f}" for name in measures]
        times = [f"{row['queryMs'][name]:.1f}" for name in ("p50", "p95")]
        table.add_row(row["system"], *figures, *times, f"{row['indexSeconds']:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
