"""Whether a sentence is a commitment, by signs for and against; how sure that is follows from their sum."""

import math
import re
from collections.abc import Sequence

from corpus.model import Period
from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.acting import Acting, asks
from ingest.commitments.stating import states
from ingest.commitments.structure import Reading
from ingest.commitments.turns import turned
from ingest.commitments.units import Unit
from ingest.commitments.verbless import is_deed, without_verb

THRESHOLD = 1.0
_STATED = 0.3  # at most, for a sentence that only tells how things stand
AMENDED = 1.6  # what a sentence that changes another text of the agreement has above its own signs
_STAND = re.compile(
    r"^[^,.]{0,25}\b(?:op|per) 1 [a-z]+ (?P<year>20\d\d|19\d\d)|^in (?P<in>20\d\d|19\d\d)", re.IGNORECASE
)
_WITH_GEEN = re.compile(r"\b(?:geen|niet|nooit|niets|niemand|nergens)\b", re.IGNORECASE)
_SAME = re.compile(
    r"(?:dat|dit|per \w+) (?:is|zijn|komt|betekent)\b.*(?:\d|per saldo)", re.IGNORECASE
)  # says it in other numbers
_PRONOUN = re.compile(
    r"(?:dat|dit|het(?= (?:is|zijn|gaat|betreft|was|ligt)\b)|daarin|daarop|daarbij|daarmee|daarvan|hierin) ",
    re.IGNORECASE,
)
# What a party has: "Vechthuis verhuurt 4.000 woningen".
_HOLDS = re.compile(
    r"[^,;:]{2,60}\b(?:heeft|hebben|bezit|bezitten|beheert|beheren|verhuurt|verhuren|telt|tellen"
    r"|biedt (?:een )?(?:t?huis|onderdak) aan) "
    r"(?:(?:ruim|ongeveer|bijna|circa|nu|samen|in totaal|zo[’']n|in [A-Z][\w-]+) ){0,3}\d[\d.]* ",
)
_EXPLAINS = re.compile(
    r"(?:dat|dit) (?!geldt|gebeurt|doe|wordt|worden|mag|moet|kan|zal)[a-z]+t ", re.IGNORECASE
)
# What agreements are about: homes, rents, those who live there, or a number.
_ABOUT = re.compile(
    r"\d|woning|huis|huur|bewoner|appartement|complex|kamer|starter|senior|jongere|student|statushouder|woonwagen"
    r"|nieuwbouw|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|vijftien|twintig|\w{3,}tig|honderd)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d|[A-Z]\.")
_FOR = re.compile(
    r"\b(?:is|zijn) (?:(?!de\b|het\b|een\b)[\w-]+ ){0,6}(?:voor|geschikt|bestemd|gereserveerd|beschikbaar)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\w’'-]+[.:]?$")
# What is agreed may lean on what stands elsewhere: "eerder dan hieronder staat".
_SHOWN = re.compile(
    r"\b(?:dan|zoals|die) (?:hieronder|hierboven|in (?:de )?(?:tabel|bijlage)(?: \w{1,3})?) "
    r"(?:staa[tn]|staan|genoemd|vermeld)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;]\s*$")
_YEARS = re.compile(r"\b20\d\d\b")
_TITLE = re.compile(r"[A-Z][\w’'-]+(?: [\w’'-]+){1,2}$")
_MEANS = frozenset({"betekenen", "heten", "luiden"})
_HAPPENS = frozenset(
    {
        "komen",
        "gaan",
        "blijven",
        "staan",
        "worden",
        "gelden",
        "krijgen",
        "ontvangen",
        "stijgen",
        "dalen",
        "groeien",
        "betalen",
        "houden",
    }
)


def points(
    unit: Unit,
    reading: Reading,
    who: Acting,
    period: Period,
    *,
    bid: bool = False,
    follows: bool = False,
    numbered: bool = True,
) -> float:
    """The sum of the signs; a commitment has `THRESHOLD`.

    `follows` tells that the sentence before is one, `numbered` that the document numbers its clauses: in one that
    does not, a clause without a number says nothing.
    """
    sentence = unit.text
    if sentence.rstrip().endswith("?") or _BARE.fullmatch(sentence.strip()):
        return -5.0
    text = sentence.split(";", 1)[0]
    total = (
        (1.2 if follows and _SAME.match(sentence) else 0.0)
        + _of_place(unit, unit.passage.headings, numbered=numbered)
        + turned(sentence)
        - (3.0 if _TITLE.match(sentence) and not unit.item else 0.0)
        + _of_verb(sentence, reading, who, unit, period, follows=follows)
        + (1.5 if bid and asks(sentence) else 0.0)
        + _of_words(text, reading, bid, who)
        + _of_standing(sentence, reading, period)
    )
    return min(total, _STATED) if states(sentence, reading, who) else total


def tells_the_state(sentence: str, reading: Reading, period: Period) -> bool:
    """Whether a sentence says how things stand on a day ("Op 1 januari 2024 zijn er …")."""
    return _of_standing(sentence, reading, period) < 0


def certainty(total: float) -> float:
    """A sum of signs as a certainty between 0 and 1."""
    return round(min(0.98, max(0.02, 1 / (1 + math.exp(-(total - THRESHOLD + 0.5))))), 2)


