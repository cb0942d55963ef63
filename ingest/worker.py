"""The process that reads files: apart, so that a file can neither hang, crash nor fill the process that ingests.

Started by `ingest.reading`. It ends when the process that started it ends, however that happens: nothing is ever
written to its standard input, which closes then.
"""

import os
import resource
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from struct import Struct
from threading import Thread
from typing import cast, overload

from corpus.model import Box, Page, Word
from ingest.edition import Built, build_edition
from ingest.fetch import Fetched
from ingest.read.records import ReadError, Reason
from ingest.settings import IngestSettings

TOO_MUCH_MEMORY = 77  # exit status
_LOOK = 0.05  # seconds between two looks at the memory and at the parent


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read; its bytes follow by themselves. `limit` is the embedder's, in tokens."""

    fetched: Fetched
    settings: IngestSettings
    limit: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started."""


@dataclass(frozen=True, slots=True)
class Count:
    """Texts of which the other side, which has the tokenizer, is to count the tokens."""

    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class OnePage:
    """A page without its words, and those packed: an edition goes over page by page, never whole."""

    page: Page
    words: bytes

    @classmethod
    def of(cls, page: Page) -> "OnePage":
        return cls(replace(page, words=()), PackedWords.of(page.words).packed)

    def whole(self) -> Page:
        return replace(self.page, words=cast(tuple[Word, ...], PackedWords(self.words)))


class PackedWords(Sequence[Word]):
    """The words of a page as six numbers each: they take a sixth of the memory until they are looked at."""

    __slots__ = ("packed",)
    _word = Struct("=2I4d")

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    @classmethod
    def of(cls, words: Sequence[Word]) -> "PackedWords":
        return cls(b"".join(cls._word.pack(word.start, word.end, *word.box) for word in words))

    def __len__(self) -> int:
        return len(self.packed) // self._word.size

    def __iter__(self) -> Iterator[Word]:
        for start, end, *box in self._word.iter_unpack(self.packed):
            yield Word(start, end, Box(*box))

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.packed)


@dataclass(frozen=True, slots=True)
class Done:
    """The rest of an edition, whose pages went before."""

    built: Built


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that cannot be read."""

    reason: Reason
    message: str


def resident(pid: int | str = "self") -> int:
    """Bytes that a process has in memory; of another process 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        # Not on Linux, where it counts what the process that forked this one held. Bytes on macOS.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if pid == "self" else 0


def main(handle: int, megabytes: int) -> None:
    """Read file after file until the other side closes the connection."""
    connection = Connection(handle)
    limit = megabytes * 1_000_000
    if sys.platform == "linux":
        # Twice as much, so that `_watch` mostly comes first: a program that gets no memory crashes in its own way.
        resource.setrlimit(resource.RLIMIT_DATA, (2 * limit, 2 * limit))
    Thread(target=_watch, args=(limit,), daemon=True).start()
    connection.send(Ready())
    try:
        while True:
            job: Job = connection.recv()
            content = connection.recv_bytes()
            _read(connection, job, content)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _read(connection: Connection, job: Job, content: bytes) -> None:
    def count_tokens(texts: Sequence[str]) -> list[int]:
        connection.send(Count(list(texts)))
        counted: list[int] = connection.recv()
        return counted

    try:
        fetched = replace(job.fetched, content=content)
        built = build_edition(fetched, job.settings, count_tokens, job.limit, connection.send)
        for page in built.edition.pages:
            connection.send(OnePage.of(page))
        connection.send(Done(replace(built, edition=replace(built.edition, pages=()))))
    except ReadError as error:
        connection.send(Failed(error.reason, str(error)))
    except MemoryError:
        os._exit(TOO_MUCH_MEMORY)


def _watch(limit: int) -> None:
    while True:
        ready, _, _ = select.select([0], [], [], _LOOK)
        if ready and not os.read(0, 1):
            os.killpg(0, signal.SIGKILL)  # text recognition too
        if resident() > limit:
            os._exit(TOO_MUCH_MEMORY)
