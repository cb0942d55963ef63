"""The boxes of a quote hold all the ink of its words on the rendered page, and none of the words beside it."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdf
import pypdfium2 as pdfium
import pytest

from assistant.answering.cite import place
from assistant.service.marking import boxes
from corpus.edition import Edition
from corpus.model import Page, Span
from ingest.pipeline import read_document

MakePdf = Callable[..., Path]
Ink = npt.NDArray[np.bool_]

SCALE = 4  # pixels to a point
DRAWN = 1.0  # points that the page of a source adds around a box

# The words of the quote are printed in red; all others in black.
PLAIN = '#set page(width: 340pt, height: 240pt, margin: 40pt)\n#set text(11pt, lang: "nl", hyphenate: true)\n'
BODY = (
    "De corporatie verhuurt de vrijkomende woningen in de wijk Overkant vooral aan starters en gezinnen. "
    "#text(red)[De gemeente stelt daarvoor jaarlijks de huisvestingsverordening vast en bespreekt die met de "
    "huurdersorganisatie] voordat de raad besluit. Daarna begint de uitvoering in alle buurten tegelijk."
)
PARAGRAPH = f"{PLAIN}#set par(justify: true)\n{BODY}"
COLUMNS = f"{PLAIN}#set page(columns: 2, width: 420pt, height: 150pt, margin: 20pt)\n#set par(justify: true)\n{BODY}"
NOTE = PLAIN + (
    "De huur stijgt in de wijk Overkant met drie procent.#footnote[#text(red)[Zo staat het in de brief van de "
    "wethouder, die de raad in maart kreeg] en die openbaar is.] De bouw begint een jaar later."
)
TABLE = PLAIN + (
    "#set table(stroke: luma(200))\n#table(columns: (1fr, 2fr, 1fr), [Jaar], [Nieuwe woningen], [Gesloopt], "
    "[#text(red)[2026]], [#text(red)[veertig woningen voor grote gezinnen in de wijk]], [#text(red)[geen]], "
    "[2027], [zestig woningen], [tien])"
)
LIST = PLAIN + (
    "De partijen spreken af:\n- eerst de daken te isoleren;\n- #text(red)[daarna de oudste kozijnen en deuren te "
    "vervangen, in overleg met de bewoners;]\n- ten slotte de tuinen op te knappen."
)


def quote_of(source: str) -> str:
    """The red words of typst source as plain text."""
    return " ".join(re.findall(r"#text\(red\)\[([^\]]+)\]", source))


def marked(edition: Edition, quote: str) -> list[Span]:
    """Where a quote stands, by way of its passage, as a citation does it."""
    for passage in edition.passages:
        start = re.sub(r"\s", " ", passage.text).find(quote)
        if start >= 0:
            return list(place(passage, start, start + len(quote)))
    pytest.fail(f"no passage holds {quote!r}")


def inks(path: Path, number: int) -> tuple[Ink, Ink]:
    """Where a rendered page has red ink, and where it has black."""
    with pdfium.PdfDocument(path) as document:
        pixels = document[number - 1].render(scale=SCALE, rev_byteorder=True).to_numpy()[..., :3].astype(int)
    return pixels[..., 0] - pixels[..., 1] > 128, pixels[..., 0] < 100


def inside(page: Page, span: Span, shape: tuple[int, ...], room: float) -> Ink:
    """The pixels within the boxes of a span, each made larger by `room` points on every side."""
    covered = np.zeros(shape, dtype=bool)
    for box in boxes(page, [(span.start, span.end)]):
        x0, y0 = (max(0, int((side - room) * SCALE)) for side in box[:2])
        x1, y1 = (int((side + room) * SCALE) + 1 for side in box[2:])
        covered[y0:y1, x0:x1] = True
    return covered


def assert_the_boxes_hold_the_red_ink_alone(path: Path, quote: str) -> None:
    edition = read_document(path)
    spans = marked(edition, quote)
    for page in edition.pages:
        red, black = inks(path, page.number)
        here = [span for span in spans if span.page == page.number]
        assert red.any() == bool(here)
        for span in here:
            assert (red & ~inside(page, span, red.shape, DRAWN)).sum() == 0
            assert (black & inside(page, span, red.shape, 0)).sum() == 0


def turned(path: Path, rotation: int, crop: tuple[int, int, int, int] | None) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    for page in writer.pages:
        if crop:
            page.cropbox = pypdf.generic.RectangleObject(crop)
        page.rotate(rotation)
    writer.write(path)
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (15, 25, 320, 230)], ids=["whole", "cropped"])
def test_a_quote_over_hyphenated_lines_is_marked_on_a_page_that_is_rotated_and_cropped(
    make_pdf: MakePdf, rotation: int, crop: tuple[int, int, int, int] | None
) -> None:
    path = make_pdf(PARAGRAPH)
    with pdfium.PdfDocument(path) as document:
        assert "\ufffe" in document[0].get_textpage().get_text_range()
    assert_the_boxes_hold_the_red_ink_alone(turned(path, rotation, crop), quote_of(PARAGRAPH))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_quote_in_text_that_is_turned_on_the_page_is_marked(make_pdf: MakePdf, turn: int) -> None:
    source = f"{PLAIN}#place(center + horizon, rotate({turn}deg, reflow: true, box(width: 150pt)[{BODY}]))"
    assert_the_boxes_hold_the_red_ink_alone(make_pdf(source), quote_of(source))


@pytest.mark.parametrize("source", [COLUMNS, NOTE, TABLE, LIST], ids=["columns", "footnote", "table", "list"])
@pytest.mark.parametrize("rotation", [0, 90])
def test_a_quote_over_columns_in_a_footnote_in_a_table_or_in_a_list_is_marked(
    make_pdf: MakePdf, source: str, rotation: int
) -> None:
    assert_the_boxes_hold_the_red_ink_alone(turned(make_pdf(source), rotation, None), quote_of(source))


def test_a_quote_over_two_pages_has_its_own_boxes_on_each(make_pdf: MakePdf) -> None:
    source = PLAIN.replace("240pt", "130pt") + BODY.replace("vrijkomende", "vrijkomende en nieuw gebouwde")
    path = make_pdf(source)
    spans = marked(read_document(path), quote_of(source))
    assert [span.page for span in spans] == [1, 2]
    assert_the_boxes_hold_the_red_ink_alone(path, quote_of(source))


def test_a_brace_over_several_lines_does_not_draw_its_neighbours_into_the_quote(make_pdf: MakePdf) -> None:
    source = PLAIN + (
        "De eerste regel staat hoger dan de rest.\\\n"
        "#text(red)[Huurders tellen mee voor] #box(height: 4pt, place(horizon, text(48pt, red)[}])) #h(8pt) "
        "#text(red)[drie punten samen]\\\nDe laatste regel staat lager dan de rest."
    )
    path = make_pdf(source)
    page = read_document(path).pages[0]
    start, end = page.text.index("Huurders"), page.text.index("samen") + len("samen")
    lines = [box for box in boxes(page, [(start, end)]) if box.x1 - box.x0 > 30]
    assert len(lines) == 2
    assert max(box.y1 - box.y0 for box in lines) < 20
