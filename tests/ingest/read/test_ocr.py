"""Pages without text are recognised from their picture; where that cannot be, it is said with what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdf
import pytest
import typst
from pypdf.generic import StreamObject

from corpus.documents.scanning import DPI, scanned
from corpus.embedding import Embedder
from corpus.model import Page
from ingest.pipeline import ingest, read_document
from ingest.read.ocr import LANGUAGE, languages
from ingest.read.records import ReadError
from ingest.report import DocumentReport, Outcome
from ingest.settings import IngestSettings
from tests.ingest.conftest import MemoryStore

SENTENCE = "De huur van een woning stijgt in 2026 met hoogstens drie procent."
LETTER = f"""
#set page(width: 500pt, height: 400pt, margin: 40pt)
#set text(size: 11pt, lang: "nl")
*3 Betaalbaarheid*

{SENTENCE} Huurders met een laag inkomen krijgen korting van de corporatie.

*4 Leefbaarheid*

Het leefbaarheidsbudget is ieder jaar honderd euro per woning en wordt samen met de bewoners verdeeld.
"""

needs_tesseract = pytest.mark.skipif(
    LANGUAGE not in languages(), reason="tesseract with Dutch is not installed: apt install tesseract-ocr-nld"
)
Scan = Callable[..., Path]


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """A PDF that looks scanned of typst source, its sheets turned `quarters` clockwise; `digital` pages go before."""

    def make(source: str, *, quarters: int = 0, digital: str = "") -> Path:
        images = [np.rot90(image, -quarters) for image in scanned(typst.compile(source.encode()))]
        return set_images(tmp_path, images, digital)

    return make


def set_images(folder: Path, images: list[npt.NDArray[np.uint8]], digital: str = "") -> Path:
    markup = f"{digital}\n#set page(margin: 0pt)\n" if digital else "#set page(margin: 0pt)\n"
    for number, image in enumerate(images):
        (folder / f"{number}.grey").write_bytes(image.tobytes())
        height, width = image.shape
        markup += (
            f'#page(width: {width / DPI}in, height: {height / DPI}in, image(read("{number}.grey", encoding: none), '
            f'width: 100%, format: (encoding: "luma8", width: {width}, height: {height})))\n'
        )
    (folder / "scan.typ").write_text(markup)
    path = folder / "scan.pdf"
    typst.Compiler(folder / "scan.typ", root=folder).compile(output=path)
    return path


def report_of(path: Path, store: MemoryStore, embedder: Embedder, **settings: object) -> DocumentReport:
    report = ingest([path], store, embedder, settings=IngestSettings(**settings))  # type: ignore[arg-type]
    (document,) = report.documents
    return document


@pytest.fixture
def store(embedder: Embedder) -> MemoryStore:
    return MemoryStore(embedder.fingerprint)


def box_of(page: Page, quote: str) -> tuple[float, float, float, float]:
    start = page.text.index(quote)
    boxes = [word.box for word in page.words if start <= word.start < start + len(quote)]
    return (
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )  # fmt: skip


@needs_tesseract
def test_a_scan_reads_like_the_page_it_was_made_from(scan: Scan, make_pdf: Callable[..., Path]) -> None:
    digital, recognised = read_document(make_pdf(LETTER)), read_document(scan(LETTER))
    (before,), (after,) = digital.pages, recognised.pages
    assert after.text == before.text
    assert (before.recognised, after.recognised) == (False, True)
    assert [entry.text for entry in recognised.outline] == ["3 Betaalbaarheid", "4 Leefbaarheid"]
    assert [p.headings for p in recognised.passages] == [p.headings for p in digital.passages]


@needs_tesseract
def test_the_words_of_a_scan_have_their_place_on_the_page(scan: Scan, make_pdf: Callable[..., Path]) -> None:
    (before,), (after,) = read_document(make_pdf(LETTER)).pages, read_document(scan(LETTER)).pages
    # The sheet lies askew by 0.45 degrees, which moves what is 250 points from its middle by 2.
    for quote in (SENTENCE, "honderd euro per woning"):
        assert np.allclose(box_of(after, quote), box_of(before, quote), atol=7)


@needs_tesseract
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_sheet_that_lay_sideways_is_read_the_right_way_up(scan: Scan, quarters: int) -> None:
    long = LETTER + "\n" + LETTER.split("\n", 3)[3]  # enough text to tell which way is up
    (page,) = read_document(scan(long, quarters=quarters)).pages
    assert SENTENCE in page.text
    x0, y0, x1, y1 = box_of(page, "hoogstens drie procent")
    assert page.width is not None
    assert page.height is not None
    assert (y1 - y0 > x1 - x0) == (quarters != 2)
    assert 0 < x0 < x1 < page.width
    assert 0 < y0 < y1 < page.height


@needs_tesseract
def test_pages_with_text_and_pages_without_come_in_their_own_order(
    scan: Scan, store: MemoryStore, embedder: Embedder
) -> None:
    path = scan(
        f"{LETTER}#pagebreak()\nTweede gescande pagina over de wijk.", digital="Digitale eerste pagina."
    )
    document = report_of(path, store, embedder)
    assert (document.outcome, document.pages, document.ocr_pages) == (Outcome.ADDED, 3, 2)
    (finished,) = store.editions.values()
    first, second, third = (page.text for page in finished.edition.pages)
    assert first == "Digitale eerste pagina."
    assert SENTENCE in second
    assert "Tweede gescande pagina" in third


@needs_tesseract
def test_a_page_with_only_a_photograph_is_no_trouble(
    tmp_path: Path, store: MemoryStore, embedder: Embedder
) -> None:
    grain = np.random.Generator(np.random.PCG64(1)).integers(0, 255, (600, 500), np.uint8)
    path = set_images(tmp_path, [grain], digital=f"Een pagina met tekst. {SENTENCE}")
    document = report_of(path, store, embedder)
    assert (document.outcome, document.reason, document.ocr_pages) == (Outcome.ADDED, None, 0)


@needs_tesseract
def test_a_page_whose_characters_mean_nothing_is_recognised(make_pdf: Callable[..., Path]) -> None:
    path = make_pdf(LETTER)
    lose_meaning(path)
    (page,) = read_document(path).pages
    assert page.recognised
    assert SENTENCE in page.text
    with pytest.raises(ReadError, match="niet als tekst te lezen") as failed:
        read_document(path, IngestSettings(ocr="off"))
    assert failed.value.reason == "noText"


def lose_meaning(path: Path) -> None:
    """Let every glyph stand for a character of the private use area, as some programs do."""
    writer = pypdf.PdfWriter(clone_from=path)
    for thing in writer._objects:
        if isinstance(thing, StreamObject) and b"beginbfchar" in thing.get_data():
            mapped = re.sub(rb"<([0-9A-Fa-f]{4})> <[0-9A-Fa-f]+>", rb"<\1> <E0FF>", thing.get_data())
            thing.set_data(
                re.sub(rb"(<[0-9A-Fa-f]{4}> <[0-9A-Fa-f]{4}>) <[0-9A-Fa-f]+>", rb"\1 <E000>", mapped)
            )
    writer.write(path)


@needs_tesseract
def test_a_page_that_takes_too_long_to_recognise_is_reported(
    scan: Scan, store: MemoryStore, embedder: Embedder
) -> None:
    path = scan(LETTER, digital="Digitale eerste pagina van dit stuk over de wijk.")
    document = report_of(path, store, embedder, ocr_page_seconds=0.01)
    assert (document.outcome, document.reason) == (Outcome.PARTIAL, "tooSlow")
    assert "pagina 2" in document.message


def test_without_tesseract_a_scan_is_rejected_with_what_to_install(
    scan: Scan, store: MemoryStore, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    document = report_of(scan(LETTER), store, embedder)
    assert (document.outcome, document.reason) == (Outcome.REJECTED, "ocrMissing")
    assert "sudo apt install tesseract-ocr tesseract-ocr-nld" in document.message
    assert "brew install tesseract tesseract-lang" in document.message


def test_without_dutch_that_is_what_is_reported(
    scan: Scan, store: MemoryStore, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'List of available languages (2):'\necho eng\necho osd\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    document = report_of(scan(LETTER), store, embedder)
    assert document.reason == "ocrMissing"
    assert "geen Nederlands" in document.message


@needs_tesseract
def test_what_was_left_out_for_want_of_tesseract_is_said_each_time_and_read_once_it_is_there(
    scan: Scan, store: MemoryStore, embedder: Embedder
) -> None:
    path = scan(LETTER, digital="Digitale eerste pagina van dit stuk over de wijk.")
    first = report_of(path, store, embedder, ocr="off")
    assert (first.outcome, first.reason) == (Outcome.PARTIAL, "ocrMissing")
    assert "pagina 2" in first.message
    again = report_of(path, store, embedder, ocr="off")
    assert (again.outcome, again.reason) == (Outcome.UNCHANGED, "ocrMissing")
    assert "Er missen nog pagina's" in again.message
    able = report_of(path, store, embedder)
    assert (able.outcome, able.ocr_pages) == (Outcome.REPLACED, 1)
    assert report_of(path, store, embedder).outcome is Outcome.UNCHANGED


@needs_tesseract
def test_at_most_two_in_a_hundred_characters_of_the_scanned_advice_are_wrong(
    real_pdfs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_from = read_document(
        real_pdfs / "minvws__Bijlage_D_-_Advies_Raad_van_State.pdf", IngestSettings(ocr="off")
    )
    recognised = read_document(real_pdfs / "DERIVED_scan_RaadvanState_p1-3.pdf")
    errors = length = 0
    for true, seen in zip(made_from.pages[:3], recognised.pages, strict=True):
        errors += distance(without_margins(true), without_margins(seen))
        length += len(without_margins(true))
    with capsys.disabled():
        print(f"\ncharacter error rate of the scan: {errors / length:.4f} ({errors} of {length})")
    assert errors <= 0.02 * length


def without_margins(page: Page) -> str:
    """The text in one line, without the running footer of this document, which reading drops or not."""
    kept = re.sub(
        r"kst-35538-4|ISSN 0921 - 7371|.s-Gravenhage 2020|Tweede Kamer, vergaderjaar.*? nr\. 4 \d",
        "",
        page.text,
    )
    return " ".join(kept.split())


def distance(a: str, b: str) -> int:
    """How many insertions, deletions and substitutions turn `a` into `b` (Levenshtein)."""
    other = np.array([ord(char) for char in b])
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for number, char in enumerate(a, start=1):
        best = np.empty_like(row)
        best[0] = number
        best[1:] = np.minimum(row[:-1] + (other != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])
