"""The filters of a search in what was agreed: every value with its count, and the chips of what is chosen."""

from collections.abc import Mapping
from typing import Any

from assistant.exports.labels import MODALITIES, ROLES, STANDINGS
from assistant.precedents.facets import Facets
from assistant.service.commitment_page_address import PageAddress
from assistant.service.pages import Chip, Choice, Group
from assistant.words import WORDS
from corpus.commitment import Standing

_MOST_VALUES_SHOWN = 6
_MOST_VALUES = 400
_NO_WORDS: Mapping[str, str] = {}
_WITH_NUMBER = {"ja": "met een getal", "nee": "zonder getal"}


# The fields of the address, the public names of the facets, what a reader calls them, and the words for their values.
FIELDS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("gemeente", "gemeenten", "Gemeente", _NO_WORDS),
    ("thema", "themas", "Onderwerp", WORDS["themas"]),
    ("hardheid", "hardheid", "Hoe hard", {str(key): word for key, word in MODALITIES.items()}),
    ("jaar", "jaren", "Jaar", _NO_WORDS),
    ("status", "status", "Geldigheid", WORDS["status"]),
    ("stand", "stand", "Afgesproken of niet", {str(key): word for key, word in STANDINGS.items()}),
    ("rol", "rollen", "Wie het doet", {str(key): word for key, word in ROLES.items()}),
    ("actor", "actoren", "Wie het doet, bij naam", _NO_WORDS),
    ("corporatie", "corporaties", "Corporatie die meedoet", _NO_WORDS),
    ("metGetal", "metGetal", "Getal", _WITH_NUMBER),
    ("eenheid", "eenheden", "Getal in", _NO_WORDS),
    ("soort", "soorten", "Soort document", WORDS["soorten"]),
)
# Those that stand open; the others are behind "Meer filters".
OPEN = 6
_ATTRIBUTES = {"metGetal": "met_getal"}
_WORDS = {field: words for field, _, _, words in FIELDS}


def label(field: str, value: object) -> str:
    """What a reader calls a value of a field of the address."""
    return _WORDS.get(field, _NO_WORDS).get(_written(value), _written(value))


def chips(address: PageAddress) -> list[Chip]:
    """The filters that are on, in the order of the facets, each with the address without it."""
    found = []
    for field, _, title, _ in FIELDS:
        for value in _chosen(address, field):
            left = (
                [] if field == "metGetal" else [one for one in getattr(address, field) if str(one) != value]
            )
            changed: dict[str, Any] = {_ATTRIBUTES.get(field, field): left}
            found.append(Chip(title, label(field, value), address.url(**changed), value in address.begrepen))
    if address.document:
        found.append(Chip("Document", f"{len(address.document)} gekozen", address.url(document=[]), False))
    return found


def groups(address: PageAddress, facets: Facets) -> list[Group]:
    """The facets with what is chosen first; years from new to old."""
    found = []
    for field, facet, title, _ in FIELDS:
        chosen = set(_chosen(address, field))
        if field == "stand":
            chosen = {str(one) for one in address.selection().standings or tuple(Standing)}
        counted = facets[facet]
        if field == "jaar":
            counted = sorted(counted, key=lambda one: -int(one.value))
        choices = [
            Choice(value, label(field, value), one.count, value in chosen)
            for one in counted[:_MOST_VALUES]
            for value in [_written(one.value)]
            if field != "metGetal" or value == "ja"
        ]
        if field != "stand":
            choices.sort(key=lambda choice: not choice.chosen)
        if choices:
            found.append(Group(field, title, choices[:_MOST_VALUES_SHOWN], choices[_MOST_VALUES_SHOWN:]))
    return found


def fewer(address: PageAddress) -> list[tuple[str, PageAddress]]:
    """The same search with less chosen, each with what to call it; the one without any filter comes last."""
    on = [(field, title) for field, _, title, _ in FIELDS if _chosen(address, field)]
    tries = [(f"zonder de keuze bij ‘{title}’", _without(address, field)) for field, title in on]
    if len(on) > 1:
        bare = address
        for field, _ in on:
            bare = _without(bare, field)
        tries.append(("zonder filters", bare))
    return tries


def _without(address: PageAddress, field: str) -> PageAddress:
    empty: object = None if field == "metGetal" else []
    return address.model_copy(update={_ATTRIBUTES.get(field, field): empty})


def _chosen(address: PageAddress, field: str) -> list[str]:
    value = getattr(address, _ATTRIBUTES.get(field, field))
    if value is None:
        return []
    return [_written(one) for one in (value if isinstance(value, list) else [value])]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)
