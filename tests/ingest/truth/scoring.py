"""Compares what the product reads in a made document with what is true of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from corpus.model import Box, Page
from ingest.clean import Cleaned, PlacedBlock, clean
from ingest.outline import outline
from ingest.read.pdf import read_pdf
from ingest.read.watch import Watch
from tests.ingest.truth.records import Rect, TrueWord, Truth, Unit

BARS = {
    "recall": 0.99, "order": 0.99, "clean": 0.99, "cells": 0.98, "headings": 0.95, "hyphens": 0.98,
    "labels": 1.0, "boxes": 0.99,
}  # fmt: skip


@dataclass(slots=True)
class Share:
    """How much of something is right."""

    right: float = 0
    total: float = 0

    def add(self, right: float, total: float) -> None:
        """Count some more."""
        self.right += right
        self.total += total

    @property
    def value(self) -> float | None:
        """From 0 to 1; None when there was nothing to get right."""
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Score:
    """What was right in one document or more.

    recall: words found anywhere on their page. order: words in the longest sequence in the true order. clean: the
    same out of the words read. cells: table cells in their row and column, out of the cells that are there or were
    read, whichever are more. headings: twice those found out of those that are there and those read (F1). levels: of
    the found headings those at their depth. hyphens: broken words that read whole. boxes: found words whose box lies
    on their ink.
    """

    documents: int = 0
    pages: int = 0
    recall: Share = field(default_factory=Share)
    order: Share = field(default_factory=Share)
    clean: Share = field(default_factory=Share)
    cells: Share = field(default_factory=Share)
    headings: Share = field(default_factory=Share)
    levels: Share = field(default_factory=Share)
    hyphens: Share = field(default_factory=Share)
    labels: Share = field(default_factory=Share)
    boxes: Share = field(default_factory=Share)
    faults: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, Share]:
        """The figures by name."""
        return {
            f.name: getattr(self, f.name) for f in fields(self) if isinstance(getattr(self, f.name), Share)
        }

    def add(self, other: "Score") -> None:
        """Count another score in."""
        self.documents += other.documents
        self.pages += other.pages
        mine = self.shares()
        for name, share in other.shares().items():
            mine[name].add(share.right, share.total)
        self.faults += other.faults

    def below(self) -> dict[str, float]:
        """The figures under their bar."""
        values = {name: share.value for name, share in self.shares().items()}
        return {
            name: value for name, bar in BARS.items() if (value := values[name]) is not None and value < bar
        }


def score(truth: Truth) -> Score:
    """Read the document as ingestion does, and compare."""
    reading = read_pdf(truth.pdf, Watch(600))
    cleaned = clean(reading)
    result = Score(1, truth.pages)
    for page in cleaned.pages:
        _score_words(result, truth, page)
        _score_tables(result, truth, cleaned, page.number)
        expected = truth.labels[page.number - 1]
        if expected is not None:
            result.labels.add(page.label == expected, 1)
            if page.label != expected:
                result.faults.append(f"{truth.name} p{page.number}: label {page.label!r}, not {expected!r}")
    _, entries = outline(cleaned, reading.bookmarks)
    _score_headings(result, truth, [(entry.text, entry.level) for entry in entries])
    return result


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    boxes: tuple[Box, ...]


def _score_words(result: Score, truth: Truth, page: Page) -> None:
    read = [word for word in _tokens(page) if _counts(word.text)]
    units: dict[int, list[TrueWord]] = defaultdict(list)
    for word in truth.words:
        if word.page == page.number and _counts(word.text):
            units[word.unit].append(word)
    ordered = _merged(truth.units, units, [word.text for word in read])
    texts = [word.text for word in read]
    pairs = _alignment([word.text for word in ordered], texts)
    common = Counter(word.text for word in ordered) & Counter(texts)
    result.recall.add(common.total(), len(ordered))
    result.order.add(len(pairs), len(ordered))
    result.clean.add(len(pairs), len(texts))
    matched = dict(pairs)
    lost = [place for place in range(len(ordered)) if place not in matched]
    extra = sorted(set(range(len(texts))) - set(matched.values()))
    if lost or extra:
        missing = " ".join(ordered[place].text for place in lost[:25])
        surplus = " ".join(texts[place] for place in extra[:25])
        result.faults.append(
            f"{truth.name} p{page.number}: lost {len(lost)} [{missing}] extra {len(extra)} [{surplus}]"
        )
    for place, word in enumerate(ordered):
        if word.hyphen:
            result.hyphens.add(place in matched, 1)
            if place not in matched:
                result.faults.append(f"{truth.name} p{page.number}: broken word {word.text}")
        if place in matched and word.boxes:
            good = _on_ink(word.boxes, read[matched[place]].boxes)
            result.boxes.add(good, 1)
            if not good:
                result.faults.append(
                    f"{truth.name} p{page.number}: box of {word.text}: {word.boxes} {read[matched[place]].boxes}"
                )


def _tokens(page: Page) -> list[_Read]:
    tokens: list[_Read] = []
    words = list(page.words)
    at = 0
    for match in re.finditer(r"\S+", page.text):
        while at < len(words) and words[at].end <= match.start():
            at += 1
        near = at
        boxes = []
        while near < len(words) and words[near].start < match.end():
            boxes.append(words[near].box)
            near += 1
        tokens.append(_Read(match[0], tuple(boxes)))
    return tokens


def _counts(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _merged(units: Sequence[Unit], words: dict[int, list[TrueWord]], read: Sequence[str]) -> list[TrueWord]:
    """The true words of a page in the order in which they should read: each unit whole, each flow in order; flows are
    merged as the reader did."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(read):
        places[text].append(place)
    flows: dict[str, list[int]] = defaultdict(list)
    for unit in sorted(words):
        flows[units[unit].flow].append(unit)

    def position(unit: int) -> float:
        """Where most of the unit's words stand in what was read, seen from its first word."""
        starts = Counter(
            at - place for place, word in enumerate(words[unit]) for at in places.get(word.text, ())
        )
        near = {start: sum(starts[start + step] for step in (-2, -1, 0, 1, 2)) for start in starts}
        return max(near, key=lambda start: (near[start], starts[start])) if near else len(read)

    queues = {flow: [(position(unit), unit) for unit in members] for flow, members in flows.items()}
    merged: list[TrueWord] = []
    while queues:
        flow = min(queues, key=lambda name: queues[name][0])
        merged += words[queues[flow].pop(0)[1]]
        if not queues[flow]:
            del queues[flow]
    return merged


