"""Where a page is white from line to line: the corridors that part columns, and the cells of tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_FAR = 1e6


class Extent(NamedTuple):
    """A piece of a printed line from left to right."""

    x0: float
    x1: float


@dataclass(slots=True)
class Corridor:
    """A white strip between `x0` and `x1` over consecutive lines; `gaps` are the places where there is text on both
    sides of it: the number of the line, and of the piece to the left."""

    x0: float
    x1: float
    first: int
    last: int
    gaps: list[tuple[int, int]]


def corridors(rows: Sequence[Sequence[Extent]], least: float, narrow: float) -> list[Corridor]:
    """The white strips of at least `narrow` points that run over lines, from gaps of at least `least` points.

    `rows` are the printed lines from top to bottom, each with its pieces from left to right. A strip goes on over
    a line that has text on one side only, and ends with the last line that has it on both.
    """
    done: list[Corridor] = []
    running: list[Corridor] = []
    for number, row in enumerate(rows):
        free = [
            (place, before.x1, after.x0)
            for place, (before, after) in enumerate(pairwise(row))
            if after.x0 - before.x1 >= least
        ]
        sides = ((-1, -_FAR, row[0].x0), (len(row) - 1, row[-1].x1, _FAR))
        going: list[Corridor] = []
        used: set[int] = set()
        for corridor in running:
            best: tuple[float, float, int] | None = None
            for place, low, high in (*free, *sides):
                x0, x1 = max(low, corridor.x0), min(high, corridor.x1)
                if x1 - x0 >= narrow and (best is None or x1 - x0 > best[1] - best[0]):
                    best = x0, x1, place
            if best is None:
                done.append(corridor)
                continue
            corridor.x0, corridor.x1 = best[0], best[1]
            if 0 <= best[2] < len(row) - 1:
                corridor.gaps.append((number, best[2]))
                corridor.last = number
                used.add(best[2])
            going.append(corridor)
        going.extend(
            Corridor(low, high, number, number, [(number, place)])
            for place, low, high in free
            if place not in used
        )
        running = going
    return done + running
