"""Step 4: what weighs most for this question: an agreement in force before an expired one, an offer or a magazine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.concepts import coverage, weights
from assistant.answering.understand import Understanding
from assistant.retrieval import Ranked, bag_of
from corpus.model import EditionCard, Kind, Origin, Status

AGREEMENTS = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM, Kind.REGIONALE_AFSPRAKEN})

# What applies here? Agreements say so; the others say what is wanted, offered, told or done.
_FOR_RULES = {
    Kind.PRESTATIEAFSPRAKEN: 1.0,
    Kind.JAARAFSPRAKEN: 1.0,
    Kind.ADDENDUM: 1.0,
    Kind.REGIONALE_AFSPRAKEN: 0.95,
    Kind.NATIONALE_AFSPRAKEN: 0.9,
    Kind.WET: 0.9,
    Kind.HANDREIKING: 0.85,
    Kind.WOONVISIE: 0.8,
    Kind.BOD: 0.7,
    Kind.MONITOR: 0.7,
    Kind.VISITATIE: 0.6,
    Kind.MAGAZINE: 0.6,
    Kind.ARTIKEL: 0.6,
}
# What does it mean? Explanations are written for that.
_FOR_EXPLANATION = {Kind.HANDREIKING: 1.1, Kind.WET: 1.0, Kind.NATIONALE_AFSPRAKEN: 0.95, Kind.ARTIKEL: 0.95}
# How do others do it? Every source is an example.
_FOR_EXAMPLES = {Kind.MAGAZINE: 1.0, Kind.ARTIKEL: 1.0, Kind.BOD: 0.8}
_FORCE = {Status.VERLOPEN: 0.8, Status.TOEKOMSTIG: 0.9, Status.CONCEPT: 0.75}
_TELLS_RESULTS = frozenset({Kind.MONITOR, Kind.JAARAFSPRAKEN, Kind.VISITATIE})
_NAMED_KIND = 1.3
_OTHER_YEARS = 0.75
_ONE_PLACE = 0.85
# The second look is at the words of any search; here names are left out and words that mean the same count.
_COVERED = 0.3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A found passage with what it weighs for this question (kind, force and year), and how much of it it covers."""

    ranked: Ranked
    weight: float
    covered: float = 0.0

    @property
    def card(self) -> EditionCard:
        return self.ranked.found.card

    @property
    def score(self) -> float:
        return (self.ranked.scores.reranked + _COVERED * self.covered) * self.weight


def rank(found: Sequence[Ranked], asked: Understanding, today: date, keep: int = 24) -> list[Weighed]:
    """The `keep` passages that weigh most, best first, not all of them of one document."""
    bags = [bag_of(entry.found) for entry in found]
    importance = weights(asked.concepts, bags)
    weighed = [
        Weighed(entry, weight(entry.found.card, asked, today), coverage(asked.concepts, importance, bag))
        for entry, bag in zip(found, bags, strict=True)
    ]
    weighed.sort(key=lambda entry: -entry.score)
    most = 2 if asked.kind in {"example", "count"} else 14
    taken: Counter[str] = Counter()
    chosen = []
    for entry in weighed:
        taken[entry.card.document_id] += 1
        if taken[entry.card.document_id] <= most:
            chosen.append(entry)
    return chosen[:keep]


def weight(card: EditionCard, asked: Understanding, today: date) -> float:
    """What a document weighs for a question, about 0.4 to 1.4."""
    described = card.description
    if asked.kind in {"definition", "rule"}:
        kind = _FOR_EXPLANATION.get(described.kind, 0.85 * _FOR_RULES.get(described.kind, 0.6))
    elif asked.kind in {"example", "count"}:
        kind = _FOR_EXAMPLES.get(described.kind, _FOR_RULES.get(described.kind, 0.6))
    else:
        kind = _FOR_RULES.get(described.kind, 0.6)
    if described.origin is Origin.SAMENVATTING and asked.kind not in {
        "definition",
        "rule",
        "example",
        "count",
    }:
        kind *= 0.9
    if not described.municipalities and not asked.filters.municipalities and not asked.filters.corporations:
        kind = max(kind, 1.0)
    if described.kind in asked.kinds and (asked.filters.municipalities or asked.filters.corporations):
        kind = max(kind, 0.9) * _NAMED_KIND
    return kind * _standing(card, asked, today) * _elsewhere(card, asked)


def _elsewhere(card: EditionCard, asked: Understanding) -> float:
    """Without a place in the question, what holds everywhere goes before what one municipality agreed."""
    placed = asked.filters.municipalities or asked.filters.corporations or "own" in asked.signals
    local = bool(card.description.municipalities)
    return (
        _ONE_PLACE
        if local and not placed and asked.kind not in {"example", "count", "list", "comparison"}
        else 1.0
    )


def _standing(card: EditionCard, asked: Understanding, today: date) -> float:
    """In force counts; with a year in the question, covering that year counts instead."""
    period = card.description.period.years()
    if "realised" in asked.signals and asked.years and period and card.description.kind in _TELLS_RESULTS:
        # What was done in a year stands in what is written after it.
        return 1.0 if max(asked.years) <= period[-1] else _OTHER_YEARS
    if asked.period and period and (not asked.years or (period[0], period[-1]) == asked.period):
        return 1.0 if (period[0], period[-1]) == asked.period else _OTHER_YEARS
    if asked.years and any(year in period for year in asked.years):
        return 1.0
    if asked.period and period:
        return 1.0 if (period[0], period[-1]) == asked.period else _OTHER_YEARS
    if asked.years and period:
        return _OTHER_YEARS * _FORCE.get(card.description.status(today), 1.0)
    return _FORCE.get(card.description.status(today), 1.0) if asked.kind not in {"example", "count"} else 1.0
