"""Ways of saying that shut each other out: a month or a year, all or one of them, to keep or to lose."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

# Two that are each other's denial: "verliest zijn plaats" denies "behoudt zijn plaats".
_TURNED = tuple(
    (re.compile(rf"\b(?:{one})(?!\w)", re.IGNORECASE), re.compile(rf"\b(?:{other})(?!\w)", re.IGNORECASE))
    for one, other in (
        (
            r"behoud\w*|houdt|houden|blijft|blijven|bleef|bleven",
            r"verliest|verliezen|verloor|verloren|verval\w*|kwijt\w*",
        ),
        (r"verho(?:og|g)\w*|huurverhoging", r"verla(?:ag|g)\w*|huurverlaging"),
        (r"(?:loop|lop|liep|lag|lig)\w* (?:\S+ ){0,3}voor(?=[.,;]|$)", r"achter\w*"),
        (r"meer", r"minder"),
        (r"plus", r"min|minus"),
        (
            r"n(?:eem|em|am)\w* (?:\S+ ){0,9}toe|toene\w+|toegenomen",
            r"n(?:eem|em|am)\w* (?:\S+ ){0,9}af|afne\w+|afgenomen",
        ),
        (r"raa?d\w* (?:\S+ ){0,6}aan|aangeraden", r"raa?d\w* (?:\S+ ){0,6}af|afgeraden"),
        (r"groter?|grotere", r"kleiner?|kleinere"),
        (r"langer|langere", r"korter|kortere"),
        (r"eerder", r"later"),
        (r"duurder|duurdere", r"goedkoper|goedkopere"),
        (r"eens|mee eens", r"oneens"),
        (r"goed|goedgekeurd|goedkeur\w*", r"afgekeurd|afkeur\w*|slecht"),
        (r"mag|mogen|toegestaan", r"verbied\w*|verboden"),
        (r"tijdelijk\w*", r"permanent\w*|blijvend\w*|voorgoed"),
        (r"verplicht\w*|moet|moeten", r"vrijwillig\w*"),
        (r"lukte?n?|gelukt|geslaagd", r"mislukt\w*"),
        (r"boven", r"onder"),
        (r"vooraf|van tevoren", r"achteraf"),
        (r"betaalbaar\w*", r"onbetaalbaar\w*"),
        (r"gelijk|hetzelfde|ongewijzigd", r"schui\w*|verander\w*|wijzig\w*|anders"),
        (r"bekend|duidelijk", r"onbekend|onduidelijk"),
        (r"voldoende|genoeg", r"onvoldoende|te weinig"),
        (r"mogelijk", r"onmogelijk"),
        (r"na(?= (?:de|het|die|een)\b)", r"vóór(?= (?:de|het|die|een)\b)"),
        (r"bindend\w*", r"vrijblijvend\w*"),
        (r"inclusief", r"exclusief"),
        (r"veel|vooral|meestal", r"weinig|nauwelijks|amper|zelden"),
        (r"voordat", r"nadat"),
        (r"kwam(?:en)? er|nieuw|voor het eerst", r"verdwe\w+|verdwij\w+"),
        (r"openbaar", r"geheim|vertrouwelijk|besloten(?=[.,;])"),
        (r"ruim(?=[.,;])", r"krap|krappe|kort(?=[.,; ])"),
        (r"zonder voorbehoud", r"onder voorbehoud"),
    )
)
# Bounds are compared with their figures.
_BOUNDS = re.compile(
    r"\b(?:niet|geen) (?:meer|minder|hoger|lager|langer|korter|groter|kleiner|later|eerder)(?: \w+){0,2} dan\b"
    r"|\b(?:meer|minder|hoger|lager|langer|korter|groter|kleiner)(?: \w+){0,2} dan (?=\D{0,8}\d)"
    r"|\bof (?:meer|minder)\b|\bniet (?:meer|langer)\b|\bonder (?:meer|andere)\b",
    re.IGNORECASE,
)


def _choice(*each: tuple[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{words})", re.IGNORECASE) for name, words in each}


# Of these a source has one; a sentence that has another one says something else.
_CHOICES: tuple[Mapping[str, re.Pattern[str]], ...] = (
    _choice(
        ("whole", r"(?:de|het) hele (?!looptijd|periode|regio|gemeente|jaar|stad)|helemaal\b|volledige?\b"),
        ("half", r"helft\b|halve\b"),
        ("part", r"(?:op )?onderdelen\b|gedeeltelijk\b|deels\b|een deel\b"),
    ),
    _choice(
        ("one", r"(?:een|één|eentje) van (?:de|het)\b|een enkele\b|minstens één\b"),
        ("all", r"alle\b|alles\b|allemaal\b|elke?\b|iedere?\b|iedereen\b|unaniem\b"),
        ("half", r"(?:de )?helft\b"),
        ("most", r"de meesten?\b|(?:de|een) meerderheid\b"),
        ("only", r"alleen\b|uitsluitend\b|slechts\b"),
        (
            "some",
            r"sommigen?\b|een deel\b|onderdelen\b|deels\b|gedeeltelijk\b|enkele\b|niet (?:alle|iedereen)\w*",
        ),
    ),
    _choice(
        ("first", r"eerste (?:half|helft|kwartaal|fase|ronde|stap|periode)"),
        ("second", r"tweede (?:half|helft|kwartaal|fase|ronde|stap|periode)"),
        ("third", r"derde (?:kwartaal|fase|ronde|stap|periode)"),
        ("fourth", r"vierde (?:kwartaal|fase|ronde|stap|periode)"),
    ),
    _choice(
        ("result", r"(?:een |het )resultaat\b"),
        ("effort", r"(?:een |het )(?:streven|inspanning\w*|ambitie|streefgetal|doel)\b"),
        ("duty", r"(?:een |het )(?:verplichting|plicht|eis)\b"),
        ("guess", r"(?:een |het )(?:verwachting|raming|schatting|prognose)\b"),
        ("offer", r"(?:een |het )(?:voorstel|bod|aanbod)\b"),
        ("deal", r"(?:een |het )(?:afspraak|toezegging)\b"),
    ),
    _choice(
        ("young", r"jongeren\b|jonge (?:huurders|mensen)\b|studenten?\b"),
        ("old", r"ouderen?\b|senioren\b"),
        ("refugees", r"statushouders?\b|vergunninghouders?\b"),
        ("urgent", r"urgenten?\b"),
    ),
    _choice(
        ("social", r"sociale?\b"),
        ("middle", r"midden\s?huur|middeldure"),
        ("bought", r"koopwoning\w*"),
    ),
    _choice(
        ("each", r"(?:elke?|iedere?) (?!jaar|half|maand|week|dag|kwartaal|keer|geval)|allebei\b"),
        ("together", r"samen\b|gezamenlijk\b|in totaal\b"),
    ),
    _choice(
        ("begun", r"beginn?en? (?:\S+ ){0,6}(?:met|aan)\b|begint\b|begonnen\b|start\w*|gestart\b"),
        ("done", r"oplever\w*|opgeleverd\b|lever\w* .{0,60}\bop\b|gereed\b|klaar\b"),
    ),
    _choice(
        ("pulled down", r"slo(?:op|pen)\w*|gesloopt\b"),
        ("sold", r"verko\w+"),
        ("bought", r"aanko\w+|ko(?:opt|pen) .{0,60}\baan\b"),
        ("built", r"(?:nieuw)?bouw\w*|gebouwd\b|oplever\w*|opgeleverd\b|lever\w* .{0,60}\bop\b"),
        ("improved", r"verbeter\w*|isole\w+|geïsoleerd\b|renove\w+"),
    ),
    _choice(("net", r"netto|per saldo"), ("gross", r"bruto")),
    _choice(("advice", r"advies|advis"), ("consent", r"instem|akkoord")),
    _choice(("spoken", r"mondeling\w*"), ("written", r"schriftelijk\w*|op papier|per brief")),
    _choice(
        ("spring", r"voorjaar|lente"),
        ("summer", r"zomer"),
        ("autumn", r"najaar|herfst"),
        ("winter", r"winter"),
    ),
    _choice(("gas", r"gas(?:prijs|verbruik)?\b"), ("heat", r"warmte\w*"), ("power", r"stroom|elektriciteit")),
)
# A price a year is no price a month, and no price a dwelling.
_OFTEN = _choice(
    ("day", r"(?:per|elke|iedere) (?:werk)?dag|dagelijks"),
    ("week", r"(?:per|elke|iedere) week|wekelijks"),
    ("month", r"(?:per|elke|iedere) maand|maandelijks|maandhuur"),
    ("quarter", r"(?:per|elk|ieder) kwartaal"),
    ("half", r"(?:per|elk|ieder) half ?jaar|halfjaarlijks|twee keer per jaar"),
    ("year", r"(?:per|elk|ieder|van elk|één keer per) (?:kalender)?jaar|jaarlijks"),
)
_YEARS = re.compile(r"(?:19|20)\d\d\t.{0,3}(?:19|20)\d\d\b|^(?:19|20)\d\d\t", re.MULTILINE)


@lru_cache(maxsize=4096)
def _turns(text: str) -> tuple[int, ...]:
    bare = _BOUNDS.sub(" ", text)
    return tuple((1 if one.search(bare) else 0) | (2 if other.search(bare) else 0) for one, other in _TURNED)


def turned(clause: str, piece: str) -> bool:
    """Whether one text uses the opposite of a word of the other, so that one of them denies the other."""
    return (
        sum({one, other} == {1, 2} for one, other in zip(_turns(clause), _turns(piece), strict=True)) % 2 == 1
    )


@lru_cache(maxsize=4096)
def _chosen(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name for name, said in one.items() if said.search(text)) for one in _CHOICES)


def chosen_otherwise(clause: str, piece: str, around: str) -> bool:
    """Whether a clause says one of several things where the piece of its source says another of them."""
    for mine, theirs, held in zip(_chosen(clause), _chosen(piece), _chosen(around), strict=True):
        if mine and theirs and mine.isdisjoint(held):
            return True
    return False


def repeated_otherwise(sentence: str, texts: Sequence[str]) -> str:
    """How often a sentence says that something is, where no source says so; empty when one does."""
    whole = "\n".join(texts)
    for name, said in _OFTEN.items():
        if (found := said.search(sentence)) and not said.search(whole):
            if name == "year" and _YEARS.search(whole):
                continue
            return found[0].lower()
    return ""