def _alignment(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence in both."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below, word = lengths[i], lengths[i + 1], left[i]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == right[j] else max(below[j], row[j + 1])
    pairs = [(place, place) for place in range(start)]
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            pairs.append((start + i, start + j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs + [(len(a) - place, len(b) - place) for place in range(end, 0, -1)]


def _on_ink(true: Iterable[Rect], read: Sequence[Box]) -> bool:
    """Whether on every line the word's box and the one read lie over each other for the larger part."""
    return all(any(_overlap(box, Box(*rect)) >= 0.5 for box in read) for rect in true)


def _overlap(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - both)


def _score_tables(result: Score, truth: Truth, cleaned: Cleaned, number: int) -> None:
    true: dict[int, dict[int, dict[int, list[str]]]] = {}
    for word in truth.words:
        if word.page == number and word.cell is not None:
            row, column = word.cell
            rows = true.setdefault(word.unit, defaultdict(lambda: defaultdict(list)))
            rows[row][column].append(word.text)
    read = [
        [
            [" ".join(cell.split()) for cell in row.split("\t")]
            for row in _with_tabs(cleaned, block).split("\n")
        ]
        for block in cleaned.blocks
        if block.form == "table" and block.page == number
    ]
    grids = [
        [
            {column: " ".join(words) for column, words in sorted(row.items())}
            for _, row in sorted(rows.items())
        ]
        for rows in true.values()
    ]
    fits = sorted(
        ((_right_cells(grid, table), g, t) for g, grid in enumerate(grids) for t, table in enumerate(read)),
        key=lambda fit: (-fit[0], fit[1], fit[2]),
    )
    matched: dict[int, tuple[int, int]] = {}
    for right, g, t in fits:
        if right and g not in matched and t not in [other for _, other in matched.values()]:
            matched[g] = right, t
    for g, grid in enumerate(grids):
        cells = sum(len(row) for row in grid)
        if g not in matched:
            result.cells.add(0, cells)
            result.faults.append(f"{truth.name} p{number}: table not found: {grid[:2]}")
            continue
        right, t = matched[g]
        total = max(cells, sum(bool(cell) for row in read[t] for cell in row))
        result.cells.add(right, total)
        if right < total:
            result.faults.append(f"{truth.name} p{number}: table {right}/{total}\n   {grid}\n   {read[t]}")
    read = [table for t, table in enumerate(read) if t not in [other for _, other in matched.values()]]
    for table in read:
        result.cells.add(0, sum(bool(cell) for row in table for cell in row))
        result.faults.append(f"{truth.name} p{number}: no table there: {table[:4]}")


def _with_tabs(cleaned: Cleaned, block: PlacedBlock) -> str:
    """The text of a table with the tabs before its first cell: that may be empty."""
    text = cleaned.pages[block.page - 1].text
    start = block.start
    while start and text[start - 1] == "\t":
        start -= 1
    return text[start : block.end]


def _right_cells(true: Sequence[dict[int, str]], read: Sequence[Sequence[str]]) -> int:
    """The cells that stand in the right column of the right row, the rows put beside each other in order."""
    best = [[0] * (len(read) + 1) for _ in range(len(true) + 1)]
    for i, row in enumerate(true):
        for j, other in enumerate(read):
            same = sum(column < len(other) and other[column] == text for column, text in row.items())
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + same)
    return best[-1][-1]


def _score_headings(result: Score, truth: Truth, read: Sequence[tuple[str, int]]) -> None:
    true = [(_folded(unit.text), unit.level) for unit in truth.units if unit.kind == "heading"]
    left = [(_folded(text), level) for text, level in read]
    found = 0
    for text, level in true:
        match = next((entry for entry in left if entry[0] == text), None)
        if match is None:
            result.faults.append(f"{truth.name}: heading not found: {text}")
            continue
        left.remove(match)
        found += 1
        result.levels.add(match[1] == level, 1)
        if match[1] != level:
            result.faults.append(f"{truth.name}: heading at level {match[1]}, not {level}: {text}")
    result.faults += [f"{truth.name}: no heading: {text}" for text, _ in left]
    result.headings.add(2 * found, len(true) + len(read))


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
