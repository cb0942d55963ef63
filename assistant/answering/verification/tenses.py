"""The verbs of a text that tell of the past, and a sentence that tells such a thing as it is now."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from assistant.answering.verification.meaning import covered, meanings
from assistant.answering.verification.source import Facts
from corpus.model import FoundPassage, Status
from corpus.settings import LibrarySettings
from corpus.vocabulary.agreeing import verbs

_WORD = re.compile(r"[^\W\d_]+")
_PREFIX = re.compile(
    r"(?:aan|achter|af|bij|door|in|mee|na|om|onder|op|over|plaats|samen|tegen|terug|toe|uit|vast|voor|weg)(?=\w{4})"
)
_VOWELS = frozenset("aeiou")
_LONG = re.compile(r"(?<![aeiou])[aeou][bcdfgklmnprstvwz]$")
# A regular past tense of any verb: no other words end so but these.
_REGULAR = re.compile(
    r"\b(?!ge|be|ver|\w*(?:vlakte|ziekte|drukte|hoekte|rijkte|lekte|schepte|diepte|markte)\b)[^\W\d]{2,}[kp]ten?\b",
    re.IGNORECASE,
)
_HARD = {"v": "f", "z": "s"}
_SOFT = {"f": "v", "s": "z"}
# Past tenses that are more often another word.
_NO_PASTS = frozenset(
    [
        "week",
        "bepaalde",
        "vereiste",
        "betaalde",
        "bediende",
        "drukte",
        "halte",
        "lassen",
        "lente",
        "spraak",
        "lagen",
    ]
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# The day on which a page was read says nothing of what it tells.
_READ = re.compile(r"gelezen op \d{1,2} \w{3,12} \d{4}|https?://\S+")
_BACK_THEN = re.compile(r"\bin ((?:19|20)\d\d)\b(?= naar)", re.IGNORECASE)
_PERFECT = re.compile(
    r"\b(?:heeft|hebben|is|zijn) [^.;]{0,120}\b(?:ge|be|ver|ont)\w{2,}(?:d|t|en)\b", re.IGNORECASE
)
# Verbs of what holds; of the others the past says that it was done.
_HOLDING = frozenset(
    ["kosten", "gelden", "duren", "krijgen", "betalen", "stijgen", "overleggen", "houden", "lopen", "gaan"]
)
_NOW = re.compile(
    r"\b(?:nu|momenteel|tegenwoordig|thans|vandaag|inmiddels|op dit (?:moment|ogenblik)|nog (?:steeds|altijd)"
    r"|dit (?:half)?jaar|(?:vanaf|sinds) nu|huidige?|actuele?)\b(?! al\b)",
    re.IGNORECASE,
)
# "Kijk wat nu geldt" says of nothing that it does.
_WHETHER = re.compile(r"\b(?:wat|welke?|of) (?:\S+ ){0,2}nu\b|\bnu (?:ook|dus|eenmaal)\b", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:toen|destijds|eerder\w*|vroeger\w*|vorige?|oude|tot en met|was|waren|had|hadden|werd|werden|zou|zouden"
    r"|mocht\w*|moest\w*|kon|konden|verlopen|voorbij)\b",
    re.IGNORECASE,
)


def told_as_current(
    sentence: str, cited: Sequence[FoundPassage], sources: Sequence[Facts], today: date | None = None
) -> str:
    """The word by which a sentence says that something of a past year is so today; empty when it does not."""
    said = _NOW.search(_WHETHER.sub(" ", sentence))
    if not said or _past_years(sentence, today or LibrarySettings().current_day()):
        return ""
    for one in cited:
        text = _WHETHER.sub(" ", _READ.sub(" ", one.passage.text))
        if any(said[0].lower() == own[0].lower() for own in _NOW.finditer(text)):
            return ""
    day = today or LibrarySettings().current_day()
    return (
        said[0].lower()
        if any(
            _of_the_past(found, source, meanings(sentence), day)
            for found, source in zip(cited, sources, strict=True)
        )
        else ""
    )


def _of_the_past(found: FoundPassage, source: Facts, words: frozenset[str], day: date) -> bool:
    """Whether a passage is of a document that no longer holds, or what it says of the words is of years gone by."""
    described = found.card.description
    status = described.status(day)
    if status is Status.GELDEND:
        return False
    if status in {Status.VERLOPEN, Status.CONCEPT} or (described.period.end or day.year) < day.year:
        return True
    line = max(source.lines, key=lambda one: covered(words, one.words), default=None)
    texts = (line.text, line.before) if line else ()
    told = next((dated for text in texts if (dated := _YEAR.findall(text))), None)
    if told and line and (back := _BACK_THEN.findall(line.text)):
        told = back
    years = {int(year) for year in told or _YEAR.findall(_READ.sub(" ", found.passage.text))}
    return bool(years) and max(years) < day.year


def _past_years(sentence: str, day: date) -> bool:
    return any(int(year) < day.year for year in _YEAR.findall(sentence))


def moved_to_now(claim: str, source: str) -> bool:
    """Whether a claim has in the present, and without its year, the verb that its source has in the past."""
    if not _YEAR.search(source) or _YEAR.search(claim) or _THEN.search(claim) or past(claim):
        return False
    verbs_then = {infinitive for word in _words(source) for infinitive in _pasts().get(word, ())}
    verbs_now = {infinitive for word in _words(claim) for infinitive in _presents().get(word, ())}
    return bool(verbs_then & verbs_now)


def moved_back(claim: str, source: str) -> bool:
    """Whether a claim has in the past what its source says to hold: "de grond kostte" for "de grond kost"."""
    if _PERFECT.search(claim) or not _YEAR.search(claim):
        return False
    verbs_then = {infinitive for word in _words(claim) for infinitive in _pasts().get(word, ())}
    verbs_now = {infinitive for word in _words(source) for infinitive in _presents().get(word, ())}
    return bool(verbs_then) and verbs_then <= _HOLDING and bool(verbs_then & verbs_now)


# Something that was to be done may never have happened.
_TO_BE = frozenset(
    [
        "moeten",
        "zullen",
        "willen",
        "kunnen",
        "mogen",
        "hoeven",
        "afspreken",
        "verwachten",
        "plannen",
        "beloven",
        "streven",
        "toezeggen",
    ]
)


@lru_cache(maxsize=4096)
def past(text: str) -> bool:
    """Whether a text has a verb in the past tense."""
    return bool(_REGULAR.search(text)) or any(
        not of <= _TO_BE
        for word in _words(text)
        if (of := _pasts().get(word) or _pasts().get(_PREFIX.sub("", word, count=1)))
    )


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@cache
def _pasts() -> dict[str, frozenset[str]]:
    """Past tenses with the verbs that they are of."""
    known = {verb.infinitive for verb in verbs()} | set(_presents()) | _NO_PASTS
    found: dict[str, set[str]] = {}
    for verb in verbs():
        singular = (
            [verb.past] if verb.past else [form for stem in _stems(verb.infinitive) for form in _weak(stem)]
        )
        for one in singular:
            for form in (one, *_plurals(one)):
                if form not in known:
                    found.setdefault(form, set()).add(verb.infinitive)
    return {form: frozenset(of) for form, of in found.items()}


def _plurals(past_tense: str) -> tuple[str, ...]:
    """The plurals that a past tense can have: "werkten", "gaven", "kozen", "wonnen"."""
    if past_tense.endswith("e"):
        return (f"{past_tense}n",)
    soft = past_tense[:-1] + _SOFT.get(past_tense[-1], past_tense[-1])
    short = re.sub(r"([aeou])\1(?=[^aeiou]$)", r"\1", soft)
    return (f"{short}en", f"{past_tense}{past_tense[-1]}en")


@cache
def _presents() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for verb in verbs():
        for form in _presents_of(verb.infinitive):
            found.setdefault(form, set()).add(verb.infinitive)
    return {form: frozenset(of) for form, of in found.items()}


def _presents_of(infinitive: str) -> frozenset[str]:
    return frozenset(
        {infinitive} | {stem if stem.endswith("t") else f"{stem}t" for stem in _stems(infinitive)}
    )


def _weak(stem: str) -> tuple[str, ...]:
    return (f"{stem}de", f"{stem}te")


def _stems(infinitive: str) -> tuple[str, ...]:
    """The stems that a verb can have: "staak" of "staken", "vul" of "vullen", "leef" of "leven"."""
    base = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in _VOWELS:
        return (base[:-1],)
    hard = base[:-1] + _HARD.get(base[-1], base[-1])
    if _LONG.search(base):
        return (f"{hard[:-1]}{hard[-2]}{hard[-1]}", hard)
    return (hard,)
