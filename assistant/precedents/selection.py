"""Which commitments somebody wants to see, and which of a library's those are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from corpus.commitment import Modality, Role, Standing
from corpus.commitment_index import Columns, Mask, Tags
from corpus.model import Filters, Kind, Status, Theme

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Selection:
    """Values within a field are alternatives, fields are all required; an empty field lets everything through.

    `actors` are names: a commitment of all parties with a role counts for each party with that role. `municipalities`
    and `corporations` are the parties of the document; `years` are those of the commitment, or of its document where
    it says none; `statuses` are the document's. Without another choice only what was agreed is shown.
    """

    roles: tuple[Role, ...] = ()
    actors: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    modalities: tuple[Modality, ...] = ()
    municipalities: tuple[str, ...] = ()
    corporations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    standings: tuple[Standing, ...] = (Standing.AFGESPROKEN,)
    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    with_number: bool | None = None
    units: tuple[str, ...] = ()

    def chosen(self, field: str) -> tuple[Value, ...]:
        """The values chosen in a field, by its public name (see `FIELDS`); empty when nothing is."""
        value = getattr(self, FIELDS[field])
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def choosing(self, field: str, value: Value) -> "Selection":
        """This selection with one value in a field, by its public name, instead of what was chosen there."""
        given = bool(value) if field == "metGetal" else (_TYPES.get(field, str)(value),)
        return replace(self, **{FIELDS[field]: given})  # type: ignore[arg-type]

    def documents_filter(self) -> Filters:
        """The part that is about documents."""
        return Filters(
            municipalities=self.municipalities,
            corporations=self.corporations,
            kinds=self.kinds,
            years=self.years,
            statuses=self.statuses,
            documents=self.documents,
        )


# The public names of the fields.
FIELDS = {
    "gemeenten": "municipalities",
    "corporaties": "corporations",
    "themas": "themes",
    "hardheid": "modalities",
    "rollen": "roles",
    "actoren": "actors",
    "jaren": "years",
    "status": "statuses",
    "stand": "standings",
    "soorten": "kinds",
    "metGetal": "with_number",
    "eenheden": "units",
    "documenten": "documents",
}
_TYPES: Mapping[str, Callable[..., Value]] = {
    "themas": Theme,
    "hardheid": Modality,
    "rollen": Role,
    "jaren": int,
    "status": Status,
    "stand": Standing,
    "soorten": Kind,
}


class Selected:
    """Which of the commitments a selection lets through; `among` are those that it chooses from (None: all)."""

    def __init__(
        self, columns: Columns, selection: Selection, today: date, among: Mask | None = None
    ) -> None:
        self.columns = columns
        self.selection = selection
        self._today = today
        self._masks = {
            field: self._having(field, chosen) for field in FIELDS if (chosen := selection.chosen(field))
        }
        self._fails = np.zeros(columns.size, np.uint8)
        for mask in self._masks.values():
            self._fails += ~mask
        if among is not None:
            # More than one field can make up for.
            self._fails[~among] = len(FIELDS) + 1

    @cached_property
    def mask(self) -> Mask:
        """What passes every field, bool `(n,)`."""
        return np.asarray(self._fails == 0)

    def without(self, field: str) -> Mask:
        """What passes every field but this one."""
        if field not in self._masks:
            return self.mask
        return np.asarray(self.mask | ((self._fails == 1) & ~self._masks[field]))

    def of_edition(self, field: str) -> bool:
        """Whether a field is about the document."""
        return field == "status" or field in self.columns.edition_tags

    def tags(self, field: str) -> Tags:
        """The tags of a field: of the editions when it is about the document, else of the commitments."""
        if field == "status":
            return self._statuses
        return (self.columns.edition_tags if self.of_edition(field) else self.columns.tags)[field]

    def per_edition(self, mask: Mask) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """How many of `mask` each edition has, `(e,)`."""
        counted = np.bincount(self.columns.edition[mask], minlength=len(self.columns.cards))
        return counted.astype(np.int64)

    @cached_property
    def _statuses(self) -> Tags:
        return Tags.of([card.description.status(self._today).value] for card in self.columns.cards)

    def _having(self, field: str, chosen: tuple[Value, ...]) -> Mask:
        found = self.tags(field).having(map(as_tag, chosen))
        return found[self.columns.edition] if self.of_edition(field) else found


def as_tag(value: Value) -> str:
    """A value as the columns have it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def from_tag(field: str, value: str) -> Value:
    """A value of the columns as it is chosen in a field."""
    if field == "jaren":
        return int(value)
    return value == "ja" if field == "metGetal" else value
