"""`python -m tests.ingest.truth`: what the reader gets right, per layout; `--apart` for the layouts kept apart."""

import argparse
import time
from collections import defaultdict
from pathlib import Path

from tests.ingest.truth.layouts import APART, OWN, documents
from tests.ingest.truth.scoring import Score, score


def main() -> None:
    """Print one line per layout and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layouts", nargs="*", help="only these layouts")
    parser.add_argument("--apart", action="store_true", help="the layouts that the reader was not fitted to")
    parser.add_argument("--faults", action="store_true", help="print what was wrong")
    parser.add_argument("--keep", type=Path, help="write the PDFs to this folder")
    parser.add_argument("--seeds", type=int, default=2, help="documents per layout")
    given = parser.parse_args()
    makers = APART if given.apart else OWN
    start = time.monotonic()
    rows: dict[str, Score] = defaultdict(Score)
    total = Score()
    for truth in documents(makers, given.seeds, given.layouts):
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{truth.name}.pdf").write_bytes(truth.pdf)
        result = score(truth)
        rows[truth.layout].add(result)
        total.add(result)
    names = list(total.shares())
    print(f"{'layout':26}{'docs':>5}{'pages':>6}" + "".join(f"{name:>10}" for name in names))
    for layout, result in [*rows.items(), ("all", total)]:
        values = [share.value for share in result.shares().values()]
        shown = "".join(f"{'-' if value is None else format(value, '.4f'):>10}" for value in values)
        print(f"{layout:26}{result.documents:5}{result.pages:6}{shown}")
    print(f"{time.monotonic() - start:.1f} s")
    if given.faults:
        print("\n".join(total.faults))


if __name__ == "__main__":
    main()
