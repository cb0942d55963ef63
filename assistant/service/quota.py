"""How many questions one client may ask: a sliding window of a minute, in memory."""

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

WINDOW_SECONDS = 60.0
# Beyond this many clients the one that was quiet for longest is forgotten, so that memory stays bounded.
_MOST_CLIENTS = 10_000


class Quota:
    """Counts questions a client; `per_minute` 0 sets no limit, and this machine itself has none."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str) -> int:
        """Count a question: 0 when it may be asked, otherwise the seconds to wait (then it is not counted)."""
        if not self._per_minute or _is_this_machine(client):
            return 0
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(client, deque())
            self._asked.move_to_end(client)
            while asked and asked[0] <= now - WINDOW_SECONDS:
                asked.popleft()
            if len(asked) >= self._per_minute:
                return math.ceil(asked[0] + WINDOW_SECONDS - now)
            asked.append(now)
            if len(self._asked) > _MOST_CLIENTS:
                self._asked.popitem(last=False)
        return 0


def _is_this_machine(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
