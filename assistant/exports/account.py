"""How an export came about, in sentences: what was asked, and what was searched for it."""

from collections.abc import Callable

from assistant.answering.elsewhere import listed
from assistant.exports.labels import MODALITIES, ROLES, STANDINGS, amount
from assistant.precedents.coverage import Coverage
from assistant.precedents.selection import Selection, Value
from assistant.words import WORDS
from corpus.commitment import Modality, Role, Standing

_MOST_NAMES = 12

_Words = Callable[[Value], str]
_FIELDS: dict[str, tuple[str, _Words]] = {
    "gemeenten": ("Gemeente", str),
    "corporaties": ("Corporatie", str),
    "themas": ("Onderwerp", lambda value: WORDS["themas"][str(value)]),
    "hardheid": ("Hardheid", lambda value: MODALITIES[Modality(str(value))]),
    "rollen": ("Wie", lambda value: ROLES[Role(str(value))]),
    "actoren": ("Wie, bij naam", str),
    "jaren": ("Jaar", str),
    "status": ("Geldigheid", lambda value: WORDS["status"][str(value)]),
    "stand": ("Stand", lambda value: STANDINGS[Standing(str(value))]),
    "soorten": ("Soort document", lambda value: WORDS["soorten"][str(value)]),
    "metGetal": ("Met een getal", lambda value: "ja" if value else "nee"),
    "eenheden": ("Eenheid", str),
    "documenten": ("Document", str),
}


def asked(text: str, selection: Selection) -> tuple[tuple[str, str], ...]:
    """What was asked, field by field."""
    chosen = [
        (title, " of ".join(word(value) for value in values))
        for field, (title, word) in _FIELDS.items()
        if (values := selection.chosen(field))
    ]
    return (("Zoekvraag", f"“{text}”" if text else "geen woorden, alleen filters"), *chosen)


def searched(coverage: Coverage) -> tuple[str, ...]:
    """What was searched, and what was not."""
    kinds = ", ".join(f"{amount(count)} {_kind(kind.value)}" for kind, count in coverage.kinds)
    documents = "1 document" if coverage.documents == 1 else f"{amount(coverage.documents)} documenten"
    over = ""
    if coverage.first_year and coverage.last_year:
        first, last = coverage.first_year, coverage.last_year
        over = f" over {first}" if first == last else f" over {first} tot en met {last}"
    lines = [f"Gezocht in {documents}{over}" + (f": {kinds}." if kinds else ".")]
    if coverage.municipalities:
        lines.append(
            f"Van {_municipalities(coverage.municipalities)} is gezocht; "
            f"bij {amount(coverage.with_some)} daarvan is iets gevonden."
        )
    if coverage.none_found:
        lines.append(
            f"Gezocht en niets gevonden: {_named(coverage.none_found)}. "
            "Dat betekent niet dat er niets is afgesproken."
        )
    if coverage.not_searched:
        lines.append(f"Alleen andere soorten documenten zijn er van: {_named(coverage.not_searched)}.")
    if coverage.not_in_library:
        lines.append(f"Geen enkel document is er van: {_named(coverage.not_in_library)}.")
    lines.append(
        f"Van {amount(coverage.absent)} van de {amount(coverage.nationwide)} gemeenten in Nederland "
        "staat er niets in de bibliotheek."
    )
    return tuple(lines)


def found_in(documents: int) -> str:
    """In how many documents the chosen commitments stand."""
    return f"Ze staan in {'1 document' if documents == 1 else f'{amount(documents)} documenten'}."


def _kind(value: str) -> str:
    return f"× {WORDS['soorten'][value].lower()}"


def _municipalities(count: int) -> str:
    return "1 gemeente" if count == 1 else f"{amount(count)} gemeenten"


def _named(names: tuple[str, ...]) -> str:
    if len(names) <= _MOST_NAMES:
        return listed(names)
    return f"{', '.join(names[:_MOST_NAMES])} en nog {len(names) - _MOST_NAMES}"
