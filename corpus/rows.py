"""The tables of the catalogue, and how the records of `corpus.model` become rows and come back."""

import json
import zlib
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus.model import (
    Box,
    Description,
    EditionCard,
    EditionState,
    OutlineEntry,
    Page,
    Passage,
    Span,
    Word,
)

metadata = sa.MetaData()
facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
editions = sa.Table(
    "editions",
    metadata,
    sa.Column("id", sa.String(300), primary_key=True),
    sa.Column("document_id", sa.String(250), nullable=False, index=True),
    sa.Column("state", sa.String(10), nullable=False, index=True),
    # Whether the two indexes may still hold something of this edition.
    sa.Column("indexed", sa.Boolean, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("original", sa.String(64), nullable=False, index=True),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("outline", sa.Text, nullable=False),
    sa.Column("ingested_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("page_count", sa.Integer, nullable=False),
    sa.Column("passage_count", sa.Integer, nullable=False),
)
_edition = sa.ForeignKey("editions.id", ondelete="CASCADE")
pages = sa.Table(
    "pages",
    metadata,
    sa.Column("edition_id", _edition, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("width", sa.Float),
    sa.Column("height", sa.Float),
    sa.Column("recognised", sa.Boolean, nullable=False),
    sa.Column("words", sa.LargeBinary, nullable=False),
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("id", sa.String(320), primary_key=True),
    sa.Column("edition_id", sa.String(300), sa.ForeignKey("editions.id", ondelete="CASCADE"), index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("first_page", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("spans", sa.Text, nullable=False),
    sa.Column("headings", sa.Text, nullable=False),
    sa.Column("context", sa.Text, nullable=False),
    sa.Column("clause", sa.Text),
    sa.Column("form", sa.String(10), nullable=False),
)
# What the vector index is made from, so that it can be made again without the embedding model.
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column(
        "edition_id", sa.String(300), sa.ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("embedding_model", sa.String(300), primary_key=True),
    sa.Column("rows", sa.LargeBinary, nullable=False),
)

descriptions = TypeAdapter(Description)
outlines = TypeAdapter(list[OutlineEntry])
CARD_COLUMNS = [column for column in editions.c if column.name != "outline"]


def card_of(row: sa.Row[Any]) -> EditionCard:
    return EditionCard(
        id=row.id,
        document_id=row.document_id,
        state=EditionState(row.state),
        source=row.source,
        fingerprint=row.fingerprint,
        file_name=row.file_name,
        media_type=row.media_type,
        description=descriptions.validate_json(row.description),
        # SQLite gives back what it was given without the zone: it was UTC.
        ingested_at=row.ingested_at.replace(tzinfo=row.ingested_at.tzinfo or UTC),
        page_count=row.page_count,
        passage_count=row.passage_count,
    )


def row_of_page(edition_id: str, page: Page, words: bytes) -> dict[str, Any]:
    """The row of a page; `words` are its words as `pack_words` gives them."""
    return {
        "edition_id": edition_id,
        "number": page.number,
        "label": page.label,
        "text": page.text,
        "width": page.width,
        "height": page.height,
        "recognised": page.recognised,
        "words": words,
    }


def page_of(row: sa.Row[Any]) -> Page:
    return Page(
        row.number, row.text, row.label, row.width, row.height, _unpack_words(row.words), row.recognised
    )


def pack_words(words: Sequence[Word]) -> bytes:
    """Six float32 a word (start, end and the box), compressed; offsets stay exact up to 16 million."""
    numbers = np.array([(word.start, word.end, *word.box) for word in words], dtype="<f4")
    return zlib.compress(numbers.tobytes(), 3)


def _unpack_words(packed: bytes) -> tuple[Word, ...]:
    rows = np.frombuffer(zlib.decompress(packed), dtype="<f4").reshape(-1, 6).tolist()
    return tuple(Word(int(start), int(end), Box(*box)) for start, end, *box in rows)


def pack_vectors(vectors: npt.NDArray[np.float32]) -> bytes:
    """Unit vectors `(n, d)` to the bit, row after row."""
    return np.ascontiguousarray(vectors, dtype="<f4").tobytes()


def unpack_vectors(packed: bytes, count: int) -> npt.NDArray[np.float32]:
    """The `count` vectors of `pack_vectors`. Raises ValueError when they are not that many."""
    return (
        np.frombuffer(packed, dtype="<f4").reshape(count, -1).astype(np.float32, copy=False)
        if count
        else _NONE
    )


_NONE = np.zeros((0, 1), np.float32)


def row_of_passage(edition_id: str, passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "edition_id": edition_id,
        "ordinal": passage.ordinal,
        "first_page": passage.page_from,
        "text": passage.text,
        "spans": json.dumps(passage.spans),
        "headings": json.dumps(passage.headings, ensure_ascii=False),
        "context": passage.context,
        "clause": passage.clause,
        "form": passage.form,
    }


def passage_of(row: sa.Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        ordinal=row.ordinal,
        text=row.text,
        spans=tuple(Span(*span) for span in json.loads(row.spans)),
        headings=tuple(json.loads(row.headings)),
        context=row.context,
        clause=row.clause,
        form=row.form,
    )
