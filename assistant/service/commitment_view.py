"""A commitment as a page shows it: its words, its quote with marks, and where it stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal
from urllib.parse import quote

from assistant.exports import labels
from assistant.service.commitment_words import MEANT, NOT_AGREED, figure, when
from assistant.service.marking import Piece, pieces
from assistant.service.outgoing import DocumentOut
from assistant.service.present import document_out, page_url
from corpus.commitment import Commitment
from corpus.commitment_index import StoredCommitment
from corpus.library import Library
from corpus.model import Period
from corpus.terms import Sought

# More than this of a quote or its context is left to the page of the commitment.
_LONGEST_SHOWN = 900
_MOST_NUMBERS = 4
# A quote that is short, or that begins with a word for what was said before, is read with the text around it.
_SHORT = 45
_REFERS = re.compile(r"(?:dat|die|dit|deze|daar\w*|hier\w*|zij|ze|dan|ook|zo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a row of a table: when it is for, the number, and the page of its commitment."""

    when: str
    figure: str
    url: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers of a row that count the same: "woningen per jaar"."""

    unit: str
    each: list[Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment for a template. `aside` says what it is when it was not agreed; `numbers` are the first few.

    The cells of one row of a table are shown as one, with the numbers in `cells`; `keep` has the ids of all of them.
    `table` is that row as it stands there, with the headers of its columns. `around` is the passage with the quote
    marked, where that is asked for; `needs_it` when the quote does not tell its subject.
    """

    keep: str
    url: str
    title: str
    aside: str | None
    context: str
    parts: list[Piece]
    table: list[tuple[str, str]]
    who: str
    what: str
    numbers: list[str]
    more_numbers: int
    cells: list[Cells]
    modality: str
    meant: str
    when: str
    location: str | None
    source: str
    page: str
    page_url: str
    document: DocumentOut
    around: list[Piece]
    needs_it: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """Commitments that stand together, of one document or of one clause of it, and how many they are."""

    title: str
    source: Shown
    items: list[Shown]
    count: int


def shown(
    stored: StoredCommitment, today: date, sought: Sought | None = None, *, whole: bool = False
) -> Shown:
    """A commitment as a page shows it; `whole` leaves nothing of its quote out."""
    return shown_row([stored], today, sought, whole=whole)


def shown_row(
    row: Sequence[StoredCommitment],
    today: date,
    sought: Sought | None = None,
    *,
    whole: bool = False,
    passage: str = "",
) -> Shown:
    """The commitments of one sentence or one row of a table, as a page shows them; `passage` is the text around."""
    one, card = row[0].commitment, row[0].card
    every = [other.commitment for other in row]
    text, context = one.quote, one.context
    table = _columns(one) if one.form == "table" else []
    if table:
        context = "\n".join(line for line in context.split("\n") if "\t" not in line)
    if not whole:
        text, context = _cut(text), _cut(context)
    period = card.description.period
    asides = dict.fromkeys(NOT_AGREED[other.standing] for other in every if other.standing in NOT_AGREED)
    hardness = dict.fromkeys(other.modality for other in every)
    numbers = one.numbers if whole else one.numbers[:_MOST_NUMBERS]
    return Shown(
        keep=" ".join(other.id for other in every),
        url=detail_url(one.id),
        title=_title(row[0]),
        aside=", ".join(asides) or None,
        context=context,
        parts=pieces(text, sought.marks(text) if sought else []),
        table=table,
        who=labels.who([actor for other in every for actor in other.actors]),
        what=labels.what(one),
        numbers=[labels.number(number) for number in numbers],
        more_numbers=len(one.numbers) - len(numbers),
        cells=_cells_of(every, period) if len(every) > 1 else [],
        modality=" en ".join(labels.MODALITIES[modality] for modality in hardness),
        meant=MEANT[one.modality] if len(hardness) == 1 else "",
        when=when(one, period),
        location=one.location,
        source=labels.document(row[0]),
        page=labels.page(row[0]),
        page_url=f"{page_url(card, one.page, one.spans)}#citaat",
        document=document_out(card, today),
        around=around(one, passage) if passage else [],
        needs_it=not table and (len(one.quote) < _SHORT or bool(_REFERS.match(one.quote))),
    )


