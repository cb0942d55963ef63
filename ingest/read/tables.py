"""Ruled tables on a PDF page: with a whole grid of lines, or with lines between their rows only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Box
from ingest.read.cells import Cell, Column, cells_of, columns_of, foot_of, parted, rows_from, table_tokens
from ingest.read.glyphs import PrintedWord, Ruling
from ingest.read.segments import Segment, around, rows_of, segments_of

_NEAR = 3.0  # points within which two rulings are one


@dataclass(slots=True)
class _Grid:
    box: Box
    rows: list[float]
    verticals: list[Ruling]


def take_ruled_tables(
    words: list[PrintedWord], rulings: Sequence[Ruling]
) -> tuple[list[Segment], list[PrintedWord]]:
    """The ruled tables among words of one direction, rulings being in their frame; and the words in none of them."""
    tables: list[Segment] = []
    grids = _grids(rulings)
    for grid in grids:
        inside = [word for word in words if _within(word.frame, grid.box)]
        rows = _cells(inside, grid)
        if len(rows) < 2 or max(len([cell for cell in row if cell]) for row in rows) < 2:
            continue
        words = _without(words, inside)
        if _bare(grid) and len(rows[0]) == len(edges := _distinct(r.at for r in grid.verticals)) - 1:
            high = max(bottom - top for top, bottom in pairwise(grid.rows))
            above, below = _beyond(words, grid.box, high, [Column(*pair) for pair in pairwise(edges)])
            rows, inside, words = _added(rows, inside, words, above, below)
        tables.append(Segment(inside, around([grid.box, *(w.frame for w in inside)]), table_tokens(rows)))
    for stack in _stacks(rulings, [grid.box for grid in grids], words):
        box = Box(stack[0].low, stack[0].at, stack[0].high, stack[-1].at)
        inside = [word for word in words if _within(word.frame, box)]
        half = _half_ruled(inside, [ruling.at for ruling in stack])
        if half is not None:
            rows, columns = half
            words = _without(words, inside)
            high = max(below.at - above.at for above, below in pairwise(stack))
            over, under = _beyond(words, box, high, columns)
            rows, inside, words = _added(rows, inside, words, over, under)
            tables.append(Segment(inside, around([box, *(w.frame for w in inside)]), table_tokens(rows)))
    return tables, words


def _added(
    rows: list[list[Cell]],
    inside: list[PrintedWord],
    words: list[PrintedWord],
    above: list[list[Cell]],
    below: list[list[Cell]],
) -> tuple[list[list[Cell]], list[PrintedWord], list[PrintedWord]]:
    more = [word for row in (*above, *below) for cell in row for word in cell]
    return [*above, *rows, *below], [*inside, *more], _without(words, more)


def _without(words: Sequence[PrintedWord], taken: Sequence[PrintedWord]) -> list[PrintedWord]:
    gone = {id(word) for word in taken}
    return [word for word in words if id(word) not in gone]


def _grids(rulings: Sequence[Ruling]) -> list[_Grid]:
    """Clusters of rulings that touch each other, with at least two rows and two columns between them."""
    vertical = [ruling for ruling in rulings if not ruling.horizontal]
    horizontal = [ruling for ruling in rulings if ruling.horizontal]
    if len(vertical) < 3 or len(horizontal) < 3 or len(rulings) > 3_000:
        return []
    parent = list(range(len(horizontal) + len(vertical)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical):
            if (
                across.low - _NEAR <= down.at <= across.high + _NEAR
                and down.low - _NEAR <= across.at <= down.high + _NEAR
            ):
                parent[root(i)] = root(len(horizontal) + j)
    clusters: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, across in enumerate(horizontal):
        clusters[root(i)][0].append(across)
    for j, down in enumerate(vertical):
        clusters[root(len(horizontal) + j)][1].append(down)
    grids: list[_Grid] = []
    for across_list, down_list in clusters.values():
        ys, xs = _distinct(r.at for r in across_list), _distinct(r.at for r in down_list)
        if len(ys) >= 3 and len(xs) >= 3:
            grids.append(_Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), ys, down_list))
    return sorted(grids, key=lambda grid: grid.box.y0)


def _cells(words: list[PrintedWord], grid: _Grid) -> list[list[Cell]]:
    """The words by row and column; a merged cell stands in its first column, as no ruling divides it in its row."""
    edges = _distinct(ruling.at for ruling in grid.verticals)
    rows: list[list[Cell]] = []
    for top, bottom in pairwise(grid.rows):
        middle = (top + bottom) / 2
        inside = [word for word in words if top <= (word.frame.y0 + word.frame.y1) / 2 < bottom]
        if not inside:
            continue
        xs = _distinct(r.at for r in grid.verticals if r.low - 1 <= middle <= r.high + 1)
        # A row without lines of its own (every second row may be coloured only) has the columns of the others.
        if len(xs) <= 2 and not _crossed(inside, edges):
            xs = edges
        starts = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in xs[:-1]] or [0]
        cells: list[Cell] = [[] for _ in range(max(len(edges) - 1, 1))]
        for word in inside:
            x = (word.frame.x0 + word.frame.x1) / 2
            cells[min(starts[sum(edge <= x for edge in xs[1:-1])], len(cells) - 1)].append(word)
        rows.append(cells)
    used = [any(row[place] for row in rows) for place in range(len(edges) - 1)]
    return [[cell for cell, kept in zip(row, used, strict=True) if kept] for row in rows]


def _bare(grid: _Grid) -> bool:
    """Whether some rows have no lines of their own: every second one has a colour only."""
    return any(
        not any(r.low - 1 <= (top + bottom) / 2 <= r.high + 1 for r in grid.verticals)
        for top, bottom in pairwise(grid.rows)
    )


def _beyond(
    words: Sequence[PrintedWord], box: Box, high: float, columns: Sequence[Column]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """The row right above a table and the one right below it that no line or colour marks, at most `high` points."""
    found: list[list[list[Cell]]] = []
    for top, bottom in ((box.y0 - high, box.y0), (box.y1, box.y1 + high)):
        near = [
            word
            for word in words
            if top < (word.frame.y0 + word.frame.y1) / 2 < bottom
            and box.x0 <= (word.frame.x0 + word.frame.x1) / 2 <= box.x1
        ]
        pieces = [piece for segment in segments_of(near) for piece in parted(segment, columns)]
        lines = rows_of(sorted(pieces, key=lambda s: (s.frame.y0, s.frame.x0)))
        taken: list[list[Segment]] = []
        for line in lines[::-1] if bottom <= box.y0 else lines:
            fits = all(
                sum(s.frame.x0 < c.x1 - 2 and s.frame.x1 > c.x0 + 2 for c in columns) == 1 for s in line
            )
            if not fits or (not taken and len(line) < max(2, 0.6 * len(columns))):
                break
            far = (1.65 if len(line) > 1 else 1.3) * line[0].size  # a short caption is one piece
            if taken and abs(line[0].frame.y0 - taken[-1][0].frame.y0) > far:
                break
            taken.append(line)
        cells: list[Cell] = [[] for _ in columns]
        for line in sorted(taken, key=lambda line: line[0].frame.y0):
            for cell, more in zip(cells, cells_of(line, columns), strict=True):
                cell.extend(more)
        found.append([cells] if taken else [])
    return found[0], found[1]


def _crossed(words: Sequence[PrintedWord], edges: Sequence[float]) -> bool:
    """Whether text runs over an edge."""
    return any(
        segment.frame.x0 < edge - 2 and segment.frame.x1 > edge + 2
        for segment in segments_of(list(words))
        for edge in edges[1:-1]
    )


def _stacks(
    rulings: Sequence[Ruling], grids: Sequence[Box], words: Sequence[PrintedWord]
) -> list[list[Ruling]]:
    """Horizontal rulings of one width under each other, at least three, outside the grids and without running text
    between them."""
    if len(rulings) > 3_000:
        return []
    stacks: list[list[Ruling]] = []
    for ruling in _whole(rulings):
        if any(
            box.y0 - _NEAR <= ruling.at <= box.y1 + _NEAR and ruling.low < box.x1 and ruling.high > box.x0
            for box in grids
        ):
            continue
        for stack in stacks:
            if abs(stack[0].low - ruling.low) < 4 and abs(stack[0].high - ruling.high) < 4:
                if ruling.at - stack[-1].at > _NEAR:
                    stack.append(ruling)
                break
        else:
            stacks.append([ruling])
    stacks = [stack for stack in stacks if len(stack) >= 3 and stack[0].high - stack[0].low > 80]
    if not stacks:
        return []
    lines = segments_of(list(words))
    parts = [part for stack in stacks for part in _unbroken(stack, lines)]
    return [part for part in parts if len(part) >= 3]


def _unbroken(stack: Sequence[Ruling], lines: Sequence[Segment]) -> list[list[Ruling]]:
    """A stack parted where a line of text is nearly as wide as the rulings or stands by itself, a heading or a
    caption, or where the page is white."""
    low, high = stack[0].low, stack[0].high
    parts: list[list[Ruling]] = [[stack[0]]]
    for above, below in pairwise(stack):
        between = [
            line for line in lines if above.at <= (line.frame.y0 + line.frame.y1) / 2 < below.at
            and line.frame.x0 < high and line.frame.x1 > low
        ]  # fmt: skip
        wide = any(line.frame.x1 - line.frame.x0 > 0.75 * (high - low) for line in between)
        if not between or wide or _has_lone_line(between):
            parts.append([])
        parts[-1].append(below)
    return parts


def _has_lone_line(between: Sequence[Segment]) -> bool:
    """Whether a line of one piece stands apart from lines of several, above or below it."""
    rows = rows_of(sorted(between, key=lambda s: (s.frame.y0, s.frame.x0)))
    return any(
        (len(above) == 1) != (len(below) == 1)
        and foot_of(below) - foot_of(above) > 1.75 * max(above[0].size, below[0].size)
        for above, below in pairwise(rows)
    )


def _whole(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The horizontal rulings from top to bottom, those that lie end to end as one."""
    whole: list[Ruling] = []
    across = sorted((r for r in rulings if r.horizontal), key=lambda r: (round(r.at), r.low))
    for ruling in across:
        last = whole[-1] if whole else None
        if last and abs(last.at - ruling.at) < 1.5 and ruling.low - last.high < _NEAR:
            whole[-1] = last._replace(high=max(last.high, ruling.high))
        else:
            whole.append(ruling)
    return sorted(whole, key=lambda r: r.at)


