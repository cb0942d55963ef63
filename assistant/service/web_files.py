"""The scripts and styles as a browser gets them: compressed, and sent again only when they changed."""

import gzip
import hashlib
import mimetypes
from functools import cache
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from assistant.service.problems import Problem
from assistant.service.templates import WEB

router = APIRouter(include_in_schema=False)


class WebFile(NamedTuple):
    """A file with its media type, and a tag that changes with its content."""

    content: bytes
    compressed: bytes
    media_type: str
    tag: str


@cache
def web_files() -> dict[str, WebFile]:
    """Every file by its name, read once; what is changed on disk shows after a restart."""
    found = {path.name: _file(path.name, path.read_bytes()) for path in sorted((WEB / "static").iterdir())}
    # The words as a module, so that the chat has them without asking for anything else.
    module = b"export default " + found["words.json"].content
    return {**found, "words.json.js": _file("words.json.js", module)}


def _file(name: str, content: bytes) -> WebFile:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    return WebFile(content, gzip.compress(content, 9, mtime=0), media_type, tag)


@router.get("/web/{name}")
async def web_file(name: str, request: Request) -> Response:
    """A script, a style, the words or the icon. A browser asks again every time, and gets only what changed."""
    file = web_files().get(name)
    if file is None:
        raise Problem(404, "Dit bestand bestaat niet.")
    headers = {"Cache-Control": "no-cache", "ETag": file.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.compressed, media_type=file.media_type, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
