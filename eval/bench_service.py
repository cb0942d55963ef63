"""How much slower the service answers while documents are being read in: the real service, the real command.

`python -m eval.bench_service` fills a scratch library with the bundled documents, starts the service over it, asks
questions one after another while it is quiet, and again while `afsprakenwijzer ingest` of about 100 other documents
runs in its own process. It prints p50 and p95 of both, and their ratios; at most 2 is what the project promises.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from corpus.errors import Explained
from eval.bench_material import bundled_texts, queries_of

_COMMAND = [sys.executable, "-m", "afsprakenwijzer"]
_PAUSE = 0.05  # seconds between an answer and the next question, as long as the service idles at least
_PROMISED = 2.0
_READY_SECONDS = 300.0


class BenchFailed(Explained):
    """The service or the ingestion could not be run; the message ends with what it said."""


def measure(questions: int, documents: int, library: Path | None, console: Console) -> dict[str, Any]:
    """The milliseconds that questions take, quiet and beside an ingestion, and the ratios.

    `library` is a data folder to copy; without it one is filled with the bundled documents.
    """
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-bench-") as name:
        data, folder = Path(name, "data"), Path(name, "stukken")
        _write_documents(folder, documents)
        environment = {
            **os.environ,
            "AFSPRAKENWIJZER_DATA": str(data),
            "AFSPRAKENWIJZER_PORT": "0",
            "AFSPRAKENWIJZER_QUESTIONS_PER_MINUTE": "100000",
        }
        if library:
            shutil.copytree(library, data)
        else:
            console.print("De bibliotheek vullen met de meegeleverde documenten…")
            # 1 says that a document was not read: the bundled scan, where its text cannot be recognised.
            _run(["ingest", "--bundled", "--json"], environment, allowed=(0, 1))
        with _service(environment, Path(name, "dienst.log")) as address, httpx.Client(timeout=60) as client:
            asked = _Asking(client, address)
            asked.times(questions // 5)  # warm-up
            console.print("Vragen terwijl het rustig is…")
            quiet = asked.times(questions)
            console.print("Vragen terwijl er documenten worden ingelezen…")
            begun = time.perf_counter()
            with _ingestion(folder, environment) as ingesting:
                busy = asked.times_while(ingesting)
            seconds = time.perf_counter() - begun
        again = json.loads(_run(["ingest", str(folder), "--json"], environment))
        stored = sum(row["outcome"] == "unchanged" for row in again["documents"])
    figures = {"quiet": _figures(quiet), "busy": _figures(busy)}
    ratios = {name: figures["busy"][name] / figures["quiet"][name] for name in ("p50", "p95")}
    return {
        **figures,
        "ratios": ratios,
        "documentsStored": stored,
        "ingestSeconds": seconds,
        "promised": _PROMISED,
        "met": max(ratios.values()) <= _PROMISED,
    }


class _Asking:
    """Somebody who asks one question after another."""

    def __init__(self, client: httpx.Client, address: str) -> None:
        self._client = client
        self._address = address
        self._questions = queries_of()
        self._next = 0

    def times(self, count: int) -> list[float]:
        """The milliseconds of so many questions."""
        return [self._ask() for _ in range(count)]

    def times_while(self, process: "subprocess.Popen[str]") -> list[float]:
        """The milliseconds of every question until a process has ended."""
        times: list[float] = []
        while process.poll() is None:
            times.append(self._ask())
        return times

    def _ask(self) -> float:
        question = self._questions[self._next % len(self._questions)]
        self._next += 1
        begun = time.perf_counter()
        self._client.post(f"{self._address}/v1/chat", json={"vraag": question}).raise_for_status()
        taken = 1000 * (time.perf_counter() - begun)
        time.sleep(_PAUSE)
        return taken


def _write_documents(folder: Path, count: int) -> None:
    """The texts of bundled documents as other documents: each with a first line of its own."""
    folder.mkdir()
    texts = sorted(bundled_texts(), key=len)[-count:]
    for number, text in enumerate(texts):
        (folder / f"kopie-{number:03}.txt").write_text(f"Kopie {number} voor een meting\n\n{text}", "utf-8")


@contextmanager
def _service(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """The address of a running service."""
    with log.open("w") as said:
        process = subprocess.Popen([*_COMMAND, "serve"], env=environment, stderr=said, text=True)  # noqa: S603
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait(60)


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        words = log.read_text("utf-8").split()
        if "klaar" in words:
            return next(word for word in words if word.startswith("http://"))
        time.sleep(0.2)
    raise BenchFailed(f"De dienst startte niet:\n{log.read_text('utf-8')[-2000:]}")


@contextmanager
def _ingestion(folder: Path, environment: Mapping[str, str]) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(  # noqa: S603
        [*_COMMAND, "ingest", str(folder), "--json"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        _, said = process.communicate(timeout=600)
    if process.returncode:
        raise BenchFailed(f"Het inlezen liep vast:\n{said[-2000:]}")


def _run(arguments: Sequence[str], environment: Mapping[str, str], allowed: Sequence[int] = (0,)) -> str:
    done = subprocess.run(  # noqa: S603
        [*_COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode not in allowed:
        raise BenchFailed(f"'{' '.join(arguments)}' liep vast:\n{done.stderr[-2000:]}")
    return done.stdout


def _figures(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, [50, 95])
    return {"questions": len(times), "p50": float(p50), "p95": float(p95), "longest": max(times)}


def show(result: Mapping[str, Any], console: Console) -> None:
    """The figures as a small table."""
    table = Table("", "vragen", "p50, ms", "p95, ms", "langste, ms")
    for label, key in (("rustig", "quiet"), ("tijdens inlezen", "busy")):
        row = result[key]
        table.add_row(
            label, str(row["questions"]), *(f"{row[name]:.0f}" for name in ("p50", "p95", "longest"))
        )
    table.add_row(
        "zoveel keer langzamer", "", *(f"{result['ratios'][name]:.2f}" for name in ("p50", "p95")), ""
    )
    console.print(table)
    outcome = "gehaald" if result["met"] else "NIET gehaald"
    console.print(
        f"Hoogstens {result['promised']:.0f} keer langzamer: {outcome}. "
        f"{result['documentsStored']} documenten ingelezen in {result['ingestSeconds']:.0f} s."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when it ran, 1 with `--check` and a ratio above what is promised, 3 when it could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_service", description="Meet de dienst tijdens het inlezen van documenten."
    )
    parser.add_argument("--questions", type=int, default=200, help="vragen terwijl het rustig is (200)")
    parser.add_argument("--documents", type=int, default=100, help="documenten om in te lezen (100)")
    parser.add_argument(
        "--library", type=Path, help="map met gegevens om te kopiëren, in plaats van een nieuwe"
    )
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    parser.add_argument(
        "--check", action="store_true", help="eindig met 1 als het meer dan 2 keer langzamer is"
    )
    chosen = parser.parse_args(arguments)
    console = Console(stderr=True)
    try:
        result = measure(chosen.questions, chosen.documents, chosen.library, console)
    except BenchFailed as error:
        console.print(str(error), markup=False)
        return 3
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result, Console())
    return int(chosen.check and not result["met"])


if __name__ == "__main__":
    sys.exit(main())
