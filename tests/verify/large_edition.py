"""What storing a very large edition takes in memory: 1,500 pages of 470 words, each with its box.

`python -m tests.verify.large_edition` prints the peak of the process that owns the library and of the one that hands
the edition over, when these are one process and when they are two, in MB beside what they take without it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np

from corpus.edition import Edition, FinishedEdition
from corpus.model import Box, Description, OutlineEntry, Page, Passage, Span, Word
from corpus.owner import open_store, own
from corpus.settings import LibrarySettings

PAGES, WORDS, PASSAGES_A_PAGE, DIMENSION = 1_500, 470, 3, 384
ORIGINAL_BYTES = 50_000_000
_MODEL = "meting/384"


def large_edition(pages: int = PAGES) -> FinishedEdition:
    """An invented edition with as many words and passages as a very long report has."""
    made = np.random.default_rng(1)
    vocabulary = [f"woord{number}" for number in range(20_000)]
    sheets: list[Page] = []
    passages: list[Passage] = []
    edition_id = f"groot.{pages}"
    for number in range(1, pages + 1):
        chosen = [vocabulary[index] for index in made.integers(0, len(vocabulary), WORDS)]
        words: list[Word] = []
        start = 0
        for place, word in enumerate(chosen):
            line, column = divmod(place, 12)
            box = Box(40.0 + 40 * column, 60.0 + 15 * line, 75.0 + 40 * column, 72.0 + 15 * line)
            words.append(Word(start, start + len(word), box))
            start += len(word) + 1
        text = " ".join(chosen)
        sheets.append(Page(number, text, str(number), 595.0, 842.0, tuple(words)))
        step = len(text) // PASSAGES_A_PAGE
        for part in range(PASSAGES_A_PAGE):
            span = Span(number, part * step, (part + 1) * step)
            ordinal = len(passages)
            passages.append(
                Passage(f"{edition_id}.{ordinal}", ordinal, text[span.start : span.end], (span,), ("Kop",))
            )
    vectors = made.standard_normal((len(passages), DIMENSION), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    edition = Edition(
        edition_id, "groot", "file:///groot.pdf", sha256(edition_id.encode()).hexdigest(), "groot.pdf",
        "application/pdf", Description("Groot"), tuple(sheets), (OutlineEntry(1, "Kop", 1),), tuple(passages),
    )  # fmt: skip
    return FinishedEdition(edition, made.bytes(ORIGINAL_BYTES), vectors, _MODEL)


def measure() -> dict[str, float]:
    """Peaks in MB (seconds for `…Seconds`): `owner…` of the library's process, `sender…` of the other one."""
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-groot-") as name:
        folder = Path(name)
        alone = _run("store", folder / "een", edition=False)
        direct = _run("store", folder / "twee", edition=True)
        with _owner(folder / "drie") as owner:
            sender = _run("store", folder / "drie", edition=True)
        idle_sender = _run("make", folder / "vier", edition=True)
        with _owner(folder / "vijf") as idle_owner:
            pass
    return {
        "alone": alone["mb"],
        "editionAlone": idle_sender["mb"],
        "direct": direct["mb"],
        "directSeconds": direct["seconds"],
        "ownerIdle": idle_owner["mb"],
        "owner": owner["mb"],
        "sender": sender["mb"],
        "doorSeconds": sender["seconds"],
    }


def _run(task: str, data: Path, *, edition: bool) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "tests.verify.large_edition",
        task,
        str(data),
        str(PAGES if edition else 1),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


@contextmanager
def _owner(data: Path) -> Iterator[dict[str, float]]:
    """A process that owns a library and has a door; its peak is filled in when it has ended."""
    command = [sys.executable, "-m", "tests.verify.large_edition", "own", str(data), "0"]
    peak: dict[str, float] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "owned\n"
        yield peak
        said, _ = process.communicate("\n")
    peak |= json.loads(said)


def _work(task: str, data: Path, pages: int) -> None:
    settings = LibrarySettings(data=data)
    seconds = 0.0
    if task == "own":
        with own(settings, _MODEL, service="http://127.0.0.1:1"):
            print("owned", flush=True)
            sys.stdin.readline()
    else:
        finished = large_edition(pages)
        if task == "store":
            with open_store(settings, _MODEL) as store:
                begun = time.perf_counter()
                store.put(finished)
                seconds = time.perf_counter() - begun
                assert store.visible()["file:///groot.pdf"].page_count == pages
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"mb": peak, "seconds": seconds}))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(json.dumps(measure(), indent=2))
    else:
        _work(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
