"""The table of commitments: each record whole as JSON, and beside it the columns that searching and counting need."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus.commitment import Commitment
from corpus.model import EditionState
from corpus.rows import editions, metadata, pages
from corpus.terms import words
from corpus.vocabulary import own_stems

commitments = sa.Table(
    "commitments",
    metadata,
    sa.Column("id", sa.String(320), primary_key=True),
    sa.Column("edition_id", sa.String(300), sa.ForeignKey("editions.id", ondelete="CASCADE"), index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("passage_id", sa.String(320), nullable=False),
    sa.Column("first_page", sa.Integer, nullable=False),
    sa.Column("standing", sa.String(20), nullable=False),
    sa.Column("modality", sa.String(20), nullable=False),
    # What there can be several of stands on lines; an actor is its role, a tab, and its name if it has one.
    sa.Column("themes", sa.Text, nullable=False),
    sa.Column("actors", sa.Text, nullable=False),
    sa.Column("units", sa.Text, nullable=False),
    sa.Column("first_year", sa.Integer),
    sa.Column("last_year", sa.Integer),
    sa.Column("due_year", sa.Integer),
    # The words by which it is found, as stems: of itself and its context, of the parts of compounds among those, and
    # of the last heading above it.
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("word_parts", sa.Text, nullable=False),
    sa.Column("heading_words", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
_records = TypeAdapter(Commitment)
# Ids in one statement: databases bound how many values a statement may have.
_TOGETHER = 500


class CommitmentColumns(NamedTuple):
    """What is kept of a commitment in memory, as it stands in its row."""

    id: str
    passage_id: str
    standing: str
    modality: str
    themes: str
    actors: str
    units: str
    first_year: int | None
    last_year: int | None
    due_year: int | None
    words: str
    word_parts: str
    heading_words: str


def row_of_commitment(edition_id: str, commitment: Commitment) -> dict[str, Any]:
    period, units = commitment.period, (number.unit for number in commitment.numbers)
    own, parts = stems(f"{commitment.context}\n{commitment.quote}")
    above, above_parts = stems(commitment.headings[-1] if commitment.headings else "")
    return {
        "id": commitment.id,
        "edition_id": edition_id,
        "ordinal": commitment.ordinal,
        "passage_id": commitment.passage_id,
        "first_page": commitment.page,
        "standing": commitment.standing.value,
        "modality": commitment.modality.value,
        "themes": _lines(theme.value for theme in commitment.themes),
        "actors": _lines("\t".join(filter(None, (actor.role, actor.name))) for actor in commitment.actors),
        "units": _lines(units),
        "first_year": period.start or period.end,
        "last_year": period.end or period.start,
        "due_year": commitment.deadline.year if commitment.deadline else None,
        "words": _lines(own),
        "word_parts": _lines(parts),
        "heading_words": _lines([*above, *above_parts]),
        "record": _records.dump_json(commitment).decode(),
    }


def stems(text: str) -> tuple[list[str], list[str]]:
    """The words of a text by which a commitment is found, as the lexical index has them, and their parts."""
    own, found, parts = own_stems(), list[str](), list[str]()
    for word in words(text):
        found.append(own.get(word.folded, word.stem))
        parts += [part.term for part in word.parts]
    return found, parts


def load(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[Commitment, str, str | None]]:
    """The records with these ids, each with its edition and the label of its first page; in no order."""
    page = (pages.c.edition_id == commitments.c.edition_id) & (pages.c.number == commitments.c.first_page)
    query = sa.select(commitments.c.record, commitments.c.edition_id, pages.c.label).outerjoin_from(
        commitments, pages, page
    )
    for start in range(0, len(ids), _TOGETHER):
        some = query.where(commitments.c.id.in_(ids[start : start + _TOGETHER]))
        for row in connection.execute(some):
            yield _records.validate_json(row.record), row.edition_id, row.label


def columns(
    connection: sa.Connection, edition_ids: Sequence[str]
) -> Iterator[tuple[str, list[CommitmentColumns]]]:
    """The columns of the commitments of editions, each in reading order; editions without any are left out."""
    wanted = [commitments.c[name] for name in CommitmentColumns._fields]
    query = sa.select(commitments.c.edition_id, *wanted).order_by(
        commitments.c.edition_id, commitments.c.ordinal
    )
    for start in range(0, len(edition_ids), _TOGETHER):
        some = query.where(commitments.c.edition_id.in_(edition_ids[start : start + _TOGETHER]))
        gathered: dict[str, list[CommitmentColumns]] = {}
        for edition_id, *values in connection.execute(some):
            gathered.setdefault(edition_id, []).append(CommitmentColumns._make(values))
        yield from gathered.items()


def count(connection: sa.Connection) -> int:
    """How many commitments the visible editions have."""
    query = sa.select(sa.func.count()).select_from(commitments.join(editions))
    return connection.scalar(query.where(editions.c.state == EditionState.VISIBLE)) or 0


def incomplete(connection: sa.Connection) -> set[str]:
    """The editions that have lost some of their commitments: those are numbered from 0."""
    there = sa.func.count() != sa.func.max(commitments.c.ordinal) + 1
    query = sa.select(commitments.c.edition_id).group_by(commitments.c.edition_id).having(there)
    return set(connection.scalars(query))


def _lines(values: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(value.replace("\n", " ") for value in values))
