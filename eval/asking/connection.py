"""The HTTP side of asking: a client for a target, one good response or the reason why not."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette

from eval.responses import RunError

_TIMEOUT = httpx.Timeout(180.0, connect=10.0)  # seconds; a language model on a processor takes its time
_PATIENCE = 5  # times that a busy service is asked again
_LONGEST_WAIT = 60.0  # seconds, whatever `Retry-After` says
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Refused(Exception):
    """The target answered, but not with what was asked for."""


@asynccontextmanager
async def target(against: str | None, app: Starlette | None) -> AsyncIterator[httpx.AsyncClient]:
    """A client for the service at `against`, or for `app` in this process, started and stopped around it."""
    if (against is None) == (app is None):
        raise RunError("Noem één doel: het adres van een dienst, of een dienst in dit proces.")
    if app is None:
        # A proxy for the web cannot reach this machine.
        here = httpx.URL(str(against)).host in _LOOPBACK
        async with httpx.AsyncClient(base_url=str(against), timeout=_TIMEOUT, trust_env=not here) as client:
            yield client
        return
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=_TIMEOUT) as client,
    ):
        yield client


async def read_page(client: httpx.AsyncClient, address: str) -> str:
    """The cleaned text of the page at `address`. Raises Refused when it does not open."""
    text = (await read_json(client, address)).get("tekst")
    if not isinstance(text, str):
        raise Refused(f"{address}: geen pagina in de beloofde vorm")
    return text


async def read_json(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    """The JSON object at `address`. Raises Refused for anything else."""
    request = client.build_request("GET", address, headers={"Accept": "application/json"})
    return (await exchange(client, request))[0]


async def post_json(
    client: httpx.AsyncClient, address: str, body: dict[str, Any]
) -> tuple[dict[str, Any], float]:
    """The JSON object that a body gets, and its milliseconds. Raises Refused for anything else."""
    return await exchange(client, client.build_request("POST", address, json=body))


async def exchange(client: httpx.AsyncClient, request: httpx.Request) -> tuple[dict[str, Any], float]:
    """The JSON object of a good response and its milliseconds (waiting for a busy service not included).

    Raises Refused for anything else, RunError when nobody is there.
    """
    response, ms = await send(client, request)
    try:
        content = response.json()
    except ValueError as error:
        raise Refused(f"{request.url.path}: geen JSON") from error
    if not isinstance(content, dict):
        raise Refused(f"{request.url.path}: geen JSON-object")
    return content, ms


async def send(client: httpx.AsyncClient, request: httpx.Request) -> tuple[httpx.Response, float]:
    """A good response and its milliseconds; a service that says it is busy is asked again when it said."""
    for attempt in range(1, _PATIENCE + 1):
        started = time.perf_counter()
        try:
            response = await client.send(request)
        except httpx.ConnectError as error:
            raise RunError(
                f"Geen dienst op {client.base_url} ({error}). Start die met: afsprakenwijzer serve"
            ) from error
        except httpx.HTTPError as error:
            raise Refused(f"{type(error).__name__}: {error}") from error
        if response.is_success:
            return response, (time.perf_counter() - started) * 1000
        if response.status_code not in (429, 503) or attempt == _PATIENCE:
            break
        await asyncio.sleep(_wait(response))
    raise Refused(f"{request.method} {request.url.path}: {response.status_code} {_explanation(response)}")


def _wait(response: httpx.Response) -> float:
    said = response.headers.get("Retry-After", "")
    return min(float(said), _LONGEST_WAIT) if said.isdigit() else 1.0


def _explanation(response: httpx.Response) -> str:
    """What problem+json says, or the beginning of the body."""
    try:
        problem = response.json()
        return f"{problem['title']}: {problem.get('detail') or ''} {problem.get('fouten') or ''}".strip(" :")
    except (ValueError, KeyError, TypeError):
        return response.text[:200]
