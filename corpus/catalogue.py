"""The catalogue: what exists, in which edition, and what state its storing is in (SQL: SQLite or PostgreSQL).

The source of truth. Full pages with their word boxes live here, so that a citation can be drawn long after it
was given, also from an edition that has been replaced since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from corpus import commitment_rows, question_rows, rows
from corpus.commitment import Commitment
from corpus.edition import Edition
from corpus.errors import Explained
from corpus.known_question import KnownQuestion
from corpus.model import EditionCard, EditionState, OutlineEntry, Page, Passage
from corpus.packed import PackedEdition

SCHEMA_VERSION = "1"
# Rows that are written together: what a large edition takes in memory beside itself.
_ROWS = 200
_SEARCHED = (rows.passages, rows.vectors, commitment_rows.commitments, question_rows.questions)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the edition it belongs to and the printed label of its first page."""

    passage: Passage
    edition_id: str
    page_label: str | None


class Contents(NamedTuple):
    """The size of an edition: what its card says, and how many rows there are."""

    id: str
    state: str
    source: str
    original: str
    page_count: int
    passage_count: int
    pages: int
    passages: int


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
            self.set_facts({"schema_version": SCHEMA_VERSION})
        elif version != SCHEMA_VERSION:
            raise OutdatedCatalogue(
                f"De catalogus is van versie {version}, nodig is versie {SCHEMA_VERSION}. Zet de map met gegevens "
                "opzij en lees de documenten opnieuw in met 'afsprakenwijzer ingest'."
            )

    def fact(self, name: str) -> str | None:
        """A fact about the library as a whole, such as its embedding model."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(rows.facts.c.value).where(rows.facts.c.name == name))

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Remember facts about the library as a whole, all in one step."""
        given = [{"name": name, "value": value} for name, value in facts.items()]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.facts).where(rows.facts.c.name.in_(facts)))
            connection.execute(sa.insert(rows.facts), given)

    # -- writing --------------------------------------------------------------------------------------------
    def begin_edition(self, packed: PackedEdition, original: str) -> None:
        """Store everything about an edition without showing it; `original` is the SHA-256 of its file."""
        edition = packed.edition
        pages = (
            rows.row_of_page(edition.id, page, words)
            for page, words in zip(edition.pages, packed.words, strict=True)
        )
        passages = (rows.row_of_passage(edition.id, passage) for passage in edition.passages)
        agreed = (commitment_rows.row_of_commitment(edition.id, one) for one in edition.commitments)
        contents = ((rows.pages, pages), (rows.passages, passages), (commitment_rows.commitments, agreed))
        vectors = {
            "edition_id": edition.id,
            "embedding_model": packed.embedding_model,
            "rows": rows.pack_vectors(packed.vectors),
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.editions).where(rows.editions.c.id == edition.id))
            connection.execute(sa.insert(rows.editions).values(_row_of_edition(edition, original)))
            for table, content in contents:
                while some := list(islice(content, _ROWS)):
                    connection.execute(sa.insert(table), some)
            connection.execute(sa.insert(rows.vectors).values(vectors))
            question_rows.keep(
                connection, edition.id, packed.embedding_model, edition.questions, packed.question_vectors
            )

    def show_editions(self, editions: Sequence[tuple[str, str]]) -> list[str]:
        """Make editions (id, document id) the visible ones of their documents, in one step for all.

        Returns the editions that they replace.
        """
        shown = [edition_id for edition_id, _ in editions]
        documents = [document_id for _, document_id in editions]
        same = rows.editions.c.document_id.in_(documents) & (rows.editions.c.state == EditionState.VISIBLE)
        with self._engine.begin() as connection:
            old = list(connection.scalars(sa.select(rows.editions.c.id).where(same)))
            connection.execute(sa.update(rows.editions).where(same).values(state=EditionState.REPLACED))
            connection.execute(
                sa.update(rows.editions)
                .where(rows.editions.c.id.in_(shown))
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

    def forget_passages(self, edition_ids: Sequence[str]) -> None:
        """Drop what is searched of editions that no longer are; their pages stay."""
        self._forget(edition_ids, _SEARCHED, {"indexed": False})

    def forget_content(self, edition_ids: Sequence[str]) -> None:
        """Drop the pages of removed editions and what was searched of them; that they existed stays known."""
        empty = {"indexed": False, "outline": "[]", "original": ""}
        self._forget(edition_ids, (*_SEARCHED, rows.pages), empty)

    def _forget(
        self, edition_ids: Sequence[str], tables: Sequence[sa.Table], left: Mapping[str, object]
    ) -> None:
        with self._engine.begin() as connection:
            for table in tables:
                connection.execute(sa.delete(table).where(table.c.edition_id.in_(edition_ids)))
            connection.execute(
                sa.update(rows.editions).where(rows.editions.c.id.in_(edition_ids)).values(**left)
            )

    def keep_vectors(self, edition_id: str, embedding_model: str, vectors: npt.NDArray[np.float32]) -> None:
        """Remember the vectors of an edition, `(n, d)`, in the order of its passages, for one embedding model."""
        key = {"edition_id": edition_id, "embedding_model": embedding_model}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.vectors).filter_by(**key))
            connection.execute(sa.insert(rows.vectors).values(**key, rows=rows.pack_vectors(vectors)))

    def keep_questions(
        self,
        edition_id: str,
        embedding_model: str,
        known: Sequence[KnownQuestion],
        vectors: npt.NDArray[np.float32],
    ) -> None:
        """Remember the known questions of an edition, with their vectors `(q, d)` by an embedding model."""
        with self._engine.begin() as connection:
            question_rows.keep(connection, edition_id, embedding_model, known, vectors)

    def forget_other_vectors(self, embedding_model: str) -> None:
        """Drop the vectors of every embedding model but this one."""
        with self._engine.begin() as connection:
            for table in (rows.vectors, question_rows.questions):
                connection.execute(sa.delete(table).where(table.c.embedding_model != embedding_model))

    def erase(self) -> None:
        """Leave nothing of what was deleted in SQLite's write-ahead log."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def forget_editions(self, edition_ids: Sequence[str]) -> None:
        """Drop editions as if they had never been stored."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rows.editions).where(rows.editions.c.id.in_(edition_ids)))

    # -- reading --------------------------------------------------------------------------------------------
    def cards(
        self,
        *,
        state: EditionState | None = None,
        document_id: str | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[EditionCard]:
        """The cards of editions in a state, of one document, or with these ids, the last ingested first."""
        query = sa.select(*rows.CARD_COLUMNS).order_by(rows.editions.c.ingested_at.desc())
        if state is not None:
            query = query.where(rows.editions.c.state == state)
        if document_id is not None:
            query = query.where(rows.editions.c.document_id == document_id)
        if ids is not None:
            query = query.where(rows.editions.c.id.in_(ids))
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

    def commitments(self, ids: Sequence[str]) -> list[tuple[Commitment, str, str | None]]:
        """Commitments by id, each with the id of its edition and the label of its first page; in no order."""
        with self._engine.connect() as connection:
            return list(commitment_rows.load(connection, ids))

    def commitment_columns(
        self, edition_ids: Sequence[str]
    ) -> Iterator[tuple[str, list[commitment_rows.CommitmentColumns]]]:
        """The columns of the commitments of editions, each in reading order; editions without are left out."""
        with self._engine.connect() as connection:
            yield from commitment_rows.columns(connection, edition_ids)

    def commitment_count(self) -> int:
        """How many commitments the visible editions have."""
        with self._engine.connect() as connection:
            return commitment_rows.count(connection)

    def without_commitments(self) -> set[str]:
        """Editions that have lost some of their commitments."""
        with self._engine.connect() as connection:
            return commitment_rows.incomplete(connection)

    def vectors(self, edition_id: str, embedding_model: str) -> npt.NDArray[np.float32] | None:
        """The vectors of an edition, one a passage in their order; None when they are not (all) there."""
        return dict(self.vectors_of([edition_id], embedding_model)).get(edition_id)

    def vectors_of(
        self, edition_ids: Sequence[str], embedding_model: str
    ) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
        """`vectors` of many editions; those that they are not (all) there of are left out."""
        query = sa.select(rows.editions.c.id, rows.editions.c.passage_count, rows.vectors.c.rows).join_from(
            rows.editions, rows.vectors
        )
        query = query.where(rows.vectors.c.embedding_model == embedding_model)
        with self._engine.connect() as connection:
            for start in range(0, len(edition_ids), _ROWS):
                part = edition_ids[start : start + _ROWS]
                for row in connection.execute(query.where(rows.vectors.c.edition_id.in_(part))):
                    with suppress(ValueError):
                        yield row.id, rows.unpack_vectors(row.rows, row.passage_count)

    def questions_of(
        self, edition_ids: Sequence[str], embedding_model: str
    ) -> Iterator[tuple[str, tuple[KnownQuestion, ...], npt.NDArray[np.float32]]]:
        """The known questions of editions with their vectors; editions without are left out."""
        with self._engine.connect() as connection:
            yield from question_rows.load(connection, edition_ids, embedding_model)

    def questions_without_vectors(self, embedding_model: str) -> list[tuple[str, tuple[KnownQuestion, ...]]]:
        """The known questions of editions that have vectors by another embedding model only."""
        with self._engine.connect() as connection:
            return question_rows.of_other_models(connection, embedding_model)

    def without_vectors(self, embedding_model: str) -> list[str]:
        """Visible editions with passages of which no vectors are kept."""
        kept = sa.select(rows.vectors.c.edition_id).where(rows.vectors.c.embedding_model == embedding_model)
        query = sa.select(rows.editions.c.id).where(
            rows.editions.c.state == EditionState.VISIBLE,
            rows.editions.c.passage_count > 0,
            rows.editions.c.id.not_in(kept),
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def faults(self) -> list[str]:
        """What the database itself finds wrong with its files and references; empty when it is whole."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self._engine.connect() as connection:
            seen = [str(row[0]) for row in connection.execute(sa.text("PRAGMA integrity_check"))]
            lost = [str(row[0]) for row in connection.execute(sa.text("PRAGMA foreign_key_check"))]
        return [line for line in seen if line != "ok"] + [f"{table}: rij zonder uitgave" for table in lost]

    def contents(self) -> list[Contents]:
        """What there is of every edition that is visible or replaced, beside what its card says."""

        def rows_of(table: sa.Table) -> sa.ScalarSelect[int]:
            of_edition = table.c.edition_id == rows.editions.c.id
            return sa.select(sa.func.count()).where(of_edition).scalar_subquery()

        about = rows.editions.c
        query = sa.select(
            about.id, about.state, about.source, about.original, about.page_count, about.passage_count,
            rows_of(rows.pages), rows_of(rows.passages),
        ).where(about.state.in_((EditionState.VISIBLE, EditionState.REPLACED)))  # fmt: skip
        with self._engine.connect() as connection:
            return [Contents(*row) for row in connection.execute(query)]

    def recount(self, edition_id: str, *, pages: int, passages: int) -> None:
        """Correct what the card of an edition says of its size."""
        counts = {"page_count": pages, "passage_count": passages}
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(rows.editions).where(rows.editions.c.id == edition_id).values(**counts)
            )

    def vector_bytes(self, edition_id: str, embedding_model: str) -> int:
        """How large the stored vectors of an edition are; 0 when there are none."""
        query = sa.select(sa.func.length(rows.vectors.c.rows)).filter_by(
            edition_id=edition_id, embedding_model=embedding_model
        )
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def _row_of_edition(edition: Edition, original: str) -> dict[str, Any]:
    return {
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


def _prepare_sqlite(connection: Any, _: object) -> None:
    # Readers go on while one writes; what is deleted is overwritten; rows go with their edition.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
