"""Which documents a question that the catalogue cards answer is about, the one that counts first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.names import fold
from assistant.answering.understand import Understanding
from corpus.library import Library
from corpus.model import Description, EditionCard, Kind, Origin, Stage, Status

# What parties agreed, in the order in which it tells who they are and for how long.
_AGREEMENTS = (Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.REGIONALE_AFSPRAKEN, Kind.ADDENDUM)
_LOCAL = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN})
_REGION = re.compile(r"\bregio\w*", re.IGNORECASE)
_DRAFT = re.compile(r"\bconcept", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}")


def agreements(asked: Understanding, library: Library, today: date) -> list[EditionCard]:
    """All agreements in their own words that pass what the user filters on, newest period first."""
    cards = library.cards(asked.given, today=today)
    return sorted(
        (
            card
            for card in cards
            if card.description.kind in _AGREEMENTS and card.description.origin is not Origin.SAMENVATTING
        ),
        key=lambda card: card.description.period.end or 0,
        reverse=True,
    )


def meant(asked: Understanding, library: Library, today: date) -> list[EditionCard]:
    """The agreements of the place, of the kind and for the years that the question names; else those in force."""
    cards = _of_kind(asked, _of_place(asked, agreements(asked, library, today)))
    years = set(asked.all_years)
    if asked.period:
        exact = [card for card in cards if _ends(card.description) == asked.period]
        cards = exact or [card for card in cards if years & _years(card.description)]
    elif years:
        cards = [card for card in cards if years & _years(card.description)]
    if not _DRAFT.search(asked.text):
        cards = [card for card in cards if card.description.stage is not Stage.CONCEPT] or cards
    else:
        cards = [card for card in cards if card.description.stage is Stage.CONCEPT] or cards
    in_force = [card for card in cards if card.description.status(today) is Status.GELDEND]
    return (cards if years or not in_force else in_force)[:1]


def newest(asked: Understanding, library: Library, today: date) -> list[EditionCard]:
    """The agreements of a place that are in force or to come, drafts included; without any the last ones."""
    cards = _of_kind(asked, _of_place(asked, agreements(asked, library, today)))
    current = [card for card in cards if card.description.status(today) is not Status.VERLOPEN]
    return current or cards[:1]


def per_place(cards: Iterable[EditionCard]) -> dict[str, EditionCard]:
    """For each municipality the first of the local agreements, drafts aside; in the order of the alphabet."""
    found: dict[str, EditionCard] = {}
    for card in sorted(cards, key=lambda card: _AGREEMENTS.index(card.description.kind)):
        described = card.description
        if described.kind in _LOCAL and described.stage is not Stage.CONCEPT:
            for place in described.municipalities:
                found.setdefault(place, card)
    return dict(sorted(found.items()))


def without_years_plans(cards: Sequence[EditionCard]) -> list[EditionCard]:
    """Without the agreements for one year of places that have agreements for more years: those say for how long."""
    longer = {
        place
        for card in cards
        if card.description.kind is Kind.PRESTATIEAFSPRAKEN
        for place in card.description.municipalities
    }
    return [
        card
        for card in cards
        if card.description.kind is not Kind.JAARAFSPRAKEN
        or not longer.intersection(card.description.municipalities)
    ]


def regions(cards: Iterable[EditionCard]) -> frozenset[str]:
    """The words, folded, in the titles of agreements of a region: its name is one of them."""
    return frozenset(
        fold(word)
        for card in cards
        if card.description.kind is Kind.REGIONALE_AFSPRAKEN
        for word in _WORDS.findall(card.description.title)
    )


def about(asked: Understanding, library: Library, today: date) -> list[EditionCard]:
    """Every document of the places or corporations named, those in force first."""
    filters = replace(asked.given, municipalities=asked.municipalities, corporations=asked.corporations)
    if not asked.municipalities and not asked.corporations:
        return []
    cards = [
        card
        for card in library.cards(filters, today=today)
        if not asked.all_years or set(asked.all_years) & _years(card.description)
    ]
    return sorted(cards, key=lambda card: card.description.status(today) is not Status.GELDEND)


def _of_place(asked: Understanding, cards: Sequence[EditionCard]) -> list[EditionCard]:
    """Those of the places asked about alone, those of a region that the question names, or none."""
    if _REGION.search(asked.text):
        said = {word.lower() for word in _WORDS.findall(asked.text)}
        return [
            card
            for card in cards
            if card.description.kind is Kind.REGIONALE_AFSPRAKEN
            and (
                set(asked.municipalities) & set(card.description.municipalities)
                or said & {word.lower() for word in _WORDS.findall(card.description.title)[-1:]}
            )
        ]
    places = set(asked.filters.municipalities)
    owners = set(asked.corporations)
    there = [
        card
        for card in cards
        if (places or owners)
        and (not places or places & set(card.description.municipalities))
        and owners <= set(card.description.corporations)
    ]
    return [card for card in there if card.description.kind in _LOCAL | {Kind.ADDENDUM}] or there


def _of_kind(asked: Understanding, cards: Sequence[EditionCard]) -> list[EditionCard]:
    """Those of the kind that the question names; without one the most general kind that there is."""
    for kind in asked.kinds or _AGREEMENTS:
        if kind in _AGREEMENTS and (same := [card for card in cards if card.description.kind is kind]):
            return same
    return [] if asked.kinds else list(cards)


def _years(described: Description) -> set[int]:
    signed = {described.signed.year} if described.signed else set()
    return set(described.period.years()) | signed


def _ends(described: Description) -> tuple[int | None, int | None]:
    return described.period.start, described.period.end
