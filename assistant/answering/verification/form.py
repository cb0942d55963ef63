"""What a sentence may never be, whatever its sources say: cut off, about the prompt, marked up."""

import re

_LONGEST = 600  # characters; nothing here reads more of a sentence than this
_WHOLE = re.compile(r"[.!?][\"”’»)]*$")
# "in 2026 met ten hoogste." is no whole sentence either.
_CUT = re.compile(
    r"\b(?:de|het|een|van|met|en|of|ten hoogste|hoogstens|ten minste|minstens|per|wegens|volgens)\W*$",
    re.IGNORECASE,
)
_NUMBER_MARK = re.compile(
    r"\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]?|\(\s*(?:passage|bron)\s*\d+\s*\)", re.IGNORECASE
)
_LINK = re.compile(
    r"\]\(|!\[|<[a-z/!]|https?:|www\.|javascript:|data:|&#?\w+;|[\w-]+\.[\w.-]*/\w"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|net|eu|io|example|info|be|de)\b|[{}|`~]|\S@\S",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"\bpassages?\b|taalmodel|\bAI\b|\bchatbot\b|\bprompt|\binstructies?\b|\bsysteem(?:bericht|opdracht)"
    r"|\b(?:gegeven|genoemde|bovenstaande|verstrekte|aangeleverde|meegegeven) (?:tekst|informatie|bron"
    r"|context|document)"
    r"|\b(?:ik|mijn|mij)\b|\bhier is (?:het|een|uw|mijn)\b|^(?:antwoord|vraag|assistant|system|user|human)\s*:"
    r"|\bNIET GEVONDEN\b|\bde (?:gebruiker|vraagsteller)\b|\bknowledge\b|\blanguage model\b",
    re.IGNORECASE,
)


def fault(sentence: str) -> str:
    """Why a sentence can't be shown by its form alone; empty when it can."""
    said = sentence.strip()
    if len(said) > _LONGEST:
        return "is too long to read"
    if not _WHOLE.search(said) or _CUT.search(said):
        return "is not a whole sentence"
    if _NUMBER_MARK.search(said):
        return "names a source that was not given"
    if _LINK.search(said):
        return "holds mark-up or an address"
    if _PROMPT.search(said):
        return "speaks of its instructions"
    return ""
