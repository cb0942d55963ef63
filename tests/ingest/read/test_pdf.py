"""PDF pages as they are read: places, reading order, tables, headings, labels and damage."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest

from corpus.model import Page, Word
from ingest.pipeline import read_document
from ingest.read.records import ReadError, Reason

MakePdf = Callable[..., Path]


def words(page: Page, text: str) -> list[Word]:
    return [word for word in page.words if page.text[word.start : word.end] == text]


def ink(path: Path, number: int) -> tuple[float, float, float, float]:
    """The box around everything that is printed on a page, in points, from its rendered image."""
    image = pdfium.PdfDocument(path)[number - 1].render(scale=4).to_numpy().min(axis=2)
    rows, columns = np.nonzero(image.min(axis=1) < 128)[0], np.nonzero(image.min(axis=0) < 128)[0]
    return columns[0] / 4, rows[0] / 4, (columns[-1] + 1) / 4, (rows[-1] + 1) / 4


def changed(path: Path, change: Callable[[pypdf.PageObject], None]) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    for page in writer.pages:
        change(page)
    writer.write(path)
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_a_box_lies_around_the_printed_word_also_on_a_rotated_and_cropped_page(
    make_pdf: MakePdf, rotation: int, cropped: bool
) -> None:
    path = make_pdf(
        "#set page(width: 400pt, height: 300pt)\n#place(dx: 90pt, dy: 60pt)[#text(20pt)[Kastanjelaan]]"
    )

    def turn(page: pypdf.PageObject) -> None:
        if cropped:
            page.cropbox = pypdf.generic.RectangleObject((100, 50, 380, 250))
        page.rotate(rotation)

    edition = read_document(changed(path, turn))
    page = edition.pages[0]
    (word,) = words(page, "Kastanjelaan")
    left, top, right, bottom = ink(path, 1)
    assert word.box.x0 - 1 <= left
    assert right <= word.box.x1 + 1
    assert word.box.y0 - 1 <= top
    assert bottom <= word.box.y1 + 1
    assert (word.box.x1 - word.box.x0) * (word.box.y1 - word.box.y0) < 3.5 * (right - left) * (bottom - top)
    turned = rotation in (90, 270)
    size = (280, 200) if cropped else (400, 300)
    assert (page.width, page.height) == pytest.approx(size[::-1] if turned else size)


COLUMNS = """
#set page(width: 420pt, height: 420pt, margin: 30pt, columns: {count})
#set par(justify: true)
#set text(size: {size}pt, lang: "nl")
#place(top + center, scope: "parent", float: true)[#text(18pt)[*Afspraken over wonen in twee dorpen*]]
= Eerste deel
{first}
#colbreak()
= Tweede deel
{second}
"""
FIRST = " ".join(
    f"De eerste kolom vertelt in zin {n} over de huur van een gewone woning." for n in range(1, 9)
)
SECOND = " ".join(
    f"De volgende kolom vertelt in zin {n} over de bouw van nieuwe huizen." for n in range(1, 9)
)
THIRD = " ".join(f"De laatste kolom vertelt in zin {n} over het onderhoud van de daken." for n in range(1, 9))


def test_two_columns_are_read_one_after_the_other_under_a_heading_over_both(make_pdf: MakePdf) -> None:
    path = make_pdf(COLUMNS.format(count=2, size=10, first=FIRST, second=SECOND))
    text = read_document(path).pages[0].text
    assert text.split("\n\n") == [
        "Afspraken over wonen in twee dorpen", "Eerste deel", FIRST, "Tweede deel", SECOND
    ]  # fmt: skip


def test_three_columns_are_read_one_after_the_other(make_pdf: MakePdf) -> None:
    second = f"{SECOND}\n#colbreak()\n{THIRD}"
    text = read_document(make_pdf(COLUMNS.format(count=3, size=7, first=FIRST, second=second))).pages[0].text
    assert text.split("\n\n")[2:] == [FIRST, "Tweede deel", SECOND, THIRD]


def test_a_paragraph_goes_on_in_the_next_column(make_pdf: MakePdf) -> None:
    body = " ".join([FIRST, SECOND, THIRD] * 2)
    source = "#set page(width: 420pt, height: 340pt, margin: 30pt, columns: 2)\n#set par(justify: true)\n"
    page = read_document(make_pdf(source + f'#set text(size: 10pt, lang: "nl")\n{body}')).pages[0]
    assert page.text in body
    assert "\n" not in page.text


def test_a_word_broken_at_a_line_is_one_word_with_a_box_on_each_line(make_pdf: MakePdf) -> None:
    source = '#set page(width: 200pt, margin: 20pt)\n#set text(lang: "nl", size: 12pt, hyphenate: true)\n'
    body = "Het overleg met de huurdersorganisatie en het beheer van woon- en leefmilieu."
    page = read_document(make_pdf(f"{source}#set par(justify: true)\n{body}")).pages[0]
    assert page.text == body
    at = page.text.index("huurdersorganisatie")
    halves = [word for word in page.words if at <= word.start < at + len("huurdersorganisatie")]
    assert len(halves) == 2
    assert halves[0].end == halves[1].start
    assert halves[0].box.y1 <= halves[1].box.y1 - 8


TABLE = """
#set page(width: 420pt, height: 300pt)
De aantallen staan hieronder.

