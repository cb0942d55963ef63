"""Chooses which commitment stands for a municipality, a corporation or an edition in an answer."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from assistant.answering.commitment_matching import Matched, figure_of
from assistant.answering.commitment_questions import CommitmentQuestion
from corpus.commitment import Modality, Quantity, Role
from corpus.commitment_index import StoredCommitment
from corpus.model import Kind, Status

# An addendum changes the agreements that it belongs to; what is worked out for one year is not the whole of it.
_ORDER = {Kind.ADDENDUM: 0, Kind.PRESTATIEAFSPRAKEN: 1, Kind.REGIONALE_AFSPRAKEN: 2}
_AVERAGE = re.compile(r"\bgemiddelde?\b|\bhuursom\b", re.IGNORECASE)
_FIRM = (Modality.RESULTAAT, Modality.INSPANNING, Modality.INTENTIE)


class Chooser:
    """Puts the commitments of one question in order, the best to quote first."""

    def __init__(self, question: CommitmentQuestion, found: Matched, today: date) -> None:
        self._question = question
        self._own = found.own
        self._today = today
        years = question.selection.years
        self._year = years[0] if len(years) == 1 else today.year

    def figure(self, one: StoredCommitment) -> Quantity | None:
        """The number of the subject in a commitment; None when the subject has none."""
        counted = self._question.counted
        return figure_of(one, counted, self._year) if counted else None

    def best(self, some: Iterable[StoredCommitment], *, in_force: bool = True) -> StoredCommitment | None:
        """What to quote of some commitments; None of none."""
        return next(iter(self.ordered(some, in_force=in_force)), None)

    def ordered(self, some: Iterable[StoredCommitment], *, in_force: bool = True) -> list[StoredCommitment]:
        """What is in force first, then what says most of the whole subject; else newest edition, reading order."""
        return sorted(some, key=lambda one: self._rank(one, in_force))

    def _rank(self, one: StoredCommitment, in_force: bool) -> tuple[float, ...]:
        said, about = one.commitment, one.card.description
        standing = about.status(self._today) is Status.GELDEND or not in_force
        number = self.figure(one)
        return (
            not standing,
            len(about.municipalities) > 1,
            said.id not in self._own,
            *(self._whole(one, number) if number else (said.modality not in _FIRM, said.form == "table")),
            not said.numbers,
        )

    def _whole(self, one: StoredCommitment, number: Quantity) -> tuple[float, ...]:
        said, about = one.commitment, one.card.description
        dated = said.period.years()
        homes = number.unit.lower().endswith("woningen")
        return (
            # The whole term tells most of homes; of money and shares the year itself, and what says no year.
            not (number.per == "looptijd" or number.total)
            if homes
            else bool(dated) and self._year not in dated,
            _ORDER.get(about.kind, len(_ORDER)) if homes else 0,
            any(actor.name for actor in said.actors),
            is_average(one),
            said.form == "table",
            -number.value if homes else 0,
        )


def owners_of(one: StoredCommitment, *, all_of: bool = True) -> tuple[str, ...]:
    """The corporations that do it, by name; `all_of`: without a name those that are party to the document."""
    names: list[str] = []
    parts = [number.actor for number in one.commitment.numbers if number.actor]
    for actor in (*one.commitment.actors, *parts):
        if actor.role is Role.CORPORATIE:
            names += [actor.name] if actor.name else one.card.description.corporations if all_of else ()
    return tuple(dict.fromkeys(names))


def parts_of(one: StoredCommitment, number: Quantity) -> list[tuple[str, Quantity]]:
    """The number of each corporation that is named: its own part, or the whole of the only one that does it."""
    parts = [
        (part.actor.name, part)
        for part in one.commitment.numbers
        if part.actor and part.actor.name and part.actor.role is Role.CORPORATIE and part.unit == number.unit
    ]
    alone = len(one.commitment.actors) == 1 and owners_of(one, all_of=False)
    return parts or ([(alone[0], number)] if alone else [])


def is_average(one: StoredCommitment) -> bool:
    """Whether its number is an average, which says nothing of a single home."""
    return _AVERAGE.search(one.commitment.quote) is not None


def in_turns(some: Sequence[StoredCommitment]) -> list[StoredCommitment]:
    """The commitments of the documents in turns, so that one document does not fill the answer."""
    each: dict[str, list[StoredCommitment]] = {}
    for one in some:
        each.setdefault(one.card.id, []).append(one)
    return [one for row in zip_longest(*each.values()) for one in row if one]


def by_place(some: Sequence[StoredCommitment]) -> dict[str, list[StoredCommitment]]:
    """The commitments of each municipality, in alphabetical order."""
    found: dict[str, list[StoredCommitment]] = {}
    for one in some:
        for place in one.card.description.municipalities:
            found.setdefault(place, []).append(one)
    return dict(sorted(found.items()))
