"""What a request about commitments may hold."""

from typing import Annotated

from pydantic import Field, StringConstraints

from assistant.precedents.counting import By
from assistant.precedents.searching import Order
from assistant.precedents.selection import Selection
from assistant.service.incoming import Incoming, Name, Year
from corpus.commitment import Modality, Role, Standing
from corpus.model import Kind, Status, Theme

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)]
DocumentId = Annotated[str, StringConstraints(min_length=1, max_length=250)]


class CommitmentFiltersIn(Incoming):
    """Welke afspraken: waarden in één veld zijn alternatieven, alle velden moeten kloppen."""

    gemeenten: list[Name] = Field([], max_length=50, description="Gemeenten van het document.")
    corporaties: list[Name] = Field([], max_length=50, description="Corporaties van het document.")
    themas: list[Theme] = Field([], max_length=50, description="Waar de afspraak over gaat.")
    hardheid: list[Modality] = Field([], max_length=10, description="Hoe hard de afspraak is.")
    rollen: list[Role] = Field([], max_length=10, description="Wat de partij is die het doet.")
    actoren: list[Name] = Field(
        [],
        max_length=50,
        description="Wie het doet, bij naam; een afspraak van alle corporaties telt voor elke corporatie mee.",
    )
    jaren: list[Year] = Field(
        [], max_length=50, description="Jaren van de afspraak, of van het document als zij er geen noemt."
    )
    status: list[Status] = Field([], max_length=10, description="Hoe het document er vandaag voor staat.")
    stand: list[Standing] = Field(
        [Standing.AFGESPROKEN],
        max_length=10,
        description="Is het afgesproken, of een voorstel, concept, voorbeeld of resultaat; [] is alles.",
    )
    soorten: list[Kind] = Field([], max_length=50, description="Soort document.")
    met_getal: bool | None = Field(None, description="Alleen afspraken met (of zonder) een getal.")
    eenheden: list[Name] = Field([], max_length=50, description="Eenheid van een getal, zoals 'woningen'.")
    documenten: list[DocumentId] = Field([], max_length=200, description="Id's van documenten.")

    def selection(self) -> Selection:
        """The same as the record of the product."""
        return Selection(
            roles=tuple(self.rollen),
            actors=tuple(self.actoren),
            themes=tuple(self.themas),
            modalities=tuple(self.hardheid),
            municipalities=tuple(self.gemeenten),
            corporations=tuple(self.corporaties),
            years=tuple(self.jaren),
            statuses=tuple(self.status),
            standings=tuple(self.stand),
            kinds=tuple(self.soorten),
            documents=tuple(self.documenten),
            with_number=self.met_getal,
            units=tuple(self.eenheden),
        )


class CommitmentSearchIn(Incoming):
    """Een zoekopdracht naar afspraken, één pagina tegelijk."""

    zoekvraag: Text = Field("", description="Woorden; leeg geeft alles wat door de filters komt.")
    filters: CommitmentFiltersIn = CommitmentFiltersIn()
    sortering: Order = "relevantie"
    pagina: int = Field(1, ge=1, le=10_000)
    pagina_grootte: int = Field(20, ge=1, le=100)


class CommitmentCountIn(Incoming):
    """Een telling van afspraken."""

    zoekvraag: Text = Field("", description="Woorden; leeg telt alles wat door de filters komt.")
    filters: CommitmentFiltersIn = CommitmentFiltersIn()
    per: By = Field(description="Waar de afspraken naar uitgesplitst worden.")
