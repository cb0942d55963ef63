"""Files are read in a process of their own, which is stopped when one takes too long or too much memory.

Why not a library: docs/decisions/reading-in-its-own-process.md.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType

from corpus.errors import Explained
from corpus.model import Page
from ingest.edition import Built
from ingest.fetch import Fetched
from ingest.read.records import ReadError, Reason
from ingest.read.watch import Sign, too_slow
from ingest.settings import IngestSettings
from ingest.split import CountTokens
from ingest.worker import TOO_MUCH_MEMORY, Count, Done, Failed, Job, OnePage, Ready, resident

_LOOK = 0.25  # seconds between two looks at the clock and the memory
_START = 60.0  # seconds in which the process must have started
_GRACE = 5.0  # seconds after its time in which a reader may still say so itself
_FRESH = 0.25  # share of the memory above which the process is not used again
_HIGH = 0.7  # share of the memory above which a crash is one for want of it


_PROGRAM = "import sys; from ingest.worker import main; main(int(sys.argv[1]), int(sys.argv[2]))"


class ReadingFailed(Explained):
    """The process that reads cannot be started."""


class ReadingProcess:
    """Reads one file at a time; the process starts with the first, and anew after it had to be stopped.

    `count_tokens` is called in the thread that calls `build`; `limit` is what the embedder can take, in tokens.
    """

    def __init__(self, settings: IngestSettings, count_tokens: CountTokens, limit: int) -> None:
        self._settings = settings
        self._count_tokens = count_tokens
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._closed = False
        self._highest = 0

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process at once, whatever it is doing; may be called from another thread."""
        self._closed = True
        self._kill()

    def build(self, fetched: Fetched, tell: Callable[[Sign | None], None] = lambda _: None) -> Built:
        """`ingest.edition.build_edition` within the limits. `tell` hears of every page, and of None now and then.

        Raises ReadError, also `tooSlow`, `tooLarge` for too much memory and `broken` for a crash; ReadingFailed.
        """
        connection = self._running()
        try:
            connection.send(Job(replace(fetched, content=b""), self._settings, self._limit))
            connection.send_bytes(fetched.content)
            built = self._answers(connection, tell)
        except (EOFError, OSError) as error:
            raise self._cause() from error
        except BaseException:
            self._kill()  # it is in the middle of something
            raise
        if resident(self._pid()) > _FRESH * self._settings.read_megabytes * 1_000_000:
            self._kill()  # memory that was once used is not given back: the next file starts afresh
        if isinstance(built, Failed):
            raise ReadError(built.reason, built.message)
        return built

    def _answers(self, connection: Connection, tell: Callable[[Sign | None], None]) -> Built | Failed:
        end = time.monotonic() + self._settings.read_seconds
        end += min(_GRACE, self._settings.read_seconds)
        pages: list[Page] = []
        while True:
            if time.monotonic() > end:
                raise too_slow(self._settings.read_seconds)
            if not connection.poll(_LOOK):
                self._highest = max(self._highest, resident(self._pid()))
                tell(None)
                continue
            match connection.recv():
                case Count(texts):
                    connection.send(self._count_tokens(texts))
                case Sign() as sign:
                    end += sign.seconds
                    tell(sign)
                case OnePage() as page:
                    pages.append(page.whole())
                case Done(built):
                    return replace(built, edition=replace(built.edition, pages=tuple(pages)))
                case Failed() as failed:
                    return failed

    def _running(self) -> Connection:
        """The connection to the process, which is started when there is none."""
        if self._connection is not None:
            return self._connection
        here, there = Pipe()
        numbers = [str(there.fileno()), str(self._settings.read_megabytes)]
        command = [sys.executable, "-P", "-c", _PROGRAM, *numbers]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,  # Ctrl-C is for this process, which then ends that one
        )
        there.close()
        self._connection = here
        self._highest = 0
        try:
            started = here.poll(_START) and isinstance(here.recv(), Ready)
        except (EOFError, OSError):
            started = False
        if not started or self._closed:
            self._kill()
            raise ReadingFailed(
                "Het proces dat bestanden leest, kan niet starten. Installeer opnieuw: make setup."
            )
        return here

    def _pid(self) -> int:
        return self._process.pid if self._process else 0

    def _cause(self) -> ReadError:
        """Why the process ended in the middle of a file."""
        try:
            status = self._process.wait(2) if self._process else 0
        except subprocess.TimeoutExpired:
            status = 0
        self._kill()
        megabytes = self._settings.read_megabytes
        starved = self._highest > _HIGH * megabytes * 1_000_000
        if status in (TOO_MUCH_MEMORY, -signal.SIGKILL) or (status < 0 and starved):
            return ReadError(
                Reason.TOO_LARGE,
                f"Het lezen van dit bestand vraagt meer dan {megabytes} MB geheugen en is gestopt. "
                "Splits het, of verhoog AFSPRAKENWIJZER_READ_MEGABYTES.",
            )
        return ReadError(
            Reason.BROKEN, "Het lezen van dit bestand liep vast: het is beschadigd. Sla het opnieuw op."
        )

    def _kill(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdin:
                process.stdin.close()
        if connection is not None:
            connection.close()
