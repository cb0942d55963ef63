"""`python -m eval.bench_reading`: pages a second by kind of file, beside plain pypdf and MarkItDown, in one run.

Each reader reads each kind of file in a process of its own, in turns, so that a busy machine slows all down. Ours
goes on where the others stop: up to passages that are ready to be embedded, with a place for every word.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.errors import Explained
from ingest.fetch import bundled_folder

_NAMES = {"ours": "Afsprakenwijzer", "pypdf": "pypdf, kaal", "markitdown": "MarkItDown"}
_COLUMNS = ("magazine-*.pdf", "zilverdam-*.pdf", "lindewaard-prestatieafspraken-2020-2023.pdf")
_SCANS = ("oosterveen-prestatieafspraken-2021-2024.pdf",)
_KINDS = {
    "onePdf": "pdf, één kolom",
    "columnsPdf": "pdf, twee kolommen",
    "realPdf": "pdf, echte stukken",
    "scan": "scan, met OCR",
    "html": "html",
    "docx": "docx",
    "markdown": "markdown",
}
_WORDS_A_PAGE = 400  # where there is no paper
_SECONDS = 1_200  # for one reader and one kind of file


class BenchReadingError(Explained):
    """A reader could not be run; the message ends with what it said."""


def material() -> dict[str, list[Path]]:
    """The files by kind; the real ones only where the shared data is, scans only where tesseract is."""
    folder = bundled_folder()
    columns = sorted(path for pattern in _COLUMNS for path in folder.glob(pattern))
    scans = [folder / name for name in _SCANS]
    found = {
        "onePdf": [path for path in sorted(folder.glob("*.pdf")) if path not in (*columns, *scans)],
        "columnsPdf": columns,
        "realPdf": _real(),
        "scan": scans if _can_recognise() else [],
        "html": sorted(folder.glob("*.html")),
        "docx": sorted(folder.glob("*.docx")),
        "markdown": sorted(folder.glob("*.md")),
    }
    return {kind: paths for kind, paths in found.items() if paths}


def bench(files: Mapping[str, Sequence[Path]], repeats: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Every figure: by kind pages a second of each reader (the median), the ratio of ours to it, and the steps.

    A page is a page of paper, and 400 words of what our reader finds where there is none: the same count for all.
    """
    peers = ["pypdf", *(["markitdown"] if find_spec("markitdown") else [])]
    kinds: dict[str, Any] = {}
    for kind, paths in files.items():
        readers = ["ours", *(peer for peer in peers if _reads(peer, kind))]
        runs: dict[str, list[dict[str, Any]]] = {reader: [] for reader in readers}
        for turn in range(repeats):
            for reader in readers:
                tell(f"{_KINDS[kind]}, ronde {turn + 1} van {repeats}: {_NAMES[reader]}…")
                runs[reader].append(run_once(reader, paths))
        pages = _pages(kind, runs["ours"][0])
        speeds = {
            reader: pages / statistics.median(run["seconds"] for run in done) for reader, done in runs.items()
        }
        kinds[kind] = {
            "files": len(paths),
            "pages": round(pages, 1),
            "pagesPerSecond": speeds,
            "ratios": {peer: speeds["ours"] / speed for peer, speed in speeds.items() if peer != "ours"},
            "characters": {reader: done[0]["characters"] for reader, done in runs.items()},
            **_shares(run_once("steps", paths)),
        }
    return {"repeats": repeats, "kinds": kinds}


