"""Facets: for every value of every field, how many of the passages found there are with it.

The counts of a field leave that field's own filter out, as people expect who want to choose a second value: they say
how many passages there would be with that value alone, under the other filters.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.service.outgoing import FacetsOut, FacetValue
from assistant.service.state import Product
from corpus.model import EditionCard, Filters

_Values = Callable[[EditionCard], Iterable[str | int]]


@dataclass(frozen=True, slots=True)
class _Field:
    without: Callable[[Filters], Filters]
    chosen: Callable[[Filters], Iterable[str | int]]
    values: _Values


def facets(per_edition: Mapping[str, int], filters: Filters, product: Product) -> FacetsOut:
    """The facets over passages found: `per_edition` counts those of the whole library, before any filter."""
    today = product.today()
    fields = {
        "gemeenten": _Field(
            lambda f: replace(f, municipalities=()),
            lambda f: f.municipalities,
            lambda card: card.description.municipalities,
        ),
        "corporaties": _Field(
            lambda f: replace(f, corporations=()),
            lambda f: f.corporations,
            lambda card: card.description.corporations,
        ),
        "themas": _Field(
            lambda f: replace(f, themes=()),
            lambda f: [theme.value for theme in f.themes],
            lambda card: [theme.value for theme in card.description.themes],
        ),
        "soorten": _Field(
            lambda f: replace(f, kinds=()),
            lambda f: [kind.value for kind in f.kinds],
            lambda card: [card.description.kind.value],
        ),
        "jaren": _Field(
            lambda f: replace(f, years=()), lambda f: f.years, lambda card: card.description.period.years()
        ),
        "status": _Field(
            lambda f: replace(f, statuses=()),
            lambda f: [status.value for status in f.statuses],
            lambda card: [card.description.status(today).value],
        ),
    }
    return FacetsOut(
        **{name: _counted(per_edition, filters, field, product) for name, field in fields.items()}
    )


def _counted(
    per_edition: Mapping[str, int], filters: Filters, field: _Field, product: Product
) -> list[FacetValue]:
    """Most frequent first, then in alphabetical order; a chosen value is there also when it counts nothing."""
    counts: Counter[str | int] = Counter()
    for card in product.library.cards(field.without(filters), today=product.today()):
        if found := per_edition.get(card.id, 0):
            for value in set(field.values(card)):
                counts[value] += found
    for value in field.chosen(filters):
        counts[value] += 0
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return [FacetValue(waarde=value, aantal=count) for value, count in ranked]
