"""Personal data in a question: found by its form and by the words before it, and left out before anything else happens.

Every pattern is bounded, so that a hostile text costs no more than an ordinary one of the same length.
"""

import re
from collections.abc import Callable

MASK = "[weggelaten]"

_Check = Callable[[re.Match[str]], bool]


def mask(text: str) -> str:
    """The text with personal data left out: account, citizen service and telephone numbers, e-mail and home
    addresses, dates of birth, and names that people say are theirs."""
    for pattern, counts in _PERSONAL:
        text = pattern.sub(lambda found, counts=counts: _left_out(found) if counts(found) else found[0], text)
    return _REPEATED.sub(MASK, text)


def is_bsn(number: str) -> bool:
    """The eleven test of a citizen service number: weights 9 to 2 and -1, the sum divisible by eleven."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) == 8:
        digits = [0, *digits]
    if len(digits) != 9 or not any(digits):
        return False
    return sum(d * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def is_iban(number: str) -> bool:
    """The remainder test of ISO 13616: the number, letters as 10 to 35, first four last, mod 97 is 1."""
    plain = re.sub(r"\W", "", number).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _left_out(found: re.Match[str]) -> str:
    """The mask, with the words before the personal data ("kept") in front of it."""
    return f"{found['kept'] or ''}{MASK}" if "kept" in found.re.groupindex else MASK


def _always(_: re.Match[str]) -> bool:
    return True


def _a_bsn(found: re.Match[str]) -> bool:
    """Whether it passes the test and is no amount, year range or date."""
    number = found[0]
    digits = re.sub(r"\D", "", number)
    if digits.endswith("0000") or _EURO.match(found.string, found.end()):
        return False
    if len(digits) == 8 and (_YEARS.fullmatch(digits) or _DATE.fullmatch(digits)):
        return False
    return is_bsn(digits)


def _an_iban(found: re.Match[str]) -> bool:
    return is_iban(found[0])


def _a_phone(found: re.Match[str]) -> bool:
    return not _DATE_AND_MORE.match(found[0])


def _a_postcode(found: re.Match[str]) -> bool:
    """Whether four digits and two letters are a postcode: "2026 in" is not, "2511 op 12" is."""
    letters, digits = found["letters"], found["digits"]
    if letters.lower() in _TWO_LETTERS:
        return bool(found["house"] or found["kept"]) and not _YEARS_ONE.fullmatch(digits)
    return letters.upper() not in {"SA", "SD", "SS"}


def _an_address(found: re.Match[str]) -> bool:
    """Whether a street and a number are someone's house: not a number of something, a year, or a building project."""
    street = found["street"].lower()
    if street.split()[-1] in _NO_STREETS or _amounts(found):
        return False
    if _YEARS_ONE.fullmatch(found["number"]):
        return False
    return not _PROJECT.search(found.string[max(0, found.start() - 60) : found.start()].lower())


def _a_home(found: re.Match[str]) -> bool:
    """Whether the words behind "ik woon op" are a street: "ik woon in een flat met 40" is not."""
    words = found["street"].lower().split()
    return not _NO_HOME.intersection(words) and not _amounts(found)


def _amounts(found: re.Match[str]) -> bool:
    """Whether the number counts something ("Stationsstraat 40 woningen") or is part of a larger one."""
    return bool(_COUNTED.match(found.string, found.end()))


def _a_name(found: re.Match[str]) -> bool:
    """Whether the words behind "ik ben" are a name: capitals, or a first name that is in use."""
    name = found["name"].split()[0]
    first = name.strip(".'’-").lower()
    if first in _NO_NAMES:
        return False
    shouted = found.string.upper() == found.string
    return first in _FIRST_NAMES or (name[0].isupper() and not shouted)


_REPEATED = re.compile(rf"{re.escape(MASK)}(?:[\s,;:.-]{{0,3}}(?:te |in |en )?{re.escape(MASK)})+")

