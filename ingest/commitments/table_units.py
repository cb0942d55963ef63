"""What the numbers of a table count: said by the cell, its header, its row, the caption or the heading above."""

import re
from collections.abc import Sequence

from ingest.commitments.number_units import MEASURES, only_noun
from ingest.commitments.table_columns import is_total, when
from ingest.commitments.table_grid import YEAR, Grid
from ingest.commitments.verbs import forms_of

_PERCENT = re.compile(r"%|\bprocent|\bpercentage|\baandeel\b", re.IGNORECASE)
_MONEY = re.compile(
    r"€|\beuro|\bbedrag|\bbudget|\bbijdrage|\binvestering|\bgrondprijs|\bkosten\b", re.IGNORECASE
)
_THOUSANDS = re.compile(r"(?:x|×|\*|per|in)\s?(?:€\s?)?(?:1\.?000\b|duizend)", re.IGNORECASE)
_MILLIONS = re.compile(r"(?:x|×|in)\s?(?:€\s?)?(?:1\.000\.000\b|miljoen|mln)|€\s?mln", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s?(?:in\s|aantal\s)?([^()]{1,30}?)\s?\)")
# First cells of a header over rows that are each about something else.
_INDICATORS = re.compile(
    r"^(?:onderwerp|cijfer|indicator|wat(?:\s.*)?|doel(?:stelling)?|maatregel|thema|prestatie|afspraak|soort"
    r"|categorie|post|activiteit|onderdeel|omschrijving"
    r"|prestatie-?indicator)$",
    re.IGNORECASE,
)
_IDLE = frozenset(
    "locaties projecten nieuwbouwprojecten nieuwbouwlocaties complexen aantallen doelen"  # noqa: SIM905
    " cijfers"
    " indicatoren termijnen afspraken partijen corporaties"
    " kosten jaren opleveringen werkzaamheden stukken percentages bedragen kernen wijken buurten"
    " huurders bewoners prestaties gegevens kolommen rijen doelgroepen voorzieningen maatregelen gemeenten"
    " bijdragen budgetten uitgaven investeringen inkomens thema’s kosten segmenten projectnamen aandelen"
    " streefwaarden woningtypes woningtypen inkomensklassen huurklassen gemeentes wensen effecten plannen"
    " dorpen wijkplannen opgaven".split()
)
_BOTH = frozenset({"plaatsen"})  # a verb and a noun
_PARTICIPLE = re.compile(r"^(?:toe|op|aan|af|uit|in|voor|over|bij|mee|door|na)?ge[a-z]{3,}en$")
_PEOPLE = frozenset({"huurders", "bewoners"})
_VERBS = frozenset(
    "verbeteren bouwen slopen verkopen toevoegen isoleren plaatsen huisvesten toewijzen"  # noqa: SIM905
    " realiseren"
    " opleveren aanpassen verduurzamen aankopen"
    " renoveren liberaliseren samenvoegen splitsen transformeren uitfaseren betalen investeren"
    " verhuren behouden leveren".split()
)
_STOPS = frozenset(
    "van voor met bij per die in wegens op uit naar aan door zonder tot en of sinds tijdens volgens tegen"  # noqa: SIM905
    " vanaf over onder boven binnen".split()
)
_COUNTED = re.compile(
    r"(?:ingen|eenheden|appartementen|plaatsen|plekken|stappen|huishoudens|personen|uren|adressen|leden"
    r"|panelen|kamers)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:Tabel|Overzicht|Bijlage|Figuur)(?:\s(?:\d[\w.]*|[A-Z])\b)?\s?[:.–-]?\s*(?:[Oo]verzicht\s)?"
)
_GRADE = re.compile(r"\b(?:rapportcijfer|cijfer|\w*oordeel|score|tevredenheid|leefbaarheid)\b", re.IGNORECASE)
_HOMES = re.compile(
    r"\b(?:\w*nieuwbouw\w*|bouw(?!jaar)\w*|woningbouw\w*|verkoop|sloop|verduurzam\w*|verbeter\w*|oplever\w*"
    r"|naar\s(?:(?:ten\sminste|minimaal)\s)?(?:label\s)?[A-D]|woning(?:behoefte|opgave|programma|aantal\w*)|\w*voorraad|aankoop|labels?|renovatie\w*|renover\w*|isol\w+|transformatie|woningtypen?|vhe(?:[’']?s)?)\b",
    re.IGNORECASE,
)
# Parts of the stock by name, over or beside numbers of homes.
_PARTS = re.compile(
    r"(?:(?:waarvan|nieuwe?|aantal)\s)?(?:(?:sociale?|sociaal)(?:\s(?:huur|koop|nieuwbouw))?|middenhuur|dure\shuur"
    r"|vrije\ssector(?:\shuur)?|(?:betaalbare\s|sociale\s)?koop|(?:aantal\s)?vhe(?:[’']?s)?|nieuwbouw|aankoop"
    r"|renovatie|sloop|verkoop)(?:\s(?:huur|20\d\d))?",
    re.IGNORECASE,
)
# A header that names nothing, over homes for these.
_BARE = re.compile(
    r"(?:aantal(?:len)?|totaal\saantal|aantal\stotaal|20\d\d|totaal|(?:aantal\s)?per\sjaar|maximaal|minimaal|max\.?|min\.?|doel.*|norm|hoeveel|wordt"
    r"|nieuw|afspraak.*)(?:\s20\d\d)?",
    re.IGNORECASE,
)
_HOUSED = re.compile(
    r"\b(?:doelgroep\w*|statushouders|urgent\w*|uitstroom|huisvest\w*|woningzoekenden|starters|projecten|(?:bouw)?plannen|complex(?:en)?"
    r"|woonwagen\w*|flexwonen|locaties)\b",
    re.IGNORECASE,
)
_UNIT_COLUMN = re.compile(r"(?:meet)?eenheid|in", re.IGNORECASE)
_MARKED = 10  # the highest grade


