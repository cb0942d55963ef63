"""Who may touch the library: one process at a time owns it, and others hand their work to that process.

Two processes on one embedded Chroma folder corrupt it, so a lock in the data folder decides. The owner leaves a
note beside the lock that says where it can be reached; a lock ends with its process, also when that is killed.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass

from filelock import FileLock, Timeout

from corpus.door import DoorClient, open_door
from corpus.errors import Explained
from corpus.library import Library, Store
from corpus.settings import LibrarySettings

_LOCK, _NOTE = "owner.lock", "owner.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns a library: the door through which it takes editions, and its service if it has one."""

    pid: int
    door: str | None = None
    token: str | None = None
    service: str | None = None


class LibraryInUse(Explained):
    """Another process owns the library and offers no door."""

    def __init__(self, settings: LibrarySettings, owner: Owner | None) -> None:
        who = f"proces {owner.pid}" if owner else "een ander proces"
        super().__init__(
            f"De bibliotheek in {settings.data} is in gebruik door {who}. Probeer het als dat klaar is."
        )
        self.owner = owner


def current_owner(settings: LibrarySettings) -> Owner | None:
    """The process that owns the library now, or None when it is free or its owner has not said so yet."""
    lock = FileLock(settings.data / _LOCK)
    if not settings.data.is_dir():
        return None
    with suppress(Timeout), lock.acquire(timeout=0):
        return None
    with suppress(OSError, ValueError, TypeError):
        return Owner(**json.loads((settings.data / _NOTE).read_text("utf-8")))
    return None


@contextmanager
def locked(settings: LibrarySettings) -> Iterator[None]:
    """Keep every other process out until the block ends. Raises LibraryInUse."""
    settings.data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.data / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as taken:
        raise LibraryInUse(settings, current_owner(settings)) from taken
    try:
        _leave_note(settings, Owner(os.getpid()))
        yield
    finally:
        (settings.data / _NOTE).unlink(missing_ok=True)
        lock.release()


@contextmanager
def own(settings: LibrarySettings, embedding_model: str, *, service: str | None = None) -> Iterator[Library]:
    """The library, owned by this process until the block ends.

    With `service`, the public address of this process, other processes can hand editions in through a door on
    loopback. Raises LibraryInUse, and EmbeddingMismatch as `Library` does.
    """
    with locked(settings), closing(Library(settings, embedding_model)) as library:
        if service is None:
            yield library
        else:
            with open_door(library) as (door, token):
                _leave_note(settings, Owner(os.getpid(), door, token, service))
                yield library


@contextmanager
def open_store(
    settings: LibrarySettings,
    embedding_model: str,
    *,
    patience: float = 600.0,
    on_wait: Callable[[Owner | None], None] | None = None,
) -> Iterator[Store]:
    """Somewhere to hand editions to: the library itself, or the door of its owner when that has one.

    Waits up to `patience` seconds for an owner without a door, and says so once through `on_wait`; raises
    LibraryInUse when that was not enough.
    """
    deadline = time.monotonic() + patience
    told = False
    while True:
        try:
            with own(settings, embedding_model) as library:
                yield library
                return
        except LibraryInUse as taken:
            owner = taken.owner
            if owner and owner.door and owner.token:
                with DoorClient(owner.door, owner.token) as client:
                    yield client
                    return
            if time.monotonic() > deadline:
                raise
        if on_wait and not told:
            on_wait(owner)
            told = True
        time.sleep(0.5)


def _leave_note(settings: LibrarySettings, owner: Owner) -> None:
    """Write the note in one step, readable by this user only: the token in it opens the door."""
    half = settings.data / (_NOTE + ".half")
    with os.fdopen(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(asdict(owner), file)
    half.replace(settings.data / _NOTE)
