"""The words of the pages about a commitment that exports do not need: what binds, what was not agreed, when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.exports import labels
from assistant.service.templates import dutch_date
from corpus.commitment import Commitment, Modality, Quantity, Standing
from corpus.model import Period

# What each kind of commitment binds to, for who does not know its name.
MEANT = {
    Modality.RESULTAAT: "dit moet",
    Modality.INSPANNING: "ze doen hun best",
    Modality.INTENTIE: "ze willen dit",
    Modality.VOORWAARDE: "alleen in een bepaald geval",
    Modality.PROCEDURE: "zo werken ze samen",
}
# What stands on everything that was not agreed, so that nobody takes it for an agreement.
NOT_AGREED = {
    Standing.VOORSTEL: "Voorstel, geen afspraak",
    Standing.CONCEPT: "Concept, nog niet vastgesteld",
    Standing.VOORBEELD: "Uit een publicatie, geen afspraak",
    Standing.RESULTAAT: "Resultaat tot nu toe, geen afspraak",
}


def counted(number: int, standings: Sequence[Standing]) -> str:
    """How many were found: only what was agreed is called an agreement."""
    word, words = (
        ("afspraak", "afspraken") if tuple(standings) == (Standing.AFGESPROKEN,) else ("punt", "punten")
    )
    return f"{labels.amount(number)} {word if number == 1 else words}"


def figure(number: Quantity) -> str:
    """A number without its unit and what it is for: "hoogstens 3,5%", "120"."""
    bare = replace(
        number,
        per=None,
        each=None,
        basis=None,
        segment=None,
        moment=None,
        price_level=None,
        actor=None,
        total=False,
    )
    return labels.number(bare if bare.unit in ("euro", "procent") else replace(bare, unit="")).strip()


def when(one: Commitment, of_document: Period) -> str:
    """When it is for: what it says itself, else the years of its document."""
    own = labels.years(one.period)
    told = [own] if own else []
    if one.deadline:
        told.append(f"uiterlijk {_day(one.deadline)}")
    if not told:
        whole = labels.years(of_document)
        return f"{whole}, de looptijd" if whole else "niet genoemd"
    return ", ".join(told)


def _day(day: date) -> str:
    """The end of a year is said as the year."""
    return f"eind {day.year}" if (day.month, day.day) == (12, 31) else dutch_date(day)
