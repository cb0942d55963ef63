"""How a clause says what it says: done or planned, must or may, up or down, always or only if."""

import re

from assistant.answering.verification.clauses import DENIAL, STAYS, denied
from assistant.answering.verification.meaning import matched, meanings
from assistant.answering.verification.tenses import past

# fmt: off
_STATES = frozenset("""
    geluid gelden geeft geldend gehandicapten getallen gedeelten geschillen gebreken gebeurt gelooft geniet
    gemeente gewoon gering genoeg gezin gewenst geldend gegeven geldt gebied gebouw getal gezicht gebrek gemeen
    gesprek gesprekken gevolgen gevallen gerechtigden gegevens gebrekkig gevarieerd verband verstand beleid bestand
    afgesproken bedoeld bestemd vastgelegd toegestaan gepland verplicht voorgesteld begroot geraamd uitgesloten
    gelegen gezinnen gemeenten gemiddeld geschikt gezond gebieden gebouwen bekend verschillend beperkt bereid beloofd
    toegezegd gericht verdeeld betrokken begane gebonden vermeld opgeschreven genoemd berekend gelijkwaardig bestemd
    gehouden gedeeld geopend gevestigd beschikbaar verbonden verantwoord vereist geregeld overeengekomen
    geboden aangeboden gevraagd gesloten
""".split())  # noqa: SIM905
# fmt: on
_PARTICIPLE = (
    r"(?:(?:aan|af|bij|dicht|door|goed|in|klaar|los|mee|na|neer|om|onder|op|open|over|plaats|rond|samen|schoon|terug"
    r"|toe|uit|vast|vol|voor|vrij|waar|weg|stil)?ge(?!meente|zin|bied|\w*heid\b)[^\W\d]{2,}(?:d|t|en|aan|ien)|(?:be|ver|ont|her)\w{2,}d|bereikt|verplaatst"
    r"|vergroot|bezocht|\w*kochte?|verdwenen|begonnen|gedaan|gegaan|gezien|verloren|besproken|besloten|overgenomen|ontstaan|vertrokken"
    r"|verschenen|onder(?:tekend|zocht)|over(?:legd|gedragen))"
)
_HAVE = r"\b(?:heeft|hebben|is|zijn|was|waren|werd|werden|had|hadden)\b"
_HAVE_AT = re.compile(_HAVE, re.IGNORECASE)
_PARTICIPLES = re.compile(rf"\b{_PARTICIPLE}\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:werd|werden|kwam|kwamen|bleef|bleven|ontstond|nam|namen|daalde|ging|gingen|stond|stonden|steeg"
    r"|stegen|daalden?|groeiden?|bouwden?|kreeg|"
    r"kregen|bleek|bleken|blijkt|maakten?|brachten?|viel|vielen|adviseerden?|begonnen?|sprak|spraken"
    r"|besprak|liep|liepen|lukten?|vond|vonden|leverden?|sloopten?|verkochten?|realiseerden?"
    r"|investeerden?|deed|deden|"
    r"duurden?|werkten?|meldden?|stemden?|leidden?|zorgden?|gebeurden?|volgden?|kostten?|betaalden?|haalden?|noemden?"
    r"|telden?|plaatsten?|sloten|halveerden?|verhuisden?|tekenden?|hoorden?|keurden?)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|waren)\b", re.IGNORECASE)
