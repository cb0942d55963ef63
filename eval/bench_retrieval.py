"""`python -m eval.bench_retrieval`: how a whole retrieval grows with the library, and whether filters lose anything.

For each size: the seconds to open the library, its memory, and the milliseconds of a retrieval (embedding the
question, both indexes, the second look) by one user, without a filter, in one municipality of 340, and in years that
40% of the documents cover; in turns, so that a busy machine slows all three down. `eval.bench_library` makes the
libraries.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from assistant.retrieval import Retriever
from corpus.catalogue import Catalogue
from corpus.embedding import Embedder, load_embedder, prepare
from corpus.library import Library, catalogue_url
from corpus.model import EVERYTHING, EditionCard, EditionState, Filters, Hit
from corpus.settings import LibrarySettings
from eval.bench_library import FIRST_YEAR, MUNICIPALITIES, library_of, material, shared_texts
from eval.metrics import percentiles
from eval.stopwatch import Stopwatch

_TOP = 10
_DEPTH = 50  # as deep as the product asks
_QUESTIONS = 240
_WARM_UP = 20
_COMPARED = 60  # questions whose results are compared with every vector
# A document covers two of sixteen years: these five touch 40% of them.
_YEARS = tuple(range(FIRST_YEAR + 5, FIRST_YEAR + 10))
_STEPS = ("search_terms", "search_vectors", "found", "cards")
_CASES = {"unfiltered": "zonder filter", "municipality": "één gemeente", "years": "jaren (40%)"}


def questions(most: int) -> list[str]:
    """Questions to ask: those to tune on, then those of citizens in the shared data."""
    folder = Path(__file__).parent
    read: list[str] = []
    for path in sorted(folder.glob("questions/tuning/*.jsonl")):
        lines = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
        read += [line["question"] for line in lines if not line["history"]]
    for path in sorted(folder.glob("retrieval_sets/*/tuning/queries.jsonl")):
        read += [json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line]
    return [*read, *shared_texts("rijksoverheid-faq/queries.jsonl")][:most]


def measure(data: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Every figure of one library; to be run in a process of its own, which holds nothing else."""
    settings = LibrarySettings(data=data, catalogue_url=None, chroma_url=None)
    embedder = load_embedder(settings)
    embedder.query_vector(asked[0])
    before = _resident_mb()
    begun = time.perf_counter()
    library = Library(settings, embedder.fingerprint)
    opening = time.perf_counter() - begun
    with closing(library):
        opened = _resident_mb()
        first = {
            name: _first(library, embedder, asked[0], _filters(0)[name]) for name in ("unfiltered", "years")
        }
        times, steps = _times(library, embedder, asked)
        used = _resident_mb()
        figures = {name: percentiles(taken) for name, taken in times.items()}
        return {
            "passages": library.coverage().passages,
            "documents": library.coverage().documents,
            "questions": len(asked),
            "openingSeconds": opening,
            "openedMb": opened - before,
            "usedMb": used - before,
            "firstMs": first,
            "retrievalMs": figures,
            "ratios": {
                name: {p: figures[name][p] / figures["unfiltered"][p] for p in ("p50", "p95")}
                for name in _CASES
                if name != "unfiltered"
            },
            "stepsMs": steps,
            "recall": _recall(settings, library, embedder, asked[:_COMPARED]),
        }


def _first(library: Library, embedder: Embedder, question: str, filters: Filters) -> float:
    """The milliseconds of the first search of its kind: it reads the graph, or the vectors of the editions."""
    vector = embedder.query_vector(question)
    begun = time.perf_counter()
    library.search_vectors(vector, _DEPTH, filters)
    return 1000 * (time.perf_counter() - begun)


