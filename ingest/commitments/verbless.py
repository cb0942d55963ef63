"""Sentences and items whose verb is missing or in no list: what is done as a noun, norms in a few words."""

import re

from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.acting import Acting
from ingest.commitments.structure import Reading
from ingest.commitments.units import Unit
from ingest.commitments.verbs import forms_of

_TASK = re.compile(r"(?:het )?(?:[\w-]+ ){0,2}\w+en van ", re.IGNORECASE)  # as in "Bouwen van 50 woningen"
# What is to be done, as a noun: "Realisatie van 40 woningen", "Start renovatie 2026: 80 woningen", "Sloop alleen na".
_DEED = re.compile(
    r"(?:(?:start|onze|ons|gezamenlijke?|jaarlijkse?"
    r"|extra|verdere?|tijdige|versnelde|structurele|geen|actieve|nieuwe) ){0,2}"
    r"(?:realisatie|oplevering|(?:nieuw)?bouw|sloop|verkoop|renovatie|verbetering|verduurzaming|isolatie|aanleg|plaatsing"
    r"|herstructurering|transformatie|inzet|voortzetting|uitvoering|evaluatie|aankoop|toewijzing|huisvesting|uitbreiding"
    r"|toevoeging|onderhoud|vervanging|ontwikkeling|invoering|verlenging|herinrichting|subsidie|onderzoek|aanpassing"
    r"|stimulering|bijdrage|reservering|vaststelling|opstelling|terugdringing|start)\b"
    r"(?: (?:van|voor|naar)\b| [A-Z][\w-]+:| \d|: | 20\d\d| alleen\b| uitsluitend\b)",
    re.IGNORECASE,
)
# A verb that is in no list, by where it stands: "wij ontzien", "onderkennen partijen".
_DOES = re.compile(
    r"\b(?:wij|we|partijen|corporaties|gemeenten) [a-zëï]{3,20}en\b|\b[a-zëï]{3,20}en (?:wij|we|partijen)\b",
    re.IGNORECASE,
)
# What is done, as the noun of a verb: "Handhaving op", "Gezamenlijke schouw in", not what happens by itself.
_WORK = re.compile(
    r"(?:[\w-]+e )?(?!\w*(?:stijg|dal|vergrijz|verwacht|groei|krimp|vertrag|verschuiv|verander|onderschat)ing)\w*"
    r"(?:ing|atie|aanpak|beheer|schouw|overleg|inzet|start|aankoop|afspraak)(?:en)? "
    r"(?:van|voor|op|in|met|door|aan|over|naar|tot|bij|(?:nieuw)?bouw|sloop|renovatie|\w+en\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*\([^()]{0,80}\)\s*[.;]?$")
# An item that tells what was done: it ends with a participle.
_DONE = re.compile(r"\b(?:ge|ver|be|her|ont|op|af|uit|in|aan)\w*(?:d|t|en)[.;]?$")


def is_deed(sentence: str, reading: Reading) -> bool:
    """Whether a sentence without a verb names what will be done; what looks like a verb may be its noun."""
    deed = _DEED.match(sentence)
    if deed is None or reading.finite is None:
        return deed is not None
    return reading.verb_at[0] < deed.end() or ":" in sentence[: reading.verb_at[0]]


def without_verb(sentence: str, unit: Unit, who: Acting, *, follows: bool) -> float:
    """A part of a sentence: an item under its opening sentence, or a norm in a few words."""
    words = commitment_words()
    if unit.lead:
        return 0.6
    if _DOES.search(sentence) or (who.subject and _does(sentence, who.words)):
        return 1.6
    if unit.item and who.subject and _TASK.match(sentence):
        return 0.8
    if words.find("norm", sentence) or re.match(r"(?:zonder|geen|pas) ", sentence, re.IGNORECASE):
        return 0.2
    if unit.item and _WORK.match(sentence):
        return 0.8
    if unit.item and _ends_in_infinitive(sentence):
        return 0.8
    if unit.item and not _DONE.search(sentence):
        return -0.4
    return -2.0


def _ends_in_infinitive(sentence: str) -> bool:
    """Whether an item says what to do at its end ("Spouwmuren isoleren (corporatie)")."""
    words = _BEHIND.sub("", sentence).rstrip(" .;").split()
    last = words[-1].lower().rsplit("-", 1)[-1] if len(words) > 1 else ""
    return any(form.tense == "plural" and form.sort not in ("koppel", "feit") for form in forms_of(last))


def _does(sentence: str, words: str) -> bool:
    """Whether a party is followed by a word that looks like its verb."""
    return (
        re.match(rf"(?:(?:de|het) )?{re.escape(words)} [a-zëï]{{3,20}}t\b", sentence, re.IGNORECASE)
        is not None
    )
