"""The commitments of the visible editions in memory, as columns: what filtering, counting and finding by word need.

A change of the library makes new columns of what is held per edition; only what is new is read from the catalogue.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from threading import Lock

import numpy as np
import numpy.typing as npt

from corpus.catalogue import Catalogue
from corpus.commitment import Commitment, Role
from corpus.commitment_rows import CommitmentColumns
from corpus.model import EditionCard

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int32]
# No agreement runs longer; a wrong year in a text does not fill the memory.
_LONGEST_PERIOD = 40


@dataclass(frozen=True, slots=True)
class StoredCommitment:
    """A commitment with the card of its edition, and the printed label of its first page."""

    commitment: Commitment
    card: EditionCard
    page_label: str | None


class Tags:
    """Which values each of `size` things has: thing `rows[i]` has value `values[codes[i]]`.

    Values that are text are found in capitals or in small letters.
    """

    def __init__(self, size: int, rows: Numbers, codes: Numbers, values: Sequence[str]) -> None:
        self.size = size
        self.rows = rows
        self.codes = codes
        self.values = values

    @classmethod
    def of(cls, given: Iterable[Iterable[str]]) -> "Tags":
        """Tags of things by the values of each."""
        code: dict[str, int] = {}
        each = [[code.setdefault(value, len(code)) for value in dict.fromkeys(values)] for values in given]
        rows = np.repeat(np.arange(len(each), dtype=np.int32), [len(codes) for codes in each])
        return cls(len(each), rows, np.fromiter(chain.from_iterable(each), np.int32), tuple(code))

    @cached_property
    def _folded(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for code, value in enumerate(self.values):
            found.setdefault(value.casefold(), []).append(code)
        return found

    def codes_of(self, value: str) -> list[int]:
        """The codes of a value; none when nothing has it."""
        return self._folded.get(value.casefold(), [])

    def having(self, wanted: Iterable[str]) -> Mask:
        """The things that have one of these values, bool `(size,)`."""
        chosen = np.zeros(len(self.values), np.bool_)
        chosen[[code for value in wanted for code in self.codes_of(value)]] = True
        found = np.zeros(self.size, np.bool_)
        found[self.rows[chosen[self.codes]]] = True
        return found

    def counts(self, weights: npt.NDArray[np.bool_ | np.int64]) -> npt.NDArray[np.int64]:
        """The sum of the weights `(size,)` of the things that have each value, `(number of values,)`."""
        counted = np.bincount(self.codes, weights=weights[self.rows], minlength=len(self.values))
        return counted.astype(np.int64)

    def counts_per(self, among: Mask, owner: Numbers, owners: int) -> npt.NDArray[np.int64]:
        """How many things of `among` have each value, by their owner: `(number of values, owners)`."""
        kept = among[self.rows]
        cells = self.codes[kept].astype(np.int64) * owners + owner[self.rows[kept]]
        return np.bincount(cells, minlength=len(self.values) * owners).reshape(len(self.values), owners)

    def rows_with(self, code: int) -> Numbers:
        """The things that have a value."""
        order, starts = self._postings
        return self.rows[order[starts[code] : starts[code + 1]]]

    @cached_property
    def _postings(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        order = np.argsort(self.codes, kind="stable")
        ends = np.cumsum(np.bincount(self.codes, minlength=len(self.values)))
        return order, np.concatenate([np.zeros(1, np.intp), ends.astype(np.intp)])


@dataclass(frozen=True, eq=False)
class Columns:
    """The commitments of all visible editions, newest edition first, each in reading order: `n` of `e` editions.

    `edition` `(n,)` is the place of each one's edition in `cards`; `passage_ids` are those they stand in. `tags` of a
    commitment are its "themas", "rollen", "actoren", "hardheid", "stand", "eenheden", "jaren", "metGetal" ("ja",
    "nee"), and its stems: "woorden" of its own text, "delen" of the compounds in it, "kopwoorden" of the heading
    above it. A role without a name counts as an actor by the names of the document's parties of that role.
    `edition_tags` of an edition are its "gemeenten", "corporaties", "soorten" and "documenten".
    """

    cards: tuple[EditionCard, ...]
    ids: tuple[str, ...]
    passage_ids: tuple[str, ...]
    edition: Numbers
    tags: Mapping[str, Tags]
    edition_tags: Mapping[str, Tags]

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def by_passage(self) -> Mapping[str, Sequence[int]]:
        """The commitments that stand in each passage."""
        found: dict[str, list[int]] = {}
        for row, passage_id in enumerate(self.passage_ids):
            found.setdefault(passage_id, []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of one edition; codes are those of the whole index."""

    ids: list[str]
    passage_ids: list[str]
    tags: dict[str, tuple[Numbers, Numbers]]


