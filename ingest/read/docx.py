"""Word files (DOCX): paragraphs and tables in document order, headings by style, list numbers where stored."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.read.records import Block, ReadError, Reading, Reason, plain_block, table_block
from ingest.read.sections import sheets_of

_HEADING = re.compile(r"(?:heading|kop)\s*(\d)", re.IGNORECASE)
_MAX_UNPACKED = 1_000_000_000  # bytes; a small file that unpacks to more is an attack or an accident


def read_docx(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a DOCX file; a page is a section under a level-1 heading.

    Raises ReadError: `password`, `broken`, `tooLarge`.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE container: an encrypted DOCX, or an old DOC
        raise ReadError(
            Reason.PASSWORD, "Het bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
                raise ReadError(Reason.TOO_LARGE, "Het bestand is uitgepakt te groot.")
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError(Reason.BROKEN, "Het bestand is beschadigd en kan niet worden geopend.") from error
    numbering = _Numbering(document)
    blocks: list[Block] = []
    for block in _blocks(document, numbering):
        check_time()
        blocks.append(block)
    title = (document.core_properties.title or "").strip()
    return Reading(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", sheets_of(blocks), title
    )


def _blocks(document: Any, numbering: "_Numbering") -> Iterator[Block]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            table = table_block([_cells(row) for row in item.rows])
            if table:
                yield table
        elif isinstance(item, Paragraph):
            text = " ".join(item.text.split())
            if not text:
                continue
            style = (item.style.name if item.style is not None else "") or ""
            found = _HEADING.match(style)
            number = numbering.next_for(item)
            if style.lower() in ("title", "titel"):
                yield plain_block("heading", text, 1)
            elif found:
                yield plain_block(
                    "heading", f"{number} {text}" if number and number != "•" else text, int(found[1])
                )
            elif number:
                yield plain_block("item", f"{number} {text}")
            else:
                yield plain_block("paragraph", text)


def _cells(row: Any) -> list[str]:
    """The texts of a row; a cell merged over columns counts once."""
    texts: list[str] = []
    previous = None
    for cell in row.cells:
        if cell._tc is not previous:
            texts.append(cell.text)
        previous = cell._tc
    return texts


class _Numbering:
    """The numbers that Word shows before paragraphs: counted from `numbering.xml` (ECMA-376, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract: dict[str, Any] = {
            item.get(_w("abstractNumId")): item for item in root.findall(_w("abstractNum"))
        }
        for num in root.findall(_w("num")):
            link = num.find(_w("abstractNumId"))
            definition = abstract.get(link.get(_w("val"))) if link is not None else None
            for level in definition.findall(_w("lvl")) if definition is not None else ():
                self._formats[num.get(_w("numId")), int(level.get(_w("ilvl")))] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )

    def next_for(self, paragraph: Paragraph) -> str:
        """The marker that stands before this paragraph, counting it; empty when it has none."""
        properties = paragraph._p.pPr
        found = properties.numPr if properties is not None else None
        style = paragraph.style
        while found is None and style is not None:
            style_properties = style.element.find(_w("pPr"))
            found = style_properties.find(_w("numPr")) if style_properties is not None else None
            style = getattr(style, "base_style", None)
        if found is None:
            return ""
        num_id = _value(found, "numId", "0")
        level = int(_value(found, "ilvl", "0"))
        if (num_id, level) not in self._formats:
            return ""
        form, pattern, start = self._formats[num_id, level]
        if form == "none":
            return ""
        if form == "bullet":
            return "•"
        counts = self._counts[num_id]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            place_form, _, place_start = self._formats.get((num_id, place), (form, "", 1))
            return _written(counts.get(place, place_start), place_form)

        return re.sub(r"%(\d)", shown, pattern)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _value(element: Any, name: str, default: str) -> str:
    child = element.find(_w(name))
    return default if child is None else str(child.get(_w("val"), default))


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
                            (1, "i")):  # fmt: skip
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)