def _times(
    library: Library, embedder: Embedder, asked: Sequence[str]
) -> tuple[dict[str, list[float]], dict[str, dict[str, float]]]:
    """The milliseconds of every retrieval, and the medians of its steps, by case."""
    watched, model = Stopwatch(library, *_STEPS), Stopwatch(embedder, "query_vector")
    retriever = Retriever(cast(Library, watched), cast(Embedder, model))
    times: dict[str, list[float]] = {name: [] for name in _CASES}
    steps: dict[str, list[list[float]]] = {name: [] for name in _CASES}
    for number, (question, filters) in enumerate([*_turns(asked[:_WARM_UP]), *_turns(asked)]):
        watched.reset()
        model.reset()
        begun = time.perf_counter()
        retriever.retrieve(question, _TOP, filters)
        taken = time.perf_counter() - begun
        if number >= len(_CASES) * min(_WARM_UP, len(asked)):
            case = list(_CASES)[number % len(_CASES)]
            times[case].append(1000 * taken)
            steps[case].append([1000 * part for part in (*model.seconds.values(), *watched.seconds.values())])
    names = ("query_vector", *_STEPS)
    return times, {
        case: dict(zip(names, np.median(taken, axis=0).tolist(), strict=True))
        for case, taken in steps.items()
    }


def _turns(asked: Sequence[str]) -> Iterator[tuple[str, Filters]]:
    """Every question without a filter, in a municipality and in a range of years; each time another one."""
    for number, question in enumerate(asked):
        yield from ((question, filters) for filters in _filters(number).values())


def _filters(number: int) -> dict[str, Filters]:
    municipality = MUNICIPALITIES[7 * number % len(MUNICIPALITIES)]
    return {
        "unfiltered": EVERYTHING,
        "municipality": Filters(municipalities=(municipality,)),
        "years": Filters(years=_YEARS),
    }


def _recall(
    settings: LibrarySettings, library: Library, embedder: Embedder, asked: Sequence[str]
) -> dict[str, dict[str, float]]:
    """The share that is found of what a comparison with every vector finds, among the first 10 and 50."""
    with closing(Catalogue(catalogue_url(settings))) as catalogue:
        cards = catalogue.cards(state=EditionState.VISIBLE)
        held = dict(catalogue.vectors_of([card.id for card in cards], embedder.fingerprint))
    everything = np.concatenate([held.pop(card.id) for card in cards])
    names = [f"{card.id}.{row}" for card in cards for row in range(card.passage_count)]
    place = {name: row for row, name in enumerate(names)}
    shares: dict[str, dict[str, list[float]]] = {case: {"at10": [], "at50": []} for case in _CASES}
    for number, question in enumerate(asked):
        vector = embedder.query_vector(question)
        scores = everything @ vector
        for case, filters in _filters(number).items():
            inside = np.repeat([_wanted(card, filters) for card in cards], [c.passage_count for c in cards])
            within = np.where(inside, scores, -np.inf)
            found = library.search_vectors(vector, _DEPTH, filters)
            for k in (10, 50):
                shares[case][f"at{k}"].append(_share(found[:k], within, place, min(k, int(inside.sum()))))
    return {case: {k: float(np.mean(v)) for k, v in share.items()} for case, share in shares.items()}


def _wanted(card: EditionCard, filters: Filters) -> bool:
    """Whether a card passes, worked out apart from the library."""
    about = card.description
    municipality = not filters.municipalities or about.municipalities[0] in filters.municipalities
    return municipality and (not filters.years or bool(set(about.period.years()) & set(filters.years)))


def _share(found: Sequence[Hit], scores: npt.NDArray[np.float32], place: dict[str, int], k: int) -> float:
    """How many of `k` hits are as near as the `k` nearest; equal cosines may change places."""
    if not k:
        return 1.0 if not found else 0.0
    least = np.partition(scores, -k)[-k] - 1e-6
    return sum(bool(scores[place[hit.passage_id]] >= least) for hit in found[:k]) / k


