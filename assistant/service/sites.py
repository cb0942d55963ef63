"""GET /v1/sites/{naam}: what the widget on a website needs to know, looked up by the site's public name."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from assistant.service.deps import ProductDep, SettingsDep
from assistant.service.outgoing import Outgoing
from assistant.service.problems import Problem
from assistant.service.site import Site

router = APIRouter()

_CACHE = "public, max-age=300"


class FiltersOut(Outgoing):
    """The documents that a site starts with, as `filters` in a question."""

    gemeenten: list[str]
    corporaties: list[str]
    themas: list[str]
    soorten: list[str]
    jaren: list[int]
    status: list[str]


class ColoursOut(Outgoing):
    """Colours "#rrggbb"; null is the widget's own."""

    accent: str | None
    op_accent: str | None
    accent_donker: str | None
    op_accent_donker: str | None


class SiteOut(Outgoing):
    """A site as its widget sees it; no origin, quota or other thing of the administration is in it."""

    naam: str
    titel: str | None
    openingstekst: str | None
    voorbeeldvragen: list[str]
    doelgroep: str
    filters: FiltersOut
    kleuren: ColoursOut
    documenten: int
    bewaar_dagen: int
    privacy_url: str | None


@router.get("/v1/sites/{naam}", summary="Hoe het vragenvenster er op een website uitziet")
def site(
    naam: Annotated[str, Path(max_length=60)],
    request: Request,
    response: Response,
    settings: SettingsDep,
    product: ProductDep,
) -> SiteOut:
    """The presets of a site; 404 for a name that is not in the list, 403 for a page of another website."""
    found = settings.site(naam)
    if found is None:
        raise Problem(404, f"De site '{naam}' staat niet in de lijst van deze dienst.")
    origin = request.headers.get("origin")
    if origin and origin not in found.origins and origin != _own_origin(request):
        raise Problem(403, f"De website {origin[:200]} mag het vragenvenster van '{naam}' niet tonen.")
    response.headers["Cache-Control"] = _CACHE
    response.headers["Vary"] = "Origin"
    documents = product.library.coverage(found.filters.filters(), today=product.today()).documents
    return site_out(found, documents, settings.retention_days)


def site_out(site: Site, documents: int, retention_days: int) -> SiteOut:
    """A site as its widget sees it, with how many documents its presets leave to search."""
    return SiteOut(
        naam=site.name,
        titel=site.title,
        openingstekst=site.opening,
        voorbeeldvragen=list(site.questions),
        doelgroep=site.audience.value,
        filters=FiltersOut.model_validate(site.filters.model_dump(mode="json")),
        kleuren=ColoursOut(
            accent=site.colours.accent,
            op_accent=site.colours.on_accent,
            accent_donker=site.colours.accent_dark,
            op_accent_donker=site.colours.on_accent_dark,
        ),
        documenten=documents,
        bewaar_dagen=retention_days,
        privacy_url=str(site.privacy_url) if site.privacy_url else None,
    )


def _own_origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
