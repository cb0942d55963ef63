"""The parts of a question that asks two things ("Hoe hoog is het, en wanneer gaat het in?"), for understanding.

Each part is decided and quoted by itself; a later part takes over what it does not say from the one before it.
What is told and not asked ("ik ben gescheiden") is no part, but what the first part may lean on.
"""

import re

from assistant.answering.subjects import names_a_kind

_BEFORE = r"(?:(?:op|uit|in|voor|door|van|binnen|met|aan|tot|vanaf|onder|bij|naar|om|per|sinds|over) )?"
_ASKS = (
    rf"{_BEFORE}(?:hoeveel|hoelang|hoe|wat|wanneer|welke?|wie|waar|waarom|waardoor|waarvoor|waarmee|waarvan"
    r"|waarover|waarin|waartoe|hoezo)"
)
# Verbs that open a question in Dutch: "mag ik …", "komt er …", "is het …".
_VERBS = (
    r"(?:is|zijn|was|waren|bent?|wordt?|worden|werd|werden|mag|mogen|mocht|moet|moeten|kan|kun|kunnen|zal|zullen|zou|zouden"
    r"|krijgt?|krijgen|kreeg|kregen|komt?|komen|kwam|geldt?|gelden|gaat?|gaan|ging|heb|hebt|heeft|hebben|had|hadden"
    r"|blijft?|blijven|bleef|doet?|doen|deed|hoort?|horen|houdt?|houden|bestaat|bestaan|klopt|staat|staan|stond"
    r"|betaalt?|betalen|hoeft?|hoeven|wil|willen|kost|kosten|levert|leveren|bouwt|bouwen)"
)
_ABOUT = r"(?:er|die|dat|dit|deze|ze|zij|we|wij|het|ik|je|jij|u|hij)"
_THING = r"(?:de|het|een|mijn|mn|onze?|hun|haar|zijn)"
_PREPOSITION = (
    r"(?:in|op|van|voor|bij|met|aan|over|uit|door|tot|om|naar|per|ook|na|tussen|onder|tegen|tijdens|volgens"
    r"|omdat|dat|als)"
)
# "…, en hoeveel …?", "… en komt er …?", "… en blijft de huur …?"
# A statement before the question is looked up too: it may not be true ("de wet geldt al, wat moet …?").
_NEXT = re.compile(
    rf",?\s+en (?={_ASKS}\b|(?!{_PREPOSITION} )\w+ {_ABOUT}\b|{_VERBS} {_THING} )"
    rf"|,\s+(?=(?:{_ASKS}|moet\w*|mag|mogen|kan|kunnen|is|zijn|krijg\w*)\s)",
    re.IGNORECASE,
)
_ASKING = re.compile(rf"(?:^|[,;:]\s*|\b(?:en|of|maar|dus|nu) ){_ASKS}\b", re.IGNORECASE)
_ASKING_LATE = re.compile(
    r"\b(?:hoeveel|wanneer|waarom|waardoor|hoelang|waar moet|waar kan|wat nu)\b", re.IGNORECASE
)
# What somebody says is to be checked: "mijn corporatie zegt dat het anders niet geldig is".
_CLAIM = re.compile(r"\b(?:zegt|zeggen|staat|schrijft|beweert|hoorde|las) dat\b", re.IGNORECASE)
_NO_VERB = rf"(?:{_ABOUT}|{_THING}|{_PREPOSITION})"
_VERB_FIRST = re.compile(
    rf"(?:^|,\s+)(?:en |maar |dus |of )?(?:{_VERBS}|(?!{_NO_VERB}\b)\w+ {_ABOUT})\b", re.IGNORECASE
)
_OF_ONESELF = re.compile(r"\b(?:ik|wij|we|mijn|mn|me|mij|ons|onze)\b", re.IGNORECASE)
# "Wat is jouw mening?" is a question to the assistant, which no document answers.
_TO_ASSISTANT = re.compile(r"\b(?:jouw|jij)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_LEANS = re.compile(
    r"\b(?:die|dat|dit|deze|daar\w*|er(?:van|voor|over|bij|mee|aan|op|in|uit|tegen)?|dan|zo'n|elk)\b"
    rf"|\bhet(?=\W*$| (?:{_PREPOSITION}|dan|nu|niet|wel|eigenlijk|geworden)\b)"
    # "Hoeveel na 2019", "en wanneer": what is counted or dated stands in the part before.
    rf"|\b(?:hoeveel|hoe \w+)\s+{_PREPOSITION}\b|^(?:\w+ )?\w+(?: niet| wel| precies)?\W*$",
    re.IGNORECASE,
)
_STORY_END = re.compile(rf",\s+(?=(?:{_ASKS}|{_VERBS})\b)", re.IGNORECASE)
_THEY = re.compile(r"\b(?:ze|zij|hij)\b", re.IGNORECASE)
_OF_BEFORE = re.compile(r"\b(?:daarvan|ervan|waarvan)\b", re.IGNORECASE)
_TWO_THINGS = re.compile(
    rf"^(?P<asks>(?:hoeveel|hoe \w+|wat|welke \w+) (?:{_VERBS}|bedraagt|bedragen|stijgt|stijgen) )"
    r"(?P<one>(?:de|het) [\w-]+(?: \w+)?)(?P<link> en )(?P<other>(?:de|het) [\w-]+(?: van [\w-]+ [\w-]+)?)\b",
    re.IGNORECASE,
)
_TWO_PLACES = re.compile(
    r"\b(?P<one>(?P<where>in|voor|bij|op|van|na) (?:de|het|een) [\w-]+(?: [\w-]+)?) en "
    r"(?P<other>(?P=where) (?:de|het|een) [\w-]+(?: [\w-]+)?)(?=\W*$)",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"\b(?:gemeenten?|corporaties?|huurders?\w*|bewoners?\w*|partijen|provincie|rijk|minister|verhuurders?)\b",
    re.IGNORECASE,
)
# Two editions or periods are the sides of one question.
_EDITIONS = re.compile(
    r"\b(?:\w*afspra(?:ak|ken)|akkoord|bod|periode|vorige|oude|nieuwe|huidige|eerste|tweede|jaren)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST = 3


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a question in order, at most three; the whole when it asks one thing."""
    sentences = _SENTENCE.split(text)
    asked = [one for one in sentences if asks(one) and not _TO_ASSISTANT.search(one)]
    parts = [clause for sentence in asked for clause in _clauses(sentence)]
    if len(parts) == 1 and sentences == asked:
        parts = _each_thing(text)
    return tuple(parts) if 1 < len(parts) <= _MOST else (text,)


def told_in(text: str) -> str:
    """What a question tells of the asker or the case before it asks; empty when it asks at once, or nothing."""
    told: list[str] = []
    for sentence in _SENTENCE.split(text):
        if asks(sentence):
            return " ".join(filter(None, [*told, _without_story(sentence)[0]]))
        told.append(sentence)
    return ""


def question_in(text: str) -> str:
    """The sentences that ask something; all of the text when none do."""
    sentences = _SENTENCE.split(text)
    asking = [sentence for sentence in sentences if asks(sentence)]
    return " ".join(asking or [sentence for sentence in sentences if sentence.endswith("?")]) or text


def asks(sentence: str) -> bool:
    """Whether a sentence asks something, also without its question mark."""
    forms = (_ASKING, _VERB_FIRST, _ASKING_LATE, _CLAIM)
    return not _is_order(sentence) and any(form.search(sentence) for form in forms)


def leans_back(part: str, *, people: bool = True) -> bool:
    """Whether a part speaks of what the part before it names ("wanneer zijn ze klaar").

    Without `people` "ze" tells nothing: beside a tenant's story it is the landlord.
    """
    return bool(_LEANS.search(part)) or (people and bool(_THEY.search(part)))


def is_of_the_part_before(part: str) -> bool:
    """Whether a part asks for a share of what the part before it asks for ("welk deel daarvan")."""
    return bool(_OF_BEFORE.search(part))


def _clauses(sentence: str) -> list[str]:
    clauses = [clause.strip() for clause in _NEXT.split(_without_story(sentence)[1]) if clause.strip()]
    return clauses if len(clauses[0].split()) >= _FEWEST_WORDS or len(clauses) == 1 else [sentence]


def _without_story(sentence: str) -> tuple[str, str]:
    """What a sentence tells of the asker before it asks, and the rest of it."""
    for end in (_STORY_END, _NEXT):
        first, *rest = end.split(sentence, maxsplit=1)
        if rest and _is_story(first):
            return first, rest[0]
    return "", sentence


def _is_story(clause: str) -> bool:
    """Whether a clause only tells of the asker: nothing in it is to be looked up."""
    return not asks(clause) and bool(_OF_ONESELF.search(clause))


def _is_order(sentence: str) -> bool:
    return sentence.endswith(".")


def _each_thing(text: str) -> list[str]:
    """A question about two things as one question for each: "hoeveel mogen de huursom en de huur stijgen"."""
    if (two := _TWO_THINGS.match(text)) and _are_things(two):
        rest = text[two.end() :]
        return [two["asks"] + two["one"] + rest, two["asks"] + two["other"] + rest]
    if (two := _TWO_PLACES.search(text)) and _are_things(two):
        return [text[: two.start()] + two[name] + text[two.end() :] for name in ("one", "other")]
    return [text]


def _are_things(two: re.Match[str]) -> bool:
    said = f"{two['one']} / {two['other']}"
    return not (_PARTIES.search(said) or _EDITIONS.search(said) or names_a_kind(said))
