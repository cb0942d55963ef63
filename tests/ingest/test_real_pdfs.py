"""Real PDFs of others: good, strange and broken ones, each with what must become of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.edition import Edition
from ingest.fetch import Fetched, fetch, paths_of
from ingest.pipeline import read_document
from ingest.read.ocr import LANGUAGE, languages
from ingest.read.records import ReadError
from ingest.reading import ReadingProcess
from ingest.settings import IngestSettings
from ingest.split import estimate_tokens


def outcomes(folder: Path, settings: IngestSettings) -> Iterator[tuple[dict[str, str], str]]:
    """Every entry of the catalogue with what became of its file: `added`, `partial REASON` or `rejected REASON`."""
    entries = [json.loads(line) for line in (folder / "CATALOG.jsonl").read_text("utf-8").splitlines()]
    with ReadingProcess(settings, estimate_tokens, 512) as process:
        for entry in entries:
            (item,) = fetch(paths_of([folder / entry["file"]]), settings, {})
            assert isinstance(item, Fetched)
            wanted = {"file": entry["file"], **entry["expected"]}
            try:
                built = process.build(item)
            except ReadError as error:
                yield wanted, f"rejected {error.reason}"
                continue
            is_whole(built.edition)
            yield wanted, f"partial {built.trouble}" if built.trouble else "added"


def is_whole(edition: Edition) -> None:
    """Every passage is verbatim text of its pages, and every word has its place."""
    for passage in edition.passages:
        held = "\n".join(edition.pages[s.page - 1].text[s.start : s.end] for s in passage.spans)
        assert passage.text == held
        # A row of a table may begin with an empty cell.
        assert (held.lstrip("\t") if passage.form == "table" else held) == held.strip() != ""
    for page in edition.pages:
        ends = [word.end for word in page.words]
        assert ends == sorted(ends)
        for word in page.words:
            assert page.text[word.start : word.end].split() == [page.text[word.start : word.end]]


def fits(wanted: dict[str, str], got: str, *, ocr: bool) -> bool:
    """Whether an outcome is one of those that the catalogue allows."""
    allowed, reasons = wanted["outcome"], wanted["reason"]
    if "with OCR" in allowed:
        with_ocr, _, without = allowed.partition(", else ")
        allowed = with_ocr if ocr else without
        # A file whose characters mean nothing to other programs may well be read without recognition.
        if reasons == "noText" and got == "added":
            return True
    outcome, _, reason = got.partition(" ")
    return outcome in allowed and (not reason or reason in f"{allowed} {reasons}")


def test_without_recognition_every_real_pdf_becomes_what_its_catalogue_says(real_pdfs: Path) -> None:
    found = list(outcomes(real_pdfs, IngestSettings(ocr="off")))
    assert [(wanted, got) for wanted, got in found if not fits(wanted, got, ocr=False)] == []


@pytest.mark.skipif(LANGUAGE not in languages(), reason="tesseract with Dutch is not installed")
def test_with_recognition_every_real_pdf_becomes_what_its_catalogue_says(real_pdfs: Path) -> None:
    found = list(outcomes(real_pdfs, IngestSettings()))
    assert [(wanted, got) for wanted, got in found if not fits(wanted, got, ocr=True)] == []


@pytest.mark.parametrize(
    ("file", "page", "sentence"),
    [
        (
            "minvws__Bijlage_D_-_Advies_Raad_van_State.pdf",
            2,
            "Bij de afbouw van maatregelen kan een goed functionerend systeem van bron- en contactopsporing door "
            "de gemeentelijke gezondheidsdienst (GGD) als onmisbaar worden beschouwd.",
        ),
        (
            "py-pdf__multicolumn.pdf",
            1,
            "Donec felis erat, congue non, volutpat at, tincidunt tristique, libero. Vivamus viverra fermentum "
            "felis. Donec nonummy pellentesque ante.",
        ),
        (
            "jsvine__federal-register-2020-17221.pdf",
            1,
            "This section of the FEDERAL REGISTER contains notices to the public of the proposed issuance of rules "
            "and regulations.",
        ),
    ],
)
def test_sentences_of_real_pages_come_out_whole(real_pdfs: Path, file: str, page: int, sentence: str) -> None:
    assert sentence in read_document(real_pdfs / file).pages[page - 1].text
