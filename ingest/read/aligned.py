"""Tables without ruled lines: lines whose pieces stand under each other, found before columns of text are."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.read.cells import Column, cells_of, columns_of, foot_of, rows_from, table_tokens
from ingest.read.gaps import Corridor, Extent, corridors
from ingest.read.glyphs import PrintedWord
from ingest.read.segments import Segment, around, rows_of

BULLET = re.compile(r"[•●○▪■□◦‣⁃–—*·➢➤✓\uf0b7\uf0a7\uf0d8]$")
MARKER = re.compile(
    r"(?:[•●○▪■□◦‣⁃–—\-*·o➢➤✓\uf0b7\uf0a7\uf0d8]|\(?[a-z]{1,2}[.)]|\(?[ivx]{1,4}[.)]|\(?\d{1,2}[.)]"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}\.?|[A-Z]\.?\d{1,2}(?:\.\d{1,2})*\.?|\d{1,3}|\[\w{1,8}\])$"
)


_MOST_PIECES = 4_000  # on a page; what has more is a drawing


def take_aligned_tables(segments: list[Segment]) -> list[Segment]:
    """The segments of a part of a page, those that are surely a table replaced by it."""
    if not 6 <= len(segments) <= _MOST_PIECES:
        return segments
    ordered = sorted(segments, key=lambda s: (s.frame.y0, s.frame.x0))
    rows = rows_of(ordered)
    loose = [row for row in rows if row[0].table is None]
    if sum(len(row) > 1 for row in loose) < 2:
        return segments
    em = median(row[0].size for row in loose)
    extents = [[Extent(s.frame.x0, s.frame.x1) for s in row] for row in loose]
    strips = [c for c in corridors(extents, 0.5 * em, 0.4 * em) if len(c.gaps) >= 2]
    taken: dict[int, Segment] = {}
    for group in _groups(strips):
        first, last = _widened(loose, *group)
        lines = _trimmed(loose[first : last + 1])
        table = _table(lines, em)
        if table is not None:
            for line in lines:
                for segment in line:
                    taken[id(segment)] = table
    if not taken:
        return segments
    tables = {id(table): table for table in taken.values()}
    return [segment for segment in segments if id(segment) not in taken] + list(tables.values())


def _groups(strips: Sequence[Corridor]) -> list[tuple[int, int]]:
    """The runs of lines that strips cover: those that share lines are of one table."""
    groups: list[tuple[int, int]] = []
    for first, last in sorted((strip.first, strip.last) for strip in strips):
        if groups and first <= groups[-1][1]:
            groups[-1] = groups[-1][0], max(groups[-1][1], last)
        else:
            groups.append((first, last))
    return groups


def _widened(rows: Sequence[list[Segment]], first: int, last: int) -> tuple[int, int]:
    """The lines of a table with a header over several columns above it, and the last lines of its last cells."""
    columns = columns_of(rows[first : last + 1])
    steps = sorted(foot_of(rows[n + 1]) - foot_of(rows[n]) for n in range(first, last))
    tight, wide = steps[len(steps) // 5], steps[-1]
    while first > 0:
        row = rows[first - 1]
        step = foot_of(rows[first]) - foot_of(row)
        fits = len(row) >= 2 and all(_fits(s, columns) for s in row)
        if not fits or step > 1.3 * wide or not 0.85 < row[0].size / rows[first][0].size < 1.18:
            break
        first -= 1
    while last + 1 < len(rows):
        row = rows[last + 1]
        step = foot_of(row) - foot_of(rows[last])
        goes_on = step < 1.18 * tight and tight < 0.85 * wide and all(_within(s, columns) for s in row)
        if not goes_on or (
            len(row) == 1 and row[0].frame.x0 < columns[0].x1 and len(columns) > 1 and not _lower(row)
        ):
            break
        last += 1
    return first, last


def _least_rows(columns: Sequence[Column]) -> int:
    """Lines of four pieces under each other are a table already when there are two."""
    return 2 if len(columns) >= 4 else 3


def _trimmed(lines: list[list[Segment]]) -> list[list[Segment]]:
    """The lines without a caption above them or a sentence below them: one piece at the left."""
    columns = columns_of(lines)
    filled = [[bool(cell) for cell in cells_of(line, columns)] for line in lines]
    first, last = 0, len(lines)
    for place in range(min(3, len(lines) - 2)):  # a caption, and a running header above it
        if sum(filled[place]) == 1 and filled[place][0] and sum(filled[place + 1]) >= 0.6 * len(columns):
            first = place + 1
    while (
        last - first > 2
        and sum(filled[last - 1]) == 1
        and filled[last - 1][0]
        and not _lower(lines[last - 1])
    ):
        last -= 1
    return lines[first:last]


def _lower(row: Sequence[Segment]) -> bool:
    return row[0].text[:1].islower()


def _fits(segment: Segment, columns: Sequence[Column]) -> bool:
    return segment.frame.x0 > columns[0].x0 - 3 and segment.frame.x1 < columns[-1].x1 + 3


def _within(segment: Segment, columns: Sequence[Column]) -> bool:
    return any(segment.frame.x0 > c.x0 - 3 and segment.frame.x1 < c.x1 + 3 for c in columns)


def _table(lines: Sequence[list[Segment]], em: float) -> Segment | None:
    columns = columns_of(lines)
    if len(columns) < 2 or not _are_cells(lines, columns, em):
        return None
    over = sum(
        sum(min(s.frame.x1, c.x1) - max(s.frame.x0, c.x0) > 2 for c in columns) > 1
        for line in lines
        for s in line
    )
    if over > max(2, 0.25 * len(lines)):  # lines of text that a few short pieces stand under by chance
        return None
    rows = rows_from(lines, columns)
    paired = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    if paired < _least_rows(columns) or paired < 0.6 * len(rows):
        return None
    words = [word for line in lines for segment in line for word in segment.words]
    return Segment(words, around([s.frame for line in lines for s in line]), table_tokens(rows))


def _are_cells(lines: Sequence[list[Segment]], columns: Sequence[Column], em: float) -> bool:
    """Whether columns hold cells rather than running text beside other text, or a list with its marks."""
    cells = [cells_of(line, columns) for line in lines]
    prose = [
        _is_prose([line[place] for line in cells if line[place]], column, em)
        for place, column in enumerate(columns)
    ]
    if all(prose):
        return False
    openings = [next((cell[0].text for cell in line if cell), "") for line in cells]
    if sum(bool(BULLET.match(opening)) for opening in openings) >= 0.3 * len(cells):
        return False
    texts_after = list(range(len(columns)))
    while texts_after and _are_marks([line[texts_after[0]] for line in cells if line[texts_after[0]]]):
        texts_after.pop(0)
    if len(texts_after) < 2 and len(texts_after) < len(columns):
        return False
    filled = [sum(bool(line[place]) for line in cells) for place in range(len(columns))]
    least = max(_least_rows(columns), 0.2 * len(lines))
    sure = [place for place, count in enumerate(filled) if count >= least]
    if sum(not prose[place] for place in sure) < (1 if len(sure) > 1 else 2):
        return False
    if not any(prose):
        return True
    # Text beside cells: of one table only when each row has a line of it, and its rows are set apart.
    texts = [place for place, is_text in enumerate(prose) if is_text]
    others = [line for line in cells if any(line[p] for p in range(len(columns)) if p not in texts)]
    together = sum(any(line[p] for p in texts) for line in others)
    if len(texts) > 1 and len(texts) > len(columns) - 2:
        return False
    steps = [foot_of(below) - foot_of(above) for above, below in pairwise(lines)]
    tight = sorted(steps)[len(steps) // 5]
    run = longest = 0
    for step in steps:
        run = run + 1 if step < 1.18 * tight else 0
        longest = max(longest, run)
    if len(others) < _least_rows(columns) or together < 0.8 * len(others):
        return False
    return longest <= 7 or len(others) >= 0.6 * len(lines)


def _are_marks(cells: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether a column holds the marks of a list."""
    marks = sum(bool(MARKER.match(" ".join(word.text for word in cell))) for cell in cells)
    return marks >= 0.7 * len(cells)


def _is_prose(cells: Sequence[Sequence[PrintedWord]], column: Column, em: float) -> bool:
    """Whether a column holds running text, line by line."""
    lengths = sorted(len(cell) for cell in cells)
    return len(cells) >= 3 and column.x1 - column.x0 >= 9 * em and lengths[len(lengths) // 2] >= 4
