"""Who does what a sentence says: the party that is its subject, whom it points back to, or who has to make it so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.commitment import Actor, Role
from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.parties import Mention, Parties
from ingest.commitments.structure import Reading, read
from ingest.commitments.subjects import at_head, joined, subject

_BACK = re.compile(
    r"(?:zij|ze|hij|beiden|deze (?:twee|drie|vier)|die partij"
    r"|(?:deze|beide)(?= (?:worden|zijn|hebben|zullen|kunnen)\b))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^(?:deze|die|dit|dat|daar\w*|hier\w*)\b|\b(?:daarvan|ervan|daarbij|daarvoor)\b", re.IGNORECASE
)
_BY = re.compile(
    r"\b(?:door|vanuit)\s+(?:(?:de|het|een|elke|iedere|alle|beide|betrokken|\w+e)\s+){0,3}$", re.IGNORECASE
)
_AGREES = re.compile(r"\b(?:af|overeen|vast|afgesproken|overeengekomen)\b,?\s+(?:dat|om)\b", re.IGNORECASE)
_SUBCLAUSE = re.compile(r"\bdat\s+", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:vra(?:gen|agt)|verzoek(?:en|t))\b.*\b(?:om|te)\s*:?\s*$", re.IGNORECASE)
_ITS_SUM = re.compile(
    r"(?:[^,;]{3,60} )?(?:de|het|die|dat) (?:(?:oude|nieuwe|lagere|hogere|zelfde|volledige) )?"
    r"(?:prijs|prijzen|bedrag|bijdrage|vergoeding|subsidie|korting|regeling|helft)\b",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"\b(?:verwachten|vragen|verzoeken|rekenen|roepen|doen) (?:wij|we)\b|\b(?:wij|we) (?:verwachten|vragen|verzoeken"
    r"|rekenen|roepen|doen een beroep)\b|\b(?:graag|ook) (?:maken|zien) (?:wij|we)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:u|uw)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"\((?:(?:trekker|actie|door|verantwoordelijk\w*|wie|initiatief)\s*:?\s*)?(?P<who>[^()]{3,80})\)\s*[.;]?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:[\s,&/+]|\b(?:en|de|het|alle|beide)\b)*", re.IGNORECASE)
_FROM = re.compile(r"\b(?:van|bij|via) (?:(?:de|het|uw|een|hun) )?$", re.IGNORECASE)
_OF_A = re.compile(r"\bvan (?:(?:de|het|een|elke|iedere|beide) )?(?:[\w-]+e )?$", re.IGNORECASE)
_IF_ALL = re.compile(r"\b(?:kan|kunnen|mag|mogen)\b.*\bals (?:alle|beide|de) partijen\b", re.IGNORECASE)
_GIVEN = frozenset({"krijgen", "ontvangen"})
_NEAR = 50  # characters behind a verb in which its subject ends
_HEAD = 160  # characters of a sentence in which its subject is sought


@dataclass(slots=True)
class Memory:
    """Whom the sentence before was about, under the same heading; `about` is whom "zij" means if that is another."""

    actors: tuple[Actor, ...] = ()
    words: str = ""
    about: tuple[Actor, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acting:
    """The actors with the words that say so, and how sure that is; `subject` when a party is the subject itself,
    `about` those that are only given something."""

    actors: tuple[Actor, ...]
    words: str
    certainty: float
    subject: bool
    about: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a sentence: the opening of its list, its headings, and whether it begins its paragraph."""

    lead: str = ""
    headings: Sequence[str] = ()
    first: bool = True


