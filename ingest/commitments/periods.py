"""When something was agreed for: the years and the last day that a text names, and nothing that it leaves to the
period of its document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from corpus.commitment import FieldEvidence
from corpus.model import Period
from ingest.describing.dates import DATE, dates_in, spans_in

_LONGEST = 4_000  # characters of a sentence that are read
_YEAR = r"(?<![\d.,/€-])(?<!€ )(?:19[89]\d|20[0-5]\d)(?![\d/]|[.,]\d|-\d)"
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_QUARTER = (
    r"(?:(?P<quarter>eerste|tweede|derde|vierde|laatste|[1-4]e)\s(?P<part>kwartaal|helft)|Q(?P<q>[1-4]))"
)
# What names a document, the prices or how things stood: its years are not those of the agreement.
_ELSEWHERE = re.compile(
    rf"\bprijspeil(?:\svan)?\s(?:{DATE}|{_YEAR})"
    r"|\b(?:[Ww]oon(?:visie|agenda|programma|zorgvisie|deal)|[Pp]restatieafspraken|[Rr]aamovereenkomst"
    r"|[Jj]aarschijf"
    r"|[Jj]aarafspraken|[Rr]egelgeving|\w*[Vv]erordening|\w*[Ss]tatuut|\w*wet|Wmo|[Bb]od|\w*monitor"
    r"|\w*onderzoek"
    r"|\w*convenant|\w*akkoord|[Hh]andreiking|[Oo]mgevingsvisie|[Ww]oonvisies|NEN|[Bb]egroting"
    r"|[Bb]eleidsplan)"
    rf"(?:\s(?:van\s)?(?!van\b|in\b|op\b|uiterlijk\b|v[oó]{{2}}r\b"
    rf"|per\b)[A-Z’'][\w’'-]*){{0,4}}\s?\(?(?:{_MONTH}\s)?"
    rf"{_YEAR}(?:\s?[-–—/]\s?(?:20)?\d\d\b|\st/m\s{_YEAR}|\stot\sen\smet\s{_YEAR})?\)?"
    rf"|\b(?:[Ss]inds|[Ss]edert|was\sin|vastgesteld\s(?:op|in)|gesloten\sop|getekend\sop|stand\sper"
    rf"|peildatum|telling\sop"
    rf"|afspraken\s(?:van|over))\s(?:{DATE}|(?:{_MONTH}\s)?{_YEAR}(?:\s?[-–—]\s?{_YEAR})?)"
    # "(2016–2019)" after "de vorige periode"; "van 4.205 op 1 januari 2024 naar"
    rf"|\bvorige\s(?:periode|afspraken)\s\(?{_YEAR}\s?[-–—]\s?{_YEAR}\)?"
    rf"|\bvan\s(?:nu\s)?[\d.,]{{1,9}}(?:\s[\w-]{{1,30}}){{0,3}}?\s(?:in|op|per|eind|begin)\s(?:{DATE}"
    rf"|{_YEAR})"
    rf"(?=\s(?:naar|tot|terug))"
    rf"|\bdan\s(?:op|in)\s(?:{DATE}|{_YEAR})"
    rf"|\b(?:niet\svóór|[Nn]a|uit)\s{_YEAR}|\bvóór\sde\s(?:zomer|winter|start)\w*(?:\svan)?\s{_YEAR}"
)
_LATEST = r"(?:uiterlijk|op\szijn\slaatst|ten\slaatste|niet\slater\sdan)"
_BY = (
    r"(?:(?:op|in|per|aan|met|van|tot\sen\smet|het|de|heel|jaar|einde?|ultimo|begin|medio|vóór|voor)\s){0,4}"
)
_BEFORE = r"(?:vóór|nog\svoor)"  # "voor 2026" may be what it is for
# Each names the day by one group; what stands first wins.
_DEADLINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{_LATEST}\s)?v[oó]ór\s(?P<before>{DATE})|\bvoor\s(?P<before2>{DATE})",
        rf"\b{_LATEST}\s(?:(?:op|per|tot\sen\smet|van)\s){{0,2}}(?P<day>{DATE})",
        rf"\b(?:{_LATEST}\s|(?P<early>{_BEFORE})\s)(?P<end>(?:het\s)?(?:einde?)\svan\s)?(?:in\s|het\s|de\s"
        rf"|aan\s"
        rf"|van\s){{0,4}}{_QUARTER}\s(?:van\s)?(?P<quarters>{_YEAR})",
        rf"\b(?:{_LATEST}\s{_BY}|(?P<earlier>{_BEFORE})\s)(?P<month>{_MONTH})\s(?P<months>{_YEAR})",
        rf"\b(?:{_LATEST}\s)?(?:(?:op|aan|tegen|voor|vóór|per|tot)\s)?(?:het\s)?(?:einde?|ultimo)\s(?:van\s)?"
        rf"(?:het\sjaar\s)?(?P<close>{_YEAR})",
        rf"\b(?:{_LATEST}\s)?{_BEFORE}\s(?:het\s(?:jaar|einde)\s)?(?P<year>{_YEAR})"
        rf"|\bvoor\s(?P<year2>{_YEAR})(?=\ste\s\w{{3,20}}n\b)",
        rf"\b{_LATEST}\s{_BY}(?P<within>{_YEAR})",
        rf"(?<!stand\s)(?<!vastgesteld\s)(?<!die\s)(?<!dat\s)(?<!telling\s)(?<!registratie\s)\bop\s(?!1\sjanuari\b"
        rf"|0?1[-/.]0?1[-/.])"
        rf"(?P<target>{DATE})",
        rf"\bop\s(?P<first>(?:1\sjanuari\s|0?1[-/.]0?1[-/.]){_YEAR})(?=\s(?:\w+\s){{0,4}}(?:klaar|gereed"
        rf"|bekend|opgeleverd|verwijderd|gerealiseerd|nul)\b)",
    )
)
_FROM = re.compile(
    rf"\b(?:vanaf|met\singang\svan|ingaande|(?:gaa?n?t?\sin|ingaan|begin(?:t|nen))\sop)\s(?:(?:de|het"
    rf"|begin|medio|eind"
    rf"|najaar|voorjaar|zomer|winter|jaar|van|{_MONTH})\s){{0,3}}(?P<first>{DATE}|{_YEAR})(?!\s?[-–—]\s?\d)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?P<word>tot\sen\smet|t/m|tot|eindig(?:en|t)\sop)\s(?:(?:het|eind|einde|jaar|van|ultimo"
    rf"|{_MONTH})\s){{0,3}}"
    rf"(?P<last>{DATE}|{_YEAR})",
    re.IGNORECASE,
)
# What is said of another moment: a condition before its consequence, what is still to be decided, what lapses.
_ASIDE = re.compile(
    r"^(?:als|wanneer|indien|zodra|mocht|komt|komen|is|zijn|wordt|worden|valt|vallen|duurt|stijgt|stijgen"
    r"|daalt|blijkt|blijft"
    r"|blijven|loopt|lopen|verhuurt|meldt|heeft|hebben|kan|verandert|gaat)\b[^;]{1,300}?,\sdan\b"
    r"|\b(?:besl[iu][st]\w*|beki?j?k\w*|onderzoe\w+|beoorde\w+|bezien"
    r"|nagaan)\b[^.;]{0,80}?(?P<whether>\sof\s(?:de|het|een|er|zij|deze|dit)\b.*)"
    rf"|\bop\s1\sjanuari\s{_YEAR}(?=\s(?:\w+\s){{0,4}}(?:hebben|heeft|telt|tellen|bezi\w+|verhu\w+|zijn|al"
    rf"|is|nog)\b)"
    rf"|\b(?:die|dat|stand|telling|registratie|vastgesteld\s(?:\w+\s){{0,3}}?)\s?op\s{DATE}"
    rf"|\bvervall?(?:t|en)\s(?:op|per|in)\s(?:{DATE}|{_YEAR})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\d\d\s{_MONTH}\s", re.IGNORECASE)
_PLAIN_YEAR = re.compile(_YEAR)
_QUARTERS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": 4}
_MONTHS = ("jan", "feb", "ma mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


_UNSAID = Period()
_SHOWN = 120  # characters of the words that name years, from the first to the last


class _Years(NamedTuple):
    first: int | None
    last: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Moments:
    """The years and the last day that a text names, with the words that say so; what it does not say is open."""

    period: Period = _UNSAID
    deadline: date | None = None
    evidence: tuple[FieldEvidence, ...] = ()


def moments(
    sentence: str, *, lead: str = "", headings: Sequence[str] = (), document: Period = _UNSAID
) -> Moments:
    """The years and the deadline of a sentence; for what it leaves open those of its `lead`, then of its heading.

    A heading that only repeats the years of its `document` says nothing about the sentence.
    """
    found = _read(sentence)
    if found != Moments():
        return found
    found = _read(lead)
    if found != Moments():
        return found
    for heading in reversed(headings[-3:]):
        found = _read(heading)
        if found.period.years() and found.period != document:
            return found
    return Moments()


def _read(text: str) -> Moments:
    text = text[:_LONGEST].replace("\u00a0", " ")
    rest = _ASIDE.sub(_blank_aside, _ELSEWHERE.sub(_blank, text))
    # "eindigen op 31 december" is read before "op 31 december" is.
    evidence: list[FieldEvidence] = []
    # "2022 tot en met 31 december 2030" is no span of two years.
    spans = [span for span in spans_in(rest) if not _DAY.match(rest, span.end - 2)]
    years = [_Years(span.first, span.last, span.start, span.end) for span in spans]
    for one in years:
        rest = _without(rest, one.start, one.end)
    years += [_Years(int(m["first"][-4:]), None, m.start(), m.end()) for m in _FROM.finditer(rest)]
    for one in years:
        rest = _without(rest, one.start, one.end)
    for match in _UNTIL.finditer(rest):
        last = _last_year(match["last"], inclusive=match["word"].lower() != "tot")
        years.append(_Years(None, last, match.start(), match.end()))
        rest = _without(rest, match.start(), match.end())
    deadline, words, rest = _deadline(text, rest)
    if deadline:
        evidence.append(FieldEvidence("deadline", words))
    years += [_Years(int(m[0]), int(m[0]), m.start(), m.end()) for m in _PLAIN_YEAR.finditer(rest)]
    period = _hull(years)
    if years:
        years.sort(key=lambda one: one.start)
        start, end = years[0].start, years[-1].end
        evidence.append(FieldEvidence("period", text[start : end if end - start <= _SHOWN else years[0].end]))
    return Moments(period, deadline, tuple(evidence))


def _hull(years: Sequence[_Years]) -> Period:
    """From the first to the last year; an end that no words close stays open."""
    first = min((one.first for one in years if one.first), default=None)
    last = max((one.last for one in years if one.last), default=None)
    if first and last and last < first:
        first, last = last, first
    return Period(first, last)


def _deadline(text: str, rest: str) -> tuple[date | None, str, str]:
    """The last deadline that a text names with a year, its words, and the text without its deadlines."""
    found: list[tuple[date, str]] = []
    for pattern in _DEADLINES:
        for match in pattern.finditer(rest):
            day = _day(match)
            if day is not None:
                found.append((day, text[match.start() : match.end()]))
                rest = _without(rest, match.start(), match.end())
    if not found:
        return None, "", rest
    day, words = max(found)
    return day, words, rest


def _day(match: re.Match[str]) -> date | None:
    named = match.groupdict()
    if words := named.get("before") or named.get("before2"):
        return next((one.day - timedelta(days=1) for one in dates_in(words)), None)
    if words := named.get("day") or named.get("target") or named.get("first"):
        return next((one.day for one in dates_in(words)), None)
    if words := named.get("close") or named.get("within"):
        return date(int(words), 12, 31)
    if words := named.get("year") or named.get("year2"):
        return date(int(words) - 1, 12, 31)
    if words := named.get("quarters"):
        which = named["q"] or _QUARTERS.get(named["quarter"].lower()) or named["quarter"][0]
        months = 3 if named["q"] or named["part"].lower() == "kwartaal" else 6
        last = min(int(which) * months, 12)
        if named.get("early") and not named.get("end"):
            last -= months
        return _month_end(int(words), last)
    month = _number_of(named["month"])
    return _month_end(int(named["months"]), month - 1 if named.get("earlier") else month)


def _number_of(month: str) -> int:
    short = month[:3].lower()
    return next(
        i for i, names in enumerate(_MONTHS, 1) if any(short.startswith(n[:3]) for n in names.split())
    )


def _month_end(year: int, month: int) -> date:
    """The last day of a month; month 0 is the December before."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _last_year(words: str, inclusive: bool) -> int:
    """ "tot 1 januari 2028" does not reach into that year; "tot 2028" is as vague as "2024–2028"."""
    day = next((one.day for one in dates_in(words)), None)
    if day is not None:
        return day.year if inclusive or (day.month, day.day) != (1, 1) else day.year - 1
    return int(words[-4:])


def _blank_aside(match: re.Match[str]) -> str:
    start = match.start("whether") - match.start() if match["whether"] else 0
    return match[0][:start] + "·" * (len(match[0]) - start)


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + "·" * (end - start) + text[end:]
