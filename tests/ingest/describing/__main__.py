"""`python -m tests.ingest.describing [--faults]`: how much of a description is read right.

Over the bundled documents without their sources.toml, against it: the rules were made with these at hand; words and
thresholds of themes were chosen on the first half (names with an even hash), not on the other. And over the written
pages of tuning.toml, which the rules were tuned on, and of test.toml, which they were not.
"""

import argparse
import hashlib
import time
import tomllib
from pathlib import Path
from typing import Any

from corpus.documents.build import DOCUMENTS
from corpus.model import Origin
from ingest.clean import Cleaned, clean
from ingest.describe import describe
from ingest.read import read
from ingest.read.ocr import OcrSettings
from ingest.read.records import ReadError, Reading
from tests.ingest.describing.cases import PARTS, cases, described, truth_of
from tests.ingest.describing.scoring import FIELDS, Score


def bundled() -> list[tuple[dict[str, Any], Reading, Cleaned]]:
    """The bundled documents with their entry; those that cannot be read here (a scan without OCR) are left out."""
    entries = tomllib.loads((DOCUMENTS / "sources.toml").read_text("utf-8"))["document"]
    found = []
    for entry in entries:
        path = DOCUMENTS / entry["file"]
        try:
            reading = read(path.name, path.read_bytes(), 60, ocr=OcrSettings(on=True, page_seconds=60))
        except ReadError as error:
            print(f"left out: {path.name} ({error.reason})")
            continue
        found.append((entry, reading, clean(reading)))
    return found


def score_bundled(
    found: list[tuple[dict[str, Any], Reading, Cleaned]],
) -> tuple[dict[str, Score], list[float]]:
    """Scores by sort of document and by half, and the milliseconds that each description took."""
    scores = {
        "agreements and bids": Score(),
        "summaries": Score(),
        "first half": Score(),
        "other half": Score(),
    }
    times = []
    titles = {entry["file"]: entry["title"] for entry, _, _ in found}
    for entry, reading, cleaned in found:
        begun = time.process_time()
        card = describe(Path(entry["file"]), reading, cleaned, None)
        times.append((time.process_time() - begun) * 1_000)
        truth = truth_of({**entry, "parent": titles.get(entry.get("parent", ""))})
        sort = "agreements and bids" if entry["origin"] == Origin.VOORBEELD else "summaries"
        half = "first half" if hashlib.sha256(entry["file"].encode()).digest()[0] % 2 == 0 else "other half"
        for name in (sort, half):
            scores[name].add(entry["file"], card, truth, cleaned.pages)
    return scores, times


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m tests.ingest.describing", description=__doc__)
    options.add_argument("--faults", action="store_true", help="also what was read wrong in the tuned parts")
    show = options.parse_args().faults
    scores, times = score_bundled(bundled())
    both = Score()
    for score in (scores["agreements and bids"], scores["summaries"]):
        for part in FIELDS:
            both.right[part] += score.right[part]
        both.exact_themes += score.exact_themes
        both.unproved += score.unproved
    columns = {"bundled": both, **scores}
    for part in PARTS:
        columns[part] = Score()
        for case in cases(part):
            columns[part].add(case.name, described(case), case.truth, clean(case.reading).pages)
    print(f"{'':22}" + "".join(f"{name:>20}" for name in columns))
    print(f"{'documents':22}" + "".join(f"{len(s.exact_themes):20}" for s in columns.values()))
    for part in FIELDS:
        print(f"{part:22}" + "".join(f"{score.of(part):20.3f}" for score in columns.values()))
    print(f"{'all fields':22}" + "".join(f"{score.overall():20.3f}" for score in columns.values()))
    exact = [sum(score.exact_themes) / max(len(score.exact_themes), 1) for score in columns.values()]
    print(f"{'themes, whole set':22}" + "".join(f"{value:20.3f}" for value in exact))
    print(f"{'without evidence':22}" + "".join(f"{len(score.unproved):20}" for score in columns.values()))
    times.sort()
    print(f"processor milliseconds a document: median {times[len(times) // 2]:.1f}, longest {times[-1]:.1f}")
    if show:
        for name, score in columns.items():
            if name in ("agreements and bids", "summaries", "tuning"):
                print(f"\n{name}\n" + "\n".join(score.faults + score.unproved))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
