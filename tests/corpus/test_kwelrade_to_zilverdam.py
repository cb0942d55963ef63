"""Four municipalities and a region: pages marked as examples, sums that hold, gold quotes that stand there."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from corpus.documents import build
from eval.questions import load_questions
from ingest.read import read

PLACES = ("kwelrade-", "veldermonde-", "regio-lindeveen-", "heijerbeek-", "zilverdam-")
RECIPES = {r.stem: r for r in build.RECIPES if r.stem.startswith(PLACES)}
FRAME = "veldermonde-prestatieafspraken-2022-2030"
TEST_DOCUMENTS = {FRAME, "heijerbeek-concept"}
QUESTIONS = Path(__file__).parents[2] / "eval" / "questions"
TOTALS = ("Totaal", "Samen", "Regio")


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _pages(stem: str) -> list[str]:
    """The text of each page as it is numbered for a citation."""
    recipe = RECIPES[stem]
    content = (build.DOCUMENTS / recipe.file).read_bytes()
    if recipe.format == "pdf":
        with pdfium.PdfDocument(content) as pdf:
            return [_one_space(page.get_textpage().get_text_range()) for page in pdf]
    sheets = read(recipe.file, content, 60).sheets
    return [_one_space(" ".join(block.plain for block in sheet.blocks)) for sheet in sheets]


def _entries() -> dict[str, dict[str, Any]]:
    described = tomllib.loads((build.DOCUMENTS / "sources.toml").read_text("utf-8"))["document"]
    return {Path(entry["file"]).stem: entry for entry in described}


def _tables(stem: str) -> Iterator[list[list[str]]]:
    markdown = (build.SOURCES / f"{stem}.md").read_text("utf-8")
    for found in re.findall(r"(?:^\|.*\n)+", markdown + "\n", re.MULTILINE):
        rows = [
            [cell.strip(" *") for cell in line.strip().strip("|").split("|")] for line in found.splitlines()
        ]
        yield [rows[0], *rows[2:]]


def _number(cell: str) -> int | None:
    plain = cell.replace(".", "")
    return int(plain) if plain.isdigit() else None


def _overprinted(content: bytes) -> list[int]:
    """The pages on which one line of text covers more than half of another."""
    found = []
    with pdfium.PdfDocument(content) as pdf:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage()
            rects = (text.get_rect(index) for index in range(text.count_rects()))
            # The dots of a table of contents are thousands of rectangles, each a point or two wide.
            boxes = [rect for rect in rects if rect[2] - rect[0] > 8]
            if any(_covers(one, other) for at, one in enumerate(boxes) for other in boxes[:at]):
                found.append(number)
    return found


def _covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smallest = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width > 0 and height > 0 and width * height > smallest / 2


@pytest.mark.parametrize("stem", [s for s, r in RECIPES.items() if r.format != "docx"])
def test_every_page_and_every_section_of_a_web_page_says_that_it_is_an_example(stem: str) -> None:
    assert [number for number, text in enumerate(_pages(stem), 1) if build.BANNER not in text] == []


@pytest.mark.parametrize("stem", RECIPES)
def test_a_total_in_a_table_is_the_sum_of_its_column(stem: str) -> None:
    checked, wrong = 0, []
    for table in _tables(stem):
        for at, row in enumerate(table):
            if not any(cell in TOTALS for cell in row[:2]):
                continue
            for column, total in enumerate(map(_number, row)):
                above = [_number(other[column]) for other in table[1:at]]
                if total is None or len(above) < 2 or None in above:
                    continue
                checked += 1
                if sum(number for number in above if number is not None) != total:
                    wrong.append((table[0], column, total))
    assert wrong == []
    assert checked


@pytest.mark.parametrize("stem", RECIPES)
def test_a_row_over_the_years_adds_up_to_its_own_total(stem: str) -> None:
    wrong = []
    for table in _tables(stem):
        if table[0][-1] not in {"Totaal", "Som"}:
            continue
        for row in table[1:]:
            numbers = [number for number in map(_number, row[1:]) if number is not None]
            if len(numbers) > 2 and sum(numbers[:-1]) != numbers[-1]:
                wrong.append(row)
    assert wrong == []


def test_the_formal_frame_is_long_and_says_who_is_bound_only_on_building() -> None:
    pages = _pages(FRAME)
    assert 35 <= len(pages) <= 45
    assert any("Brinkhof Wonen is uitsluitend gebonden aan hoofdstuk 4 (nieuwbouw)" in page for page in pages)


def test_no_lines_of_the_formal_frame_are_printed_over_each_other() -> None:
    assert _overprinted((build.DOCUMENTS / f"{FRAME}.pdf").read_bytes()) == []


def test_a_table_that_is_too_long_for_its_page_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "---\ntitle: Lang\nbanner: x\nfoot: x\n---\n\n| Nr. | Complex |\n|---|---|\n"
    rows = "".join(f"| {number} | Akkerwindelaan {number} |\n" for number in range(80))
    (tmp_path / "lang.md").write_text(f"{long}{rows}\n: Complexen\n", "utf-8")
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    (tmp_path / "fonts").symlink_to(build.LAYOUTS.parent / "fonts")
    assert _overprinted(build.build(build.Recipe("lang", "pdf", "agreement.typ"))) != []


def test_the_draft_says_concept_on_its_first_line_and_is_described_as_one() -> None:
    assert "CONCEPT" in _pages("heijerbeek-concept")[0]
    entry = _entries()["heijerbeek-concept"]
    assert entry["stage"] == "concept"
    assert "signed" not in entry


def test_the_yearly_agreements_hang_under_the_frame_and_change_its_number_for_that_year() -> None:
    assert _entries()["veldermonde-jaarafspraken-2025"]["parent"] == f"{FRAME}.pdf"
    assert "Samen 156 125" in " ".join(_pages("veldermonde-jaarafspraken-2025"))
    assert "Totaal 20 75 112 156 168" in " ".join(_pages(FRAME))


@pytest.mark.parametrize("split", ["tuning", "test"])
def test_every_gold_quote_stands_on_its_page_and_on_the_right_side_of_the_split(split: str) -> None:
    questions = load_questions([QUESTIONS / split / "kv.jsonl"])
    golds = [(question.id, gold) for question in questions for gold in question.expect.passages]
    pages = {document: _pages(document) for document in {gold.document for _, gold in golds}}
    assert [
        (id_, gold.quote) for id_, gold in golds if gold.quote not in pages[gold.document][gold.page - 1]
    ] == []
    assert {gold.document in TEST_DOCUMENTS for _, gold in golds} == {split == "test"}
