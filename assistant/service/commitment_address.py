"""The address of a search in what was agreed: words and choices, as pages, exports and feeds take them."""

from collections.abc import Sequence
from typing import Any, Literal, Self
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_serializer, field_validator
from pydantic.alias_generators import to_camel

from assistant.answering.guard import mask, visible
from assistant.answering.understand import Understanding
from assistant.precedents.searching import Order
from assistant.precedents.selection import Selection
from assistant.service.commitments_in import DocumentId
from assistant.service.incoming import Name, Year
from assistant.service.search_address import LONGEST_QUERY, named_now
from corpus.commitment import Modality, Role, Standing
from corpus.model import Kind, Status, Theme

# A checkbox or a link writes yes and no like this.
_YES_NO = {"ja": True, "nee": False}


class CommitmentAddress(BaseModel):
    """Everything that a search in what was agreed depends on. A field that a form left empty is no filter.

    `stand` left empty is what was agreed; "alles" is every standing. `begrepen` are the names in the words that have
    been made a filter before: they are not made one again, so that a reader who lets go of one keeps it off.
    """

    model_config = ConfigDict(
        extra="ignore", frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )

    q: str = Field("", max_length=LONGEST_QUERY)
    gemeente: list[Name] = Field([], max_length=20)
    corporatie: list[Name] = Field([], max_length=20)
    thema: list[Theme] = Field([], max_length=20)
    hardheid: list[Modality] = Field([], max_length=10)
    rol: list[Role] = Field([], max_length=10)
    actor: list[Name] = Field([], max_length=20)
    jaar: list[Year] = Field([], max_length=40)
    status: list[Status] = Field([], max_length=10)
    stand: list[Standing | Literal["alles"]] = Field([], max_length=10)
    soort: list[Kind] = Field([], max_length=20)
    eenheid: list[Name] = Field([], max_length=20)
    document: list[DocumentId] = Field([], max_length=50)
    met_getal: bool | None = None
    begrepen: list[Name] = Field([], max_length=20)
    sortering: Order = "relevantie"
    pagina: int = Field(1, ge=1, le=10_000)

    @field_validator("*", mode="before")
    @classmethod
    def _left_empty(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, list):
            return [one for one in value if one != ""]
        if value == "" and info.field_name:
            return cls.model_fields[info.field_name].get_default()
        return value

    @field_validator("met_getal", mode="before")
    @classmethod
    def _yes_or_no(cls, value: Any) -> Any:
        return _YES_NO.get(value, value) if isinstance(value, str) else value

    @field_serializer("met_getal")
    def _written(self, value: bool | None) -> str | None:
        return None if value is None else next(word for word, yes in _YES_NO.items() if yes is value)

    @classmethod
    def of(cls, text: str, selection: Selection) -> "CommitmentAddress":
        """The address of a search, however much is chosen in it."""
        agreed = selection.standings == (Standing.AFGESPROKEN,)
        return cls.model_construct(
            None,
            q=text,
            gemeente=list(selection.municipalities),
            corporatie=list(selection.corporations),
            thema=list(selection.themes),
            hardheid=list(selection.modalities),
            rol=list(selection.roles),
            actor=list(selection.actors),
            jaar=list(selection.years),
            status=list(selection.statuses),
            stand=[] if agreed else [*selection.standings] or ["alles"],
            soort=list(selection.kinds),
            eenheid=list(selection.units),
            document=list(selection.documents),
            met_getal=selection.with_number,
        )

    def words(self) -> str:
        """What is searched for, with personal data left out."""
        return mask(visible(self.q)).strip()

    def selection(self) -> Selection:
        """The same as the record of the product."""
        agreed = (Standing.AFGESPROKEN,)
        standings = () if "alles" in self.stand else tuple(Standing(one) for one in self.stand) or agreed
        return Selection(
            roles=tuple(self.rol),
            actors=tuple(self.actor),
            themes=tuple(self.thema),
            modalities=tuple(self.hardheid),
            municipalities=tuple(self.gemeente),
            corporations=tuple(self.corporatie),
            years=tuple(self.jaar),
            statuses=tuple(self.status),
            standings=standings,
            kinds=tuple(self.soort),
            documents=tuple(self.document),
            with_number=self.met_getal,
            units=tuple(self.eenheid),
        )

    def query(self, **changes: Any) -> str:
        """The part of the address behind the question mark, with some of it changed; defaults are left out.

        A change of anything goes back to the first page. Without anything chosen it is empty.
        """
        kept = self.model_dump(mode="json", exclude_defaults=True, exclude={"pagina"})
        if isinstance(changes.get("met_getal"), bool):
            changes["met_getal"] = self._written(changes["met_getal"])
        chosen = {to_camel(name): value for name, value in {**kept, **changes}.items() if value}
        return urlencode(chosen, doseq=True)

    def url(self, path: str = "/afspraken", **changes: Any) -> str:
        """This address, or the same search at another path, with some of it changed."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path

    def with_named(self, asked: Understanding) -> Self:
        """This search with what its words name as filters, and without those that earlier words named."""
        named: dict[str, Sequence[str]] = {
            "gemeente": asked.municipalities,
            "corporatie": asked.corporations if not asked.tenants else (),
            "status": asked.statuses,
        }
        changed = {field: values[:20] for field, values in named_now(self, self.begrepen, named).items()}
        return self.model_copy(update=changed)
