"""A stream of events that is never silent for long: proxies close a connection on which nothing comes."""

import asyncio
from collections.abc import AsyncGenerator

import anyio
from fastapi.sse import KEEPALIVE_COMMENT

# Proxies commonly wait a minute; the HTML standard suggests a comment every fifteen seconds.
QUIET_SECONDS = 15.0


async def kept_alive(
    events: AsyncGenerator[bytes, None], quiet_seconds: float = QUIET_SECONDS
) -> AsyncGenerator[bytes, None]:
    """The events, with a comment line whenever nothing came for `quiet_seconds`.

    Ending it early cancels what is being waited for, and closes `events`.
    """
    coming: asyncio.Task[bytes] | None = None
    try:
        while True:
            coming = coming or asyncio.create_task(_next(events))
            await asyncio.wait({coming}, timeout=quiet_seconds)
            if not coming.done():
                yield KEEPALIVE_COMMENT
                continue
            done, coming = coming, None
            try:
                event = done.result()
            except StopAsyncIteration:
                return
            yield event
    finally:
        with anyio.CancelScope(shield=True):
            if coming:
                coming.cancel()
                await asyncio.wait({coming})
            await events.aclose()


async def _next(events: AsyncGenerator[bytes, None]) -> bytes:
    return await anext(events)
