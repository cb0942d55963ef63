"""The homes to be built that each side agreed: a total where the text has one, else its parts added up, never both.

A number told twice in a document, in a sentence and in a table, counts once. Numbers of different documents are never
added: a yearly agreement repeats a part of the agreement that it belongs to.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.precedents.footing import Figure, Footing, figure_of, footing, term
from assistant.precedents.selection import Selection
from assistant.precedents.sides import Side, Sides, check, side
from assistant.precedents.wording import worded
from assistant.retrieval import Retriever
from corpus.commitment import Role, Standing
from corpus.commitment_index import StoredCommitment
from corpus.library import Library
from corpus.model import EditionCard, Kind, Period, Status, Theme

_MOST = 1_200
_UNIT = "woningen"
_BUILDING = frozenset(
    {
        "bouwen",
        "opleveren",
        "realiseren",
        "toevoegen",
        "starten",
        "ontwikkelen",
        "komen",
        "bijkomen",
        "bijbouwen",
    }
)
_ABOUT_BUILDING = re.compile(r"nieuwbouw|nieuwe|bouw|oplever|realis", re.IGNORECASE)
_NOT_BUILDING = re.compile(r"sloop|verkoop|verkocht|aankoop|voorraad|verbeter|splits", re.IGNORECASE)
# What an agreement says goes before what belongs to it or proposes it.
_KINDS = {Kind.PRESTATIEAFSPRAKEN: 0, Kind.JAARAFSPRAKEN: 2, Kind.REGIONALE_AFSPRAKEN: 3, Kind.BOD: 4}

How = Literal["totaal", "opgeteld per corporatie", "opgeteld per jaar", "opgeteld per onderdeel"]


@dataclass(frozen=True, slots=True)
class DocumentTotal:
    """The homes to be built in one document and part of the stock; `behind` are the commitments that say it.

    `figure` is what it is compared on: of a number told twice what both tellings say. `others` are numbers of the
    same part that are a part of it or were not added.
    """

    card: EditionCard
    standing: Standing
    segment: str | None
    value: float
    how: How
    figure: Figure
    behind: tuple[StoredCommitment, ...]
    others: tuple[StoredCommitment, ...]


@dataclass(frozen=True, slots=True)
class SideTotals:
    """The totals of a side, the one that holds first; `side.not_found` says what there is to say when none."""

    side: Side
    documents: tuple[DocumentTotal, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of every side, and the first ones of each side on one footing; None when there are not two."""

    sides: tuple[SideTotals, ...]
    footing: Footing | None


def totals(
    library: Library, retriever: Retriever, sides: Sides, text: str, selection: Selection, today: date
) -> Totals:
    """The homes to be built of each side, in the commitments of a selection that fit `text` (empty: all).

    Raises ComparisonError for sides that cannot be compared.
    """
    names = check(library, sides)
    columns = library.commitment_columns()
    wanted = replace(selection, themes=selection.themes or (Theme.NIEUWBOUW,), with_number=True)
    found = worded(library, retriever, columns, text, today) if text.strip() else None
    each = []
    for name, title in names.items():
        one = side(library, columns, sides.sort, name, title, wanted, found.mask if found else None, today)
        rows = one.mask.nonzero()[0][:_MOST].tolist()
        each.append(
            SideTotals(one, tuple(_of_side(library.commitments([columns.ids[row] for row in rows]), today)))
        )
    first = [some.documents[0] for some in each if some.documents]
    segment = first[0].segment if first else None
    first = [_of_segment(some.documents, segment) for some in each if some.documents]
    return Totals(tuple(each), footing([one.figure for one in first]) if len(first) > 1 else None)


def _of_segment(documents: Sequence[DocumentTotal], segment: str | None) -> DocumentTotal:
    """The first total of the same part of the stock with the same standing as the first of all; else that."""
    first = documents[0]
    return next((one for one in documents if (one.segment, one.standing) == (segment, first.standing)), first)


def _of_side(stored: Iterable[StoredCommitment], today: date) -> list[DocumentTotal]:
    groups: dict[tuple[str, Standing, str | None], list[Figure]] = {}
    for one in stored:
        if len(one.card.description.municipalities) > 1:
            continue  # the parts of a region's numbers are those of its municipalities
        for figure in _figures(one):
            key = (one.card.id, one.commitment.standing, figure.segment)
            groups.setdefault(key, []).append(figure)
    found = [_total(figures, segment, standing) for (_, standing, segment), figures in groups.items()]
    known = {(one.card.id, one.standing) for one in found if one.segment == "sociaal" and one.how == "totaal"}
    # What a text leaves open next to a total of social homes is mostly a part of it.
    kept = [one for one in found if one.segment is not None or (one.card.id, one.standing) not in known]
    return sorted(kept, key=lambda one: _order(one, today))


