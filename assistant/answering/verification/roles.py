"""Who does what to whom: the party that acts in a sentence, as far as the order of words tells it."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from assistant.answering.verification.naming import Mention, same_party

_AFTER = re.compile(
    r"\b(?:van|aan|voor|bij|door|met|tussen|namens|tegen|over|onder|uit|in|op|per|dan|naar|jegens)"
    r"(?: (?:de|het|een|haar|zijn|hun|elke|iedere|alle|zeven|drie|twee|gemeente|corporatie"
    r"|stichting))*[ (‘“]*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bdoor(?: de| het| een| hun| haar)?(?: \w+e)? ?$", re.IGNORECASE)
_AGREED_THAT = re.compile(
    r"(?:De |Alle )?(?:\w+ )?(?:partijen|wij) (?:spreken|spraken|leggen) (?:af|vast),? dat ", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:van|door)(?: de| het| hun| haar)? ?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:zij|hij|ze)\b", re.IGNORECASE)
_GETS = re.compile(r"\b(?:krijg\w*|kreeg|kregen|ontvang\w*|ontving\w*)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:wordt|worden|werd|werden)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|en|,? ?en de|,? ?en het|, de)\s*", re.IGNORECASE)
_IS_A = re.compile(r" (?:is|zijn) (?:een|de) ", re.IGNORECASE)


def agents(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that act; empty when the sentence does not tell."""
    then = text.find(", dan ") + 1  # "Wil de verhuurder …, dan moet de huurdersorganisatie …"
    if agreed := _AGREED_THAT.match(text):
        then = agreed.end()
    parties = [one for one in mentions if one.start >= then and one.sort == "party"]
    if not parties:
        return []
    if _PRONOUN.search(text, then, parties[0].start):
        return []  # who that is, another sentence tells
    if _PASSIVE.search(text):
        return _listed(
            text, parties, next((at for at, one in enumerate(parties) if _BY.search(text[: one.start])), None)
        )
    if _GETS.search(text):
        return [one for one in parties if _FROM.search(text[: one.start])][:1]
    first = next((at for at, one in enumerate(parties) if not _AFTER.search(text[: one.start])), None)
    return _listed(text, parties, first)


def subjects(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that a sentence is about, whether they act or not: those that a "zij" behind it stands for."""
    parties = [one for one in mentions if one.sort == "party"]
    return _listed(
        text,
        parties,
        next((at for at, one in enumerate(parties) if not _AFTER.search(text[: one.start])), None),
    )


def by(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties "door" whom something is done, as in "na goedkeuring door de raad van commissarissen"."""
    return [one for one in mentions if one.sort == "party" and _BY.search(text[: one.start])]


def _listed(text: str, parties: Sequence[Mention], first: int | None) -> list[Mention]:
    """A party and those that are joined to it."""
    if first is None:
        return []
    found = [parties[first]]
    for one in parties[first + 1 :]:
        if not _JOINED.fullmatch(text[found[-1].end : one.start]):
            break
        found.append(one)
    return found


def miscalled(sentence: str, mentions: Sequence[Mention]) -> bool:
    """Whether a corporation is called a tenants' organisation, or the other way round."""
    return any(
        one.name[:2] in {"c:", "t:"}
        and other.name == other.role
        and {one.role, other.role} == {"corporatie", "huurders"}
        and _IS_A.fullmatch(sentence[one.end : other.start])
        for one, other in pairwise(mentions)
    )


def is_named(one: Mention, names: Collection[str]) -> bool:
    """Whether a party, or one that can be it, is among names."""
    if one.name in names:
        return True
    kinds = {"corporatie": "c:", "huurders": "t:"}
    if one.name in kinds:
        return any(name.startswith(kinds[one.name]) for name in names)
    return one.name == "partijen" or (one.name != one.role and one.role in names)


def exchanged(mine: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    """Whether the parties that act in a sentence are others than those of its source."""
    return bool(mine and theirs) and not any(same_party(one, other) for one in mine for other in theirs)
