"""Proof that the boxes of a quote lie on its words: what is printed inside them is read back by OCR as the quote.

    python -m tests.verify.quote_boxes [--bundled] [--quotes N] [--seed N] [--out FOLDER]

draws quotes from every PDF that has text, marks each the way the page of a source does, keeps of the rendered
page only what lies inside the marks, and prints how many of the quotes tesseract reads back, file by file.
"""

import argparse
import os
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium

from assistant.answering.cite import place
from corpus.edition import Edition
from corpus.model import Box, Passage, Span
from corpus.sentences import sentences
from ingest.pipeline import read_document
from ingest.read.records import ReadError
from tests.verify.reading_back import Quote, Verdict, judge, normal

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "corpus/documents"
REAL = Path(os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", ROOT / "../shared/data")) / "pdf"

FEWEST, MOST = 6, 25  # words of a quote, where the document has that many


def editions(folder: Path) -> Iterator[tuple[Path, Edition]]:
    """Every PDF of a folder that can be read and has text."""
    for path in sorted(folder.glob("*.pdf")):
        try:
            yield path, read_document(path)
        except ReadError:
            continue


def draw(documents: Iterable[tuple[Path, Edition]], count: int, seed: int) -> list[Quote]:
    """`count` different quotes over all documents, as evenly as their lengths allow, hard cases before plain text."""
    chance = random.Random(seed)
    stacks = [_stack(path, edition, chance) for path, edition in documents]
    drawn: list[Quote] = []
    while len(drawn) < count and any(stacks):
        drawn += [stack.pop() for stack in stacks if stack][: count - len(drawn)]
    return sorted(drawn, key=lambda quote: (quote.file.name, quote.spans))


def table(verdicts: Sequence[Verdict]) -> str:
    """The figures for each file and each kind of quote, and everything that was not read back."""
    lines = [f"{'right':>9}  {'layer':>9}  file"]
    files = sorted({verdict.quote.file.name for verdict in verdicts})
    kinds = sorted({verdict.quote.kind for verdict in verdicts})
    groups = [(name, [v for v in verdicts if v.quote.file.name == name]) for name in files]
    groups += [(f"({kind})", [v for v in verdicts if v.quote.kind == kind]) for kind in kinds]
    groups.append(("all", list(verdicts)))
    for name, group in groups:
        own = [verdict.layer for verdict in group if verdict.layer is not None]
        right = f"{sum(verdict.right for verdict in group)}/{len(group)}"
        lines.append(f"{right:>9}  {f'{sum(own)}/{len(own)}':>9}  {name}")
    for verdict in verdicts:
        if not verdict.right or verdict.layer is False:
            quote = verdict.quote
            where = ", ".join(str(span.page) for span in quote.spans)
            lines.append(
                f"\n{quote.file.name}, page {where}, {quote.kind}: read back {verdict.right}, layer {verdict.layer},"
                f" {verdict.similarity:.2f}\n  quote {quote.text!r}\n  read  {verdict.read!r}"
            )
    return "\n".join(lines)


def _stack(path: Path, edition: Edition, chance: random.Random) -> list[Quote]:
    """The quotes of a document, the one to draw first last: kinds take turns."""
    kinds: dict[str, list[Quote]] = {}
    seen: set[str] = set()
    with pdfium.PdfDocument(path) as pdf:
        numbers = {span.page for passage in edition.passages for span in passage.spans}
        turned = {number for number in numbers if pdf[number - 1].get_rotation()}
    for passage in edition.passages:
        for start, end in _ranges(passage, chance):
            text = passage.text[start:end]
            spans = place(passage, start, end)
            if text in seen or len(normal(text)) < 4:
                continue
            seen.add(text)
            kind = _kind(edition, passage, spans, turned)
            kinds.setdefault(kind, []).append(Quote(path, text, spans, kind))
    for quotes in kinds.values():
        chance.shuffle(quotes)
    order: list[Quote] = []
    while any(kinds.values()):
        order += [kinds[kind].pop() for kind in sorted(kinds) if kinds[kind]]
    return order[::-1]


def _ranges(passage: Passage, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Sentences and clauses of a passage, short ones together; and one stretch over each change of page."""
    text = passage.text
    start = None
    for low, high in sentences(text):
        start = low if start is None else start
        words = [match.span() for match in re.finditer(r"\S+", text[start:high])]
        if len(words) < FEWEST and high < len(text.rstrip()):
            continue
        if len(words) > MOST:
            length = chance.randint(FEWEST, MOST)
            first = chance.randint(0, len(words) - length)
            yield start + words[first][0], start + words[first + length - 1][1]
        else:
            yield start, high
        start = None
    at = -1
    for span in passage.spans[:-1]:
        at += span.end - span.start + 1
        before = [match.start() for match in re.finditer(r"\S+", text[:at])]
        after = [at + 1 + match.end() for match in re.finditer(r"\S+", text[at + 1 :])]
        if before and after:
            yield before[-8:][0], after[:8][-1]


def _kind(edition: Edition, passage: Passage, spans: Sequence[Span], turned: set[int]) -> str:
    if len(spans) > 1:
        return "two pages"
    page = edition.pages[spans[0].page - 1]
    words = [word for word in page.words if word.start < spans[0].end and spans[0].start < word.end]
    if page.number in turned or any(_tall(word.box) for word in words if word.end - word.start > 3):
        return "turned"
    if passage.form != "text":
        return passage.form
    if any(a.end == b.start and b.box.y0 > a.box.y0 + 2 for a, b in pairwise(words)):
        return "hyphenated"
    return "text"


def _tall(box: Box) -> bool:
    return box.y1 - box.y0 > 1.5 * (box.x1 - box.x0)


def main() -> int:
    parser = argparse.ArgumentParser(description="Reads marked quotes back from the rendered pages of PDFs.")
    parser.add_argument("--bundled", action="store_true", help="the bundled documents, not the real PDFs")
    parser.add_argument("--quotes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, help="folder for images of the marks that were not read back")
    options = parser.parse_args()
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    documents = dict(editions(BUNDLED if options.bundled else REAL))
    verdicts = judge(draw(documents.items(), options.quotes, options.seed), documents, options.out)
    print(table(verdicts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
