"""What is shown of one page: its text with the quote marked, its picture, its place, and what to be warned of."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal
from urllib.parse import quote, urlencode

from pydantic import BaseModel, Field

from assistant.service.marking import Piece, boxes, pieces, within
from assistant.service.outgoing import PageOut
from assistant.service.page_images import PDF
from assistant.service.present import document_out, page_url, source_url
from corpus.model import EditionCard, EditionState, Page, Span

REPLACED = "Van dit document is een nieuwere uitgave. U leest de oude, waaruit het citaat komt."
_PIXELS_A_POINT = 4 / 3  # a page as large on a screen as it is on paper
_PARAGRAPH = re.compile(r"\n{2,}")


class MarkQuery(BaseModel):
    """What to mark, from the address: `van` and `tot` on the page itself, and in `deel` what stands on other pages.

    Unknown names are left alone here: an address that someone shared may have grown some.
    """

    uitgave: str | None = Field(None, max_length=300)
    van: int | None = Field(None, ge=0)
    tot: int | None = Field(None, ge=0)
    deel: list[str] = Field([], max_length=8)

    def spans(self, page: int) -> list[Span]:
        """All marks of the quote, of which this page `page` shows one."""
        found = [Span(page, self.van, self.tot)] if self.van is not None and self.tot is not None else []
        for part in self.deel:
            numbers = part.split("-")
            if len(numbers) == 3 and all(one.isascii() and one.isdigit() and len(one) < 9 for one in numbers):
                found.append(Span(*map(int, numbers)))
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a table of the cleaned text; a paragraph has one row with one cell."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    form: Literal["text", "table", "heading"]


def page_out(card: EditionCard, page: Page, marks: MarkQuery, today: date) -> PageOut:
    """A page in the public shape."""
    marked = within(page.text, marks.van, marks.tot)
    spans = marks.spans(page.number)
    replaced = card.state is EditionState.REPLACED
    number = page.number
    return PageOut(
        document=document_out(card, today),
        uitgave=card.id,
        stand="vervangen" if replaced else "zichtbaar",
        waarschuwing=REPLACED if replaced else None,
        pagina=number,
        pagina_label=page.label,
        paginas=card.page_count,
        tekst=page.text,
        markeringen=marked,
        vlakken=[tuple(round(side, 2) for side in box) for box in boxes(page, marked)],
        breedte=page.width,
        hoogte=page.height,
        herkend=page.recognised,
        afbeelding_url=_image_url(card, number) if card.media_type == PDF and page.width else None,
        bron_url=source_url(card, number),
        vorige_url=page_url(card, number - 1, spans) if number > 1 else None,
        volgende_url=page_url(card, number + 1, spans) if number < card.page_count else None,
    )


def page_values(
    card: EditionCard, page: Page, shown: PageOut, marks: MarkQuery, headings: Collection[str]
) -> dict[str, Any]:
    """What the template of the page needs; `headings` are those of the edition on this page."""
    spans = marks.spans(page.number)
    elsewhere = [(span.page, page_url(card, span.page, spans)) for span in spans if span.page != page.number]
    place = _place(card)
    return {
        "shown": shown,
        "card": card,
        "newest_url": f"{place}/paginas/1" if shown.waarschuwing else None,
        "file_url": f"{place}/origineel?{urlencode({'uitgave': card.id})}#page={page.number}"
        if card.media_type == PDF
        else None,
        "picture": _picture(card, page, shown.markeringen) if shown.afbeelding_url else None,
        "paragraphs": paragraphs(page.text, shown.markeringen, headings),
        "before": [place for place in elsewhere if place[0] < page.number],
        "after": [place for place in elsewhere if place[0] > page.number],
    }


def paragraphs(
    text: str, marks: Sequence[tuple[int, int]], headings: Collection[str] = ()
) -> list[Paragraph]:
    """The cleaned text as headings, paragraphs and tables, with the marks in place."""
    found: list[Paragraph] = []
    start = 0
    for end, after in [
        *((gap.start(), gap.end()) for gap in _PARAGRAPH.finditer(text)),
        (len(text), len(text)),
    ]:
        block = text[start:end]
        if block.strip():
            form: Literal["text", "table", "heading"] = "table" if "\t" in block else "text"
            if block.strip() in headings:
                form = "heading"
            found.append(_paragraph(block, [(a - start, b - start) for a, b in marks], form))
        start = after
    return found


def _paragraph(
    block: str, marks: Sequence[tuple[int, int]], form: Literal["text", "table", "heading"]
) -> Paragraph:
    table = form == "table"
    rows: list[tuple[tuple[Piece, ...], ...]] = []
    offset = 0
    for line in block.split("\n") if table else [block]:
        cells: list[tuple[Piece, ...]] = []
        for cell in line.split("\t") if table else [line]:
            inside = [(max(0, a - offset), min(len(cell), b - offset)) for a, b in marks]
            cut = pieces(cell, [(a, b) for a, b in inside if a < b])
            begins = any(offset <= a < offset + len(cell) for a, _ in marks)
            ends = any(offset < b <= offset + len(cell) for _, b in marks)
            cells.append(
                tuple(
                    replace(piece, first=piece.marked and begins, last=piece.marked and ends) for piece in cut
                )
            )
            offset += len(cell) + 1
        rows.append(tuple(cells))
    return Paragraph(tuple(rows), form)


def _picture(card: EditionCard, page: Page, marked: Sequence[tuple[int, int]]) -> dict[str, str | int]:
    """Where the picture with the marks is, and its size in pixels; a page without a mark has the plain one."""
    query: dict[str, str | int] = {"uitgave": card.id}
    for start, end in marked:
        query |= {"van": start, "tot": end}
    return {
        "url": f"{_place(card)}/paginas/{page.number}/gemarkeerd?{urlencode(query)}"
        if marked
        else _image_url(card, page.number),
        "width": round((page.width or 0) * _PIXELS_A_POINT),
        "height": round((page.height or 0) * _PIXELS_A_POINT),
    }


def _image_url(card: EditionCard, number: int) -> str:
    return f"{_place(card)}/paginas/{number}/afbeelding?{urlencode({'uitgave': card.id})}"


def _place(card: EditionCard) -> str:
    return f"/v1/documenten/{quote(card.document_id, safe='')}"
