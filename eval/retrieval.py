"""Measures retrieval alone on a set with known answers (BEIR): the product's own ingestion and its own retriever
over a throw-away library, stage by stage."""

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.table import Table

from assistant.retrieval import Reranker, RetrievalSettings, Retriever, load_reranker
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Hit
from corpus.settings import LibrarySettings
from eval.beir import RetrievalSet, read_retrieval_set
from eval.metrics import bootstrap, percentiles, ranking_measures
from eval.normalise import one_space
from eval.stopwatch import Stopwatch
from eval.typing_errors import with_typing_errors
from ingest.pipeline import ingest

STAGES = ("terms", "vectors", "fused", "reranked")
Progress = Callable[[str, int, int], None]
Judgements = Mapping[str, Mapping[str, int]]
_PASSAGES = 50  # asked first: as deep as the product itself looks
_DOCUMENTS = 10  # that the deepest measure looks at


def evaluate_retrieval(
    set_dir: Path,
    *,
    settings: LibrarySettings,
    embedder: Embedder,
    ablations: bool = False,
    typos: bool = False,
    on_progress: Progress | None = None,
) -> dict[str, Any]:
    """Measure retrieval on the BEIR set in `set_dir`; a document ranks by its best passage.

    Returns API.md's object: per stage recall@1/5/10, MRR@10 and nDCG@10 between 0 and 1 with 95% bootstrap
    intervals over queries, and the milliseconds of a query up to and including that stage ("reranked" is the
    whole of what the product serves). With `ablations` also what lies between the stages, without times; with `typos`
    every query has one or two typing errors.
    Beside it: how many documents, passages, documents that ingestion rejected, and queries left out because
    nothing is relevant to them. `on_progress` hears a phase ("ingest", "queries"), how many are done, and how
    many there are. Raises RetrievalSetError.
    """
    chosen = read_retrieval_set(set_dir)
    if typos:
        chosen = replace(chosen, queries=with_typing_errors(chosen.queries))
    tell = on_progress or (lambda phase, done, total: None)
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-eval-") as folder:
        throw_away = settings.model_copy(
            update={"data": Path(folder) / "library", "catalogue_url": None, "chroma_url": None}
        )
        library = Library(throw_away, embedder.fingerprint)
        try:
            rejected = index_documents(chosen, Path(folder) / "corpus", library, embedder, tell)
            return _measure(chosen, library, embedder, rejected, ablations, tell)
        finally:
            library.close()


