"""Runs the service with uvicorn, without an access log: an address may hold words of a search."""

import uvicorn
from fastapi import FastAPI

from assistant.service.settings import ServiceSettings


def server(app: FastAPI, settings: ServiceSettings) -> uvicorn.Server:
    """A server for `app`, ready to `run()`; set `should_exit` to end it."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)
