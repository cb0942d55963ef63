"""Pictures of the pages that matter for the worst answers, with the quote marked; kept in the folder of the run.

They come from the product over its public API, once; afterwards the report needs no library. A page without a picture
(a text document, a target that has none) is left out.
"""

import asyncio
import base64
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from starlette.applications import Starlette

from eval.asking.connection import Refused, read_json, send, target
from eval.reporting.worst import worst_first
from eval.responses import ReceivedSource, RunError
from eval.scored import ScoredRun

FOLDER = "pages"
_INDEX = "pages.json"
_MOST, _MOST_A_CASE = 20, 2
_MOST_BYTES = 4_000_000  # all pictures together
_WIDTH = 760  # pixels
_LARGEST = 40_000_000  # pixels of a picture that is opened
_MARK = (255, 229, 138)
_QUALITY = 55


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: `role` is "gold" (where the answer stands) or "source" (what was cited)."""

    case: str
    role: str
    document: str
    page: int
    marked: bool
    width: int
    height: int
    file: str

    def data(self, folder: Path) -> str:
        """The picture as an address that holds it."""
        content = (folder / FOLDER / self.file).read_bytes()
        return "data:image/jpeg;base64," + base64.b64encode(content).decode()


@dataclass(frozen=True, slots=True)
class _Wanted:
    case: str
    role: str
    document: str
    page: int
    address: str
    quote: str


def kept_images(folder: Path) -> dict[str, list[PageImage]]:
    """The pictures kept with a run, by question."""
    index = folder / FOLDER / _INDEX
    found: dict[str, list[PageImage]] = {}
    if index.is_file():
        for entry in json.loads(index.read_text("utf-8")):
            found.setdefault(entry["case"], []).append(PageImage(**entry))
    return found


def fetch_images(run: ScoredRun, against: str | None = None, app: Starlette | None = None) -> int:
    """Keep the pictures for the worst answers of a run, from the product at an address or in this process; how many
    there are. Whatever goes wrong leaves pictures out."""

    async def fetch() -> int:
        async with target(against, app) as client:
            return await _keep_images(client, run)

    return asyncio.run(fetch())


async def _keep_images(client: httpx.AsyncClient, run: ScoredRun) -> int:
    folder = run.folder / FOLDER
    folder.mkdir(exist_ok=True)
    kept: list[dict[str, Any]] = []
    total = 0
    for wanted in _wanted(run):
        if len(kept) == _MOST:
            break
        try:
            found = await _picture(client, wanted)
        except (Refused, RunError):
            continue
        if found is None:
            continue
        content, width, height, marked = found
        total += len(content)
        if total > _MOST_BYTES:
            break
        file = f"{len(kept) + 1:02}.jpg"
        (folder / file).write_bytes(content)
        kept.append(
            {
                "case": wanted.case,
                "role": wanted.role,
                "document": wanted.document,
                "page": wanted.page,
                "marked": marked,
                "width": width,
                "height": height,
                "file": file,
            }
        )
    (folder / _INDEX).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(kept)


def _wanted(run: ScoredRun) -> Iterable[_Wanted]:
    """The pages that show what went wrong, worst answer first: where it stands, and what was cited instead."""
    for case in worst_first(run):
        question, response = run.questions.get(case["id"]), run.responses.get(case["id"])
        if question is None:
            continue
        answer = response.received() if response else None
        pages: list[_Wanted] = []
        for gold in question.expect.passages[:1]:
            place = f"/v1/documenten/{quote(gold.document, safe='')}/paginas/{gold.page}"
            pages.append(_Wanted(case["id"], "gold", gold.document, gold.page, place, gold.quote))
        for source in answer.bronnen if answer else ():
            if _another(source, pages) and not httpx.URL(source.pagina_url).is_absolute_url:
                pages.append(
                    _Wanted(
                        case["id"],
                        "source",
                        source.document.titel,
                        source.pagina_van,
                        source.pagina_url,
                        source.citaat,
                    )
                )
                break
        yield from pages[:_MOST_A_CASE]


def _another(source: ReceivedSource, pages: Sequence[_Wanted]) -> bool:
    return not any(
        page.page == source.pagina_van and page.document in (source.document.id, source.document.titel)
        for page in pages
    )


async def _picture(client: httpx.AsyncClient, wanted: _Wanted) -> tuple[bytes, int, int, bool] | None:
    """A page as a small JPEG with its size, and whether the quote is marked; None for a page without a picture."""
    page = await read_json(client, wanted.address)
    found = _place(str(page.get("tekst", "")), wanted.quote)
    if found and not page.get("markeringen"):
        separator = "&" if "?" in wanted.address else "?"
        marks = urlencode({"van": found[0], "tot": found[1]})
        page = await read_json(client, f"{wanted.address}{separator}{marks}")
    address = page.get("afbeeldingUrl")
    if not isinstance(address, str) or httpx.URL(address).is_absolute_url or not page.get("breedte"):
        return None
    response, _ = await send(client, client.build_request("GET", address))
    return _drawn(response.content, page.get("vlakken") or [], float(page["breedte"]))


def _place(text: str, wanted: str) -> tuple[int, int] | None:
    """Where a quote stands in the text of a page, white space aside."""
    found = re.search(r"\s+".join(map(re.escape, wanted.split())), text)
    return found.span() if found else None


def _drawn(
    picture: bytes, boxes: Sequence[Sequence[float]], points: float
) -> tuple[bytes, int, int, bool] | None:
    """The picture made small, with a highlighter over the boxes, which are in points of a page so wide."""
    from PIL import Image, ImageChops, ImageDraw, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > _LARGEST:
                return None
            image = opened.convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    image.thumbnail((_WIDTH, 3 * _WIDTH))
    scale = image.width / points
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    for x0, y0, x1, y1 in boxes:
        pen.rectangle((x0 * scale - 2, y0 * scale - 2, x1 * scale + 2, y1 * scale + 2), fill=_MARK)
    small = io.BytesIO()
    ImageChops.multiply(image, layer).save(small, "JPEG", quality=_QUALITY, optimize=True)
    return small.getvalue(), image.width, image.height, bool(boxes)