def run_once(reader: str, paths: Sequence[Path]) -> dict[str, Any]:
    """One reader over files, in a process of its own. Raises BenchReadingError."""
    command = [sys.executable, "-m", "eval.bench_reading_worker", reader]
    try:
        done = subprocess.run(  # noqa: S603 - our own
            command,
            input=json.dumps([str(path) for path in paths]),
            env=os.environ | {"OMP_NUM_THREADS": "2", "OMP_THREAD_LIMIT": "2"},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise BenchReadingError(f"{reader} duurde langer dan {_SECONDS} seconden.") from error
    if done.returncode:
        raise BenchReadingError(f"{reader} liep vast:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def show(result: dict[str, Any], console: Console) -> None:
    """Two tables: pages a second beside the others, and where our time goes."""
    title = "Pagina's per seconde (tussen haakjes: zo veel keer sneller zijn wij)"
    table = Table("soort", "stuks", "pagina's", title=title, title_justify="left")
    readers = [
        name for name in _NAMES if any(name in one["pagesPerSecond"] for one in result["kinds"].values())
    ]
    for reader in readers:
        table.add_column(_NAMES[reader], justify="right")
    for kind, figures in result["kinds"].items():
        row = [_KINDS[kind], str(figures["files"]), f"{figures['pages']:.0f}"]
        for reader in readers:
            speed = figures["pagesPerSecond"].get(reader)
            ratio = f" ({_decimal(figures['ratios'][reader])} ×)" if reader in figures["ratios"] else ""
            row.append("–" if speed is None else f"{_decimal(speed)}{ratio}")
        table.add_row(*row)
    console.print(table)
    if "markitdown" not in readers:
        console.print("MarkItDown is niet geïnstalleerd; de extra 'bench' brengt het mee.")
    where = Table("soort", "stappen", "binnen het lezen", title="Waar de tijd blijft", title_justify="left")
    for kind, figures in result["kinds"].items():
        where.add_row(_KINDS[kind], _listed(figures["steps"]), _listed(figures["inside"]))
    console.print(where)


def _real() -> list[Path]:
    """The real PDFs that are to be read whole, by their catalogue."""
    root = Path(__file__).parents[1]
    folder = (root / os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", "../shared/data") / "pdf").resolve()
    catalogue = folder / "CATALOG.jsonl"
    if not catalogue.is_file():
        return []
    lines = [json.loads(line) for line in catalogue.read_text("utf-8").split("\n") if line]
    return [folder / line["file"] for line in lines if line["expected"]["outcome"] == "added"]


def _can_recognise() -> bool:
    from ingest.edition import ocr_settings
    from ingest.read.ocr import missing
    from ingest.settings import IngestSettings

    return missing(ocr_settings(IngestSettings())) is None


def _reads(peer: str, kind: str) -> bool:
    """Neither of them recognises text, and pypdf reads nothing but PDF."""
    return kind != "scan" and (peer != "pypdf" or kind.endswith("Pdf"))


def _pages(kind: str, run: dict[str, Any]) -> float:
    on_paper = kind == "scan" or kind.endswith("Pdf")
    pages: float = run["pages"] if on_paper else run["words"] / _WORDS_A_PAGE
    return pages


def _shares(times: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Seconds as shares: of the whole for steps, of reading for what is inside it; largest first."""
    shares: dict[str, dict[str, float]] = {}
    for name, seconds in times.items():
        total = sum(seconds.values()) or 1.0
        ordered = sorted(seconds.items(), key=lambda item: -item[1])
        shares[name] = {key: round(value / total, 4) for key, value in ordered}
    return shares


def _listed(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * share:.0f}%" for name, share in shares.items() if share >= 0.02)


def _decimal(value: float) -> str:
    return (f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}").replace(
        ".", ","
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when it ran, 3 when it could not."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_reading",
        description="Meet pagina's per seconde per soort bestand, naast pypdf en MarkItDown.",
    )
    parser.add_argument("--repeats", type=int, default=3, help="rondes per lezer (3)")
    parser.add_argument("--kind", choices=_KINDS, action="append", help="alleen deze soort; mag vaker")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    chosen = parser.parse_args(arguments)
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    console = Console(stderr=True)
    files = {kind: paths for kind, paths in material().items() if not chosen.kind or kind in chosen.kind}
    try:
        result = bench(files, chosen.repeats, lambda line: console.print(line, markup=False))
    except BenchReadingError as error:
        console.print(str(error), markup=False)
        return 3
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
