"""The words of a text as meanings to compare: stems, with the glossary and a few everyday verbs as equals."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.answering.concepts import Bag, stems
from corpus.vocabulary import glossary

# Words that mean the same in a sentence about an agreement; what the glossary has for searching is not repeated.
_EVERYDAY = (
    "bouwen bouwt gebouwd bouw nieuwbouw nieuwe levert leveren oplevering opleveren opgeleverd realiseert"
    " maakt komen",
    "betaalt betalen legt leggen stort storten geeft geven krijgt krijgen bijdrage betaald besteedt"
    " besteden ontvangt",
    "gereed klaar oplevering opgeleverd af",
    "begint beginnen start starten gaat ingaan begonnen aanvang",
    "samen totaal som alle gezamenlijk",
    "eindigt eindigen stopt stoppen aflopen loopt",
    "sloop slopen sloopt gesloopt",
    "verkoop verkopen verkoopt verkocht verkochte",
    "onderzoekt onderzoeken onderzoek bekijkt bekijken kijken kijkt zoekt nagaan evalueren evalueert",
    "omhoog stijgt verhoging huurverhoging",
    "stroomnet elektriciteitsnet stroom elektriciteit netaansluiting",
    "plaatsen plaatst geplaatst neerzetten zetten staan",
    "huis huizen woning woningen huurwoning huurwoningen",
    "verbeteren verbetert verbeterd verbetering",
    "melding melden meldt meldingen",
    "vooraf tevoren voorhand",
    "schatten schat ramen raming verwachten verwacht verwachting",
    "voorstel voorstellen bood boden biedt bod",
    "streeft streven doel proberen probeert ambitie wil willen",
    "gezin gezinnen kinderen",
    "ontruiming ontruimd uitgezet uitzetting",
    "uitleg uitleggen schrijft schrijven waarom reden redenen",
    "goedvinden goedvindt instemmen instemt instemming akkoord eens",
    "jaarlijks jaar",
    "maximum maximaal hoogstens hooguit",
    "minimum minimaal minstens",
    "uitgeven uitgegeven besteden besteedt geld",
    "slecht efg",
    "netto saldo",
    "groei groeit groeien nettogroei erbij bijkomen komen",
    "opzegtermijn opzeggen termijn",
    "halvering halveert halveren helft",
    "tekenden tekende ondertekend getekend tekenen",
    "woont wonen gewoond woning",
    "weigert weigeren",
    "verhuizing verhuizingen verhuist verhuizen verhuisgeld verhuisbijdrage",
)
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
    eens keer anders eind begin waarschijnlijk
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_LEAST = 2
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


def covered(stems_: Iterable[str], held: frozenset[str]) -> float:
    """The share of stems that a set holds; 1 when there are none."""
    wanted = list(stems_)
    return sum(matched(stem, held) for stem in wanted) / len(wanted) if wanted else 1.0


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of equals that a stem belongs to, by number."""
    lines = [line.split() for line in _EVERYDAY]
    lines += [[word for word in group.words if word.isalpha()] for group in glossary()]
    found: dict[str, set[int]] = {}
    for number, words in enumerate(lines):
        for word in words:
            for stem in stems(word)[:1]:
                found.setdefault(stem, set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}
