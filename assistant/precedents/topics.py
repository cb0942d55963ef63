"""Lays commitments of several sides beside each other by subject: the likest first, one of each side at most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

import numpy as np

from assistant.precedents.likeness import (
    Floats,
    Sentences,
    beside,
    likeness,
    of_commitments,
    one_a_row,
    sentences,
)
from assistant.precedents.traits import alike, every_pair, traits
from corpus.commitment_index import Columns, Mask, Numbers, StoredCommitment
from corpus.library import Library
from corpus.model import Status, Theme

# Commitments of all sides together that are laid side by side; the work grows with its square.
_POOL = 600
# From here on two commitments are taken to be about one subject.
ALIKE = 0.42
# From here on that is certain enough to lay their numbers beside each other.
CERTAIN = 0.55
# Commitments of a side that a subject is looked for in before it is called missing.
_LOOKED_IN = 2_000
# The likest in words, of which the traits decide.
_NEAREST = 6
# Subjects of one side that are looked for elsewhere, for each that is shown.
_TRIED = 2
# What the traits of commitments can add to the likeness of their words.
_SLACK = 0.07


@dataclass(frozen=True, slots=True)
class Group:
    """The commitment of every side about one subject, None where there is none, and how much they are alike."""

    members: tuple[StoredCommitment | None, ...]
    likeness: float

    @property
    def there(self) -> list[StoredCommitment]:
        return [one for one in self.members if one]

    @property
    def shared(self) -> bool:
        return len(self.there) > 1

    @property
    def same(self) -> bool:
        """Whether one commitment stands on several sides: they agreed it together."""
        return self.shared and len({one.commitment.id for one in self.there}) == 1


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups that are shown of each theme, how many more there are, and whether everything was laid beside."""

    shown: dict[Theme, list[Group]]
    more: dict[Theme, int]
    complete: bool


