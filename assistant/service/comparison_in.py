"""What a request to compare commitments may hold."""

from typing import Annotated

from pydantic import Field

from assistant.precedents.selection import Selection
from assistant.precedents.sides import Sides, SideSort
from assistant.service.commitments_in import CommitmentFiltersIn, DocumentId, Text
from assistant.service.incoming import Incoming, Name

_SORTS: tuple[SideSort, ...] = ("gemeenten", "corporaties", "documenten")


class ComparisonIn(Incoming):
    """Een vergelijking van twee tot zes gemeenten, corporaties óf documenten."""

    gemeenten: list[Name] = Field([], max_length=20, description="Vergelijk deze gemeenten.")
    corporaties: list[Name] = Field(
        [], max_length=20, description="Vergelijk deze corporaties, naar wat zij zelf doen."
    )
    documenten: list[DocumentId] = Field(
        [], max_length=20, description="Vergelijk deze documenten (id's), zoals afspraken over de jaren."
    )
    zoekvraag: Text = Field("", description="Woorden; leeg vergelijkt alles wat door de filters komt.")
    filters: CommitmentFiltersIn = Field(
        CommitmentFiltersIn(),
        description="Als bij `_zoek`. De kanten gaan voor wat hier op dat veld gekozen is. "
        "Worden documenten vergeleken, dan is zonder keuze elke stand goed.",
    )
    sommen: bool = Field(
        False,
        description="Geef ook per kant het aantal te bouwen woningen (`sommen`), zonder dubbel te tellen.",
    )
    onderwerpen_per_thema: Annotated[int, Field(ge=1, le=25)] = Field(
        6, description="Hoeveel gedeelde onderwerpen per thema, en hoeveel die maar één kant heeft."
    )

    def sides(self) -> list[Sides]:
        """The sorts of sides that were chosen; a comparison takes one."""
        return [Sides(sort, tuple(names)) for sort in _SORTS if (names := getattr(self, sort))]

    def selection(self) -> Selection:
        """Which commitments; of documents that were chosen a bid or a draft is compared as what it is."""
        given = self.filters
        if self.documenten and "stand" not in given.model_fields_set:
            given = given.model_copy(update={"stand": []})
        return given.selection()
