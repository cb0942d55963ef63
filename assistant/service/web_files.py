"""The scripts and styles as a browser gets them: without comments and indentation, and compressed."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from assistant.service.problems import Problem
from assistant.service.templates import WEB

router = APIRouter(include_in_schema=False)

# Comments that open their line, as all of ours do; so nothing inside a text is ever taken for one.
_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n?", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class WebFile(NamedTuple):
    """A file with its media type, and a tag that changes with its content."""

    content: bytes
    compressed: bytes
    media_type: str
    tag: str


def bare(name: str, text: str) -> str:
    """A script or style without what only its readers need; another file as it is."""
    if name.endswith(".js"):
        text = _LINE.sub("", text)
    if name.endswith((".js", ".css")):
        text = _INDENT.sub("", _BLOCK.sub("", text)).lstrip()
    return text


@cache
def web_files() -> dict[str, WebFile]:
    """Every file by its name, read once; what is changed on disk shows after a restart."""
    found = {}
    for path in sorted((WEB / "static").iterdir()):
        content = bare(path.name, path.read_text("utf-8")).encode()
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
        found[path.name] = WebFile(content, gzip.compress(content, 9, mtime=0), media_type, tag)
    return found


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
