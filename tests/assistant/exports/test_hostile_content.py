"""What a document or a reader may write, and what becomes of it in each kind of file."""

import csv
import io
import zipfile
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.exports import csv_file, docx_file, xlsx_file
from assistant.exports.cleaning import LONGEST_CELL
from assistant.exports.commitment_rows import COLUMNS, rows
from assistant.exports.docx_file import Quotes
from assistant.exports.sheet import Cell, Column, Sheet, Source
from tests.assistant.exports.conftest import ACCOUNT, TODAY, record

FORMULAS = (
    '=HYPERLINK("http://kwaad.invalid","klik")',
    "+31 wordt uitgevoerd",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
)
MARK_UP = "<b>vet</b> <script>alert(1)</script> </w:t></w:r> ]]> &amp; \"'; {{ 7 * 7 }}"
UNWRITABLE = "voor\x00\x07\x1b\ufffe\ud800na\u202eachterstevoren"


def sheet(*quotes: str) -> Sheet:
    records = [record(number, quote, note=quote, title=quote) for number, quote in enumerate(quotes)]
    return Sheet("=Titel", "Afspraken", ACCOUNT, COLUMNS, rows(records, TODAY))


def as_csv(*quotes: str) -> list[dict[str, str]]:
    text = b"".join(csv_file.parts(sheet(*quotes))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def as_book(of: Sheet) -> Any:
    file = io.BytesIO()
    xlsx_file.write(of, file)
    return load_workbook(io.BytesIO(file.getvalue()))


def column(book: Any, title: str) -> list[Any]:
    header = [cell.value for cell in book["Afspraken"][1]]
    return [row[header.index(title)] for row in book["Afspraken"].iter_rows(min_row=2)]


def as_document(*quotes: str) -> Any:
    records = [record(number, quote, note=quote, title=quote) for number, quote in enumerate(quotes)]
    file = io.BytesIO()
    docx_file.write_quotes(Quotes(quotes[0], ACCOUNT, records, len(records)), file)
    return Document(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_a_table_of_text(formula: str) -> None:
    (row,) = as_csv(formula)
    for title in ("Citaat", "Notitie", "Document"):
        assert row[title].startswith("'")
        assert row[title].endswith(formula.strip()[-3:])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_a_workbook_also_when_the_cell_is_edited(formula: str) -> None:
    book = as_book(sheet(formula))
    for title in ("Citaat", "Notitie", "Document"):
        (cell,) = column(book, title)
        assert cell.data_type == "s"
        assert cell.value == formula.replace("\r", "\n")
        assert cell.quotePrefix
    assert book["Verantwoording"]["A1"].data_type == "s"


def test_an_error_value_of_a_spreadsheet_is_text() -> None:
    assert [cell.data_type for cell in column(as_book(sheet("#N/A", "#REF!")), "Citaat")] == ["s", "s"]


def test_a_list_item_keeps_its_dash_in_a_workbook() -> None:
    assert column(as_book(sheet("- bouwen")), "Citaat")[0].value == "- bouwen"


def test_mark_up_is_text_everywhere() -> None:
    assert as_csv(MARK_UP)[0]["Citaat"] == MARK_UP
    assert column(as_book(sheet(MARK_UP)), "Citaat")[0].value == MARK_UP
    quotes = [one.text for one in as_document(MARK_UP).paragraphs if one.style.name == "Quote"]
    assert quotes == [f"“{MARK_UP}”"]


def test_what_a_file_cannot_hold_or_hides_is_left_out() -> None:
    kept = "voornaachterstevoren"
    assert as_csv(UNWRITABLE)[0]["Citaat"] == kept
    assert column(as_book(sheet(UNWRITABLE)), "Citaat")[0].value == kept
    document = as_document(UNWRITABLE)
    assert [one.text for one in document.paragraphs if one.style.name == "Quote"] == [f"“{kept}”"]
    assert document.core_properties.title == kept


@pytest.mark.parametrize("letter", ["a", "é", "𝄞"])
def test_a_cell_holds_no_more_than_excel_opens_and_says_where_it_was_cut(letter: str) -> None:
    whole = letter * 40_000
    (cell,) = column(as_book(sheet(whole)), "Citaat")
    assert cell.value.endswith(" […]")
    assert LONGEST_CELL - 2 <= len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert as_csv(whole)[0]["Citaat"] == cell.value


def test_a_cell_that_just_fits_is_whole() -> None:
    assert column(as_book(sheet("a" * LONGEST_CELL)), "Citaat")[0].value == "a" * LONGEST_CELL


def test_an_address_that_is_too_long_for_a_link_is_text() -> None:
    url = "http://testserver/" + "x" * 3_000
    made = Sheet("t", "Afspraken", ACCOUNT, COLUMNS, rows([record(url=url)], TODAY))
    (cell,) = column(as_book(made), "Adres van de pagina")
    assert cell.hyperlink is None
    assert cell.value == url


def test_hostile_words_of_a_source_stay_words() -> None:
    source = Source("=1+1 <b>", "javascript:alert(1)&x=<", "=2+2")
    made = Sheet(
        "t", "Vergelijking", ACCOUNT, (Column("=Kop"),), [(Cell("=3+3", None, (source,)),)], sourced=True
    )
    book = as_book(made)
    assert {cell.data_type for name in ("Vergelijking", "Bronnen") for row in book[name] for cell in row} <= {
        "s",
        "n",
    }
    file = io.BytesIO()
    docx_file.write_table(made, file)
    assert "=1+1 <b>" in "".join(one.text for one in Document(io.BytesIO(file.getvalue())).paragraphs)
    text = b"".join(csv_file.parts(made)).decode("utf-8-sig")
    assert text.startswith("'=Kop;Bronnen;")
    assert "\r\n'=3+3 [1];[1] =1+1" in text


def test_no_file_holds_a_macro_or_fetches_anything(tmp_path: Any) -> None:
    for name in ("a.xlsx", "a.docx"):
        with (tmp_path / name).open("wb") as file:
            if name == "a.xlsx":
                xlsx_file.write(sheet(*FORMULAS), file)
            else:
                docx_file.write_quotes(Quotes("t", ACCOUNT, [record()], 1), file)
        with zipfile.ZipFile(tmp_path / name) as parts:
            assert not [part for part in parts.namelist() if "vba" in part.lower() or "embed" in part.lower()]
            assert b"<f>" not in b"".join(parts.read(part) for part in parts.namelist())
