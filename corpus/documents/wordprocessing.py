"""Finishes the DOCX that pandoc makes: header and footer on every page, sober styles, ruled tables."""

import datetime
import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Arial"
SIZES = {"Title": 24, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12}


def finish(path: Path, banner: str, made_on: datetime.datetime) -> bytes:
    """The bytes of the DOCX at `path` with `banner` in header and footer and fixed properties."""
    document = Document(str(path))
    _style(document)
    for table in document.tables:
        _rule(table)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        _line(section.header.paragraphs[0], banner, bold=True)
        footer = section.footer.paragraphs[0]
        _line(footer, f"{document.core_properties.title} · {banner} · pagina ")
        _page_number(footer)
    properties = document.core_properties
    properties.created = properties.modified = made_on.replace(tzinfo=None)
    properties.author = properties.last_modified_by = ""
    properties.language = "nl-NL"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _style(document: WordDocument) -> None:
    for style in document.styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        if fonts is not None:
            fonts.attrib.clear()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FONT)
    document.styles["Normal"].font.name = FONT
    document.styles["Normal"].font.size = Pt(10.5)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.size, font.bold, font.italic = Pt(size), True, False
        font.color.rgb = RGBColor(0, 0, 0)


def _rule(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.bold = True


def _line(paragraph: Paragraph, text: str, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(8.5), bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(8.5)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
