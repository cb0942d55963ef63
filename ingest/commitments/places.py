"""Where a commitment is about: a village, a neighbourhood, a street or a project that its sentence names."""

import re
from collections.abc import Collection, Iterable, Iterator

from corpus.vocabulary.agreeing import commitment_words

_JOIN = "aan|op|bij|de|den|der|het|ten|van|en het|en de"
_NAME = rf"(?:[’'][ts][ -])?[A-ZÀ-Ý][\w’'-]+(?:[ -](?:(?:{_JOIN}) )?(?:[A-ZÀ-Ý][\w’'-]*|(?:[A-Z]|\d)\b))*"
_WHAT = commitment_words().patterns["place_nouns"].pattern
_COUNT = "vier|drie|twee|vijf|zes|kleine|beide"
_PLACE = re.compile(
    rf"\b(?i:in|aan|op|bij|voor|te|rond|nabij|uit\s+naar)\s+(?:(?:de|het|den)\s+)?(?:(?:{_COUNT})\s+)?(?:(?P<what>{_WHAT})\s+)?"
    rf"(?:(?:de|het)\s+)?(?:(?:oude|voormalige|vroegere|nieuwe)\s+[a-z-]{{4,30}}\s+(?:van|in)\s+)?(?P<name>{_NAME})|\b(?:de|het)\s+{_WHAT}\s+(?P<called>{_NAME})"
)
_STREET = re.compile(
    r"(?:straat|laan|weg|plein|kade|hof|dijk|park|kwartier|buurt|wijk|veld|gracht|singel|akker|akkers)$"
)
_PLAIN = re.compile(r"(?:voor|te|bij)\b", re.IGNORECASE)
_LONGEST_PAGE = 20_000  # characters
_MOST = 500  # places of a document
_ENDS = re.compile(r"\s+(?:en|en het|en de|van|aan|op|bij|de|het|der|den|ten)$")


def place_of(sentence: str, not_places: Collection[str]) -> tuple[str, str] | None:
    """The place and the words that name it; `not_places` are the municipalities and the parties."""
    return next(_places(sentence[:1500], not_places), None)


def places_in(texts: Iterable[str], not_places: Collection[str]) -> frozenset[str]:
    """All places that the text of a document speaks of, for the tables that only print their names."""
    found: set[str] = set()
    for text in texts:
        found.update(name for name, _ in _places(text[:_LONGEST_PAGE], not_places) if not name.isupper())
        if len(found) > _MOST:
            break
    return frozenset(found)


def _is_of_party(sentence: str, start: int, names: Collection[str]) -> bool:
    """Whether a name is the end of that of a party ("Wonen in Lisdorp")."""
    near = ((name, sentence.rfind(name, 0, start + len(name))) for name in names if " " in name)
    return any(0 <= at < start < at + len(name) for name, at in near)


def _places(sentence: str, not_places: Collection[str]) -> Iterator[tuple[str, str]]:
    none = commitment_words().patterns["no_places"]
    for match in _PLACE.finditer(sentence):
        name = _ENDS.sub("", match["name"] or match["called"])
        what = match["what"] or match["called"]
        if none.match(name) or len(name) < 3 or _is_of_party(sentence, match.start("name"), not_places):
            continue
        if any(name == other or name.startswith(f"{other} ") for other in not_places) and not what:
            continue
        if (
            match["what"] is None
            and not match["called"]
            and _PLAIN.match(match[0])
            and not _STREET.search(name)
        ):
            continue
        yield name, match[0]
