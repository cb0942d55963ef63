"""A circuit breaker: what keeps failing is left alone for a while, and then tried by one question."""

import time
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Breaker:
    """Opens after `failures` in a row; after `pause` seconds it lets one try through. Safe between threads."""

    failures: int
    pause: float
    _in_a_row: int = 0
    _shut_until: float = 0.0
    _trying: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def open(self) -> bool:
        """Whether a try would be refused now, or would be the one that decides."""
        with self._lock:
            return self._in_a_row >= self.failures

    def enter(self) -> bool:
        """Whether one may try now. Who may must say afterwards how it went: `worked`, `failed` or `left`."""
        with self._lock:
            if self._in_a_row < self.failures:
                return True
            if self._trying or time.monotonic() < self._shut_until:
                return False
            self._trying = True
            return True

    def worked(self) -> None:
        """It worked: everybody may try again."""
        with self._lock:
            self._in_a_row, self._trying = 0, False

    def failed(self) -> None:
        """It failed; enough of these in a row open the circuit, and a failed trial keeps it open."""
        with self._lock:
            self._in_a_row += 1
            self._trying = False
            self._shut_until = time.monotonic() + self.pause

    def left(self) -> None:
        """It was given up before it could be seen whether it works."""
        with self._lock:
            self._trying = False