def unit_of(head: str, row: str, grid: Grid, headings: Sequence[str], corner: str | None = None) -> str:
    """The unit of a number, in the plural; empty when nothing says. `corner` is the header over the names of rows."""
    corner = grid.head(0) if corner is None else corner
    bare = _without_year(head)
    if (_PARTS.fullmatch(bare) or _PARTS.fullmatch(row)) and not _shared(grid, head, row):
        return "woningen"
    # A row under an empty corner may as well be a corporation.
    named = _of_row(row) if _INDICATORS.match(corner) and not _HOMES.search(grid.section) else only_noun(row)
    said = (_of_header(head), named)
    above = (
        _measured(_NAMED.sub("", grid.caption)) or noun_of(_NAMED.sub("", grid.caption)),
        *(only_noun(text) for text in reversed(headings[-2:])),
    )
    unit = next(filter(None, (*said, _measured(row), *above)), "")
    texts = (head, row, grid.caption, grid.section, *grid.header, *headings[-2:])
    if unit or not (
        any(map(_HOMES.search, texts))
        or any(map(_PARTS.fullmatch, grid.header))
        or (_BARE.fullmatch(head) and any(map(_HOUSED.search, texts)))
    ):
        return unit
    return "woningen"


def unit_column(grid: Grid) -> int | None:
    """The column that says in what each row is counted ("Eenheid")."""
    return next(
        (place for place, head in enumerate(grid.header) if place and _UNIT_COLUMN.fullmatch(head)), None
    )


def unit_said(text: str, row: str) -> str:
    """The unit in a column of units: "euro per woning", "%", "aantal per jaar" (of what the row is about)."""
    low = text.lower().split(" per ")[0].strip(" .")
    return _measured(text) or MEASURES.get(low, "") or only_noun(text) or _of_row(row)


def _shared(grid: Grid, *texts: str) -> bool:
    """Whether a table of parts counts shares or money."""
    return any(_PERCENT.search(text) or _MONEY.search(text) for text in (grid.caption, *texts))


def scale_of(*texts: str) -> float:
    """What the numbers of a table are to be multiplied with: "x € 1.000"."""
    for text in texts:
        if _MILLIONS.search(text):
            return 1e6
        if _THOUSANDS.search(text):
            return 1e3
    return 1.0


def noun_of(text: str, row: bool = False) -> str:
    """The noun that a title or a row counts: "Huisuitzettingen wegens huurschuld" → "huisuitzettingen"."""
    words = re.findall(r"[\w’'-]+", text)[:12]
    for place, word in enumerate(words):
        low = word.lower()
        if low in _STOPS or (
            place == 0 and words[1:2] and words[1].lower() in {"van", "naar"} and _is_verb(low)
        ):
            break
        if place and word[0].isupper() and "-" not in word:
            continue
        infinitive = place and words[place - 1].lower() == "te"
        if (
            not infinitive
            and re.search(r"(?:en|s|’s)$", low)
            and len(low) > 4
            and (low not in _IDLE or (row and low in _PEOPLE))
            and (low in _BOTH or not _is_verb(low))
            and not (_PARTICIPLE.search(low) and place + 1 < len(words))
            and not low.endswith("ens")
        ):
            return (
                "woningen"
                if low == "huurwoningen"
                else low
                if word == word.capitalize() and place == 0
                else _kept(word)
            )
    return only_noun(text)


def _is_verb(word: str) -> bool:
    return word in _VERBS or any(form.tense == "plural" for form in forms_of(word))


def _kept(word: str) -> str:
    return word if any(letter.isupper() for letter in word[1:]) else word.lower()


def _of_header(head: str) -> str:
    bare = _without_year(head)
    if not bare or is_total(head) or (when(head) and not only_noun(head) and not _COUNTED.search(bare)):
        return _measured(head)
    if (low := bare.lower().split(" ")[0]) in MEASURES and low not in ("jaar", "x", "maand", "week", "dag"):
        return MEASURES[low]
    # A header of one word may as well be the name of a corporation.
    return _measured(head) or (noun_of(bare) if " " in bare or _COUNTED.search(bare) else "")


def _without_year(head: str) -> str:
    return YEAR.sub("", head).strip(" ()-–*")


def _of_row(row: str) -> str:
    return _measured(row) or (
        "rapportcijfer" if _GRADE.search(row) and not only_noun(row) else noun_of(row, row=True)
    )


def _measured(text: str) -> str:
    """The measure that a text names: money, a share, or what stands between brackets ("(jaren)")."""
    if match := _IN_BRACKETS.search(text):
        inside = match[1].lower()
        if inside in MEASURES:
            return MEASURES[inside]
    if _PERCENT.search(text):
        return "procent"
    return "euro" if _MONEY.search(text) else ""
