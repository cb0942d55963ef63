"""Which editions a question means: those of the period, kind or standing that it names with a place."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.model import EditionCard, Kind, Status

_OLD = re.compile(r"\b(?:vorige|oude|vroegere|eerdere|voorgaande)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:nieuwe|huidige|geldende|actuele|nieuwste)\b", re.IGNORECASE)
_IN_OLD = re.compile(
    r"\b(?:in|uit|volgens) (?:de|hun|onze) (?:vorige|oude|vroegere|eerdere|voorgaande) \w*afspraken\b",
    re.IGNORECASE,
)
_AGREEMENTS = re.compile(r"\b\w*afspraken\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:verander\w*|ontwikkel\w*|verloop|verliep|verschil\w*|gewijzigd|vergelijk\w*|anders)\b",
    re.IGNORECASE,
)
_MOST = 4


def tells_of_change(word: str) -> bool:
    """Whether a word only asks how something changed, or for which edition, so that no source needs to have it."""
    return any(form.fullmatch(word) for form in (_CHANGES, _OLD, _NEW))


def of_places(
    cards: Iterable[EditionCard], municipalities: Sequence[str], corporations: Sequence[str]
) -> list[EditionCard]:
    """The editions about one of the places and of one of the corporations, as far as those are given."""
    return [
        card
        for card in cards
        if (not municipalities or set(municipalities) & set(card.description.municipalities))
        and (not corporations or set(corporations) & set(card.description.corporations))
    ]


def of_period(cards: Iterable[EditionCard], period: tuple[int, int]) -> list[EditionCard]:
    """The editions for a period: of exactly those years, and with them those that work out a part of it."""
    first, last = period
    inside = [
        card
        for card in cards
        for years in [card.description.period.years()]
        if years and first <= years[0] and years[-1] <= last
    ]
    return inside if any(_ends(card) == period for card in inside) else []


def of_kinds(cards: Iterable[EditionCard], kinds: Sequence[Kind]) -> list[EditionCard]:
    return [card for card in cards if card.description.kind in kinds]


def old_and_new(text: str, cards: Sequence[EditionCard], today: date) -> list[tuple[str, EditionCard]]:
    """The agreements in force and the ones before, when a question names both; each with what to call it."""
    if not (_OLD.search(text) and _NEW.search(text) and _AGREEMENTS.search(text)):
        return []
    return [
        *(("de vorige afspraken", card) for card in _latest(cards, Status.VERLOPEN, today)),
        *(("de nieuwe afspraken", card) for card in _latest(cards, Status.GELDEND, today)),
    ]


def old(text: str, cards: Sequence[EditionCard], today: date) -> list[EditionCard]:
    """The agreements before those in force, when a question looks in them ("volgens de vorige afspraken")."""
    return _latest(cards, Status.VERLOPEN, today) if _IN_OLD.search(text) else []


def over_time(
    text: str, cards: Sequence[EditionCard], span: tuple[int, int] | None
) -> list[tuple[str, EditionCard]]:
    """The agreements of a stretch of time, the latest ones, when a question asks how something changed in it."""
    if not span or not _CHANGES.search(text):
        return []
    held = [
        card
        for card in _by_time(cards)
        for first, last in [_ends(card)]
        if first <= span[1] and span[0] <= last
    ]
    return [(_label(card), card) for card in held[-_MOST:]]


def _latest(cards: Iterable[EditionCard], status: Status, today: date) -> list[EditionCard]:
    return [card for card in _by_time(cards) if card.description.status(today) is status][-1:]


def _by_time(cards: Iterable[EditionCard]) -> list[EditionCard]:
    dated = [card for card in of_kinds(cards, (Kind.PRESTATIEAFSPRAKEN,)) if card.description.period.years()]
    return sorted(dated, key=_ends)


def _ends(card: EditionCard) -> tuple[int, int]:
    years = card.description.period.years()
    return (years[0], years[-1]) if years else (0, 0)


def _label(card: EditionCard) -> str:
    first, last = _ends(card)
    return f"{first}–{last}" if first != last else str(first)
