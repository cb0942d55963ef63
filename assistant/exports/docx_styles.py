"""An empty A4 document with the styles of our exports: Word's own where it has one, so that copied text fits in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.answering.frames import written
from assistant.exports.sheet import MADE_WITH_AI

# Looks the same in Word and in LibreOffice, on every kind of computer.
FONT = "Arial"
INK, ACCENT, MUTED = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x15, 0x42, 0x73), RGBColor(0x54, 0x5B, 0x62)
RULE, SHADE, _NOTE_SHADE = "C9D3DE", "EEF3F8", "FFF6DC"
# Between the margins, in centimetres: of a page upright, and on its side.
TEXT_WIDTH, WIDE_TEXT = 16.0, 24.7
# The styles that Word has no name for.
FEATURES, SOURCE, NOTE, BOX, CELL = "Kenmerken", "Bron", "Notitie", "Kader", "Tabeltekst"


def blank(title: str, day: date) -> Any:
    """The document, with its page, styles, properties and a footer with the number of the page."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    _set_styles(made.styles)
    made.core_properties.title = title
    made.core_properties.author = "Afsprakenwijzer"
    made.core_properties.comments = MADE_WITH_AI
    made.core_properties.language = "nl-NL"
    foot = page.footer.paragraphs[0]
    foot.style = made.styles["Footer"]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{MADE_WITH_AI} Afsprakenwijzer, {written(day)}\tPagina ")
    _field(foot, "PAGE")
    foot.add_run(" van ")
    _field(foot, "NUMPAGES")
    return made


def link(paragraph: Any, text: str, url: str) -> None:
    """Add text that opens an address."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.color.rgb = ACCENT
    run.font.underline = True
    made.append(run._r)
    paragraph._p.append(made)


def fill(cell: Any, text: str, *, bold: bool = False) -> None:
    """Write in a cell of a table; `bold` is a header."""
    cell.paragraphs[0].style = CELL
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    if bold:
        run.font.color.rgb = ACCENT


def on_its_side(made: Any) -> None:
    """Lay the pages of a document on their side."""
    page = made.sections[0]
    page.orientation = WD_ORIENTATION.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    stops = page.footer.paragraphs[0].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(WIDE_TEXT), WD_TAB_ALIGNMENT.RIGHT)


def shaded(cell: Any, colour: str) -> None:
    """Give a cell of a table a background."""
    made = _element("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().insert_element_before(
        made, "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign"
    )


def ruled(table: Any) -> None:
    """Thin lines between the rows of a table, none between its columns; a row stays on one page."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def divided(table: Any, widths: Sequence[float]) -> None:
    """Give the columns of a table their widths, in centimetres."""
    table.autofit = False
    for place, width in enumerate(widths):
        table.columns[place].width = Cm(width)
        for cell in table.columns[place].cells:
            cell.width = Cm(width)


def repeated(row: Any) -> None:
    """Let a row return at the top of each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _set_styles(styles: Any) -> None:
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), "nl-NL")
    _set(styles["Normal"], 10, INK, after=6, line=1.15)
    _set(styles["Title"], 20, ACCENT, bold=True, after=2)
    _no_border(styles["Title"])
    _set(styles["Subtitle"], 10.5, MUTED, after=14)
    _set(styles["Heading 1"], 14, ACCENT, bold=True, before=20, after=2)
    _set(styles["Heading 2"], 11.5, ACCENT, bold=True, before=14, after=2)
    _set(styles["Footer"], 8.5, MUTED)
    styles["Footer"].paragraph_format.tab_stops.clear_all()
    _set(styles["Quote"], 10, INK, before=2, after=2, line=1.2, indent=0.5)
    styles["Quote"].paragraph_format.keep_together = True
    _bordered(styles["Quote"], ("left",), "18", "8", str(ACCENT))
    for name in (FEATURES, SOURCE, NOTE, BOX, CELL):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _set(styles[FEATURES], 10, INK, before=14, after=3)
    _set(styles[SOURCE], 9, MUTED, before=2, after=2, indent=0.5)
    _set(styles[NOTE], 10, INK, before=5, after=6, indent=0.5)
    _set(styles[BOX], 10, INK, line=1.25, indent=0.2)
    for name, colour in ((NOTE, _NOTE_SHADE), (BOX, SHADE)):
        styles[name].paragraph_format.right_indent = Cm(0.2)
        _bordered(styles[name], ("top", "left", "bottom", "right"), "8", "4", colour)
        _shade(styles[name], colour)
    _set(styles[CELL], 9, INK, before=3, after=3)
    for name in ("Heading 1", "Heading 2", "Quote", FEATURES):
        styles[name].paragraph_format.keep_with_next = True


def _set(
    style: Any,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.1,
    indent: float = 0,
) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour
    for spread in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        spread.getparent().remove(spread)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), line
    paragraph.left_indent = Cm(indent)


def _bordered(style: Any, sides: tuple[str, ...], size: str, space: str, colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(_element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    style.element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _no_border(style: Any) -> None:
    for found in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        found.getparent().remove(found)


def _shade(style: Any, colour: str) -> None:
    made = _element("w:shd", val="clear", color="auto", fill=colour)
    style.element.get_or_add_pPr().insert_element_before(made, *_AFTER_BORDERS[1:])


# The order of what a paragraph's properties hold is fixed (ISO/IEC 29500, CT_PPrBase).
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl",
)  # fmt: skip


def _field(paragraph: Any, code: str) -> None:
    made = _element("w:fldSimple", instr=code)
    made.append(paragraph.add_run("1")._r)
    paragraph._p.append(made)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