#table(columns: 3, stroke: {stroke}, align: (left, right, right),
  [Corporatie], [Woningen 2026], [Woningen 2027],
  [Hagelinde], [120], [140],
  [Kadewonen], [70], [],
  [Oever en Erf], [20], [25])

Dit is de zin erna.
"""


@pytest.mark.parametrize("stroke", ["1pt", "none"])
def test_a_table_has_a_row_a_line_and_a_tab_between_cells(make_pdf: MakePdf, stroke: str) -> None:
    edition = read_document(make_pdf(TABLE.replace("{stroke}", stroke)))
    assert (
        "Corporatie\tWoningen 2026\tWoningen 2027\nHagelinde\t120\t140\nKadewonen\t70\nOever en Erf\t20\t25"
        in edition.pages[0].text
    )
    (table,) = [passage for passage in edition.passages if passage.form == "table"]
    assert "Hagelinde\t120\t140" in table.text


def test_headings_are_found_by_their_print_and_nested_by_their_numbers(make_pdf: MakePdf) -> None:
    source = """
#set page(width: 420pt, height: 500pt)
#text(20pt)[*Prestatieafspraken Lindewaard*]

#text(14pt)[*3 Betaalbaarheid*]

#text(11pt)[*3.2 Huurbeleid*]

De huur stijgt met ten hoogste 3,5 procent per jaar.

#text(14pt)[*4 Leefbaarheid*]

De corporaties besteden honderd euro per woning aan de buurt.
"""
    edition = read_document(make_pdf(source))
    assert [(e.level, e.text) for e in edition.outline] == [
        (1, "Prestatieafspraken Lindewaard"), (2, "3 Betaalbaarheid"), (3, "3.2 Huurbeleid"), (2, "4 Leefbaarheid")
    ]  # fmt: skip
    rent = next(passage for passage in edition.passages if "3,5 procent" in passage.text)
    assert rent.headings == ("3 Betaalbaarheid", "3.2 Huurbeleid")
    assert rent.clause == "3.2"


def test_a_heading_over_two_lines_is_one_heading(make_pdf: MakePdf) -> None:
    text = "Een heel gewone zin over het wonen in onze mooie gemeente. " * 6
    heading = "Samen kiezen waar het geld voor de buurt heen gaat"
    path = make_pdf(f"#set page(width: 260pt, height: 500pt)\n#text(22pt)[*{heading}*]\n\n{text}")
    assert [e.text for e in read_document(path).outline] == [heading]


def test_the_printed_page_number_is_the_label_and_not_part_of_the_text(make_pdf: MakePdf) -> None:
    source = """
#set page(width: 300pt, height: 300pt, numbering: "1", header: [Prestatieafspraken Lindewaard])
#counter(page).update(5)
De eerste bladzijde gaat over huur. #pagebreak() De tweede gaat over bouw. #pagebreak() De derde over de buurt.
"""
    pages = read_document(make_pdf(source)).pages
    assert [page.label for page in pages] == ["5", "6", "7"]
    assert pages[1].text == "De tweede gaat over bouw."


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"  \n", Reason.EMPTY),
        (b"%PDF-1.7 maar verder niets", Reason.BROKEN),
        (encrypted("geheim"), Reason.PASSWORD),
        (encrypted(""), Reason.NO_TEXT),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: Reason) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_document(path)
    assert caught.value.reason is reason


def test_text_turned_on_the_page_is_read_with_its_boxes_where_it_stands(make_pdf: MakePdf) -> None:
    source = "#set page(width: 300pt, height: 300pt)\n#place(dx: 40pt, dy: 60pt)"
    source += "[#rotate({turn}, reflow: true)[Hoe hoog is de huur]]"
    for turn in ("90deg", "-90deg", "180deg"):
        path = make_pdf(source.replace("{turn}", turn))
        page = read_document(path).pages[0]
        assert page.text == "Hoe hoog is de huur"
        left, top, right, bottom = ink(path, 1)
        boxes = [word.box for word in page.words]
        assert min(box.x0 for box in boxes) - 1 <= left
        assert right <= max(box.x1 for box in boxes) + 1
        assert min(box.y0 for box in boxes) - 1 <= top
        assert bottom <= max(box.y1 for box in boxes) + 1
        first, last = boxes[0], boxes[-1]
        if turn == "180deg":
            assert first.x0 > last.x1
        else:
            assert (first.y1 < last.y0) == (turn == "90deg")
