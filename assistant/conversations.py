"""What was asked and answered, kept for a limited time: the history of a conversation, its answers, and feedback.

Questions arrive here with personal data already masked. Deleting leaves nothing behind in the files of SQLite: freed
space is overwritten with zeros (`secure_delete`), and the journal is emptied at the end of every transaction.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.answering.contract import AnswerStatus, Citation, Cited, Turn
from corpus.model import Span
from corpus.settings import LibrarySettings

# How many earlier exchanges help to understand a question; older ones only add noise.
HISTORY = 6
# A conversation in which nothing was asked for so long is over.
_GOING_ON = timedelta(hours=1)

_metadata = sa.MetaData()
_conversations = sa.Table(
    "conversations",
    _metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("site", sa.String(60)),
)
_exchanges = sa.Table(
    "exchanges",
    _metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column(
        "conversation_id",
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("understood", sa.Text, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
    # Where each citation stands, so that it can still be marked when the answer is shown again.
    sa.Column("places", sa.JSON, nullable=False),
)
_feedback = sa.Table(
    "feedback",
    _metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column(
        "exchange_id", sa.ForeignKey("exchanges.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("verdict", sa.String(10), nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("site", sa.String(60)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as stored, and the answer in the public shape in which it was given."""

    id: str
    asked_at: datetime
    question: str
    understood: str
    answer: Mapping[str, Any]
    places: Sequence[Mapping[str, Any]]

    def cited(self) -> tuple[Cited, ...]:
        """What the answer cited, in order."""
        return tuple(
            Cited(place["passage"], tuple(Span(*span) for span in place["spans"]))
            for place in self.places
            if "passage" in place  # it was not kept at first
        )


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one conversation, oldest first."""

    id: str
    started_at: datetime
    exchanges: tuple[Exchange, ...]

    def turns(self) -> tuple[Turn, ...]:
        """The last exchanges, as the answering steps read them."""
        return tuple(
            Turn(past.question, past.understood, AnswerStatus(past.answer["status"]), past.cited())
            for past in self.exchanges[-HISTORY:]
        )


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thinks of an answer."""

    exchange_id: str
    verdict: Literal["goed", "fout"]
    reasons: tuple[str, ...] = ()
    note: str | None = None
    site: str | None = None


def conversations_url(settings: LibrarySettings) -> str:
    """The catalogue's database when that is a server, and a file of its own in the data folder otherwise."""
    if settings.catalogue_url and not settings.catalogue_url.startswith("sqlite"):
        return settings.catalogue_url
    return f"sqlite:///{settings.data / 'conversations.db'}"


def new_id() -> str:
    """An identifier that cannot be guessed: who knows it may read and delete what it names."""
    return secrets.token_urlsafe(16)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # Not WAL: a write-ahead log would hold what was deleted until some later checkpoint. Nor may what is deleted pass
    # through temporary files.
    for pragma in (
        "foreign_keys=ON",
        "secure_delete=ON",
        "journal_mode=TRUNCATE",
        "temp_store=MEMORY",
        "busy_timeout=10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Conversations:
    """The stored conversations, in the database at `url`."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _prepare)
        _metadata.create_all(self._engine)

    def get(self, conversation_id: str) -> Conversation | None:
        """A conversation with its exchanges; None when there is none (any more)."""
        with self._engine.connect() as connection:
            row = connection.execute(
                sa.select(_conversations).where(_conversations.c.id == conversation_id)
            ).one_or_none()
            if row is None:
                return None
            found = connection.execute(
                sa.select(_exchanges)
                .where(_exchanges.c.conversation_id == conversation_id)
                .order_by(_exchanges.c.asked_at, _exchanges.c.id)
            ).all()
        exchanges = tuple(
            Exchange(past.id, _utc(past.asked_at), past.question, past.understood, past.answer, past.places)
            for past in found
        )
        return Conversation(row.id, _utc(row.started_at), exchanges)

    def record(
        self,
        conversation_id: str,
        exchange_id: str,
        question: str,
        understood: str,
        answer: Mapping[str, Any],
        citations: Sequence[Citation] = (),
        *,
        begins: bool = False,
        site: str | None = None,
    ) -> None:
        """Keep an exchange; `question` has no personal data any more.

        The first one `begins` the conversation. A later one is not kept when the conversation was erased meanwhile.
        """
        now = datetime.now(UTC)
        places = [
            {
                "number": c.number,
                "edition": c.card.id,
                "passage": c.found.passage.id,
                "spans": [list(span) for span in c.spans],
            }
            for c in citations
        ]
        with self._engine.begin() as connection:
            if begins:
                connection.execute(
                    sa.insert(_conversations).values(
                        id=conversation_id, started_at=now, last_used_at=now, site=site
                    )
                )
            elif not self._use(connection, conversation_id, now):
                return
            connection.execute(
                sa.insert(_exchanges).values(
                    id=exchange_id,
                    conversation_id=conversation_id,
                    asked_at=now,
                    question=question,
                    understood=understood,
                    answer=dict(answer),
                    places=places,
                )
            )

    def _use(self, connection: sa.Connection, conversation_id: str, now: datetime) -> bool:
        """Note that a conversation is used; False when there is none (any more)."""
        used = connection.execute(
            sa.update(_conversations).where(_conversations.c.id == conversation_id).values(last_used_at=now)
        )
        return used.rowcount > 0

    def delete(self, conversation_id: str) -> bool:
        """Erase a conversation with its answers and feedback; False when there was none.

        A process that is killed meanwhile has erased it or not: a journal that it leaves behind is rolled back
        and emptied when the database is next used.
        """
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(_conversations).where(_conversations.c.id == conversation_id))
        return gone.rowcount > 0

    def purge(self, retention_days: int) -> int:
        """Erase the conversations that were last used more than `retention_days` ago; returns how many.

        With 0 nothing is kept but conversations that are going on: those used in the last hour.
        """
        oldest = datetime.now(UTC) - max(timedelta(days=retention_days), _GOING_ON)
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(_conversations).where(_conversations.c.last_used_at < oldest))
        return gone.rowcount

    def give_feedback(self, feedback: Feedback) -> str | None:
        """Keep what a reader thinks of an answer; its id, or None when the answer is not known (any more)."""
        feedback_id = new_id()
        with self._engine.begin() as connection:
            known = connection.execute(
                sa.select(_exchanges.c.id).where(_exchanges.c.id == feedback.exchange_id)
            ).one_or_none()
            if known is None:
                return None
            connection.execute(
                sa.insert(_feedback).values(
                    id=feedback_id,
                    exchange_id=feedback.exchange_id,
                    given_at=datetime.now(UTC),
                    verdict=feedback.verdict,
                    reasons=list(feedback.reasons),
                    note=feedback.note,
                    site=feedback.site,
                )
            )
        return feedback_id

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def _utc(moment: datetime) -> datetime:
    """SQLite forgets the zone of what is stored in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
