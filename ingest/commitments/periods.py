"""When something was agreed for: the years and the last day that a sentence names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.commitment import FieldEvidence
from corpus.model import Period


@dataclass(frozen=True, slots=True)
class Moments:
    """The years and the last day that a text names, with the words that say so; what it does not say is open."""

    period: Period = Period()
    deadline: date | None = None
    evidence: tuple[FieldEvidence, ...] = ()


def moments(
    sentence: str, *, lead: str = "", headings: Sequence[str] = (), document: Period = Period()
) -> Moments:
    return Moments()
