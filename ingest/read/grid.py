"""Tables of files without paper: cells that span columns or rows put in their place, header rows made one."""

from dataclasses import replace

from ingest.read.records import Block, table_block

_MAX_COLUMNS = 200
_MAX_CELLS = 200_000
_REPEATED = 80  # characters; a longer text that spans rows stands in its first row only


class Grid:
    """A table that is filled row by row, left to right.

    A short text that spans rows is said in each of them, so that every row can be understood by itself; one that
    spans columns is said once, in the leftmost.
    """

    def __init__(self) -> None:
        self._rows: list[dict[int, str]] = []
        self._hanging: dict[int, tuple[int, str]] = {}  # column: rows still to fill, text
        self._wide: list[dict[int, str]] = []  # of each row: what stands over a column, also in a wide cell
        self._headers = 0
        self._column = 0
        self._cells = 0

    def start_row(self, *, header: bool = False) -> None:
        """Begin a row; header rows count as such only at the top."""
        self._finish_row()
        if header and self._headers == len(self._rows):
            self._headers += 1
        self._rows.append({})
        self._wide.append({})
        self._column = 0
        self._hang()

    def add(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """The next cell of the row; `rows` 0 means down to the end."""
        columns = max(1, min(columns, _MAX_COLUMNS - self._column))
        text = " ".join(text.split())
        if self._column >= _MAX_COLUMNS or self._cells + columns > _MAX_CELLS:
            return
        below = text if len(text) <= _REPEATED else ""
        for place in range(self._column, self._column + columns):
            first = place == self._column
            self._put(place, text if first else "", text)
            if rows != 1:
                self._hanging[place] = (rows - 1 if rows else 1_000_000, below if first else "")
        self._column += columns
        self._hang()

    def add_continued(self, columns: int = 1) -> None:
        """The next cell of the row, which is one with the cell above it."""
        above = self._rows[-2].get(self._column, "") if len(self._rows) > 1 else ""
        self.add(above if len(above) <= _REPEATED else "", columns)

    def rows(self) -> list[list[str]]:
        """The texts of every row, as many as there are columns; several header rows have become one."""
        self._finish_row()
        self._hanging = {}
        width = max((max(row, default=-1) + 1 for row in self._rows), default=0)
        headers = self._headers if self._headers < len(self._rows) else 0
        body = [[row.get(place, "") for place in range(width)] for row in self._rows[max(headers, 1) - 1 :]]
        if headers > 1:
            body[0] = [self._heading(place, headers) for place in range(width)]
        return body

    def block(self) -> Block | None:
        """The table as a block; None when it is empty."""
        rows = self.rows()
        found = table_block(rows)
        if found is None:
            return None
        # What comes before the first word of a block is not kept, and an empty corner would shift the header.
        corner = next(place for row in rows if any(row) for place, text in enumerate(row) if text)
        first = found.tokens[0]
        return replace(found, tokens=(first._replace(text="\t" * corner + first.text), *found.tokens[1:]))

    def _heading(self, place: int, headers: int) -> str:
        parts: list[str] = []
        for row in self._wide[:headers]:
            text = row.get(place, "")
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return " ".join(parts)

    def _put(self, place: int, text: str, over: str) -> None:
        self._rows[-1][place] = text
        self._wide[-1][place] = over
        self._cells += 1

    def _hang(self) -> None:
        """Fill the places that cells of earlier rows reach down to."""
        while self._column in self._hanging and self._cells < _MAX_CELLS:
            left, text = self._hanging[self._column]
            if left <= 1:
                del self._hanging[self._column]
            else:
                self._hanging[self._column] = (left - 1, text)
            self._put(self._column, text, text)
            self._column += 1

    def _finish_row(self) -> None:
        if not self._rows:
            return
        for place in sorted(place for place in self._hanging if place >= self._column):
            self._column = place
            self._hang()
