"""The two municipalities with a history: three editions, an addendum, a yearly plan, a bid and a scan."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.documents import build
from eval.questions import load_questions
from ingest.read import read

SETS = [
    Path(__file__).parents[2] / "eval" / "questions" / split / "lindewaard-oosterveen.jsonl"
    for split in ("tuning", "test")
]
RECIPES = {r.stem: r for r in build.RECIPES if r.stem.startswith(("lindewaard-", "oosterveen-"))}
SCAN = RECIPES["oosterveen-prestatieafspraken-2021-2024"]
TOTALS = ("Totaal", "Samen", "Gezamenlijk")


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _pages(stem: str) -> list[str]:
    """The text of each page as it is numbered for a citation; of the scan, the text that was photographed."""
    recipe = RECIPES[stem]
    content = build.build(dataclasses.replace(recipe, scan=False))
    if recipe.format == "pdf":
        with pdfium.PdfDocument(content) as pdf:
            return [_one_space(page.get_textpage().get_text_range()) for page in pdf]
    sheets = read(recipe.file, content, 60).sheets
    return [_one_space(" ".join(block.plain for block in sheet.blocks)) for sheet in sheets]


def _tables(markdown: str) -> Iterator[list[list[str]]]:
    for found in re.findall(r"(?:^\|.*\n)+", markdown + "\n", re.MULTILINE):
        rows = [
            [cell.strip(" *") for cell in line.strip().strip("|").split("|")] for line in found.splitlines()
        ]
        yield [rows[0], *rows[2:]]


def _number(cell: str) -> int | None:
    plain = cell.replace(".", "")
    return int(plain) if plain.isdigit() else 0 if plain in {"–", ""} else None


@pytest.mark.parametrize("stem", [stem for stem, recipe in RECIPES.items() if recipe.format == "pdf"])
def test_every_page_says_that_it_is_an_example(stem: str) -> None:
    assert [number for number, text in enumerate(_pages(stem), 1) if build.BANNER not in text] == []


def test_the_scan_is_one_image_a_page_without_any_text_and_stays_small() -> None:
    content = (build.DOCUMENTS / SCAN.file).read_bytes()
    assert len(content) < 1_500_000
    with pdfium.PdfDocument(content) as pdf:
        assert len(pdf) == len(_pages(SCAN.stem)) >= 3
        for page in pdf:
            assert page.get_textpage().get_text_range() == ""
            assert [thing.type for thing in page.get_objects(max_depth=1)] == [pdfium.raw.FPDF_PAGEOBJ_IMAGE]


@pytest.mark.parametrize("stem", RECIPES)
def test_the_rows_of_a_table_add_up_to_its_last_row(stem: str) -> None:
    wrong = []
    for _, *rows in _tables((build.SOURCES / f"{stem}.md").read_text("utf-8")):
        if rows[-1][0] not in TOTALS:
            continue
        for column in range(1, len(rows[-1])):
            numbers = [_number(row[column]) for row in rows]
            parts = [number for number in numbers[:-1] if number is not None]
            if numbers[-1] and len(parts) == len(numbers) - 1 and sum(parts) != numbers[-1]:
                wrong.append((rows[-1], column))
    assert wrong == []


def test_the_addendum_changes_one_number_of_the_agreement_and_the_sums_above_it() -> None:
    agreement = " ".join(_pages("lindewaard-prestatieafspraken-2024-2027"))
    addendum = _pages("lindewaard-addendum-2026")
    kept = ["Hagelinde 10 25 30 25 90", "Oever & Erf 0 0 24 0 24"]
    before = ["Kadewonen 0 20 28 22 70", "Totaal 10 45 82 47 184"]
    after = ["Kadewonen 0 20 34 22 76", "Totaal 10 45 88 47 190"]
    assert [row for row in kept + before if row not in agreement] == []
    assert [row for row in kept + after if row not in addendum[-1]] == []


def test_every_gold_quote_stands_on_its_page() -> None:
    pages = {stem: _pages(stem) for stem in RECIPES}
    questions = load_questions(SETS)
    assert len(questions) == 30
    missing = [
        (question.id, gold.quote)
        for question in questions
        for gold in question.expect.passages
        if gold.quote not in pages[gold.document][gold.page - 1]
    ]
    assert missing == []
