"""What is true of a made document: its words in order with their places, its headings, tables and page labels."""

from dataclasses import dataclass, field

Rect = tuple[
    float, float, float, float
]  # x0, y0, x1, y1 on the displayed page, points from the top left corner


@dataclass(slots=True)
class TrueWord:
    """A word of a unit: `text` as it should read, `boxes` one for each line that it stands on (none when the maker
    does not know). `hyphen` says that a line ended in it; `cell` is its row and column in the table of its unit."""

    text: str
    unit: int
    page: int
    boxes: tuple[Rect, ...] = ()
    hyphen: bool = False
    cell: tuple[int, int] | None = None


@dataclass(slots=True)
class Unit:
    """A paragraph, heading, list item, note or table. Its words stand together in the text of their page.

    Units of one `flow` keep their order; where those of another flow (a sidebar, a note) come between them is free.
    """

    kind: str
    flow: str = "main"
    level: int = 0
    text: str = ""


@dataclass(slots=True)
class Truth:
    """A made document. `labels` has the printed number of every page, or None where none is printed."""

    name: str
    layout: str
    pdf: bytes
    units: list[Unit]
    words: list[TrueWord]
    labels: list[str | None] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.labels)