_REALISED = re.compile(
    r"\b(?:gerealiseerd|opgeleverd|gehaald|gebouwd|uitgegeven|de stand over|het werden|het werd)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\b(?:zou|zouden|mocht|mochten|beloofd|beloofde|gepland|geplande|voorgenomen|bedoeling|moeten|moest)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:streef\w*|streeft|streven|prob\w+|spant zich|spannen zich|inspannen|onderzoekt|onderzoeken"
    r"|zoek(?:t|en) (?:\S+ ){0,6}(?:plek|locatie)"
    r"|intentie|ambitie|(?<!\ben )verwacht\w*|"
    r"raming|ramen|geraamd|doel|doelen|(?:een|zijn|is|doe\w*|deed|deden|het)"
    r" voorstel(?:len)?(?= (?:om|van|voor)|[.,;:]|$)"
    r"|(?:doe\w*|deed|deden|is|zijn) (?:\w+ ){0,3}voorstel(?:len)?|voorgesteld\w*"
    r"|stel(?:t|len|de|den)? (?:\w+ ){0,12}voor(?=[.,;:]|$| om\b| dat\b| te\b| van\b)|"
    r"(?:een|is|volgens de) prognose|zou|zouden|misschien|waarschijnlijk|(?:bood|boden) [^.;]{0,200} te|hopen|hoopt"
    r"|voornemens?|proef|proberen|vra(?:agt|gen) (?:\S+ ){0,6}om)\b"
    r"|(?<!\bhij )(?<!\bdie )(?<!\bu )(?<!\bwie )\b(?:wil|willen|wilden?)\b",
    re.IGNORECASE,
)
# "Wil de verhuurder …, dan" only says when.
_WISH = re.compile(r"^(?:Wil|Willen)\b")
_SOFTENED = re.compile(
    r"\w*voorstel\w*|\b(?:onderzoek\w*|onderzocht|kijk\w*|bekijk\w*|zoek\w*|nagaan|gaan? na|schat\w*|geschat\w*"
    r"|mogelijk|van plan|het plan|plannen om|bod|bood|boden|bieden|biedt|aanbod|wil|"
    r"willen|wilde|wilden|stel(?:t|len|de|den)|vraagt|vragen|vroeg|vroegen|vindt|vinden|denkt?|denken"
    r"|ga(?:at|an) uit van|gingen? uit van|mik\w*|beoog\w*|beogen|moeten?|raamt?|beslo\w+|beslui\w+|besli\w+|"
    r"hoop|wens|(?<!\bwet )zegt|ongeveer|circa|adviseert|geen toezegging|geen afspraak|streef\w*)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?<!geen )\bafspraak\b|\bafgesproken\b|\bafspraken (?:is|zijn|staat|staan)\b|\bprestatieafspraken\b"
    r"|\btoegezegd\b"
    r"|\bbelooft\b|\bzegt toe\b|\bgeldt\b|\bgesloten\b",
    re.IGNORECASE,
)
_MUST = re.compile(r"(?<!uit )(?<!weg )\b(?:moet|moeten|verplicht|verplichting|eist)\b", re.IGNORECASE)
# Who is no party to an agreement has no duty by it.
_OF_TENANT = re.compile(r"\b(?:huurders?|bewoners?|u|zij|ze|hij|wie|iemand)\b", re.IGNORECASE)
_MUSTS = re.compile(
    r"\b(?:moet\w*|eis\w*|verplicht\w*|dien\w*|vereist|alleen|pas|hoeven|nodig|norm|minimum|vooraf"
    r"|afgesproken|(?<!geen )afspraak|spra(?:k|ken)\b.{0,200}\baf|zegt toe|zeggen toe|toegezegd|belooft|beloven"
    r"|ten minste|minstens|uiterlijk)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:mag|mogen)\b", re.IGNORECASE)
_MAYS = re.compile(
    r"\b(?:mag|mogen|kan|kunnen|recht|toegestaan|vrij|hoeft?|hoogste|hoogstens|niet)\b", re.IGNORECASE
)
_CAN = re.compile(r"\b(?:kan|kunnen)\b", re.IGNORECASE)
_SURE = re.compile(
    r"\b(?:zeker|garande\w+|gegarandeerd|ongeacht|(?:in )?(?:elk|ieder) geval|hoe dan ook|ook (?:als"
    r"|zonder|wanneer)"
    r"|altijd|onvoorwaardelijk|sowieso)\b",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(?:nooit|nergens|niemand|geen enkele?)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:alle|alles|iedereen|volledig|geheel|helemaal)\b", re.IGNORECASE)
_ALLS = re.compile(
    r"\b(?:alle|alles|allen|iedereen|ieder\w*|elk\w*|heel|hele|samen|totaal|beide|volledig|geheel"
    r"|unaniem)\b|\d+ van de \d+",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:alleen|uitsluitend|enkel|slechts)\b", re.IGNORECASE)
