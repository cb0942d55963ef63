"""Where a document lists its parties: on the cover, under "Partijen", in a sentence, above the signatures."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.describing.enumeration import LEAD, Named, labelled, plural, role_said, summed_up
from ingest.describing.front import Front, Line
from ingest.describing.naming import Role, bare, municipality_of, typed

_PARTIES = re.compile(
    r"\b(?:partijen|ondergetekenden|ondertekenaars|wie (?:doen|maken|tekenen)|deelnemers|deelnemende"
    r"|betrokken organisaties|contractpartijen|ondertekening|handtekening(?:en)?)\b",
    re.IGNORECASE,
)
_LISTED = 40  # lines that a list of parties may have
_ENDED = re.compile(
    r"\b(?:komen|zijn|verklaren|overwegen\w*|nemen in aanmerking)\b.{0,40}(?:overeen|dat\b|:$)|^overwegen",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r",? \(?(?:hierna|verder|nader)(?: ook)?(?: te noemen| genoemd| aan te duiden als)?\b[^;\t]*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:rechtsopvolger van|voorheen|voormalige|vroegere|bijvoorbeeld|voorbeeld van|net als|zoals in|vergelijk"
    r"|ontstaan uit)\b.*",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:namens|voor) (?:de |het )?(?:gemeente )?[A-Z]", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)]|[ivx]+\.|[●•▪◦*–-])\s+", re.IGNORECASE)
_SUMS_UP = re.compile(
    r"\b(?:tussen|spreken|komen|partijen|door|namens|stelden|maken|maakten|leggen|hebben|tekenden|tekenen|sluiten"
    r"|vast)\b|[:·|•\t]",
    re.IGNORECASE,
)
# One of these stands in any line that names parties of more than one role.
_HINTS = ("gemeente", "wethouder", "huurder", "bewoner", "hbv", "hv ", "corporaties", "namens", "voor ")
# Begins a sentence about others.
_ELSEWHERE = re.compile(r"(?:in|naar|zie|bij|ook|uit|net|zoals|van)\b", re.IGNORECASE)
_LINE = 900  # characters of a line that are looked at
_SHORT, _PRESENTING, _ITEM = 60, 160, 120  # characters of a line by itself, of one on the cover, of an item
_BEGINNING = 40  # characters before the name of the party that a paragraph is of
_MOST = 300  # names


class _Place(NamedTuple):
    """Where a line stands: in a list of parties, on the cover, between two lines that name an organisation, in a list
    of one role, in a table whose columns have roles."""

    listed: bool
    cover: bool
    between: bool
    role: Role | None
    columns: tuple[Role | None, ...]


def listed_names(front: Front) -> list[Named]:
    """All names where parties are listed, in order; some may stand there more than once."""
    found: list[Named] = []
    for line, place in _placed(front):
        found += _in_line(line, place)
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def without_asides(text: str) -> str:
    """A line without what it says of others in passing, and of what a party is called further on."""
    return _CALLED.sub("", _ASIDE.sub("", _NUMBER.sub("", text[:_LINE])))


def _placed(front: Front) -> Iterator[tuple[Line, _Place]]:
    cover = set(front.cover)
    between = set(_between(front.cover))
    left = 0  # lines that the list of parties may still have
    role: Role | None = None
    columns: tuple[Role | None, ...] = ()
    in_table = False
    for line in front.lines:
        text = _NUMBER.sub("", line.text)
        cells = line.text.split("\t")
        announced = labelled(text)
        if announced:
            role, left = announced, max(left, _LISTED)
            continue
        if line.form == "heading":
            role, columns = None, ()
            left = _LISTED if _PARTIES.search(text) else 0
        elif len(text) <= _ITEM and _PARTIES.search(text):
            left = _LISTED
        elif _ENDED.search(text):
            left = 0
        elif line.form != "item" and len(cells) == 1:
            role = None
        if len(cells) == 1:
            columns = ()
        elif not in_table and labelled(cells[0]) and not any(typed(cell) for cell in cells):
            columns = tuple(labelled(cell) for cell in cells)
        in_table = len(cells) > 1
        left = max(0, left - 1)
        yield line, _Place(left > 0, line in cover, line in between, role, columns if left else ())


def _between(cover: Sequence[Line]) -> Iterator[Line]:
    """The short lines of the cover in a run of lines that each name an organisation."""
    naming = [len(line.text) <= _ITEM and bool(typed(line.text)) for line in cover]
    for place, line in enumerate(cover):
        before, after = any(naming[max(0, place - 3) : place]), any(naming[place + 1 : place + 4])
        if before and after and line.form != "heading" and len(line.text) <= _SHORT:
            yield line


def _in_line(line: Line, place: _Place) -> list[Named]:
    text = line.text[:_LINE]
    special = place.listed or place.cover or place.role or place.columns
    if not special and not any(hint in text.lower() for hint in _HINTS):
        return []
    if text.isupper():
        text = text.title().replace(" En ", " en ").replace(" Van ", " van ")
    text = without_asides(text)
    if place.columns:
        return [
            Named(role, municipality_of(name) if role == "municipalities" else name, line)
            for role, cell in zip(place.columns, text.split("\t"), strict=False)
            if role and (name := bare(LEAD.sub("", cell).strip()))
        ]
    if "\t" in text and (place.listed or place.role):
        first, _, rest = text.partition("\t")
        said = role_said(rest) or place.role
        if said:
            whole = typed(first)
            name = whole[1] if whole else bare(LEAD.sub("", first))
            return [Named(whole[0] if whole else said, name, line)] if name else []
    one_an_item = place.role is not None or (place.listed and line.form in ("item", "paragraph"))
    named = summed_up(text, line, place.role, one_an_item)
    return named if _lists_parties(text, line, place, named) else []


def _lists_parties(text: str, line: Line, place: _Place, named: Sequence[Named]) -> bool:
    """Whether the names in a line are of parties, and not of those that it merely mentions."""
    roles = {one.role for one in named if one.role}
    if _FOR.match(text) and len(text) <= _PRESENTING:
        return True
    if place.role or "\t" in text:
        if place.role or place.listed:
            return bool(place.role or roles)
    elif place.listed and line.form == "item":
        return bool(roles) or len(text) < _ITEM
    elif place.listed and roles and not _ELSEWHERE.match(text):
        return len(roles) > 1 or text.find(named[0].name) <= _BEGINNING
    together = len(roles) >= 2 or (len(named) >= 2 and plural(text))
    if together and (place.cover or _SUMS_UP.search(text)):
        return True
    return place.cover and len(text) <= _PRESENTING and (bool(roles) or (place.between and len(named) == 1))
