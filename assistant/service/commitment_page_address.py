"""The address of a page about what was agreed: a search, how it is shown, and what a reader kept without a script."""

from typing import Annotated, Literal
from urllib.parse import parse_qs, urlencode

from pydantic import Field, StringConstraints, field_validator

from assistant.service.commitment_address import CommitmentAddress
from assistant.service.commitment_words import counted
from corpus.commitment import Standing

MOST_KEPT = 100
LONGEST_KEPT = 4_000
# One id, or those of one row of a table with a space between them.
KeptIds = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_KEPT)]


class PageAddress(CommitmentAddress):
    """The address of a search with what is about the page alone."""

    groep: Literal["", "document", "artikel"] = ""
    mandje: list[KeptIds] = Field([], max_length=MOST_KEPT)

    @field_validator("stand")
    @classmethod
    def _same_as_none(cls, value: list[Standing | str]) -> list[Standing | str]:
        """What is shown without a choice needs no choice: the box of it is on then."""
        return [] if value == [Standing.AFGESPROKEN] else value

    def export_url(self, path: str, **more: str) -> str:
        """The same search at an address that gives all of it, without what is about the page alone."""
        return self.url(path, groep="", mandje=[], **more)

    def counted(self, number: int) -> str:
        """How many were found, by the name of what is looked for."""
        return counted(number, self.selection().standings)

    def basket_url(self) -> str:
        """The basket with what was kept."""
        query = urlencode({"id": self.mandje}, doseq=True)
        return f"/afspraken/mandje?{query}" if query else "/afspraken/mandje"

    def fields(self) -> list[tuple[str, list[str]]]:
        """What a form sends along so that the search stays as it is, from its first page."""
        return list(parse_qs(self.query()).items())
