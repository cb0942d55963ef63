"""Whether a sentence is a commitment, by signs for and against; how sure that is follows from their sum."""

import math
import re
from collections.abc import Sequence

from corpus.model import Period
from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.acting import Acting, asks
from ingest.commitments.structure import Reading
from ingest.commitments.units import Unit

THRESHOLD = 1.0
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
    r"[^,;:]{2,60}\b(?:heeft|hebben|bezit|bezitten|beheert|beheren|verhuurt|verhuren|telt|tellen) "
    r"(?:(?:ruim|ongeveer|bijna|circa|nu|samen|in totaal|zo[’']n|in [A-Z][\w-]+) ){0,3}\d[\d.]* ",
)
_EXPLAINS = re.compile(r"(?:dat|dit) (?!geldt|gebeurt|doe|wordt|worden|mag|moet|kan|zal)[a-z]+t ", re.IGNORECASE)
_NUMBERED = re.compile(r"\d|[A-Z]\.")
_TASK = re.compile(r"(?:het )?(?:[\w-]+ ){0,2}\w+en van ", re.IGNORECASE)  # as in "Bouwen van 50 woningen"
_FOR = re.compile(r"\b(?:is|zijn) (?:(?!de\b|het\b|een\b)[\w-]+ ){0,6}(?:voor|geschikt|bestemd|gereserveerd|beschikbaar)\b", re.IGNORECASE)
_BARE = re.compile(r"[\w’'-]+[.:]?$")
# What is to be done, as a noun: "Realisatie van 40 woningen", "Start renovatie 2026: 80 woningen", "Sloop alleen na".
_DEED = re.compile(
    r"(?:(?:start|onze|ons|gezamenlijke?|jaarlijkse?|extra|verdere?|tijdige|versnelde|structurele|geen|actieve|nieuwe) ){0,2}"
    r"(?:realisatie|oplevering|(?:nieuw)?bouw|sloop|verkoop|renovatie|verbetering|verduurzaming|isolatie|aanleg|plaatsing"
    r"|herstructurering|transformatie|inzet|voortzetting|uitvoering|evaluatie|aankoop|toewijzing|huisvesting|uitbreiding"
    r"|toevoeging|onderhoud|vervanging|ontwikkeling|invoering|verlenging|herinrichting|subsidie|onderzoek|aanpassing"
    r"|stimulering|bijdrage|reservering|vaststelling|opstelling|terugdringing|start)\b"
    r"(?: (?:van|voor|naar)\b| [A-Z][\w-]+:| \d|: | 20\d\d| alleen\b| uitsluitend\b)",
    re.IGNORECASE,
)
# What is agreed may lean on what stands elsewhere: "eerder dan hieronder staat".
_SHOWN = re.compile(
    r"\b(?:dan|zoals|die) (?:hieronder|hierboven|in (?:de )?(?:tabel|bijlage)(?: \w{1,3})?) "
    r"(?:staa[tn]|staan|genoemd|vermeld)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;]\s*$")
