"""How well outlines, clause numbers and passages match their truth."""

import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path

from corpus.edition import Edition
from corpus.model import Passage
from corpus.sentences import sentences
from ingest.clean import clean
from ingest.outline import Part, outline
from ingest.pipeline import read_document
from ingest.read import read
from ingest.split import estimate_tokens
from tests.ingest.outlines.cases import Block, Case

_FITS = 440  # tokens of a clause that certainly fits in a passage of 512 with its headings


@dataclass(slots=True)
class Score:
    """Counts over cases; `faults` says in words what was wrong."""

    headings: int = 0
    headings_found: int = 0
    headings_right: int = 0
    clauses: int = 0
    clauses_right: int = 0
    fitting: int = 0
    cut: int = 0
    passages: int = 0
    mixed: int = 0
    broken: int = 0
    listed: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))

    @property
    def heading_f1(self) -> float:
        """Of text, level and parent together."""
        return 2 * self.headings_right / max(self.headings + self.headings_found, 1)

    @property
    def clause_accuracy(self) -> float:
        """Of the numbers there are, and of those found where there are none."""
        return self.clauses_right / max(self.clauses, 1)

    @property
    def cut_share(self) -> float:
        """Of the clauses that fit in a passage, those that are not in one."""
        return self.cut / max(self.fitting, 1)


def score(case: Case) -> Score:
    """Read the case's file and compare. `broken` are passages that begin within a sentence, `mixed` those under two
    headings, `listed` those with lines of a table of contents."""
    with tempfile.TemporaryDirectory() as folder:
        path = case.write(Path(folder))
        edition = read_document(path)
        reading = read(path.name, path.read_bytes(), 60)
    parts, _ = outline(clean(reading), reading.bookmarks)
    result = Score()
    _score_tree(case, edition, result)
    _score_clauses(case, parts, result)
    _score_passages(case, edition, result)
    return result


def _score_tree(case: Case, edition: Edition, result: Score) -> None:
    found: list[tuple[str, int, str]] = []
    above: list[str] = []
    for entry in edition.outline:
        above = [*above[: entry.level - 1], entry.text]
        found.append((_folded(entry.text), entry.level, _folded(above[-2]) if len(above) > 1 else ""))
    wanted = [(_folded(text), level, _folded(parent)) for text, level, parent in case.tree()]
    missing = list(wanted)
    for item in found:
        if item in missing:
            missing.remove(item)
            result.headings_right += 1
        else:
            result.faults.append(f"{case.name}: found heading {item}")
    result.faults += [f"{case.name}: missed heading {item}" for item in missing]
    result.headings += len(wanted)
    result.headings_found += len(found)


def _score_clauses(case: Case, parts: list[Part], result: Score) -> None:
    found = {_folded(part.text): part.clause for part in parts if part.block.form != "heading"}
    for block in case.blocks:
        if block.form != "text":
            continue
        read_as = found.get(_folded(block.text))
        if block.clause is None and read_as is None:
            continue
        result.clauses += 1
        result.clauses_right += read_as == block.clause
        if read_as != block.clause:
            result.faults.append(f"{case.name}: clause {read_as!r}, not {block.clause!r}: {block.text[:50]}")


def _score_passages(case: Case, edition: Edition, result: Score) -> None:
    for group in _groups(case):
        whole = [_folded(block.text) for block in group]
        if sum(estimate_tokens([block.text for block in group])) > _FITS:
            continue
        result.fitting += 1
        if not any(all(text in _folded(passage.text) for text in whole) for passage in edition.passages):
            result.cut += 1
            result.faults.append(f"{case.name}: cut: {group[0].text[:60]}")
    for passage in edition.passages:
        _score_passage(case, passage, result)


def _score_passage(case: Case, passage: Passage, result: Score) -> None:
    result.passages += 1
    text = _folded(passage.text)
    under: set[int] = set()
    begins = False
    heading = 0
    for position, block in enumerate(case.blocks):
        heading = position if block.form == "heading" else heading
        folded = _folded(block.text)
        if block.form == "entry" and text == folded:
            result.listed += 1
            result.faults.append(f"{case.name}: a line of the contents is a passage: {passage.text[:60]}")
        if block.form in ("text", "row", "note") and folded:
            starts = [_folded(block.text[start:]) for start, _ in sentences(block.text)]
            begins = begins or any(start.startswith(text[:25]) or text.startswith(start) for start in starts)
            if folded in text:
                under.add(heading)
        elif block.form == "heading":
            begins = begins or text.startswith(folded[:25])
    if len(under) > 1:
        result.mixed += 1
        result.faults.append(f"{case.name}: two headings in one passage: {passage.text[:60]}")
    if not begins:
        result.broken += 1
        result.faults.append(f"{case.name}: begins within a sentence: {passage.text[:60]}")


def _groups(case: Case) -> list[list[Block]]:
    groups: list[list[Block]] = []
    before: Block | None = None
    for block in case.blocks:
        after_row = before is not None and before.form == block.form == "row"
        before = block
        if block.form not in ("text", "row"):
            continue
        if (block.joined or after_row) and groups:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _folded(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
