"""The catalogue: what exists, in which edition, and what state its storing is in (SQL: SQLite or PostgreSQL).

The source of truth. Full pages with their word boxes live here, so that a citation can be drawn long after it
was given, also from an edition that has been replaced since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus import rows
from corpus.errors import Explained
from corpus.model import Edition, EditionCard, EditionState, OutlineEntry, Page, Passage

SCHEMA_VERSION = "1"


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
        rows.metadata.create_all(self._engine)
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
            return connection.scalar(sa.select(rows.facts.c.value).where(rows.facts.c.name == name))

    def set_fact(self, name: str, value: str) -> None:
        """Remember a fact about the library as a whole."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.facts).where(rows.facts.c.name == name))
            connection.execute(sa.insert(rows.facts).values(name=name, value=value))

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
            "description": rows.descriptions.dump_json(edition.description).decode(),
            "outline": rows.outlines.dump_json(list(edition.outline)).decode(),
            "ingested_at": datetime.now(UTC),
            "page_count": len(edition.pages),
            "passage_count": len(edition.passages),
        }
        pages = [rows.row_of_page(edition.id, page) for page in edition.pages]
        passages = [rows.row_of_passage(edition.id, passage) for passage in edition.passages]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.editions).where(rows.editions.c.id == edition.id))
            connection.execute(sa.insert(rows.editions).values(row))
            for table, content in ((rows.pages, pages), (rows.passages, passages)):
                if content:
                    connection.execute(sa.insert(table), content)

    def show_edition(self, edition_id: str, document_id: str) -> list[str]:
        """Make an edition the visible one of its document, in one step; returns the editions it replaces."""
        same = (rows.editions.c.document_id == document_id) & (rows.editions.c.state == EditionState.VISIBLE)
        with self._engine.begin() as connection:
            old = list(connection.scalars(sa.select(rows.editions.c.id).where(same)))
            connection.execute(sa.update(rows.editions).where(same).values(state=EditionState.REPLACED))
            connection.execute(
                sa.update(rows.editions)
                .where(rows.editions.c.id == edition_id)
                .values(state=EditionState.VISIBLE)
            )
        return old

    def hide_document(self, document_id: str) -> list[str]:
        """Make a document invisible, in one step; returns all editions of it that still hold something."""
        same = (rows.editions.c.document_id == document_id) & (rows.editions.c.state != EditionState.REMOVED)
        with self._engine.begin() as connection:
            visible = same & (rows.editions.c.state == EditionState.VISIBLE)
            if not connection.scalar(sa.select(sa.exists().where(visible))):
                return []
            gone = list(connection.scalars(sa.select(rows.editions.c.id).where(same)))
            connection.execute(
                sa.update(rows.editions).where(same).values(state=EditionState.REMOVED, indexed=True)
            )
        return gone

    def forget_passages(self, edition_id: str) -> None:
        """Drop the passages of an edition that is no longer searched; its pages stay."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.passages).where(rows.passages.c.edition_id == edition_id))
            connection.execute(
                sa.update(rows.editions).where(rows.editions.c.id == edition_id).values(indexed=False)
            )

    def forget_content(self, edition_id: str) -> None:
        """Drop the pages and passages of a removed edition; that it existed stays known."""
        empty = {"indexed": False, "outline": "[]", "original": ""}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.passages).where(rows.passages.c.edition_id == edition_id))
            connection.execute(sa.delete(rows.pages).where(rows.pages.c.edition_id == edition_id))
            connection.execute(sa.update(rows.editions).where(rows.editions.c.id == edition_id).values(empty))

    def erase(self) -> None:
        """Leave nothing of what was deleted in SQLite's write-ahead log."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def forget_edition(self, edition_id: str) -> None:
        """Drop an edition as if it had never been stored."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.editions).where(rows.editions.c.id == edition_id))

    # -- reading --------------------------------------------------------------------------------------------
    def cards(
        self, *, state: EditionState | None = None, document_id: str | None = None
    ) -> list[EditionCard]:
        """The cards of editions in a state, or of one document, the last ingested first."""
        query = sa.select(*rows.CARD_COLUMNS).order_by(rows.editions.c.ingested_at.desc())
        if state is not None:
            query = query.where(rows.editions.c.state == state)
        if document_id is not None:
            query = query.where(rows.editions.c.document_id == document_id)
        with self._engine.connect() as connection:
            return [rows.card_of(row) for row in connection.execute(query)]

    def unfinished(self) -> list[tuple[str, EditionState]]:
        """Editions whose storing, replacing or removing was cut off."""
        query = sa.select(rows.editions.c.id, rows.editions.c.state).where(
            rows.editions.c.indexed & (rows.editions.c.state != EditionState.VISIBLE)
        )
        with self._engine.connect() as connection:
            return [(row.id, EditionState(row.state)) for row in connection.execute(query)]

    def original(self, edition_id: str) -> str | None:
        """The SHA-256 of the file of an edition; None when unknown or removed."""
        query = sa.select(rows.editions.c.original).where(rows.editions.c.id == edition_id)
        with self._engine.connect() as connection:
            return connection.scalar(query) or None

    def originals(self) -> set[str]:
        """The SHA-256 of every file that an edition still refers to."""
        with self._engine.connect() as connection:
            return set(connection.scalars(sa.select(rows.editions.c.original).distinct())) - {""}

    def outline(self, edition_id: str) -> list[OutlineEntry]:
        """The headings of an edition; empty when unknown."""
        query = sa.select(rows.editions.c.outline).where(rows.editions.c.id == edition_id)
        with self._engine.connect() as connection:
            return rows.outlines.validate_json(connection.scalar(query) or "[]")

    def page(self, edition_id: str, number: int) -> Page | None:
        """One page with its word boxes."""
        query = sa.select(rows.pages).where(
            rows.pages.c.edition_id == edition_id, rows.pages.c.number == number
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else rows.page_of(row)

    def passages(
        self, *, ids: Iterable[str] | None = None, edition_id: str | None = None
    ) -> list[StoredPassage]:
        """Passages by id, or all of an edition in reading order."""
        first_page = (rows.pages.c.edition_id == rows.passages.c.edition_id) & (
            rows.pages.c.number == rows.passages.c.first_page
        )
        query = sa.select(rows.passages, rows.pages.c.label).outerjoin_from(
            rows.passages, rows.pages, first_page
        )
        if edition_id is not None:
            query = query.where(rows.passages.c.edition_id == edition_id)
        if ids is not None:
            query = query.where(rows.passages.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(rows.passages.c.edition_id, rows.passages.c.ordinal))
            return [StoredPassage(rows.passage_of(row), row.edition_id, row.label) for row in found]

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def _prepare_sqlite(connection: Any, _: object) -> None:
    # Readers go on while one writes; what is deleted is overwritten; rows go with their edition.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
