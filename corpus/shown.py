"""What readers see of the library at one moment: the visible editions, and which of them pass a filter.

It never changes: a change of the library makes a new one. So what was worked out once holds for as long as it lives.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache

from corpus.model import Coverage, EditionCard, Filters

# Filters are what users choose: the same few come back, question after question.
_REMEMBERED = 64


class Shown:
    """The visible editions by id, newest period first, then by title."""

    def __init__(self, cards: Iterable[EditionCard] = ()) -> None:
        ordered = sorted(
            cards, key=lambda card: (-(card.description.period.end or 0), card.description.title, card.id)
        )
        self.cards = {card.id: card for card in ordered}
        # On the object, not on the class: it goes with it.
        self.passing = lru_cache(_REMEMBERED)(self._passing)
        self.ids = lru_cache(_REMEMBERED)(self._ids)
        self.coverage = lru_cache(_REMEMBERED)(self._coverage)

    @cached_property
    def by_source(self) -> dict[str, EditionCard]:
        """The visible edition of every source."""
        return {card.source: card for card in self.cards.values()}

    def _passing(self, filters: Filters, today: date) -> tuple[EditionCard, ...]:
        """The editions that have, in every field that is filtered on, one of the values asked for."""
        municipalities, corporations = _folded(filters.municipalities), _folded(filters.corporations)
        themes, kinds, years = set(filters.themes), set(filters.kinds), set(filters.years)
        statuses, documents = set(filters.statuses), set(filters.documents)

        def passes(card: EditionCard) -> bool:
            described = card.description
            return (
                (not municipalities or not municipalities.isdisjoint(_folded(described.municipalities)))
                and (not corporations or not corporations.isdisjoint(_folded(described.corporations)))
                and (not themes or not themes.isdisjoint(described.themes))
                and (not kinds or described.kind in kinds)
                and (not years or not years.isdisjoint(described.period.years()))
                and (not statuses or described.status(today) in statuses)
                and (not documents or card.document_id in documents)
            )

        return tuple(card for card in self.cards.values() if passes(card))

    def _ids(self, filters: Filters, today: date) -> frozenset[str]:
        """The ids of the editions that pass."""
        return frozenset(card.id for card in self.passing(filters, today))

    def _coverage(self, filters: Filters, today: date) -> Coverage:
        """How much there is to search under `filters`; not to be changed."""
        cards = self.passing(filters, today)
        periods = [years for card in cards if (years := card.description.period.years())]
        return Coverage(
            documents=len(cards),
            passages=sum(card.passage_count for card in cards),
            first_year=min((years[0] for years in periods), default=None),
            last_year=max((years[-1] for years in periods), default=None),
            per_municipality=dict(
                Counter(name for card in cards for name in card.description.municipalities)
            ),
        )


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}