_ONLYS = re.compile(
    r"\b(?:alleen|uitsluitend|enkel|slechts|pas|mits|als|tenzij|zonder|behalve|totdat|blijft bij|geen)\b"
    r"|\bniet (?!het\b)",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(r"\balleen\b.*\b(?:als|wanneer|indien)\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\bdoel(?:en)?\b.{0,40}\b(?:gehaald|bereikt|behaald)\b|\b(?:haal|bereik)\w+\b.{0,30}\bdoel\b", re.I
)
_REACHED_TOO = re.compile(r"\b(?:ge|be)?haal\w*\b|\bgehaald\b|\bbereik\w*\b|\bgelukt\b", re.IGNORECASE)
_THE_REST = re.compile(r"\b(?:overige|de andere)\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:stij(?:g|gt|gen|gende|ging)|steeg|stegen|gestegen|omhoog|groei\w*|gegroeid|toene\w+|toenam"
    r"|verhoog\w*|"
    r"huurverhoging\w*|verhoging\w*|verdubbel\w*|toename|meer|hoger|hogere|ouder|langer|vergro\w+)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:daal\w*|dalen|dalende|gedaald|omlaag|krimp\w*|gekrompen|afne\w+|afnam|verla(?:ag|gen|gd"
    r"|ging)\w*|verlaging\w*|"
    r"halve\w+|afname|minder|lager|lagere|jonger|korter|neemt af|nemen af|verklein\w*)\b",
    re.IGNORECASE,
)
_SURE_UP = re.compile(
    r"\b(?:stij(?:g|gt|gen)|steeg|omhoog|groei\w*|toene\w+|neemt toe|verdubbel\w*|hoger|hogere|ouder)\b", re.I
)
_SURE_DOWN = re.compile(
    r"\b(?:daal\w*|dalen|omlaag|krimp\w*|afne\w+|neemt af|nemen af|halve\w+|lager|lagere|jonger"
    r"|verlaag\w*|verlaging)\b",
    re.I,
)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})(?!\w)", re.IGNORECASE), re.compile(rf"\b(?:{other})(?!\w)", re.IGNORECASE))
    for one, other in (
        ("positief", "negatief"),
        (r"voor(?=[.,;])", r"tegen(?=[.,;])"),
        (r"akkoord|instem\w+|toestemming", r"weiger\w*|bezwaar|afwijzing"),
        ("binnen", "buiten"),
        ("bijna iedereen|de meesten?", "bijna niemand"),
        ("gratis", "niet gratis|tegen betaling"),
    )
)


def without(claim: str, source: str, words: frozenset[str]) -> bool:
    """Whether a claim does without what its source asks for; `words` are the meanings of the source."""
    if _NOT_WITHOUT.search(source) and _WITHOUT.search(claim) and not DENIAL.search(claim):
        return True
    return any(
        not _LACKING.search(source)
        and (said := meanings(match[1]))
        and all(matched(word, words) for word in said)
        for match in _WITHOUT.finditer(claim)
    )


def widened(claim: str, source: str) -> bool:
    """Whether a claim drops the "alleen" of its source and says that it also holds otherwise."""
    return bool(_ONLY_THERE.search(source) and _WIDE.search(claim) and not _ONLY_THERE.search(claim))


def unlimited(claim: str, source: str) -> bool:
    """Whether a claim says never or always where its source says until or unless."""
    return bool(_ABSOLUTE.search(claim) and not _LIMIT.search(claim) and _LIMITED.search(source))


def expired(claim: str, source: str) -> bool:
    """Whether a claim tells as it is now what its source tells as it was."""
    return bool(
        _WAS_SO.search(source)
        and not _IS_SO.search(source)
        and _IS_SO.search(claim)
        and not (_WAS_SO.search(claim) or is_done(claim) or _PROMISED.search(claim))
    )


def was_so(text: str) -> bool:
    """Whether a text tells how something was."""
    return _WAS_SO.search(text) is not None


def planned(text: str) -> bool:
    """Whether the words at a figure say that it was the plan."""
    return bool(_PROMISED.search(text) or _PROMISED_NEAR.search(text) or _OUT_OF.search(text))


