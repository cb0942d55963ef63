"""The forms of the verbs of agreements, with the infinitive that each is a form of."""

import re
from functools import cache
from typing import Literal, NamedTuple

from corpus.vocabulary.agreeing import Verb, sentence_words, verbs

Tense = Literal["present", "plural", "past", "participle"]

_WORDS = sentence_words()
_PARTICLES, _NOUNS = _WORDS["particles"], _WORDS["never_verbs"]
_PREFIXES = ("be", "her", "ont", "ver", "er", "over", "onder", "vol")
_UNSTRESSED = re.compile(r"[aeiouëïy].*(?:er|el|en|ig|em)$")
_SHORT = re.compile(r"(?:^|[^aeiouë])[aeou]([bdfgklmnprstvz])$")


class Form(NamedTuple):
    """A form of a verb; "plural" is the present plural, which looks like the infinitive."""

    infinitive: str
    tense: Tense
    sort: str


def forms_of(word: str) -> tuple[Form, ...]:
    """What a word in small letters may be a form of; a separable verb in one word too ("oplevert", "opgeleverd")."""
    found = _forms().get(word)
    if found or word in _NOUNS:
        return found or ()
    for size in range(2, min(len(word) - 2, 12)):
        particle = word[:size]
        if particle in _PARTICLES and word[size:] in _forms():
            return tuple(
                Form(particle + form.infinitive, form.tense, sort_of(particle + form.infinitive, form.sort))
                for form in _forms()[word[size:]]
            )
    return ()


def finite(word: str) -> Form | None:
    """The form that a word is when it is the verb that goes with a subject; None for others."""
    return next((form for form in forms_of(word) if form.tense != "participle"), None)


def infinitive_in(word: str) -> Form | None:
    """The form that a word is as an infinitive ("bouwen", "opleveren"), or as a participle ("opgeleverd")."""
    return next((form for form in forms_of(word) if form.tense in ("plural", "participle")), None)


def joined(verb: Form, particle: str) -> Form:
    """A verb with the particle that stands apart from it."""
    infinitive = particle + verb.infinitive
    return Form(infinitive, verb.tense, sort_of(infinitive, verb.sort))


def sort_of(infinitive: str, otherwise: str) -> str:
    """The sort of a separable verb: its own, else an action, for what its stem says does not hold for it."""
    if infinitive in _sorts():
        return _sorts()[infinitive]
    return "" if otherwise in ("feit", "inspanning", "intentie", "procedure", "koppel") else otherwise


@cache
def _sorts() -> dict[str, str]:
    return {verb.infinitive: verb.sort for verb in verbs()}


@cache
def _forms() -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for verb in verbs():
        for word, tense in _inflected(verb):
            form = Form(verb.infinitive, tense, verb.sort)
            if word not in _NOUNS and form not in found.setdefault(word, []):
                found[word].append(form)
    for word, infinitive in _IRREGULAR.items():
        found[word] = [Form(infinitive, "present", _sorts()[infinitive])]
    return {word: tuple(forms) for word, forms in found.items()}


_IRREGULAR = {
    word: infinitive
    for infinitive, words in {
        "zijn": "is zijn ben bent",
        "hebben": "heeft heb hebt",
        "kunnen": "kan kunt",
        "mogen": "mag",
        "zullen": "zal",
        "willen": "wil",
        "moeten": "moet",
        "komen": "komt kom",
    }.items()
    for word in words.split()
}


def _inflected(verb: Verb) -> list[tuple[str, Tense]]:
    """The forms of a verb that is not separable: those of a separable one follow from the verb in it."""
    infinitive = verb.infinitive
    if infinitive not in _WORDS["whole_verbs"] and any(
        infinitive.startswith(particle) and infinitive[len(particle) :] in _sorts() for particle in _PARTICLES
    ):
        return []
    raw = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    soft = not re.search(r"(?:[tkfp]|ch|[^z]s)$", raw)
    forms: list[tuple[str, Tense]] = [(infinitive, "plural")]
    for stem in _stems(infinitive, raw):
        # The stem by itself is a form of "I", or an order: agreements have neither.
        forms.append((stem if stem.endswith("t") else stem + "t", "present"))
        if not verb.past:
            forms += [(stem + ("de" if soft else "te") + n, "past") for n in ("", "n")]
        if not verb.participle:
            end = "d" if soft else "t"
            base = stem if stem.endswith(end) else stem + end
            forms.append((base if infinitive.startswith(_PREFIXES) else f"ge{base}", "participle"))
    if verb.past:
        forms += [
            (verb.past, "past"),
            (verb.past + "n" if verb.past.endswith("e") else _plural(verb.past), "past"),
        ]
    if verb.participle:
        forms.append((verb.participle, "participle"))
    return forms


def _stems(infinitive: str, raw: str) -> list[str]:
    """The stem; two where only the stress tells which it is ("levert", "garandeert")."""
    if re.search(r"(?:gaan|staan|slaan|doen|zien|zijn)$", infinitive):
        return [infinitive[:-1]]
    if len(raw) > 2 and raw[-1] == raw[-2] and raw[-1] not in "aeiou":
        return [raw[:-1]]
    stems = [raw]
    if _SHORT.search(raw) or raw.endswith("ër"):
        longer = raw[:-1] + ("e" if raw.endswith("ër") else raw[-2]) + raw[-1]
        stems = [raw, longer] if _UNSTRESSED.search(raw) else [longer]
    return [{"v": stem[:-1] + "f", "z": stem[:-1] + "s"}.get(stem[-1], stem) for stem in stems]


_PAST_PLURALS = {
    "had": "hadden",
    "was": "waren",
    "kon": "konden",
    "zou": "zouden",
    "zei": "zeiden",
    "trof": "troffen",
    "betrof": "betroffen",
}


def _plural(past: str) -> str:
    if past in _PAST_PLURALS:
        return _PAST_PLURALS[past]
    if re.search(r"(?:^|[^aeiou])[aeiou][bdfgklmnprst]$", past):
        # "bood" has two vowels; "nam", "kwam", "gaf" and "sprak" become long before "-en"; "won" and "ging" do not
        doubled = past[-2] in "ioue" and not past.endswith(("am",))
        past = past + past[-1] if doubled else past
    elif re.search(r"[aeou]{2}[bdfgklmnprst]$", past) and past[-3] == past[-2]:
        past = past[:-3] + past[-2:]
    if past.endswith("f"):
        past = past[:-1] + "v"
    elif past.endswith("s") and past[-2] in "aeo":
        past = past[:-1] + ("z" if not past.endswith("ss") else "s")
    return past + "en"
