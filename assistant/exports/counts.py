"""A count as a table: a row a value, every number with the address of the commitments behind it."""

from collections.abc import Callable
from datetime import date

from assistant.exports import account, labels
from assistant.exports.sheet import Account, Cell, Column, Sheet, Value
from assistant.precedents.counting import By, Counts
from assistant.precedents.selection import Selection
from assistant.words import WORDS

TITLES: dict[By, str] = {
    "gemeente": "Gemeente",
    "thema": "Onderwerp",
    "jaar": "Jaar",
    "hardheid": "Hardheid",
    "corporatie": "Corporatie",
    "stand": "Stand",
}


def counted(
    counts: Counts, text: str, selection: Selection, day: date, url: Callable[[Selection], str]
) -> Sheet:
    """The table of a count; `url` gives the address of the commitments of a selection."""
    over = f" over “{text}”" if text else ""
    return Sheet(
        title=f"Aantal afspraken{over} per {TITLES[counts.by].lower()}",
        name="Telling",
        account=Account(
            account.asked(text, selection), day, account.searched(counts.coverage), tuple(_remarks(counts))
        ),
        columns=(
            Column(TITLES[counts.by], 24),
            Column("Afspraken", 14, "number"),
            Column("Documenten", 16, "number"),
            Column("Gemeenten", 16, "number"),
            Column("Lijst van deze afspraken", 22),
        ),
        rows=(
            (
                Cell(_label(counts.by, row.value)),
                Cell(row.commitments, at),
                Cell(row.documents),
                Cell(row.municipalities),
                Cell("open de lijst", at),
            )
            for row in counts.rows
            for at in [url(row.selection)]
        ),
    )


def _remarks(counts: Counts) -> list[str]:
    total, unknown = labels.amount(counts.commitments), labels.amount(counts.unknown)
    remarks = [
        f"In totaal zijn er {total} afspraken, in {labels.amount(counts.documents)} documenten "
        f"van {labels.amount(counts.municipalities)} gemeenten.",
        "Een afspraak die bij meer regels hoort, telt bij elk daarvan mee en in het totaal één keer.",
    ]
    if counts.unknown:
        remarks.append(f"Van {unknown} afspraken is dit niet bekend ({TITLES[counts.by].lower()}).")
    return remarks


def _label(by: By, value: Value) -> Value:
    words = {
        "thema": WORDS["themas"],
        "hardheid": {str(one): word for one, word in labels.MODALITIES.items()},
        "stand": {str(one): word for one, word in labels.STANDINGS.items()},
    }.get(by, {})
    return words.get(str(value), value)
