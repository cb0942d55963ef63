"""The benchmark of commitments, small: all is measured, and plain SQL over the same records counts the same."""

import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.assembly import assemble
from assistant.service.state import Product
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from eval import bench_library
from eval.bench_agreements import agreements_of
from eval.bench_commitments import BARS, _count, _search, measure, requests, show
from eval.bench_library import material
from eval.bench_sql import Baseline

SIZE = 900
TEXTS = [
    f"In {place} bouwen de corporaties {n} nieuwe huurwoningen. Zij isoleren {2 * n} woningen van voor 1990."
    for n in range(3, 13)
    for place in ("Lindewaard", "Zilverdam")
]


def quiet(what: str, done: int, total: int) -> None:
    """Nobody to tell."""


@dataclass(frozen=True)
class Both:
    product: Product
    baseline: Baseline


@pytest.fixture(scope="module")
def data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench_library, "_passages", lambda: iter(TEXTS))
        made_of = material(embedder, len(TEXTS), cache, quiet)
    return agreements_of(SIZE, made_of, cache, quiet)


@pytest.fixture
def both(data: Path, embedder: Embedder, tmp_path: Path) -> Iterator[Both]:
    settings = LibrarySettings(data=data, catalogue_url=None, chroma_url=None)
    with closing(Library(settings, embedder.fingerprint)) as library:
        product = assemble(library, embedder, LibrarySettings(data=tmp_path))
        baseline = Baseline(tmp_path / "baseline.db", library)
        yield Both(product, baseline)
        baseline.close()
        product.conversations.close()


def test_a_small_run_measures_every_kind_of_request(data: Path) -> None:
    figures = measure(data, 3)
    assert figures["commitments"] == SIZE
    assert set(figures["ratios"]) >= {name for name in BARS if not name.startswith("vergelijken")}
    for name in figures["ratios"]:
        assert figures["ms"][name]["p95"] > 0
        assert figures["ms"][f"{name}, SQL"]["p95"] > 0
    written = io.StringIO()
    show(figures, Console(file=written, width=120))
    assert "tellen met woorden" in written.getvalue()


def test_the_product_and_plain_sql_count_the_same(both: Both) -> None:
    totals = []
    for number, (_, filters) in enumerate(requests(30)):
        body: dict[str, Any] = {"zoekvraag": "", "filters": filters}
        found = json.loads(_search(both.product, body))
        facets = {
            (facet["waarde"] if not isinstance(facet["waarde"], bool) else "ja" if facet["waarde"] else "nee")
            for facets in found["facetten"].values()
            for facet in facets
        }
        plain = both.baseline.search("", filters)
        (total,) = next(row for row in plain if len(row) == 1)
        assert found["totaal"] == total
        counted = {value for value, _ in plain[len(found["afspraken"]) + 1 :]}
        assert counted <= set(map(str, facets))
        per = ("gemeente", "thema", "jaar", "hardheid", "corporatie", "stand")[number % 6]
        rows = json.loads(_count(both.product, body, per))["rijen"]
        of_sql = {row[0]: row[1:3] for row in both.baseline.count("", filters, per)}
        for row in rows:
            if row["afspraken"]:
                assert of_sql[str(row["waarde"])] == (row["afspraken"], row["documenten"])
        totals.append(total)
    assert sum(total > 0 for total in totals) > 5
