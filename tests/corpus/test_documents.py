"""The bundled documents: built from their sources, marked for what they are, described once, quoted rightly."""

import datetime
import io
import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest

from corpus.documents import build
from corpus.model import Kind, Theme
from eval.questions import load_questions
from ingest.read import read

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions"


def _described() -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = tomllib.loads((build.DOCUMENTS / "sources.toml").read_text("utf-8"))[
        "document"
    ]
    return described


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _pages(file: str) -> list[str]:
    """The text of each physical page, white space made one; a section is a page where there is no paper."""
    content = (build.DOCUMENTS / file).read_bytes()
    if file.endswith(".pdf"):
        with pdfium.PdfDocument(content) as pdf:
            return [_one_space(page.get_textpage().get_text_range()) for page in pdf]
    return [_one_space(" ".join(b.plain for b in sheet.blocks)) for sheet in read(file, content, 60).sheets]


def test_every_built_file_is_what_its_source_gives_today() -> None:
    assert build.differences() == []


def test_the_check_names_a_file_that_was_edited_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for recipe in build.RECIPES:
        shutil.copy(build.DOCUMENTS / recipe.file, tmp_path)
    edited = tmp_path / "handreiking-het-bod.html"
    edited.write_text(edited.read_text("utf-8").replace("1 juli", "1 augustus"), "utf-8")
    monkeypatch.setattr(build, "DOCUMENTS", tmp_path)
    assert build.main(["--check"]) == 1
    assert capsys.readouterr().err.split()[0] == edited.name


def _invented() -> list[build.Recipe]:
    """The recipes of invented documents with text that can be read: not the scan."""
    invented = {entry["file"] for entry in _described() if entry["origin"] == "voorbeeld"}
    return [recipe for recipe in build.RECIPES if recipe.file in invented and not recipe.scan]


@pytest.mark.parametrize("recipe", _invented(), ids=lambda recipe: str(recipe.stem))
def test_every_page_of_an_invented_agreement_says_that_it_is_an_example(recipe: build.Recipe) -> None:
    content = (build.DOCUMENTS / recipe.file).read_bytes()
    if recipe.format == "docx":
        for section in docx.Document(io.BytesIO(content)).sections:
            assert not section.different_first_page_header_footer
            assert build.BANNER in section.header.paragraphs[0].text
            assert build.BANNER in section.footer.paragraphs[0].text
    else:
        assert [
            number for number, text in enumerate(_pages(recipe.file), 1) if build.BANNER not in text
        ] == []


def test_every_file_is_described_once_and_every_description_has_its_file() -> None:
    files = {p.name for p in build.DOCUMENTS.iterdir() if p.suffix in {".pdf", ".docx", ".html", ".md"}}
    assert Counter(entry["file"] for entry in _described()) == Counter(files)
    assert {recipe.file for recipe in build.RECIPES} <= files


@pytest.mark.parametrize("entry", _described(), ids=lambda entry: str(entry["file"]))
def test_a_description_holds_only_values_that_the_contract_knows(entry: dict[str, Any]) -> None:
    assert entry["kind"] in set(Kind)
    assert entry["themes"]
    assert set(entry["themes"]) <= set(Theme)
    assert entry["origin"] in {"voorbeeld", "samenvatting"}
    assert entry["stage"] in {"concept", "voorstel", "ondertekend", "gepubliceerd"}
    assert entry["known_on"] == datetime.date(2026, 11, 22)
    assert entry["licence"] == "CC-BY-4.0"
    assert ("signed" in entry) == (entry["stage"] == "ondertekend")
    assert (entry["stage"] == "voorstel") == (entry["kind"] == "bod")
    assert entry.get("period", {"from": 0, "to": 0})["from"] <= entry.get("period", {"to": 0})["to"]
    assert ("source" in entry) == (entry["origin"] == "samenvatting")


@pytest.mark.parametrize(
    "entry", [e for e in _described() if e["origin"] == "samenvatting"], ids=lambda entry: str(entry["file"])
)
def test_a_summary_says_that_it_is_ours_and_when_the_source_was_read(entry: dict[str, Any]) -> None:
    text = " ".join(_pages(entry["file"]))
    assert "onze samenvatting" in text or "onze eigen samenvattingen" in text
    assert "gelezen op 22 november 2026" in text
    raw = build.SOURCES / f"{Path(entry['file']).stem}.md"
    shown = (raw if raw.exists() else build.DOCUMENTS / entry["file"]).read_text("utf-8")
    assert entry["source"] in shown


def test_every_gold_quote_stands_on_its_page() -> None:
    scans = {recipe.file for recipe in build.RECIPES if recipe.scan}
    files = {Path(entry["file"]).stem: entry["file"] for entry in _described()}
    pages = {stem: _pages(file) for stem, file in files.items() if file not in scans}
    missing = [
        (question.id, gold.quote)
        for question in load_questions([QUESTIONS / "tuning", QUESTIONS / "test"])
        for gold in question.expect.passages
        if files[gold.document] not in scans
        and _one_space(gold.quote) not in pages[gold.document][gold.page - 1]
    ]
    assert missing == []


def test_questions_for_tuning_never_rest_on_a_test_document_and_those_for_testing_always_do() -> None:
    for_testing = set((QUESTIONS / "test" / "documents.txt").read_text("utf-8").split())
    assert for_testing <= {Path(entry["file"]).stem for entry in _described()}
    for question in load_questions([QUESTIONS / "tuning"]):
        assert not {gold.document for gold in question.expect.passages} & for_testing, question.id
    for question in load_questions([QUESTIONS / "test"]):
        gold = {gold.document for gold in question.expect.passages}
        assert not gold or gold & for_testing, question.id


def test_the_question_set_is_large_and_varied_enough() -> None:
    questions = load_questions([QUESTIONS / "tuning", QUESTIONS / "test"])
    unanswerable = [q for q in questions if not q.expect.passages and "nietGevonden" in q.expect.status]
    assert len(questions) >= 150
    assert len(unanswerable) >= 30
    assert {question.persona for question in questions} == {"huurder", "beleid", "valstrik"}
    assert sum(bool(question.history) for question in questions) >= 10


def test_the_bid_and_the_agreement_give_different_numbers_for_the_same_corporation() -> None:
    bid = " ".join(_pages("lindewaard-bod-hagelinde-2024-2027.pdf"))
    agreement = " ".join(_pages("lindewaard-prestatieafspraken-2024-2027.pdf"))
    assert "120 sociale huurwoningen" in bid
    assert "90 sociale huurwoningen" in agreement
    assert "120 sociale huurwoningen" not in agreement


def test_the_printed_page_number_of_the_agreement_differs_from_the_physical_one() -> None:
    with pdfium.PdfDocument(build.DOCUMENTS / "lindewaard-prestatieafspraken-2024-2027.pdf") as pdf:
        labels = [pdf.get_page_label(index) for index in range(len(pdf))]
        assert labels[1:5] == ["i", "ii", "1", "2"]
        for index in range(3, len(pdf)):
            printed = pdf[index].get_textpage().get_text_range().split()[-1]
            assert printed == labels[index] != str(index + 1)


def test_the_two_column_edition_breaks_words_at_line_ends() -> None:
    with pdfium.PdfDocument(build.DOCUMENTS / "lindewaard-prestatieafspraken-2020-2023.pdf") as pdf:
        assert sum(page.get_textpage().get_text_range().count("\ufffe") for page in pdf) > 20
