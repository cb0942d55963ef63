"""What tells, beside their words, whether two commitments are about one thing: theme, unit, year, party."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from assistant.precedents.footing import figure_of
from assistant.precedents.likeness import Floats, Sentences, likeness
from corpus.commitment import Commitment
from corpus.commitment_index import StoredCommitment
from corpus.model import Status, Theme

Ints = npt.NDArray[np.int64]

# What is added to the cosine of the words, or taken off. Found on the bundled agreements of invented municipalities.
_SAME_UNIT, _SAME_YEAR = 0.04, 0.03
_OTHER_YEAR, _EXPIRED, _OTHER_THEME, _OTHER_PARTY, _OTHER_FORM, _OTHER_SCOPE = (
    0.03,
    0.04,
    0.15,
    1.0,
    0.08,
    0.1,
)
_BIT = {theme: 1 << place for place, theme in enumerate(Theme)}


@dataclass(frozen=True, eq=False)
class Traits:
    """What is compared of `n` commitments beside their words, each `(n,)`; 0 is what is not said.

    `themes` are bits; `party` is the one that does it, when that is one.
    """

    themes: Ints
    unit: Ints
    year: Ints
    party: Ints
    table: npt.NDArray[np.bool_]
    expired: npt.NDArray[np.bool_]

    def at(self, places: object) -> "Traits":
        """Those of some, or with another axis."""
        taken = {field.name: getattr(self, field.name)[places] for field in fields(self)}
        return Traits(**taken)


def traits(some: Sequence[StoredCommitment], today: date) -> Traits:
    """The traits of commitments."""
    code: dict[str, int] = {}

    def coded(values: Sequence[str]) -> Ints:
        return np.array([code.setdefault(value, len(code) + 1) if value else 0 for value in values], np.int64)

    records = [one.commitment for one in some]
    return Traits(
        np.array([sum(_BIT[theme] for theme in set(one.themes)) for one in records], np.int64),
        coded(
            [figure_of(one, one.commitment.numbers[0]).unit if one.commitment.numbers else "" for one in some]
        ),
        np.array([_year(one) for one in records], np.int64),
        coded([_party(one) for one in some]),
        np.array([one.form == "table" for one in records], np.bool_),
        np.array([one.card.description.status(today) is Status.VERLOPEN for one in some], np.bool_),
    )


def alike(words: Floats, one: Traits, other: Traits, editions: bool) -> Floats:
    """How much commitments are alike: the cosine of their words, and their traits; the arguments broadcast.

    Between `editions` an expired document is as good as another, and years are bound to differ.
    """
    scores: Floats = words + np.float32(_SAME_UNIT) * ((one.unit == other.unit) & (one.unit > 0))
    scores -= np.float32(_OTHER_THEME) * ((one.themes & other.themes) == 0)
    scores -= np.float32(_OTHER_PARTY) * (one.table & other.table & (one.party != other.party))
    scores -= np.float32(_OTHER_FORM) * (one.table != other.table)
    # What one party does, beside what all of them do.
    scores -= np.float32(_OTHER_SCOPE) * ((one.party == 0) != (other.party == 0))
    if not editions:
        dated = (one.year > 0) & (other.year > 0)
        scores += np.where(one.year == other.year, np.float32(_SAME_YEAR), np.float32(-_OTHER_YEAR)) * dated
        scores -= np.float32(_EXPIRED) * (one.expired | other.expired)
    return scores.astype(np.float32)


def every_pair(words: Sentences, about: Traits, editions: bool) -> Floats:
    """How much each commitment is like each other one, `(n, n)`."""
    return alike(
        likeness(words, words), about.at((slice(None), None)), about.at((None, slice(None))), editions
    )


def _year(one: Commitment) -> int:
    period = one.period
    return period.start if period.start and period.start == period.end else 0


def _party(stored: StoredCommitment) -> str:
    one, corporations = stored.commitment, stored.card.description.corporations
    if len(corporations) <= 1:  # a bid is always of one
        return ""
    names = [actor.name for actor in one.actors if actor.name]
    return names[0] if len(names) == 1 and len(one.actors) == 1 else ""
