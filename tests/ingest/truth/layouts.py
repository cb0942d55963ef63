"""The layouts: those that the reader was fitted to, and those that were kept apart."""

from collections.abc import Callable, Iterator, Sequence

from tests.ingest.truth import apart_layouts, drawn_layouts, set_layouts
from tests.ingest.truth.records import Truth

Maker = Callable[[int], Truth]
OWN: tuple[Maker, ...] = (*set_layouts.OWN, *drawn_layouts.OWN)
APART: tuple[Maker, ...] = apart_layouts.APART


def documents(
    makers: Sequence[Maker], seeds: int, only: Sequence[str] = (), first: int = 0
) -> Iterator[Truth]:
    """`seeds` documents of every layout, or of those whose name holds one of `only`."""
    for make in makers:
        if only and not any(name in f"{make.__module__.rsplit('.', 1)[1]}.{make.__name__}" for name in only):
            continue
        for seed in range(first, first + seeds):
            yield make(seed)
