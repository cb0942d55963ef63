"""What the columns and rows of a table are: numbers that were agreed, how things stand, when, or only words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.model import Period
from ingest.commitments.periods import moments
from ingest.commitments.table_grid import YEAR, Grid
from ingest.describing.dates import dates_in, spans_in

_NO_TABLE = re.compile(
    r"\b(?:handtekening|ondertekend|functie|telefoon(?:nummer)?|e-?mail(?:adres)?|rol|contactpersoon"
    r"|aanwezig|definitie|betekenis)\b|^(?:huur|inkomens)?grens(?:en)?$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\b(?:terugblik|gerealiseerd|(?<!geen\s)realisatie|behaalde|stand\svan\szaken|resultaten\s(?:van|over"
    r"|20)|vorige\s(?:periode|afspraken)"
    r"|(?:huur(?:prijs)?|inkomens|aftoppings)grenzen|rekenvoorbeeld\w*|voorbeeldberekening\w*|puntentelling"
    r"|begrippen(?:lijst)?|kenmerken|contactgegevens|geraamde?|\w*prognoses?|nulmeting|vijver|in\saanmerking)\b",
    re.IGNORECASE,
)
# Without any of these a table of homes only tells how many there are.
_DOES = re.compile(
    r"\b(?:nieuw\w*|oplever\w*|bouw(?:en|t|plan\w*)|verko(?:op|pen)\w*|slo(?:op|pen)\w*|verbeter\w*"
    r"|isol\w*|verduurza\w*|te\s\w+en|toe(?:voeg|wijz)\w*"
    r"|maxim\w*|minim\w*|hoogstens|ten\shoogste|ten\sminste|tenminste|minstens|doel\w*|eind\s20\d\d"
    r"|norm\w*|streef(?:t|en|aantal|cijfer|waarde|getal)?|streven|voorstel\w*|voorgesteld\w*|gepland\w*"
    r"|planning|budget\w*|bijdragen?|aankoop|aankopen|uitbreid\w*|groei|nettogroei|labelstappen|aanpass\w*"
    r"|afgesproken|afspraak|\w*opgave|taakstelling|woningbouw\w*|\w*programma|toevoeging(?:en)?|renovatie\w*"
    r"|realiseren|splits\w+|liberaliseren|urgent\w*|statushouders|toegewezen"
    r"|jaarschijf|inzet|huisvest\w*|beschikbaar|transform\w*|renov\w*|plaats(?:en|ing)|flexwoning\w*|klaar"
    r"|erbij|naar\s(?:(?:ten\sminste|minimaal)\s)?(?:label\s)?[A-D]"
    r"|werk|liberalisatie|uitstroom|ambitie)\b",
    re.IGNORECASE,
)
_BUILDS = re.compile(
    r"(?:naam\s)?(?:(?:nieuw|woning)?bouw)?(?:project|plan|locatie)(?:en|s|naam)?\b", re.IGNORECASE
)
_GOAL = re.compile(r"\b(?:doel\w*|streef\w*|ambitie|norm)\b", re.IGNORECASE)
_STANDING = re.compile(
    r"^(?:nu|.*\snu|.*\btot\snu\stoe|(?:al\s)?(?:klaar|gereed|gedaan)\s(?:t/m|tot|in|sinds)\b.*|was|rest\w*(?:\s20\d\d)?|(?:blijf\w*\s)?over(?:\s(?:in|na|eind)?\s?20\d\d)?|(?:woning)?behoefte\b.*"
    r"|(?:aantal\s)?(?:woningen\s)?met\s(?:label\s)?[A-G]{1,3}\b.*20\d\d|nulmeting\b.*|beginstand|situatie\b.*|uitgangssituatie\b.*|basisjaar\b.*"
    r"|referentie\b.*|\w*peildatum\b.*|oud(?:e\s(?:afspraak|aantal(?:len)?|situatie|norm|bedrag))?|(?:aantal\s)?(?:inwoners|huishoudens|bewoners)(?:\s20\d\d)?"
    r"|eindstand\s\d{4}|huidige?\b.*|stand\b.*|bestaand\w*"
    r"|voorraad|voorraad\b(?!.*\b(?:eind|31|doel)).*20\d\d|bezit|resterend.*|aantal\swoningen\sin\sbezit"
    r"|(?!.*\bsinds\b).*\b1[-/.]1[-/.](?:20)?\d\d\b.*|.*\b(?:op|per)\s1\sjanuari\b.*|waarvan\slabel.*"
    r"|.*\bvoorraad\sop\b.*|.*\bnog\sover\b.*)$"
    r"|\b(?:gerealiseerd|realisatie|gehaald|behaald|werkelijk|uitgevoerd|opgeleverd\st/m|prognose"
    r"|verwacht(?:ing|e)?|raming|geraamd|indicatief)\b",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"^(?:(?:te\s)?(?:gesloopt|slo(?:op|pen)|vervalt|vervallen|af|eraf)"
    r"|(?:afname|onttrekking\w*)(?:\s20\d\d(?:\s?[-–]\s?20\d\d)?)?)$",
    re.IGNORECASE,
)
_ABOUT_GOING = re.compile(r"\bslo(?:op|pen)\w*|\bgesloopt|\bonttrekking|\bafname", re.IGNORECASE)
# Says again what another document agreed.
_ELSEWHERE = re.compile(
    r"\b(?:meerjarige\safspraken|oorspronkelijke?|eerder\safgesproken|oude\safspraak|vorige?\b|was\b"
    r"|(?:raam|kader|hoofd)(?:overeenkomst|afspra(?:ak|ken))\b|^(?:in|volgens)\s(?:de\s)?tabel\s\d"
    r"|^(?:oude\s)?tekst\s20\d\d|afgesproken\sin\s20\d\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:nr\.?|no\.?|nummer|#|id|bouwjaar|jaar\svan\sbouw|huisnummers?|postcode|artikel|art\.?|pagina"
    r"|label|complex(?:nummer|nr\.?)?|vhe-?nr\.?|fase|code"
    r"|prioriteit|volgorde|(?:\w*punten|gewicht|weging|weegfactor)(?:\s.*)?|leeftijd\w*|.*\bafstand\b.*"
    r"|inkomens?(?:grens|grenzen|klasse)?|(?:wo|go|m2|m²|oppervlakte)(?:\s.*)?|kadastra\w*|postcodes?|kvk\b.*"
    r"|telefoon\w*|(?:contract|dossier|project|plan|kenmerk)\w*(?:nr\.?|nummer)|\w+nummer|bron|toelichting|opmerking\w*"
    r"|voorbeeld\b.*|rekenvoorbeeld\b.*)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:^|,\s|\s)(?:totalen?|totaal|samen|gezamenlijk|som|alle\scorporaties|(?:gehele|hele)\slooptijd"
    r"|looptijd|bij\selkaar|in\stotaal|opgeteld|eindtotaal|subtotaal)"
    r"(?:\s\(?20\d\d\s?[-–]\s?20\d\d\)?|\s(?:woningen|aantal|gemeente|generaal))?$",
    re.IGNORECASE,
)
_TOTAL_FIRST = re.compile(r"^(?:totaal|subtotaal|gezamenlijk)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"^(?:jaar(?:tal)?|jaren|looptijd|tijd|tijdvak|oplever(?:ing|jaar|datum)|(?:jaar\svan\s)?oplevering|klaar|gereed|planning"
    r"|wanneer\b.*|uiterlijk|datum|ingangsdatum|sloop\sin|start(?:\sbouw)?"
    r"|startjaar|uitvoering|uitvoeringsjaar|jaar\svan\s\w+|gereed\sin|moment|periode|termijn|per|frequentie|hoe\svaak)$",
    re.IGNORECASE,
)
_STARTS = re.compile(r"^start", re.IGNORECASE)
_ONLY_WHEN = re.compile(
    r"(?:(?:eind|begin|medio|uiterlijk|vóór|voor|in|vanaf|na|per|oplevering|opgeleverd|gereed|klaar|start(?:\sbouw)?"
    r"|bouw|najaar|voorjaar|zomer|winter|zomer\svan|q[1-4]|[1-4]e\skwartaal(?:\svan)?|(?:eerste|tweede|derde"
    r"|vierde|laatste)\s(?:kwartaal|helft)(?:\svan)?|t/m|tot\sen\smet|tot|jan(?:uari)?|feb(?:ruari)?|maart|april|mei|juni"
    r"|juli|aug(?:ustus)?|sept(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\s){0,3}"
    r"(?:(?:(?:19|20)\d\d(?:\s?(?:[-–/]|t/m|tot\sen\smet|en|tot)\s?(?:20)?\d\d)?|\d{1,2}\s\w{3,10}\s20\d\d"
    r"|\d{1,2}-\d{1,2}-20\d\d)(?:\s(?:e\.?v\.?|en\s(?:verder|later)|\(?fase\s\d\)?|[QK][1-4]))?\*?"
    r"|20\d\d-?[QK][1-4])",
    re.IGNORECASE,
)
_YEAR_END = re.compile(r"(?:op\s|per\s)?31(?:-12-|\sdecember\s)(?P<year>20\d\d)", re.IGNORECASE)
_PRICES = re.compile(r"\(?\bprijspeil[^()]{0,30}\)?|\bsinds\s[\w-]{4,12}", re.IGNORECASE)
# Which document a number was taken from: "Kern Lisdorp (uit 2020–2023)".
_TAKEN_FROM = re.compile(
    r"\((?:uit|volgens|conform|overgenomen\suit|(?:oude|eerdere|meerjarige)?\s?(?:prestatie)?afspraken)\b[^()]{0,40}\)",
    re.IGNORECASE,
)
_FROM_THEN = re.compile(r"\b(?:vanaf|met\singang\svan|ingangsdatum|ingaand)\b", re.IGNORECASE)
# A cell that says itself from when: "1 januari 2026: € 118", "2025 en 2026: 40".
_OWN_MOMENT = re.compile(r"(?P<moment>[^:€%]{4,40}):\s(?=\S)")
_QUARTERED = re.compile(r"\bQ[1-4]\b|\bkwartaal\b", re.IGNORECASE)

_UNSAID = Period()


@dataclass(frozen=True, slots=True)
class When:
    """The years and the last day that a header, a row or a cell stands for."""

    period: Period = _UNSAID
    deadline: date | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


_STOCK = re.compile(
    r"\b(?:voorraad|verdeling(?!\svan\sde\s(?:kosten|bijdragen?|lasten|nieuw\w*|opgave|taak))|bezit|samenstelling|omvang|bevolking|inkomens|stand|kerncijfers)\b|(?:^|[\d:.]\s)partijen\b",
    re.IGNORECASE,
)
_NUMBERISH = re.compile(
    r"(?:(?:ten|minste|hoogste|hoogstens|minstens|minimaal|maximaal|circa|ca\.|ongeveer|max\.?|min\.?|ruim"
    r"|binnen|tot|uiterlijk|inflatie|gemiddelde|elk|per|jaar"
    r"|[+,:~≥≤<>]|zie\s\w+)\s?,?\s?){0,6}(?:€\s?)?(?:\d|de\shelft|een\s(?:derde|kwart)|(?:één|twee|drie"
    r"|vier|vijf|zes|zeven|acht|negen|tien|twaalf)\b)",
    re.IGNORECASE,
)


_REACHED = re.compile(r"\b(?:gerealiseerd|gehaald|behaald)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:nog|nieuwe?|bijgesteld|vervolg|plan\w*|komende?|wordt|rest\w*)\b", re.IGNORECASE)


def agrees(grid: Grid, headings: Sequence[str]) -> bool:
    """Whether a table can hold numbers that were agreed: it is no list of people and does not look back."""
    if any(_NO_TABLE.search(head) for head in grid.header):
        return False
    if any(map(_REACHED.search, grid.header)) and not any(map(_GOES_ON.search, grid.header)):
        years = {year for head in grid.header for year in YEAR.findall(head)}
        if len(years) <= 1:
            return False  # what was agreed elsewhere, beside what came of it
    return not any(_LOOKS_BACK.search(text) for text in (grid.caption, *headings))


def does(grid: Grid, headings: Sequence[str]) -> bool:
    """Whether title, header, rows or heading name something that is done with homes, or a limit or an aim."""
    rows = () if stock(grid, headings) else tuple(row.cells[0] for row in grid.rows[:40])
    if grid.header and _BUILDS.match(grid.header[0]) and not stock(grid, headings):
        return True
    return any(_DOES.search(text) for text in (grid.caption, *grid.header, *headings[-2:], *rows))


def stock(grid: Grid, headings: Sequence[str]) -> bool:
    """Whether the title or the heading is that of a table of how things stand."""
    return any(_STOCK.search(text) for text in (grid.caption, *headings[-2:]))


def numeric_columns(grid: Grid) -> frozenset[int]:
    """The columns that mostly hold numbers; in the others a number is part of a text."""
    counts: dict[int, list[bool]] = {}
    for row in grid.rows:
        for place, cell in enumerate(row.cells):
            if len(cell) > 1 or cell.isdigit():
                counts.setdefault(place, []).append(_NUMBERISH.match(cell) is not None)
    return frozenset(place for place, found in counts.items() if 3 * sum(found) >= len(found))


def is_agreed(head: str) -> bool:
    """Whether the numbers under a header, or in a row with it, were agreed in this very document."""
    return not (_STANDING.search(head) or _ELSEWHERE.search(head) or _NUMBERED.match(head))


def is_goal(head: str) -> bool:
    """Whether a column says what is to be reached."""
    return _GOAL.search(head) is not None


def standing(grid: Grid) -> list[bool]:
    """Which columns say how things stand, also those of a year before that of the goals beside them."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    goals = [year for head in grid.header if is_goal(head) for year in YEAR.findall(head)]
    first = min(goals, default="")
    found: list[bool] = []
    for head in map(grid.head, range(max(width, len(grid.header)))):
        years = YEAR.findall(head)
        before = bool(first and years) and not is_goal(head) and max(years) < first
        found.append(before or _STANDING.search(head) is not None)
    return found


