"""The words of a text as meanings to compare: stems, with the glossary and a few everyday verbs as equals."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files

from assistant.answering.concepts import Bag, stems
from corpus.vocabulary import glossary
from corpus.vocabulary.lay_words import lay_words

# Words that carry no fact: articles, pronouns, prepositions, auxiliaries, and what only holds a sentence together.
_EMPTY = frozenset(
    """
    de het een en of maar dan dat die deze dit er hier daar daarvan daarvoor daarmee waarvan waarvoor ervan is zijn
    was
    waren wordt worden werd werden heeft hebben had hadden zal zullen zou zouden in op aan van voor vóór bij met om te
    tot uit door over als wie wat waar hij zij ze wij we u uw hun haar zich ook nog al wel niet geen per naar na ten
    tussen onder onder volgens dus want omdat zodat staat staan geldt gelden mag mogen kan kunnen moet moeten hoeft
    hoeven wil willen meer minder dan elk elke ieder iedere hoogstens minstens maximaal minimaal hooguit ongeveer
    minste hoogste uiterlijk pas vanaf sinds totdat zonder binnen daarna ander andere mee eerst afgesproken
    afspraak afspraken allemaal alleen altijd nooit beide elk zo veel doet doen via terwijl maximum minimum euro
    procent januari februari maart april mei juni juli augustus september oktober november december volledig nul
    eens keer anders eind begin waarschijnlijk mocht mochten moest moesten kon konden hierbij daarbij hiervan hiermee
    hiervoor erbij erin ervoor daarin daardoor doordat waardoor hoe toch wel laat laten iemand
    nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
    achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen
    verplicht verplichting maand maanden week weken dag dagen
    """.split()  # noqa: SIM905
)
_EVERYWHERE = (
    "woningen huurwoningen huur sociale periode jaar jaarlijks corporatie gemeente partijen huurders afspraken"
    " looptijd nieuwe komen komt kwamen gaan gaat krijgen krijgt geven geeft maken maakt"
)
_ARTICLE = 3.0  # what a label or the number of an article tells
_COMMON = 0.4  # what one of them tells
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_LEAST = 2
_MEANT = 0.8  # what an everyday word counts that may mean a formal one
_PHRASE = 3  # words
_HALF = 4  # letters of a compound's half


@lru_cache(maxsize=8192)
def meanings(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry a fact: no numbers, no words that only hold it together."""
    said = [word for word in _WORD.findall(text) if word.lower() not in _EMPTY and not word.isdigit()]
    return frozenset(
        stem for word in said for stem in stems(word) if len(stem) >= _LEAST and not stem.isdigit()
    )


@lru_cache(maxsize=65_536)
def matched(stem: str, held: frozenset[str]) -> float:
    """How well a set holds a stem: 1 for itself, less for an equal or a part of a compound, 0 for none."""
    if stem in held:
        return 1.0
    groups = _groups()
    mine = groups.get(stem)
    if mine and any(not mine.isdisjoint(groups.get(other, ())) for other in held):
        return 0.9
    # "Leefbaarheidsbedrag" is about "leefbaarheid".
    if len(stem) >= 2 * _HALF and any(len(other) >= _HALF and stem.startswith(other) for other in held):
        return 0.75
    return Bag(held).holds_stem(stem)


def meant(stem: str, held: frozenset[str]) -> float:
    """The same, where an everyday word also stands for the formal ones that it may mean."""
    found = matched(stem, held)
    if found >= _MEANT:
        return found
    return _MEANT if any(held.issuperset(formal) for formal in _formal().get(stem, ())) else found


def weight(stem: str) -> float:
    """How much a word tells: little when it stands in every agreement."""
    return _ARTICLE if stem[0] == "=" else _COMMON if stem in _everywhere() else 1.0


@cache
def _everywhere() -> frozenset[str]:
    return meanings(_EVERYWHERE)


def covered(stems_: Iterable[str], held: frozenset[str]) -> float:
    """The share of stems that a set holds; 1 when there are none."""
    return _share(stems_, held, matched)


def meant_by(stems_: Iterable[str], held: frozenset[str]) -> float:
    """The same, with everyday words for formal ones."""
    return _share(stems_, held, meant)


def _share(stems_: Iterable[str], held: frozenset[str], how: Callable[[str, frozenset[str]], float]) -> float:
    wanted = list(stems_)
    whole = sum(map(weight, wanted))
    return sum(weight(stem) * how(stem, held) for stem in wanted) / whole if wanted else 1.0


@cache
def _formal() -> dict[str, frozenset[frozenset[str]]]:
    """What an everyday word may mean: the stems of formal words."""
    found: dict[str, set[frozenset[str]]] = {}
    for row in lay_words():
        formal = {frozenset(stems(words)) for words in row.formal if len(words.split()) <= _PHRASE}
        for word in row.everyday:
            if len(own := stems(word)) == 1:
                found.setdefault(own[0], set()).update(formal)
    return {stem: frozenset(phrases) for stem, phrases in found.items()}


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of equals that a stem belongs to, by number."""
    said = (files(__package__) / "equals.txt").read_text("utf-8")
    lines = [line.split() for line in said.splitlines() if not line.startswith("#")]
    lines += [[word for word in group.words if word.isalpha()] for group in glossary()]
    found: dict[str, set[int]] = {}
    for number, words in enumerate(lines):
        for word in words:
            for stem in stems(word)[:1]:
                found.setdefault(stem, set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}
