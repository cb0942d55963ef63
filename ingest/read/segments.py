"""The words of a page as segments: pieces of a printed line that no gutter and no edge of a cell parts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.model import Box
from ingest.read.gaps import Corridor, Extent, corridors
from ingest.read.glyphs import LINE_HYPHEN, PrintedWord
from ingest.read.lettering import hung, spaced_out, unspaced
from ingest.read.records import Token

_MOST_PIECES = 6_000  # on a page; what has more is a drawing


@dataclass(slots=True)
class Segment:
    """Words on one line that are close together, in reading order; or a whole table (`table`)."""

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
    """The words, given in the order of the file, as segments: pieces of a line that no gutter or cell edge parts."""
    pieces = _pieces(hung(words))
    rows = _printed_rows(pieces)
    if not rows:
        return []
    em = median(piece.size for piece in pieces)
    parted: set[tuple[int, int]] = set()
    extents = [[Extent(piece.frame.x0, piece.frame.x1) for piece in row] for row in rows]
    for corridor in () if len(pieces) > _MOST_PIECES else corridors(extents, 0.55 * em, 0.5 * em):
        wide = corridor.x1 - corridor.x0
        if len(corridor.gaps) >= (5 if wide < 0.75 * em else 3):
            parted.update(_lined_up(corridor, extents, 0.3 * em))
    segments: list[Segment] = []
    for number, row in enumerate(rows):
        gaps = [after.frame.x0 - before.frame.x1 for before, after in pairwise(row)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        apart = bool(gaps) and spaced_out([word for piece in row for word in piece.words])
        current = row[0]
        for place, (gap, piece) in enumerate(zip(gaps, row[1:], strict=True)):
            first = piece.words[0]
            # Justified lines stretch their spaces; a gap without one in the file is sooner the next cell.
            most = (2.2 if apart else 1.3 if first.spaced else 0.95) * first.size
            if len(gaps) >= 2 and not _spaced_closely(current, piece, 0.5 * gap):
                most = max(most, min((1.6 if len(gaps) >= 3 else 1.2) * usual, 2.5 * first.size))
            if (number, place) in parted or gap >= most or gap < -0.5 * first.size:
                segments.append(current)
                current = piece
            else:
                current.words.extend(piece.words)
                current.frame = around([current.frame, piece.frame])
        segments.append(current)
    for segment in segments:
        _take_hyphen(segment)
        if len(segment.words) >= 4:
            segment.words = unspaced(segment.words)
    return segments


def rows_of(region: list[Segment]) -> list[list[Segment]]:
    """The segments of a region by printed line, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in region:
        if rows and segment.table is None and rows[-1][0].table is None:
            frame = around([other.frame for other in rows[-1]])
            if same_line(frame, segment.frame):
                rows[-1].append(segment)
                continue
        rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.frame.x0)
    return rows


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of `boxes` (at least one)."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def same_line(a: Box, b: Box) -> bool:
    """Whether two pieces of text stand beside each other rather than under each other."""
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.55 * min(a.y1 - a.y0, b.y1 - b.y0)


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


def _lined_up(corridor: Corridor, rows: Sequence[Sequence[Extent]], near: float) -> Iterator[tuple[int, int]]:
    """The gaps of a corridor beside which text begins or ends where it does in other lines."""
    edges = [(rows[n][p].x1, rows[n][p + 1].x0, rows[n][p + 1].x1) for n, p in corridor.gaps]
    counts = [Counter(round(edge[side] / near) for edge in edges) for side in range(3)]
    for gap, edge in zip(corridor.gaps, edges, strict=True):
        places = [round(value / near) for value in edge]
        if any(
            count[place - 1] + count[place] + count[place + 1] >= 3
            for count, place in zip(counts, places, strict=True)
        ):
            yield gap


def _spaced_closely(left: Segment, right: Segment, most: float) -> bool:
    """Whether the words next to a gap have ordinary spaces: then the gap is wide, and not the line stretched."""
    spaces = [b.frame.x0 - a.frame.x1 for a, b in pairwise(left.words[-4:]) if not b.glued]
    spaces += [b.frame.x0 - a.frame.x1 for a, b in pairwise(right.words[:4]) if not b.glued]
    return bool(spaces) and max(spaces) < most


def _take_hyphen(segment: Segment) -> None:
    """Make a hyphen that the file sets apart at the end of a line a part of the word before it."""
    if len(segment.words) < 2 or segment.words[-1].text not in ("-", "‐", "\u00ad", LINE_HYPHEN):
        return
    before, hyphen = segment.words[-2:]
    if -0.3 * before.size < hyphen.frame.x0 - before.frame.x1 < 0.15 * before.size:
        box, frame = around([before.box, hyphen.box]), around([before.frame, hyphen.frame])
        text = f"{before.text}{hyphen.text}"
        segment.words = [*segment.words[:-2], replace(before, text=text, box=box, frame=frame)]


def _pieces(words: list[PrintedWord]) -> list[Segment]:
    """Words that follow each other closely in the file as well as on the page."""
    pieces: list[Segment] = []
    for word in words:
        last = pieces[-1] if pieces else None
        if (
            last
            and -0.5 * word.size < word.frame.x0 - last.frame.x1 < 0.5 * word.size
            and same_line(last.frame, word.frame)
        ):
            last.words.append(word)
            last.frame = around([last.frame, word.frame])
        else:
            pieces.append(Segment([word], word.frame))
    return pieces


def _printed_rows(pieces: list[Segment]) -> list[list[Segment]]:
    """The pieces by the line that they are printed on, over all columns, from left to right."""
    rows: list[list[Segment]] = []
    foot = 0.0
    for piece in sorted(pieces, key=_foot):
        here = _foot(piece)
        if rows and here - foot < 0.3 * (piece.frame.y1 - piece.frame.y0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            foot = here
    for row in rows:
        row.sort(key=lambda piece: piece.frame.x0)
    return rows


def _foot(piece: Segment) -> float:
    """About where the letters of a piece stand on their line."""
    return piece.frame.y1 - 0.22 * (piece.frame.y1 - piece.frame.y0)
