"""The figures of a run: each measure's mean over the cases to which it applies, with its 95% interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from eval.measures import Value, citations, deciding, ranking, readability
from eval.metrics import bootstrap, share


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called in a group, in what unit, which way is better, and whether it is a share of cases
    that are right or a mean."""

    name: str
    group: str
    unit: Literal["share", "words", "score", "tokens", "ms"] = "share"
    better: Literal["higher", "lower"] = "higher"
    kind: Literal["share", "mean"] = "mean"


_PLAIN = {
    "wordsPerSentence": ("words", "lower"),
    "fleschDouma": ("score", "higher"),
    "jargon": ("share", "lower"),
}

MEASURES: tuple[Measure, ...] = (
    *(
        Measure(name, "retrieval", kind="share" if name.startswith("success") else "mean")
        for name in ranking.NAMES
    ),
    Measure("factsPresent", "answer"),
    Measure("neverAbsent", "answer", kind="share"),
    Measure("complete", "answer", kind="share"),
    Measure("partial", "answer", kind="share", better="lower"),
    *(Measure(name, "citations") for name in citations.NAMES),
    Measure("pageAccuracy", "citations", kind="share"),
    *(Measure(name, "deciding", kind="share") for name in deciding.NAMES),
    *(
        Measure(name, "readability", unit=_PLAIN[name][0], better=_PLAIN[name][1])  # type: ignore[arg-type]
        for name in readability.NAMES
    ),
    Measure("ms", "speed", unit="ms", better="lower"),
    Measure("inputTokens", "cost", unit="tokens", better="lower"),
    Measure("outputTokens", "cost", unit="tokens", better="lower"),
)


def figure(measure: Measure, values: Sequence[Value]) -> dict[str, Any] | None:
    """The figure of one measure over the cases; None when it applies to none of them."""
    told = [value for value in values if value is not None]
    if not told:
        return None
    counted: dict[str, Any] = {"kind": measure.kind}
    if measure.kind == "share":
        counted |= right_of([bool(value) for value in told])
    else:
        counted |= {**bootstrap([float(value) for value in told]).to_json(), "of": len(told)}
    about = {"better": measure.better, "unit": measure.unit, "group": measure.group}
    return {**counted, "leftOut": len(values) - len(told), **about}


def right_of(passed: Sequence[bool]) -> dict[str, Any]:
    """How many of the cases (at least one) are right, and the share with its interval."""
    return {"right": sum(passed), "of": len(passed), **share(sum(passed), len(passed)).to_json()}
