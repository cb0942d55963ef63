"""Runs the product's command many times without paying for its imports each time.

A process that has imported everything and opened nothing forks a child for every run, in a process group of its own.
Usage as a program (it is started by `Launcher`): a JSON line {"arguments", "environment", "log"} on standard input
gives {"pid"} on standard output, and a second line {"status"} when that run has ended; negative for a signal.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self


class Launcher:
    """Starts runs of `afsprakenwijzer`, one at a time."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.verify.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
        """Start a run; gives its process id, which is also its process group."""
        order = {"arguments": list(arguments), "environment": dict(environment), "log": str(log)}
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._answer()["pid"])

    def wait(self) -> int:
        """The exit status of the run that was started last, when it has ended; -9 when it was killed."""
        return int(self._answer()["status"])

    def kill_after(self, group: int, seconds: float) -> int:
        """Kill a run with all its children after so many seconds; gives the status that its first process ended with.

        Children may have a process group of their own, and outlive the run by a moment.
        """
        time.sleep(seconds)
        groups = {group, *_children_of(group)}
        for one in sorted(groups, key=lambda one: one != group):
            with suppress(ProcessLookupError):
                os.killpg(one, signal.SIGKILL)
        status = self.wait()
        deadline = time.monotonic() + 2  # a child that nobody waits for stays in the table of processes
        for one in groups:
            with suppress(ProcessLookupError):
                while time.monotonic() < deadline:
                    os.killpg(one, signal.SIGKILL)
                    time.sleep(0.01)
        return status

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the launcher ended"
        answer: dict[str, Any] = json.loads(line)
        return answer


def _children_of(parent: int) -> set[int]:
    """The process groups of the children of a process, where the system tells."""
    groups: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, above, group = path.read_text("utf-8", "replace").rpartition(") ")[2].split()[:3]
            if int(above) == parent:
                groups.add(int(group))
    return groups


def _serve() -> None:
    import afsprakenwijzer
    import ingest.pipeline
    import ingest.progress  # noqa: F401 - imported for the children

    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os.setsid()
            log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            null = os.open(os.devnull, os.O_RDONLY)
            for target, source in ((0, null), (1, log), (2, log)):
                os.dup2(source, target)
            os.environ.update(order["environment"])
            sys.argv = ["afsprakenwijzer", *order["arguments"]]
            _run(afsprakenwijzer.main)
        _tell({"pid": pid})
        _, ended = os.waitpid(pid, 0)
        _tell({"status": os.waitstatus_to_exitcode(ended)})


def _run(command: Callable[[], None]) -> NoReturn:
    """Run a command and end at once: what was imported before the fork cannot be torn down after it."""
    status = 70
    try:
        command()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _tell(answer: Mapping[str, int]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
