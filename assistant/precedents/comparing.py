"""Compares what two to six municipalities, corporations or documents agreed, theme by theme.

Commitments about one subject stand in one row (`Topic`); what stands on one side alone is missing in what was
searched of the others. Every number that is given has the selection behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.precedents.footing import Footing, on_one_footing
from assistant.precedents.selection import Selected, Selection
from assistant.precedents.sides import ComparisonError, Side, Sides, SideSort, check, side
from assistant.precedents.topics import CERTAIN, Group, Grouped, Grouping
from assistant.precedents.wording import worded
from assistant.retrieval import Retriever
from corpus.commitment_index import Columns, Mask, StoredCommitment
from corpus.library import Library
from corpus.model import Theme

__all__ = ["Comparison", "ComparisonError", "Sides", "ThemeRow", "Topic", "compare"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject: the commitment of every side about it, None where none was found; numbers when two have them.

    `likeness` (0 to 1) is how much the commitments share; 1 for one that stands alone. `same`: it is one commitment
    that the sides made together.
    """

    commitments: tuple[StoredCommitment | None, ...]
    likeness: float
    same: bool
    footing: Footing | None

    @property
    def lacking(self) -> tuple[int, ...]:
        """The sides where nothing was found about it."""
        return tuple(place for place, one in enumerate(self.commitments) if one is None)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme: how many commitments each side has and the selection behind that, and the subjects.

    A commitment counts for each of its themes; a subject stands under its main one. `more` are the subjects that are
    not shown.
    """

    theme: Theme
    totals: tuple[int, ...]
    selections: tuple[Selection, ...]
    topics: tuple[Topic, ...]
    more: int

    @property
    def lacking(self) -> tuple[int, ...]:
        """The sides without any commitment of this theme."""
        return tuple(place for place, total in enumerate(self.totals) if not total)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sides in the order asked for, and the themes that one of them has, most commitments first.

    `complete` says that all commitments of the sides were laid side by side, not only the first of each theme.
    """

    sort: SideSort
    sides: tuple[Side, ...]
    themes: tuple[ThemeRow, ...]
    complete: bool


def compare(
    library: Library,
    retriever: Retriever,
    sides: Sides,
    text: str,
    selection: Selection,
    today: date,
    topics: int = 6,
) -> Comparison:
    """Compare sides over the commitments of a selection that fit `text` (empty: all).

    The choice of sides takes the place of that field in the selection. `topics` bounds the shared and the unshared
    subjects of a theme. Raises ComparisonError for sides that cannot be compared.
    """
    names = check(library, sides)
    columns = library.commitment_columns()
    found = worded(library, retriever, columns, text, today) if text.strip() else None
    among = found.mask if found else None
    each = tuple(
        side(library, columns, sides.sort, name, title, selection, among, today)
        for name, title in names.items()
    )
    themes = _themes(columns, each, selection)
    grouping = Grouping(
        library,
        columns,
        list(themes),
        found.fit if found else None,
        topics,
        sides.sort == "documenten",
        today,
    )
    groups = grouping.grouped([one.mask for one in each], _everything(columns, each, today))
    return Comparison(sides.sort, each, _rows(each, themes, groups, sides.sort), groups.complete)


def _everything(columns: Columns, each: Sequence[Side], today: date) -> list[Mask]:
    """All that each side has, whatever the text and the theme: there a subject is looked for before it is missing."""
    return [Selected(columns, _wide(one.selection), today).mask for one in each]


def _wide(selection: Selection) -> Selection:
    return Selection(
        municipalities=selection.municipalities,
        corporations=selection.corporations,
        actors=selection.actors,
        documents=selection.documents,
        years=selection.years,
        statuses=selection.statuses,
        standings=selection.standings,
        kinds=selection.kinds,
    )


def _themes(columns: Columns, sides: Sequence[Side], selection: Selection) -> Mapping[Theme, tuple[int, ...]]:
    """How many commitments each side has of every theme in view, most first."""
    tags = columns.tags["themas"]
    counts = [tags.counts(one.mask) for one in sides]
    totals: dict[Theme, tuple[int, ...]] = {}
    for theme in selection.themes or Theme:
        codes = tags.codes_of(theme.value)
        of_sides = tuple(sum(int(count[code]) for code in codes) for count in counts)
        if any(of_sides) or selection.themes:
            totals[theme] = of_sides
    return dict(sorted(totals.items(), key=lambda item: -sum(item[1])))


def _rows(
    sides: Sequence[Side], themes: Mapping[Theme, tuple[int, ...]], groups: Grouped, sort: SideSort
) -> tuple[ThemeRow, ...]:
    def topic(group: Group) -> Topic:
        # One that stands on several sides has nothing to be compared with.
        different = list({one.commitment.id: one for one in group.there}.values())
        numbers = on_one_footing(different, likely=group.likeness >= CERTAIN, editions=sort == "documenten")
        return Topic(group.members, group.likeness, group.same, numbers)

    return tuple(
        ThemeRow(
            theme,
            totals,
            tuple(one.selection.choosing("themas", theme) for one in sides),
            tuple(topic(group) for group in groups.shown.get(theme, ())),
            groups.more.get(theme, 0),
        )
        for theme, totals in themes.items()
    )
