"""`make bench`: how fast the product is beside the pipeline that everybody writes first, in one run.

The other pipeline is plain LangChain (`eval.bench_worker.langchain`) with the same weights. Both get the same texts
and queries, each in a process of its own, in turns, so that a busy machine slows both down.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.embedding import prepare
from corpus.embedding.reference import to_sentence_transformers
from corpus.errors import Explained
from corpus.settings import LibrarySettings
from eval.bench_material import queries_of, texts_of
from ingest.fetch import bundled_folder

_THREADS = 2
_TOP = 4
_NAMES = {
    "ours": "Afsprakenwijzer",
    "langchain": "LangChain, kaal",
    "files": "Afsprakenwijzer, vanaf bestanden",
}
_FIGURES = (
    "charactersPerSecond",
    "ingestSeconds",
    "processorSeconds",
    "loadSeconds",
    "peakMb",
    "queryP50",
    "queryP95",
    "passages",
)


class BenchError(Explained):
    """A pipeline could not be run; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that must be reached: at least `needed`."""

    name: str
    value: float
    needed: float

    @property
    def met(self) -> bool:
        return self.value >= self.needed


def bench(characters: int, repeats: int, console: Console) -> dict[str, Any]:
    """Measure and return every figure: the medians of each pipeline, the ratios, the bars, and the single runs.

    `characters` of text are ingested `repeats` times by each pipeline.
    """
    settings = LibrarySettings()
    prepare(settings, console.print)
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-bench-") as name:
        folder = Path(name)
        console.print("Model klaarzetten voor sentence-transformers…")
        to_sentence_transformers(folder / "model")
        texts, queries = texts_of(characters), queries_of()
        job = {
            "texts": texts,
            "queries": queries,
            "folder": str(bundled_folder()),
            "model": str(folder / "model"),
            "threads": _THREADS,
            "top": _TOP,
        }
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        runs: list[dict[str, Any]] = []
        for turn, pipeline in itertools.product(range(repeats), ("ours", "langchain", "files")):
            console.print(f"Ronde {turn + 1} van {repeats}: {_NAMES[pipeline]}…")
            runs.append({"pipeline": pipeline, **run_once(pipeline, folder, turn)})
    medians = {
        pipeline: _medians([run for run in runs if run["pipeline"] == pipeline]) for pipeline in _NAMES
    }
    ours, plain = medians["ours"], medians["langchain"]
    bars = [
        Bar("ingestion", ours["charactersPerSecond"] / plain["charactersPerSecond"], 1.5),
        Bar("queryP50", plain["queryP50"] / ours["queryP50"], 1.0),
        Bar("queryP95", plain["queryP95"] / ours["queryP95"], 1.0),
        Bar("modelShare", ours["modelShare"], 0.8),
    ]
    return {
        "characters": sum(map(len, texts)),
        "documents": len(texts),
        "queries": len(queries),
        "repeats": repeats,
        "threads": _THREADS,
        "pipelines": medians,
        "bars": [{**asdict(bar), "met": bar.met} for bar in bars],
        "runs": runs,
    }


def show(result: dict[str, Any], console: Console) -> None:
    """The figures as two small tables."""
    table = Table("", title=f"{_thousands(result['characters'])} tekens, {result['queries']} vragen")
    rows = {
        "tekens per seconde (inlezen)": "charactersPerSecond",
        "processortijd, s": "processorSeconds",
        "passages": "passages",
        "waarvan het model zelf": "modelShare",
        "vraag, ms p50": "queryP50",
        "vraag, ms p95": "queryP95",
        "opstarten, s": "loadSeconds",
        "meeste geheugen, MB": "peakMb",
    }
    for pipeline in result["pipelines"]:
        table.add_column(_NAMES[pipeline], justify="right")
    for label, key in rows.items():
        table.add_row(label, *(_shown(key, figures.get(key)) for figures in result["pipelines"].values()))
    console.print(table)
    labels = {
        "ingestion": "inlezen: zo veel keer sneller dan LangChain",
        "queryP50": "vraag p50: zo veel keer sneller, met twee indexen",
        "queryP95": "vraag p95: zo veel keer sneller, met twee indexen",
        "modelShare": "aandeel van het model in het inlezen",
    }
    bars = Table("", "gemeten", "nodig", "")
    for bar in result["bars"]:
        outcome = "gehaald" if bar["met"] else "NIET gehaald"
        bars.add_row(labels[bar["name"]], f"{bar['value']:.2f}", f"{bar['needed']:.2f}", outcome)
    console.print(bars)


def run_once(pipeline: str, folder: Path, turn: int) -> dict[str, Any]:
    """The figures of one run of a pipeline in a process of its own; `folder` holds the job and gets its files."""
    own = folder / f"{pipeline}-{turn}"
    own.mkdir()
    environment = os.environ | {
        "OMP_NUM_THREADS": str(_THREADS),
        "RAYON_NUM_THREADS": str(_THREADS),
        "TOKENIZERS_PARALLELISM": "true",
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
    }
    command = [
        sys.executable,
        "-m",
        "eval.bench_worker",
        pipeline,
        str(folder / "job.json"),
        str(own / "result.json"),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise BenchError(f"{_NAMES[pipeline]} liep vast:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads((own / "result.json").read_text("utf-8"))
    query = result.pop("queryMs")
    model = result.pop("modelSeconds", None)
    return {
        **result,
        "charactersPerSecond": result["characters"] / result["ingestSeconds"],
        "modelShare": model / result["ingestSeconds"] if model is not None else None,
        "queryP50": query["p50"],
        "queryP95": query["p95"],
    }


def _medians(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    figures = {name: statistics.median(run[name] for run in runs) for name in _FIGURES}
    shares = [run["modelShare"] for run in runs if run["modelShare"] is not None]
    return {**figures, "modelShare": statistics.median(shares) if shares else None}


def _shown(key: str, value: float | None) -> str:
    """A figure as a Dutch reader writes it: a share as a percentage, small measurements with one decimal."""
    if value is None:
        return "–"
    if key == "modelShare":
        return f"{100 * value:.0f}%"
    if value >= 100 or float(value).is_integer():
        return _thousands(value)
    return f"{value:.1f}".replace(".", ",")


def _thousands(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when it ran, 1 with `--check` and a bar that is missed, 3 when it could not run."""
    parser = argparse.ArgumentParser(
        prog="make bench", description="Meet de snelheid naast een kale LangChain-keten."
    )
    parser.add_argument(
        "--characters", type=int, default=400_000, help="tekens tekst om in te lezen (400.000)"
    )
    parser.add_argument("--repeats", type=int, default=2, help="rondes per keten (2)")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    parser.add_argument("--check", action="store_true", help="eindig met 1 als een lat niet wordt gehaald")
    chosen = parser.parse_args(arguments)
    console = Console(stderr=True)
    try:
        result = bench(chosen.characters, chosen.repeats, console)
    except BenchError as error:
        console.print(str(error), markup=False)
        return 3
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result, Console())
    return int(chosen.check and not all(bar["met"] for bar in result["bars"]))


if __name__ == "__main__":
    sys.exit(main())