def acting(
    sentence: str,
    reading: Reading,
    mentions: Sequence[Mention],
    parties: Parties,
    memory: Memory,
    around: Surroundings,
) -> Acting:
    """Who does what the sentence says."""
    found = subject(sentence, reading, mentions)
    if asked := _asked(sentence, found, mentions, parties):
        return asked
    if found and found[0].actor.role is Role.PARTIJEN and _AGREES.search(sentence):
        inner = _of_subclause(sentence, mentions)
        return (
            _named(sentence, inner, 0.9) if inner else _implied(sentence, reading, mentions, memory, around)
        )
    if found and _only_gets(found, reading):
        return Acting(
            (Actor(Role.CORPORATIE),), _text(sentence, found[:1]), 0.6, subject=False, about=_actors(found)
        )
    if found:
        return _named(sentence, found, 0.95)
    behind = sentence[reading.after[0] : reading.after[1]].lstrip()
    back = _BACK.match(_subject_text(sentence, reading)) or _BACK.match(behind)
    if back and (memory.about or memory.actors):
        parts = [
            m
            for m in mentions
            if m.start > reading.after[0] and sentence[: m.start].rstrip(" dehtDEHT").endswith(":")
        ]
        if parts:
            return _named(sentence, joined_parts(sentence, mentions, parts[0]), 0.8)
        return Acting(memory.about or memory.actors, back[0], 0.8, subject=True)
    if agreed := _IF_ALL.search(sentence[:_HEAD]):
        return Acting((Actor(Role.PARTIJEN),), agreed[0], 0.7, subject=False)
    passive = reading.passive or (reading.finite is not None and reading.finite.infinitive == "worden")
    by = next((m for m in mentions if passive and _BY.search(sentence[: m.start])), None)
    if by is not None:
        return _named(sentence, joined(sentence, mentions, by), 0.9)
    if led := _in_brackets(sentence, mentions):
        return _named(sentence, led, 0.85)
    opened = _of_lead(around.lead, parties)
    if (
        opened is not None
        and opened.actors == (Actor(Role.PARTIJEN),)
        and not _has_no_subject(reading, sentence)
    ):
        opened = None  # "Partijen spreken af: de huur blijft gelijk" says who agreed, not who does it
    if opened is None and _has_no_subject(reading, sentence):
        opened = _of_headings(around.headings, parties)
    return opened or _implied(sentence, reading, mentions, memory, around)


def asks(sentence: str) -> bool:
    """Whether "wij" ask another party for something."""
    return _EXPECTS.search(sentence[:_HEAD]) is not None


def _asked(
    sentence: str, found: Sequence[Mention], mentions: Sequence[Mention], parties: Parties
) -> Acting | None:
    """The party of whom a bid asks something: the one that is named, else the reader."""
    if (
        parties.ours.role is Role.PARTIJEN
        or not found
        or found[0].actor != parties.ours
        or not asks(sentence)
    ):
        return None
    others = [
        m for m in mentions if m.actor.role is not parties.ours.role and m.actor.role is not Role.PARTIJEN
    ]
    if others:
        return _named(sentence, others[:1], 0.85)
    reader = _ASKED.search(sentence)
    return Acting((Actor(Role.GEMEENTE),), reader[0], 0.7, subject=True) if reader else None


