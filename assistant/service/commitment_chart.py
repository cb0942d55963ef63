"""Agreed numbers of one unit per municipality and year, as bars: every bar is one number of one commitment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.service.commitment_view import Shown, shown
from assistant.service.commitment_words import figure
from assistant.service.state import Product
from assistant.service.templates import years
from assistant.words import WORDS
from corpus.commitment import Limit, Quantity
from corpus.commitment_index import StoredCommitment
from corpus.model import Period

# Of more commitments than this only the first are drawn, and the page says so.
MOST_DRAWN = 400
_MOST_PANELS = 6
_TALLEST = 100
_NO_PERIOD = "niet genoemd"
_PERS = {"jaar": "per jaar", "looptijd": "in de hele looptijd", None: "zonder tijd erbij"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A number: how it is written, its height (0 to 100 of the panel), and the commitment that it comes from."""

    text: str
    height: int
    one: Shown


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one party in one place, a list of bars for every column."""

    place: str
    who: str
    cells: list[list[Bar]]


@dataclass(frozen=True, slots=True)
class Panel:
    """Numbers on one footing: rows are municipalities and who does it, columns periods, a cell has its bars."""

    title: str
    columns: list[str]
    rows: list[Row]
    count: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The panels with most numbers first, and how many numbers those that are left out have."""

    unit: str
    panels: list[Panel]
    left_out: int


def chart(product: Product, found: Iterable[StoredCommitment], unit: str) -> Chart:
    """Draw the numbers with a unit. What means something else (net or gross, per year or in all) is drawn apart."""
    panels: dict[str, list[tuple[StoredCommitment, Quantity]]] = {}
    for stored in found:
        for number in stored.commitment.numbers:
            if number.unit.casefold() == unit.casefold():
                panels.setdefault(_footing(stored, number), []).append((stored, number))
    ranked = sorted(panels.items(), key=lambda item: (-len(item[1]), item[0]))
    return Chart(
        unit,
        [_panel(product, title, numbers) for title, numbers in ranked[:_MOST_PANELS]],
        sum(len(numbers) for _, numbers in ranked[_MOST_PANELS:]),
    )


def _footing(stored: StoredCommitment, number: Quantity) -> str:
    """What a number has to share with another to stand beside it."""
    themes = stored.commitment.themes
    told = [_PERS.get(number.per, f"per {number.per}")]
    if number.limit is not Limit.PRECIES:
        told.insert(0, number.limit.value)
    if number.each:
        told.append(f"per {number.each}")
    told += [extra for extra in (number.segment, number.basis) if extra]
    if number.moment:
        told.append(f"geteld bij {number.moment}")
    if number.total:
        told.append("totalen")
    about = f"{WORDS['themas'][themes[0]].capitalize()}: " if themes else ""
    return f"{about}{number.unit}, {', '.join(told)}"


def _panel(product: Product, title: str, numbers: list[tuple[StoredCommitment, Quantity]]) -> Panel:
    highest = max(number.upper or number.value for _, number in numbers) or 1
    cells: dict[tuple[str, str, str], list[Bar]] = {}
    periods: dict[str, tuple[int, int]] = {}
    for stored, number in numbers:
        period = _period(stored)
        label = years(period.start, period.end) or _NO_PERIOD
        periods[label] = (period.start or period.end or 9_999, period.end or 9_999)
        value = number.upper or number.value
        bar = Bar(
            figure(replace(number, limit=Limit.PRECIES)),
            max(1, round(_TALLEST * value / highest)) if value > 0 else 0,
            shown(stored, product.today()),
        )
        for place in stored.card.description.municipalities or ("zonder gemeente",):
            cells.setdefault((place, bar.one.who, label), []).append(bar)
    columns = sorted(periods, key=lambda label: periods[label])
    rows = [
        Row(place, who, [cells.get((place, who, label), []) for label in columns])
        for place, who in sorted({(place, who) for place, who, _ in cells})
    ]
    return Panel(title, columns, rows, len(numbers), len({row.place for row in rows}))


def _period(stored: StoredCommitment) -> Period:
    """The years that a number is for: its commitment's, the year that it is due, else those of its document."""
    one = stored.commitment
    if one.period.start or one.period.end:
        return one.period
    if one.deadline:
        return Period(None, one.deadline.year)
    return stored.card.description.period
