"""What is kept of conversations, and that nothing is left of what was erased."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.answering.contract import Citation, Cited
from assistant.conversations import HISTORY, Conversations, Feedback, conversations_url, new_id
from corpus.library import Library
from corpus.model import Span
from corpus.settings import LibrarySettings

SECRET = "zeldzaamwoord-in-een-vraag"


@pytest.fixture
def conversations(tmp_path: Path) -> Iterator[Conversations]:
    conversations = Conversations(conversations_url(LibrarySettings(data=tmp_path)))
    yield conversations
    conversations.close()


def keep(conversations: Conversations, conversation: str, text: str = SECRET) -> str:
    exchange = new_id()
    conversations.record(
        conversation,
        exchange,
        f"vraag {text}",
        f"begrepen {text}",
        {"status": "beantwoord", "tekst": f"antwoord {text}"},
        begins=conversations.get(conversation) is None,
    )
    return exchange


def files_with(folder: Path, text: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_nothing_of_an_erased_conversation_is_left_in_the_files(
    conversations: Conversations, tmp_path: Path
) -> None:
    for turn in range(30):  # enough for more than one page of the database, with text that spills over
        exchange = keep(conversations, "een", f"{SECRET} " + "lang antwoord " * 200 + str(turn))
        conversations.give_feedback(Feedback(exchange, "fout", ("reden",), f"toelichting {SECRET}"))
        keep(conversations, "ander", "blijft staan")
    assert files_with(tmp_path, SECRET)
    assert conversations.delete("een")
    assert files_with(tmp_path, SECRET) == []
    assert files_with(tmp_path, "blijft staan")


def test_nothing_is_left_when_another_reader_has_the_database_open(
    conversations: Conversations, tmp_path: Path
) -> None:
    keep(conversations, "een")
    reader = sqlite3.connect(tmp_path / "conversations.db")
    assert reader.execute("select count(*) from exchanges").fetchone() == (1,)
    assert conversations.delete("een")
    assert files_with(tmp_path, SECRET) == []
    reader.close()


def used_long_ago(tmp_path: Path, conversation: str, **ago: int) -> None:
    moment = (datetime.now(UTC) - timedelta(**ago)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(tmp_path / "conversations.db") as database:
        database.execute("update conversations set last_used_at = ? where id = ?", (moment, conversation))
    database.close()


def test_a_conversation_is_erased_when_its_time_is_over(conversations: Conversations, tmp_path: Path) -> None:
    keep(conversations, "oud")
    keep(conversations, "nieuw", "blijft staan")
    used_long_ago(tmp_path, "oud", days=31)
    assert conversations.purge(30) == 1
    assert conversations.get("oud") is None
    assert conversations.get("nieuw") is not None
    assert files_with(tmp_path, SECRET) == []


def test_keeping_for_no_days_keeps_only_what_is_going_on(
    conversations: Conversations, tmp_path: Path
) -> None:
    keep(conversations, "voorbij")
    keep(conversations, "bezig", "blijft staan")
    used_long_ago(tmp_path, "voorbij", minutes=61)
    used_long_ago(tmp_path, "bezig", minutes=59)
    assert conversations.purge(0) == 1
    assert files_with(tmp_path, SECRET) == []
    assert conversations.get("bezig") is not None


def test_an_answer_that_comes_after_its_conversation_was_erased_is_not_kept(
    conversations: Conversations, tmp_path: Path
) -> None:
    keep(conversations, "een", "eerste")
    assert conversations.delete("een")
    conversations.record("een", new_id(), f"vraag {SECRET}", SECRET, {"status": "beantwoord"})
    assert conversations.get("een") is None
    assert files_with(tmp_path, SECRET) == []


_KILLED_WHILE_ERASING = """
import os, signal, sys
import sqlalchemy as sa
from assistant.conversations import Conversations
conversations = Conversations(sys.argv[1])
# The change is on its way to the file, and the journal holds what it replaces.
sa.event.listen(conversations._engine, "commit", lambda connection: os.kill(os.getpid(), signal.SIGKILL))
with_little_memory = lambda connection, _: connection.execute("PRAGMA cache_size=1")
sa.event.listen(conversations._engine, "connect", with_little_memory)
conversations.delete("een")
"""


def test_a_process_killed_while_erasing_leaves_nothing_that_erasing_again_misses(tmp_path: Path) -> None:
    url = conversations_url(LibrarySettings(data=tmp_path))
    before = Conversations(url)
    for turn in range(40):
        keep(before, "een", f"{SECRET} " + "lang antwoord " * 200 + str(turn))
    before.close()
    killed = subprocess.run([sys.executable, "-c", _KILLED_WHILE_ERASING, url], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert "conversations.db-journal" in files_with(tmp_path, SECRET)
    after = Conversations(url)
    conversation = after.get("een")
    assert conversation is not None
    assert len(conversation.exchanges) == 40
    assert after.delete("een")
    assert files_with(tmp_path, SECRET) == []
    after.close()


def test_the_history_tells_what_each_answer_cited(conversations: Conversations, library: Library) -> None:
    [card, *_] = library.cards()
    found = library.passages_of(card.id)[0]
    span = Span(found.passage.spans[0].page, *found.passage.spans[0][1:])
    citation = Citation(1, found, found.passage.text, (span,), None)
    conversations.record("een", new_id(), "v", "b", {"status": "beantwoord"}, [citation], begins=True)
    conversation = conversations.get("een")
    assert conversation is not None
    assert conversation.turns()[0].cited == (Cited(found.passage.id, (span,)),)


def test_the_history_holds_the_last_questions_as_they_were_understood(conversations: Conversations) -> None:
    for turn in range(HISTORY + 3):
        keep(conversations, "een", str(turn))
    conversation = conversations.get("een")
    assert conversation is not None
    assert len(conversation.exchanges) == HISTORY + 3
    assert [turn.question for turn in conversation.turns()] == [f"vraag {n}" for n in range(3, HISTORY + 3)]
    assert conversation.turns()[-1].understood == f"begrepen {HISTORY + 2}"


def test_feedback_on_an_unknown_answer_is_not_kept(conversations: Conversations) -> None:
    assert conversations.give_feedback(Feedback("onbekend", "goed")) is None


def test_a_database_server_keeps_catalogue_and_conversations_together(tmp_path: Path) -> None:
    server = "postgresql+psycopg://library@db/library"
    assert conversations_url(LibrarySettings(data=tmp_path, catalogue_url=server)) == server
    elsewhere = LibrarySettings(data=tmp_path, catalogue_url="sqlite:////elsewhere/catalogue.db")
    assert conversations_url(elsewhere) == f"sqlite:///{tmp_path / 'conversations.db'}"
