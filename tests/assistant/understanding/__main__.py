"""`python -m tests.assistant.understanding`: how many questions are understood right; `--faults` prints the rest."""

import argparse

from tests.assistant.understanding.cases import FIELDS, cases, faults
from tests.assistant.understanding.library import bundled_cards


def main() -> None:
    """Print one line per part of the labelled set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", action="store_true", help="print what was wrong in the tuning part")
    given = parser.parse_args()
    cards = bundled_cards()
    for part in ("tuning", "test"):
        wrong = [(case, faults(case, cards)) for case in cases(part)]
        total = len(wrong)
        right = {name: total - sum(name in found for _, found in wrong) for name in FIELDS}
        whole = sum(not found for _, found in wrong)
        fields = ", ".join(f"{name} {count / total:.3f}" for name, count in right.items())
        print(f"{part}: {total} questions; {fields}; all fields {whole / total:.3f}")
        if given.faults and part == "tuning":
            for case, found in wrong:
                for name, got in found.items():
                    print(f"  {case.before} {case.question} · {name}: {got!r}, not {case.expected[name]!r}")


if __name__ == "__main__":
    main()
