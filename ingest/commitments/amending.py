"""What an amendment puts in the place of an older text ("Artikel 5 lid 2 komt te luiden: …")."""

import re

_PLACE = (
    r"\b(?:(?:artikel(?:en)?|art\.|lid|paragraaf|hoofdstuk|bijlagen?|onderdeel|tabel|afspraak) (?:[A-Z]\b|\d)"
    r"|(?:eerste|tweede|derde|vierde|laatste|nieuw) lid|aanhef|bepaling(?:en)?|volzin|zinsnede)"
)
_CHANGE = (
    r"\b(?:te luiden|luidende?|luidt(?= (?:voortaan|als volgt|nu))|gewijzigd|vervangen|toegevoegd|ingevoegd"
    r"|gelezen als|aangepast|verhoogd|verlaagd|verlengd|vervalt|vervallen|geschrapt|gehandhaafd)\b"
)
_AMENDS = re.compile(rf"(?=.{{0,120}}?{_PLACE})(?:[^.;?!]|\.(?=\d)){{0,160}}?{_CHANGE}", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:vervangen door|gewijzigd (?:in|naar)|te luiden|luidende?|luidt|toegevoegd|ingevoegd|als volgt gewijzigd"
    r"|gelezen)\b(?:\s?:?\s*[“„\"‘']|[^:“„\"‘']{0,60}:\s*[“„\"‘']?)",
    re.IGNORECASE,
)
_MARKS = "”“\"’' .;"
_SENTENCE = 5  # words that a new text has at least when it can be read by itself


def amends(sentence: str) -> bool:
    """Whether a sentence changes another text of the agreement."""
    return _AMENDS.match(sentence) is not None


def new_wording(sentence: str) -> str:
    """The words that an amendment puts in; the whole sentence when it puts in none, or is no amendment."""
    if not amends(sentence):
        return sentence
    by = _BY.search(sentence)
    if by is None:
        return sentence
    words = sentence[by.end() :].strip(_MARKS)
    return words if len(words.split()) >= _SENTENCE else sentence


def new_value(sentence: str) -> str:
    """The part of an amendment that holds its new numbers."""
    if not amends(sentence):
        return sentence
    found = re.search(
        r"\b(?:vervangen door|(?:gewijzigd|aangepast|verhoogd|verlaagd|verlengd)"
        r"(?: van [^.;]{1,40})? (?:in|naar|tot))\b",
        sentence,
    )
    return sentence[found.end() :] if found else sentence
