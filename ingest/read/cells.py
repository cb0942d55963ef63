"""Lines of text that stand in columns become the rows and cells of a table, and those its tokens."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.read.glyphs import PrintedWord
from ingest.read.records import Token
from ingest.read.segments import Segment, around, rows_of, segments_of

Cell = list[PrintedWord]


class Column(NamedTuple):
    """From where to where the cells of a column reach."""

    x0: float
    x1: float


def columns_of(lines: Sequence[Sequence[Segment]]) -> list[Column]:
    """The columns that the pieces of all lines fill, apart from each other; a piece over several is not counted."""
    columns = _united(_parted([s for line in lines for s in line]), lines)
    if len(lines) < 4 or len(columns) < 3:
        return columns
    # A column of hardly any pieces is a slip: a line that happens to have a gap there.
    pieces = [s for line in lines for s in line]
    held = [[s for s in pieces if s.frame.x0 < c.x1 and s.frame.x1 > c.x0] for c in columns]
    kept = {id(s): s for some in held if len(some) > max(1, 0.08 * len(lines)) for s in some}
    return _united(_parted(list(kept.values())), lines)


def _united(columns: list[Column], lines: Sequence[Sequence[Segment]]) -> list[Column]:
    """The columns, two as one where hardly any line has a piece in each of them and many have one over both."""
    place = 1
    while place < len(columns):
        left, right = columns[place - 1], columns[place]
        over = apart = 0
        for line in lines:
            of_left, of_right = (
                {id(s) for s in line if min(s.frame.x1, c.x1) - max(s.frame.x0, c.x0) > 2}
                for c in (left, right)
            )
            over += bool(of_left & of_right)
            apart += bool(of_left - of_right) and bool(of_right - of_left)
        if over > max(2, 2 * apart):
            columns[place - 1 : place + 1] = [Column(left.x0, max(left.x1, right.x1))]
        else:
            place += 1
    return columns


def _parted(pieces: Sequence[Segment]) -> list[Column]:
    columns: list[Column] = []
    pieces = sorted(pieces, key=lambda s: s.frame.x1 - s.frame.x0)
    for piece in pieces:
        low, high = piece.frame.x0, piece.frame.x1
        hits = [column for column in columns if low < column.x1 + 1 and high > column.x0 - 1]
        if len(hits) > 1 and sum(min(high, c.x1) - max(low, c.x0) > 2 for c in hits) > 1:
            continue
        for column in hits:
            columns.remove(column)
            low, high = min(low, column.x0), max(high, column.x1)
        columns.append(Column(low, high))
    return sorted(columns)


def cells_of(line: Sequence[Segment], columns: Sequence[Column]) -> list[Cell]:
    """The words of a line by column; a piece over several columns stands in the first of them."""
    cells: list[Cell] = [[] for _ in columns]
    for segment in line:
        hits = [i for i, c in enumerate(columns) if segment.frame.x0 < c.x1 and segment.frame.x1 > c.x0]
        if not hits:
            cells[_nearest(segment.frame.x0, segment.frame.x1, columns)].extend(segment.words)
            continue
        if len(hits) == 1 or _is_one(segment, columns):
            cells[hits[0]].extend(segment.words)
            continue
        for word in segment.words:
            cells[_nearest(word.frame.x0, word.frame.x1, columns)].append(word)
    return cells


def parted(segment: Segment, columns: Sequence[Column]) -> list[Segment]:
    """A piece of a line parted at its gaps between columns."""
    pieces = [[segment.words[0]]]
    for before, after in pairwise(segment.words):
        apart = after.frame.x0 - before.frame.x1 > 0.6 * after.size
        if apart and _nearest(*before.frame[::2], columns) != _nearest(*after.frame[::2], columns):
            pieces.append([])
        pieces[-1].append(after)
    return [Segment(words, around([word.frame for word in words])) for words in pieces]


def rows_from(lines: Sequence[Sequence[Segment]], columns: Sequence[Column]) -> list[list[Cell]]:
    """The rows of a table from its printed lines: a line may begin a row or go on with the cells of the one above."""
    if not lines:
        return []
    filled = [cells_of(line, columns) for line in lines]
    steps = [foot_of(below) - foot_of(above) for above, below in pairwise(lines)]
    apart = _apart(steps, filled)
    rows: list[list[Cell]] = [filled[0]]
    for cells, new in zip(filled[1:], apart, strict=True):
        if new:
            rows.append(cells)
        else:
            for above, cell in zip(rows[-1], cells, strict=True):
                above.extend(cell)
    return rows


def foot_of(line: Sequence[Segment]) -> float:
    """Where a line stands: the foot of most of its words."""
    feet = sorted(segment.frame.y1 for segment in line)
    return feet[len(feet) // 2]


def table_tokens(rows: Sequence[Sequence[Sequence[PrintedWord]]]) -> tuple[Token, ...]:
    """Rows of cells as tokens: a tab before each next cell, a newline before each next row."""
    tokens: list[Token] = []
    for row in rows:
        lead = "\n"
        for cell in row:
            for line in rows_of(sorted(segments_of(list(cell)), key=lambda s: (s.frame.y0, s.frame.x0))):
                printed = [word for segment in line for word in segment.words]
                for position, word in enumerate(printed):
                    lead = "" if word.glued and position else lead
                    tokens.append(Token(word.text, word.box, lead, position == len(printed) - 1, word.raised))
                    lead = " "
            lead = "\t" if not lead.startswith(("\n", "\t")) else lead + "\t"
    return tuple(tokens)


def _apart(steps: Sequence[float], filled: Sequence[Sequence[Cell]]) -> list[bool]:
    """For each line after the first whether it begins a row.

    Where rows are set apart, the wide steps part them. Where all lines are equally far from each other a line goes on
    with the row above when most of its cells are empty, the first one among them.
    """
    if not steps:
        return []
    counts = [sum(bool(cell) for cell in line) for line in filled]
    tight = sorted(steps)[len(steps) // 5]
    close = [step < 1.18 * tight for step in steps]
    full = [
        counts[number + 1] >= max(counts[number], 2) and bool(filled[number + 1][0])
        for number in range(len(steps))
    ]
    lines = sum(close)
    if lines and sum(f for f, c in zip(full, close, strict=True) if c) <= 0.5 * lines and lines < len(steps):
        return [not near for near in close]
    most = max(counts)
    return [
        (bool(line[0]) and (count > 1 or most == 1)) or count >= max(2, 0.6 * most) or not near
        for line, count, near in zip(filled[1:], counts[1:], close, strict=True)
    ]


def _is_one(segment: Segment, columns: Sequence[Column]) -> bool:
    """Whether a piece over several columns is one cell: it has no gap where they meet."""
    return not any(
        before.frame.x1 <= right.x0
        and after.frame.x0 >= max(left.x1 - 1, right.x0 - 2)
        and after.frame.x0 - before.frame.x1 > 0.6 * after.size
        for left, right in pairwise(columns)
        for before, after in pairwise(segment.words)
    )


def _nearest(x0: float, x1: float, columns: Sequence[Column]) -> int:
    middle = (x0 + x1) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i].x0 - middle, middle - columns[i].x1, 0.0))
