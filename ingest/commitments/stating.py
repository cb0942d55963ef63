"""Whether a sentence only tells how things stand, work, went or would be: by kinds of telling, not by subject.

What it counts ("€ 400 per jaar", "een kwart") says nothing then: a state has numbers too.
"""

import re

from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.acting import Acting
from ingest.commitments.structure import Reading

_NEAR = 45  # characters behind a verb in which its adverb stands
_BOUND = ("norm", "term", "agreed", "effort", "intent", "condition")
_BINDS = frozenset({"zullen", "moeten", "mogen", "hoeven", "dienen"})
_NOW = (
    r"nu(?! (?:en|of|al begonnen)\b)|(?<!zo )vaak|soms|meestal|doorgaans|gewoonlijk|normaal gesproken"
    r"|zelden|tegenwoordig"
    r"|traditiegetrouw|van oudsher|vandaag de dag|intussen|onlangs|recente?(?:lijk)?|nog (?:steeds"
    r"|altijd)|nauwelijks"
    r"|amper|al gauw|veelal|weinig(?=[.,:;]| (?:op|door|mensen|huishoudens))"
    r"|al (?:(?:ruim|bijna|meer dan|zo[’']n|ongeveer) )?(?:\w+ jaar\b|jaren|lang|jarenlang|geruime tijd"
    r"|sinds|aan d|goed)"
)
_ADVERB = re.compile(rf"^(?:(?!die |dat |waar)[\w’'%-]+ ){{0,5}}(?:{_NOW})\b", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:nu|vaak|soms|meestal|doorgaans|gewoonlijk|tegenwoordig|vandaag|onlangs|recent|intussen|destijds"
    r"|toen|eerder"
    r"|gemiddeld|van oudsher|in de praktijk|in het verleden|op papier) [a-z]+ ",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"[^,;]{3,80}\b(?:voldoet|voldoen|haalt|halen|scoort|scoren)\b[^,;]{0,40}\b(?:al|ruim)\b", re.IGNORECASE
)
_RULES = (
    r"(?:[\w-]*(?:wet|wetboek|besluit|regeling|regels|wetgeving|regelgeving|rijksbeleid)"
    r"|rijk|kabinet|minister|overheid)"
)
_LAW = re.compile(
    rf"(?:de|het) {_RULES} (?!van (?:de|het) (?:gemeente|corporatie))(?:\w+ ){{0,2}}?(?:bepaalt|bepalen"
    rf"|eist|eisen|vraagt"
    r"|vragen|schrijft|schrijven|verplicht|verplichten|stelt|stellen|regelt|kent|kennen|staat|geeft|biedt"
    r"|laat|maakt"
    r"|verbiedt|heeft|draagt|komt|wil|verwacht|bekostigt|betaalt|neemt)\b",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    rf"(?:ingevolge|krachtens|op grond van|volgens|conform|vanuit) (?:de|het) (?:[\w-]+e )?{_RULES}\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"(?:(?:helpt|helpen)(?! (?:[\w’-]+ ){0,5}(?:gratis|kosteloos|binnen|elke?)\b)"
    r"|verdien(?:t|en) zich(?:zelf)?|leidt tot|leiden tot|zorgt er(?:voor)?|draagt bij"
    r"|dragen bij|draagt daaraan bij|vergroot|vergroten|verkleint|verkleinen|voorkomt dat"
    r"|maakt (?:het|dat|een)|maken het|vraagt om|vragen om"
    r"|vraagt veel"
    r"|biedt (?:kansen|ruimte|perspectief)|bieden (?:kansen|ruimte))\b",
    re.IGNORECASE,
)
# "Wij merken dat …", not "wij zien erop toe".
_PERCEIVES = re.compile(
    r"(?:merk(?:t|en)?|geloo?f(?:t)?|geloven|waarder(?:en|t)|besef(?:t|fen)?|ervaart|ervaren|begrijp(?:t"
    r"|en)|voel(?:t|en)|weten|snap(?:t|pen)"
    r"|zie(?:t|n)(?! (?:er|toe|daarop|hierop|graag|af)\b)(?!.{0,60}\b(?:als|toe|af)\b)|hoor(?:t)?|horen) "
    r"(?:(?:wij|we|partijen|ook|dan|regelmatig|echter) ){0,3}(?:dat|hoe|een|de|het|in|steeds|veel|vaak"
    r"|terug|onze)\b",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"[^,;]{0,60}\b(?:kan|kunnen|lukt|lukken)\b (?:[\w’-]+ ){0,5}(?:niet|nauwelijks|geen|onmogelijk)\b"
    r"|zonder [^,;]{3,60}? (?:haal|halen|haalt|redt|redden|lukt|kan|kunnen) (?:[\w’-]+ ){0,5}(?:niet|geen)\b"
    r"|(?:daarmee|zo|hiermee|dan|dat|dit) (?:kan|kunnen) (?:we|wij|de \w+)\b"
    r"|[^,;]{0,40}\b(?:krijg\w*|redden) (?:we|wij|zij|de \w+) (?:\w+ ){0,4}niet (?:voor elkaar|alleen"
    r"|zelf)\b",
    re.IGNORECASE,
)
_SUCCEEDS = frozenset({"lukken", "slagen"})
_COMPARES = re.compile(
    r"\b(?:is|zijn|beta\w+|kost\w*|duurt|duren|vraagt|vragen|lig\w+|krijg\w+) (?:(?!voor\b"
    r"|met\b)[\w’,-]+ ){0,6}(?:(?:twee|drie|vier|vijf|\d+) keer (?:zo|hoger|meer)"
    r"|zoveel als|evenveel als|het (?:dubbele|drievoudige)|(?:goedkoper|duurder|sneller|langer)(?=[.,;]"
    r"| dan))",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"(?:de|het|er is|een)\s(?:[\w-]+e )?(?:\w*tekort|\w*vraag|\w*behoefte|\w*tijden?|\w*duur|\w*lijst"
    r"|druk|krapte"
    r"|slaagkans(?:en)?|vergrijzing|bevolking|inflatie|rente|\w+kosten|aantal (?:inwoners|huishoudens"
    r"|ouderen|\d\d-plussers"
    r"|woningzoekenden|starters|jongeren|reacties))\b[^,;]{0,40}?"
    r"\b(?:is|zijn|bedraagt|bedragen|neemt|nemen|stijgt|stijgen|daalt|dalen|groeit|loopt|lopen|krimpt"
    r"|verdubbelt|ligt|liggen"
    r"|komt|komen|blijft|kent|wordt|worden)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"[^;]{2,90}\b(?:kost|kosten|scheelt|schelen|bespaart|besparen|levert|leveren)\b (?:(?!de |die "
    r"|dat )[\w’-]+ ){0,6}"
    r"(?:€ ?\d|\d[\d.,]* (?:euro|miljoen|procent)|\d[\d.,]*%|geld|tijd)",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\blaten zien\b|^graag (?:lichten|vertellen|bespreken) (?:wij|we)\b|^(?:u|je) (?:leest|vindt|ziet)\b"
    r"|\b(?:leest|vindt) (?:u|je)\b"
    r"|^(?!bij |als )[^,;]{0,60}\bmak(?:en|t) (?:(?:we|wij|partijen|zij|samen"
    r"|deze) ){0,2}afspraken(?: met elkaar| voor de komende \w+)?\.$"
    r"|^(?:in|met) (?:dit|deze|ons|onze) (?:stuk|document|bod|brief|bijlage|hoofdstuk|paragraaf|afspraken"
    r"|overeenkomst)\b[^,;]{0,20}"
    r"\b(?:staa[nt]|leest|vindt|geven|gaat|beschrijven|geeft|willen)\b",
    re.IGNORECASE,
)
# Bodies that the agreement does not bind.
_BODIES = (
    r"(?:belastingdienst|huurcommissie|rijk|rijksoverheid|overheid|kabinet|minister|tweede kamer|uwv|svb"
    r"|europese unie|autoriteit woningcorporaties)"
)
_BY_BODY = re.compile(rf"\b(?:door|van) (?:de|het|een) {_BODIES}\b", re.IGNORECASE)
_OF_BODY = re.compile(rf"(?:de|het) {_BODIES} (?!en\b)[a-z]+(?:t|en)\b", re.IGNORECASE)
# How the writer feels about what is told.
_FEELS = re.compile(
    r"[^,;]{2,50}\bmet (?:tevredenheid|trots|genoegen|plezier|dankbaarheid)\b|(?:gelukkig|helaas|hopelijk"
    r"|opvallend|jammer genoeg|blijkbaar|kennelijk|wellicht|vermoedelijk|terecht)\b"
    r"|[^,;]{0,20}\b(?:zijn|maken|realiseren|beseffen) (?:we|wij|partijen) (?:ons |zich |\w+ )?"
    r"(?:zorgen|bewust|dat|trots|blij|dankbaar|tevreden|benieuwd|bezorgd)\b"
    r"|[^,;]{0,20}\b(?:we|wij|partijen) (?:zijn|maken|realiseren|beseffen) (?:ons |zich |\w+ )?"
    r"(?:zorgen|bewust|trots|blij|dankbaar|tevreden|benieuwd|bezorgd)\b",
    re.IGNORECASE,
)
# A thing in general, without a number or a word like "de", and what it brings about: "Isolatie verlaagt …".
_IN_GENERAL = re.compile(
    r"(?:[A-Z][a-zëï]+e )?[A-Z]?[a-zëï]{2,30}(?:atie|ing|heid|iteit|koop|bouw|en)"
    r"(?<!enden)(?<!ouderen)(?<!jongeren)"
)
_BRINGS = frozenset(
    "verlagen verhogen vergroten verkleinen verminderen versterken voorkomen maken zorgen helpen leiden"  # noqa: SIM905
    " besparen opleveren duren kosten beperken verslechteren bieden geven".split()
)
_WISHES = frozenset(
    {"waarderen", "hopen", "geloven", "vertrouwen", "dromen", "verlangen", "wensen", "willen"}
)
_COURTESY = frozenset({"tegemoetzien", "uitkijken", "danken", "bedanken", "feliciteren"})
_PRAISED = re.compile(
    r"\b(?:wordt|worden|is|zijn)\b [^,;]{0,40}\b(?:gewaardeerd|geprezen|gezien als|ervaren|beschouwd)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"[^,;]{3,60}\b(?:is|zijn|blijft|blijven) (?:(?:voor|van|bij) [\w ]{2,25} )?(?:een|de|onze"
    r"|geen) (?:[\w-]+ ){0,3}?(?:\w*waarde|uitdaging"
    r"|\w*belang|\w*behoefte|voorbeeld|gevolg|oorzaak|aandachtspunt|zorg|basis|fundament"
    r"|vanzelfsprekendheid|knelpunt|probleem|opgave)\b",
    re.IGNORECASE,
)  # fmt: skip
_EXAMPLE = re.compile(
    r"(?:denk|bijvoorbeeld|stel|ter illustratie|een voorbeeld|neem|zo (?:kost|betaalt|zou|kan een))\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"[A-Z][\w’-]+(?: [A-Z][\w’-]+)* (?:verhuurt|beheert|bezit|werkt|bestaat|heet|(?<!Het )is (?:\w+ )?een)\b"
)


def states(sentence: str, reading: Reading, who: Acting) -> bool:
    """Whether a sentence is a telling of one of these kinds, and nothing in it binds."""
    if _BY_LAW.match(sentence) and not who.subject:
        return True
    if any(pattern.match(sentence) for pattern in (_LAW, _EXAMPLE, _FEELS, _OF_BODY)):
        return True
    if reading.condition is not None or reading.finite is None:
        return False
    if reading.main is not None and reading.main.infinitive in _COURTESY | _SUCCEEDS:
        return True
    if _SHOWS.search(sentence) or _ABLE.match(sentence) or _ALREADY.match(sentence):
        return True
    words = commitment_words()
    if reading.finite.infinitive in _BINDS or any(words.find(group, sentence) for group in _BOUND):
        return False
    after = sentence[reading.verb_at[1] : reading.verb_at[1] + _NEAR].lstrip()
    if _ADVERB.match(after) or _OPENS.match(sentence):
        return True
    if _COMPARES.search(sentence) or _PRAISED.search(sentence) or _VALUE.match(sentence):
        return True
    if reading.passive and _BY_BODY.search(sentence):
        return True
    if _PERCEIVES.match(sentence, reading.verb_at[0]):
        return True
    return not who.subject and (
        _EFFECT.match(sentence, reading.verb_at[0]) is not None
        or _COSTS.match(sentence) is not None
        or _NEED.match(sentence) is not None
        or _ITS_OWN.match(sentence) is not None
        or _in_general(sentence, reading)
        or reading.finite.infinitive in _WISHES
    )


def _in_general(sentence: str, reading: Reading) -> bool:
    """Whether a thing in general brings something about, and nobody gets or has to do anything."""
    if reading.passive or reading.inverted or reading.main is None or reading.main.infinitive not in _BRINGS:
        return False
    subject = sentence[reading.before[0] : reading.before[1]].strip()
    return _IN_GENERAL.fullmatch(subject) is not None and commitment_words().find("right", sentence) is None
