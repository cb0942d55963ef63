"""`python -m eval.verifying`: does verification catch what a source does not say, and let through what it does?

The sentences are written by hand, true and false ones for each passage, in two parts. The tuning part is for making
rules; the test part only measures, and its bars decide the exit status. A part without a file is left out.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.answering.names import Names
from assistant.answering.verify import plain, verify
from corpus.embedding import load_embedder
from corpus.errors import Explained
from corpus.library import Library
from corpus.model import FoundPassage
from corpus.owner import own
from corpus.settings import LibrarySettings
from eval.metrics import percentiles

PARTS = ("tuning", "test")
LEAST_CAUGHT, MOST_DROPPED = 0.98, 0.05
_FOLDER = Path(__file__).parent / "verifying"
_GOOD = ""  # the kind of a sentence that its source supports
# A sentence whose mark-up became plain words is as safe as one that was dropped.
_LINKS = re.compile(r"\]\(|https?:|www\.|<\w|!\[|javascript:", re.IGNORECASE)


class VerifyingError(Explained):
    """The sentences do not fit the library."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence as a model might write it, the passages it cites, and what is wrong with it (empty: nothing)."""

    sentence: str
    kind: str
    cited: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with why verification dropped it (empty: it did not), whether that is right, and how long it took."""

    case: Case
    reason: str
    right: bool
    milliseconds: float


def cases(part: str, library: Library) -> list[Case]:
    """The sentences of a part with their passages as the library has them; none where it has no file.

    Raises VerifyingError.
    """
    cards = {card.document_id: card for card in library.cards()}

    @cache
    def passages(document: str) -> Sequence[FoundPassage]:
        if document not in cards:
            raise VerifyingError(
                f"Het document '{document}' staat niet in de bibliotheek. Lees de meegeleverde documenten eerst in "
                "met 'afsprakenwijzer ingest --bundled'."
            )
        return library.passages_of(cards[document].id)

    def resolved(cited: Mapping[str, Any]) -> FoundPassage:
        found = [
            one
            for one in passages(cited["document"])
            if one.passage.page_from == cited["page"] and cited["quote"] in one.passage.text
        ]
        if len(found) != 1:
            raise VerifyingError(
                f"'{cited['quote']}' staat niet precies één keer op pagina {cited['page']} van "
                f"'{cited['document']}'. Lees de meegeleverde documenten opnieuw in."
            )
        return found[0]

    def read() -> Iterator[Case]:
        file = _FOLDER / f"{part}.jsonl"
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            group = json.loads(line)
            cited = tuple(map(resolved, group["cited"]))
            yield from (Case(sentence, _GOOD, cited) for sentence in group["good"])
            for kind, said in group["bad"].items():
                yield from (Case(sentence, kind, cited) for sentence in said)

    return list(read())


def judge(listed: Sequence[Case], names: Names) -> list[Judged]:
    """What verification makes of each case. A first round, untimed, fills what is remembered of every passage."""
    for case in listed:
        verify(plain(case.sentence), case.cited, names)
    judged: list[Judged] = []
    for case in listed:
        start = time.perf_counter()
        shown = plain(case.sentence)
        reason = verify(shown, case.cited, names).reason
        took = 1000 * (time.perf_counter() - start)
        harmless = case.kind == "markup" and not _LINKS.search(shown) and "example" not in shown
        judged.append(Judged(case, reason, (bool(reason) or harmless) == bool(case.kind), took))
    return judged


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Shares and milliseconds of one part: caught of the false sentences, dropped of the true ones, by kind."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        by_kind[one.case.kind].append(one.right)
    good = by_kind.pop(_GOOD)
    bad = [right for kind in by_kind.values() for right in kind]
    times = percentiles([one.milliseconds for one in judged])
    return {
        "bad": len(bad),
        "caught": statistics.mean(bad),
        "good": len(good),
        "dropped": 1 - statistics.mean(good),
        "milliseconds": times,
        "kinds": {kind: {"bad": len(right), "caught": sum(right)} for kind, right in sorted(by_kind.items())},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts asked for; 1 when the test part misses a bar."""
    parser = argparse.ArgumentParser(prog="python -m eval.verifying", description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part (default: both)")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    options = parser.parse_args(arguments)
    settings = LibrarySettings()
    out = Console()
    missed = False
    results: dict[str, Any] = {}
    with own(settings, load_embedder(settings).fingerprint) as library:
        names = Names.of(library.cards())
        for part in options.part or PARTS:
            if not (listed := cases(part, library)):
                continue
            judged = judge(listed, names)
            results[part] = summary(judged)
            if not options.json:
                _show(out, part, results[part], judged)
            missed |= part == "test" and not _holds(results[part])
    if options.json:
        print(json.dumps(results, indent=1))
    return int(missed)


def _holds(result: Mapping[str, Any]) -> bool:
    return bool(result["caught"] >= LEAST_CAUGHT and result["dropped"] <= MOST_DROPPED)


def _show(out: Console, part: str, result: Mapping[str, Any], judged: Sequence[Judged]) -> None:
    table = Table(title=f"{part}: {result['bad']} onware en {result['good']} ware zinnen")
    for column in ("soort", "zinnen", "tegengehouden"):
        table.add_column(column)
    for kind, counts in result["kinds"].items():
        table.add_row(kind, str(counts["bad"]), f"{counts['caught'] / counts['bad']:.3f}")
    out.print(table)
    times = result["milliseconds"]
    out.print(
        f"tegengehouden {result['caught']:.3f} (ten minste {LEAST_CAUGHT}), ten onrechte weggelaten "
        f"{result['dropped']:.3f} (hoogstens {MOST_DROPPED}), ms per zin p50 {times['p50']}, p95 {times['p95']}"
    )
    for one in judged:
        if not one.right:
            said = f"{one.case.kind or 'waar, maar weggelaten'}: {one.case.sentence} ({one.reason or 'toegelaten'})"
            out.print(said, markup=False, highlight=False)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Explained as error:
        sys.exit(str(error))