def rows_of(found: Iterable[StoredCommitment]) -> list[list[StoredCommitment]]:
    """Commitments in their order, those of one row of a table that follow on each other together."""

    def place(stored: StoredCommitment) -> object:
        one = stored.commitment
        return (stored.card.id, one.spans) if one.form == "table" else one.id

    return [list(row) for _, row in groupby(found, place)]


def bundled(
    found: Sequence[tuple[StoredCommitment, Shown]], by: Literal["document", "artikel"]
) -> list[Bundle]:
    """Commitments in their order, those that follow on each other and stand together in one."""

    def place(item: tuple[StoredCommitment, Shown]) -> tuple[str, ...]:
        one, card = item[0].commitment, item[0].card
        return (card.id,) if by == "document" else (card.id, one.clause or "", *one.headings)

    bundles = []
    for _, group in groupby(found, place):
        items = list(group)
        stored, first = items[0]
        title = first.source if by == "document" else clause_name(stored.commitment) or "Zonder kop"
        count = sum(len(item.keep.split()) for _, item in items)
        bundles.append(Bundle(title, first, [item for _, item in items], count))
    return bundles


def detail_url(name: str) -> str:
    """The page of a commitment."""
    return f"/afspraken/{quote(name, safe='')}"


def clause_name(one: Commitment) -> str:
    """The clause by its number and heading, as far as they are known: "Artikel 3 Duur, lid 1"."""
    heading, clause = one.headings[-1] if one.headings else "", (one.clause or "").split()
    for length in range(len(clause), 0, -1):
        number = " ".join(clause[:length])
        if number.casefold() in heading.casefold():
            return ", ".join(filter(None, (heading, " ".join(clause[length:]))))
    return f"{one.clause or ''} {heading}".strip()


def _title(stored: StoredCommitment) -> str:
    about = stored.card.description
    place = ", ".join(about.municipalities[:3]) or ", ".join(about.corporations[:2]) or about.title
    clause = clause_name(stored.commitment)
    return f"{place} · {clause}" if clause else place


def passages_of(library: Library, found: Iterable[StoredCommitment]) -> dict[str, str]:
    """The text of the passages that commitments stand in, by id."""
    ids = dict.fromkeys(stored.commitment.passage_id for stored in found)
    return {one.passage.id: one.passage.text for one in library.found(ids)}


def around(one: Commitment, passage: str) -> list[Piece]:
    """The passage with the quote marked; nothing when the quote is all of it, or a row of a table."""
    if one.form == "table" or passage.strip() == one.quote.strip():
        return []
    marks = []
    for part in filter(None, one.quote.split("\n")):
        start = passage.find(part)
        if start >= 0:
            marks.append((start, start + len(part)))
    return pieces(passage, marks) if marks else []


def _cells_of(row: Sequence[Commitment], period: Period) -> list[Cells]:
    """The numbers of a row, those that count the same together."""
    found: dict[str, list[Cell]] = {}
    for one in row:
        for number in one.numbers:
            bare = figure(number)
            unit = labels.number(number).removeprefix(bare).strip()
            found.setdefault(unit, []).append(Cell(when(one, period), bare, detail_url(one.id)))
    return [Cells(unit, each) for unit, each in found.items()]


def _columns(one: Commitment) -> list[tuple[str, str]]:
    """The cells of a row, each with the header of its column; none when they do not fit on each other."""
    row = one.quote.split("\t")
    headers = next((line.split("\t") for line in reversed(one.context.split("\n")) if "\t" in line), [])
    return list(zip(headers, row, strict=True)) if len(headers) == len(row) else []


def _cut(text: str) -> str:
    """The beginning of a text that is too long for a list, up to a word."""
    if len(text) <= _LONGEST_SHOWN:
        return text
    return text[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
