"""Proof that a marked page shows the mark on the quote: in the picture of the page, and in its text.

    python -m tests.verify.marked_pages [--quotes N] [--seed N] [--data FOLDER] [--out FOLDER]

draws quotes from every bundled document, opens the page of each as a browser does, follows the link to the next page
where a quote goes on, and prints how many marks are right. A mark in the text is right when what stands between
`<mark>` and `</mark>` is the quote. A mark in a picture is right when precision and recall of its area are 0.95 or
more, over the pixels: what changed against the picture without a mark, against the words of the quote.
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import mean
from typing import Any

import lxml.html
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image
from starlette.testclient import TestClient

import corpus.documents
from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.page_images import PDF
from assistant.service.present import page_url
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import load_embedder
from corpus.library import Library
from corpus.model import Box, EditionCard, Page, Span
from corpus.owner import own
from corpus.settings import LibrarySettings
from ingest.pipeline import ingest
from tests.verify.marked_quotes import Quote, draw
from tests.verify.reading_back import normal

BUNDLED = Path(corpus.documents.__path__[0])
RIGHT = 0.95
CHANGED = 16  # of 255: a pixel of which a colour differs more is marked
BLUE = 32  # of 255: a pixel with less blue, as letters have, looks the same under yellow; recall leaves those out
_HTML = {"Accept": "text/html"}

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Verdict:
    """What the page of a quote shows. `precision` and `recall` (0 to 1) are None where a document has no paper.

    `marked` is the text of all marks, of all pages that the quote stands on.

    `stored`: the words of the quote are the boxes of the library, since the file itself does not place them.
    """

    quote: Quote
    marked: str
    precision: float | None = None
    recall: float | None = None
    stored: bool = False

    @property
    def text_right(self) -> bool:
        return self.marked.split() == self.quote.text.split()

    @property
    def area_right(self) -> bool:
        return self.precision is None or self.recall is None or min(self.precision, self.recall) >= RIGHT


def judge(
    client: TestClient, library: Library, quotes: Iterable[Quote], out: Path | None = None
) -> list[Verdict]:
    """Open the page of every quote; `out` is a folder for pictures of the marks that are not right."""
    return [_judge(client, library, quote, out) for quote in quotes]


def table(verdicts: Sequence[Verdict]) -> str:
    """The figures for each kind of quote and each file, and every quote that is not right."""
    lines = [f"{'quotes':>6}  {'text':>7}  {'picture':>7}  {'precision':>15}  {'recall':>15}"]
    lines.append(f"{'':>6}  {'right':>7}  {'right':>7}  {'mean':>7} {'least':>7}  {'mean':>7} {'least':>7}")
    paper = [verdict for verdict in verdicts if verdict.precision is not None]
    kinds = sorted({verdict.quote.kind for verdict in verdicts})
    files = sorted({verdict.quote.card.file_name for verdict in paper})
    groups = [(f"({kind})", [v for v in verdicts if v.quote.kind == kind]) for kind in kinds]
    groups += [(name, [v for v in paper if v.quote.card.file_name == name]) for name in files]
    groups += [("all with paper", paper), ("all", list(verdicts))]
    for name, group in groups:
        drawn = [verdict for verdict in group if verdict.precision is not None]
        right = f"{sum(verdict.text_right for verdict in group)}/{len(group)}"
        seen = f"{sum(verdict.area_right for verdict in drawn)}/{len(drawn)}" if drawn else ""
        figures = "  ".join(
            f"{mean(values):7.3f} {min(values):7.3f}" if values else " " * 15
            for values in ([v.precision or 0.0 for v in drawn], [v.recall or 0.0 for v in drawn])
        )
        lines.append(f"{len(group):>6}  {right:>7}  {seen:>7}  {figures}  {name}")
    documents = len({verdict.quote.card.document_id for verdict in verdicts})
    stored = sum(verdict.stored for verdict in paper)
    lines.append(
        f"{documents} documents; {stored} quotes held against the boxes of the library, not of the file"
    )
    for verdict in verdicts:
        if not (verdict.text_right and verdict.area_right):
            lines.append(
                f"\n{page_url(verdict.quote.card, verdict.quote.spans[0].page, verdict.quote.spans)}"
            )
            lines.append(f"  precision {verdict.precision}, recall {verdict.recall}, {verdict.quote.kind}")
            lines.append(f"  quote  {verdict.quote.text!r}\n  marked {verdict.marked!r}")
    return "\n".join(lines)


def _judge(client: TestClient, library: Library, quote: Quote, out: Path | None) -> Verdict:
    verdict = Verdict(quote, "")
    both = marked_area = words_area = 0
    url = page_url(quote.card, quote.spans[0].page, quote.spans)
    for number, span in enumerate(quote.spans):
        html = lxml.html.fromstring(client.get(url, headers=_HTML).text)
        verdict.marked += " ".join(mark.text_content() for mark in html.iter("mark")) + " "
        if quote.card.media_type == PDF:
            page = library.page(quote.card.id, span.page)
            assert page
            plain = _picture(client, client.get(url).json()["afbeeldingUrl"])
            marked = _picture(client, html.xpath("//figure//img/@src")[0])
            changed: Mask = np.any(np.abs(marked.astype(int) - plain) > CHANGED, axis=2)
            boxes, stored = _words(library, quote.card, page, span, changed)
            verdict.stored |= stored
            inside = _inside(boxes, page, changed)
            both += int((changed & inside).sum())
            marked_area += int(changed.sum())
            words_area += int((inside & (changed | (plain[..., 2] >= BLUE))).sum())
            if out:
                Image.fromarray(marked).save(out / f"{quote.card.document_id}-{span.page}-{span.start}.png")
        if number + 1 < len(quote.spans):
            onward = html.xpath("//p[@class='continued']/a/@href")
            assert onward, f"no link to where the quote goes on: {url}"
            url = onward[-1].partition("#")[0]
    if quote.card.media_type == PDF:
        verdict.precision, verdict.recall = both / max(marked_area, 1), both / max(words_area, 1)
    return verdict


def _picture(client: TestClient, url: str) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(client.get(url).content)).convert("RGB"))


def _inside(boxes: Sequence[Box], page: Page, like: Mask) -> Mask:
    """The pixels of the lines that words stand on: a highlighter also runs through the spaces between them."""
    assert page.width
    assert page.height
    height, width = like.shape
    mask = np.zeros_like(like)
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        low = min(box.y1 - box.y0, last.y1 - last.y0) if last else 0.0
        if (
            last
            and min(last.y1, box.y1) - max(last.y0, box.y0) > low / 2
            and -low < box.x0 - last.x1 < 2 * low
        ):
            lines[-1] = Box(last.x0, min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            lines.append(box)
    for box in lines:
        rows = slice(round(box.y0 * height / page.height), round(box.y1 * height / page.height))
        mask[rows, round(box.x0 * width / page.width) : round(box.x1 * width / page.width)] = True
    return mask


def _words(
    library: Library, card: EditionCard, page: Page, span: Span, changed: Mask
) -> tuple[list[Box], bool]:
    """Where the words of a quote stand by the characters of the file itself; by the library for a scan.

    Of a text that stands on the page more than once, the place that the mark covers best.
    """
    places = _printed(library, card.id, page.number, page.text[span.start : span.end])
    if not places:
        return [word.box for word in page.words if span.start < word.end and word.start < span.end], True
    return max(places, key=lambda boxes: int((_inside(boxes, page, changed) & changed).sum())), False


def _printed(library: Library, edition: str, number: int, text: str) -> list[list[Box]]:
    """Every place where a page of the file itself prints a text: the boxes of the characters of whole words."""
    chars, boxes = _characters(library, edition, number)
    letters = [(index, letter) for index, char in enumerate(chars) for letter in normal(char)]
    whole, sought = "".join(letter for _, letter in letters), normal(text)
    found = []
    at = whole.find(sought)
    while sought and at >= 0:
        first, last = letters[at][0], letters[at + len(sought) - 1][0]
        while first and not chars[first - 1].isspace():
            first -= 1
        while last + 1 < len(chars) and not chars[last + 1].isspace():
            last += 1
        found.append([boxes[index] for index in range(first, last + 1) if not chars[index].isspace()])
        at = whole.find(sought, at + 1)
    return found


@lru_cache(maxsize=64)
def _characters(library: Library, edition: str, number: int) -> tuple[str, list[Box]]:
    """The characters of a page in the order of the file, with their boxes in points from the top left."""
    with ExitStack() as opened:
        document = opened.enter_context(pdfium.PdfDocument(library.original(edition)))
        page = document[number - 1]
        textpage = page.get_textpage()
        height = page.get_height()
        chars, boxes = [], []
        for index in range(textpage.count_chars()):
            chars.append(chr(pdfium_c.FPDFText_GetUnicode(textpage, index)))
            left, bottom, right, top = textpage.get_charbox(index, loose=True)
            boxes.append(Box(left, height - top, right, height - bottom))
        return "".join(chars), boxes


def main() -> int:
    parser = argparse.ArgumentParser(description="Holds the marks on pages against the words of quotes.")
    parser.add_argument("--quotes", type=int, default=100, help="quotes from documents with paper")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument(
        "--data", type=Path, help="a data folder to use; the bundled library is built without one"
    )
    parser.add_argument("--out", type=Path, help="folder for the pictures of all marked pages")
    options = parser.parse_args()
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        folder = options.data or Path(opened.enter_context(tempfile.TemporaryDirectory()))
        settings = LibrarySettings(data=folder)
        embedder = load_embedder(settings)
        library: Any = opened.enter_context(own(settings, embedder.fingerprint))
        if not library.cards():
            ingest([BUNDLED], library, embedder)
        product = assemble(library, embedder, settings)
        opened.callback(product.conversations.close)
        state = ServiceState(ServiceSettings())
        state.open(product)
        client = opened.enter_context(TestClient(create_app(state)))
        print(table(judge(client, library, draw(library, options.quotes, options.seed), options.out)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
