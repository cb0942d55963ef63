"""Working ahead: a thread makes the next items while the ones before are still being used."""

from collections import deque
from collections.abc import Callable, Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Iterates over `items`, which a thread makes; it waits while those not taken yet weigh `room` or more.

    What `items` raises is raised here too. `close` first, then let `items` end, when not all are taken.
    """

    def __init__(self, items: Iterator[T], weight: Callable[[T], int], room: int) -> None:
        self._items = items
        self._weight = weight
        self._room = room
        self._made: deque[T] = deque()
        self._heavy = 0
        self._error: BaseException | None = None
        self._ended = False
        self._closed = False
        self._changed = Condition()
        self._thread = Thread(target=self._make, daemon=True, name="ahead")
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._made or self._ended)
                if not self._made:
                    if self._error:
                        raise self._error
                    return
                item = self._made.popleft()
                self._heavy -= self._weight(item)
                self._changed.notify_all()
            yield item

    def close(self) -> None:
        """Make no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _make(self) -> None:
        try:
            while self._may_go_on():
                item = next(self._items, None)
                if item is None:
                    break
                with self._changed:
                    self._made.append(item)
                    self._heavy += self._weight(item)
                    self._changed.notify_all()
        except BaseException as error:
            self._error = error
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _may_go_on(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._heavy < self._room or self._closed)
            return not self._closed