def goes(head: str, grid: Grid, headings: Sequence[str]) -> bool:
    """Whether a column says what disappears, in a table that is not about that."""
    about = any(_ABOUT_GOING.search(text) for text in (grid.caption, *headings))
    return _GOES.match(head) is not None and not about


def is_total(text: str) -> bool:
    return bool(_TOTAL.search(text) or _TOTAL_FIRST.match(text))


def says_when(head: str) -> bool:
    """Whether a header is that of a column of moments or of how often."""
    return _WHEN.match(head) is not None


def when_columns(grid: Grid) -> tuple[int, ...]:
    """The columns that say when, what matters most first: the year of completion before that of the start."""
    found: list[int] = []
    width = max(len(row.cells) for row in grid.rows)
    for place in range(1, width):
        if _NUMBERED.match(grid.head(place)):
            continue
        cells = [row.cells[place] for row in grid.rows if place < len(row.cells) and row.cells[place]]
        dated = [cell for cell in cells if _ONLY_WHEN.fullmatch(cell)]
        if cells and (2 * len(dated) > len(cells) or (dated and _WHEN.match(grid.head(place)))):
            found.append(place)
    return tuple(sorted(found, key=lambda place: bool(_STARTS.match(grid.head(place)))))


def when(text: str) -> When:
    """The moment that a header, the first cell of a row or a caption names."""
    text = _TAKEN_FROM.sub("", _PRICES.sub("", text))
    if close := _YEAR_END.fullmatch(text.strip()):
        return When(deadline=date(int(close["year"]), 12, 31), words=text)
    if not text or _QUARTERED.search(text):
        return _said(text)
    span = next(spans_in(text), None)
    if span is not None:
        return When(Period(span.first, span.last), None, text)
    said = _said(text)
    if said:
        return said
    years = YEAR.findall(text)
    if len(years) == 1:
        return When(Period(int(years[0]), int(years[0])), None, text)
    return When()


