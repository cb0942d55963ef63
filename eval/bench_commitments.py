"""`python -m eval.bench_commitments`: how long searching, counting and comparing take among many commitments.

Each figure is of a whole request of one user: what the service does between reading the body and writing the answer;
a comparison, of two to six municipalities, goes in and out as a request. Beside it stands plain SQL over the same
records in the same run: SQLite tables with an index on every column that is filtered or grouped on, FTS5 for words,
one GROUP BY a facet. `eval.bench_agreements` makes the library.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Response
from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.commitments_api import count_commitments, search_commitments
from assistant.service.commitments_in import CommitmentCountIn, CommitmentSearchIn
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.commitment import Modality
from corpus.embedding import load_embedder, prepare
from corpus.library import Library
from corpus.model import Theme
from corpus.settings import LibrarySettings
from corpus.vocabulary import glossary
from eval.bench_agreements import agreements_of
from eval.bench_library import FIRST_YEAR, LAST_YEAR, MUNICIPALITIES, material
from eval.bench_sql import Baseline
from eval.metrics import percentiles

_WARM_UP = 10
_PER = ("gemeente", "thema", "jaar", "hardheid", "corporatie", "stand")
_COMPARE = "/v1/afspraken/_vergelijk"
BARS = {
    "zoeken": 100.0,
    "zoeken met woorden": 100.0,
    "tellen": 200.0,
    "tellen met woorden": 200.0,
    "vergelijken": 300.0,
    "vergelijken met woorden": 300.0,
}


def requests(most: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pairs of a text and filters, the same every time: from no filter at all to four of them together."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    terms = sorted({group.term for group in glossary()})
    for number in range(most):
        every: list[dict[str, Any]] = [
            {"themas": [theme.value for theme in chance.sample(tuple(Theme), 2)]},
            {"gemeenten": chance.sample(MUNICIPALITIES, 3)},
            {"jaren": [chance.randint(FIRST_YEAR, LAST_YEAR)]},
            {"hardheid": [chance.choice(tuple(Modality)).value], "metGetal": True},
        ]
        chosen: dict[str, Any] = {}
        for part in chance.sample(every, number % 5):
            chosen |= part
        yield " ".join(chance.sample(terms, 2 if number % 4 == 0 else 1)), chosen


def measure(data: Path, most: int) -> dict[str, Any]:
    """Every figure of one library."""
    settings = LibrarySettings(data=data, catalogue_url=None, chroma_url=None)
    embedder = load_embedder(settings)
    with (
        closing(Library(settings, embedder.fingerprint)) as library,
        tempfile.TemporaryDirectory() as scratch,
    ):
        begun = time.perf_counter()
        columns = library.commitment_columns()
        loading = time.perf_counter() - begun
        product = assemble(library, embedder, LibrarySettings(data=Path(scratch)))
        baseline = Baseline(Path(scratch) / "baseline.db", library)
        times = _times(product, baseline, list(requests(most + _WARM_UP)))
        product.conversations.close()
        baseline.close()
        figures = {name: percentiles(taken) for name, taken in times.items()}
        return {
            "commitments": columns.size,
            "documents": len(columns.cards),
            "requests": most,
            "loadingSeconds": round(loading, 2),
            "ms": figures,
            "ratios": {
                name: {p: round(figures[name][p] / figures[f"{name}, SQL"][p], 2) for p in ("p50", "p95")}
                for name in BARS
                if name in figures
            },
        }


def _times(
    product: Product, baseline: Baseline, asked: Sequence[tuple[str, dict[str, Any]]]
) -> dict[str, list[float]]:
    """The milliseconds of every request, product and baseline in turns, so that a busy machine slows both down."""
    taken: dict[str, list[float]] = {}
    compare = _comparing(product)
    cards = product.library.commitment_columns().cards
    known = sorted({place for card in cards for place in card.description.municipalities})
    for number, (words, filters) in enumerate(asked):
        per, sides = _PER[number % len(_PER)], 2 + number % 5
        for suffix, text in (("", ""), (" met woorden", words)):
            body = {"zoekvraag": text, "filters": filters}
            works: dict[str, Callable[[], object]] = {
                f"zoeken{suffix}": partial(_search, product, body),
                f"tellen{suffix}": partial(_count, product, body, per),
                f"zoeken{suffix}, SQL": partial(baseline.search, text, filters),
                f"tellen{suffix}, SQL": partial(baseline.count, text, filters, per),
            }
            places = [known[(7 * number + step) % len(known)] for step in range(min(sides, len(known)))]
            works[f"vergelijken{suffix}"] = partial(compare, {"gemeenten": places, "zoekvraag": text})
            works[f"vergelijken{suffix}, SQL"] = partial(baseline.compare, text, places)
            for name, work in works.items():
                begun = time.perf_counter()
                work()
                if number >= _WARM_UP:
                    taken.setdefault(name, []).append(1000 * (time.perf_counter() - begun))
    return taken


def _search(product: Product, body: dict[str, Any]) -> str:
    return search_commitments(CommitmentSearchIn.model_validate(body), product, Response()).model_dump_json()


def _count(product: Product, body: dict[str, Any], per: str) -> str:
    asked = CommitmentCountIn.model_validate({**body, "per": per})
    return count_commitments(asked, product, Response()).model_dump_json()


def _comparing(product: Product) -> Callable[[dict[str, Any]], object]:
    """Asks the service for a comparison."""
    state = ServiceState(ServiceSettings())
    state.open(product)
    client = TestClient(create_app(state))

    def ask(body: dict[str, Any]) -> object:
        return client.post(_COMPARE, json=body).raise_for_status()

    return ask


def show(figures: dict[str, Any], console: Console) -> None:
    """A row a kind of request."""
    table = Table("", title=f"{figures['commitments']} afspraken in {figures['documents']} documenten (ms)")
    for title in ("p50", "p95", "grens", "SQL p50", "SQL p95", "× p50", "× p95"):
        table.add_column(title, justify="right")
    for name, bar in BARS.items():
        if name not in figures["ratios"]:
            continue
        ours, plain, ratio = figures["ms"][name], figures["ms"][f"{name}, SQL"], figures["ratios"][name]
        cells = (ours["p50"], ours["p95"], bar, plain["p50"], plain["p95"])
        table.add_row(name, *(f"{cell:.1f}" for cell in cells), *(f"{ratio[p]:.2f}" for p in ("p50", "p95")))
    console.print(table)
    console.print(f"Kolommen geladen in {figures['loadingSeconds']} s.")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when every figure stays under its bar."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_commitments", description="Meet zoeken en tellen van afspraken."
    )
    parser.add_argument("--commitments", type=int, default=100_000, help="aantal afspraken (100.000)")
    parser.add_argument("--cache", type=Path, required=True, help="map waar de bibliotheek blijft staan")
    parser.add_argument(
        "--real", type=int, default=2_000, help="passages die echt door het model gaan (2.000)"
    )
    parser.add_argument("--requests", type=int, default=200, help="aantal vragen van elke soort (200)")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    chosen = parser.parse_args(arguments)
    console = Console(stderr=True)

    def tell(what: str, done: int, total: int) -> None:
        console.print(f"{what}: {done} van {total}", markup=False)

    settings = LibrarySettings()
    prepare(settings)
    made_of = material(load_embedder(settings), chosen.real, chosen.cache, tell)
    figures = measure(agreements_of(chosen.commitments, made_of, chosen.cache, tell), chosen.requests)
    if chosen.json:
        print(json.dumps(figures, indent=2))
    else:
        show(figures, Console())
    return 0 if all(figures["ms"][name]["p95"] <= BARS[name] for name in figures["ratios"]) else 1


if __name__ == "__main__":
    sys.exit(main())
