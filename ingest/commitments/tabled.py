"""The cells of a table that were agreed, as commitments: who by the row or the column, what by header and caption."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from corpus.commitment import Actor, Commitment, FieldEvidence, Modality, Role, Standing
from corpus.model import Passage
from corpus.sentences import sentences
from ingest.commitments.number_setting import counts_homes
from ingest.commitments.parties import Mention, Parties
from ingest.commitments.table_cells import TableCell
from ingest.commitments.table_columns import when
from ingest.commitments.table_objects import object_of
from ingest.commitments.tables import cells
from ingest.commitments.themed import themes_of
from ingest.commitments.units import spans_of

# Columns of places; a project is one where homes are counted.
_PLACES = re.compile(
    r"\b(?:\w*locatie|kern|dorp|dorpskern|wijk|stadsdeel|buurt|\w*gebied|straat|adres|plek|plaats)(?:en|s|naam)?\b",
    re.IGNORECASE,
)
_PROJECTS = re.compile(
    r"\b(?:\w*project|\w*complex|(?:bouw|woningbouw|nieuwbouw)?plan|ontwikkeling)(?:en|s|naam)?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[’'][st]-?\s?)?[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+){0,2}")
_COMMON = re.compile(
    r"Aantal|Woningen|Bedrag|Jaar|Totaal|Nieuw\w*|Sociaal|Sociale.*|Midden\w*|Koop|Norm|Doel|Max\w*|Min\w*"
)
_NO_NAME = re.compile(r"(?:nummer|nr\.?|type|soort|leider|partner|eigenaar)\b", re.IGNORECASE)
_PER_PLACE = re.compile(
    r"\b(?:per|naar)\s(?:kern|dorp|wijk|buurt|locatie|project|complex|gebied)\b", re.IGNORECASE
)
# "Verschillen tussen de vroegere gemeenten" says of whom the numbers are, and not who does it.
_COUNTED_BY = re.compile(
    r"\b(?:per|tussen|vroegere|voormalige)\s(?:(?:de|beide|elke|vroegere|voormalige)\s){0,2}$", re.IGNORECASE
)
_LOOKED_AT = 4  # columns in which a place is sought
_LONGEST_HEAD = 30  # characters of a header that names places
_SENTENCES = 3  # before a table that are read with it
_ABOVE = 600  # characters before a table in which its sentence is sought
_TOTAL = re.compile(r"(?:totaal|samen|som|gezamenlijk|subtotaal)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\(.*|,? fase .*|,? blok .*|\s(?:sub)?totaal$|,$", re.IGNORECASE)


def of_table(
    parties: Parties,
    passage: Passage,
    texts: Mapping[int, str],
    standing: Standing,
    places: Collection[str] = (),
) -> Iterator[Commitment]:
    """The commitments of a table, not yet numbered; `places` are those that the text of the document names."""
    for cell in cells(passage, before=_above(passage, texts)):
        spans = spans_of(passage, cell.start, cell.end)
        if not spans or "\n".join(texts.get(s.page, "")[s.start : s.end] for s in spans) != cell.quote:
            continue
        actors, words = _actors(parties, cell, passage.headings)
        about = " ".join(filter(None, (cell.caption, cell.column_header, cell.row_header)))
        themes = themes_of(about, passage.headings)
        place = _place(parties, cell, places)
        done, about_words = object_of(cell, parties, place, passage.headings)
        evidence = [
            FieldEvidence("actors", words, 0.9 if words else 0.5),
            *(FieldEvidence("themes", named, 0.8) for _, named in themes),
            FieldEvidence("object", about_words),
            *([FieldEvidence("location", place, 0.8)] if place else []),
            *cell.evidence,
        ]
        yield Commitment(
            id="",
            ordinal=0,
            passage_id=passage.id,
            quote=cell.quote,
            spans=spans,
            standing=standing,
            modality=Modality.RESULTAAT,
            actors=actors,
            action="",
            object=done,
            themes=tuple(theme for theme, _ in themes),
            numbers=(cell.quantity, *cell.further),
            period=cell.period,
            deadline=cell.deadline,
            location=place,
            bound=parties.bound,
            clause=passage.clause,
            headings=passage.headings,
            context=cell.context,
            form="table",
            certainty=0.85,
            evidence=tuple(item for item in evidence if _stands(item.words, cell, passage)),
        )


def _stands(words: str, cell: TableCell, passage: Passage) -> bool:
    return any(words in text for text in (cell.quote, cell.context, *passage.headings))


def _above(passage: Passage, texts: Mapping[int, str]) -> str:
    """The sentences that stand right above a table."""
    first = passage.spans[0] if passage.spans else None
    if first is None:
        return ""
    text = texts.get(first.page, "")[: first.start][-_ABOVE:].rstrip()
    found = list(sentences(text))[-_SENTENCES:]
    return text[found[0][0] :].strip() if found else ""


def _actors(parties: Parties, cell: TableCell, headings: Sequence[str]) -> tuple[tuple[Actor, ...], str]:
    """The parties of the first cell of the row that names any, else of the column, the row that it stands below,
    the caption, the corner or the heading; all corporations where there is none.

    A place comes after the other cells: it may hold the name of a party.
    """
    place, cells = _place_column(cell), cell.quote.split("\t")
    named = [text for at, text in enumerate(cells) if at != place]
    places = [cells[place]] if place is not None and place < len(cells) else []
    for text in (*named, cell.column_header, *places, cell.section, cell.caption, *cell.header[:1]):
        mentions = [m for m in parties.mentions(text) if _does(m) and not _COUNTED_BY.search(text[: m.start])]
        if mentions:
            return tuple(dict.fromkeys(m.actor for m in mentions)), text[mentions[0].start : mentions[0].end]
    if parties.ours.name is not None:
        return (parties.ours,), ""
    owners = [m for m in parties.mentions(headings[-1]) if m.named] if headings else []
    if len({m.actor for m in owners}) == 1:
        return (owners[0].actor,), headings[-1]
    return (Actor(Role.CORPORATIE),), ""


def _does(mention: Mention) -> bool:
    return mention.named or mention.actor.role not in (Role.PARTIJEN, Role.ANDERS)


def _place_column(cell: TableCell) -> int | None:
    """The column that names the place that a row is about."""
    homes = counts_homes(cell.quantity.unit)
    for pattern in (_PROJECTS, _PLACES) if homes else (_PLACES,):
        for at, head in enumerate(cell.header[:_LOOKED_AT]):
            if pattern.search(head) and not _NO_NAME.search(head) and len(head) <= _LONGEST_HEAD:
                return at
    if cell.header and not cell.header[0] and _PER_PLACE.search(cell.caption):
        return 0
    return None


def _place(parties: Parties, cell: TableCell, places: Collection[str]) -> str | None:
    """The place that a row is about, or else its column in a table "per kern".

    Without a header that says so a row or a column is one when the text of the document names it as a place.
    """
    at, cells = _place_column(cell), cell.quote.split("\t")
    if at is not None and at < len(cells) and _TOTAL.match(cells[at].strip()):
        return None
    name = _ASIDE.sub("", cells[at]).strip(" ,") if at is not None and at < len(cells) else ""
    if name[:1].isupper() or name[:2] in ("’t", "'t", "’s", "'s"):
        covered = max((m.end - m.start for m in parties.mentions(name)), default=0)
        if 2 * covered <= len(name):
            return name
    over = _ASIDE.sub("", cell.column_header)
    first = _ASIDE.sub("", cells[0].strip())
    if known := next((name for name in (over, first) if name in places and not parties.mentions(name)), None):
        return known
    named = _NAME.fullmatch(over) and not _COMMON.match(over) and not (when(over) or parties.mentions(over))
    return over if named and not cell.total and _PER_PLACE.search(cell.caption) else None
