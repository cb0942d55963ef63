"""The benchmark of reading: which files it takes, what each reader's side measures, and where time is found."""

import io
import time
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval import bench_reading
from eval.bench_reading import bench, material, run_once, show
from eval.bench_reading_worker import ours, pypdf, steps
from eval.sampling import Sampler
from ingest.fetch import bundled_folder

SMALL = bundled_folder() / "landelijk-achterban.md"
PDF = bundled_folder() / "lindewaard-addendum-2026.pdf"


def test_every_bundled_document_has_one_kind_and_real_ones_need_the_shared_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AFSPRAKENWIJZER_SHARED_DATA", str(tmp_path))
    files = material()
    assert "realPdf" not in files
    flat = [path for paths in files.values() for path in paths]
    assert len(flat) == len(set(flat)) > 100
    assert PDF in files["onePdf"]


def test_the_products_side_counts_what_it_read() -> None:
    measured = ours([PDF, SMALL])
    assert measured["pages"] > 3
    assert measured["words"] > 500
    assert measured["characters"] > 4 * measured["words"]
    assert measured["seconds"] > 0
    assert pypdf([PDF])["characters"] > 3_000


def test_time_is_told_by_step_and_by_part_of_reading() -> None:
    found = steps([PDF])
    assert found["steps"]["read"] > found["steps"].get("split", 0.0)
    assert any(name.startswith("glyphs.") for name in found["inside"])


def test_the_sampler_counts_a_long_call_whole_and_only_while_it_is_open() -> None:
    with Sampler("tests") as sampler:
        time.sleep(0.05)
    name = test_the_sampler_counts_a_long_call_whole_and_only_while_it_is_open.__name__
    assert (
        sum(seconds for stack, seconds in sampler.seconds.items() if stack[-1:] and stack[-1][1] == name)
        > 0.04
    )
    before = dict(sampler.seconds)
    time.sleep(0.02)
    assert dict(sampler.seconds) == before


def test_a_page_counts_the_same_for_every_reader_and_ratios_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(reader: str, _: Any) -> dict[str, Any]:
        if reader == "steps":
            return {"steps": {"clean": 1.0, "read": 3.0}, "inside": {"glyphs.words_of": 2.0}}
        seconds = {"ours": 2.0, "pypdf": 1.0, "markitdown": 8.0}[reader]
        return {"seconds": seconds, "characters": 10, "pages": 8, "words": 4_000}

    monkeypatch.setattr(bench_reading, "run_once", measured)
    monkeypatch.setattr(bench_reading, "find_spec", lambda _: None)
    result = bench({"onePdf": [PDF], "markdown": [SMALL]}, 2, lambda _: None)
    paper, words = result["kinds"]["onePdf"], result["kinds"]["markdown"]
    assert paper["pagesPerSecond"] == {"ours": 4.0, "pypdf": 8.0}
    assert paper["ratios"] == {"pypdf": 0.5}
    assert list(paper["steps"].items()) == [("read", 0.75), ("clean", 0.25)]
    assert (words["pages"], words["pagesPerSecond"]) == (10.0, {"ours": 5.0})
    console = Console(width=200, record=True, file=io.StringIO())
    show(result, console)
    text = console.export_text()
    assert "8,0 (0,50 ×)" in text
    assert "read 75%" in text
    assert "niet geïnstalleerd" in text


def test_a_reader_runs_in_a_process_of_its_own() -> None:
    assert run_once("ours", [SMALL])["words"] > 100


def test_a_reader_that_cannot_run_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert bench_reading.main(["--kind", "markdown", "--repeats", "1"]) == 3
