"""The arithmetic of an evaluation: ranking measures and intervals, as plain functions over numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_RESAMPLES = 2_000
_SEED = 20261123
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean or a share with its 95% interval, all between 0 and 1."""

    value: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


def ranking_measures(
    relevant: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Sequence[str]]
) -> dict[str, list[float]]:
    """Recall@1/5/10, MRR@10 and nDCG@10 of each query in `relevant`, in its order, by ir-measures.

    `relevant` holds the grade of each relevant document of a query, `rankings` the documents that were found,
    best first. Recall is the share of a query's relevant documents found; a query without a ranking scores 0.
    """
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = {
        "recall@1": R @ 1,
        "recall@5": R @ 5,
        "recall@10": R @ 10,
        "MRR@10": RR @ 10,
        "nDCG@10": nDCG @ 10,
    }
    # The rank is the score: equal scores would be put in order of document id by the library underneath.
    run = {
        query: {document: float(-rank) for rank, document in enumerate(rankings.get(query, ())[:10])}
        for query in relevant
    }
    values = {name: dict.fromkeys(relevant, 0.0) for name in measures}
    names = {measure: name for name, measure in measures.items()}
    for metric in ir_measures.iter_calc(
        list(measures.values()), {q: dict(r) for q, r in relevant.items()}, run
    ):
        values[names[metric.measure]][metric.query_id] = metric.value
    return {name: list(per_query.values()) for name, per_query in values.items()}


def bootstrap(values: Sequence[float]) -> Estimate:
    """The mean of `values` (at least one) with its 95% percentile bootstrap interval over the values; the seed
    is fixed, so the same values give the same interval. Efron & Tibshirani (1993), chapter 13."""
    array: npt.NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    if not len(array):
        raise ValueError("no values to estimate a mean of")
    random = np.random.default_rng(_SEED)
    means = [array[random.integers(0, len(array), len(array))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(array.mean()), float(low), float(high))


def share(right: int, of: int) -> Estimate:
    """The share `right / of` with its 95% score interval (Wilson, 1927), which stays honest for few cases and
    near 0 and 1. `of` is at least 1."""
    if not 0 <= right <= of or of < 1:
        raise ValueError(f"{right} of {of} is no share")
    p, z2 = right / of, _Z95**2
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z95 / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of**2))
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half))


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile, one decimal."""
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}
