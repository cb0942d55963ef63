"""The catalogue: what exists, in which edition, and what state its storing is in (SQL: SQLite or PostgreSQL).

The source of truth. Full pages with their word boxes live here, so that a citation can be drawn long after it
was given, also from an edition that has been replaced since.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus.errors import Explained
from corpus.model import (
    Box,
    Description,
    Edition,
    EditionCard,
    EditionState,
    OutlineEntry,
    Page,
    Passage,
    Span,
    Word,
)

SCHEMA_VERSION = "1"

_metadata = sa.MetaData()
_facts = sa.Table(
    "facts",
    _metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
_editions = sa.Table(
    "editions",
    _metadata,
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
_edition_key = sa.ForeignKey("editions.id", ondelete="CASCADE")
_pages = sa.Table(
    "pages",
    _metadata,
    sa.Column("edition_id", _edition_key, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("width", sa.Float),
    sa.Column("height", sa.Float),
    sa.Column("recognised", sa.Boolean, nullable=False),
    sa.Column("words", sa.LargeBinary, nullable=False),
)
_passages = sa.Table(
    "passages",
    _metadata,
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

_description = TypeAdapter(Description)
_outline = TypeAdapter(list[OutlineEntry])
_CARD_COLUMNS = [column for column in _editions.c if column.name != "outline"]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the edition it belongs to and the printed label of its first page."""

    passage: Passage
    edition_id: str
    page_label: str | None


class OutdatedCatalogue(Explained):
    """The catalogue was made by another version of the product."""


