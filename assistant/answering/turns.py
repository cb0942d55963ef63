"""How a follow-up hangs on the turn before it: it asks for its source or for more, corrects it, or changes one thing.

Used by `stand_alone`, which makes a question of its own of it; the first two need no search.
"""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.answering.concepts import concepts
from assistant.answering.contract import AnswerStatus, Turn
from assistant.answering.leaning import FRAME, QUESTION_WORD
from assistant.answering.names import Named, Names
from assistant.answering.periods import YEAR

_NOT_SEARCHED = frozenset({AnswerStatus.ALGEMEEN, AnswerStatus.GEWEIGERD, AnswerStatus.BUITEN_ONDERWERP})
# Words that a follow-up may have or not.
_FILLERS = (
    "en maar dus ok oké oke ja nee eigenlijk precies dan nou nu wel eens ook even er graag aub alsjeblieft "
    "alstublieft mij me hoor nog is het eh hm dit dat deze die daar daarover hierover erover over terug zo "
    "allemaal je jij u ik eerst hier toch mag sorry iets wat"
)
# What is left without those words when somebody asks for the source, or whether it is true.
_WHERE = re.compile(
    r"waar|waar (?:staat|stond|lees|vind|zie|haal|baseer|komt)(?: (?:op|van|vandaan|in))?"
    r"|waar (?:kan|kun) (?:vinden|lezen|zien|nalezen|teruglezen|nakijken)|waarop(?: baseer)?|waaruit blijkt"
    r"|(?:op |van )?welke (?:pagina|bladzijde|blz|bladzij)(?: (?:staat|lees|vind))?"
    r"|(?:in |uit |van )?welke? (?:document|stuk|artikel|hoofdstuk|lid|paragraaf|afspraken|bron|tekst)"
    r"(?: (?:staat|lees|vind|komt))?"
    r"|(?:pagina|bladzijde|artikel|bron(?:nen)?)(?: (?:staat|welke))?|(?:de |uw |jouw )?bron(?:nen)?"
    r"|(?:geef|toon|noem|laat|kan|kun) (?:de |uw |jouw )?bron(?:nen)?(?: (?:zien|geven|tonen|laten zien))?"
    r"|hoe (?:weet|weten)(?: zeker)?|(?:weet|weten)(?: zeker)|zeker weten|wie zegt|volgens wie"
    r"|klopt(?: echt| helemaal)?|waar gebeurd|echt(?: waar)?|staat (?:echt|letterlijk)(?: in| ergens)?"
)
_ASKS_IF_SO = re.compile(
    r"(?:en |maar )?(?:is|was) (?:dat|dit|het)(?: (?:echt|wel|nu|dan|nog|allemaal))*(?: (?:zo|waar|juist|zeker))",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:vertel|zeg|laat|geef|toon|weet|wil|kan|kun|heb|staat)?(?: (?:vertellen|weten|zien|lezen))?"
    r" ?(?:meer|verder|anders)(?: (?:informatie|info|uitleg|weten|vertellen|zien|lezen|in|afgesproken|bekend))?"
    r"|nog meer|ga (?:verder|door)|verder|leg uit|uitleg|(?:kan|kun|wil) uitleggen|uitleggen"
    r"|(?:snap|begrijp) niet|bedoel(?:t)? (?:je |u )?(?:daarmee|hiermee)|hoe bedoel|hoezo"
)
_LEAD = re.compile(
    r"^(?:(?:en|maar|ook|dus|of|oké?|weer|toch|nog eens|nu|dan|terug naar|nog een keer)[,:]? +)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^(?:(?:(?:o|oh|ah) )?(?:nee|neen|sorry|oeps|wacht|pardon|foutje)\b[,.!:]* *)*"
    r"(?:(?:maar )?(?:ik (?:bedoel|bedoelde|wil|wilde|zocht) (?:eigenlijk |juist )?"
    r"|bedoel(?:de)? ik |het gaat (?:mij |me )?om )"
    r"|(?:dat )?niet .{1,40}?,? maar )?",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r",? +(?:bedoel(?:de)? ik|wilde ik weten)(?: eigenlijk| natuurlijk)?\b|, +niet [^,]{1,40}$",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(
    r"(?:in )?(?:het )?jaar (?:daarna|erna|daarop|later|(?:daar|er)voor|eerder)", re.IGNORECASE
)
_EARLIER = re.compile(r"voor$|eerder$", re.IGNORECASE)
_ROLE = (
    r"(?:gemeente|(?:woning)?corporaties?|verhuurders?|huurders(?:organisatie|vereniging)(?:s|en)?"
    r"|huurders|bewoners)"
)
_BY_ROLE = re.compile(
    rf"(?:(?:van|door|bij|voor|volgens|met|aan) )?((?:de|het|een|alle) )?({_ROLE})", re.IGNORECASE
)
SAID_ROLE = re.compile(rf"\b(?:(?:de|het|een|alle|onze|mijn) )?{_ROLE}\b", re.IGNORECASE)
# A question word alone, and what it asks when it leans on the question before it.
_ANEW = {
    "wie": "Wie doet dat",
    "door wie": "Wie doet dat",
    "wanneer": "Wanneer is dat",
    "sinds wanneer": "Sinds wanneer is dat",
    "tot wanneer": "Tot wanneer is dat",
    "waarom": "Waarom is dat",
    "hoeveel": "Hoeveel is dat",
    "hoe": "Hoe gaat dat",
    "hoe lang": "Hoe lang duurt dat",
    "hoelang": "Hoe lang duurt dat",
    "hoe vaak": "Hoe vaak is dat",
}
_BARE = re.compile(
    r"(.{3,20}?)(?: (?:is|was|zijn|gaat|doet|doen|gebeurt|wordt|duurt))?(?: (?:dat|dit|het|die|er))?"
    r"(?: (?:dan|precies|eigenlijk|nou))*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bover (.+)$", re.IGNORECASE)
_LONGEST_TOPIC = 5  # words


def asks_back(text: str) -> Literal["where", "more", ""]:
    """Whether all that is asked is where the answer before it stands (or if that is so), or more of the same."""
    words = re.findall(r"[^\W_]+", text.lower())
    bare = " ".join(word for word in words if word not in _FILLERS.split())
    if _WHERE.fullmatch(bare) or _ASKS_IF_SO.fullmatch(" ".join(words)):
        return "where"
    return "more" if _MORE.fullmatch(bare) or " ".join(words) in {"en verder", "nog iets"} else ""


def carried_on(history: Sequence[Turn]) -> Turn | None:
    """The last exchange that a follow-up can be about: thanks, and what was refused, are passed over."""
    return next((turn for turn in reversed(history) if turn.status not in _NOT_SEARCHED), None)


def corrected(text: str) -> str:
    """What is meant, of a text that says that something else was understood ("nee, ik bedoel Oosterveen")."""
    meant = _CORRECTS.sub("", text.rstrip("?. "), count=1)
    meant = _MEANT.sub("", meant)
    return meant if meant and meant != text.rstrip("?. ") else text


def without_lead(text: str) -> str:
    """A follow-up without the words that only say that it is one, and without its question mark."""
    return _LEAD.sub("", text).rstrip("?. ")


def other_year(meant: str, before: str) -> str:
    """The earlier question about the year after or before the one that it names ("en het jaar daarna?")."""
    named = YEAR.findall(before)
    if not _NEXT_YEAR.fullmatch(meant) or not named:
        return ""
    year = int(named[0]) - 1 if _EARLIER.search(meant) else int(named[-1]) + 1
    return YEAR.sub(str(year), before, count=1) if len(named) == 1 else f"{before.rstrip('?. ')} in {year}?"


def other_role(meant: str, before: str, names: Names) -> str:
    """The earlier question about another party ("nee, de corporatie"): that one instead, or besides."""
    role = _BY_ROLE.fullmatch(meant)
    if not role:
        return ""
    phrase = f"{role[1] or 'de '}{role[2]}".lower()
    if said := SAID_ROLE.search(before):
        after = before[said.end() :]
        place = next((name for name in names.find(before) if name.start == said.end() + 1), None)
        joint = " in" if place and place.sort == "municipality" else ""
        return f"{before[: said.start()]}{phrase}{joint}{after}"
    owner = next((name for name in names.find(before) if name.sort == "corporation"), None)
    if owner:
        return before[: owner.start] + phrase + before[owner.end :]
    return f"{before.rstrip('?. ')} bij {phrase}?"


def asked_anew(meant: str, before: str, names: Names) -> str:
    """A question word alone ("wie dan?") as a question about what the earlier one was about."""
    bare = _BARE.fullmatch(meant)
    asks = _ANEW.get(bare[1].lower()) if bare else None
    topic = topic_of(before, names.find(before))
    return f"{asks} bij {topic}?" if asks and topic else ""


def other_topic(meant: str, before: str, names: Names) -> str:
    """The earlier question about something else, where it says what it is about ("en sloop?")."""
    topic = re.sub(r"^(?:over|voor|bij|met|aan) ", "", meant, flags=re.IGNORECASE)
    if len(topic.split()) > _LONGEST_TOPIC or QUESTION_WORD.search(topic):
        return ""
    about = _ABOUT.search(before.rstrip("?. "))
    if not about:
        return ""
    named = [name for name in names.find(before) if name.start >= about.start(1)]
    end = named[0].start if named else len(before.rstrip("?. "))
    kept = re.search(r"\s*\b(?:in|van|bij|voor|met)?\s*$", before[about.start(1) : end])
    end = about.start(1) + (kept.start() if kept else end)
    return f"{before[: about.start(1)]}{topic[:1].lower()}{topic[1:]}{before[end:]}"


def topic_of(before: str, named: Sequence[Named]) -> str:
    """What a question is about, without places and years; empty when it doesn't say."""
    for name in reversed(named):
        before = re.sub(r"\s*\b(?:in|van|bij|voor|door)?\s*$", "", before[: name.start]) + before[name.end :]
    before = re.sub(r"\s*\b(?:in|per|voor|vanaf)?\s*" + YEAR.pattern, "", before).rstrip("?. ")
    about = re.search(r"\b(?:over|aan|tegen|bij) (.{4,})$", before)
    surfaces = [concept.surface for concept in concepts(about[1] if about else before)]
    topic = " ".join(one for one in surfaces if one.lower() not in FRAME)
    return (_with_article(topic, before) if topic else "") or (about[1].strip() if about else "")


def _with_article(topic: str, before: str) -> str:
    """A topic with the article that stood before it, or the small words that stood between its words."""
    words = r"\b(?:\W+\w+){0,3}?\W+".join(re.escape(word) for word in topic.split())
    said = re.search(rf"\b(?:(?:de|het|een) )?{words}", before, re.IGNORECASE)
    return said[0] if said else topic
