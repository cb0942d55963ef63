"""The proof that a kill at any moment harms nothing: an ingestion is killed, looked at, and run again to its end.

`python -m tests.verify.kills --kills 50` prints the figures. Every time the library must be as it is after a run that
nobody disturbed, and in between every document must be there whole, in its old edition or in its new one.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embedding import Embedder, load_embedder, prepare
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings
from tests.verify.contents import Contents, contents_of
from tests.verify.forking import Launcher
from tests.verify.material import write_after, write_before


@dataclass(slots=True)
class Outcome:
    """What became of the kills. `wrong` holds a line for everything that was not as it should be."""

    kills: int = 0
    too_late: int = 0
    states: Counter[str] = field(default_factory=Counter)
    passages: int = 0
    run_seconds: float = 0.0
    total_seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "kills": self.kills,
            "tooLate": self.too_late,
            "librariesSeen": dict(self.states),
            "passages": self.passages,
            "undisturbedSeconds": round(self.run_seconds, 2),
            "totalSeconds": round(self.total_seconds, 1),
            "wrong": self.wrong,
        }


def kill_often(
    place: Path, *, kills: int, files: int, seed: int = 1, say: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Kill `kills` ingestions of `files` files over an existing library, at moments spread evenly over the run."""
    begun = time.perf_counter()
    outcome = Outcome(kills=kills)
    documents, base = place / "stukken", place / "voor"
    settings = LibrarySettings()
    prepare(settings)
    embedder = load_embedder(settings)
    with Launcher() as launcher:
        for version in ("ouder", "oud"):
            write_before(documents, files, seed, version)
            _ingest(launcher, documents, base, place)
        write_after(documents, files, seed)
        before = contents_of(base)
        with _copy(base, place / "ongestoord") as undisturbed:
            outcome.run_seconds = _ingest(launcher, documents, undisturbed, place)
            after = contents_of(undisturbed)
        outcome.passages = len(after.parts["passages"])
        say(f"{files} files, {outcome.passages} passages, {outcome.run_seconds:.1f} s undisturbed")
        moments = random.Random(seed)
        number, duration = 0, outcome.run_seconds
        while number < kills:
            moment = moments.uniform(0, duration)
            with _copy(base, place / f"data-{number}") as data:
                run = launcher.start(_command(documents), _environment(data), place / "log")
                if launcher.kill_after(run, moment) == 0:
                    # The machine has become quicker: that was no kill.
                    outcome.too_late += 1
                    duration *= 0.9
                    continue
                with _copy(data, place / "gezien") as seen:
                    state, wrong = _look(seen, embedder, before, after)
                _ingest(launcher, documents, data, place)
                wrong += after.differences(contents_of(data))
            outcome.states["all old" if not state else "all new" if state == 1 else "some of both"] += 1
            outcome.wrong += [f"kill {number + 1} at {moment:.2f} s: {line}" for line in wrong]
            told = "".join(f"\n    {line}" for line in wrong[:10])
            number += 1
            say(f"{number}/{kills}: {moment:.2f} s, {state:.0%} new, {len(wrong)} differences{told}")
    outcome.total_seconds = time.perf_counter() - begun
    return outcome


def _look(data: Path, embedder: Embedder, before: Contents, after: Contents) -> tuple[float, list[str]]:
    """Open a library after a kill: which share of the changes it shows, and what is not whole."""
    old, new = _visible(before), _visible(after)
    wrong: list[str] = []
    with own(LibrarySettings(data=data), embedder.fingerprint) as library:
        shown = {source: card.id for source, card in library.visible().items()}
        for source in sorted({*old, *new, *shown}):
            possible = {old.get(source), new.get(source)}
            if shown.get(source) not in possible:
                wrong.append(
                    f"{source} shows {shown.get(source)}, which is neither its old nor its new edition"
                )
        for edition in shown.values():
            expected = after if edition in new.values() else before
            wrong += _whole(library, edition, expected)
    changed = [source for source in {*old, *new} if old.get(source) != new.get(source)]
    done = sum(shown.get(source) == new.get(source) for source in changed)
    return done / max(len(changed), 1), wrong


def _whole(library: Library, edition: str, expected: Contents) -> Iterator[str]:
    """What an edition that is visible lacks, or cannot be found by."""
    rows = {name: row for name, row in expected.parts["passages"].items() if row["edition_id"] == edition}
    passages = [found.passage for found in library.passages_of(edition)]
    if {passage.id: passage.text for passage in passages} != {
        name: row["text"] for name, row in rows.items()
    }:
        yield f"{edition} has other passages than it should"
        return
    pages = [key for key, row in expected.parts["pages"].items() if row["edition_id"] == edition]
    if any(library.page(edition, number) is None for number in range(1, len(pages) + 1)):
        yield f"{edition} lacks a page"
    if library.original(edition) is None:
        yield f"{edition} lacks its original"
    for passage in passages:
        try:
            vector = library.vectors_of([passage.id])[0]
        except KeyError:
            yield f"{passage.id} has no vector"
            continue
        if vector.tobytes() != expected.parts["vector index"][passage.id]:
            yield f"{passage.id} has another vector"
        # Passages of the variants are nearly the same, and the neighbour graph is not exact: fifty deep.
        if passage.id not in {hit.passage_id for hit in library.search_vectors(np.asarray(vector), 50)}:
            yield f"{passage.id} is not found by its vector"
        if passage.id not in {hit.passage_id for hit in library.search_terms(passage.text, 20)}:
            yield f"{passage.id} is not found by its words"


def _visible(contents: Contents) -> dict[str, str]:
    return {
        row["source"]: name for name, row in contents.parts["editions"].items() if row["state"] == "visible"
    }


def _ingest(launcher: Launcher, documents: Path, data: Path, place: Path) -> float:
    """Run an ingestion to its end; gives its seconds."""
    begun = time.perf_counter()
    launcher.start(_command(documents), _environment(data), place / "log")
    status = launcher.wait()
    assert status == 0, (place / "log").read_text("utf-8")
    return time.perf_counter() - begun


def _command(documents: Path) -> list[str]:
    return ["ingest", str(documents), "--prune", "--json"]


def _environment(data: Path) -> dict[str, str]:
    # Storing every few passages gives many more moments at which something is half done.
    return {"AFSPRAKENWIJZER_DATA": str(data), "AFSPRAKENWIJZER_BATCH_PASSAGES": "40"}


@contextmanager
def _copy(data: Path, to: Path) -> Iterator[Path]:
    try:
        yield Path(shutil.copytree(data, to))
    finally:
        shutil.rmtree(to)


def main() -> int:
    """The command: 0 when every library came out the same, 1 when one did not."""
    parser = argparse.ArgumentParser(prog="python -m tests.verify.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="afsprakenwijzer-kills-") as name:
        outcome = kill_often(
            Path(name),
            kills=chosen.kills,
            files=chosen.files,
            seed=chosen.seed,
            say=lambda line: print(line, file=sys.stderr, flush=True),
        )
    print(json.dumps(outcome.to_json(), indent=2))
    return int(bool(outcome.wrong))


if __name__ == "__main__":
    sys.exit(main())