class CommitmentIndex:
    """Keeps the columns of the visible editions. Any thread may ask for them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._codes: dict[str, dict[str, int]] = {name: {} for name in _TAGS}
        self._blocks: dict[str, _Block] = {}
        self._loading = Lock()
        self._made: tuple[Mapping[str, EditionCard], Columns] | None = None

    def columns(self, cards: Mapping[str, EditionCard]) -> Columns:
        """The columns of the editions with these cards, in their order; made once for the same object."""
        made = self._made
        if made is not None and made[0] is cards:
            return made[1]
        with self._loading:
            if self._made is None or self._made[0] is not cards:
                self._made = cards, self._gather(cards)
            return self._made[1]

    def forget(self, edition_ids: Sequence[str]) -> None:
        """Let go of editions, after the catalogue has."""
        with self._loading:
            for name in edition_ids:
                self._blocks.pop(name, None)

    def _gather(self, cards: Mapping[str, EditionCard]) -> Columns:
        self._blocks = {name: block for name, block in self._blocks.items() if name in cards}
        lacking = [name for name in cards if name not in self._blocks]
        for name, rows in self._catalogue.commitment_columns(lacking):
            self._blocks[name] = self._block(rows, cards[name])
        empty = _Block([], [], {})
        for name in lacking:
            self._blocks.setdefault(name, empty)
        blocks = [self._blocks[name] for name in cards]
        sizes = [len(block.ids) for block in blocks]
        starts = np.cumsum([0, *sizes]).tolist()
        return Columns(
            tuple(cards.values()),
            tuple(chain.from_iterable(block.ids for block in blocks)),
            tuple(chain.from_iterable(block.passage_ids for block in blocks)),
            np.repeat(np.arange(len(blocks), dtype=np.int32), sizes),
            {name: self._joined(name, blocks, starts) for name in _TAGS},
            {name: Tags.of(map(values, cards.values())) for name, values in _EDITION_TAGS.items()},
        )

    def _block(self, rows: Sequence[CommitmentColumns], card: EditionCard) -> _Block:
        tags: dict[str, tuple[Numbers, Numbers]] = {}
        for name, values_of in _TAGS.items():
            codes = self._codes[name]
            known: dict[object, list[int]] = {}
            each: list[list[int]] = []
            for row in rows:
                key, values = values_of(row, card)
                if key not in known:
                    known[key] = [codes.setdefault(value, len(codes)) for value in values()]
                each.append(known[key])
            lengths = [len(some) for some in each]
            tags[name] = (
                np.repeat(np.arange(len(rows), dtype=np.int32), lengths),
                np.fromiter(chain.from_iterable(each), np.int32, sum(lengths)),
            )
        return _Block([row.id for row in rows], [row.passage_id for row in rows], tags)

    def _joined(self, name: str, blocks: Sequence[_Block], starts: Sequence[int]) -> Tags:
        held = [(block.tags[name], start) for block, start in zip(blocks, starts, strict=False) if block.ids]
        none = np.zeros(0, np.int32)
        rows = np.concatenate([none, *(rows + np.int32(start) for (rows, _), start in held)])
        codes = np.concatenate([none, *(codes for (_, codes), _ in held)])
        return Tags(starts[-1], rows, codes, tuple(self._codes[name]))


# What tells the values of a tag apart, and the values, worked out once for all rows of an edition that are alike.
_Values = tuple[object, Callable[[], Iterable[str]]]


def _lines(text: str) -> _Values:
    return text, lambda: filter(None, text.split("\n"))


def _roles(row: CommitmentColumns) -> _Values:
    return row.actors, lambda: dict.fromkeys(
        line.partition("\t")[0] for line in row.actors.split("\n") if line
    )


def _actors(row: CommitmentColumns, card: EditionCard) -> _Values:
    def values() -> Iterable[str]:
        about = card.description
        parties = {
            Role.GEMEENTE.value: about.municipalities,
            Role.CORPORATIE.value: about.corporations,
            Role.HUURDERSORGANISATIE.value: about.tenant_organisations,
        }
        told = [line.partition("\t") for line in row.actors.split("\n")]
        each = ([name] if name else parties.get(role, ()) for role, _, name in told)
        return dict.fromkeys(chain.from_iterable(each))

    return row.actors, values


def _years(row: CommitmentColumns, card: EditionCard) -> _Values:
    """Its own years; without those the years of its document, and on to its deadline."""

    def values() -> Iterable[str]:
        known = [year for year in (row.first_year, row.last_year) if year]
        if not known:
            of_document = card.description.period.years()
            known = [*of_document[:1], *of_document[-1:], *([row.due_year] if row.due_year else [])]
        if not known:
            return ()
        first, last = min(known), max(known)
        return map(str, range(first, min(last, first + _LONGEST_PERIOD) + 1))

    return (row.first_year, row.last_year, row.due_year), values


def _one(value: str) -> _Values:
    return value, lambda: (value,)


_TAGS: dict[str, Callable[[CommitmentColumns, EditionCard], _Values]] = {
    "themas": lambda row, _: _lines(row.themes),
    "rollen": lambda row, _: _roles(row),
    "actoren": _actors,
    "hardheid": lambda row, _: _one(row.modality),
    "stand": lambda row, _: _one(row.standing),
    "eenheden": lambda row, _: _lines(row.units),
    "jaren": _years,
    "metGetal": lambda row, _: _one("ja" if row.units else "nee"),
    "woorden": lambda row, _: _lines(row.words),
    "delen": lambda row, _: _lines(row.word_parts),
    "kopwoorden": lambda row, _: _lines(row.heading_words),
}
_EDITION_TAGS: dict[str, Callable[[EditionCard], Iterable[str]]] = {
    "gemeenten": lambda card: card.description.municipalities,
    "corporaties": lambda card: card.description.corporations,
    "soorten": lambda card: (card.description.kind.value,),
    "documenten": lambda card: (card.document_id,),
}
