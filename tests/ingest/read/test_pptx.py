"""Presentations: a slide is a page with its title, its text in reading order, tables, charts and notes."""

import io
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ingest.read.pptx import read_pptx
from ingest.read.records import ReadError, Reading, Reason

TITLE_AND_TEXT, TWO_COLUMNS, TITLE_ONLY, EMPTY = 1, 3, 5, 6


def read(presentation: Any) -> Reading:
    held = io.BytesIO()
    presentation.save(held)
    return read_pptx(held.getvalue(), lambda: None)


def pages(reading: Reading) -> list[list[tuple[str, str]]]:
    return [[(f"{b.form}{b.level or ''}", b.plain) for b in sheet.blocks] for sheet in reading.sheets]


def slide(presentation: Any, layout: int, title: str = "") -> Any:
    made = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if title:
        made.shapes.title.text = title
    return made


def box(shapes: Any, text: str, x: float, y: float, width: float = 8, height: float = 2) -> None:
    shapes.add_textbox(Cm(x), Cm(y), Cm(width), Cm(height)).text_frame.text = text


def test_a_slide_is_a_page_with_its_title_and_bullets_from_its_layout() -> None:
    presentation = Presentation()
    presentation.core_properties.title = "Prestatieafspraken Lindewaard"
    first = slide(presentation, 0, "Wonen in Lindewaard")
    first.placeholders[1].text = "Bijeenkomst"
    second = slide(presentation, TITLE_AND_TEXT, "Betaalbaarheid")
    second.placeholders[1].text_frame.text = "De huur stijgt 3,5%"
    second.placeholders[1].text_frame.add_paragraph().text = "Maatwerk"
    reading = read(presentation)
    assert reading.title == "Prestatieafspraken Lindewaard"
    assert pages(reading) == [
        [("heading1", "Wonen in Lindewaard"), ("paragraph", "Bijeenkomst")],
        [("heading1", "Betaalbaarheid"), ("item", "• De huur stijgt 3,5%"), ("item", "• Maatwerk")],
    ]
    assert [(sheet.number, sheet.label) for sheet in reading.sheets] == [(1, "1"), (2, "2")]


def test_text_is_read_by_columns_where_it_stands_in_columns_and_by_rows_where_it_stands_in_rows() -> None:
    presentation = Presentation()
    columns: list[tuple[str, float, float]] = [
        ("B2", 14, 8.2), ("A1", 1, 6), ("Onder", 1, 16), ("B1", 14, 6), ("A2", 1, 8.2), ("Boven", 1, 1),
    ]  # fmt: skip
    rows: list[tuple[str, float, float]] = [
        ("uitleg 2", 9.5, 9), ("punt 1", 1, 4), ("uitleg 1", 9.5, 4), ("punt 2", 1, 9),
    ]  # fmt: skip
    for boxes in (columns, rows):
        made = slide(presentation, EMPTY)
        for text, x, y in boxes:
            box(made.shapes, text, x, y)
    assert [[text for _, text in page] for page in pages(read(presentation))] == [
        ["Boven", "A1", "A2", "B1", "B2", "Onder"],
        ["punt 1", "uitleg 1", "punt 2", "uitleg 2"],
    ]


def test_placeholders_stand_where_their_layout_puts_them() -> None:
    presentation = Presentation()
    made = slide(presentation, TWO_COLUMNS, "Twee kanten")
    made.placeholders[2].text = "rechts"
    made.placeholders[1].text = "links"
    tree = made.shapes._spTree
    tree.append(made.placeholders[1]._element)  # drawn later, still on the left
    assert [text for _, text in pages(read(presentation))[0]] == ["Twee kanten", "• links", "• rechts"]


def test_groups_and_tables_with_merged_cells_are_read_in_their_place() -> None:
    presentation = Presentation()
    made = slide(presentation, EMPTY)
    box(made.shapes, "Slot", 1, 16)
    table = made.shapes.add_table(3, 3, Cm(1), Cm(8), Cm(20), Cm(4)).table
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    rows = (("Wijk", "Woningen", ""), ("", "2024", "2025"), ("Oost", "10", "12"))
    for place in ((0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
        table.cell(*place).text = rows[place[0]][place[1]]
    group = made.shapes.add_group_shape()
    box(group.shapes, "tweede", 1, 4)
    box(group.shapes, "eerste", 1, 1)
    assert pages(read(presentation)) == [
        [
            ("paragraph", "eerste"),
            ("paragraph", "tweede"),
            ("table", "Wijk\tWoningen\nWijk\t2024\t2025\nOost\t10\t12"),
            ("paragraph", "Slot"),
        ]
    ]


def test_the_figures_of_a_chart_are_a_table() -> None:
    presentation = Presentation()
    make: Any = CategoryChartData
    data = make(number_format="0%")
    data.categories = ["2024", "2025"]
    data.add_series("Sociale huur", (0.3, 0.35))
    data.add_series("Middenhuur", (0.1, 0.2))
    made = slide(presentation, EMPTY)
    made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(10), Cm(8), data)
    assert pages(read(presentation)) == [
        [("table", "\tSociale huur\tMiddenhuur\n2024\t30%\t10%\n2025\t35%\t20%")]
    ]


def test_notes_stand_under_a_heading_that_says_so_and_a_hidden_slide_is_a_page_without_text() -> None:
    presentation = Presentation()
    slide(presentation, TITLE_ONLY, "Zichtbaar").notes_slide.notes_text_frame.text = "Dit zeg ik erbij."
    slide(presentation, TITLE_ONLY, "Verborgen")._element.set("show", "0")
    slide(presentation, TITLE_ONLY, "Ook zichtbaar")
    assert pages(read(presentation)) == [
        [
            ("heading1", "Zichtbaar"),
            ("heading6", "Notities bij deze dia"),
            ("paragraph", "Dit zeg ik erbij."),
        ],
        [],
        [("heading1", "Ook zichtbaar")],
    ]


def test_what_another_maker_writes_is_read_the_same(tmp_path: Path) -> None:
    source = "# Huur\n\n1. Een\n2. Twee\n\n::: notes\nErbij.\n:::\n\n# Cijfers\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    path = tmp_path / "a.pptx"
    pypandoc.convert_text(source, "pptx", format="markdown", outputfile=str(path))
    assert pages(read_pptx(path.read_bytes(), lambda: None)) == [
        [("heading1", "Huur"), ("item", "1. Een"), ("item", "2. Twee"), ("heading6", "Notities bij deze dia"),
         ("paragraph", "Erbij.")],
        [("heading1", "Cijfers"), ("table", "A\tB\n1\t2")],
    ]  # fmt: skip


def test_old_encrypted_and_empty_presentations_say_what_is_wrong() -> None:
    old = b"\xd0\xcf\x11\xe0" + bytes(600)
    with pytest.raises(ReadError, match=r"sla het op als \.pptx"):
        read_pptx(old, lambda: None)
    for content, reason in (
        (old + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        (b"PK\x03\x04", Reason.BROKEN),
    ):
        with pytest.raises(ReadError) as caught:
            read_pptx(content, lambda: None)
        assert caught.value.reason == reason
    with pytest.raises(ReadError) as caught:
        read(Presentation())
    assert caught.value.reason == Reason.NO_PAGES
