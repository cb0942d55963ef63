"""Compares two scored runs question by question: how much each measure differs, how sure that is, what flipped.

The interval is a paired percentile bootstrap over the questions (Efron & Tibshirani, 1993), the p-value a paired
permutation test (Good, 2005), both by SciPy with a fixed seed. With this many measures some differ by chance:
`clear` is judged after Benjamini and Hochberg (1995).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.responses import RunError
from eval.scored import GOOD, ScoredRun

_SEED = 20261123
_RESAMPLES = 10_000
_CLEAR = 0.05

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of both runs over the `of` questions to which it applies in both; `difference` is B − A, with its
    95% interval. `better` says which direction is good, `clear` whether chance is an unlikely explanation."""

    measure: str
    of: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float
    better: str
    unit: str
    clear: bool = False

    @property
    def improved(self) -> bool:
        return (self.difference > 0) == (self.better == "higher") and self.difference != 0

    def to_json(self) -> dict[str, Any]:
        rounded = {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }
        return rounded | {"improved": self.improved}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B against run A on the questions that both have. `won` and `lost` are questions that B alone, or A alone,
    answered well; `only_a` and `only_b` count the questions that the other run lacks."""

    a: ScoredRun
    b: ScoredRun
    common: tuple[str, ...]
    only_a: int
    only_b: int
    differences: Mapping[str, Difference]
    won: tuple[str, ...]
    lost: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "a": {"folder": str(self.a.folder), "system": self.a.system, "run": self.a.scores.get("run")},
            "b": {"folder": str(self.b.folder), "system": self.b.system, "run": self.b.scores.get("run")},
            "common": len(self.common),
            "onlyA": self.only_a,
            "onlyB": self.only_b,
            "measures": [one.to_json() for one in self.differences.values()],
            "won": [self.flip(id_) for id_ in self.won],
            "lost": [self.flip(id_) for id_ in self.lost],
        }

    def flip(self, id_: str) -> dict[str, Any]:
        """A question with what each run answered."""
        question = self.a.questions.get(id_) or self.b.questions.get(id_)
        return {
            "id": id_,
            "question": question.question if question else None,
            "a": _said(self.a, id_),
            "b": _said(self.b, id_),
        }


def compare(a: ScoredRun, b: ScoredRun) -> Comparison:
    """Compare two runs. Raises RunError when they share no question, or when a question differs between them."""
    common = check_comparable(a, b)
    found = [
        _difference(name, values, b.measures)
        for name in b.measures
        if name in a.measures and (values := paired(a, b, name, common)) is not None
    ]
    return Comparison(
        a, b, common, len(a.cases) - len(common), len(b.cases) - len(common),
        {one.measure: one for one in _judged(found)},
        won=tuple(id_ for id_ in common if b.cases[id_][GOOD] and a.cases[id_][GOOD] is False),
        lost=tuple(id_ for id_ in common if a.cases[id_][GOOD] and b.cases[id_][GOOD] is False),
    )  # fmt: skip


def check_comparable(a: ScoredRun, b: ScoredRun) -> tuple[str, ...]:
    """The questions that both runs have, in the order of A. Raises RunError as `compare` does."""
    common = tuple(id_ for id_ in a.cases if id_ in b.cases)
    if not common:
        raise RunError("Deze twee metingen hebben geen vraag gemeen. Vergelijk metingen van dezelfde vragen.")
    changed = [
        id_
        for id_ in common
        if id_ in a.questions and id_ in b.questions and a.questions[id_] != b.questions[id_]
    ]
    if changed:
        raise RunError(
            f"Deze vragen of hun goede antwoorden verschillen tussen de metingen: {', '.join(changed[:10])}"
            f"{' en meer' if len(changed) > 10 else ''}. Stel ze opnieuw met: afsprakenwijzer eval run"
        )
    return common


def paired(a: ScoredRun, b: ScoredRun, measure: str, common: Sequence[str]) -> tuple[Values, Values] | None:
    """What both runs score on the questions to which a measure applies in both; None when there are none."""
    pairs = [(a.value(id_, measure), b.value(id_, measure)) for id_ in common]
    kept = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not kept:
        return None
    array = np.asarray(kept, dtype=np.float64)
    return array[:, 0], array[:, 1]


def interval(differences: Values, confidence: float = 0.95) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of paired differences."""
    from scipy.stats import bootstrap

    if not np.ptp(differences):
        return float(differences[0]), float(differences[0])
    found = bootstrap(
        (differences,),
        np.mean,
        confidence_level=confidence,
        n_resamples=_RESAMPLES,
        method="percentile",
        batch=1_000,
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def p_value(a: Values, b: Values) -> float:
    """Two-sided: how often swapping the runs per question at random gives so great a difference."""
    from scipy.stats import permutation_test

    if not (a != b).any():
        return 1.0
    # Questions that score the same in both say nothing when swapped.
    differences = (b - a)[a != b]
    if len(differences) == 1:
        return 1.0
    found = permutation_test(
        (differences, np.zeros_like(differences)),
        lambda one, other, axis: np.sum(one - other, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=1_000,
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def _difference(
    name: str, values: tuple[Values, Values], measures: Mapping[str, dict[str, Any] | None]
) -> Difference:
    a, b = values
    figure = measures[name] or {}
    low, high = interval(b - a)
    return Difference(
        name, len(a), float(a.mean()), float(b.mean()), float((b - a).mean()), low, high, p_value(a, b),
        figure.get("better", "higher"), figure.get("unit", "share"),
    )  # fmt: skip


def _judged(found: Sequence[Difference]) -> list[Difference]:
    """The differences with `clear` filled in, every measure counted as one of many."""
    from scipy.stats import false_discovery_control

    adjusted = false_discovery_control([one.p for one in found])
    return [replace(one, clear=bool(p < _CLEAR)) for one, p in zip(found, adjusted, strict=True)]


def _said(run: ScoredRun, id_: str) -> dict[str, Any]:
    case = run.cases[id_]
    response = run.responses.get(id_)
    answer = response.answer if response else None
    return {
        "status": case["status"],
        "text": answer.get("tekst") if answer else None,
        "failed": [name for name, passed in case["checks"].items() if passed is False],
        "error": case.get("error"),
    }
