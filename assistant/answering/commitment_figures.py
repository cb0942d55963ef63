"""The numbers that an answer lays beside each other: of corporations, municipalities or editions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.commitment_choices import Chooser, by_place, is_average, parts_of
from assistant.answering.commitment_questions import CommitmentQuestion
from assistant.precedents.footing import Footing, figure_of, footing
from corpus.commitment import Quantity
from corpus.commitment_index import StoredCommitment
from corpus.model import Kind

Numbered = tuple[Quantity, StoredCommitment]
_OF_YEARS = (Kind.PRESTATIEAFSPRAKEN, Kind.ADDENDUM)
_MOST_EDITIONS = 4
_FEWEST = 2
_AVERAGE = "één keer gemiddeld, en één keer per woning"


def ranked(
    question: CommitmentQuestion, chooser: Chooser, stored: Sequence[StoredCommitment]
) -> dict[str, Numbered]:
    """The numbers of corporations or municipalities, highest (or lowest) first."""
    found = _of_owners(chooser, stored) if question.by_owner else {}
    found = _in_one_unit(found or _of_places(chooser, stored))
    sign = 1 if question.least else -1
    return dict(sorted(found.items(), key=lambda item: sign * item[1][0].value))


def sides(
    question: CommitmentQuestion, chooser: Chooser, stored: Sequence[StoredCommitment]
) -> tuple[dict[str, Numbered], list[str]]:
    """The number of each side of a comparison, and the sides that were asked for and have none.

    Sides are the municipalities named, else the corporations, else all municipalities.
    """
    wanted = question.selection.municipalities
    if len(wanted) < _FEWEST and len(question.selection.corporations) >= _FEWEST:
        wanted, found = question.selection.corporations, _of_owners(chooser, stored)
    else:
        found = _of_places(chooser, stored, shared=True)
    kept = {name: found[name] for name in wanted or sorted(found) if name in found}
    if len({one.commitment.id for _, one in kept.values()}) < _FEWEST:
        return {}, []
    return kept, [name for name in wanted if name not in kept]


def editions(chooser: Chooser, stored: Iterable[StoredCommitment]) -> dict[str, Numbered]:
    """The number in each edition of agreements, by its years, the latest ones; none when there is one alone.

    An addendum changes the agreements that it belongs to, and ends with them.
    """
    each: dict[int, list[StoredCommitment]] = {}
    for one in stored:
        about = one.card.description
        if about.kind in _OF_YEARS and len(about.municipalities) == 1 and about.period.end:
            each.setdefault(about.period.end, []).append(one)
    found: dict[str, Numbered] = {}
    for end, some in sorted(each.items())[-_MOST_EDITIONS:]:
        starts = [start for one in some if (start := one.card.description.period.start)]
        best = chooser.best(some, in_force=False)
        if best and (number := chooser.figure(best)):
            found[f"{min(starts)}–{end}" if starts else str(end)] = number, best
    return found if len(found) >= _FEWEST else {}


def compared(numbered: Iterable[Numbered], *, of_editions: bool = False) -> Footing | None:
    """Whether numbers can be compared; None for fewer than two."""
    each = list(numbered)
    if len(each) < _FEWEST:
        return None
    found = footing([figure_of(one, number) for number, one in each], editions=of_editions)
    if len({is_average(one) for _, one in each}) > 1:
        return replace(found, reasons=(*found.reasons, _AVERAGE))
    return found


def _of_owners(chooser: Chooser, stored: Iterable[StoredCommitment]) -> dict[str, Numbered]:
    found: dict[str, Numbered] = {}
    for one in chooser.ordered(stored):
        number = chooser.figure(one)
        for name, part in parts_of(one, number) if number else ():
            found.setdefault(name, (part, one))
    return found


def _of_places(
    chooser: Chooser, stored: Sequence[StoredCommitment], *, shared: bool = False
) -> dict[str, Numbered]:
    """The number of each municipality; `shared`: also of what municipalities agreed together."""
    found: dict[str, Numbered] = {}
    for place, some in by_place(stored).items():
        own = [one for one in some if shared or len(one.card.description.municipalities) == 1]
        best = chooser.best(own)
        if best and (number := chooser.figure(best)):
            found[place] = number, best
    return found


def _in_one_unit(found: dict[str, Numbered]) -> dict[str, Numbered]:
    """The numbers in the unit that most of them have."""
    units = [_unit(number) for number, _ in found.values()]
    most = max(units, key=units.count, default="")
    return {name: pair for name, pair in found.items() if _unit(pair[0]) == most}


def _unit(number: Quantity) -> str:
    """The unit that numbers are ranked in: every sort of home is one."""
    return "woningen" if number.unit.endswith("woningen") else number.unit
