"""The sides of a question: each place, period or year of it, each part of a longer question, or all."""

import re
from dataclasses import dataclass, replace

from assistant.answering.across import over_places
from assistant.answering.asked_for import to_the_point
from assistant.answering.scopes import Scope
from assistant.answering.understand import AGREED, Understanding
from corpus.model import Kind

_MOST = 6
_OWN_EDITION = re.compile(r"\b(?:volgens|in|uit) (?:zijn|haar|hun) eigen \w*afspraken\b", re.IGNORECASE)
_NO_DOCUMENT = ("",)


@dataclass(frozen=True, slots=True)
class Side:
    """One search: what to ask, and how to name it when nothing is found ("" when it is the only one).

    `wider` is the same question without the documents that it seems to mean, for when nothing is found in those.
    """

    asked: Understanding
    label: str = ""
    wider: Understanding | None = None


def sides_of(asked: Understanding) -> list[Side]:
    """One side for each scope of each part, or for offer and agreement when both are asked about in one place.

    A municipality without documents is a side too: nothing is found for it, and the answer says so.
    """
    return [side for part in asked.parts or (asked,) for side in _sides(to_the_point(part))][:_MOST]


def _sides(asked: Understanding) -> list[Side]:
    if len(asked.scopes) > 1:
        return [
            Side(one := _within(asked, scope), scope.label, None if scope.times else _wider(one, scope))
            for scope in asked.scopes
        ]
    if asked.beside_offer:
        inside = _within(asked, asked.scopes[0]) if asked.scopes else asked
        return [
            Side(replace(inside, filters=replace(inside.filters, kinds=AGREED)), "de afspraken"),
            Side(replace(inside, filters=replace(inside.filters, kinds=(Kind.BOD,))), "het bod"),
        ]
    if not asked.scopes and (asked.period or asked.span) and _OWN_EDITION.search(asked.part or asked.text):
        # The agreements that must tell it are not in the library: those of others or of later years would mislead.
        return [Side(replace(asked, filters=replace(asked.filters, documents=_NO_DOCUMENT)))]
    if not asked.scopes and over_places(asked):
        kinds = asked.filters.kinds or (*AGREED, Kind.REGIONALE_AFSPRAKEN)
        return [Side(replace(asked, filters=replace(asked.filters, kinds=kinds)), "", asked)]
    return [Side(one := _within(asked, scope), "", _wider(one, scope)) for scope in asked.scopes] or [
        Side(asked)
    ]


def _within(asked: Understanding, scope: Scope) -> Understanding:
    """The question about one side of it."""
    filters = replace(asked.filters, documents=scope.documents or asked.filters.documents)
    if scope.place:
        filters = replace(filters, municipalities=(scope.place,))
        asked = replace(asked, municipalities=(scope.place,))
    if scope.times:
        years, period, span = scope.times
        asked = replace(asked, years=years, period=period, span=span)
    return replace(asked, filters=filters, text=scope.text or asked.text)


def _wider(asked: Understanding, scope: Scope) -> Understanding | None:
    return replace(asked, filters=replace(asked.filters, documents=())) if scope.documents else None
