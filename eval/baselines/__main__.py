"""`python -m eval.baselines RUN NAME`: keep what a run scored as `eval/baselines/NAME/scores.json`, small.

Kept of each case is what can be compared; the answers and their sentences are left out, what does not apply, and of
retrieval all but the level of pages.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from eval.responses import RunError
from eval.scored import SCORES

BASELINES = Path(__file__).parent
_KEPT = (
    "id",
    "persona",
    "theme",
    "kind",
    "difficulty",
    "document",
    "good",
    "completeness",
    "status",
    "checks",
    "ms",
)


def keep(run: Path, name: str, folder: Path = BASELINES) -> Path:
    """Write the baseline `name` from a run that is scored; returns its file. Raises RunError without scores."""
    try:
        scores = json.loads((run / SCORES).read_text("utf-8"))
    except FileNotFoundError as error:
        raise RunError(
            f"In {run} staat geen {SCORES}. Maak die met: afsprakenwijzer eval score {run}"
        ) from error
    kept = {**scores, "cases": [_small(case) for case in scores["cases"]]}
    path = folder / name / SCORES
    path.parent.mkdir(exist_ok=True)
    lines = [json.dumps(case, ensure_ascii=False) for case in kept.pop("cases")]
    head = json.dumps(kept, ensure_ascii=False, indent=1).removesuffix("\n}")
    path.write_text(f'{head},\n "cases": [\n' + ",\n".join(lines) + "\n]}\n", "utf-8")
    return path


def _small(case: dict[str, Any]) -> dict[str, Any]:
    measures = {
        name: value
        for name, value in case["measures"].items()
        if value is not None and not name.endswith((".document", ".passage"))
    }
    return {**{name: case[name] for name in _KEPT}, "measures": measures}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval.baselines", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a run that is scored")
    parser.add_argument("name", help="name of the baseline")
    given = parser.parse_args()
    sys.stdout.write(f"{keep(given.run, given.name)}\n")


if __name__ == "__main__":
    main()
