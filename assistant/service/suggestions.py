"""What to try when a search finds nothing: fewer filters, fewer words; each finds something."""

from typing import NamedTuple

from assistant.answering.concepts import concepts
from assistant.answering.understand import Understanding
from assistant.service.incoming import Order
from assistant.service.search import find
from assistant.service.search_address import SearchAddress
from assistant.service.state import Product

_MOST = 4
_MOST_WORDS = 3


class Suggestion(NamedTuple):
    """Another search: what it is called, its address, and how many passages it finds."""

    label: str
    url: str
    passages: int


def suggestions(product: Product, address: SearchAddress, asked: Understanding) -> list[Suggestion]:
    """At most four other searches that do find something, those nearest to what was asked first."""
    tries: list[tuple[str, SearchAddress]] = []
    on = [
        name
        for name in ("gemeente", "corporatie", "thema", "soort", "jaar", "status")
        if getattr(address, name)
    ]
    if len(on) > 1:
        tries += [
            (f"zonder de keuze bij {_CALLED[name]}", address.model_copy(update={name: []})) for name in on
        ]
    if on:
        tries.append(("zonder filters", address.model_copy(update={name: [] for name in on})))
    said = [concept.surface for concept in concepts(asked.text)]
    if len(said) > 1:
        tries += [(f"alleen ‘{word}’", address.model_copy(update={"q": word})) for word in said[:_MOST_WORDS]]
    found = []
    for label, other in tries:
        count = find(product, other.q, other.filters(), Order.RELEVANTIE, 1, 1).total
        if count:
            found.append(Suggestion(label, other.url(), count))
    return found[:_MOST]


_CALLED = {
    "gemeente": "gemeente",
    "corporatie": "corporatie",
    "thema": "onderwerp",
    "soort": "soort document",
    "jaar": "jaar",
    "status": "geldigheid",
}
