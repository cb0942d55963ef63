"""Who does what a sentence says: the party that is its subject, whom it points back to, or who has to make it so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.commitment import Actor, Role
from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.parties import Mention, Parties
from ingest.commitments.structure import PREPOSITIONS, Reading

_BACK = re.compile(
    r"(?:zij|ze|hij|deze|beide|beiden|deze (?:twee|drie|vier|partijen|partij|drie partijen)|die partij|zijzelf)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\s*,\s*|\s+(?:en|of|&|alsmede|evenals|alsook|samen met|en/of)\s+|\s*,\s*en\s+)(?:(?:de|het|haar|hun|zijn|alle|beide|elke|iedere|ook|namens|betrokken|betreffende|lokale|vier|drie|twee|vijf|zorgpartijen)\s+){0,3}$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:(?:de|het|een|elke|iedere|elk|ieder|alle|beide|deze|die|zowel|ook|de overige|overige|andere|alleen|betrokken|betreffende|lokale"
    r"|verantwoordelijke|gezamenlijke|samenwerkende|deelnemende|twee|drie|vier|vijf|zes|zeven|acht|negen|namens|wij|in|er|zich|samen"
    r"|jaarlijks|wel|dan|daarom|daarna|vervolgens|daarvoor|huurdersorganisatie|wethouder wonen|het bestuur|besturen|raad|hun|haar"
    r"|van|de besturen van|bestuurders|directies|college|colleges)\s+){0,5}$",
    re.IGNORECASE,
)
_OWN_PART = re.compile(r"(?:,|;|:|\ben\b|\bof\b)\s+(?:de |het |alle |elke )?$")
_BY = re.compile(
    r"\b(?:door|vanuit|namens)\s+(?:(?:de|het|een|elke|iedere|alle|beide|betrokken|\w+e)\s+){0,3}$",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"(?:partijen|wij|we|zij)\b[^,;]{0,60}?\b(?:af|overeen|vast|afgesproken|overeengekomen)\b,?\s+(?:dat|om)\b",
    re.IGNORECASE,
)
_SUBCLAUSE = re.compile(r"\b(?:dat|zodat)\s+", re.IGNORECASE)
_LAW = re.compile(r"(?:het rijk|de minister|de wet|het wsw|de huurcommissie|de rechter)\b", re.IGNORECASE)


@dataclass(slots=True)
class Memory:
    """Whom the sentences before were about, under the same heading; and the last one that was named."""

    actors: tuple[Actor, ...] = ()
    words: str = ""
    headings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Acting:
    """The actors with the words that say so, and how sure that is; `subject` when a party is the subject itself."""

    actors: tuple[Actor, ...]
    words: str
    certainty: float
    subject: bool


def acting(
    sentence: str,
    reading: Reading,
    parties: Parties,
    memory: Memory,
    lead: str = "",
    headings: Sequence[str] = (),
) -> Acting:
    """Who does what the sentence says."""
    mentions = parties.mentions(sentence)
    found = _subject(sentence, reading, mentions)
    if found:
        if found[0].actor.role is Role.PARTIJEN and _AGREES.search(sentence):
            inner = _of_subclause(sentence, mentions)
            if inner:
                return _named(sentence, inner, 0.9)
            if _implies_others(sentence, reading):
                return _implied(sentence, mentions, headings, memory)
        return _named(sentence, found, 0.95)
    region = _subject_text(sentence, reading)
    back = _BACK.match(region)
    if back and memory.actors:
        return Acting(memory.actors, back[0], 0.8, subject=True)
    by = (
        [m for m in mentions if _BY.search(sentence[: m.start])]
        if reading.passive or "door" in sentence
        else []
    )
    if by:
        return _named(sentence, _coordinated(sentence, mentions, by[0]), 0.9)
    opened = _subject(lead, _whole(lead), parties.mentions(lead)) if lead else []
    if opened:
        return Acting(_actors(opened), lead[opened[0].start : opened[-1].end], 0.85, subject=True)
    return _implied(sentence, mentions, headings, memory)


def _whole(lead: str) -> Reading:
    from ingest.commitments.structure import read

    return read(lead)


def _named(sentence: str, mentions: Sequence[Mention], certainty: float) -> Acting:
    return Acting(_actors(mentions), sentence[mentions[0].start : mentions[0].end], certainty, subject=True)


def _actors(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(mention.actor for mention in mentions))


def _subject_text(sentence: str, reading: Reading) -> str:
    if reading.inverted or reading.before[0] == reading.before[1]:
        return sentence[reading.after[0] : reading.after[1]].lstrip()
    return sentence[reading.before[0] : reading.before[1]].lstrip()


def _subject(sentence: str, reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that are the subject: in front of the verb, or straight behind it."""
    low, high = reading.before
    first = None
    if reading.finite is None:
        first = next((m for m in mentions if m.start == 0 or _LEADS.fullmatch(sentence[: m.start])), None)
    elif not reading.inverted:
        first = next(
            (m for m in mentions if low <= m.start < high and _LEADS.fullmatch(sentence[low : m.start])), None
        )
        if first is not None and _depends(sentence, low, first):
            first = None
    if first is None and reading.finite is not None:
        behind = reading.after[0]
        first = next(
            (m for m in mentions if m.start >= behind and _straight(sentence[behind : m.start])), None
        )
        if first is not None and not reading.inverted and not _object_first(sentence, reading):
            first = None
    if first is None:
        return []
    return _coordinated(sentence, mentions, first) + _further(sentence, mentions, first)


