"""How long a document may still take to be read, and the signs of life that its reader gives."""

import time
from collections.abc import Callable
from typing import NamedTuple

from ingest.read.records import ReadError, Reason

_PAGE = 0.5  # seconds that every page adds: a long document is not a hanging one


class Sign(NamedTuple):
    """A sign of life: at `page` (from 1) of `pages`, and by how many seconds its deadline moves."""

    page: int
    pages: int
    seconds: float = 0.0


class Watch:
    """Called now and then by a reader: raises ReadError `tooSlow` once the document has had its time."""

    def __init__(self, seconds: float, tell: Callable[[Sign], None] = lambda _: None) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._tell = tell

    def __call__(self) -> None:
        if time.monotonic() > self._end:
            raise too_slow(self._seconds)

    def page(self, number: int, count: int, extra: float = 0.0) -> None:
        """Page `number` of `count` is being read, which may take `extra` seconds more than most."""
        self()
        self._end += _PAGE + extra
        self._tell(Sign(number, count, _PAGE + extra))


def too_slow(seconds: float) -> ReadError:
    """The error of a document that took longer than `seconds` and what its pages add."""
    return ReadError(
        Reason.TOO_SLOW,
        f"Het lezen duurde langer dan {seconds:g} seconden en is gestopt. "
        "Splits het bestand, of verhoog AFSPRAKENWIJZER_READ_SECONDS.",
    )
