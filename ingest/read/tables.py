"""Tables on a PDF page: those with ruled lines by their grid, plain ones by rows that line up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.model import Box
from ingest.read.glyphs import PrintedWord, Ruling
from ingest.read.layout import Segment, rows_of, segments_of
from ingest.read.records import Token

_NEAR = 3.0  # points within which two rulings are one


@dataclass(slots=True)
class _Grid:
    box: Box
    rows: list[float]
    verticals: list[Ruling]


def take_ruled_tables(
    words: list[PrintedWord], rulings: Sequence[Ruling]
) -> tuple[list[Segment], list[PrintedWord]]:
    """The ruled tables of a page, and the words that stand in none of them."""
    tables: list[Segment] = []
    for grid in _grids(rulings):
        inside = [word for word in words if _within(word.box, grid.box)]
        rows = _cells(inside, grid)
        if len(rows) < 2 or max(len([cell for cell in row if cell]) for row in rows) < 2:
            continue
        taken = {id(word) for word in inside}
        words = [word for word in words if id(word) not in taken]
        tables.append(Segment(inside, grid.box, table_tokens(rows)))
    return tables, words


def aligned_table(rows: Sequence[list[Segment]]) -> tuple[Token, ...] | None:
    """Consecutive lines as a table without rulings, when their pieces surely line up in columns; else None.

    A line with one piece, or with nothing in the first column, that follows closely continues the row above it.
    """
    full = [row for row in rows if len(row) >= 2]
    if len(full) < 3 or len(full) < 0.5 * len(rows):
        return None
    columns = max(_columns(full), _columns(full[1:]), key=len)  # a header may reach over its column's edge
    if len(columns) < 2:
        return None
    if any(_is_prose(full, column) for column in columns):
        return None
    steps = [below[0].frame.y1 - above[0].frame.y1 for above, below in pairwise(rows)]
    usual = median(step for step, row in zip(steps, rows[1:], strict=True) if len(row) >= 2)
    table: list[list[list[PrintedWord]]] = []
    for step, row in zip([usual, *steps], rows, strict=True):
        cells: list[list[PrintedWord]] = [[] for _ in columns]
        for segment in row:
            for word in _pieces(segment, columns):
                cells[_nearest(word[0].frame.x0, word[-1].frame.x1, columns)].extend(word)
        if table and (not cells[0] or (len(row) == 1 and step < 0.9 * usual)):
            for above, cell in zip(table[-1], cells, strict=True):
                above.extend(cell)
        else:
            table.append(cells)
    paired = sum(sum(bool(cell) for cell in row) >= 2 for row in table)
    return table_tokens(table) if paired >= 3 and paired >= 0.6 * len(table) else None


def table_tokens(rows: Sequence[Sequence[Sequence[PrintedWord]]]) -> tuple[Token, ...]:
    """Rows of cells as tokens: a tab before each next cell, a newline before each next row."""
    tokens: list[Token] = []
    for row in rows:
        lead = "\n"
        for cell in row:
            for line in rows_of(segments_of(list(cell))):
                printed = [word for segment in line for word in segment.words]
                for position, word in enumerate(printed):
                    lead = "" if word.glued and position else lead
                    tokens.append(Token(word.text, word.box, lead, position == len(printed) - 1, word.raised))
                    lead = " "
            lead = "\t" if not lead.startswith(("\n", "\t")) else lead + "\t"
    return tuple(tokens)


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


def _cells(words: list[PrintedWord], grid: _Grid) -> list[list[list[PrintedWord]]]:
    """The words by row and cell; a merged cell is one cell, as no ruling divides it in its row."""
    rows: list[list[list[PrintedWord]]] = []
    for top, bottom in pairwise(grid.rows):
        middle = (top + bottom) / 2
        xs = _distinct(r.at for r in grid.verticals if r.low - 1 <= middle <= r.high + 1)
        cells: list[list[PrintedWord]] = [[] for _ in range(max(len(xs) - 1, 1))]
        for word in words:
            if top <= (word.box.y0 + word.box.y1) / 2 < bottom:
                x = (word.box.x0 + word.box.x1) / 2
                place = sum(edge <= x for edge in xs[1:-1])
                cells[place].append(word)
        if any(cells):
            rows.append(cells)
    return rows


def _distinct(values: object) -> list[float]:
    """Sorted values without those nearer than `_NEAR` to the one before."""
    distinct: list[float] = []
    for value in sorted(values):  # type: ignore[call-overload]
        if not distinct or value - distinct[-1] > _NEAR:
            distinct.append(value)
    return distinct


def _within(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _columns(rows: Sequence[list[Segment]]) -> list[tuple[float, float]]:
    """The x-ranges that the pieces of all rows fill, apart from each other; none when pieces straddle."""
    spans = sorted((s.frame.x0, s.frame.x1) for row in rows for s in row)
    columns: list[tuple[float, float]] = []
    for low, high in spans:
        if columns and low < columns[-1][1] + 2:
            columns[-1] = columns[-1][0], max(columns[-1][1], high)
        else:
            columns.append((low, high))
    return columns


def _is_prose(rows: Sequence[list[Segment]], column: tuple[float, float]) -> bool:
    """Whether a column holds running text, line by line, rather than cells."""
    lengths = [
        len(s.words) for row in rows for s in row if s.frame.x0 < column[1] + 2 and s.frame.x1 > column[0] - 2
    ]
    return bool(lengths) and median(lengths) >= 8


def _pieces(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[list[PrintedWord]]:
    """A piece that stands in one column whole, one that reaches into several by its words."""
    frame = segment.frame
    hits = sum(frame.x0 < high + 2 and frame.x1 > low - 2 for low, high in columns)
    return [segment.words] if hits <= 1 else [[word] for word in segment.words]


def _nearest(x0: float, x1: float, columns: Sequence[tuple[float, float]]) -> int:
    middle = (x0 + x1) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))