def _straight(between: str) -> bool:
    words = between.split()
    return (
        len(words) <= 4
        and not any(word.lower().strip(",") in PREPOSITIONS for word in words)
        and bool(_LEADS.fullmatch(between.lstrip()))
    )


def _depends(sentence: str, low: int, mention: Mention) -> bool:
    """Whether a party only hangs on the subject ("Huurders van Hagelinde", "de helft van de corporaties")."""
    words = sentence[low : mention.start].lower().split()
    return any(word in ("van", "in", "door", "aan", "bij", "voor", "met") for word in words) and not words[
        0
    ].startswith(("bestuur", "director", "directie", "wethouder", "college", "raad"))


def _object_first(sentence: str, reading: Reading) -> bool:
    """Whether what stands in front of the verb is no party, so that a party behind it may be the subject."""
    behind = sentence[reading.after[0] : reading.after[1]].lstrip().lower()
    return (
        not behind.startswith(("van ", "aan ", "door "))
        and reading.finite is not None
        and reading.finite.sort != "koppel"
    )


def _coordinated(sentence: str, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """A party with those that "en" or a comma joins to it."""
    found = [first]
    for mention in mentions:
        if mention.start > found[-1].end and _LINK.fullmatch(sentence[found[-1].end : mention.start]):
            found.append(mention)
    return found


def _further(sentence: str, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """The parties that do something of their own later in the sentence ("…, Kerkespoor € 14.000 en de gemeente …").

    After roles only other roles: "de corporaties …: Veldhaard 330" divides what they do together.
    """
    if "dat " in sentence[: first.end + 40] and first.actor.role is Role.PARTIJEN:
        return []
    kind = first.actor.name is not None
    found = []
    last = first
    for mention in mentions:
        if mention.start <= last.end:
            continue
        before = sentence[: mention.start]
        after = sentence[mention.end : mention.end + 2]
        if (mention.actor.name is not None) != kind and not (mention.actor.role is Role.GEMEENTE):
            continue
        if (
            _OWN_PART.search(before)
            and after[:1] == " "
            and not re.search(
                r"\b(?:van|aan|met|bij|voor|door|tussen|gaan|stuurt|sturen)\s+[^,;:]{0,60}(?:en|,)\s+(?:de |het )?$",
                before[first.end :],
            )
        ):
            found.append(mention)
    return found


def _of_subclause(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    match = _SUBCLAUSE.search(sentence)
    if match is None:
        return []
    first = next(
        (m for m in mentions if m.start >= match.end() and _LEADS.fullmatch(sentence[match.end() : m.start])),
        None,
    )
    return _coordinated(sentence, mentions, first) if first else []


def _implies_others(sentence: str, reading: Reading) -> bool:
    """Whether what was agreed is about homes, rents or tenants, and not about what parties do together."""
    return reading.main is not None and _SUBCLAUSE.search(sentence) is not None


def _implied(sentence: str, mentions: Sequence[Mention], headings: Sequence[str], memory: Memory) -> Acting:
    """Who has to make it so, where no party is the subject."""
    words = commitment_words()
    head = sentence[:160]
    municipal, common = words.find("municipal", head), words.find("common", head)
    for mention in mentions:
        own = mention.actor.role is Role.CORPORATIE and mention.named
        if own and re.search(r"\bvan (?:de )?$", sentence[: mention.start]):
            several = [m for m in mentions if m.named and m.actor.role is Role.CORPORATIE]
            if len(several) == 1:
                return Acting((mention.actor,), sentence[mention.start : mention.end], 0.7, subject=False)
    if memory.actors and re.search(
        r"\b(?:deze|die|daarvan|ervan|daarvoor|daarbij|dezelfde|dit|dat)\b", head[:60], re.IGNORECASE
    ):
        return Acting(memory.actors, memory.words, 0.6, subject=False)
    if municipal:
        return Acting((Actor(Role.GEMEENTE),), municipal, 0.6, subject=False)
    if common:
        return Acting((Actor(Role.PARTIJEN),), common, 0.6, subject=False)
    if memory.actors and len(memory.actors) == 1 and memory.actors[0].name is not None:
        return Acting(memory.actors, memory.words, 0.5, subject=False)
    for heading in reversed(headings):
        found = words.find("municipal", heading)
        if found:
            return Acting((Actor(Role.GEMEENTE),), found, 0.4, subject=False)
    return Acting((Actor(Role.CORPORATIE),), "", 0.5, subject=False)
