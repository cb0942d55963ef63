"""Whether a follow-up speaks of what the question before it is about, and what of its own it asks of that.

Used to make it stand alone (`stand_alone`), and to look for it where the answer before it stands (`nearby`).
"""

import re

from assistant.answering.concepts import Concept, concepts, stems
from assistant.answering.names import Names
from assistant.answering.periods import YEAR

QUESTION_WORD = re.compile(r"\b(?:hoe\w*|wat|wanneer|welke?|wie|waar\w*)\b", re.IGNORECASE)
# "Daarvan", "dat", "die", "het", "dan" stand for something said before; "dat jaar" and "dat de huur stijgt" do too.
POINTS = re.compile(
    r"\b(?:dat|dit|die|deze|ze|zij|zo'n|dan(?= \w)|hetzelfde|daar\w*|hier\w+"
    r"|er(?:van|voor|over|bij|mee|aan|op|in|uit|tegen|onder|door|naar|heen))\b"
    r"|\bhet$",
    re.IGNORECASE,
)
# It says itself what it is about.
_EXPLAINED = re.compile(
    r"(?:wat (?:is|zijn|betekent|betekenen|houdt|houden)(?: eigenlijk| precies| nou)*"
    r"|leg uit wat)(?: eigenlijk| een| precies)* ([\w-]+(?: [\w-]+)?)(?: eigenlijk| precies| in)*",
    re.IGNORECASE,
)
# What says how or of what sort something is asked, and not what it is about.
# fmt: off
FRAME = frozenset((  # noqa: SIM905
    "en maar dus of ook nou nu wel eens even er eigenlijk precies totaal samen zelf zo nog toch al om te per elk "
    "hoe hoeveel hoelang wat wanneer welk welke wie waar waarom waardoor hoezo waarvoor waarmee wiens sinds tot "
    "vanaf is zijn was waren ben bent wordt worden werd werden moet moeten mag mogen mocht kan kun kunnen zal zou "
    "ze zij hij hetzelfde heb hebt heeft hebben had hadden krijg krijgt krijgen kreeg kom komt komen kwam "
    "gebeurt bedoeld hooguit dagen weken maanden werkdagen uur uren "
    "ga gaat gaan doe doet zullen doen blijft duurt duren geldt gelden staat staan zit zitten hoort kost kosten "
    "de het een ik je jij u we wij men iemand mensen mijn onze haar hun zouden dit dat die deze dan "
    "in op van voor bij met aan over uit door naar onder binnen tussen volgens na klaar af rond nodig minstens jaar "
    "leeftijd oud jong lang vaak keer snel datum moment tijd termijn voorwaarde voorwaarden reden bedrag euro geld "
    "percentage procent prijs aantal hoog groot duur veel uiterlijk minimaal maximaal hoogstens deel ongeveer"
).split())
# fmt: on
# "De kleinste daarvan": which one that is, has to be seen from what is found.
OUTERMOST = re.compile(
    r"\b(?:groot|klein|hoog|laag|oud|jong|duur|goedkoop|meen?|min|lang|kort|snel)ste?\b|\bmeeste\b",
    re.IGNORECASE,
)
# "Welke is de grootste?", "wat heeft de kleinste daarvan?"; but "de hoogste huurverhoging" names what it is of.
_ALONE = re.compile(
    rf"(?:{OUTERMOST.pattern})(?=$| daarvan| ervan| van (?:die|hen)\b| is\b| heeft\b)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")


def points_back(text: str) -> bool:
    """Whether a question speaks of something that it does not name."""
    return bool(POINTS.search(text.rstrip("?. ")))


def stands_by_itself(text: str) -> bool:
    """Whether a question asks what a word means: that depends on nothing said before."""
    asked = _EXPLAINED.fullmatch(text.rstrip("?. "))
    return (
        bool(asked) and not points_back(text) and not re.match(r"(?:de|het|er)\b", asked[1] if asked else "")
    )


def own_words(text: str) -> tuple[Concept, ...]:
    """What a follow-up names itself, names included; nothing when it only asks something else of what came before."""
    words = [word for word in _WORD.findall(text) if not YEAR.fullmatch(word)]
    kept = [
        word
        for word in words
        if word.lower() not in FRAME and not points_back(word) and not OUTERMOST.fullmatch(word)
    ]
    found = []
    for word in kept:
        own = stems(word)
        meant = concepts(word)
        if meant or own:
            found.append(meant[0] if meant else Concept(word, own, frozenset({own})))
    return tuple(found)


def leans(text: str, names: Names) -> bool:
    """Whether a question is about what the one before it was about: it points there, or names no subject."""
    if stands_by_itself(text) or not (QUESTION_WORD.search(text) or points_back(text)):
        return False
    for name in reversed(names.find(text)):
        text = text[: name.start] + text[name.end :]
    return points_back(text) or bool(_ALONE.search(text.rstrip("?. "))) or not own_words(text)
