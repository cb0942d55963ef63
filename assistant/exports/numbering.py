"""The numbers of sources in an export: the first one mentioned is [1], the same source keeps its number."""

from collections.abc import Iterable

from assistant.exports.sheet import Cell, Source


class Numbering:
    """Hands out numbers; `sources` are in the order of their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    @property
    def sources(self) -> list[Source]:
        return list(self._numbers)

    def of(self, source: Source) -> int:
        """The number of a source, from 1."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def marks(self, cell: Cell) -> str:
        """What stands behind a cell: "[1] [3]"."""
        return " ".join(f"[{self.of(source)}]" for source in cell.sources)

    def lines(self, cells: Iterable[Cell]) -> str:
        """The sources of some cells, a line each."""
        used = dict.fromkeys(source for cell in cells for source in cell.sources)
        return "\n".join(f"[{self.of(source)}] {source.name}: {source.url}" for source in used)
