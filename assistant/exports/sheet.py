"""What an export holds, the same for every kind of file: a table with its sources, and how it came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

MADE_WITH_AI = "Samengesteld met AI; controleer de bron."

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document: its name with the page, the address that opens it, and the words that stand there."""

    name: str
    url: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, the address that it opens, and the sources that it rests on."""

    value: Value
    url: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """The name of a column and how wide it is, in characters; `long` text goes on on the next line."""

    title: str
    width: int = 16
    kind: Literal["text", "number", "date"] = "text"
    long: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How an export came about: what was asked, on which day, in what was searched, and what to know about it.

    `asked` are pairs of a field and its value in words; `searched` and `remarks` are sentences; `did` is what
    was done on that day.
    """

    asked: tuple[tuple[str, str], ...]
    day: date
    searched: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    did: str = "Gezocht"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `rows` are as long as `columns` and may be read once only. `sourced`: its cells have sources.

    `name` is what the rows are, in the plural.
    """

    title: str
    name: str
    account: Account
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    sourced: bool = False
