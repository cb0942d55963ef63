"""What is kept of conversations, and that nothing is left of what was erased."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.conversations import HISTORY, Conversations, Feedback, conversations_url, new_id
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
        conversation, exchange, f"vraag {text}", f"begrepen {text}", {"tekst": f"antwoord {text}"}
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


def test_a_conversation_is_erased_when_its_time_is_over(conversations: Conversations, tmp_path: Path) -> None:
    keep(conversations, "oud")
    keep(conversations, "nieuw", "blijft staan")
    long_ago = (datetime.now(UTC) - timedelta(days=31)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(tmp_path / "conversations.db") as database:
        database.execute("update conversations set last_used_at = ? where id = 'oud'", (long_ago,))
    database.close()
    assert conversations.purge(30) == 1
    assert conversations.get("oud") is None
    assert conversations.get("nieuw") is not None
    assert files_with(tmp_path, SECRET) == []


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
