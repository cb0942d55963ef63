"""Where and when a question asks about: each place with the period named beside it, each of two periods or years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.answering.editions import of_kinds, of_period, of_places, old, old_and_new, over_time
from assistant.answering.names import Named
from assistant.answering.periods import Mention, Times, mentions
from corpus.model import EditionCard, Kind

_LISTED = re.compile(r"(?:,| en| of| naar| versus| vs\.?|, en)(?: in| over| voor)? ", re.IGNORECASE)
# What stands between two places that are set side by side, and after the last of them.
_AND = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:,|en|of|versus|vs\.?|met|dan|naar|tegenover)\s+"
    r"(?:(?:en|in|van|bij|voor|over|de|die|gemeente) )*",
    re.IGNORECASE,
)
_YEARS_AFTER = re.compile(r"\s*\([^()]*\)")
_COMPARE = re.compile(r"^vergelijk\w*\s+", re.IGNORECASE)
_BESIDE = 40  # characters between a place and the period that is named with it


@dataclass(frozen=True, slots=True)
class Scope:
    """One side of a question: what to call it, its place ("" as the question has it), its times and documents.

    `text` is the question without the other sides ("" when there are none), to search with.
    `times` is None when the times of the whole question hold for it; without `documents` no edition is meant.
    """

    label: str = ""
    place: str = ""
    times: Times | None = None
    documents: tuple[str, ...] = ()
    text: str = ""


def scopes(
    text: str,
    places: Sequence[str],
    found: Sequence[Named],
    corporations: Sequence[str],
    whole: Times,
    kinds: Sequence[Kind],
    cards: Sequence[EditionCard],
    today: date,
    *,
    anywhere: bool,
) -> tuple[Scope, ...]:
    """The sides of a question: one for each place, or for each period, edition or year of one place.

    `kinds` are the kinds of documents that it says to look in; `anywhere`: a period means its editions of all places.
    """
    named = mentions(text)
    if len(places) > 1:
        beside = _beside(places, found, named)
        return tuple(
            Scope(
                place,
                place,
                times,
                _meant(cards, [place], corporations, times or whole, kinds),
                _of_one(text, place, places, found),
            )
            for place in places
            for times in [beside.get(place)]
        )
    local = of_places(cards, places, corporations) if places or corporations else []
    periods = list(dict.fromkeys(mention.times for mention in named if mention.times.period))
    if len(periods) > 1:
        return tuple(
            Scope(_label(times), "", times, _meant(cards, places, corporations, times, kinds, True))
            for times in periods
        )
    editions = old_and_new(text, local, today) if places else []
    editions = editions or (over_time(text, local, whole.span) if places else [])
    if len(editions) > 1:
        return tuple(Scope(label, "", Times((), None, None), (card.document_id,)) for label, card in editions)
    if not periods and _one_after_another(text, named):
        return tuple(
            Scope(_label(times), "", times) for times in dict.fromkeys(mention.times for mention in named)
        )
    documents = _meant(cards, places, corporations, whole, kinds, anywhere)
    documents = documents or tuple(card.document_id for card in old(text, local, today))
    return (Scope(documents=documents),) if documents else ()


def _meant(
    cards: Sequence[EditionCard],
    places: Sequence[str],
    corporations: Sequence[str],
    times: Times,
    kinds: Sequence[Kind],
    anywhere: bool = False,
) -> tuple[str, ...]:
    """The documents of the period and kinds that are named, mostly with a place; none when there are none of them.

    `anywhere`: also without a place. An offer for those years counts only when the question looks in offers.
    """
    local = of_places(cards, places, corporations)
    chosen = of_period(local, times.period) if times.period and (places or corporations or anywhere) else []
    if kinds and (places or corporations):
        chosen = of_kinds(chosen or local, kinds) or chosen
    agreed = [card for card in chosen if card.description.kind is not Kind.BOD]
    return tuple(card.document_id for card in (chosen if kinds else agreed or chosen))


def _beside(places: Sequence[str], found: Sequence[Named], named: Sequence[Mention]) -> dict[str, Times]:
    """The times of each place, when more than one is named or one stands between brackets after its place.

    A place without times of its own has none then; one year for all places is left to the whole question.
    """
    if len({mention.times for mention in named}) < 2 and not any(mention.bracketed for mention in named):
        return {}
    near: dict[str, Times] = {place: Times((), None, None) for place in places}
    where = [name for name in found if name.name in near]
    for mention in named:
        gaps = [
            (mention.start - name.end if mention.start >= name.end else name.start - mention.end, name.name)
            for name in where
        ]
        gap, place = min(gaps, default=(_BESIDE, ""))
        if place and gap < _BESIDE:
            held = near[place]
            near[place] = Times(held.years + mention.times.years, held.period or mention.times.period, None)
    return near


def _of_one(text: str, place: str, places: Sequence[str], found: Sequence[Named]) -> str:
    """The question about one of its places: the others are left out, with the years that stand behind them."""
    where = [name for name in found if name.name in places]
    row: list[Named] = []
    for name in where:
        if row and not _AND.fullmatch(text[row[-1].end : name.start]) and name.start >= row[-1].end:
            break
        row.append(name)
    if len({name.name for name in row}) < len(places):
        return ""
    after = _YEARS_AFTER.match(text, row[-1].end)
    rest = text[: row[0].start] + place + text[after.end() if after else row[-1].end :]
    rest = _COMPARE.sub("", rest)
    return rest[:1].upper() + rest[1:]


def _one_after_another(text: str, named: Sequence[Mention]) -> bool:
    """Whether all years stand in one row: "in 2025 en in 2026"."""
    if len({mention.times for mention in named}) < 2:
        return False
    between = (text[one.end : other.start] for one, other in pairwise(named))
    return all(_LISTED.fullmatch(words) for words in between)


def _label(times: Times) -> str:
    if times.period:
        first, last = times.period
        return f"{first}–{last}"
    return " en ".join(str(year) for year in times.years)
