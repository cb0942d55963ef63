"""The cells of a table that were agreed: its numbers with what row, header and caption say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.commitment import FieldEvidence, Quantity
from corpus.model import Passage, Period


@dataclass(frozen=True, slots=True)
class TableCell:
    """An agreed cell. `quote` is its row, verbatim at the characters `[start, end)` of the passage's text."""

    quote: str
    start: int
    end: int
    row_header: str
    column_header: str
    caption: str
    quantity: Quantity
    period: Period
    deadline: date | None
    total: bool
    context: str
    evidence: tuple[FieldEvidence, ...]


def cells(passage: Passage, headings: Sequence[str] = ()) -> list[TableCell]:
    """The agreed cells of a table passage in reading order."""
    return []
