"""Whether an answer, an abstention or a question back came when it should: what precision and recall are made of."""

from collections.abc import Collection

from eval.measures import Value
from eval.questions import ABSTAINED, ANSWERED, CLARIFYING

NAMES = (
    "abstentionPrecision",
    "abstentionRecall",
    "answerRecall",
    "clarificationPrecision",
    "clarificationRecall",
)


def deciding(given: str | None, allowed: Collection[str]) -> dict[str, Value]:
    """The cases that count for each measure, and whether they are right; `given` is None when the target does not
    tell its status."""
    if given is None:
        return dict.fromkeys(NAMES)
    return {
        "abstentionPrecision": _precision(given, allowed, ABSTAINED),
        "abstentionRecall": _recall(given, allowed, ABSTAINED),
        "answerRecall": _recall(given, allowed, ANSWERED),
        "clarificationPrecision": _precision(given, allowed, CLARIFYING),
        "clarificationRecall": _recall(given, allowed, CLARIFYING),
    }


def _precision(given: str, allowed: Collection[str], group: frozenset[str]) -> bool | None:
    return bool(group.intersection(allowed)) if given in group else None


def _recall(given: str, allowed: Collection[str], group: frozenset[str]) -> bool | None:
    return given in group if group.issuperset(allowed) else None
