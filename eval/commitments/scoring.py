"""The figures of a part: how many commitments are found, how many of what is found is right, and field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.commitments.aligning import Alignment
from eval.commitments.gold import FIELDS, Measured
from eval.commitments.measuring import right
from eval.metrics import Estimate, share

_Row = tuple[str, bool]  # a form, and whether it is right
FORMS = ("all", "text", "table")
BARS: Mapping[str, float] = {
    "found": 0.90,
    "precision": 0.90,
    "actors": 0.92,
    "numbers": 0.95,
    "modality": 0.90,
    "theme": 0.90,
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; without any there is no estimate."""

    right: int
    of: int

    @property
    def estimate(self) -> Estimate | None:
        return share(self.right, self.of) if self.of else None


def figures(aligned: Alignment) -> dict[str, dict[str, Share]]:
    """Found, precision and every field, by form ("all", "text", "table")."""
    rows: dict[str, Sequence[_Row]] = {"found": _found(aligned), "precision": _precise(aligned)}
    rows |= {field: _of_field(aligned, field) for field in FIELDS}
    return {name: {form: _counted(judged, form) for form in FORMS} for name, judged in rows.items()}


def below(measured: Mapping[str, Mapping[str, Share]], aligned: Alignment) -> list[str]:
    """What misses its bar, over text and tables together; "agreed" when a proposal was found as agreed."""
    low = [
        name
        for name, bar in BARS.items()
        if (estimate := measured[name]["all"].estimate) is None or estimate.value < bar
    ]
    return [*low, "agreed"] if aligned.agreed else low


def _counted(rows: Sequence[_Row], form: str) -> Share:
    kept = [good for of, good in rows if form in ("all", of)]
    return Share(sum(kept), len(kept))


def _found(aligned: Alignment) -> Sequence[_Row]:
    return [(pair.gold.form, True) for pair in aligned.pairs] + [
        (gold.form, False) for gold in aligned.missed
    ]


def _precise(aligned: Alignment) -> Sequence[_Row]:
    false = [("table" if one.form == "table" else "text", False) for _, one in aligned.false]
    return [(pair.gold.form, True) for pair in aligned.pairs] + false


def _of_field(aligned: Alignment, field: Measured) -> Sequence[_Row]:
    judged = ((pair.gold.form, right(field, pair)) for pair in aligned.pairs)
    return [(form, good) for form, good in judged if good is not None]
