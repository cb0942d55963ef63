"""The rows of a planning that agree on a moment and on no number: what, who, and when it is ready."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.commitment import FieldEvidence
from corpus.model import Passage, Period
from ingest.commitments import table_columns as columns
from ingest.commitments.table_grid import Grid, grids

_MOST = 1_000  # rows of one passage
_WHAT = re.compile(
    r"\b(?:wat|acties?|activiteit(?:en)?|taak|taken|stap|product|afspraak|maatregel|resultaat|onderwerp"
    r"|werkzaamheden)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:wie|door|trekker|partij(?:en)?|verantwoordelijke?|uitvoerder|aan\szet|initiatief)\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:wanneer|uiterlijk|klaar|gereed|planning|datum|deadline|moment|termijn)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a planning. `quote` is the row, verbatim at the characters `[start, end)` of the passage's text.

    `what` and `who` are its cells; `when` is the cell that says the moment, which may be one of every year.
    """

    quote: str
    start: int
    end: int
    what: str
    who: str
    when: str
    period: Period
    deadline: date | None
    context: str
    evidence: tuple[FieldEvidence, ...]


def planned(passage: Passage, headings: Sequence[str] | None = None) -> list[PlannedRow]:
    """The rows of the plannings in a table passage; none of a table that has no column for what and one for when."""
    above = tuple(passage.headings if headings is None else headings)
    found = [row for grid in grids(passage) if columns.agrees(grid, above) for row in _of_grid(grid)]
    return found[:_MOST]


def planned_column(grid: Grid) -> int | None:
    """The column of a planning that says what is to be done; None for a table that is no planning."""
    what = _column(grid, _WHAT)
    return what if what is not None and _column(grid, _WHEN) not in (None, what) else None


def _of_grid(grid: Grid) -> Iterator[PlannedRow]:
    what, when = _column(grid, _WHAT), _column(grid, _WHEN)
    who = _column(grid, _WHO)
    if what is None or when is None or what == when:
        return
    for row in grid.rows:
        cells = row.cells
        if max(what, when) >= len(cells) or not cells[what] or not cells[when]:
            continue
        moment = columns.when_in_cell(cells[when])
        evidence = [FieldEvidence("action", cells[what])]
        if moment:
            evidence.append(FieldEvidence("deadline" if moment.deadline else "period", cells[when]))
        yield PlannedRow(
            quote=row.text,
            start=row.start,
            end=row.end,
            what=cells[what],
            who=cells[who] if who is not None and who < len(cells) else "",
            when=cells[when],
            period=moment.period,
            deadline=moment.deadline,
            context=grid.context,
            evidence=tuple(evidence),
        )


def _column(grid: Grid, kind: re.Pattern[str]) -> int | None:
    return next((place for place, head in enumerate(grid.header) if kind.search(head)), None)