class Grouping:
    """Groups the commitments of sides under the themes in view. `fit` is how well each fits a text (None: no text).

    Of every theme `most` shared groups and `most` of one side are shown, what fits best or is likest first.
    """

    def __init__(
        self,
        library: Library,
        columns: Columns,
        themes: Sequence[Theme],
        fit: Floats | None,
        most: int,
        editions: bool,
        today: date,
    ) -> None:
        self._library, self._columns = library, columns
        self._themes, self._fit, self._most = themes, fit, most
        self._editions, self._today = editions, today
        self._row: dict[str, int] = {}

    def grouped(self, masks: Sequence[Mask], everything: Sequence[Mask]) -> Grouped:
        """Group the commitments of each side, `masks`; a subject of one side is looked for in `everything` first."""
        rows = [one_a_row(self._columns, np.flatnonzero(mask).astype(np.int32)) for mask in masks]
        pools = [self._pool(some, _POOL // len(masks)) for some in rows]
        complete = all(len(pool) == len(some) for pool, some in zip(pools, rows, strict=True))
        by_theme: dict[Theme, list[Group]] = {theme: [] for theme in self._themes}
        for group in self._joined(pools):
            theme = self._theme(group)
            if theme:
                by_theme[theme].append(group)
        for some in by_theme.values():
            some.sort(key=self._rank)
        shown: dict[Theme, list[Group]] = {}
        for theme, some in by_theme.items():
            alone = _in_turns([group for group in some if not group.shared])
            shown[theme] = [group for group in some if group.shared][: self._most] + alone[
                : _TRIED * self._most
            ]
        looked = iter(self._looked_for([group for some in shown.values() for group in some], everything))
        more: dict[Theme, int] = {}
        for theme, some in by_theme.items():
            found = [next(looked) for _ in shown[theme]]
            shared = _without_parts([group for group in found if group.shared])
            alone = [group for group in found if not group.shared]
            shown[theme] = sorted(shared, key=self._rank)[: self._most] + alone[: self._most]
            more[theme] = len(some) - len(shown[theme])
        return Grouped(shown, more, complete)

    def _pool(self, rows: Numbers, most: int) -> Numbers:
        """The commitments of a side that take part: the best fitting, or those of every theme in turns."""
        if len(rows) <= most:
            return rows
        if self._fit is not None:
            return np.sort(rows[np.argsort(-self._fit[rows], kind="stable")[:most]])
        tags = self._columns.tags["themas"]
        first = np.minimum(np.searchsorted(tags.rows, rows), max(len(tags.rows) - 1, 0))
        of_theme: dict[int, list[int]] = {}
        for row, code in zip(rows.tolist(), tags.codes[first].tolist(), strict=True):
            of_theme.setdefault(code, []).append(row)
        in_turns = [row for some in zip_longest(*of_theme.values()) for row in some if row is not None]
        return np.array(sorted(in_turns[:most]), np.int32)

    def _load(self, rows: Iterable[int]) -> dict[int, StoredCommitment]:
        """The commitments by their row; without those that left the library meanwhile."""
        row_of = {self._columns.ids[row]: row for row in sorted(set(rows))}
        self._row |= row_of
        return {row_of[one.commitment.id]: one for one in self._library.commitments(list(row_of))}

    def _joined(self, pools: Sequence[Numbers]) -> list[Group]:
        """Groups by the likest pair first; two groups join when they have no side in common."""
        loaded = self._load(np.concatenate(pools).tolist())
        each = [
            (side, loaded[row]) for side, pool in enumerate(pools) for row in pool.tolist() if row in loaded
        ]
        if not each:
            return []
        members = [one for _, one in each]
        rows = np.array([self._row[one.commitment.id] for one in members], np.int32)
        sides = np.array([side for side, _ in each])
        pairs = every_pair(self._words(members), traits(members, self._today), self._editions)
        within = self._columns.edition[rows]
        pairs[within[:, None] == within] = 0.0  # a document is not compared with itself
        pairs[rows[:, None] == rows] = 1.0  # one commitment of several sides
        first, second = np.nonzero((pairs >= ALIKE) & (sides[:, None] < sides))
        values = pairs[first, second]
        group = list(range(len(each)))
        held = {place: {int(sides[place]): place} for place in group}
        least = dict.fromkeys(group, 1.0)
        for at in np.argsort(-values, kind="stable").tolist():
            one, other = group[int(first[at])], group[int(second[at])]
            if one == other or held[one].keys() & held[other].keys():
                continue
            held[one] |= held[other]
            least[one] = min(least[one], least[other], float(values[at]))
            for place in held.pop(other).values():
                group[place] = one
        return [
            Group(
                tuple(members[of[side]] if side in of else None for side in range(len(pools))),
                min(least[name], 1.0),
            )
            for name, of in held.items()
        ]

    def _looked_for(self, groups: Sequence[Group], everything: Sequence[Mask]) -> list[Group]:
        """Groups with what the sides that lack them have about them after all."""
        if not groups:
            return []
        own = [group.there[0] for group in groups]
        words = self._words(own)
        found = [list(group.members) for group in groups]
        least = [group.likeness for group in groups]
        best_of: dict[tuple[int, int], float] = {}
        for side, mask in enumerate(everything):
            others = one_a_row(self._columns, np.flatnonzero(mask)[:_LOOKED_IN].astype(np.int32))
            wanted = np.array([at for at, members in enumerate(found) if members[side] is None], np.intp)
            if not len(others) or not len(wanted):
                continue
            scores = likeness(words, sentences(self._columns, others))[wanted]
            within = np.array([self._row[own[at].commitment.id] for at in wanted.tolist()])
            scores[self._columns.edition[within][:, None] == self._columns.edition[others]] = 0.0
            scores[within[:, None] == others] = 1.0
            best = np.argsort(-scores, axis=1, kind="stable")[:, :_NEAREST]
            near = np.take_along_axis(scores, best, 1) >= ALIKE - _SLACK
            loaded = self._load(others[best[near]].tolist())
            pairs = [
                (at, loaded[row])
                for at, rows, some in zip(wanted.tolist(), others[best].tolist(), near.tolist(), strict=True)
                for row, one in zip(rows, some, strict=True)
                if one and row in loaded
            ]
            for (at, one), value in zip(pairs, self._alike(own, pairs), strict=True):
                if value >= ALIKE and value > best_of.get((at, side), 0.0):
                    best_of[at, side] = value
                    found[at][side] = one
        for (at, _), value in best_of.items():
            least[at] = min(least[at], value)
        return [Group(tuple(members), value) for members, value in zip(found, least, strict=True)]

    def _alike(
        self, own: Sequence[StoredCommitment], pairs: Sequence[tuple[int, StoredCommitment]]
    ) -> list[float]:
        """How much each commitment is like the one of `own` beside it."""
        if not pairs:
            return []
        asked, others = [own[at] for at, _ in pairs], [one for _, one in pairs]
        about = traits([*asked, *others], self._today)
        words = beside(self._words(asked), self._words(others))
        one, other = about.at(slice(len(asked))), about.at(slice(len(asked), None))
        return list(alike(words, one, other, self._editions).tolist())

    def _words(self, some: Sequence[StoredCommitment]) -> Sentences:
        """Their words, those of what is done to what first."""
        rows = np.array([self._row[one.commitment.id] for one in some], np.int32)
        return of_commitments(self._columns, rows, some)

    def _theme(self, group: Group) -> Theme | None:
        """The main theme of a group, among those in view."""
        named = (theme for one in group.there for theme in one.commitment.themes)
        return next((theme for theme in named if theme in self._themes), None)

    def _rank(self, group: Group) -> tuple[object, ...]:
        """What differs before what was agreed together, what holds before what has expired; then fit or likeness."""
        expired = any(one.card.description.status(self._today) is Status.VERLOPEN for one in group.there)
        rows = [self._row[one.commitment.id] for one in group.there]
        fit = float(self._fit[rows].max()) if self._fit is not None else 0.0
        table = not group.shared and group.there[0].commitment.form == "table"
        return (
            group.same,
            expired and not self._editions,
            table,
            -round(fit, 2),
            -len(rows),
            -group.likeness,
            rows,
        )


def _without_parts(groups: Sequence[Group]) -> list[Group]:
    """Without rows of a table beside what stands beside another one already: those are mostly its parts."""
    kept: list[Group] = []
    held: set[str] = set()
    for group in groups:
        new = [one for one in group.there if one.commitment.id not in held]
        if len(new) == len(group.there) or any(one.commitment.form != "table" for one in new):
            kept.append(group)
            held.update(one.commitment.id for one in group.there)
    return kept


def _in_turns(groups: Sequence[Group]) -> list[Group]:
    """Groups of one side, the sides in turns, so that no side crowds the others out."""
    each: dict[int, list[Group]] = {}
    for group in groups:
        each.setdefault(next(at for at, one in enumerate(group.members) if one), []).append(group)
    return [group for some in zip_longest(*each.values()) for group in some if group is not None]
