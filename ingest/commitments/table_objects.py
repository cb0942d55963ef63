"""What a cell of a table is about, as a reader would say it: row, column and title as far as they name a thing."""

import re
from collections.abc import Sequence

from ingest.commitments.parties import Parties
from ingest.commitments.table_cells import TableCell, without_number
from ingest.commitments.table_columns import is_total, when

_LONGEST = 160  # characters
_MOMENTS = frozenset(
    "per vanaf voor vóór na eind begin medio uiterlijk op in de het en later verder t m tot met januari februari"  # noqa: SIM905
    " maart april mei juni juli augustus september oktober november december kwartaal eerste tweede derde vierde"
    " e q k jaar voorjaar najaar zomer".split()
)
# Headers and rows that name no thing.
_BARE = re.compile(
    r"(?:(?:ten|hoogste|hoogstens|minste|minstens|maximaal|maximum|max|minimaal|minimum|min|aantal(?:len)?|totaal|norm"
    r"|doel\w*|streef\w*|bedrag|per|jaar|in|vier|hoeveel|percentage|aandeel|wat|afspraken|afspraak|uiterlijk|ons|voorstel"
    r"|prestatie|actie|maatregel|inzet|gelijk|vanaf|voor|van|jaarschijf|q[1-4]|[1-4]e|kwartaal|x|1\.?000|€|%|eind|nieuw|wordt)[\s.,:()]*){1,6}",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"[\s(]*\b(?:(?:in|per|eind|tot\sen\smet|t/m)\s)?(?:19|20)\d\d(?:\s?(?:[-–]|t/m|tot\sen\smet)\s?(?:20)?\d\d)?\)?"
)
_PER = re.compile(
    r",?\s(?:per|naar)\s(?:corporatie|kern|dorp|wijk|buurt|gemeente|project|locatie|jaar|complex|kwartaal|partij)"
    r"(?:\sen\s(?:per\s)?(?:corporatie|kern|dorp|wijk|jaar|locatie|kwartaal))?$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?:onderwerp|indicator|prestatie-?indicator|cijfer|maatregel|doel(?:stelling)?|activiteit|wat\b.*|thema|post|actie|afspraak)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:(?:artikel|hoofdstuk|paragraaf|bijlage)\s)?(?:[A-Z]?\.?\d[\d.]*|[A-Z]\.\d*)\s+", re.IGNORECASE
)


def object_of(
    cell: TableCell, parties: Parties, place: str | None, headings: Sequence[str]
) -> tuple[str, str]:
    """What is agreed, and the words of it that stand in the table or above it."""
    worded = max(cell.quote.split("\t"), key=len)
    named = _what(cell) or cell.row_header
    if _says_itself(cell, worded):
        row = "" if named in worded or _is_no_thing(named, parties, place) else named
        return ": ".join(filter(None, (row, worded.strip())))[:_LONGEST], worded.strip()
    row = "" if _is_no_thing(named, parties, place) else named
    column = (
        ""
        if _is_no_thing(cell.column_header, parties, place)
        else _YEARS.sub("", cell.column_header).strip(" ,:")
    )
    title = _title(cell, headings)
    if row and (row == _what(cell) or _SELF.match(cell.header[0] if cell.header else "")):
        title = ""  # its rows are each about something else
    if column and not row and column.lower() in title.lower():
        # "Verkoop en sloop" has two kinds of columns, "Nieuwe woningen" only one of "Woningen".
        title, column = ("", column) if " en " in title else (title, "")
    parts = [part for part in ("" if row and column else title, row, column) if part]
    words = row or column or title
    return ": ".join(parts)[:_LONGEST] or cell.column_header, words or cell.column_header


def _what(cell: TableCell) -> str:
    """What a column such as "Wat" says of a row."""
    cells = cell.quote.split("\t")
    place = next((at for at, head in enumerate(cell.header[1:], start=1) if _SELF.match(head)), None)
    if place is None or place >= len(cells) or cell.header[place] == cell.column_header:
        return ""
    return cells[place].strip()


def _says_itself(cell: TableCell, text: str) -> bool:
    """Whether a cell of words holds the number and what it is about."""
    return len(text.split()) >= 3 and any(
        one.field == "numbers" and one.words == text.strip() for one in cell.evidence
    )


def _is_no_thing(text: str, parties: Parties, place: str | None) -> bool:
    """Whether a row or a column is a party, a place, a moment, a sum or only a bound."""
    bare = _YEARS.sub("", text).strip(" ,:*()")
    if not bare or _BARE.fullmatch(bare) or (is_total(text) and len(bare.split()) < 3):
        return True
    if place and place in text:
        return True
    if when(text) and _MOMENTS.issuperset(re.findall(r"[^\W\d]+", bare.lower())):
        return True
    covered = sum(mention.end - mention.start for mention in parties.mentions(text))
    return 2 * covered > len(text)


def _title(cell: TableCell, headings: Sequence[str]) -> str:
    """The title of the table without its number and what its rows are, or the heading above it."""
    for text in (
        without_number(cell.caption),
        *(_CLAUSE.sub("", one, count=1) for one in reversed(headings[-1:])),
    ):
        said = _PER.sub("", text.strip())
        if said and not _BARE.fullmatch(said):
            return said
    return ""
