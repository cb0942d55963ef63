"""Where time goes, by looking at the stack every few milliseconds: nothing measured has to know of it."""

import signal
import time
from collections import defaultdict
from types import FrameType, TracebackType

_INTERVAL = 0.004  # seconds

Frames = list[tuple[str, str]]


class Sampler:
    """A context in whose `seconds` the wall-clock time of the main thread adds up, by stack.

    A stack is module and function names, outermost first, of the packages that are watched. Each sample counts for
    the time since the one before, so that a long call into a library counts whole. Only for the main thread.
    """

    def __init__(self, *packages: str) -> None:
        self._packages = packages
        self._last = 0.0
        self.seconds: dict[tuple[tuple[str, str], ...], float] = defaultdict(float)

    def __enter__(self) -> "Sampler":
        self._before = signal.signal(signal.SIGALRM, self._sample)
        self._last = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, _INTERVAL, _INTERVAL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)

    def _sample(self, _: int, frame: FrameType | None) -> None:
        now = time.perf_counter()
        stack: Frames = []
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            if module.partition(".")[0] in self._packages:
                stack.append((module, frame.f_code.co_name))
            frame = frame.f_back
        self.seconds[tuple(reversed(stack))] += now - self._last
        self._last = now
