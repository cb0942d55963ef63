"""The values of a commitment in words: who, how hard, which number, over which years."""

from collections.abc import Sequence

from assistant.answering.elsewhere import listed
from assistant.words import WORDS
from corpus.commitment import Actor, Commitment, Limit, Modality, Quantity, Role, Standing
from corpus.commitment_index import StoredCommitment
from corpus.model import Origin, Period

STANDINGS = {
    Standing.AFGESPROKEN: "afgesproken",
    Standing.VOORSTEL: "voorstel uit een bod",
    Standing.CONCEPT: "uit een concept",
    Standing.VOORBEELD: "uit een publicatie",
    Standing.RESULTAAT: "terugblik",
}
MODALITIES = {
    Modality.RESULTAAT: "resultaat",
    Modality.INSPANNING: "inspanning",
    Modality.INTENTIE: "intentie",
    Modality.VOORWAARDE: "voorwaarde",
    Modality.PROCEDURE: "werkwijze",
}
ORIGINS = {
    Origin.ORIGINEEL: "origineel",
    Origin.SAMENVATTING: "samenvatting",
    Origin.VOORBEELD: "verzonnen voorbeeld",
}
ROLES = {
    Role.GEMEENTE: "de gemeente",
    Role.CORPORATIE: "de corporaties",
    Role.HUURDERSORGANISATIE: "de huurdersorganisaties",
    Role.PARTIJEN: "alle partijen",
    Role.ANDERS: "anderen",
}
# What a reader has to know of what was not agreed.
WARNINGS = {
    Standing.VOORSTEL: "Voorstel, geen afspraak.",
    Standing.CONCEPT: "Concept, nog niet vastgesteld.",
    Standing.VOORBEELD: "Uit een publicatie, geen afspraak.",
    Standing.RESULTAAT: "Terugblik, geen afspraak.",
}
MADE_UP = "Dit document is verzonnen, als voorbeeld."
_PER = {
    "jaar": "per jaar",
    "looptijd": "in de hele looptijd",
    "kwartaal": "per kwartaal",
    "maand": "per maand",
    "week": "per week",
    "dag": "per dag",
}
_SIGNS = {"euro": "€ {}", "procent": "{}%"}


def who(actors: Sequence[Actor]) -> str:
    """Who does it: names, and roles without one."""
    return listed(list(dict.fromkeys(actor.name or ROLES[actor.role] for actor in actors)))


def what(one: Commitment) -> str:
    """What is done, and to what."""
    return ": ".join(part for part in (one.action, one.object) if part)


def amount(value: float) -> str:
    """A number as it is written in Dutch: "1.250", "3,5"."""
    written = f"{value:,.6f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))


def number(one: Quantity) -> str:
    """A number with all that it means: "minstens 40 woningen per jaar (sociaal, netto)"."""
    upto = "" if one.upper is None else f" tot {amount(one.upper)}"
    figure = amount(one.value) + upto
    main = _SIGNS[one.unit].format(figure) if one.unit in _SIGNS else f"{figure} {one.unit}"
    limit = "" if one.limit is Limit.PRECIES else one.limit.value
    each = f"per {one.each}" if one.each else ""
    whose = (one.actor and who([one.actor]), "totaal" if one.total else None)
    said = ", ".join(part for part in (*_sort(one), *whose) if part)
    parts = (limit, main, each, _PER[one.per] if one.per else "", f"({said})" if said else "")
    return " ".join(part for part in parts if part)


def meaning(one: Quantity) -> str:
    """What a number counts, without the number: "woningen (sociaal, netto)"."""
    said = ", ".join(part for part in _sort(one) if part)
    return f"{one.unit} ({said})" if said else one.unit


def _sort(one: Quantity) -> tuple[str | None, ...]:
    return (
        one.segment,
        one.basis,
        one.moment and f"geteld bij {one.moment}",
        one.price_level and f"prijspeil {one.price_level}",
    )


def numbers(one: Commitment) -> str:
    """All numbers of a commitment."""
    return "; ".join(map(number, one.numbers))


def years(period: Period) -> str:
    """ "2024–2027", "2024", "vanaf 2024", "tot en met 2027", or nothing."""
    start, end = period.start, period.end
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    return f"vanaf {start}" if start else f"tot en met {end}" if end else ""


def themes(one: Commitment) -> str:
    """The themes of a commitment."""
    return ", ".join(WORDS["themas"][theme.value] for theme in one.themes)


def page(stored: StoredCommitment) -> str:
    """The number of the page as it is printed, else by counting."""
    return (stored.page_label or "").strip("–—- ") or str(stored.commitment.page)


def place_in_document(stored: StoredCommitment) -> str:
    """Where in the document it stands: "artikel 3.2, pagina 7"."""
    clause = stored.commitment.clause
    named = f"artikel {clause}" if clause and clause[0].isdigit() else clause or ""
    named = named.replace("Artikel", "artikel")
    printed, number = page(stored), str(stored.commitment.page)
    counted = "" if printed == number else f" (blad {number} van het bestand)"
    return ", ".join(part for part in (named, f"pagina {printed}{counted}") if part)


def document(stored: StoredCommitment) -> str:
    """The title of the document, with its years when the title does not say them."""
    about = stored.card.description
    over = years(about.period)
    return about.title if not over or over in about.title.replace("-", "–") else f"{about.title} ({over})"


def quoted(stored: StoredCommitment) -> str:
    """The words as they stand there; a summary of ours is never between quotation marks."""
    shown = stored.commitment.quote.replace("\t", " | ")
    return shown if stored.card.description.origin is Origin.SAMENVATTING else f"“{shown}”"


def is_made_up(stored: StoredCommitment) -> bool:
    """Whether it stands in a document of invented parties, which nobody may take for a real agreement."""
    return stored.card.description.origin is Origin.VOORBEELD