def is_done(text: str) -> bool:
    """Whether a text tells of something that happened."""
    if _ALREADY.search(text):
        return True
    text = _AGREED_ON.sub(" ", _BECOMES.sub(" ", _FROM.sub(" ", _WHETHER.sub(" ", text))))
    have = _HAVE_AT.search(text)
    if have and any(
        found[0].lower() not in _STATES and _IS_PERFECT.match(text, found.end())
        for found in _PARTICIPLES.finditer(text)
    ):
        return True
    return bool(_PAST.search(text) and not _PROMISED.search(text))


def can_be_done(text: str, near: str = "", *, row: bool = False, about: str = "") -> bool:
    """Whether a source may be told as something that happened; `near` are the words at the figure it is about."""
    text, near = (_AGREED_ON.sub(" ", _BECOMES.sub(" ", one)) for one in (text, near))
    planned_at = max((found.start() for found in _PROMISED.finditer(near)), default=-1)
    if max((found.start() for found in _REALISED.finditer(near)), default=-1) > planned_at:
        return True
    if _PROMISED.search(near) or _PROMISED_NEAR.search(near):
        return False
    if row:
        return bool(_REALISED.search(about))
    have = _HAVE_AT.search(text)
    if have and (
        _STRONG.search(text) or any(found[0].lower() not in _STATES for found in _PARTICIPLES.finditer(text))
    ):
        return True
    return bool(
        _PAST.search(text) or _WAS.search(text) or _REALISED.search(text) or _TOLD.search(text) or past(text)
    )


_ONLY_THERE = re.compile(r"\b(?:alleen|uitsluitend|slechts|behalve|uitgezonderd) (?!als\b)", re.IGNORECASE)
_WIDE = re.compile(r"\b(?:ook|buiten|altijd|overal|iedereen)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(
    r"\b(?:niemand|nooit|altijd|nergens|iedereen|geen enkele?|onder geen|in geen geval)\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:voordat|tenzij|totdat|zonder dat|behalve|uitgezonderd|mits|alleen als|zolang)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    rf"{_LIMITED.pattern}|\b(?:als|wanneer|indien|zonder|eerst|tot|pas|na|voor)\b", re.IGNORECASE
)
_WAS_SO = re.compile(r"\b(?:bestond|bestonden|gold|golden|had|hadden|was|waren)\b", re.IGNORECASE)
_IS_SO = re.compile(r"\b(?:bestaat|bestaan|geldt|gelden|heeft|hebben|is|zijn)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\bzonder ((?:(?:de|het|een|dat|er|eerst|alle|\w+) ){0,4}\S+)", re.IGNORECASE)
_NOT_WITHOUT = re.compile(r"\b(?:niet|geen|niemand|nooit)\b[^.;]{0,80}\bzonder\b", re.IGNORECASE)
_LACKING = re.compile(
    r"\b(?:zonder|niet|geen|niemand|niets|nooit|gratis|kosteloos|voordat|vrij|exclusief|ex)\b", re.IGNORECASE
)
# "Zij spraken af dat er 175 woningen worden opgeleverd": nothing of it is done.
_BECOMES = re.compile(
    rf"\b(?:wordt|worden|te worden)(?: [^\W\d]+){{0,3}}? {_PARTICIPLE}\b|\b{_PARTICIPLE} (?:te )?(?:wordt|worden)\b",
    re.IGNORECASE,
)
_AGREED_ON = re.compile(r"\b(?:sprak|spraken)\b(?=.{0,200}\baf\b)|\bafgesproken\b(?= dat\b)", re.IGNORECASE)
# "Beschermd wonen" is no perfect tense: there the participle ends its clause or has a preposition behind it.
_IS_PERFECT = re.compile(
    r"\s*(?:$|[.,;:?!)]|(?:aan|als|bij|binnen|door|en|heeft|hebben|had|hadden|in|is|zijn|was|waren|maar|met|na|naar|of|om"
    r"|omdat|onder|op|over|per|sinds|tegen|terwijl|tijdens|tot|tussen|uit|van|vanaf|vanwege|via|volgens|voor|vóór|want"
    r"|werd|werden|zonder|zodat|dan|dat|die|worden|geworden|voordat|nadat|ten|ter)\b)",
    re.IGNORECASE,
)
# "Nagaan of het is gehaald" says of nothing that it is.
_WHETHER = re.compile(
    r"\bof (?:een|de|het|alle|zij|u|er|hij|dit|dat|die|iemand|partijen) [^.;,]*", re.IGNORECASE
)
_FROM = re.compile(r"\bging(?:en)? (?:\S+ ){0,6}?uit van\b", re.IGNORECASE)
_ALREADY = re.compile(
    r"\b(?:staat|staan|is|zijn|heeft|hebben|woont|wonen)\b[^,;]{0,60}\b(?:al|reeds)\b"
    r"(?! (?:hun|haar|het|de|die|dan|wel|meer|deze))",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?<!\bte )\b(?:ver|ont|be)(?!staan|palen|drag)\w{3,}en\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\bvan de $|\bin (?:de|het) \w*(?:overeenkomst|afspraken|bod|plan)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:al af|schreef|schreven|las|lazen|gaf|gaven|zag|zagen|wist|dacht|koos|kozen|hielp|hielpen|trok|trokken"
    r"|won|wonnen|verloor|verloren|vroeg|vroegen|vond|vonden|stelden?|boden|bood|zei|zeiden)\b",
    re.IGNORECASE,
)
_PROMISED_NEAR = re.compile(r"\b(?:afgesproken|beloofde|geplande)\b", re.IGNORECASE)


