"""A service that answers two questions and hangs on the third; asked by a process that gets killed."""

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.eval.conftest import answer


def app() -> Starlette:
    heard = 0

    async def chat(request: Request) -> Response:
        nonlocal heard
        heard += 1
        if heard > 2:
            await anyio.sleep_forever()
        return JSONResponse(answer(bronnen=[]))

    return Starlette(routes=[Route("/v1/chat", chat, methods=["POST"])])
