"""The cells of a table that were agreed, as commitments: who by the row or the column, what by header and caption."""

import re
from collections.abc import Iterator, Mapping

from corpus.commitment import Actor, Commitment, FieldEvidence, Modality, Role, Standing
from corpus.model import Passage
from ingest.commitments.parties import Mention, Parties
from ingest.commitments.tables import TableCell, cells
from ingest.commitments.themed import themes_of
from ingest.commitments.units import spans_of

_PLACES = re.compile(
    r"(?:locatie|project|complex|kern|dorp|wijk|buurt|gebied|straat|adres|plan|plek)(?:en|s|naam)?\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:totaal|samen|som|gezamenlijk|subtotaal)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\(.*|,? fase .*|,? blok .*", re.IGNORECASE)


def of_table(
    parties: Parties, passage: Passage, texts: Mapping[int, str], standing: Standing
) -> Iterator[Commitment]:
    """The commitments of a table, not yet numbered."""
    for cell in cells(passage):
        spans = spans_of(passage, cell.start, cell.end)
        if not spans or "\n".join(texts.get(s.page, "")[s.start : s.end] for s in spans) != cell.quote:
            continue
        actors, words = _actors(parties, cell)
        about = " ".join(filter(None, (cell.caption, cell.column_header, cell.row_header)))
        themes = themes_of(about, passage.headings)
        place = _place(parties, cell)
        evidence = [
            FieldEvidence("actors", words, 0.9 if words else 0.5),
            *(FieldEvidence("themes", named, 0.8) for _, named in themes),
            FieldEvidence("object", cell.column_header),
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
            object=cell.column_header,
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


def _actors(parties: Parties, cell: TableCell) -> tuple[tuple[Actor, ...], str]:
    """The parties of the first cell of the row that names any, else of the column, else of the caption; all
    corporations where there is none."""
    for text in (*cell.quote.split("\t"), cell.column_header, cell.caption):
        mentions = [m for m in parties.mentions(text) if _does(m)]
        if mentions:
            return tuple(dict.fromkeys(m.actor for m in mentions)), text[mentions[0].start : mentions[0].end]
    if parties.ours.name is not None:
        return (parties.ours,), ""
    return (Actor(Role.CORPORATIE),), ""


def _does(mention: Mention) -> bool:
    return mention.named or mention.actor.role not in (Role.PARTIJEN, Role.ANDERS)


def _place(parties: Parties, cell: TableCell) -> str | None:
    """The place that a row is about, where the first column holds places."""
    header = cell.context.rsplit("\n", 1)[-1].split("\t", 1)[0]
    name = _ASIDE.sub("", cell.quote.split("\t", 1)[0]).strip()
    if not _PLACES.match(header) or _TOTAL.match(name) or not name[:1].isupper():
        return None
    return None if parties.mentions(name) else name
