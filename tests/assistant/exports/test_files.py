"""The three kinds of files: how they look inside, and that many rows do not fill the memory."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from assistant.exports import csv_file, docx_file, xlsx_file
from assistant.exports.commitment_rows import COLUMNS, Record, rows
from assistant.exports.docx_file import MOST_QUOTES, Grouping, Quotes
from assistant.exports.sheet import MADE_WITH_AI, Cell, Column, Sheet, Source
from corpus.commitment import Actor, Limit, Quantity, Role, Standing
from corpus.model import Origin, Period, Span, Theme
from tests.assistant.exports.conftest import ACCOUNT, TODAY, record

ROOT = Path(__file__).resolve().parents[3]


def sheet(records: Any) -> Sheet:
    return Sheet("Afspraken over huur", "Afspraken", ACCOUNT, COLUMNS, rows(records, TODAY))


def document(*records: Record, by: Grouping = "document", total: int = 0) -> Any:
    file = io.BytesIO()
    docx_file.write_quotes(Quotes("Afspraken over huur", ACCOUNT, records, total or len(records), by), file)
    return Document(io.BytesIO(file.getvalue()))


def texts(made: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == style]


def many(count: int) -> Iterator[Record]:
    return (record(number, f"De corporaties bouwen {number} woningen.") for number in range(count))


def test_excel_in_dutch_reads_semicolons_decimal_commas_and_accents() -> None:
    rent = record(quote="De huur stijgt vóór 2027 met 3,5%.", numbers=(Quantity(3.5, "procent"),))
    content = b"".join(csv_file.parts(sheet([rent, record(numbers=(Quantity(-1_250.0, "euro"),))])))
    assert content.startswith("\ufeffGemeente;".encode())
    header, first, second, rest = content.decode("utf-8-sig").split("\r\n")
    assert rest == ""
    place = header.split(";").index("Waarde")
    assert first.split(";")[place] == "3,5"
    assert second.split(";")[place] == "-1250"
    assert "vóór 2027" in first


def test_a_number_tells_all_that_it_means() -> None:
    number = Quantity(
        1_140, "woningen", 1_200, Limit.MINSTENS, "jaar", "wijk", "netto", "sociaal", "oplevering", "2025",
        Actor(Role.CORPORATIE, "Kadewonen"), True,
    )  # fmt: skip
    (row,) = rows([record(numbers=(number, Quantity(3.5, "procent")))], TODAY)
    told = {column.title: cell.value for column, cell in zip(COLUMNS, row, strict=True)}
    assert told["Alle getallen"] == (
        "minstens 1.140 tot 1.200 woningen per wijk per jaar "
        "(sociaal, netto, geteld bij oplevering, prijspeil 2025, Kadewonen, totaal); 3,5%"
    )
    assert [told[title] for title in ("Waarde", "Tot en met", "Eenheid", "Grens", "Per", "Per stuk")] == [
        1140, 1200, "woningen", "minstens", "jaar", "wijk",
    ]  # fmt: skip


def test_a_number_that_is_none_leaves_its_cell_empty() -> None:
    (row,) = rows([record(numbers=(Quantity(float("inf"), "euro"),))], TODAY)
    assert row[[column.title for column in COLUMNS].index("Waarde")].value is None


def test_a_page_goes_by_its_printed_number_and_is_counted_too() -> None:
    (source,) = [
        line for line in texts(document(record(label="– 5 –", clause="3.2")), "Bron") if "pagina" in line
    ]
    assert source.endswith("artikel 3.2, pagina 5 (blad 7 van het bestand)")


def test_what_was_not_agreed_says_so_beside_its_quote() -> None:
    made = document(record(0, standing=Standing.VOORSTEL), record(1), record(2, standing=Standing.CONCEPT))
    told = [line for line in texts(made, "Bron") if "pagina" in line]
    assert ["Voorstel, geen afspraak." in line for line in told] == [True, False, False]
    assert ["Concept, nog niet vastgesteld." in line for line in told] == [False, False, True]


@pytest.mark.parametrize("by", ["document", "thema"])
def test_an_invented_document_says_so(by: Grouping) -> None:
    made = document(record(origin=Origin.VOORBEELD), by=by)
    assert any("Dit document is verzonnen" in line for line in texts(made, "Bron"))
    assert not any("verzonnen" in line for line in texts(document(record(), by=by), "Bron"))


def test_a_summary_of_ours_is_never_between_quotation_marks() -> None:
    made = document(record(quote="Er komen woningen.", origin=Origin.SAMENVATTING))
    assert texts(made, "Quote") == ["Er komen woningen."]
    assert any(line.startswith("Samenvatting van: ") for line in texts(made, "Bron"))


def test_quotes_stand_together_per_document_or_per_theme() -> None:
    records = (record(0), record(10, themes=(Theme.LEEFBAARHEID,)), record(1, themes=(Theme.LEEFBAARHEID,)))
    per_document = document(*records)
    assert len(texts(per_document, "Heading 1")) == 3
    assert texts(document(*records, by="thema"), "Heading 1") == [
        "Nieuwbouw",
        "Leefbaarheid",
        "Verantwoording",
    ]


def test_a_row_of_a_table_stands_below_its_header_with_all_its_numbers() -> None:
    quote, context = "Kadewonen\t40\t50", "Nieuwbouw per jaar\nCorporatie\t2025\t2026"
    cells = [
        record(
            number,
            quote,
            context=context,
            form="table",
            period=Period(year, year),
            numbers=(count,),
            note=note,
        )
        for number, (year, count, note) in enumerate(
            [(2025, Quantity(40, "woningen"), ""), (2026, Quantity(50, "woningen"), "Is dit netto?")]
        )
    ]
    made = document(*cells)
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Corporatie", "2025", "2026"],
        ["Kadewonen", "40", "50"],
    ]
    assert texts(made, "Quote") == []
    assert "Nieuwbouw per jaar" in texts(made, "Bron")
    (told,) = texts(made, "Kenmerken")
    assert told == "De corporaties · woningen · hardheid: resultaat"
    assert texts(made, "Notitie") == ["Notitie: Is dit netto?"]


def test_rows_of_one_table_stand_together_each_with_its_page_and_its_note() -> None:
    context = "Corporatie\t2025"
    rows_of_table = [
        record(
            number,
            f"{name}\t{number}",
            context=context,
            form="table",
            note=f"over {name}",
            actors=(Actor(Role.CORPORATIE, name),),
            numbers=(Quantity(number, "woningen", segment="sociaal"),),
            spans=(Span(7, number, number + 9),),
        )
        for number, name in enumerate(("Kadewonen", "Thuisrijk"))
    ]
    made = document(*rows_of_table, record(2, "Wij bouwen."))
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Corporatie", "2025"],
        ["Kadewonen", "0"],
        ["Thuisrijk", "1"],
    ]
    links = [row.cells[0].paragraphs[0].hyperlinks[0].address for row in made.tables[0].rows[1:]]
    assert links == [one.url for one in rows_of_table]
    assert texts(made, "Kenmerken")[0] == "Kadewonen en Thuisrijk · woningen (sociaal) · hardheid: resultaat"
    assert texts(made, "Notitie") == [
        "Notitie bij Kadewonen: over Kadewonen",
        "Notitie bij Thuisrijk: over Thuisrijk",
    ]


def test_a_table_of_many_columns_lies_on_its_side() -> None:
    def page(columns: int) -> Any:
        made = Sheet("t", "t", ACCOUNT, (Column("x"),) * columns, [(Cell("a"),) * columns])
        file = io.BytesIO()
        docx_file.write_table(made, file)
        return Document(io.BytesIO(file.getvalue())).sections[0]

    assert page(5).page_width < page(5).page_height
    assert page(6).page_width > page(6).page_height


def test_a_row_of_a_table_without_a_fitting_header_is_quoted_with_its_cells_apart() -> None:
    made = document(record(quote="Kadewonen\t40\t50", context="Corporatie\t2025", form="table"))
    assert texts(made, "Quote") == ["“Kadewonen | 40 | 50”"]
    assert "Hoort bij: Corporatie | 2025" in texts(made, "Bron")


def test_a_document_holds_the_first_500_and_says_how_to_get_the_rest() -> None:
    made = document(*many(MOST_QUOTES + 1), total=1_234)
    assert len(texts(made, "Quote")) == MOST_QUOTES
    (told,) = [line for line in texts(made, "Kader") if "eerste" in line]
    assert told.startswith("Hier staan de eerste 500 van 1.234 afspraken. Kies Excel of CSV")
    assert not any("eerste" in line for line in texts(document(record()), "Kader"))


def test_a_period_and_a_deadline_stand_with_the_source() -> None:
    made = document(record(period=Period(2025, 2026), deadline=date(2028, 12, 31), location="Kadebuurt"))
    assert any(
        line.endswith(" · periode 2025–2026 · uiterlijk 31 december 2028 · Kadebuurt")
        for line in texts(made, "Bron")
    )


def test_a_table_has_numbered_sources_in_a_document_and_a_workbook() -> None:
    one, other = (
        Source("Afspraken, pagina 7", "http://testserver/7", "Wij bouwen."),
        Source("Bod", "http://testserver/8"),
    )
    cells = [(Cell("bouwen"), Cell(40, None, (one,))), (Cell("slopen"), Cell("niet", None, (other, one)))]
    made = Sheet(
        "Vergelijking", "Vergelijking", ACCOUNT, (Column("Wat"), Column("Lindewaard")), cells, sourced=True
    )
    file = io.BytesIO()
    docx_file.write_table(made, file)
    document = Document(io.BytesIO(file.getvalue()))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Wat", "Lindewaard"], ["bouwen", "40 [1]"], ["slopen", "niet [2] [1]"],
    ]  # fmt: skip
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[lines.index("Bronnen") + 1 :][:3] == ["[1] Afspraken, pagina 7", "“Wij bouwen.”", "[2] Bod"]
    file = io.BytesIO()
    xlsx_file.write(made, file)
    book = load_workbook(io.BytesIO(file.getvalue()))
    assert [[cell.value for cell in row] for row in book["Vergelijking"].iter_rows(min_row=2)] == [
        ["bouwen", 40], ["slopen", "niet [2] [1]"],
    ]  # fmt: skip
    assert book["Vergelijking"]["B2"].hyperlink.target == "http://testserver/7"
    assert [row[0].value for row in book["Bronnen"].iter_rows(min_row=2)] == [1, 2]


# The order that ISO/IEC 29500 gives to what tables, cells and paragraphs are set to, as far as it is used here.
_ORDERS = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u lang",
}


def test_what_word_is_told_stands_in_the_order_that_it_asks() -> None:
    made = document(
        record(quote="a\tb", context="x\ty", form="table", note="na"), record(1, origin=Origin.VOORBEELD)
    )
    styles = {paragraph.style.name: paragraph.style.element for paragraph in made.paragraphs}
    checked = 0
    for part in (made.element, made.sections[0].footer._element, *styles.values()):
        for name, order in _ORDERS.items():
            for found in part.iter(qn(f"w:{name}")):
                told = [child.tag.rpartition("}")[2] for child in found]
                assert told == sorted(told, key=order.split().index)
                checked += 1
    assert checked > 50


def test_every_file_says_that_a_machine_put_it_together() -> None:
    made = document(record())
    assert made.core_properties.comments == MADE_WITH_AI
    assert MADE_WITH_AI in made.sections[0].footer.paragraphs[0].text
    file = io.BytesIO()
    xlsx_file.write(sheet([record()]), file)
    assert load_workbook(io.BytesIO(file.getvalue())).properties.description == MADE_WITH_AI
    assert MADE_WITH_AI in b"".join(csv_file.parts(sheet([record()]))).decode()


def test_a_table_of_text_comes_in_small_parts() -> None:
    parts = list(csv_file.parts(sheet(many(2_000))))
    assert len(parts) > 10
    assert max(map(len, parts)) < 1_000_000


_GROWN = """
import re, sys, tempfile
from pathlib import Path
from assistant.exports import csv_file, xlsx_file
from tests.assistant.exports.test_files import many, sheet

def write(kind, count):
    with tempfile.TemporaryFile() as file:
        if kind == "xlsx":
            xlsx_file.write(sheet(many(count)), file)
        else:
            file.writelines(csv_file.parts(sheet(many(count))))
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

few = write(sys.argv[1], 200)
print(write(sys.argv[1], 10_000) - few)
"""


# The links of a workbook stay in memory until it is whole; its cells (more than 100 MB) do not.
@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs /proc, which tells the most memory used"
)
@pytest.mark.parametrize(("kind", "most"), [("csv", 5_000), ("xlsx", 50_000)])
def test_ten_thousand_rows_take_bounded_memory(kind: str, most: int) -> None:
    command = [sys.executable, "-c", _GROWN, kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < most
