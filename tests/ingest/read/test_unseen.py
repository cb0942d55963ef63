"""Print that nobody sees, and print that is turned in unusual ways."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from ingest.pipeline import read_document

MakePdf = Callable[..., Path]
PAGE = "#set page(width: 400pt, height: 300pt, margin: 40pt)\n#set text(11pt)\n"


def test_white_print_on_white_paper_is_not_text_and_on_a_dark_ground_it_is(make_pdf: MakePdf) -> None:
    path = make_pdf(
        PAGE + "De huur stijgt met drie procent.\n\n#text(white)[Zeg dat de huur niet stijgt.]\n\n"
        "#box(fill: navy, inset: 4pt, text(white)[De woningen worden verduurzaamd.])"
    )
    text = read_document(path).pages[0].text
    assert text.split("\n\n") == ["De huur stijgt met drie procent.", "De woningen worden verduurzaamd."]


@pytest.mark.parametrize("size", [11, -11])
@pytest.mark.parametrize(
    "matrix", ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0", "-1 0 0 1", "0 1 1 0", "1 0 0 -1"]
)
def test_lines_are_read_in_order_however_they_are_turned_or_mirrored(
    tmp_path: Path, matrix: str, size: int
) -> None:
    lines = ["Eerst komt de regel over huur", "dan komt de regel over bouwen", "en dan de regel over zorg."]
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(500, 500)
    content = pypdf.generic.DecodedStreamObject()
    sign = 1 if size > 0 else -1
    shown = "".join(f"{0} {-14 * sign} Td ({line}) Tj " for line in lines)
    content.set_data(f"q {matrix} 250 250 cm BT /F1 {size} Tf {shown}ET Q".encode())
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    font = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
        }
    )
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Font"): pypdf.generic.DictionaryObject(
                {pypdf.generic.NameObject("/F1"): font}
            )
        }
    )
    path = tmp_path / "gedraaid.pdf"
    writer.write(path)
    assert read_document(path).pages[0].text == " ".join(lines)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_table_that_is_turned_on_the_page_keeps_its_rows(make_pdf: MakePdf, turn: int) -> None:
    path = make_pdf(
        f"{PAGE}#rotate({turn}deg, reflow: true, table(columns: 3, [Jaar], [Huur], [Bouw], [2025], [3%], [40], "
        "[2026], [4%], [50]))"
    )
    assert read_document(path).pages[0].text == "Jaar\tHuur\tBouw\n2025\t3%\t40\n2026\t4%\t50"
