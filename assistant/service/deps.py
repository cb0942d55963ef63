"""The named dependencies of the routes: what a request needs, defined once."""

from typing import Annotated

from fastapi import Depends, Request

from assistant.service.metrics import Metrics
from assistant.service.page_images import PageImages
from assistant.service.problems import Problem
from assistant.service.quota import Quota
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState

_RETRY_SECONDS = "5"


def service_state(request: Request) -> ServiceState:
    state = request.app.state.service
    assert isinstance(state, ServiceState)
    return state


StateDep = Annotated[ServiceState, Depends(service_state)]


def settings(state: StateDep) -> ServiceSettings:
    return state.settings


def product(state: StateDep) -> Product:
    """The open product; 503 with `Retry-After` while the library is not complete yet."""
    if state.product is None:
        detail = f"{state.progress} Probeer het zo opnieuw."
        raise Problem(503, detail, headers={"Retry-After": _RETRY_SECONDS})
    return state.product


def metrics(request: Request) -> Metrics:
    found = request.app.state.metrics
    assert isinstance(found, Metrics)
    return found


def page_images(request: Request) -> PageImages:
    found = request.app.state.page_images
    assert isinstance(found, PageImages)
    return found


def json_body(request: Request) -> None:
    """A body is JSON; 415 otherwise."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(415, "Stuur de aanvraag als application/json.")


def within_quota(request: Request) -> None:
    """Count a question of this client; 429 with `Retry-After` when it asked too many."""
    quota = request.app.state.quota
    assert isinstance(quota, Quota)
    wait = quota.take(request.client.host if request.client else "")
    if wait:
        raise _too_many("U hebt veel vragen gesteld.", wait)


def within_site_quota(request: Request, site: str | None) -> None:
    """Count a question of a site's visitors together; 429 with `Retry-After` when they asked too many."""
    quota = request.app.state.site_quotas.get(site)
    wait = quota.take(site) if quota else 0
    if wait:
        raise _too_many("Er komen nu veel vragen via deze website.", wait)


def _too_many(what: str, wait: int) -> Problem:
    detail = f"{what} Wacht {wait} seconden en probeer het dan opnieuw."
    return Problem(429, detail, headers={"Retry-After": str(wait)})


SettingsDep = Annotated[ServiceSettings, Depends(settings)]
ProductDep = Annotated[Product, Depends(product)]
MetricsDep = Annotated[Metrics, Depends(metrics)]
PageImagesDep = Annotated[PageImages, Depends(page_images)]
JsonBody = Depends(json_body)
WithinQuota = Depends(within_quota)