# Turns of phrase that weigh on their own, for and against.
_TURNS = tuple(
    (re.compile(pattern, re.IGNORECASE), worth)
    for pattern, worth in (
        (r"(?:partijen|wij|we)\b.{0,40}\bhebben\b.{0,40}\b(?:afgesproken|overeengekomen) (?:dat|om)\b", 4.0),
        (r"(?:de|onze|hun) inzet is\b|.{0,40}\b(?:is|zijn) erop gericht\b", 2.0),
        (r"(?:het )?(?:uitgangspunt|streven|ambitie|doel|inzet) (?:is|blijft) (?:dat|om)\b", 0.8),
        (
            r".{0,80}\bblij(?:ft|ven) (?:\w+ ){0,5}(?:bestaan|behouden|in stand|gehandhaafd|beschikbaar|bereikbaar"
            r"|open|gratis)\b",
            1.2,
        ),
        (r"(?:extra|bijzondere|speciale) aandacht (?:gaat|is er|krijg)", 3.2),
        (r".{0,60}\bkrijg(?:t|en) (?:extra|bijzondere) aandacht", 1.2),
        (r"(?:uiterlijk|vóór) (?:op |in |eind |begin |medio |\d)", 1.2),
        (r"(?:vanaf|met ingang van) (?:\d|\w+ 20\d\d|20\d\d)", 0.7),
        (r"(?:[^,;]{3,60} )?(?:komt|komen) er (?!uit\b|samen\b)|er (?:komt|komen) (?!uit\b)", 0.7),
        (r"[\w-]+ (?:daarvan|hiervan) (?:worden|wordt|zijn|komen|krijgen|gaan)\b", 1.0),
        (r"(?:alle|de) (?:andere|overige) (?:bepalingen|afspraken|artikelen|onderdelen) blijven\b", 2.5),
        (r"wie [^,;]{5,120}, (?:krijgt|heeft|kan|mag|betaalt|hoeft|houdt|ontvangt|gaat)\b", 1.0),
        (r"het is (?:de bedoeling|ons voornemen|onze (?:ambitie|wens)|ons doel|de wens) (?:dat|om)\b", 1.2),
        (
            r"(?:in|aan|op|bij|langs|naast|rond|rondom|achter|tussen|voor) [^,;]{3,40}? kom(?:t|en) (?:er )?"
            r"(?:\d|één |een |twee |drie |vier |vijf |zes |nieuwe |extra )",
            0.7,
        ),
        (r"(?:vanaf|per|met ingang van) [^,;]{4,25} (?:is|zijn|komt|komen|geldt|gelden|heeft|hebben) ", 0.5),
        (r"(?:[\w’'-]+ ){0,5}geldt (?:dat|dit|deze \w+) [^;]{0,30}\b(?:vanaf|tot|pas) ", 0.7),
        (r"[^;]{5,200}; (?:die|dat|deze|dit) [^;]{0,60}\b(?:uiterlijk|vóór) ", 1.2),
        # How the text is to be read, and what follows by itself.
        (
            r"[^;]{2,200}\b(?:val(?:t|len)|blijf(?:t|ven)|sta(?:at|an)) buiten "
            r"(?:deze|dit|de) (?:[\w-]+ )?(?:\w*afspraken|overeenkomst|document|raamwerk|convenant|tabel|telling)\b",
            -3.0,
        ),
        (r"(?:dit|deze|het) [\w-]+ (?:komt|komen) in de plaats van\b", -2.0),
        (
            r"(?:de|deze|alle) (?:aantallen|cijfers|bedragen|getallen) (?:gelden|zijn die) (?:op|per|van|in)\b",
            -2.5,
        ),
        (
            r"[^;]{3,80}, dan geld(?:t|en) (?:de|deze) afspra(?:ak|ken) (?:in|voor) (?:heel|hele|alle|de hele)\b",
            -3.0,
        ),
        (r"[^;,]{2,200}\btel(?:t|len) (?:\w+ ){0,3}niet mee\b", -2.0),
        (
            r"(?:de|het) (?:vraag|behoefte|druk|krapte|wachttijd|wachtlijst|bevolking|aanbod)\b.{0,60}"
            r"\b(?:neemt|nemen|stijgt|daalt|groeit|loopt|krimpt)\b",
            -1.5,
        ),
        (
            r"(?:veel|sommige|steeds meer|de meeste|(?:ongeveer|bijna|ruim) (?:een|de|\d))\b"
            r"(?!.*\b(?:moet|krijg|mag|zal|zullen))",
            -1.2,
        ),
        (
            r"(?:de |deze )?(?:cijfers|gegevens|aantallen|getallen) (?:komen|zijn afkomstig|zijn ontleend)",
            -2.0,
        ),
        (
            r".{0,60}\b(?:is|zijn|werd) (?:in|sinds) (?:1[5-9]|20)\d\d (?:opgericht|ontstaan|gefuseerd|gebouwd)",
            -3.0,
        ),
        (r"(?:[\w’'-]+ ){1,4}betekent dat\b", -2.0),
    )
)
_YEARS = re.compile(r"\b20\d\d\b")
# A verb that is in no list, by where it stands: "wij ontzien", "onderkennen partijen".
_DOES = re.compile(
    r"\b(?:wij|we|partijen|corporaties|gemeenten) [a-zëï]{3,20}en\b|\b[a-zëï]{3,20}en (?:wij|we|partijen)\b",
    re.IGNORECASE,
)
# What is done, as the noun of a verb: "Handhaving op", "Gezamenlijke schouw in", not what happens by itself.
_WORK = re.compile(
    r"(?:[\w-]+e )?(?!\w*(?:stijg|dal|vergrijz|verwacht|groei|krimp|vertrag|verschuiv|verander|onderschat)ing)\w*"
    r"(?:ing|atie|aanpak|beheer|schouw|overleg|inzet|start|aankoop|afspraak)(?:en)? "
    r"(?:van|voor|op|in|met|door|aan|over|naar|tot|bij|\w+en\b)",
    re.IGNORECASE,
)
# An item that tells what was done: it ends with a participle.
_DONE = re.compile(r"\b(?:ge|ver|be|her|ont|op|af|uit|in|aan)\w*(?:d|t|en)[.;]?$")
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
    return (
        (1.2 if follows and _SAME.match(sentence) else 0.0)
        + _of_place(unit, unit.passage.headings, numbered=numbered)
        + sum(worth for pattern, worth in _TURNS if pattern.match(sentence))
        - (3.0 if _TITLE.match(sentence) and not unit.item else 0.0)
        + _of_verb(sentence, reading, who, unit, period, follows=follows)
        + (1.5 if bid and asks(sentence) else 0.0)
        + _of_words(text, reading, bid, who)
        + _of_standing(sentence, reading, period)
    )


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
    if _is_deed(sentence, reading) and (unit.item or _ENDS.search(sentence)):
        return 1.0
    if finite is None or main is None:
        return _without_verb(sentence, unit, who, follows=follows)
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
        total += 0.4 if main.infinitive not in _HAPPENS else 0.2
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


def _is_deed(sentence: str, reading: Reading) -> bool:
    """Whether a sentence without a verb names what will be done; what looks like a verb may be its noun."""
    deed = _DEED.match(sentence)
    if deed is None or reading.finite is None:
        return deed is not None
    return reading.verb_at[0] < deed.end() or ":" in sentence[: reading.verb_at[0]]


def _still_to_come(sentence: str) -> bool:
    """Whether "zijn verduurzaamd" is a state that has to be reached, and not one that was."""
    return any(commitment_words().find(group, sentence) for group in ("term", "norm", "agreed"))


def _past(sentence: str, period: Period) -> bool:
    """Whether all years of a sentence lie before those of the document."""
    years = [int(year) for year in _YEARS.findall(sentence)]
    return bool(years) and period.start is not None and max(years) < period.start


def _without_verb(sentence: str, unit: Unit, who: Acting, *, follows: bool) -> float:
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
    if unit.item and not _DONE.search(sentence):
        return -0.4
    return -2.0


def _does(sentence: str, words: str) -> bool:
    """Whether a party is followed by a word that looks like its verb."""
    return re.match(rf"(?:(?:de|het) )?{re.escape(words)} [a-zëï]{{3,20}}t\b", sentence, re.IGNORECASE) is not None


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
    if _EXPLAINS.match(sentence) and not who.subject and not any(words.find(group, sentence) for group in _BINDING):
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
    if match is None or (reading.finite is None and match["year"] is None):
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
