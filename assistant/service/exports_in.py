"""What a request for an export may hold: a search, a count, a comparison or a basket, and the kind of file."""

from typing import Annotated, Any, Literal

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import Field, StringConstraints

from assistant.exports.docx_file import Grouping
from assistant.service.commitments_in import CommitmentCountIn, CommitmentSearchIn, DocumentId
from assistant.service.comparison_in import ComparisonIn
from assistant.service.incoming import Incoming

Format = Literal["csv", "xlsx", "docx"]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
CommitmentId = DocumentId
MOST_KEPT = 500

_FORMAT: Any = Field(description="csv en xlsx hebben alles; docx heeft hoogstens 500 citaten of regels.")
_GROUPING: Any = Field("document", description="Waar de citaten in een docx bij elkaar staan.")
_NOTES: Any = Field({}, max_length=MOST_KEPT, description="Eigen notities, bij het id van een afspraak.")


class SearchExportIn(CommitmentSearchIn):
    """Alle afspraken van een zoekopdracht; `pagina` en `paginaGrootte` tellen hier niet."""

    soort: Literal["zoekopdracht"]
    formaat: Format = _FORMAT
    groepering: Grouping = _GROUPING
    notities: dict[CommitmentId, Note] = _NOTES


class CountExportIn(CommitmentCountIn):
    """Een telling."""

    soort: Literal["telling"]
    formaat: Format = _FORMAT


class ComparisonExportIn(ComparisonIn):
    """Een vergelijking."""

    soort: Literal["vergelijking"]
    formaat: Format = _FORMAT


class BasketExportIn(Incoming):
    """Gekozen afspraken met notities, in de volgorde waarin ze gekozen zijn."""

    soort: Literal["mandje"]
    formaat: Format = _FORMAT
    afspraken: list[CommitmentId] = Field(min_length=1, max_length=MOST_KEPT)
    groepering: Grouping = _GROUPING
    notities: dict[CommitmentId, Note] = _NOTES


ExportIn = Annotated[
    SearchExportIn | CountExportIn | ComparisonExportIn | BasketExportIn, Field(discriminator="soort")
]
_SORTS = ("zoekopdracht", "telling", "vergelijking", "mandje")


class ExportRoute(APIRoute):
    """Names the fields of an error as the sender wrote them: without the sort of the export before them."""

    def get_route_handler(self) -> Any:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Any:
            try:
                return await handle(request)
            except RequestValidationError as error:
                raise RequestValidationError([_named(one) for one in error.errors()]) from None

        return handler


def _named(error: dict[str, Any]) -> dict[str, Any]:
    if error["type"] == "union_tag_not_found":
        return {"type": "missing", "loc": ("body", "soort"), "input": None}
    if error["type"] == "union_tag_invalid":
        expected = ", ".join(f"'{one}'" for one in _SORTS)
        tag = error["ctx"]["tag"]
        return {
            "type": "literal_error",
            "loc": ("body", "soort"),
            "input": tag,
            "ctx": {"expected": expected},
        }
    loc = error["loc"]
    return error | {"loc": (loc[0], *loc[2:]) if loc[1:2] and loc[1] in _SORTS else loc}
