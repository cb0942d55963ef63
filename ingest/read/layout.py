"""Reading order of a PDF page: words become lines, lines become columns, and each column is read to its end.

The unit is the segment: words on one line that belong together. Segments that cross the gutter (titles, wide
tables) cut the page into bands, and within a band the left column comes before the right one.
"""

from collections import Counter
from statistics import median

from ingest.read.aligned import take_aligned_tables
from ingest.read.segments import Segment, same_line
from ingest.read.segments import segments_of as segments_of  # noqa: PLC0414 - offered with regions_of

_MAX_DEPTH = 4


def regions_of(segments: list[Segment], depth: int = 0) -> list[list[Segment]]:
    """The columns and bands of the page in reading order, each with its segments from top to bottom."""
    ordered = _by_height(take_aligned_tables(segments))
    gutter = _gutter(ordered) if depth < _MAX_DEPTH else None
    if gutter is None:
        return _tables_beside(ordered)
    regions: list[list[Segment]] = []
    left: list[Segment] = []
    right: list[Segment] = []

    def open_band(segment: Segment) -> None:
        """Close the columns; what stands right above or beside the line that crosses them opens its band."""
        low = max((other.frame.y1 for other in right), default=segment.frame.y0)
        opening: list[Segment] = []
        while left and len(opening) < 4 and left[-1].table is None:
            last = left[-1]
            beside = same_line(last.frame, segment.frame)
            apart = len(left) < 2 or last.frame.y0 - left[-2].frame.y1 > 0.9 * last.size
            tight = opening and opening[-1].frame.y0 - last.frame.y1 < 0.5 * last.size
            if not beside and not (last.frame.y0 >= low - 1 and right and (apart or tight)):
                break
            opening.append(left.pop())
        flush()
        if regions and _spans(regions[-1], gutter or 0.0) and not opening:
            regions[-1].append(segment)
        else:
            regions.append([*reversed(opening), segment])

    def flush() -> None:
        if len(left) >= 2 and len(right) >= 2:
            regions.extend(regions_of(left, depth + 1))
            regions.extend(regions_of(right, depth + 1))
        elif left or right:
            regions.extend(_tables_beside(_by_height(left + right)))
        left.clear()
        right.clear()

    for place, segment in enumerate(ordered):
        if segment.frame.x0 >= gutter - 2:
            right.append(segment)
        elif segment.frame.x1 <= gutter + 1:
            if (
                not left
                and not right
                and regions
                and _ends_wide(regions[-1], segment, gutter, ordered[place + 1 : place + 5])
            ):
                regions[-1].append(segment)
            else:
                left.append(segment)
        else:
            open_band(segment)
    flush()
    return regions


def _ends_wide(region: list[Segment], segment: Segment, gutter: float, after: list[Segment]) -> bool:
    """Whether a line that ends before the gutter is the last line of a paragraph that runs over it."""
    last = region[-1]
    alone = not any(other.frame.x0 >= gutter - 2 and other.frame.y0 < segment.frame.y1 - 1 for other in after)
    return (
        alone
        and last.table is None
        and segment.table is None
        and last.frame.x0 < gutter < last.frame.x1
        and abs(segment.size - last.size) < 0.05 * last.size
        and abs(segment.frame.x0 - last.frame.x0) < 2 * last.size
        and segment.frame.y0 - last.frame.y1 < 0.7 * last.size
    )


def _tables_beside(ordered: list[Segment]) -> list[list[Segment]]:
    """One region, or where text stands beside a table: the text down to its end, the table, and what follows."""
    if not ordered:
        return []
    for table in ordered:
        if table.table is None:
            continue
        low, high = table.frame.y0, table.frame.y1
        beside = [s for s in ordered if s is not table and s.frame.y0 < high - 2 and s.frame.y1 > low + 2]
        if not beside or any(
            s.frame.x1 > table.frame.x0 + 2 and s.frame.x0 < table.frame.x1 - 2 for s in beside
        ):
            continue
        last = max(s.frame.y1 for s in beside)
        rest = [s for s in ordered if s is not table and s not in beside and s.frame.y0 >= high - 2]
        for segment in rest:  # the text goes on under the edge of the table
            clear = segment.frame.x1 <= table.frame.x0 + 2 or segment.frame.x0 >= table.frame.x1 - 2
            if not clear or segment.frame.y0 - last > 0.7 * segment.size:
                break
            beside.append(segment)
            last = segment.frame.y1
        first = [s for s in ordered if s is not table and (s in beside or s.frame.y1 <= low + 2)]
        taken = {id(s) for s in first} | {id(table)}
        following = [s for s in ordered if id(s) not in taken]
        return [first, [table], *_tables_beside(following)]
    return [ordered]


def _by_height(segments: list[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda segment: (segment.frame.y0, segment.frame.x0))


def _spans(region: list[Segment], gutter: float) -> bool:
    """Whether a region is full-width text, which the next full-width line continues."""
    return any(segment.frame.x0 < gutter - 2 and segment.frame.x1 > gutter + 1 for segment in region)


def _gutter(segments: list[Segment]) -> float | None:
    """Where the right one of two columns of running text begins; None when there are no two columns.

    Every left edge that several segments share is tried: to its left and right must stand lines that mostly fill
    their column, which the cells of a table and the items of a list do not.
    """
    if len(segments) < 8:
        return None
    page_left = min(segment.frame.x0 for segment in segments)
    edges = Counter(round(segment.frame.x0 / 3) for segment in segments if segment.table is None)
    best: tuple[float, float] | None = None
    for edge, count in edges.items():
        count_near = count + edges.get(edge + 1, 0)
        start = min((s.frame.x0 for s in segments if round(s.frame.x0 / 3) == edge), default=0.0)
        if count_near < 4 or start < page_left + 60:
            continue
        right = [s for s in segments if s.frame.x0 >= start - 2]
        left = [s for s in segments if s.frame.x0 < start - 2 and s.frame.x1 <= start - 4]
        crossing = len(segments) - len(left) - len(right)
        pairs = min(len(left), len(right))
        if pairs < 4 or crossing > 3 * pairs or not (_is_running(left) and _is_running(right)):
            continue
        if max(_words_a_piece(left), _words_a_piece(right)) < 2.5:  # cells of two columns of a table
            continue
        score = pairs - crossing
        if best is None or score > best[0]:
            best = score, start
    return best[1] if best else None


def _is_running(segments: list[Segment]) -> bool:
    """Whether this is mostly running text, in one column or more: lines of some width, of several words each."""
    widths = [segment.frame.x1 - segment.frame.x0 for segment in segments]
    em = median(segment.size for segment in segments)
    wide = sum(width for width in widths if width >= 7 * em)
    return wide >= 0.6 * sum(widths) and _words_a_piece(segments) >= 1.8


def _words_a_piece(segments: list[Segment]) -> float:
    return sum(len(segment.words) for segment in segments) / len(segments)