def _order(one: DocumentTotal, today: date) -> tuple[object, ...]:
    about = one.card.description
    # An addendum that gives a new total says what holds now.
    kind = 0 if about.kind is Kind.ADDENDUM and one.how == "totaal" else _KINDS.get(about.kind, 5)
    signed = about.signed or date.min
    return (
        one.standing is not Standing.AFGESPROKEN,
        about.status(today) is Status.VERLOPEN,
        one.segment not in {"sociaal", None},
        one.how != "totaal",
        kind,
        -signed.toordinal(),
        -(about.period.end or 0),
        one.card.id,
    )


def _figures(one: StoredCommitment) -> list[Figure]:
    """The numbers of homes to be built that a commitment says."""
    record = one.commitment
    if record.action and record.action not in _BUILDING:
        return []
    header = " ".join((*record.headings[-1:], record.context.partition("\n")[0], record.object))
    if not record.action and (not _ABOUT_BUILDING.search(header) or _NOT_BUILDING.search(record.object)):
        return []
    figures = [figure_of(one, number) for number in record.numbers if number.limit != "hoogstens"]
    return [
        figure
        for figure in figures
        if figure.unit == _UNIT and figure.number.per in {None, "jaar", "looptijd"}
    ]


def _total(figures: Sequence[Figure], segment: str | None, standing: Standing) -> DocumentTotal:
    """The total of the numbers of one document and one part of the stock."""
    card = figures[0].stored.card
    whole = [figure for figure in figures if _of_all(figure) and _of_term(figure)]
    if whole:
        value, used, how = max(figure.number.value for figure in whole), whole, "totaal"
        used = [figure for figure in whole if figure.number.value == value]
    else:
        value, used, how = _added(figures)
    behind = {figure.stored.commitment.id: figure.stored for figure in used}
    others = {figure.stored.commitment.id: figure.stored for figure in figures}
    main = max(used, key=_told)
    figure = main if whole else _sum(main, value, how, used)
    return DocumentTotal(
        card,
        standing,
        segment,
        value,
        how,  # type: ignore[arg-type]
        figure,
        tuple(behind.values()),
        tuple(one for name, one in others.items() if name not in behind),
    )


def _sum(main: Figure, value: float, how: str, used: Sequence[Figure]) -> Figure:
    """What was added up as one number: for the whole term when every year of that is there."""
    years = {year for figure in used for year in figure.stored.commitment.period.years()}
    whole = how == "opgeteld per corporatie" or (
        how == "opgeteld per jaar" and years == set(main.stored.card.description.period.years())
    )
    number = replace(main.number, value=value, upper=None, per="looptijd" if whole else None, total=True)
    period = replace(main.stored.commitment, period=Period())
    return figure_of(replace(main.stored, commitment=period), number)


def _added(figures: Sequence[Figure]) -> tuple[float, list[Figure], How]:
    """Parts that do not overlap: those of each party over the term, of each year, else each on its own."""
    of_party: dict[str, Figure] = {}
    for figure in figures:
        name = _party(figure)
        if name and _of_term(figure) and not figure.stored.commitment.location:
            of_party[name] = max(of_party.get(name, figure), figure, key=lambda one: one.number.value)
    if of_party:
        used = list(of_party.values())
        return sum(one.number.value for one in used), used, "opgeteld per corporatie"
    of_year: dict[int, Figure] = {}
    for figure in figures:
        years = figure.stored.commitment.period.years()
        if _of_all(figure) and len(years) == 1:
            of_year[years[0]] = max(of_year.get(years[0], figure), figure, key=lambda one: one.number.value)
    if of_year:
        used = list(of_year.values())
        return sum(one.number.value for one in used), used, "opgeteld per jaar"
    parts: dict[tuple[object, ...], Figure] = {}
    for figure in [one for one in figures if not one.number.total] or figures[:1]:
        record = figure.stored.commitment
        # The same number of the same party in the same year, in a sentence and in a table, is one part.
        parts.setdefault((_party(figure), record.period, figure.number.value), figure)
    used = list(parts.values())
    return sum(one.number.value for one in used), used, "opgeteld per onderdeel"


def _of_all(figure: Figure) -> bool:
    """Whether it is of all parties together and of the whole place."""
    return not _party(figure) and not figure.stored.commitment.location


def _party(figure: Figure) -> str:
    """The one party whose part it is; none when it is of all of them."""
    if figure.number.actor:
        return figure.number.actor.name or ""
    builders = [actor.name for actor in figure.stored.commitment.actors if actor.role is Role.CORPORATIE]
    named = [name for name in builders if name]
    if len(named) < len(builders):
        return ""
    alone = len(figure.stored.card.description.corporations) <= 1
    return " & ".join(sorted(named)) if named and not alone else ""


def _of_term(figure: Figure) -> bool:
    """Whether it is for the whole term: said so, a total of no said year, or of a document for one year."""
    number, years = figure.number, figure.stored.card.description.period.years()
    if number.per == "looptijd":
        return True
    own = figure.stored.commitment.period.years()
    if number.per == "jaar":
        return len(years) == 1 and (not own or own == years)
    return (number.total and not own) or bool(own and own == term(figure.stored) == years)


def _told(figure: Figure) -> int:
    """How much is said around a number."""
    number = figure.number
    return sum(value is not None for value in (number.per, number.basis, number.moment, number.segment))
