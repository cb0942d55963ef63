"""What the words around a number say of it: how it bounds, per what time, for each of what, of which part."""

import re
from typing import Literal

from corpus.commitment import Limit

Per = Literal["jaar", "looptijd", "kwartaal", "maand", "week", "dag"]
Moment = Literal["start", "oplevering"]
_NEAR = 90  # characters before and after a number that are read

_FILLER = (
    r"(?:\s(?:de|het|een|met|van|tot|naar|op|samen|gemiddeld|inflatie|plus|in|totaal|daarvan|aan|en|elk"
    r"|per|jaar|woning|drie"
    r"|hoogte|bedrag|waarde|dat|is|zijn|er|ook|nog|al|eerste|laatste|jaarlijks|alleen)){0,5}\s?\(?(?:€\s?)?$"
)
_LEAST = re.compile(
    r"\b(?:ten\sminste|tenminste|minstens|minimaal|minimum|op\sz(?:ijn|[’']n)\sminst|vanaf"
    r"|niet\sminder\sdan|niet\slager\sdan|niet\s(?:onder|beneden)"
    r"|niet\skorter\sdan|geen\slager|minimum(?:aantal|norm)?\svan|meer\sdan|hoger\sdan|langer\sdan"
    r"|groter\sdan|boven"
    r"|ondergrens\svan)" + _FILLER,
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:niet\sboven|hoogstens|hooguit|op\sz(?:ijn|[’']n)\shoogst|ten\shoogste|maximaal|maximum|niet\s(?:meer|hoger|langer|groter|verder|later)\sdan"
    r"|nooit\s(?:met\s)?(?:meer|hoger|langer)\sdan"
    r"|geen\s(?:hogere?|grotere?|meer)\s\w{0,20}\s?dan|plafond\svan|bovengrens\svan|binnen|uiterlijk"
    r"|minder\sdan|lager\sdan|kleiner\sdan|korter\sdan"
    r"|onder|beperkt\stot|tot)" + _FILLER,
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:ongeveer|circa|ca\.|zo[’']n|rond(?:om)?|bijna|ruim|naar\sschatting|plusminus|grofweg"
    r"|om\sen\snabij)" + _FILLER,
    re.IGNORECASE,
)
_AFTER_LEAST = re.compile(
    r"^\s?(?:of\s(?:meer|hoger|beter|langer|groter)|en\smeer|minimaal|als\sminimum"
    r"|of\s\w{2,20}\sis\shet\sminimum)\b",
    re.IGNORECASE,
)
_AFTER_MOST = re.compile(
    r"^\s?\(?(?:of\s(?:minder|lager|korter|kleiner)|maximaal|als\s(?:maximum|plafond|bovengrens)"
    r"|is\s(?:het|een)\s(?:maximum|plafond))\b",
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"\b(?:maxim(?:ale|um|umaantal|umhuur\w*|umverhoging)|bovengrens|plafond)\b[^,;:]{0,70}$", re.IGNORECASE
)
_FLOOR = re.compile(r"\b(?:minim(?:ale|um|umaantal)|ondergrens)\b[^,;:]{0,70}$", re.IGNORECASE)
_HEAD_MOST = re.compile(
    r"\b(?:hoogstens|hooguit|ten\shoogste|max|maxim(?:aal|ale|um\w*)|niet\smeer\sdan|plafond|bovengrens|uiterlijk"
    r"|binnen)\b",
    re.IGNORECASE,
)
_HEAD_LEAST = re.compile(
    r"\b(?:ten\sminste|tenminste|minstens|min|minim(?:aal|ale|um\w*)|ondergrens)\b(?!\s(?:energie)?label)",
    re.IGNORECASE,
)
_FURTHER_DOWN = re.compile(r"\bdal\w*\b.{0,60}\bniet\sverder\b", re.IGNORECASE)

_TIME = {
    "jaar": "jaar", "kalenderjaar": "jaar", "boekjaar": "jaar", "jaarlijks": "jaar", "jaarlijkse": "jaar",
    "kwartaal": "kwartaal", "maand": "maand", "maandelijks": "maand", "maandelijkse": "maand",
    "week": "week", "wekelijks": "week", "wekelijkse": "week", "dag": "dag", "werkdag": "dag", "dagelijks": "dag",
}  # fmt: skip
PER_TIME = re.compile(
    r"\b(?:(?:per|elk|ieder|elke|iedere|in\seen|in\shet|in\sde)\s(?P<time>(?:kalender|boek)?jaar|kwartaal"
    r"|maand|week|(?:werk)?dag)\b(?!\s(?:dat|waarin|daarna|niet|erna|vóór|mee))"
    r"|(?P<often>jaarlijkse?|maandelijkse?|wekelijkse?|dagelijks)\b)",
    re.IGNORECASE,
)
_NOT_EACH = (
    r"(?!(?:kalender|boek)?jaar\b|kwartaal\b|maand\b|week\b|(?:werk)?dag\b|half\b|saldo\b|telefoon|brief"
    r"|e-?mail|post\b|direct|ongeluk|abuis"
    r"|persoonlijk|heden|onderdeel|keer\s(?:per|dat)|januari|juli|jan\b|[·¤]|uur\sde)"
)
EACH = re.compile(
    rf"\b(?:per|(?:voor|aan|in)\s(?:elke?|iedere?))\s{_NOT_EACH}(?:(?:sociale|nieuwe|bestaande|verhuurde"
    rf"|gesloopte|verkochte|zelfstandige|geplaatste|opgeleverde"
    r"|ingeschreven|aangesloten|afzonderlijke|gerealiseerde|aanwezige)\s){0,2}(?P<noun>[a-zà-ÿ-]{3,40})",
    re.IGNORECASE,
)
_PRICE_OF = re.compile(
    r"\b(?:grond|kavel|koop)?prijs\s(?:voor|van)\s(?:een|elke"
    r"|iedere)\s(?:[a-z]+e\s){0,2}(?P<noun>[a-z-]*woning|kavel|appartement)\b"
    r"|\bvoor\seen\s(?:[a-z]+e\s){0,2}(?P<first>[a-z-]*woning|kavel)\b[^.;]{0,40}(?:\b(?:grond|kavel)prijs\b|€)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:in|over|tijdens|gedurende|voor|binnen)\s(?:de\s|het\s)?(?:(?:hele|gehele|totale|komende"
    r"|volledige)\s){0,2}(?:looptijd|contractperiode|afsprakenperiode|planperiode)\b"
    r"|\b(?:hele|gehele|totale)\s(?:looptijd|periode|termijn|contractduur)\b(?!\s(?:van|tot))"
    r"|\bin\sdeze\s(?:periode|jaren|termijn)\b|\bdeze\speriode\b|\bgehele\slooptijd\b|\b(?:in|over|voor"
    r"|gedurende)\sde\s(?:hele\s|gehele\s|komende\s)?(?:afspraken)?periode\b(?!\s(?:van|tot))"
    r"|\b(?:de\s)?komende\speriode\b"
    r"|\b(?:in|over)\s(?:de\s)?(?:komende\s|eerstkomende\s)?(?:twee|drie|vier|vijf|zes|zeven|acht|negen"
    r"|tien|[2-9]|1\d)\s(?:jaar|jaren)\b|\bkomende\s(?:twee|drie|vier|vijf|zes|acht|tien|[2-9])\sjaar\b",
    re.IGNORECASE,
)
_HOME_KINDS = re.compile(r"woning|appartement|studio|eenhe|standplaats|huizen|kamers$", re.IGNORECASE)
_SEGMENTS = (
    ("middenhuur", re.compile(r"\bmidden(?:dure\s|-)?huur|\bmiddensegment", re.IGNORECASE)),
    ("vrije sector", re.compile(r"\bvrije[\s-]sector|\bgeliberaliseerd", re.IGNORECASE)),
    ("sociaal", re.compile(r"\bsociale?\s(?:huur|woning|nieuwbouw|voorraad)|\bDAEB"
    r"|\bsociale\sverhuureenhe|^(?:waarvan\s)?sociaal$", re.IGNORECASE)),
    ("koop", re.compile(r"^koop$|\bkoop(?:woning|appartement|sector|huis|garant)\w*|\b(?:sociale|betaalbare"
    r"|goedkope)\skoop", re.IGNORECASE)),
)  # fmt: skip
_MOMENTS: tuple[tuple[Moment, re.Pattern[str]], ...] = (
    ("start", re.compile(r"\bstart(?:en|\s?bouw|\svan\sde\sbouw)?\b|\bgestart|\bin\saanbouw"
    r"|\bbouwstart|\bde\sbouw\sis\sbegonnen", re.IGNORECASE)),
    ("oplevering", re.compile(r"\bopgeleverd|\boplever\w*|\bop\ste\sleveren|\blever(?:t|en|d"
    r"|den)?\b[^.;:]{0,140}\bop(?=[\s.,;:]|$)(?!\s(?:tijd|de|het|grond)\b)|\bgereed\b", re.IGNORECASE)),
)  # fmt: skip
_PRICE_LEVEL = re.compile(
    r"\bprijspeil(?:\svan)?\s(?:\(?\d{1,2}[\s/-]\w{1,12}[\s/-])?((?:19|20)\d\d)\b", re.IGNORECASE
)


def limit_of(before: str, after: str) -> Limit:
    """How the words right before and right after a number bind it."""
    before = before[-_NEAR:]
    if _AFTER_LEAST.match(after):
        return Limit.MINSTENS
    if _AFTER_MOST.match(after):
        return Limit.HOOGSTENS
    if _FURTHER_DOWN.search(before):
        return Limit.MINSTENS
    # The nearest word that binds wins: "ten hoogste ongeveer 10", "niet meer dan".
    places = [
        (match.start(), limit)
        for limit, pattern in ((Limit.ONGEVEER, _ABOUT), (Limit.MINSTENS, _LEAST), (Limit.HOOGSTENS, _MOST))
        if (match := pattern.search(before))
    ]
    if places:
        return _first_bound(before, places)
    if _CEILING.search(before):
        return Limit.HOOGSTENS
    return Limit.MINSTENS if _FLOOR.search(before) else Limit.PRECIES


def bound_at(before: str) -> int | None:
    """Where the words that bind a number begin in what stands before it."""
    found = (pattern.search(before) for pattern in (_ABOUT, _LEAST, _MOST))
    return min((match.start() for match in found if match), default=None)


def _first_bound(before: str, places: list[tuple[int, Limit]]) -> Limit:
    # "niet meer dan" holds "meer dan"; "tot minstens" holds "tot": what begins first but for a bare "tot".
    bare = {
        place for place, _ in places if re.match(r"(?:tot|onder|binnen)\s", before[place:], re.IGNORECASE)
    }
    firm = [(place, limit) for place, limit in places if place not in bare]
    return min(firm or places)[1]


def bound_in(text: str) -> Limit | None:
    """How a header or a caption binds the numbers under it ("Maximale verkoop"); None when it does not."""
    if _HEAD_MOST.search(text):
        return Limit.HOOGSTENS
    return Limit.MINSTENS if _HEAD_LEAST.search(text) else None


def time_of(match: re.Match[str]) -> Per:
    """The time that a match of `PER_TIME` names."""
    name: Per = _TIME[(match["time"] or match["often"]).lower()]  # type: ignore[assignment]
    return name


def each_of(noun: str) -> str:
    """The thing that a match of `EACH` names, as a field has it."""
    low = noun.lower()
    return "woning" if low == "huurwoning" else low


def priced(text: str) -> str | None:
    """What a price is for each of: "de grondprijs voor een sociale huurwoning"."""
    match = _PRICE_OF.search(text)
    return each_of(match["noun"] or match["first"]) if match else None


def whole_term(text: str) -> bool:
    """Whether a text speaks of the whole of the period: "in vier jaar", "in de looptijd"."""
    return _WHOLE.search(text) is not None


def counts_homes(unit: str) -> bool:
    return _HOME_KINDS.search(unit) is not None


def basis_of(text: str) -> Literal["netto", "bruto"] | None:
    """Net or gross, where the text says one of the two."""
    net, gross = (
        re.search(r"\bnetto|\bper\ssaldo\b", text, re.IGNORECASE),
        re.search(r"\bbruto", text, re.IGNORECASE),
    )
    return None if (net is None) == (gross is None) else "netto" if net else "bruto"


def segment_of(text: str) -> str | None:
    """The part of the stock, where the text names one and no other."""
    named = [name for name, pattern in _SEGMENTS if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def moment_of(text: str) -> Moment | None:
    """What is counted of a home, where the text names one of the two."""
    named = [name for name, pattern in _MOMENTS if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def price_level_of(text: str) -> str | None:
    match = _PRICE_LEVEL.search(text)
    return match[1] if match else None
