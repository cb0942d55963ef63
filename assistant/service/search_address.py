"""The address of a search: the words, what was chosen, and what the words themselves name."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from assistant.answering.understand import Understanding
from assistant.service.incoming import Name, Order, Year
from corpus.model import Filters, Kind, Status, Theme

LONGEST_QUERY = 1_000
_LAST_PAGE = 10_000
_MOST_NAMED = 20


def named_now(
    address: BaseModel, before: Sequence[str], named: Mapping[str, Sequence[str]]
) -> dict[str, list[Any]]:
    """The fields of an address of a search with what its words name, by field, as filters.

    Without those that earlier words named (`before`), and without making one again that a reader let go of.
    """
    now = [str(value) for values in named.values() for value in values]
    left = {value for value in before if value not in now}
    changed: dict[str, list[Any]] = {"begrepen": now[:_MOST_NAMED]}
    for field, values in named.items():
        kept = [value for value in getattr(address, field) if value not in left]
        changed[field] = [*kept, *(value for value in values if value not in before and value not in kept)]
    return changed


class SearchAddress(BaseModel):
    """The address of a search.

    `begrepen` are the names in the words that have been made a filter before: they are not made one again, so that a
    reader who lets go of such a filter keeps it off.
    """

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=LONGEST_QUERY)
    gemeente: list[Name] = Field([], max_length=20)
    corporatie: list[Name] = Field([], max_length=20)
    thema: list[Theme] = Field([], max_length=20)
    soort: list[Kind] = Field([], max_length=20)
    jaar: list[Year] = Field([], max_length=40)
    status: list[Status] = Field([], max_length=10)
    begrepen: list[Name] = Field([], max_length=20)
    sortering: Order = Order.RELEVANTIE
    pagina: int = Field(1, ge=1, le=_LAST_PAGE)

    def filters(self) -> Filters:
        """The same as the library's record."""
        return Filters(
            municipalities=tuple(self.gemeente),
            corporations=tuple(self.corporatie),
            themes=tuple(self.thema),
            kinds=tuple(self.soort),
            years=tuple(self.jaar),
            statuses=tuple(self.status),
        )

    def url(self, **changes: Any) -> str:
        """The address of this search with some of it changed; what has its default is left out."""
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude={"pagina"})
        changed = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"/zoeken?{urlencode(changed, doseq=True)}" if changed else "/zoeken"

    def with_named(self, asked: Understanding) -> "SearchAddress":
        """This search with what its words name as filters, and without those that earlier words named."""
        named: dict[str, Sequence[str]] = {
            "gemeente": asked.municipalities,
            "corporatie": asked.corporations if not asked.tenants else (),
            "soort": asked.look_in,
            "status": asked.statuses,
        }
        return self.model_copy(update=named_now(self, self.begrepen, named))
