"""A comparison as a table: a column a side, a row a subject, with the quote of each and whether numbers compare."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.exports import account, labels
from assistant.exports.sheet import Account, Cell, Column, Sheet, Source
from assistant.precedents.comparing import Comparison, ThemeRow, Topic
from assistant.precedents.selection import Selection
from assistant.precedents.sides import SideSort
from assistant.words import WORDS
from corpus.commitment_index import StoredCommitment


def compared(
    comparison: Comparison,
    text: str,
    selection: Selection,
    day: date,
    url: Callable[[Selection], str],
    page_url: Callable[[StoredCommitment], str],
) -> Sheet:
    """The table of a comparison; `url` gives the address of the commitments of a selection."""
    titles = [side.title for side in comparison.sides]
    over = f" over “{text}”" if text else ""

    def cell(topic: Topic, place: int) -> Cell:
        stored = topic.commitments[place]
        if stored is None:
            return Cell(comparison.sides[place].not_found)
        made_up = " (verzonnen voorbeeld)" if labels.is_made_up(stored) else ""
        name = f"{labels.document(stored)}, {labels.place_in_document(stored)}{made_up}"
        hard = labels.MODALITIES[stored.commitment.modality]
        standing = labels.STANDINGS[stored.commitment.standing]
        above = stored.commitment.context.replace("\t", " | ") if stored.commitment.form == "table" else ""
        words = "\n".join(part for part in (above, labels.quoted(stored), f"({standing}; {hard})") if part)
        return Cell(words, None, (Source(name, page_url(stored)),))

    def rows() -> Iterator[tuple[Cell, ...]]:
        for theme in comparison.themes:
            yield (Cell(_theme(theme)), *_totals(theme, url), Cell("aantal afspraken"))
            for topic in theme.topics:
                places = range(len(titles))
                yield (
                    Cell(_theme(theme)),
                    *(cell(topic, place) for place in places),
                    Cell(_numbers(topic, titles)),
                )

    return Sheet(
        title=f"Vergelijking{over}: {', '.join(titles)}",
        name="Vergelijking",
        account=Account(
            (
                ("Vergeleken", ", ".join(titles)),
                *account.asked(text, _without_sides(selection, comparison.sort)),
            ),
            day,
            tuple(_searched(comparison)),
            tuple(_remarks(comparison)),
        ),
        columns=(
            Column("Onderwerp", 26),
            *(Column(title, 45, long=True) for title in titles),
            Column("Getallen", 30, long=True),
        ),
        rows=rows(),
        sourced=True,
    )


def _without_sides(selection: Selection, sort: SideSort) -> Selection:
    """What was chosen beside the sides, which take the place of that field."""
    if sort == "gemeenten":
        return replace(selection, municipalities=())
    if sort == "documenten":
        return replace(selection, documents=())
    return replace(selection, corporations=(), actors=())


def _theme(row: ThemeRow) -> str:
    return WORDS["themas"][row.theme.value]


def _totals(row: ThemeRow, url: Callable[[Selection], str]) -> Iterator[Cell]:
    for total, selection in zip(row.totals, row.selections, strict=True):
        yield Cell(total, url(selection) if total else None)


def _numbers(topic: Topic, titles: Sequence[str]) -> str:
    """The numbers beside each other, or why they cannot be compared."""
    if topic.footing is None:
        return ""
    if not topic.footing.comparable:
        return f"Niet te vergelijken: {', '.join(topic.footing.reasons)}."
    of_side = {one.commitment.id: title for one, title in zip(topic.commitments, titles, strict=True) if one}
    return "\n".join(
        f"{of_side[figure.stored.commitment.id]}: {labels.number(figure.number)}"
        + (f" ({figure.calculation})" if figure.calculation else "")
        for figure in topic.footing.figures
    )


def _searched(comparison: Comparison) -> Iterator[str]:
    for side in comparison.sides:
        if not side.total:
            yield f"{side.title}: {side.not_found}."
            continue
        documents = side.coverage.documents
        number = "1 document" if documents == 1 else f"{labels.amount(documents)} documenten"
        total = "1 afspraak" if side.total == 1 else f"{labels.amount(side.total)} afspraken"
        yield f"{side.title}: {total} gevonden in {number}."


def _remarks(comparison: Comparison) -> Iterator[str]:
    yield "Wat bij een kant niet staat, is daar niet gevonden. Het kan wel zijn afgesproken."
    more = sum(row.more for row in comparison.themes)
    if more:
        yield f"Nog {labels.amount(more)} onderwerpen staan niet in deze tabel."
    if not comparison.complete:
        yield "Er zijn zo veel afspraken dat niet alles met elkaar is vergeleken."
