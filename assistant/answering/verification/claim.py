"""Does a written sentence say what its sources say? Names, figures, words, and the way it is said, in that order."""

import re
from collections.abc import Sequence

from assistant.answering.figures import MONTHS
from assistant.answering.name_table import fold
from assistant.answering.verification.agreement import Told
from assistant.answering.verification.manner import mistold
from assistant.answering.verification.meaning import matched, meanings, meant, meant_by
from assistant.answering.verification.naming import Mention, Naming
from assistant.answering.verification.quantities import misfigured
from assistant.answering.verification.roles import miscalled
from assistant.answering.verification.source import Facts
from corpus.model import FoundPassage

# Share of a sentence's meanings that its sources must hold; below it the sentence says something else.
_LEAST_COVERED = 0.42
_LEAST_BESIDE = 0.25  # where several figures stand in one line, as in the sentence
# Two words of this length that no source has may be left where the rest is well covered.
_VAGUE = "gaat gaan iemand mensen blijft blijven zegt zeggen extra gewoon overal bedrag hele maakt geeft keer"
_TELLING, _FEW_STRANGE = 5, 0.5
# Whom a sentence may name where the sources speak of one of them by name, or of nobody.
_ANYBODY = frozenset({"huurder", "corporatie", "gemeente", "partijen", "minister"})
# What nobody may be promised or threatened with unless a source does.
_WEIGHTY = re.compile(
    r"\b(?:boetes?|sancties?|straf\w*|korting\w*|subsidies?|toeslag\w*|huurtoeslag|voorrang\w*|schade\w*|compensatie"
    r"|garantie\w*|gegarandeerd|beroep|rechter\w*|rechtbank|toestemming|vergunning\w*|belasting\w*|lening\w*|hypothe\w+"
    r"|urgentie\w*|vergoeding\w*|gratis|inhouden|terugbetal\w+|contract\w*|bindend\w*|provincie\w*|wettelijk\w*|huurverhoging\w*|huurverlaging\w*|inkomens?|parke\w+"
    r"|failliet\w*|ontslag|goedkeur\w*|veto\w*"
    r"|studenten|jongeren|ouderen|statushouders|daklozen|leraren|agenten|mantelzorgers|starters|gehandicapten)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?<!\d )\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"(?<!\d )\b({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:artikel(?:en)?|lid|leden|hoofdstuk(?:ken)?|tabel|bijlage|paragraaf)\s+"
    r"((?:\d+(?:\.\d+)*[a-z]?)(?:(?:, | en | tot en met | of )\d+(?:\.\d+)*[a-z]?){0,8})",
    re.IGNORECASE,
)


def unsupported(
    sentence: str, sources: Sequence[Facts], cited: Sequence[FoundPassage], naming: Naming
) -> str:
    """Why a sentence is not supported; empty when it is."""
    mentions = naming.mentions(sentence)
    if wrong := _unknown(sentence, mentions, sources):
        return wrong
    told, wrong = misfigured(sentence, sources, cited, naming)
    if wrong:
        return wrong
    every = frozenset().union(*(source.words for source in sources))
    telling = meanings(sentence) - meanings(_VAGUE)
    strange = [word for word in telling if len(word) >= _TELLING and not meant(word, every)]
    share = meant_by(telling, every)
    weighty = meanings(" ".join(_WEIGHTY.findall(sentence)))
    if any(not matched(word, every) for word in weighty):
        return "says something that the sources don't"
    least, few = (_LEAST_BESIDE, _LEAST_BESIDE) if _told_together(told) else (_LEAST_COVERED, _FEW_STRANGE)
    if share < least or (share < few and len(strange) >= 2):
        return "says something that the sources don't"
    if miscalled(sentence, mentions):
        return "gives a party another role than the sources do"
    return mistold(sentence, mentions, sources, told)


def _told_together(told: Sequence[Told]) -> bool:
    """Whether one line has several figures of the sentence."""
    return len(told) > 1 and any(
        all(any(fit.line is one.line for fit in fits) for _, fits in told) for one in told[0][1]
    )


def _unknown(sentence: str, mentions: Sequence[Mention], sources: Sequence[Facts]) -> str:
    """A name or article that no source has."""
    text = "\n".join(source.text for source in sources)
    theirs = {mention.name for source in sources for mention in source.mentions}
    theirs |= {place for source in sources for place in source.places}
    folded = fold(text)
    for mention in mentions:
        if mention.sort == "proper":
            if (mention.start or "-" in mention.name) and mention.name not in folded:
                return f"name {mention.name} is not in the sources"
        elif mention.sort == "label":
            if not re.search(rf"\b{mention.name}\b", text):
                return f"label {mention.name} is not in the sources"
        elif mention.sort != "year" and mention.name not in theirs and mention.name not in _ANYBODY:
            if mention.role == "body" and mention.name in folded:
                continue
            if mention.name == "huurders" and any(name.startswith("t:") for name in theirs):
                continue
            return f"name {mention.name.removeprefix('c:').removeprefix('t:')} is not in the sources"
    for match in _MONTH.finditer(sentence):
        if match[0].lower() not in text.lower():
            return f"month {match[0].lower()} is not in the sources"
    dated = {(month.lower(), year) for month, year in _MONTH_OF_YEAR.findall(text)}
    for month, year in _MONTH_OF_YEAR.findall(sentence):
        if (month.lower(), year) not in dated and any(month.lower() == other for other, _ in dated):
            return f"{month.lower()} {year} is not in the sources"
    for match in _REFERENCE.finditer(sentence):
        for number in re.findall(r"\d+(?:\.\d+)*", match[1]):
            if not re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|\.\d)", text):
                return f"article {number} is not in the sources"
    return ""
