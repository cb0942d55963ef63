"""Reading order of a PDF page: words become lines, lines become columns, and each column is read to its end.

The unit is the segment: words on one line that belong together. Segments that cross the gutter (titles, wide
tables) cut the page into bands, and within a band the left column comes before the right one.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.model import Box
from ingest.read.glyphs import PrintedWord
from ingest.read.records import Token

_MAX_DEPTH = 4


@dataclass(slots=True)
class Segment:
    """Words on one line that are close together, in reading order; or a whole ruled table (`table`)."""

    words: list[PrintedWord]
    frame: Box
    table: tuple[Token, ...] | None = None

    @property
    def size(self) -> float:
        """The font size of most of the characters, in points."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size, 1)] += len(word.text)
        return sizes.most_common(1)[0][0] if sizes else 10.0

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is printed bold."""
        total = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) >= 0.9 * max(total, 1)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def segments_of(words: list[PrintedWord]) -> list[Segment]:
    """Join words, in the order of the file, into segments; then segments that touch on one line."""
    segments: list[Segment] = []
    for word in words:
        last = segments[-1] if segments else None
        # Justified lines stretch their spaces; where the file has no space at all, a gap sooner means the next cell.
        most = (1.3 if word.spaced else 0.7) * word.size
        if (
            last
            and _same_line(last.frame, word.frame)
            and -0.5 * word.size < word.frame.x0 - last.frame.x1 < most
        ):
            last.words.append(word)
            last.frame = around([last.frame, word.frame])
        else:
            segments.append(Segment([word], word.frame))
    return _join_touching(segments)


def regions_of(segments: list[Segment], depth: int = 0) -> list[list[Segment]]:
    """The columns and bands of the page in reading order, each with its segments from top to bottom."""
    ordered = _by_height(segments)
    gutter = _gutter(ordered) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [ordered] if ordered else []
    regions: list[list[Segment]] = []
    left: list[Segment] = []
    right: list[Segment] = []

    def flush() -> None:
        if len(left) >= 2 and len(right) >= 2:
            regions.extend(regions_of(left, depth + 1))
            regions.extend(regions_of(right, depth + 1))
        elif left or right:
            regions.append(_by_height(left + right))
        left.clear()
        right.clear()

    for segment in ordered:
        if segment.frame.x0 >= gutter - 2:
            right.append(segment)
        elif segment.frame.x1 <= gutter + 1:
            left.append(segment)
        else:
            flush()
            if regions and _spans(regions[-1], gutter):
                regions[-1].append(segment)
            else:
                regions.append([segment])
    flush()
    return regions


def rows_of(region: list[Segment]) -> list[list[Segment]]:
    """The segments of a region by printed line, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in region:
        if rows and segment.table is None and rows[-1][0].table is None:
            frame = around([other.frame for other in rows[-1]])
            if _same_line(frame, segment.frame):
                rows[-1].append(segment)
                continue
        rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.frame.x0)
    return rows


def _by_height(segments: list[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda segment: (segment.frame.y0, segment.frame.x0))


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of `boxes` (at least one)."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _same_line(a: Box, b: Box) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.55 * min(a.y1 - a.y0, b.y1 - b.y0)


def _join_touching(segments: list[Segment]) -> list[Segment]:
    """Pieces of one line that the file draws at different times (a bold word, a corrected one)."""
    joined: list[Segment] = []
    for segment in sorted(segments, key=lambda item: (item.frame.x0, item.frame.y0)):
        em = max(segment.frame.y1 - segment.frame.y0, 1.0)
        for other in joined:
            gap = segment.frame.x0 - other.frame.x1
            if -0.3 * em < gap < 0.45 * em and _same_line(other.frame, segment.frame):
                other.words.extend(segment.words)
                other.frame = around([other.frame, segment.frame])
                break
        else:
            joined.append(segment)
    return joined


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
        if max(_words_a_piece(left), _words_a_piece(right)) < 4:  # cells of two columns of a table
            continue
        score = pairs - crossing
        if best is None or score > best[0]:
            best = score, start
    return best[1] if best else None


def _is_running(segments: list[Segment]) -> bool:
    """Whether this is running text, in one column or more: most of it in pieces of one width, and that a wide one."""
    widths = [segment.frame.x1 - segment.frame.x0 for segment in segments]
    room = _usual_width(widths)
    em = median(segment.size for segment in segments)
    full = sum(width for width in widths if width >= 0.75 * room)
    return room >= 10 * em and full >= 0.5 * sum(widths) and _words_a_piece(segments) >= 1.3


def _words_a_piece(segments: list[Segment]) -> float:
    return sum(len(segment.words) for segment in segments) / len(segments)


def _usual_width(widths: list[float]) -> float:
    """The width of a full line: that of the widest but for outliers."""
    ordered = sorted(widths)
    return ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]


def leading_of(rows: list[list[Segment]]) -> float:
    """The usual distance from one line to the next, in points."""
    steps = [
        below[0].frame.y1 - above[0].frame.y1
        for above, below in pairwise(rows)
        if 0 < below[0].frame.y1 - above[0].frame.y1 < 4 * above[0].size
    ]
    if steps:
        return sorted(steps)[len(steps) // 3]  # the tight steps are inside paragraphs, the wide ones between
    return 1.2 * rows[0][0].size if rows else 12.0
