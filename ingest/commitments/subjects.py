"""Which parties are the subject of a sentence: in front of its verb, behind it, or later with a part of their own."""

import re
from collections.abc import Sequence

from corpus.commitment import Role
from ingest.commitments.parties import Mention
from ingest.commitments.structure import Reading
from ingest.commitments.tokens import PREPOSITIONS
from ingest.commitments.verbs import finite

_ARTICLES = (
    "de|het|een|haar|hun|zijn|alle|beide|elke|iedere|elk|ieder|deze|die"
    "|twee|drie|vier|vijf|zes|zeven|acht|negen"
)
_KINDS = (
    "overige|andere|betrokken|betreffende|lokale|verantwoordelijke|gezamenlijke|samenwerkende"
    "|deelnemende|eigen"
)
_ADVERBS = (
    "ook|wel|dan|er|zich|samen|jaarlijks|daarom|daarna|vervolgens|daarvoor|wij|in|namens|zowel|alleen"
    "|eerst|als|elk|nog"
)
_ORGANS = (
    "het bestuur|de besturen|besturen|bestuurders|directies|college|colleges|raad|van|wethouder wonen"
    "|geen van|een van|elk van"
)
_LEADS = re.compile(rf"(?:(?:{_ORGANS}|{_ARTICLES}|{_KINDS}|{_ADVERBS})\s+){{0,6}}", re.IGNORECASE)
_AND = re.compile(
    r"(?:\s*,\s*(?:en\s+)?|\s+(?:en|of|en/of|&|alsmede|evenals|alsook|samen met|als)\s+)"
    rf"(?:(?:{_ARTICLES}|{_KINDS}|ook|namens)\s+){{0,3}}",
    re.IGNORECASE,
)
_OWN_PART = re.compile(
    rf"(?:[,;:]|\ben\b|\bmaar\b|\bterwijl\b)\s+(?:(?:{_ARTICLES}|{_KINDS})\s+)?$", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"\b(?:geen|een|één|elk|elke|ieder|iedere|beide|besturen|bestuur|college) van\b", re.IGNORECASE
)
_HANGS = frozenset({"van", "in", "door", "aan", "bij", "voor", "met"})
_WORD = re.compile(r"[\w’'-]+")


def subject(sentence: str, reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that are the subject, in their order; none when it is no party."""
    first = _first(sentence, reading, mentions)
    if first is not None:
        return [*_more(sentence, mentions, first)]
    # A clause that comes second may have one: "De dorpsraad geeft advies, de huurdersorganisatie beslist."
    second = next((m for m in mentions if _own_part(sentence, m) and _acts(sentence, m)), None)
    return [second] if second else []


def joined(sentence: str, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """A party with those that "en" or a comma joins to it."""
    found = [first]
    for mention in mentions:
        if mention.start > found[-1].end and _AND.fullmatch(sentence[found[-1].end : mention.start]):
            found.append(mention)
    return found


def at_head(text: str, mentions: Sequence[Mention], start: int = 0) -> Mention | None:
    """The party with which the part of a text from `start` begins."""
    return next(
        (m for m in mentions if m.start >= start and _LEADS.fullmatch(text[start : m.start].lstrip())), None
    )


def _first(sentence: str, reading: Reading, mentions: Sequence[Mention]) -> Mention | None:
    if reading.finite is None:
        return at_head(sentence, mentions)
    low, high = reading.before
    if not reading.inverted:
        found = at_head(sentence[:high], [m for m in mentions if m.end <= high], low)
        if found is not None and not _hangs(sentence[low : found.start]):
            return found
    behind = reading.after[0]
    after = sentence[behind : reading.after[1]].lstrip().lower()
    if not reading.inverted and (
        reading.finite.sort == "koppel" or after.startswith(("van ", "aan ", "door "))
    ):
        return None
    found = at_head(sentence, mentions, behind)
    return found if found is not None and _straight(sentence[behind : found.start]) else None


def _straight(between: str) -> bool:
    """Whether nothing stands between the verb and a party but what belongs to it."""
    words = _WORD.findall(_OUT_OF.sub("", between.lower()))
    return len(words) <= 4 and not any(word in PREPOSITIONS for word in words)


def _hangs(before: str) -> bool:
    """Whether a party only hangs on the subject ("Huurders van Hagelinde", "de helft van de corporaties")."""
    return any(word in _HANGS for word in _WORD.findall(_OUT_OF.sub("", before.lower())))


def _more(sentence: str, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """The first party, those joined to it, and those that do something of their own later in the sentence.

    After a role names are no further actors: "de corporaties …: Veldhaard 330" divides what they do together.
    """
    found = joined(sentence, mentions, first)
    if first.actor.role is Role.PARTIJEN and re.search(r"\b(?:dat|om|of)\b", sentence[found[-1].end :]):
        return found
    named = first.actor.name is not None
    last = found[-1]
    for mention in mentions:
        if mention.start <= last.end:
            continue
        listed = last not in found and _AND.fullmatch(sentence[last.end : mention.start]) is not None
        last = mention
        if listed or not _own_part(sentence, mention):
            continue
        alike = (mention.actor.name is not None) == named or mention.actor.role is Role.GEMEENTE
        if _acts(sentence, mention) or (alike and _has_share(sentence, mention)):
            found.append(mention)
    return found


def _own_part(sentence: str, mention: Mention) -> bool:
    return _OWN_PART.search(sentence[max(0, mention.start - 30) : mention.start]) is not None


def _acts(sentence: str, mention: Mention) -> bool:
    """Whether a verb follows ("…, Turfhorst verhuurt de ruimte")."""
    word = _WORD.match(sentence[mention.end :].lstrip())
    form = finite(word[0].lower()) if word and word[0].islower() else None
    return form is not None and form.tense != "past"


def _has_share(sentence: str, mention: Mention) -> bool:
    """Whether a number or another thing follows ("… en Kerkespoor € 14.000")."""
    return (
        re.match(
            r"\s+(?:(?:elk jaar|ieder jaar|jaarlijks|per jaar|samen) )?"
            r"(?:€|\d|een |één|ten |op |hoogstens|driekwart|de helft|twee|drie|vier)",
            sentence[mention.end :],
        )
        is not None
    )
