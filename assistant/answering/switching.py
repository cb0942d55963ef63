"""A follow-up that asks the earlier question again of something else: another place, thing or kind of document."""

import re
from collections.abc import Sequence

from assistant.answering.concepts import concepts
from assistant.answering.name_table import ordinary
from assistant.answering.names import Named, Names, fold
from assistant.answering.periods import YEAR, mentions
from assistant.answering.subjects import names_a_kind

_ALSO = r"(?:ook|zo|nu|dan|wel|net zo|hetzelfde|allemaal|eigenlijk)"
_IT = r"(?:dat|dit|het|die|deze|ze|zij|er)"
_PREPOSITION = r"(?:in|voor|bij|op|van|door|met|onder)"
# "Geldt dat ook in …?", "is dat in … ook zo?", "hoe zit dat bij …?", "en voor …?"
_SAME = re.compile(
    rf"(?:(?:geldt|gelden|is|was|zijn|gaat|gaan|kan|mag|moet|krijg\w*|heb\w*|heeft|doen|doet|werkt|staat|telt) {_IT}"
    rf"|(?:hoe|wat) (?:zit|is|gaat|geldt|doen|doet) {_IT}|wat is (?:de|het) {_IT})(?: {_ALSO})*"
    rf" ({_PREPOSITION}) (?:de |het )?([^?]+?)(?: {_ALSO})*",
    re.IGNORECASE,
)
_OTHER_WORD = re.compile(r"(?:in |bij )?([a-z]{4,}|[A-Z][\w-]{3,})(?: (?:dan|ook))?", re.IGNORECASE)
_PERIOD = re.compile(
    r"\s*(?:\b(?:in|voor|over|van) )?\(?\b(?:19|20)\d\d\s*(?:–|-|/|t/m)\s*(?:19|20)\d\d\b\)?"
)
_DOCUMENT = (
    r"(?:(?:prestatie|woon|meerjaren|jaar)?afspraken|akkoord|(?:jaar)?bod|jaarschijf|addendum|monitor|woonvisie"
    r"|voortgangsrapportage|wet|concept)"
)
_IN_DOCUMENT = re.compile(
    rf"\b(in|volgens|uit) ((?:(?:de|het|hun|haar|dit|deze) )?(?:\w+e )?{_DOCUMENT})\b(?: (aan|van)\b)?",
    re.IGNORECASE,
)
_ONLY_DOCUMENT = re.compile(
    rf"(?:(?:wat|hoe(?:veel)?) (?:(?:staat|stond|werd|wordt|is|was|zegt|zei|zeggen|kwam) )"
    rf"(?:(?:er|dat|het|dit|daarover|hierover|erover|dan|uiteindelijk|nu|daarvan|geworden) )*)?"
    rf"(?:(in|volgens|uit|bij) )?((?:de|het|hun|haar|dit|deze) (?:\w+e )?{_DOCUMENT})"
    rf"(?: (?:dan|zelf|erover|daarover|afgesproken|geworden))*",
    re.IGNORECASE,
)


def other_thing(meant: str, before: str, names: Names) -> str:
    """The earlier question asked of the place or thing that "geldt dat ook in …?" names; empty for other texts."""
    same = _SAME.fullmatch(meant)
    if not same:
        return _other_unknown(meant, before, names)
    preposition, thing = same[1].lower(), same[2].strip()
    found = names.find(f"{preposition} {thing}")
    if found or YEAR.search(thing):
        return substituted(before, thing, found, names)
    rest = before.rstrip("?. ")
    other = _other_unknown(thing, before, names)
    if other:
        return other
    if preposition != "in":
        for said in re.finditer(rf"\b{preposition} ((?:\w+e )?\w+)\b", rest, re.IGNORECASE):
            if not names.find(said[1]) and not YEAR.search(said[1]):
                return f"{rest[: said.start(1)]}{thing}{rest[said.end(1) :]}?"
    return f"{rest} {preposition} {thing}?"


def other_document(meant: str, before: str) -> str:
    """The earlier question asked of the kind of document that is all that a follow-up names ("en in het bod?")."""
    only = _ONLY_DOCUMENT.fullmatch(meant)
    if not only:
        return ""
    phrase = f"{(only[1] or 'in').lower()} {only[2]}"
    said = _IN_DOCUMENT.search(before)
    if not said:
        return f"{before.rstrip('?. ')} {phrase}?"
    owner = " van" if said[3] else ""
    return f"{before[: said.start()]}{phrase}{owner}{before[said.end() :]}"


def substituted(before: str, text: str, found: Sequence[Named], names: Names) -> str:
    """The earlier question with its place or year replaced by the one that the follow-up names.

    The period of a document ("2024–2027") goes with the place whose document it is.
    """
    earlier = names.find(before)
    result = before.rstrip("?.")
    if any(name.sort == "municipality" for name in found) and not mentions(text):
        result = _PERIOD.sub("", result)
        earlier = names.find(result)
    for sort in ("municipality", "corporation"):
        new = [name.name for name in found if name.sort == sort]
        old = [name for name in earlier if name.sort == sort]
        if not new:
            continue
        phrase = " en ".join(dict.fromkeys(new))
        if old:
            result = result[: old[0].start] + phrase + result[old[-1].end :]
        else:
            result += f" in {phrase}" if sort == "municipality" else f" bij {phrase}"
        earlier = names.find(result)
    years = YEAR.findall(text)
    if years:
        phrase = " en ".join(dict.fromkeys(years))
        result, count = re.subn(
            r"\b(?:19|20)\d\d\b(?:(?: en |, |–|-)(?:19|20)\d\d\b)*", phrase, result, count=1
        )
        if not count:
            result += f" in {phrase}"
    return result + "?"


def _other_unknown(meant: str, before: str, names: Names) -> str:
    """The earlier question with its one unusual word replaced by the follow-up's: a village, a project."""
    word = _OTHER_WORD.fullmatch(meant)
    if not word or not _is_unusual(word[1]) or names.find(meant):
        return ""
    named = names.find(before)
    unusual = [
        said
        for said in re.finditer(r"[^\W\d_][\w-]{3,}", before)
        if _is_unusual(said[0]) and not any(name.start <= said.start() < name.end for name in named)
    ]
    if not unusual:
        return ""
    last = unusual[-1]
    return f"{before[: last.start()]}{word[1]}{before[last.end() :]}"


def _is_unusual(word: str) -> bool:
    """Whether a word is no word of everyday Dutch or of housing, and so mostly a name."""
    known = concepts(word)
    return not ordinary(fold(word)) and not names_a_kind(word) and bool(known) and not known[0].words