def _half_ruled(
    words: Sequence[PrintedWord], lines: Sequence[float]
) -> tuple[list[list[Cell]], list[Column]] | None:
    """The rows and columns of a table between horizontal rulings, when the text between them stands in columns."""
    if len(words) < 4:
        return None
    printed = rows_of(sorted(segments_of(list(words)), key=lambda s: (s.frame.y0, s.frame.x0)))
    columns = columns_of(printed)
    if len(columns) < 2:
        return None
    rows: list[list[Cell]] = []
    longest = bands = 0
    for top, bottom in pairwise(lines):
        band = [line for line in printed if top <= (line[0].frame.y0 + line[0].frame.y1) / 2 < bottom]
        if not band:
            continue
        bands += 1
        counts = [sum(bool(cell) for cell in cells_of(line, columns)) for line in band]
        full = sum(count >= max(2, 0.6 * counts[0]) for count in counts[1:])
        if len(band) > 2 and full >= 0.6 * (len(band) - 1) and len(lines) <= 5:
            rows.extend(rows_from(band, columns))
            continue
        longest = max(longest, len(band))
        cells: list[Cell] = [[] for _ in columns]
        for line in band:
            for cell, more in zip(cells, cells_of(line, columns), strict=True):
                cell.extend(more)
        rows.append(cells)
    paired = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    if bands < 2 or paired < max(2, 0.6 * len(rows)) or longest > 12:
        return None
    return rows, columns


def _distinct(values: Iterable[float]) -> list[float]:
    """Sorted values without those nearer than `_NEAR` to the one before."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > _NEAR:
            distinct.append(value)
    return distinct


def _within(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1
