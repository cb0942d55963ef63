"""Numbers, amounts, percentages and dates in a text, made comparable: '3,5 procent' and '3,5%' are the same.

Used by quoting (does a sentence hold a number?) and by verification (is every number in the sources?).
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal, NamedTuple

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
# fmt: off
_FIRST = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
# fmt: on
_WORDS = {word: number for number, word in enumerate(_FIRST)} | {"honderd": 100, "duizend": 1000}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
# "vijfentwintig", "drieëntwintig"
_WORDS |= {
    f"{'een' if one == 1 else word}{'ën' if word.endswith('e') else 'en'}{tens}": 10 * ten + one
    for ten, tens in enumerate(_TENS, start=2)
    for one, word in enumerate(_FIRST[:10])
    if one
}
_SCALE = {"duizend": 1_000, "miljoen": 1_000_000, "mln": 1_000_000, "miljard": 1_000_000_000}

_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b"
    r"|\b(?P<day2>\d{1,2})[-/](?P<month2>\d{1,2})[-/](?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<euro>€ ?|euro )?(?<![\w.,])(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<dash>,-+)?"
    r"(?: ?(?P<scale>duizend|miljoen|mln|miljard)\b)?"
    r"(?P<unit> ?%| ?procent\b| ?euro\b)?",
    re.IGNORECASE,
)
_SPELLED_OUT = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPELLED = re.compile(rf"\b({_SPELLED_OUT})\b(?P<unit> procent\b| euro\b)?", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:dag(?:en)?|we(?:ek|ken)|maand(?:en)?|ja(?:ar|ren)|uur|uren)\b", re.IGNORECASE)
_NUMBERS = rf"(?:\d+(?:[.,]\d+)?|half|halve|anderhalf|paar|enkele|een|{_SPELLED_OUT})"
_SPANS = r"(?:(?:werk)?dag(?:en)?|we(?:ek|ken)|maand(?:en)?|kwarta(?:al|len)|ja(?:ar|ren)|uur|uren)"
_AGES = (
    rf"\b{_NUMBERS}[ -]?jaar (?:of|en) (?:ouder|jonger)\b|\b(?:ouder|jonger) dan (?:de )?{_NUMBERS}\b"
    rf"|\b(?:jongeren|ouderen|huurders|mensen|kinderen|inwoners|starters)"
    rf" (?:tot|van|vanaf|onder|boven) (?:de )?{_NUMBERS}\b"
    r"|\b\d+[ -]?plus\w*|\b\d\d\+|\b\d+[ -]?jarigen?\b|\b(?:minder|meerder)jarig"
)
_AGE = re.compile(
    rf"{_AGES}|\b(?:tot|vanaf|onder|boven|van) (?:de )?{_NUMBERS} jaar\b|\bleeftijd", re.IGNORECASE
)
_ONLY_AGE = re.compile(_AGES, re.IGNORECASE)
_TERM = re.compile(rf"\b{_NUMBERS} (?:\w+ )?{_SPANS}\b|\b(?:dagen|weken|maanden|jaren)lang\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:tot|t/m|vóór|voor|uiterlijk|eindig\w*|sinds|vanaf)\b", re.IGNORECASE)
_TIMES = (
    r"(?:keer|maal|x|\w*dagen|\w*middag(?:en)?|\w*ochtend(?:en)?|\w*avond(?:en)?|uur|overleggen|vergaderingen"
    r"|bijeenkomsten|rondes?|\w*bezoeken)"
)
_FREQUENCY = re.compile(
    rf"\b(?:elke?|iedere?) (?:{_NUMBERS} )?(?:half ?|werk)?(?:{_SPANS}|\w+dag|ochtend|middag|avond"
    rf"|zomer|winter|voorjaar|najaar|{'|'.join(MONTHS)})\b"
    r"|\b(?:dage|(?:twee)?weke|(?:twee)?maande|(?:half|twee)?jaar)lijkse?\b|\bdoorlopend\b|\b(?:per|elk) kwartaal\b"
    rf"|\b{_NUMBERS} {_TIMES} (?:\w+ )?(?:per|in de|in het|elk|elke|ieder|iedere)\b"
    rf"|\beens (?:per|in de)\b|\b\w+maal per\b|\bom de (?:{_NUMBERS} )?{_SPANS}\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:helft|(?:drie)?kwart|(?:een|één|twee|drie|vier) (?:derde|vierde|vijfde|zesde|tiende)"
    rf"|{_NUMBERS} (?:op|van) (?:de|elke) {_NUMBERS})\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:(?i:de heer|mevrouw|meneer|dhr\.|mevr\.|mw\.)|\b(?:[A-Z]\. ?)+)"
    r" ?(?:(?:van|de|den|der|ten|ter|’t) )*[A-Z][a-zë]+"
)
_REASON = re.compile(
    r"\b(?:omdat|doordat|daardoor|daarom|hierdoor|want|zodat|vanwege|wegens|dankzij|namelijk|immers|anders|redenen?|oorza\w+"
    r"|gevolg van|te weinig|geen vervanging)\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"\b(?:\w*geschil\w*|\w*bemiddel\w*|klachten\w*|klacht|huurcommissie|minister|rechter|\w*commissie|meldpunt|loket|spreekuur"
    r"|woonbond|deskundige|aanspreekpunt|contactpersoon|terecht|indienen|voorleggen|aanvragen|aanspreken|melden)\b"
    r"|\bvra(?:gen|agt) .{0,40}\b(?:advies|uitspraak|hulp)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:gemeenten?|\w*corporaties?|\w*huurders?\w*|\w*bewoners?\w*|minister(?:ie)?|wethouders?|college|\w*raad|\w*commissie"
    r"|provincie|rijk|rechter|aedes|vng|woonbond|\w*coach|\w*beheerder|directeur\w*|bestuurders?|voorzitters?|partijen"
    r"|deskundige|bemiddelaar|bureau|verhuurders?|iedereen|niemand)\b",
    re.IGNORECASE,
)
# "3.2 Huurbeleid", "artikel 3 lid 2", "tabel 1", "1. De huur": numbers that count nothing.
_ORDINAL = re.compile(
    r"^\s*\d+(?:\.\d+)*[.)]?\s+(?=[A-ZÀ-Ý‘'])"
    r"|\b(?i:artikel|lid|tabel|bijlage|paragraaf|hoofdstuk|pagina|figuur|fase)\s+\d+(?:\.\d+)*",
)


class Figure(NamedTuple):
    """A number with its unit, or a date; `value` is canonical ("3.5", "2026-07-01", "--07-01" without a year)."""

    sort: Literal["plain", "percent", "euro", "date"]
    value: str


class Placed(NamedTuple):
    """A figure at the half-open range of characters of a text."""

    figure: Figure
    start: int
    end: int


def figures(text: str) -> frozenset[Figure]:
    """All figures in a text; numbers that only count articles, tables or list items are left out."""
    return frozenset(one.figure for one in placed(text))


@lru_cache(maxsize=4096)
def placed(text: str) -> tuple[Placed, ...]:
    """The figures of a text in order, each with its place; of a date the year is a figure of its own too."""
    rest = _ORDINAL.sub(_blank, text.replace("\u00a0", " "))
    found: list[Placed] = []

    def date(match: re.Match[str]) -> str:
        found.append(Placed(Figure("date", _date(match)), match.start(), match.end()))
        name = next((group for group in ("year", "year2", "year3") if match[group]), None)
        blank = list(_blank(match))
        if name:
            start = match.start(name) - match.start()
            blank[start : start + 4] = match[name]
        return "".join(blank)

    rest = _DATE.sub(date, rest)
    found += [
        Placed(figure, match.start(), match.end())
        for match in _NUMBER.finditer(rest)
        if (figure := _number(match))
    ]
    found += [
        Placed(Figure(_sort(match["unit"] or ""), str(_WORDS[match[1].lower()])), match.start(), match.end())
        for match in _SPELLED.finditer(rest)
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def years(text: str) -> frozenset[int]:
    """The years that a text names, the ones between the ends of a range ("2024–2027", "2024 tot en met 2027") too."""
    named = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)}
    ranges = re.findall(r"((?:19|20)\d\d)\s*(?:–|-|t/m|tot en met|tot)\s*((?:19|20)\d\d)", text)
    return frozenset(named.union(*(range(int(first), int(last) + 1) for first, last in ranges)))


def holds_quantity(text: str) -> bool:
    """Whether a text holds a number that is no year, date or article number."""
    return any(not is_year(figure) for figure in figures(text) if figure.sort != "date")


def holds_sort(text: str, sort: Literal["percent", "euro"]) -> bool:
    """Whether a text holds an amount or a percentage, or names the unit where a table leaves it to the header."""
    unit = r"€|\beuro" if sort == "euro" else r"%|\bprocent"
    return any(figure.sort == sort for figure in figures(text)) or bool(
        re.search(unit, text, re.IGNORECASE) and holds_quantity(text)
    )


def holds_moment(text: str) -> bool:
    """Whether a text says when: a date, a year, a month or a length of time."""
    held = figures(text)
    return (
        any(figure.sort == "date" or is_year(figure) for figure in held)
        or bool(_DURATION.search(text) and held)
        or any(re.search(rf"\b{month}\b", text, re.IGNORECASE) for month in MONTHS)
    )


def holds_answer(sort: str, text: str) -> bool:
    """Whether a text holds the sort of thing that answers: an age, a term, how often, a share, a moment, a person's
    name, a reason, a party or what can be done. True for every other sort.

    `sort` is that of `Understanding.sort`; `text` is a sentence, or a table row with its header.
    """
    match sort:
        case "age":
            return bool(_AGE.search(text))
        case "term":
            rest = _ONLY_AGE.sub(" ", text)
            return bool(_TERM.search(rest) or (_UNTIL.search(rest) and holds_moment(rest)))
        case "percent":
            return holds_sort(text, "percent") or bool(_SHARE.search(text))
        case "moment":
            return holds_moment(text)
    found = {
        "frequency": _FREQUENCY,
        "person": _PERSON,
        "reason": _REASON,
        "remedy": _REMEDY,
        "party": _PARTY,
    }.get(sort)
    return found is None or bool(found.search(text))


def is_year(figure: Figure) -> bool:
    """Whether a plain number reads as a year."""
    return figure.sort == "plain" and re.fullmatch(r"(?:19|20)\d\d", figure.value) is not None


def supported(claimed: Figure, evidence: frozenset[Figure]) -> bool:
    """Whether the sources hold a figure: the same value, and the same unit unless the source leaves it out.

    A table names its unit in a heading, so a plain number in a source supports one with a unit only when the
    source uses that unit somewhere.
    """
    if claimed in evidence:
        return True
    if claimed.sort == "date":
        return any(
            one.sort == "date" and one.value.endswith(claimed.value.removeprefix("-")) for one in evidence
        )
    if claimed.sort == "plain":
        return False
    return Figure("plain", claimed.value) in evidence and any(one.sort == claimed.sort for one in evidence)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _date(match: re.Match[str]) -> str:
    day = match["day"] or match["day2"] or match["day3"]
    name, number = match["month"], match["month2"] or match["month3"]
    month = MONTHS.index(name.lower()) + 1 if name else int(number)
    year = match["year"] or match["year2"] or match["year3"]
    return f"{year or '-'}-{month:02d}-{int(day):02d}"


def _number(match: re.Match[str]) -> Figure | None:
    digits = match["digits"]
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits)
    plain = digits.replace(".", "").replace(",", ".") if thousands else digits.replace(",", ".")
    try:
        value = Decimal(plain) * _SCALE.get((match["scale"] or "").lower(), 1)
    except InvalidOperation:
        return None
    unit = "euro" if match["euro"] or match["dash"] else match["unit"] or ""
    return Figure(_sort(unit), format(value.normalize(), "f"))


def _sort(unit: str) -> Literal["plain", "percent", "euro"]:
    unit = unit.strip().lower()
    return "percent" if unit in {"%", "procent"} else "euro" if unit == "euro" else "plain"