class Catalogue:
    """The tables behind one SQLAlchemy address; every method is one transaction."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        _metadata.create_all(self._engine)
        version = self.fact("schema_version")
        if version is None:
            self.set_fact("schema_version", SCHEMA_VERSION)
        elif version != SCHEMA_VERSION:
            raise OutdatedCatalogue(
                f"De catalogus is van versie {version}, nodig is versie {SCHEMA_VERSION}. Zet de map met gegevens "
                "opzij en lees de documenten opnieuw in met 'afsprakenwijzer ingest'."
            )

    def fact(self, name: str) -> str | None:
        """A fact about the library as a whole, such as its embedding model."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(_facts.c.value).where(_facts.c.name == name))

    def set_fact(self, name: str, value: str) -> None:
        """Remember a fact about the library as a whole."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_facts).where(_facts.c.name == name))
            connection.execute(sa.insert(_facts).values(name=name, value=value))

    # -- writing --------------------------------------------------------------------------------------------
    def begin_edition(self, edition: Edition, original: str) -> None:
        """Store everything about an edition without showing it; `original` is the SHA-256 of its file."""
        row = {
            "id": edition.id,
            "document_id": edition.document_id,
            "state": EditionState.STORING,
            "indexed": True,
            "source": edition.source,
            "fingerprint": edition.fingerprint,
            "original": original,
            "file_name": edition.file_name,
            "media_type": edition.media_type,
            "description": _description.dump_json(edition.description).decode(),
            "outline": _outline.dump_json(list(edition.outline)).decode(),
            "ingested_at": datetime.now(UTC),
            "page_count": len(edition.pages),
            "passage_count": len(edition.passages),
        }
        pages = [_page_row(edition.id, page) for page in edition.pages]
        passages = [_passage_row(edition.id, passage) for passage in edition.passages]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_editions).where(_editions.c.id == edition.id))
            connection.execute(sa.insert(_editions).values(row))
            for table, rows in ((_pages, pages), (_passages, passages)):
                if rows:
                    connection.execute(sa.insert(table), rows)

    def show_edition(self, edition_id: str, document_id: str) -> list[str]:
        """Make an edition the visible one of its document, in one step; returns the editions it replaces."""
        same = (_editions.c.document_id == document_id) & (_editions.c.state == EditionState.VISIBLE)
        with self._engine.begin() as connection:
            old = list(connection.scalars(sa.select(_editions.c.id).where(same)))
            connection.execute(sa.update(_editions).where(same).values(state=EditionState.REPLACED))
            connection.execute(
                sa.update(_editions).where(_editions.c.id == edition_id).values(state=EditionState.VISIBLE)
            )
        return old

    def hide_document(self, document_id: str) -> list[str]:
        """Make a document invisible, in one step; returns all editions of it that still hold something."""
        same = (_editions.c.document_id == document_id) & (_editions.c.state != EditionState.REMOVED)
        with self._engine.begin() as connection:
            visible = same & (_editions.c.state == EditionState.VISIBLE)
            if not connection.scalar(sa.select(sa.exists().where(visible))):
                return []
            gone = list(connection.scalars(sa.select(_editions.c.id).where(same)))
            connection.execute(
                sa.update(_editions).where(same).values(state=EditionState.REMOVED, indexed=True)
            )
        return gone

    def forget_passages(self, edition_id: str) -> None:
        """Drop the passages of an edition that is no longer searched; its pages stay."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_passages).where(_passages.c.edition_id == edition_id))
            connection.execute(sa.update(_editions).where(_editions.c.id == edition_id).values(indexed=False))

    def forget_content(self, edition_id: str) -> None:
        """Drop the pages and passages of a removed edition; that it existed stays known."""
        empty = {"indexed": False, "outline": "[]", "original": ""}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_passages).where(_passages.c.edition_id == edition_id))
            connection.execute(sa.delete(_pages).where(_pages.c.edition_id == edition_id))
            connection.execute(sa.update(_editions).where(_editions.c.id == edition_id).values(empty))

    def erase(self) -> None:
        """Leave nothing of what was deleted in SQLite's write-ahead log."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def forget_edition(self, edition_id: str) -> None:
        """Drop an edition as if it had never been stored."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_editions).where(_editions.c.id == edition_id))

    # -- reading --------------------------------------------------------------------------------------------
    def cards(
        self, *, state: EditionState | None = None, document_id: str | None = None
    ) -> list[EditionCard]:
        """The cards of editions in a state, or of one document, the last ingested first."""
        query = sa.select(*_CARD_COLUMNS).order_by(_editions.c.ingested_at.desc())
        if state is not None:
            query = query.where(_editions.c.state == state)
        if document_id is not None:
            query = query.where(_editions.c.document_id == document_id)
        with self._engine.connect() as connection:
            return [_card(row) for row in connection.execute(query)]

    def unfinished(self) -> list[tuple[str, EditionState]]:
        """Editions whose storing, replacing or removing was cut off."""
        query = sa.select(_editions.c.id, _editions.c.state).where(
            _editions.c.indexed & (_editions.c.state != EditionState.VISIBLE)
        )
        with self._engine.connect() as connection:
            return [(row.id, EditionState(row.state)) for row in connection.execute(query)]

    def original(self, edition_id: str) -> str | None:
        """The SHA-256 of the file of an edition; None when unknown or removed."""
        query = sa.select(_editions.c.original).where(_editions.c.id == edition_id)
        with self._engine.connect() as connection:
            return connection.scalar(query) or None

    def originals(self) -> set[str]:
        """The SHA-256 of every file that an edition still refers to."""
        with self._engine.connect() as connection:
            return set(connection.scalars(sa.select(_editions.c.original).distinct())) - {""}

    def outline(self, edition_id: str) -> list[OutlineEntry]:
        """The headings of an edition; empty when unknown."""
        query = sa.select(_editions.c.outline).where(_editions.c.id == edition_id)
        with self._engine.connect() as connection:
            return _outline.validate_json(connection.scalar(query) or "[]")

    def page(self, edition_id: str, number: int) -> Page | None:
        """One page with its word boxes."""
        query = sa.select(_pages).where(_pages.c.edition_id == edition_id, _pages.c.number == number)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _page(row)

    def passages(
        self, *, ids: Iterable[str] | None = None, edition_id: str | None = None
    ) -> list[StoredPassage]:
        """Passages by id, or all of an edition in reading order."""
        first_page = (_pages.c.edition_id == _passages.c.edition_id) & (
            _pages.c.number == _passages.c.first_page
        )
        query = sa.select(_passages, _pages.c.label).outerjoin_from(_passages, _pages, first_page)
        if edition_id is not None:
            query = query.where(_passages.c.edition_id == edition_id)
        if ids is not None:
            query = query.where(_passages.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(_passages.c.edition_id, _passages.c.ordinal))
            return [StoredPassage(_passage(row), row.edition_id, row.label) for row in rows]

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def _prepare_sqlite(connection: Any, _: object) -> None:
    # Readers go on while one writes; what is deleted is overwritten; rows go with their edition.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _card(row: sa.Row[Any]) -> EditionCard:
    return EditionCard(
        id=row.id,
        document_id=row.document_id,
        state=EditionState(row.state),
        source=row.source,
        fingerprint=row.fingerprint,
        file_name=row.file_name,
        media_type=row.media_type,
        description=_description.validate_json(row.description),
        # SQLite gives back what it was given without the zone: it was UTC.
        ingested_at=row.ingested_at.replace(tzinfo=row.ingested_at.tzinfo or UTC),
        page_count=row.page_count,
        passage_count=row.passage_count,
    )


def _page_row(edition_id: str, page: Page) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "number": page.number,
        "label": page.label,
        "text": page.text,
        "width": page.width,
        "height": page.height,
        "recognised": page.recognised,
        "words": _pack_words(page.words),
    }


def _page(row: sa.Row[Any]) -> Page:
    return Page(
        row.number, row.text, row.label, row.width, row.height, _unpack_words(row.words), row.recognised
    )


def _pack_words(words: Sequence[Word]) -> bytes:
    """Six float32 a word (start, end and the box), compressed; offsets stay exact up to 16 million."""
    numbers = np.array([(word.start, word.end, *word.box) for word in words], dtype="<f4")
    return zlib.compress(numbers.tobytes(), 3)


def _unpack_words(packed: bytes) -> tuple[Word, ...]:
    rows = np.frombuffer(zlib.decompress(packed), dtype="<f4").reshape(-1, 6).tolist()
    return tuple(Word(int(start), int(end), Box(*box)) for start, end, *box in rows)


def _passage_row(edition_id: str, passage: Passage) -> dict[str, Any]:
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


def _passage(row: sa.Row[Any]) -> Passage:
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
