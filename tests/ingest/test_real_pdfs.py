"""Real PDFs of others: good, strange and broken ones, each with what must become of it."""

import json
from pathlib import Path

import pytest

from ingest.pipeline import read_document
from ingest.read.records import ReadError

ROOT = Path(__file__).parents[2]


def outcome(path: Path) -> str:
    try:
        edition = read_document(path)
    except ReadError as error:
        return f"rejected {error.reason}"
    for passage in edition.passages:
        held = "\n".join(edition.pages[s.page - 1].text[s.start : s.end] for s in passage.spans)
        assert passage.text == held
        assert held.strip() == held != ""
    for page in edition.pages:
        ends = [word.end for word in page.words]
        assert ends == sorted(ends)
        for word in page.words:
            assert page.text[word.start : word.end].split() == [page.text[word.start : word.end]]
    return "read"


def test_every_real_pdf_becomes_what_its_catalogue_says(real_pdfs: Path) -> None:
    wrong = []
    for line in (real_pdfs / "CATALOG.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        expected, reason = entry["expected"]["outcome"], entry["expected"]["reason"]
        got = outcome(real_pdfs / entry["file"])
        if got == "read":
            right = expected.startswith("added")
        else:
            right = "rejected" in expected and got.removeprefix("rejected ") in f"{expected} {reason}"
        if "with OCR" in expected:
            right = got == f"rejected {reason}" or (got == "read" and "partial" in expected)
        if not right:
            wrong.append((entry["file"], expected, reason, got))
    assert wrong == []


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
