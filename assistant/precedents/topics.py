"""Lays commitments of several sides beside each other by subject: the likest first, one of each side at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from assistant.precedents.likeness import Floats, likeness, sentences
from corpus.commitment_index import Columns, Mask, Numbers
from corpus.model import Theme

# Commitments of all sides together that are laid side by side; the work grows with its square.
_POOL = 720
# From here on two commitments are about one subject.
ALIKE = 0.36
# Commitments of a side that a subject is looked for in before it is called missing.
_LOOKED_IN = 3_000
# Subjects of one side that are looked for elsewhere, for each that is shown.
_TRIED = 2


@dataclass(frozen=True, slots=True)
class Group:
    """The place of the commitment of every side in the columns, None for none, and how much they share."""

    rows: tuple[int | None, ...]
    likeness: float

    @property
    def shared(self) -> bool:
        return sum(row is not None for row in self.rows) > 1


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups that are shown of each theme, how many more there are, and whether everything was laid beside."""

    shown: dict[Theme, list[Group]]
    more: dict[Theme, int]
    complete: bool


def grouped(
    columns: Columns,
    masks: Sequence[Mask],
    everything: Sequence[Mask],
    fit: Floats | None,
    themes: Sequence[Theme],
    most: int,
) -> Grouped:
    """Group the commitments of each side (`masks`) by subject, under the main theme of each group.

    What seems to stand on one side alone is looked for among `everything` of the other sides. Of every theme `most`
    shared groups and `most` of one side are shown, the best fitting first.
    """
    order = _Themes(columns, themes)
    pools = [_pool(order, np.flatnonzero(mask).astype(np.int32), fit, _POOL // len(masks)) for mask in masks]
    groups = _joined(columns, pools)
    by_theme: dict[Theme, list[Group]] = {theme: [] for theme in themes}
    for group in groups:
        by_theme[order.of_group(group)].append(group)
    shown: dict[Theme, list[Group]] = {}
    more: dict[Theme, int] = {}
    alone: list[Group] = []
    for theme, some in by_theme.items():
        some.sort(key=lambda group: _rank(group, fit))
        shown[theme] = [group for group in some if group.shared]
        alone += _in_turns([group for group in some if not group.shared], len(masks))[: _TRIED * most]
    looked = dict(zip(alone, _looked_for(columns, alone, everything), strict=True))
    for theme, some in by_theme.items():
        singles = _in_turns([group for group in some if not group.shared], len(masks))
        tried = [looked[group] for group in singles if group in looked]
        shared = shown[theme] + [group for group in tried if group.shared]
        kept = shared[:most] + [group for group in tried if not group.shared][:most]
        shown[theme], more[theme] = (
            kept,
            len(shared) + len(singles) - sum(g.shared for g in tried) - len(kept),
        )
    return Grouped(shown, more, all(len(pool) == mask.sum() for pool, mask in zip(pools, masks, strict=True)))


class _Themes:
    """The main theme of commitments, among those in view."""

    def __init__(self, columns: Columns, themes: Sequence[Theme]) -> None:
        self._tags = columns.tags["themas"]
        self._themes = {theme.value: theme for theme in themes}
        self._any = themes[0] if themes else None

    def of(self, row: int) -> Theme:
        start, end = np.searchsorted(self._tags.rows, (row, row + 1))
        named = (self._tags.values[code] for code in self._tags.codes[start:end].tolist())
        found = next((self._themes[name] for name in named if name in self._themes), self._any)
        assert found is not None  # there is a theme as soon as there is a commitment
        return found

    def of_group(self, group: Group) -> Theme:
        return next(self.of(row) for row in group.rows if row is not None)


def _pool(order: _Themes, rows: Numbers, fit: Floats | None, most: int) -> Numbers:
    """The commitments of a side that take part: the best fitting, or those of every theme in turns."""
    if len(rows) <= most:
        return rows
    if fit is not None:
        return np.sort(rows[np.argsort(-fit[rows], kind="stable")[:most]])
    of_theme: dict[Theme, list[int]] = {}
    for row in rows[: 20 * most].tolist():
        of_theme.setdefault(order.of(row), []).append(row)
    in_turns = [row for some in zip_longest(*of_theme.values()) for row in some if row is not None]
    return np.array(sorted(in_turns[:most]), np.int32)


def _joined(columns: Columns, pools: Sequence[Numbers]) -> list[Group]:
    """Groups by the likest pair first; two groups join when they have no side in common."""
    rows = np.concatenate(pools)
    side = np.repeat(np.arange(len(pools)), [len(pool) for pool in pools])
    alike = likeness(*[sentences(columns, rows)] * 2) if len(rows) else np.zeros((0, 0), np.float32)
    alike[(rows[:, None] == rows)] = 1.0  # one commitment of several sides
    first, second = np.nonzero(np.triu(alike >= ALIKE) & (side[:, None] < side))
    values = alike[first, second]
    group = list(range(len(rows)))
    members = {place: {int(side[place]): place} for place in group}
    least = dict.fromkeys(group, 1.0)
    for at in np.argsort(-values, kind="stable").tolist():
        one, other = group[int(first[at])], group[int(second[at])]
        if one == other or members[one].keys() & members[other].keys():
            continue
        members[one] |= members[other]
        least[one] = min(least[one], least[other], float(values[at]))
        for place in members.pop(other).values():
            group[place] = one
    return [
        Group(tuple(int(rows[held[at]]) if at in held else None for at in range(len(pools))), least[name])
        for name, held in members.items()
    ]


def _looked_for(columns: Columns, groups: Sequence[Group], everything: Sequence[Mask]) -> list[Group]:
    """Groups of one side, with what the other sides have about them after all."""
    if not groups:
        return []
    own = np.array([next(row for row in group.rows if row is not None) for group in groups], np.int32)
    seeds, found = sentences(columns, own), [list(group.rows) for group in groups]
    least = [group.likeness for group in groups]
    for place, mask in enumerate(everything):
        others = np.flatnonzero(mask)[:_LOOKED_IN].astype(np.int32)
        if not len(others):
            continue
        alike = likeness(seeds, sentences(columns, others))
        best: npt.NDArray[np.intp] = alike.argmax(axis=1)
        for at, rows in enumerate(found):
            value = float(alike[at, best[at]])
            if rows[place] is None and value >= ALIKE:
                rows[place], least[at] = int(others[best[at]]), min(least[at], value)
    return [Group(tuple(rows), value) for rows, value in zip(found, least, strict=True)]


def _rank(group: Group, fit: Floats | None) -> tuple[float, float, int]:
    """More sides first, then what fits the text best, then in reading order of the first side."""
    rows = [row for row in group.rows if row is not None]
    best = 0.0 if fit is None else -float(fit[rows].max())
    return (-len(rows), best, rows[0]) if fit is None else (best, -len(rows), rows[0])


def _in_turns(groups: Sequence[Group], sides: int) -> list[Group]:
    """Groups of one side, the sides in turns, so that no side crowds the others out."""
    each: list[list[Group]] = [[] for _ in range(sides)]
    for group in groups:
        each[next(place for place, row in enumerate(group.rows) if row is not None)].append(group)
    return [group for some in zip_longest(*each) for group in some if group is not None]