def _of_place(unit: Unit, headings: Sequence[str], *, numbered: bool = True) -> float:
    words = commitment_words()
    total = 0.0
    for heading in reversed(headings):
        bare = re.sub(
            r"^(?:(?:artikel|hoofdstuk|bijlage|deel)\s+)?[\dA-Z]{0,3}(?:[.:]\d*)*[.:)]?\s+",
            "",
            heading,
            flags=re.IGNORECASE,
        )
        if words.patterns["none_heading"].fullmatch(bare.strip()) or words.patterns["none_heading"].fullmatch(
            heading.strip()
        ):
            total -= 4.0
            break
        if words.patterns["thin_heading"].fullmatch(bare.strip()):
            total -= 1.2
            break
        if re.match(r"bijlage", heading, re.IGNORECASE):
            total -= 0.8
    if any(
        words.patterns["aim_heading"].fullmatch(re.sub(r"^[\d.]+\s+", "", h).strip()) for h in headings[-1:]
    ):
        total += 1.0
    if unit.introduces:
        total -= 0.8
    elif unit.clause and _NUMBERED.search(unit.clause) and not unit.clause.lower().startswith("bijlage"):
        total += 0.6
        if " lid " in unit.clause or len(headings) > 1:
            total += 0.3
    elif headings and not (unit.clause or "").lower().startswith("bijlage"):
        total += 0.3 if numbered else 0.6
    elif not headings:
        total -= 0.5
    if unit.item:
        total += 0.3
    return total


def _of_verb(
    sentence: str, reading: Reading, who: Acting, unit: Unit, period: Period, *, follows: bool
) -> float:
    finite, main = reading.finite, reading.main
    if is_deed(sentence, reading) and (unit.item or _ENDS.search(sentence)):
        return 1.0
    if finite is None or main is None:
        return without_verb(sentence, unit, who, follows=follows)
    if finite.tense == "past":
        return -3.5 if finite.infinitive != "zullen" else -0.8
    if main.infinitive in _MEANS:
        return -2.0
    total = 0.0
    if who.subject:
        total += {"feit": -0.8, "koppel": -0.1}.get(main.sort, 1.6)
    elif main.sort in ("feit",):
        total -= 1.2
    elif main.sort == "koppel" and main.infinitive in ("zijn", "hebben"):
        total -= 0.5 if not _FOR.search(sentence) else 0.0
    elif main.sort in ("", "procedure", "inspanning", "koppel"):
        total += (
            0.4 if main.infinitive not in _HAPPENS and (reading.passive or _ABOUT.search(sentence)) else 0.2
        )
    if finite.sort == "modaal":
        total += 0.9 if finite.infinitive in ("zullen", "moeten", "mogen", "hoeven", "dienen") else 0.5
    if reading.passive and finite.infinitive == "worden":
        total += 0.6
    if reading.passive and finite.infinitive == "zijn":
        total -= 2.0 if _past(sentence, period) else 0.0 if _still_to_come(sentence) else 1.0
    if finite.infinitive == "gaan" and main.infinitive != "gaan" and main.sort == "":
        total += 0.5
    if finite.infinitive == "hebben" and main.infinitive != "hebben":
        total -= 2.5
    if reading.condition is not None or commitment_words().patterns["condition_head"].match(sentence):
        total += 0.8
    return total


def _still_to_come(sentence: str) -> bool:
    """Whether "zijn verduurzaamd" is a state that has to be reached, and not one that was."""
    return any(commitment_words().find(group, sentence) for group in ("term", "norm", "agreed"))


def _past(sentence: str, period: Period) -> bool:
    """Whether all years of a sentence lie before those of the document."""
    years = [int(year) for year in _YEARS.findall(sentence)]
    return bool(years) and period.start is not None and max(years) < period.start


def _of_words(sentence: str, reading: Reading, bid: bool, who: Acting) -> float:
    words = commitment_words()
    total = 0.0
    for group, worth in _SIGNS:
        said = _SHOWN.sub("", sentence) if group == "referring" else sentence
        if words.find(group, said) and not (group == "referring" and reading.condition is not None):
            total += worth
    if words.patterns["procedure_subject"].match(sentence):
        total += 0.8
    if bid and words.find("intent", sentence):
        total += 0.6
    if (
        _WITH_GEEN.search(sentence)
        and reading.main is not None
        and reading.main.sort not in ("koppel", "feit")
    ):
        total += 0.4
    if (
        _EXPLAINS.match(sentence)
        and not who.subject
        and not any(words.find(group, sentence) for group in _BINDING)
    ):
        total -= 0.5
    if _PRONOUN.match(sentence) and reading.finite is not None and reading.finite.sort in ("koppel", "feit"):
        total -= 0.7 if not (words.find("effort", sentence) or words.find("intent", sentence)) else 0.0
    return total


_BINDING = ("norm", "term", "often", "years", "right", "share", "agreed", "effort", "intent", "condition")
_SIGNS = (
    ("norm", 1.3),
    ("term", 0.9),
    ("often", 0.8),
    ("years", 0.4),
    ("right", 0.7),
    ("share", 0.8),
    ("meant", 0.7),
    ("agreed", 0.8),
    ("effort", 0.9),
    ("intent", 0.7),
    ("condition", 0.7),
    ("describing", -1.6),
    ("referring", -2.2),
    ("defining", -3.0),
    ("signing", -3.0),
    ("addressing", -3.0),
)


def _of_standing(sentence: str, reading: Reading, period: Period) -> float:
    """Against a sentence that says how things stand on a day."""
    words = commitment_words()
    if _HOLDS.match(sentence) and not any(words.find(group, sentence) for group in ("norm", "term", "years")):
        return -2.5
    match = _STAND.match(sentence)
    if match is None or (
        reading.finite is None and match["year"] is None and int(match["in"]) >= (period.start or 0)
    ):
        return 0.0
    year = int(match["year"] or match["in"])
    begins = period.start or year
    stative = reading.main is None or (
        reading.main.sort in ("koppel", "feit")
        or reading.main.infinitive in ("hebben", "verhuren", "tellen", "bezitten", "wonen", "staan")
    )
    if year < begins:
        return -2.5
    return -3.0 if stative and year <= begins and match["year"] is not None else 0.0
