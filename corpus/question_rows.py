"""The table of known questions: all those of an edition in one row, with their vectors by one embedding model."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus import rows
from corpus.known_question import KnownQuestion

Vectors32 = npt.NDArray[np.float32]

questions = sa.Table(
    "questions",
    rows.metadata,
    sa.Column(
        "edition_id", sa.String(300), sa.ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("embedding_model", sa.String(300), primary_key=True),
    sa.Column("records", sa.Text, nullable=False),
    sa.Column("rows", sa.LargeBinary, nullable=False),
)
_records = TypeAdapter(tuple[KnownQuestion, ...])
# Ids in one statement: databases bound how many values a statement may have.
_TOGETHER = 200


def keep(
    connection: sa.Connection,
    edition_id: str,
    embedding_model: str,
    known: Sequence[KnownQuestion],
    vectors: Vectors32,
) -> None:
    """Store the questions of an edition with their vectors `(q, d)`, in place of what was there of this model."""
    key = {"edition_id": edition_id, "embedding_model": embedding_model}
    connection.execute(sa.delete(questions).filter_by(**key))
    if known:
        records = _records.dump_json(tuple(known)).decode()
        connection.execute(
            sa.insert(questions).values(**key, records=records, rows=rows.pack_vectors(vectors))
        )


def load(
    connection: sa.Connection, edition_ids: Sequence[str], embedding_model: str
) -> Iterator[tuple[str, tuple[KnownQuestion, ...], Vectors32]]:
    """The questions of editions with their vectors; editions that have none (whole) are left out."""
    query = sa.select(questions).where(questions.c.embedding_model == embedding_model)
    for start in range(0, len(edition_ids), _TOGETHER):
        part = edition_ids[start : start + _TOGETHER]
        for row in connection.execute(query.where(questions.c.edition_id.in_(part))):
            known = _records.validate_json(row.records)
            with suppress(ValueError):
                yield row.edition_id, known, rows.unpack_vectors(row.rows, len(known))


def of_other_models(
    connection: sa.Connection, embedding_model: str
) -> list[tuple[str, tuple[KnownQuestion, ...]]]:
    """The questions of editions that have vectors of another model, and none of this one."""
    has = sa.select(questions.c.edition_id).where(questions.c.embedding_model == embedding_model)
    query = sa.select(questions.c.edition_id, questions.c.records).where(questions.c.edition_id.not_in(has))
    found = {row.edition_id: row.records for row in connection.execute(query)}
    return [(edition_id, _records.validate_json(records)) for edition_id, records in found.items()]
