"""`python -m tests.ingest.outlines`: what is right of outlines, clauses and passages; `--faults` prints the rest."""

import argparse

from tests.ingest.outlines.cases import cases
from tests.ingest.outlines.scoring import Score, score


def main() -> None:
    """Print one line per part of the labelled set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", action="store_true", help="print what was wrong in the tuning part")
    given = parser.parse_args()
    for part in ("tuning", "test"):
        total = Score()
        chosen = cases(part)
        for case in chosen:
            total.add(score(case))
        print(
            f"{part}: {len(chosen)} outlines, {total.headings} headings, F1 of text, level and parent "
            f"{total.heading_f1:.4f}; {total.clauses} clause numbers, right {total.clause_accuracy:.4f}; "
            f"{total.fitting} clauses that fit, cut {total.cut_share:.4f}; {total.passages} passages, "
            f"under two headings {total.mixed}, beginning within a sentence {total.broken}, "
            f"lines of a table of contents {total.listed}"
        )
        if given.faults and part == "tuning":
            print("\n".join(total.faults))


if __name__ == "__main__":
    main()