def _in_brackets(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that stand in brackets behind an item, when nothing else does ("… (gemeente en corporatie)")."""
    match = _IN_BRACKETS.search(sentence)
    inside = [m for m in mentions if m.start >= match.start("who")] if match else []
    if match is None or not inside:
        return []
    ends = [match.start("who"), *(m.end for m in inside)]
    starts = [*(m.start for m in inside), match.end("who")]
    return inside if all(_JOINS.fullmatch(sentence[a:b]) for a, b in zip(ends, starts, strict=True)) else []


def joined_parts(sentence: str, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """The parties of a division behind a colon."""
    return [m for m in mentions if m.start >= first.start]


def _of_lead(lead: str, parties: Parties) -> Acting | None:
    """The party that opens the list, or the one that it asks for something."""
    if not lead:
        return None
    mentions = parties.mentions(lead)
    asked = [m for m in mentions if m.actor != parties.ours] if _ASKS.search(lead) else []
    opened = asked[-1:] or subject(lead, read(lead), mentions)
    return Acting(_actors(opened), _text(lead, opened), 0.85, subject=True) if opened else None


def _has_no_subject(reading: Reading, sentence: str) -> bool:
    """Whether it begins with its verb, as an item under the name of a party ("Stelt grond beschikbaar")."""
    return reading.finite is None or (
        reading.condition is None and reading.verb_at[0] == 0 and not sentence[:1].isspace()
    )


def _of_headings(headings: Sequence[str], parties: Parties) -> Acting | None:
    """The one party that the nearest heading with a party names ("Wat de gemeente doet")."""
    for heading in reversed(headings[-3:]):
        found = list(dict.fromkeys(m.actor for m in parties.mentions(heading)))
        if found:
            return Acting((found[0],), heading, 0.7, subject=True) if len(found) == 1 else None
    return None


def _named(sentence: str, mentions: Sequence[Mention], certainty: float) -> Acting:
    return Acting(_actors(mentions), _text(sentence, mentions[:1]), certainty, subject=True)


def _text(sentence: str, mentions: Sequence[Mention]) -> str:
    return sentence[mentions[0].start : mentions[-1].end]


def _actors(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(mention.actor for mention in mentions))


def _only_gets(found: Sequence[Mention], reading: Reading) -> bool:
    """Whether tenants' organisations are given something: then the corporations do it."""
    given = reading.finite is not None and reading.finite.infinitive in _GIVEN
    return given and all(m.actor.role is Role.HUURDERSORGANISATIE for m in found)


def _subject_text(sentence: str, reading: Reading) -> str:
    low, high = (
        reading.after if reading.inverted or reading.before[0] == reading.before[1] else reading.before
    )
    return sentence[low:high].lstrip()


def _of_subclause(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    match = _SUBCLAUSE.search(sentence)
    first = at_head(sentence, mentions, match.end()) if match else None
    return joined(sentence, mentions, first) if first else []


def _implied(
    sentence: str, reading: Reading, mentions: Sequence[Mention], memory: Memory, around: Surroundings
) -> Acting:
    """Who has to make it so, where no party is the subject."""
    words = commitment_words()
    head = sentence[:_HEAD]
    gives = next((m for m in mentions if _gives(sentence, reading, m)), None)
    if gives is not None:
        return Acting((gives.actor,), _text(sentence, [gives]), 0.7, subject=False)
    owners = [m for m in mentions if m.named and m.actor.role is Role.CORPORATIE]
    if len(owners) == 1 and sentence[: owners[0].start].lower().rstrip().endswith(("van", "bij")):
        return Acting((owners[0].actor,), _text(sentence, owners), 0.7, subject=False)
    low, high = reading.before
    if reading.inverted:
        high = min(reading.after[1], reading.after[0] + _NEAR)
    its = next((m for m in mentions if low <= m.start < high and m.actor.role is Role.GEMEENTE), None)
    if its is not None and _OF_A.search(sentence[: its.start]):
        return Acting((Actor(Role.GEMEENTE),), _text(sentence, [its]), 0.7, subject=False)
    if memory.actors and _POINTS_BACK.search(head):
        return Acting(memory.actors, memory.words, 0.6, subject=False)
    for group, role in (("municipal", Role.GEMEENTE), ("common", Role.PARTIJEN)):
        found = words.find(group, head)
        if found:
            return Acting((Actor(role),), found, 0.6, subject=False)
    if not around.first and memory.actors and (_carries(memory.actors) or _ITS_SUM.match(sentence)):
        return Acting(memory.actors, memory.words, 0.5, subject=False)
    for heading in reversed(around.headings):
        found = words.find("municipal", heading)
        if found:
            return Acting((Actor(Role.GEMEENTE),), found, 0.4, subject=False)
    return Acting((Actor(Role.CORPORATIE),), "", 0.5, subject=False)


def _gives(sentence: str, reading: Reading, mention: Mention) -> bool:
    """Whether somebody gets something of a party ("krijgt hulp van de gemeente", "kan bij de gemeente terecht")."""
    gets = reading.main is not None and reading.main.infinitive in _GIVEN
    before = sentence[: mention.start]
    gets = gets or " terecht" in sentence or (" beschikbaar" in sentence and " bij " in before)
    return gets and mention.start > reading.verb_at[1] and _FROM.search(before) is not None


def _carries(actors: Sequence[Actor]) -> bool:
    """Whether the actors of one sentence are likely those of the next, about homes or tenants."""
    return any(actor.role is Role.CORPORATIE for actor in actors)
