"""The service as a whole: its routes, its protection and its public description."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import RedirectResponse

from assistant.service import (
    chat,
    commitment_pages,
    commitments_api,
    comparison_api,
    dialogue,
    document_passages,
    documents,
    exports_api,
    feed,
    operations,
    pages,
    problems,
    protection,
    search,
    sites,
    web_files,
)
from assistant.service.metrics import Metrics
from assistant.service.page_images import PageImages
from assistant.service.quota import Quota
from assistant.service.state import ServiceState

_PURGE_SECONDS = 3_600
_log = logging.getLogger(__name__)


def create_app(state: ServiceState) -> FastAPI:
    """The application. It answers `/gezond` at once, and questions as soon as `state` holds the product."""
    settings = state.settings

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_purge_regularly, state)
            yield
            tasks.cancel_scope.cancel()

    app = FastAPI(
        title="Afsprakenwijzer",
        description="Antwoorden op vragen over prestatieafspraken, elke zin met een bron.",
        version=protection.API_VERSION,
        lifespan=lifespan,
        redirect_slashes=False,
        # Their pages load scripts from elsewhere, and their measurements would hold what was asked.
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    metrics = Metrics()
    app.state.service = state
    app.state.metrics = metrics
    app.state.quota = Quota(settings.questions_per_minute)
    app.state.site_quotas = {
        site.name: Quota(site.questions_per_minute) for site in settings.sites if site.questions_per_minute
    }
    app.state.page_images = PageImages(settings.max_cached_pages)
    problems.install(app)
    protection.install(app, metrics, settings)
    for part in (
        chat,
        search,
        commitments_api,
        comparison_api,
        exports_api,
        feed,
        documents,
        document_passages,
        dialogue,
        operations,
        pages,
        commitment_pages,
        sites,
        web_files,
    ):
        app.include_router(part.router)
    app.add_api_route("/widget.js", _widget, include_in_schema=False)
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    app.add_api_route("/v1/openapi.json", app.openapi, include_in_schema=False)
    return app


async def _widget() -> RedirectResponse:
    """A short address for the one script a website adds; a module knows where it was really read from."""
    return RedirectResponse("/web/widget.js", 307, headers={"Access-Control-Allow-Origin": "*"})


async def _purge_regularly(state: ServiceState) -> None:
    """Erase conversations that are past their time, soon after the start and every hour."""
    while True:
        if state.product is None:
            await anyio.sleep(1)
            continue
        try:
            await run_sync(state.product.conversations.purge, state.settings.retention_days)
        except Exception as error:  # a database that is busy now may not be the next time
            _log.error("Erasing old conversations failed: %s", type(error).__name__)
        await anyio.sleep(_PURGE_SECONDS)


def _description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description; every error in it is a problem, and a body that is wrong is a 400."""
    if app.openapi_schema:
        return app.openapi_schema
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Probleem"] = problems.ProblemDetails.model_json_schema()
    schemas["Fout"] = problems.FieldError.model_json_schema()
    schemas["Probleem"]["properties"]["fouten"] = {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Fout"},
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
    for operation in (operation for path in found["paths"].values() for operation in path.values()):
        responses = operation["responses"]
        if responses.pop("422", None):
            responses["400"] = {"description": problems.TITLES[400], "content": content}
        responses["default"] = {"description": "Een probleem (RFC 9457)", "content": content}
    app.openapi_schema = found
    return found
