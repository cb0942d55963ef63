"""The order in which a report shows answers: the worst first."""

from typing import Any

from eval.scored import ScoredRun

_NEEDED = ("status", "facts", "never", "page", "verbatim")


def worst_first(run: ScoredRun) -> list[dict[str, Any]]:
    """The cases that are not good: no answer at all is worst, then an answer that should not have been given or that
    says what it must not, then the most needed checks that failed, then the most checks."""

    def badness(case: dict[str, Any]) -> tuple[bool, bool, int, int]:
        failed = [name for name, passed in case["checks"].items() if passed is False]
        misleading = "never" in failed or "abstention" in failed or "verbatim" in failed
        return case["error"] is not None, misleading, sum(name in _NEEDED for name in failed), len(failed)

    return sorted((case for case in run.cases.values() if case["good"] is False), key=badness, reverse=True)