def is_soft(text: str) -> bool:
    """Whether a source only aims, expects, proposes or looks into it."""
    return _SOFT.search(_WISH.sub("", text)) is not None


def softened(text: str) -> bool:
    """Whether a sentence says so too."""
    return bool(_SOFT.search(text) or _SOFTENED.search(text))


def says_agreed(text: str) -> bool:
    """Whether a sentence says that something was agreed."""
    return _AGREED.search(text) is not None


def permits(text: str) -> bool:
    """Whether a text says what may or can be done."""
    return bool(_MAY.search(text) or _CAN.search(text))


def stronger(claim: str, source: str, near: str, *, firm: bool = False) -> str:
    """What a sentence says more firmly or more widely than its source; empty when nothing.

    In a `firm` source whoever does something must do it.
    """
    for sign, needed in (
        (_MUST, _MUSTS),
        (_SURE, _SURE),
        (NEVER, re.compile(rf"{NEVER.pattern}|\bgeen van\b|\bnul\b", re.IGNORECASE)),
        (_ALL, _ALLS),
        (_ONLY, _ONLYS),
        (_REACHED, _REACHED_TOO),
    ):
        if sign is _MUST and ((firm and not _OF_TENANT.search(claim)) or denied(claim)):
            continue
        if sign is _REACHED and denied(claim):
            continue
        if sign is _ONLY and (
            _THE_REST.search(source) or (_ONLY_WHEN.search(claim) and _MUST.search(source))
        ):
            continue
        if (found := sign.search(claim)) and not needed.search(near if sign is _ONLY else source):
            return found[0].lower()
    return ""


def loosened(claim: str, source: str) -> bool:
    """Whether a claim says that something may be done where its source says that it must, or the other way round."""
    if denied(claim) or _ONLY_WHEN.search(claim):
        return False
    if _MUST.search(claim):
        return permits(source) and not _MUSTS.search(source)
    return bool(_MAY.search(claim) and _MUST.search(source) and not _MAYS.search(source))


def opposed(claim: str, source: str, before: str = "") -> bool:
    """Whether a sentence says up where the source says down, or another opposite."""
    same = denied(claim) == denied(source)
    if (
        _SURE_DOWN.search(claim)
        and not _SURE_UP.search(claim)
        and _UP.search(source)
        and not _DOWN.search(source)
    ):
        return same
    if (
        _SURE_UP.search(claim)
        and not _SURE_DOWN.search(claim)
        and _DOWN.search(source)
        and not _UP.search(source)
    ):
        return same
    if (_SURE_UP.search(claim) or _SURE_DOWN.search(claim)) and STAYS.search(f"{before} {source}"):
        return same and not (_UP.search(source) or _DOWN.search(source) or STAYS.search(claim))
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if (
                here.search(claim)
                and not there.search(claim)
                and there.search(source)
                and not here.search(source)
            ):
                return True
    return False
