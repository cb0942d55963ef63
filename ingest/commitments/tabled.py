"""The cells of a table that were agreed, as commitments: who by the row or the column, what by header and caption."""

from collections.abc import Iterator, Mapping

from corpus.commitment import Actor, Commitment, FieldEvidence, Modality, Role, Standing
from corpus.model import Passage
from ingest.commitments import tables
from ingest.commitments.parties import Parties
from ingest.commitments.themed import themes_of
from ingest.commitments.units import spans_of


def of_table(
    parties: Parties, passage: Passage, texts: Mapping[int, str], standing: Standing
) -> Iterator[Commitment]:
    """The commitments of a table, not yet numbered."""
    for cell in tables.cells(passage, passage.headings):
        spans = spans_of(passage, cell.start, cell.end)
        if not spans or "\n".join(texts.get(s.page, "")[s.start : s.end] for s in spans) != cell.quote:
            continue
        actors, words = _actors(parties, cell)
        about = " ".join(part for part in (cell.caption, cell.column_header, cell.row_header) if part)
        themes = themes_of(about, passage.headings)
        evidence = [
            FieldEvidence("actors", words if _stands(words, cell, passage) else "", 0.9 if words else 0.5),
            *(FieldEvidence("themes", w if _stands(w, cell, passage) else "", 0.8) for _, w in themes),
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
            numbers=(cell.quantity,),
            period=cell.period,
            deadline=cell.deadline,
            bound=parties.bound,
            clause=passage.clause,
            headings=passage.headings,
            context=cell.context,
            form="table",
            certainty=0.85,
            evidence=tuple(evidence),
        )


def _stands(words: str, cell: tables.TableCell, passage: Passage) -> bool:
    return (
        words in cell.quote or words in cell.context or any(words in heading for heading in passage.headings)
    )


def _actors(parties: Parties, cell: tables.TableCell) -> tuple[tuple[Actor, ...], str]:
    """The party of the row, else of the column, else of the caption; all corporations where there is none."""
    for text in (cell.quote, cell.column_header, cell.caption, cell.context):
        mentions = [m for m in parties.mentions(text) if m.actor.role is not Role.PARTIJEN or m.named]
        if mentions:
            return tuple(dict.fromkeys(m.actor for m in mentions)), text[mentions[0].start : mentions[0].end]
    if parties.ours.name is not None:
        return (parties.ours,), ""
    return (Actor(Role.CORPORATIE),), ""