def store_result(result: dict[str, Any], folder: Path) -> Path:
    """Keep the result of a retrieval set as a dated file in `folder`; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"retrieval-{result['set']}-{datetime.now(tz=UTC):%Y%m%dT%H%M%S}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path


def show_retrieval(console: Console, result: dict[str, Any]) -> None:
    """The figures in the terminal, as percentages with their intervals."""
    title = f"{result['set']}: {result['queries']} vragen, {result['documents']} documenten"
    show_stages(console, title, result["stages"])
    if result.get("ablations"):
        show_stages(console, "Wat elke stap waard is", result["ablations"])
    left_out = {
        "rejected": "Niet in te lezen",
        "leftOut": "Vragen overgeslagen",
        "missing": "Zonder document",
    }
    if counted := [f"{words}: {result[name]}." for name, words in left_out.items() if result.get(name)]:
        console.print(" ".join(counted))


def show_stages(console: Console, title: str, stages: Sequence[dict[str, Any]]) -> None:
    """A table of stages: every measure as a percentage with its interval, and times where there are any."""
    measures = [name for name in stages[0] if name not in ("name", "queryMs")]
    timed = ["ms p50", "ms p95"] if "queryMs" in stages[0] else []
    table = Table("stap", *measures, *timed, title=title, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for stage in stages:
        figures = ({name: 100 * share for name, share in stage[measure].items()} for measure in measures)
        shown = [f"{figure['value']:.1f} ({figure['low']:.1f}–{figure['high']:.1f})" for figure in figures]
        table.add_row(stage["name"], *shown, *(f"{stage['queryMs'][name[3:]]:.1f}" for name in timed))
    console.print(table)


def measured(
    relevant: Judgements, rankings: Mapping[str, Mapping[str, Sequence[str]]]
) -> list[dict[str, Any]]:
    """The ranking measures of every stage in `rankings` (stage, query, documents best first), with intervals."""
    return [
        {
            "name": stage,
            **{
                measure: bootstrap(values).to_json()
                for measure, values in ranking_measures(relevant, found).items()
            },
        }
        for stage, found in rankings.items()
    ]


def index_documents(
    chosen: RetrievalSet,
    folder: Path,
    library: Library,
    embedder: Embedder,
    tell: Progress = lambda phase, done, total: None,
) -> int:
    """Ingest the documents as text files of that name, with their titles; returns how many were rejected."""
    folder.mkdir()
    entries: list[str] = []
    for number, (title, text) in enumerate(chosen.documents.values()):
        name = _file_name(number)
        (folder / name).write_text(text or title, "utf-8", newline="")
        if title.strip():
            # JSON's notation of a string is TOML's too, apart from DEL and halves of surrogate pairs.
            shown = json.dumps(one_space(title).replace("\x7f", ""), ensure_ascii=False)
            entries.append(f'[[document]]\nfile = "{name}"\ntitle = {shown}\n')
    (folder / "sources.toml").write_text("\n".join(entries), "utf-8")
    total = len(chosen.documents)
    report = ingest([folder], library, embedder, on_progress=lambda now: tell("ingest", now.done, total))
    return len(report.rejected)


def _file_name(number: int) -> str:
    return f"{number:07}.txt"


def _measure(
    chosen: RetrievalSet,
    library: Library,
    embedder: Embedder,
    rejected: int,
    ablations: bool,
    tell: Progress,
) -> dict[str, Any]:
    document_of = documents_by_passage(chosen, library)
    reranker = load_reranker(RetrievalSettings())
    retriever = Retriever(library, embedder, reranker)
    rankings: dict[str, dict[str, list[str]]] = {stage: {} for stage in STAGES}
    between: dict[str, dict[str, list[str]]] = {}
    times: dict[str, list[float]] = {stage: [] for stage in STAGES}
    timed = _Timed(library, embedder, reranker)
    timed.ask(next(iter(chosen.queries.values())))  # warm-up, not counted
    for done, (key, query) in enumerate(chosen.queries.items(), start=1):
        for stage, found in document_rankings(retriever.stages, query, document_of).items():
            rankings[stage][key] = found
        if ablations:
            for stage, found in document_rankings(retriever.ablations, query, document_of).items():
                between.setdefault(stage, {})[key] = found
        for stage, ms in timed.ask(query).items():
            times[stage].append(ms)
        tell("queries", done, len(chosen.queries))
    stages = measured(chosen.relevant, rankings)
    return {
        "set": chosen.name,
        "queries": len(chosen.queries),
        "leftOut": chosen.left_out,
        "documents": len(chosen.documents),
        "rejected": rejected,
        "passages": len(document_of),
        "embeddingModel": embedder.fingerprint,
        "stages": [{**stage, "queryMs": percentiles(times[stage["name"]])} for stage in stages],
        "ablations": measured(chosen.relevant, between),
    }


def documents_by_passage(chosen: RetrievalSet, library: Library) -> dict[str, str]:
    """The set's document id of every passage in the library."""
    keys = {_file_name(number): key for number, key in enumerate(chosen.documents)}
    return {
        found.passage.id: keys[card.file_name]
        for card in library.cards()
        for found in library.passages_of(card.id)
    }


def document_rankings(
    ask: Callable[[str, int], Mapping[str, Sequence[Hit]]], query: str, document_of: Mapping[str, str]
) -> dict[str, list[str]]:
    """Documents by their best passage in every stage; looks deeper while a full list yields too few documents."""
    k = _PASSAGES
    while True:
        stages = ask(query, k)
        rankings = {stage: _by_best_passage(hits, document_of) for stage, hits in stages.items()}
        if all(len(rankings[stage]) >= _DOCUMENTS or len(hits) < k for stage, hits in stages.items()):
            return rankings
        k *= 2


def _by_best_passage(hits: Sequence[Hit], document_of: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(document_of[hit.passage_id] for hit in hits))


class _Timed:
    """The product's retriever as it serves a query, with the milliseconds up to and including each stage."""

    def __init__(self, library: Library, embedder: Embedder, reranker: Reranker | None) -> None:
        self._library = Stopwatch(library, "search_terms", "search_vectors")
        self._embedder = Stopwatch(embedder, "query_vector")
        self._retriever = Retriever(cast(Library, self._library), cast(Embedder, self._embedder), reranker)

    def ask(self, query: str) -> dict[str, float]:
        self._library.reset()
        self._embedder.reset()
        started = time.perf_counter()
        self._retriever.retrieve(query, _DOCUMENTS)
        served = time.perf_counter() - started
        terms = self._library.seconds["search_terms"]
        vectors = self._library.seconds["search_vectors"] + self._embedder.seconds["query_vector"]
        # Fusing two lists of fifty takes no time that this clock could tell.
        seconds = {"terms": terms, "vectors": vectors, "fused": terms + vectors, "reranked": served}
        return {stage: 1000 * value for stage, value in seconds.items()}