def _resident_mb() -> float:
    """The memory of this process in use, in MB (Linux; elsewhere 0)."""
    about = Path("/proc/self/statm")
    return int(about.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if about.is_file() else 0.0


def bench(
    sizes: Sequence[int], cache: Path, *, real: int, most: int, tell: Callable[[str, int, int], None]
) -> list[dict[str, Any]]:
    """The figures of a library of every size, smallest first. `real` bounds the passages that are really embedded."""
    settings = LibrarySettings()
    prepare(settings)
    made_of = material(load_embedder(settings), real, cache, tell)
    asked = questions(most)
    results: list[dict[str, Any]] = []
    for size in sorted(sizes):
        data = library_of(size, made_of, cache, tell)
        tell("meten", size, size)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            results.append(apart.submit(measure, data, asked).result())
    return results


def show(results: Sequence[dict[str, Any]], console: Console) -> None:
    """Three tables, a row a size: the times, what filters cost and find, and where the time goes."""
    table = Table("passages", title="Een hele zoekvraag, één gebruiker (ms, p50 / p95)", title_justify="left")
    other = Table("passages", title="Filters, openen en geheugen", title_justify="left")
    for title in (*_CASES.values(), "× gemeente", "× jaren"):
        table.add_column(title, justify="right")
    for title in ("recall@10", "@50", "gefilterd", "openen s", "1e vraag s", "MB open", "na vragen"):
        other.add_column(title, justify="right")
    for one in results:
        filtered = min(min(one["recall"][case].values()) for case in one["ratios"])
        table.add_row(
            str(one["passages"]),
            *(_pair(one["retrievalMs"][case], 1) for case in _CASES),
            *(_pair(one["ratios"][case], 2) for case in one["ratios"]),
        )
        other.add_row(
            str(one["passages"]),
            *(f"{share:.3f}" for share in (*one["recall"]["unfiltered"].values(), filtered)),
            *(f"{seconds:.2f}" for seconds in (one["openingSeconds"], one["firstMs"]["unfiltered"] / 1000)),
            *(f"{one[name]:.0f}" for name in ("openedMb", "usedMb")),
        )
    console.print(table)
    console.print(other)
    steps = Table("passages", "", title="Waarvan, mediaan in ms", title_justify="left")
    for name in ("query_vector", *_STEPS):
        steps.add_column(name, justify="right")
    for one in results:
        for case, taken in one["stepsMs"].items():
            steps.add_row(str(one["passages"]), _CASES[case], *(f"{ms:.1f}" for ms in taken.values()))
    console.print(steps)
    if len(results) > 1:
        less, more = results[-2], results[-1]
        grown = (more["usedMb"] - less["usedMb"]) * 100_000 / (more["passages"] - less["passages"])
        console.print(f"Geheugen per 100.000 passages: {grown:.0f} MB.")


def _pair(figures: dict[str, float], digits: int) -> str:
    return f"{figures['p50']:.{digits}f} / {figures['p95']:.{digits}f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when it ran."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_retrieval", description="Meet hoe zoeken groeit met de bibliotheek."
    )
    parser.add_argument(
        "--sizes", default="1000,10000,100000", help="aantallen passages, met komma's ertussen"
    )
    parser.add_argument(
        "--cache", type=Path, required=True, help="map waar vectoren en bibliotheken blijven staan"
    )
    parser.add_argument(
        "--real", type=int, default=10_000, help="passages die echt door het model gaan (10.000)"
    )
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help=f"aantal vragen ({_QUESTIONS})")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    chosen = parser.parse_args(arguments)
    console = Console(stderr=True)

    def tell(what: str, done: int, total: int) -> None:
        console.print(f"{what}: {done} van {total}", markup=False)

    sizes = [int(size) for size in chosen.sizes.split(",")]
    results = bench(sizes, chosen.cache, real=chosen.real, most=chosen.questions, tell=tell)
    if chosen.json:
        print(json.dumps(results, indent=2))
    else:
        show(results, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