def when_in_cell(text: str) -> When:
    """The moment in a column that says when: a whole date there is the last day."""
    day = next(dates_in(text), None)
    if day is not None and day.end - day.start == len(text.strip()):
        return When(deadline=day.day, words=text)
    return when(text)


def own_moment(text: str, head: str) -> tuple[When, str]:
    """The moment that a cell begins with, under a header that may say that it starts then; and the rest of it."""
    match = _OWN_MOMENT.match(text)
    if match is None or not _ONLY_WHEN.fullmatch(match["moment"].strip()):
        return When(), text
    found = when(match["moment"])
    if _FROM_THEN.search(head) and found.period.start:
        found = When(Period(found.period.start, None), None, found.words)
    return found, text[match.end() :]


def when_in_words(text: str) -> When:
    """The moment that a cell of words names itself."""
    found = moments(text)
    if found.deadline or found.period != Period():
        return When(found.period, found.deadline, found.evidence[0].words)
    return When()


def _said(text: str) -> When:
    if re.search(r"\ben\s(?:later|verder)\b|\be\.?v\.?\b", text) and (years := YEAR.findall(text)):
        return When(Period(int(years[0]), None), None, text)
    found = moments(text)
    if found.deadline or found.period != Period():
        return When(found.period, found.deadline, text)
    return When()
