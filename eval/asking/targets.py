"""Whom a run asks: the product, a chat endpoint or a plain pipeline, made ready and put away around the run."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from starlette.applications import Starlette

from eval.asking.chat import KEY, ChatEndpoint
from eval.asking.connection import target
from eval.asking.going import Respondent
from eval.asking.library import read_pages
from eval.asking.service import Service
from eval.responses import RunError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked. The product at `against` or as `app` in this process; or `chat_model` behind the address
    `chat`; or, with `embeddings`, a plain pipeline over the pages of the product at `against` or of `app`."""

    against: str | None = None
    app: Starlette | None = None
    chat: str | None = None
    chat_model: str | None = None
    embeddings: "Embeddings | None" = None

    @property
    def address(self) -> str:
        """Where it is, as a run remembers it."""
        return self.chat or self.against or "in-process"

    @property
    def system(self) -> str | None:
        """What answers when it is not the product."""
        return self.chat_model if self.chat else "langchain" if self.embeddings else None

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[Respondent]:
        """Who to ask. Raises RunError when it cannot be asked at all."""
        if self.chat:
            if not self.chat_model:
                raise RunError("Noem ook het model, met --chat-model.")
            key = os.environ.get(KEY)
            async with target(self.chat.rstrip("/") + "/", None) as client:
                if key:
                    client.headers["Authorization"] = f"Bearer {key}"
                yield ChatEndpoint(client, self.chat_model)
            return
        async with target(self.against, self.app) as client:
            if self.embeddings:
                async with _plain(client, self.embeddings) as pipeline:
                    yield pipeline
            else:
                yield Service(client)


@asynccontextmanager
async def _plain(client: httpx.AsyncClient, embeddings: "Embeddings") -> AsyncIterator[Respondent]:
    from eval.asking.plain import PlainPipeline

    pipeline = PlainPipeline(await read_pages(client), embeddings)
    await asyncio.to_thread(pipeline.__enter__)
    try:
        yield pipeline
    finally:
        pipeline.__exit__(None, None, None)