# Numbers and dates that are the question itself.
_EURO = re.compile(r",\d|\s?(?:euro|eur|€|miljoen|mln)\b|\s?%", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:19|20)\d\d")
_YEARS_ONE = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_DATE_AND_MORE = re.compile(r"\(?0[1-9][-./ ][01]?\d[-./ ](?:19|20)\d\d")
_COUNTED = re.compile(
    r"[.,]\d|\s?(?:%|m2|m²|€)|\s(?:\w{1,20}\s)?(?:\w{0,20}(?:woning|huizen|huurders|appartement|flats?\b|plekken|plaatsen|kamers|bewoners|"
    r"huishoudens|punten|palen|bomen|locaties|gemeenten|corporaties|eenheden|stuks|units?\b))|\s(?:procent|euro|miljoen|mln|"
    r"meter|km|jaar|jaren|maand|maanden|weken|dagen|uur|keer|mensen|personen|kinderen|hoog|sociale|nieuwe|van\s(?:de|het|deze)\s\d+|"
    r"of\smeer|jongeren|ouderen)\b|(?:e|ste|de)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"\b(?:\w{0,20}(?:bouw|sloop|renovatie|project|complex|plan|locatie|ontwikkeling|herstructurering|transformatie)|"
    r"oplevering|artikel|paragraaf|tabel|bijlage|fase)"
    r"(?:\s(?:van|aan|op|in|bij|de|het|den|wijk|buurt)){0,3}\s?[\W]{0,2}$"
)
_TWO_LETTERS = frozenset(
    "aan ad af ai al bv ca cm cv de eh en er eu ev ex ga ha he ik in is ja je jij km kw la me mm mw na nb no nu nv of oh ok om op "
    "oz pa pk pm re sp ss te tv uw va vs we ze zo zn".split()
)

# Streets. A word with one of these endings and a number is an address without any other sign.
_STREET = (
    r"(?:[\w'’.-]{2,40}(?:straat|straatje|str\.|laan|weg|plein|pleintje|gracht|kade|dreef|hof|hofje|singel|steeg|dijk|plantsoen|"
    r"boulevard|pad|park|plaats|baan|dwarsstraat|burgwal|wal|haven|markt|oever|erf)"
    r"|(?:(?:oude|nieuwe|lange|korte|grote|kleine|hoge|lage|eerste|tweede|derde|1e|2e|3e|noordelijke|zuidelijke|oost|west|noord|zuid|"
    r"prins|prinses|koning|koningin|burgemeester|burg\.|dr\.|van|de|het|'t)\s)"
    r"{1,3}[\w'’.-]{0,30}(?:straat|laan|weg|plein|gracht|kade|dreef|hof|singel|steeg|dijk|plantsoen|"
    r"boulevard|pad|park|markt|haven|wal|erf|baan))"
)
_NUMBER = (
    r"(?:huisnummer |huisnr\.? |nummer |nr\.? ?)?(?P<number>\d{1,5})"
    r"(?:\s?[-–/]?\s?(?:[a-z]\b|bis\b|hs\b|huis\b|[ivx]{1,4}\b|\d{1,4}(?:\s?[a-z]\b)?(?!\s?(?:%|euro)))(?![.,]\d)){0,2}(?![\w%])"
)
_NO_STREETS = frozenset(
    "moerdijk brinkhof gerechtshof rechtshof kerkhof onderweg halverwege snelweg hoofdweg spoorweg woningmarkt huurmarkt arbeidsmarkt "
    "koopmarkt huizenmarkt bouwmarkt vastgoedmarkt wooncarrièrepad loopbaan kinderopvangplaats groeipad prijspad transitiepad "
    "ontwikkelpad verduurzamingspad opleidingsplaats standplaats woonplaats parkeerplaats werkplaats vindplaats laadplaats "
    "plaats baan weg markt erf wal haven pad oever plein hof dijk geboorteplaats speelplaats ligplaats opvangplaats opslagplaats "
    "woonwagenstandplaats zorgplaats banenmarkt park zonnepark windpark bedrijvenpark vakantiepark recreatiepark chaletpark "
    "bungalowpark wagenpark woningpark".split()
)
_NO_HOME = frozenset(
    "een flat met sinds al nu hier daar voor woning huis van gemeente label project dat die wijk verdieping etage per euro jaar maand "
    "mijn ons onze kamer appartement in complex blok hoeveel wat waar welke huur en of is zijn wordt worden energielabel dan".split()
)

# Names.
_PARTICLES = r"van|de|der|den|het|ter|ten|te|el|al|ben|bin|la|le|von|di|da|du|in|'t|op"
_CAPITAL = r"(?:(?:[A-Z]\.){1,4}|[A-ZÀ-ÖØ-ÞİŞĞ][\w'’-]{0,30})"
_CAPITAL_NAME = rf"(?-i:{_CAPITAL}(?:(?:\s(?:{_PARTICLES})\b){{0,3}}\s{_CAPITAL}){{0,4}})"
_NO_SURNAME = (
    r"en|ik|uit|woon|wonend|maar|mijn|heb|hebben|wat|hoe|hoeveel|mag|kan|wil|bij|huurder|huurster|met|niet|geen|voor|is|was|bekend|over|ook|"
    r"wie|waar|wanneer|welke|waarom|lid|als|dus|om|sinds|al|nu|hier|weet|vraag|gaat|moet|woont|zou|dat|die|naar|aan|net|wij|we|ze"
)
_WORD_NAME = (
    rf"(?!(?:{_NO_SURNAME})\b)[^\W\d_][\w'’-]{{0,30}}"
    rf"(?:\s(?!(?:{_NO_SURNAME}|huurdersvereniging|gemeente|kunt?)\b)[^\W\d_][\w'’-]{{0,30}}){{0,4}}"
)
_LOWER_NAME = rf"[^\W\d_][\w'’-]{{1,30}}(?:\s(?:{_PARTICLES})\b){{0,3}}(?:\s(?!(?:{_NO_SURNAME}|de|het|van)\b)[^\W\d_][\w'’-]{{1,30}}){{0,1}}"
_NO_NAMES = frozenset(
    "huurder huurster huurders nederlander nederlandse lid bestuurslid voorzitter wethouder raadslid beleidsmedewerker vrijwilliger "
    "burger inwoner bewoner student benieuwd lid secretaris penningmeester medewerker adviseur ambtenaar bestuurder woningzoekende "
    "bewonerscommissie huurdersvereniging huurdersorganisatie statushouder alleenstaand gescheiden met voor niet geen wel het de een al "
    "ook nu van in op te benadeeld gepensioneerd aow-er aow oud jong ziek zzp-er starter senior oudere mantelzorger amsterdammer "
    "rotterdammer utrechter hagenaar groninger fries tilburger turkse turks marokkaans nieuw nieuwsgierig hier dus echt zelf klaar bij "
    "eigenaar koper verhuurder projectleider beleidsadviseur gemeenteambtenaar ai chatgpt god dan gek zat boos bang blij".split()
)
_FIRST_NAMES = frozenset(
    "jan piet kees henk willem peter johan hans gerard cor ab ad wim ton theo frans jos rob ron bert bart dirk erik eric martin marcel "
    "mark marc paul tom tim tom thomas sander jeroen joost bas daan sem lars luuk milan finn noah lucas levi james jesse thijs stijn ruud "
    "arie aad leo ben rené rene patrick dennis richard robert michael michiel mohamed mohammed ahmed ali hassan mustafa mehmet ibrahim "
    "youssef omar said rachid karim abdel murat emre maria anna johanna wilma ria riet corrie truus annie ans toos anja petra monique "
    "ingrid karin marja marijke ellen els hanneke anneke mieke miep tineke trudy sandra linda esther saskia marieke lisa sanne sophie "
    "emma julia eva noor lotte fleur anouk kim laura iris femke fatima aisha khadija samira naima zeynep fatma ayse elif leyla yasmin "
    "gerrit hendrik jacob jacobus johannes cornelis adriaan simon klaas sjaak sjoerd wouter maarten jasper niels koen gijs pieter marloes "
    "nicole chantal astrid yvonne jolanda jacqueline margriet greet nel bep dora elly ineke janneke josé jose marian wil willy".split()
)

_DIGITS_IN_WORDS = (
    r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w{2,12}(?:tien|tig)|dubbel)"
)
_BETWEEN = r"[\s.\-/()·]{0,3}"
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}\.?"
_DAY = rf"(?:\d{{1,2}}[-./ ]\d{{1,2}}[-./ ]\d{{2,4}}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}\s?{_MONTH}(?:\s?\d{{2,4}})?|\d{{6,8}}\b)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# In the order of trying: what has its own check first, what is told by its form last.
_PERSONAL: tuple[tuple[re.Pattern[str], _Check], ...] = (
    # jan@example.nl, jan (at) example punt nl
    (_pattern(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"), _always),
    (
        _pattern(
            r"(?<![\w.+-])[\w+-]{1,40}(?:(?:\.|\s?\(?\bpunt\b\)?\s?)[\w+-]{1,40}){0,3}\s?[(\[{]?(?:\bat\b|\bapenstaart(?:je)?\b|@)[)\]}]?\s?"
            r"[\w-]{1,40}(?:\s?(?:\.|[(\[{]?\b(?:punt|dot)\b[)\]}]?)\s?[\w-]{1,40}){0,2}"
            r"\s?(?:\.|[(\[{]?\b(?:punt|dot)\b[)\]}]?)\s?(?:nl|com|net|org|eu|be|de|info)\b"
        ),
        _always,
    ),
    # accounts (a Dutch one with a typing error is no less personal), and the old numbers of the bank
    (_pattern(r"\bnl\s?\d{2}[\s.-]?[a-z]{4}(?:[\s.-]?\d){10}(?!\d)"), _always),
    (
        _pattern(
            r"\b[a-z]{2}\d{2}(?:[\s.-]?\d){11,28}\b|\b(?-i:[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?)\b"
        ),
        _an_iban,
    ),
    (
        _pattern(
            r"(?P<kept>\b(?:bank)?rekening(?:nummer|nr\.?)?(?:\s(?:is|van mij is|met nummer))?[\s:]{1,3})(?:p|giro\s?)?\d(?:[\s.-]?\d){5,9}\b"
        ),
        _always,
    ),
    # citizen service numbers
    (
        _pattern(
            r"(?P<kept>\b(?:bsn(?:[ -]?nummer)?|burger ?service ?nummer|sofi[ -]?nummer|persoonsnummer)[\s:=]{0,3}(?:(?:is|van mij is|nr\.?)\s)?)"
            r"\d(?:[\s.-]?\d){7,8}(?!\d)"
        ),
        _always,
    ),
    # what is known as a number of a person by the word before it
    (
        _pattern(
            r"(?P<kept>\b(?:klant|huurders?|contract|huurcontract|dossier|zaak|polis|inschrijf|relatie|registratie|kenteken|paspoort|cliënt)"
            r"(?:nummer|nr\.?)[\s:=]{0,3}(?:is\s)?)[a-z]{0,4}[\s-]?\d[\d.\s-]{2,16}\d(?!\d)"
        ),
        _always,
    ),
    (
        _pattern(
            r"(?P<kept>\b(?:wachtwoord|pincode)[\s:=]{0,3}(?:is\s)?)(?!van\b|niet\b|voor\b|en\b)\S{3,40}"
        ),
        _always,
    ),
    # telephone: in any notation with the zero or the country, in words, and what follows "bel me op"
    (
        _pattern(
            rf"(?<![\w,€+])(?<!\d\.)(?:(?:\+|00)\s?31{_BETWEEN}(?:0{_BETWEEN})?|\(?0\s?(?=[1-9(]|6))"
            rf"[1-9](?:{_BETWEEN}\d){{8}}(?![.,]?\d)"
        ),
        _a_phone,
    ),
    (_pattern(r"(?<![\w+])(?:\+|00)\s?[1-9]\d{0,2}(?:[\s.\-/()]{0,2}\d){7,12}(?!\d)"), _always),
    (_pattern(rf"\b(?:nul[\s,-]{{0,2}}zes|06)(?:[\s,-]{{1,2}}{_DIGITS_IN_WORDS}\b){{4,10}}"), _always),
    (
        _pattern(
            r"(?P<kept>\b(?:telefoon(?:nummer|nr\.?)?|tel(?:nr)?\b\.?|mobiel(?:e nummer|nummer)?|06[- ]?nummer|mijn (?:\w+ )?nummer|app|whatsapp|bel)"
            r"(?:[\s:]{1,2}(?:is|me|mij|ons|even|gerust|maar|terug|op|dan|via|naar|het nummer|mijn nummer)){0,4}[\s:]{1,3})"
            r"\(?\d(?:[\s.\-/()]{0,2}\d){5,11}(?!\d)(?![.,]\d)"
        ),
        _always,
    ),
    (
        _pattern(
            r"(?<![\d.,-])(?:\d{9}|\d{8}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?![\d-]|[.,]\d)"
        ),
        lambda found: not re.search(r"€\s?$", found.string[: found.start()]) and _a_bsn(found),
    ),
    # dates of birth
    (
        _pattern(
            rf"(?P<kept>\b(?:geboren|geb\.?|geboortedatum|geboortedag|verjaardag|jarig|dob)(?:[\s:=]{{1,2}}(?:op|is|ben ik op|te \w{{2,30}} op|in \w{{2,30}} op|datum)){{0,2}}[\s:=]{{1,3}}){_DAY}"
        ),
        _always,
    ),
    (_pattern(rf"(?P<kept>\bik (?:ben|werd) (?:op\s)?){_DAY}(?=\s(?:geboren|jarig))"), _always),
    (_pattern(r"(?P<kept>\bik (?:ben|kom) (?:van|uit) )\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}\b"), _always),
    # postcodes, and the number of the house behind it
    (
        _pattern(
            r"(?P<kept>\bpostcode[\s:]{1,2}(?:is\s)?)?(?<![\d.,€-])(?<!€ )\b(?P<digits>[1-9]\d{3})\s?(?P<letters>[a-z]{2})\b(?!['’])"
            r"(?P<house>[\s,]{1,2}(?:huisnummer |nummer |nr\.? ?)?\d{1,4}(?:\s?-?\s?(?:[a-z]\b|bis\b|hs\b|\d{1,3}\b))?(?![\d.,%]|\s(?:woning|jaar|euro|procent)))?"
        ),
        _a_postcode,
    ),
    # home addresses: told by "ik woon op", or by the ending of the street
    (
        _pattern(
            rf"(?P<kept>\b(?:(?:ik|wij|we)\s(?:woon|wonen|woonde|woonden|zit|zitten|huur|huren|verblijf|verhuis(?:de)?)(?:\s(?:zelf|nu|al|hier|namelijk|ook|met \w+)){{0,2}}|"
            rf"(?:woonachtig|wonende?|woon)|(?:ons|mijn|m'n|het)\s(?:huis|adres|woning|flat|appartement)(?:\s(?:is|staat|ligt|zit))?|(?:ons|onze|mijn)\s(?:huur)?(?:woning|flat)(?:\s(?:is|staat|ligt))?|adres)"
            rf"(?:[\s:]{{1,2}}(?:op|aan|in|is|bij|te)){{0,2}}[\s:]{{1,2}}(?:(?:de|het|den|'t)\s(?=\S))?)"
            rf"(?P<street>[^\W\d_][\w'’.-]{{1,40}}(?:\s[^\W\d_][\w'’.-]{{0,40}}){{0,3}}),?\s{_NUMBER}"
        ),
        _a_home,
    ),
    (_pattern(rf"(?<![\w'’.-])(?P<street>{_STREET}),?\s{_NUMBER}"), _an_address),
    (
        _pattern(
            r"(?P<kept>\b(?:(?:ik|wij|we) (?:woon|wonen)(?: (?:daar|hier))? op|mijn|ons|adres) (?:huis)?(?:nummer|nr\.?)(?:\s(?:is|:))?\s)\d{1,4}\s?[a-z]?\b(?![.,]\d)"
        ),
        _always,
    ),
    # names that people say are theirs
    (
        _pattern(
            rf"(?P<kept>\b(?:mijn|m'?n)\s(?:volledige\s|echte\s|eigen\s)?(?:voor|achter|roep|meisjes)?naam\s?(?:is|luidt|:)\s|\bik\s(?:heet|noem mij)\s|\bmy name is\s|\bnaam\s?:\s{{0,2}})"
            rf"(?P<name>{_CAPITAL_NAME}|{_WORD_NAME})"
        ),
        _always,
    ),
    (
        _pattern(
            rf"(?P<kept>\b(?:ik\s(?:ben|was)|wij\szijn|u\sspreekt\smet|je\sspreekt\smet|hallo,?\smet|hier|dit\sis|i am)\s(?:(?:de\sheer|dhr\.?|meneer|mevrouw|mevr\.?|mw\.?|fam(?:ilie|\.)?)\s))"
            rf"(?P<name>{_CAPITAL_NAME}|{_LOWER_NAME})"
        ),
        _always,
    ),
    (
        _pattern(
            rf"(?P<kept>\b(?:ik\sben|u\sspreekt\smet|je\sspreekt\smet|i\sam)\s)(?P<name>{_CAPITAL_NAME}|{_LOWER_NAME})"
        ),
        _a_name,
    ),
    (
        _pattern(
            rf"(?P<kept>\b(?:met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|gr|mvg|hoogachtend)[\s,.]{{1,3}}(?:van\s)?)(?P<name>{_CAPITAL_NAME}|{_WORD_NAME})"
        ),
        _a_name,
    ),
    (
        _pattern(
            rf"(?P<kept>\b(?:mijn|m'n|onze)\s(?:man|vrouw|zoon|zoontje|dochter|moeder|vader|partner|vriend|vriendin|broer|zus|buurman|buurvrouw|oma|opa|bovenbuurman|onderbuurman)\s(?:heet\s)?)(?P<name>{_CAPITAL_NAME})"
        ),
        _a_name,
    ),
)
