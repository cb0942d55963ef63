"""Keeps the time that single methods of an object take, so that a measurement can tell whose time it was."""

import time
from typing import Any


class Stopwatch:
    """`inner` as it is; `seconds` adds up what the watched methods took, by name."""

    def __init__(self, inner: object, *methods: str) -> None:
        self._inner = inner
        self.seconds = dict.fromkeys(methods, 0.0)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name not in self.seconds:
            return found

        def timed(*arguments: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*arguments, **named)
            finally:
                self.seconds[name] += time.perf_counter() - started

        return timed

    def reset(self) -> None:
        """Start counting from nothing."""
        self.seconds = dict.fromkeys(self.seconds, 0.0)
