"""The words in which pages tell of a commitment: who, how hard, which number, when."""

from collections.abc import Sequence
from datetime import date

from assistant.service.templates import dutch_date, years
from corpus.commitment import Actor, Commitment, Limit, Modality, Quantity, Role, Standing
from corpus.model import Period

MODALITIES = {
    Modality.RESULTAAT: "resultaat",
    Modality.INSPANNING: "inspanning",
    Modality.INTENTIE: "intentie",
    Modality.VOORWAARDE: "voorwaarde",
    Modality.PROCEDURE: "procedure",
}
# What each of them binds to, for who does not know the word.
MEANT = {
    Modality.RESULTAAT: "dit moet er komen of zo blijven",
    Modality.INSPANNING: "partijen doen hun best",
    Modality.INTENTIE: "partijen willen dit",
    Modality.VOORWAARDE: "dit geldt alleen in een bepaald geval",
    Modality.PROCEDURE: "zo werken partijen samen",
}
STANDINGS = {
    Standing.AFGESPROKEN: "afgesproken",
    Standing.VOORSTEL: "voorstel uit een bod",
    Standing.CONCEPT: "uit een concept",
    Standing.VOORBEELD: "uit een publicatie",
    Standing.RESULTAAT: "terugblik",
}
# What stands on everything that was not agreed, so that nobody takes it for an agreement.
NOT_AGREED = {
    Standing.VOORSTEL: "Voorstel, geen afspraak",
    Standing.CONCEPT: "Concept, nog niet vastgesteld",
    Standing.VOORBEELD: "Uit een publicatie, geen afspraak",
    Standing.RESULTAAT: "Terugblik, geen afspraak",
}
ROLES = {
    Role.GEMEENTE: "de gemeente",
    Role.CORPORATIE: "de corporaties",
    Role.HUURDERSORGANISATIE: "de huurdersorganisaties",
    Role.PARTIJEN: "alle partijen",
    Role.ANDERS: "anderen",
}
_LIMITS = {
    Limit.PRECIES: "",
    Limit.MINSTENS: "minstens ",
    Limit.HOOGSTENS: "hoogstens ",
    Limit.ONGEVEER: "ongeveer ",
}
_SIGNS = {"euro": "€ {}", "procent": "{}%"}
_PER = {"looptijd": "in de hele looptijd"}


def amount(value: float) -> str:
    """A number as it is printed in Dutch: "1.200", "3,5"."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")
    return text.translate(str.maketrans(",.", ".,"))


def quantity(number: Quantity, *, unit: bool = True) -> str:
    """A number with its bound, and unless `unit` is off with its unit and all that it means."""
    value = amount(number.value)
    if number.upper is not None:
        value += f" tot {amount(number.upper)}"
    if number.unit in _SIGNS:
        value = _SIGNS[number.unit].format(value)
    elif unit:
        value += f" {number.unit}"
    text = _LIMITS[number.limit] + value
    if not unit:
        return text
    if number.each:
        text += f" per {number.each}"
    if number.per:
        text += f" {_PER.get(number.per, f'per {number.per}')}"
    extras = [number.segment, number.basis, number.moment and f"geteld bij {number.moment}"]
    if number.price_level:
        extras.append(f"prijspeil {number.price_level}")
    if number.actor:
        extras.append(actor(number.actor))
    if number.total:
        extras.append("totaal")
    told = ", ".join(extra for extra in extras if extra)
    return f"{text} ({told})" if told else text


def actor(one: Actor) -> str:
    """A party by its name, else all with that role."""
    return one.name or ROLES[one.role]


def actors(found: Sequence[Actor]) -> str:
    """Who does it: "Hagelinde en de gemeente"; empty when nobody is named."""
    names = list(dict.fromkeys(actor(one) for one in found))
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def when(one: Commitment, of_document: Period) -> str:
    """When it is for: what it says itself, else the years of its document."""
    own = years(one.period.start, one.period.end)
    told = [own] if own else []
    if one.deadline:
        told.append(f"uiterlijk {_day(one.deadline)}")
    if not told:
        whole = years(of_document.start, of_document.end)
        return f"{whole}, de looptijd" if whole else "niet genoemd"
    return ", ".join(told)


def _day(day: date) -> str:
    """The end of a year is said as the year."""
    return f"eind {day.year}" if (day.month, day.day) == (12, 31) else dutch_date(day)
