"""One measured run of one pipeline in a process of its own; started by `eval.bench`, result as JSON to a file.

Both pipelines get the same texts, the same weights and the same number of threads.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from eval.metrics import percentiles

Milliseconds = list[float]
_WARM_UP = 5  # queries that are asked before the clock runs


def main() -> None:
    pipeline, job_file, out_file = sys.argv[1:]
    job = json.loads(Path(job_file).read_text("utf-8"))
    result = {"ours": ours, "files": files, "langchain": langchain}[pipeline](job, Path(out_file).parent)
    result["peakMb"] = _peak_megabytes()
    Path(out_file).write_text(json.dumps(result), "utf-8")


def ours(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The product: every step of ingestion over the texts as files, every step of retrieval."""
    texts = folder / "texts"
    texts.mkdir()
    for number, text in enumerate(job["texts"]):
        (texts / f"{number:05}.txt").write_text(text, "utf-8", newline="")
    return _product(job, folder, texts)


def files(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The product from files on, reading PDF and Word documents included."""
    return _product(job, folder, Path(job["folder"]))


def _product(job: dict[str, Any], folder: Path, source: Path) -> dict[str, Any]:
    started = time.perf_counter()
    from assistant.retrieval import Retriever
    from corpus.embedding import Embedder, load_embedder
    from corpus.library import Library
    from corpus.settings import LibrarySettings
    from eval.stopwatch import Stopwatch
    from ingest.pipeline import ingest

    settings = LibrarySettings().model_copy(
        update={
            "data": folder / "library",
            "catalogue_url": None,
            "chroma_url": None,
            "embedding": "e5-small",
            "embedding_threads": job["threads"],
        }
    )
    watch = Stopwatch(load_embedder(settings), "embed_passages")
    embedder = cast(Embedder, watch)
    library = Library(settings, embedder.fingerprint)
    embedder.embed_passages(["warm"])
    watch.reset()
    loaded = time.perf_counter()
    processor = time.process_time()
    report = ingest([source], library, embedder)
    ingested, processor = time.perf_counter(), time.process_time() - processor
    retriever = Retriever(library, embedder)
    latencies = _ask(job["queries"], lambda query: retriever.retrieve(query, job["top"]))
    characters = sum(
        len(page.text)
        for card in library.cards()
        for number in range(1, card.page_count + 1)
        if (page := library.page(card.id, number))
    )
    library.close()
    return {
        "loadSeconds": loaded - started,
        "ingestSeconds": ingested - loaded,
        "processorSeconds": processor,
        "modelSeconds": watch.seconds["embed_passages"],
        "documents": len(report.documents) - len(report.rejected),
        "passages": report.passages,
        "characters": characters,
        "queryMs": percentiles(latencies),
    }


def langchain(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The pipeline that everybody writes first: LangChain's splitter, sentence-transformers, Chroma, top k."""
    started = time.perf_counter()
    import torch
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    torch.set_num_threads(job["threads"])
    embeddings = HuggingFaceEmbeddings(
        model_name=job["model"],
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
        query_encode_kwargs={"prompt": "query: ", "normalize_embeddings": True},
    )
    store = Chroma(
        "plain",
        embeddings,
        persist_directory=str(folder / "chroma"),
        collection_metadata={"hnsw:space": "cosine"},
    )
    embeddings.embed_documents(["warm"])
    loaded = time.perf_counter()
    processor = time.process_time()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(text, metadata={"document": number}) for number, text in enumerate(job["texts"])]
    chunks = splitter.split_documents(documents)
    for first in range(0, len(chunks), 1000):
        store.add_documents(chunks[first : first + 1000])
    ingested, processor = time.perf_counter(), time.process_time() - processor
    retriever = store.as_retriever(search_kwargs={"k": job["top"]})
    latencies = _ask(job["queries"], retriever.invoke)
    return {
        "loadSeconds": loaded - started,
        "ingestSeconds": ingested - loaded,
        "processorSeconds": processor,
        "documents": len(documents),
        "passages": len(chunks),
        "characters": sum(map(len, job["texts"])),
        "queryMs": percentiles(latencies),
    }


def _peak_megabytes() -> int:
    """The most memory that this process had in use."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux: what getrusage says of a process that was just started includes the one that started it.
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
        return round(int(line.split()[1]) / 1e3)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def _ask(queries: Sequence[str], ask: Callable[[str], object]) -> Milliseconds:
    for query in queries[:_WARM_UP]:
        ask(query)
    latencies: Milliseconds = []
    for query in queries:
        started = time.perf_counter()
        ask(query)
        latencies.append(1000 * (time.perf_counter() - started))
    return latencies


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()
