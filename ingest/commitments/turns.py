"""Turns of phrase that weigh by themselves for and against a sentence being a commitment."""

import re


def turned(sentence: str) -> float:
    """The sum of what the turns weigh with which a sentence begins."""
    return sum(worth for pattern, worth in _TURNS if pattern.match(sentence))


# Turns of phrase that weigh on their own, for and against.
_TURNS = tuple(
    (re.compile(pattern, re.IGNORECASE), worth)
    for pattern, worth in (
        (r"(?:partijen|wij|we)\b.{0,40}\bhebben\b.{0,40}\b(?:afgesproken|overeengekomen) (?:dat|om)\b", 4.0),
        (r"(?:de|onze|hun) inzet is\b|.{0,40}\b(?:is|zijn) erop gericht\b", 2.0),
        (r"(?:het )?(?:uitgangspunt|streven|ambitie|doel|inzet) (?:is|blijft) (?:dat|om)\b", 0.8),
        (
            r".{0,80}\bblij(?:ft|ven) (?:\w+ ){0,5}(?:bestaan|behouden|in stand|gehandhaafd|beschikbaar|bereikbaar"
            r"|open|gratis)\b",
            1.7,
        ),
        (r"(?:[\w-]+ (?:keer|maal) per \w+|(?:elke?|iedere?) \w+|jaarlijks) (?:is|zijn) er\b", 0.7),
        (r"(?:extra|bijzondere|speciale) aandacht (?:gaat|is er|krijg)", 3.2),
        (r".{0,60}\bkrijg(?:t|en) (?:extra|bijzondere) aandacht", 1.2),
        (r"(?:uiterlijk|vóór) (?:op |in |eind |begin |medio |\d)", 1.2),
        (r"(?:binnen|uiterlijk|vóór) [^,;]{3,40}? (?:ligt|liggen|staat|staan) er\b", 1.5),
        (r"(?:vanaf|met ingang van) (?:\d|\w+ 20\d\d|20\d\d)", 0.7),
        (r"(?:[^,;]{3,60} )?(?:komt|komen) er (?!uit\b|samen\b)|er (?:komt|komen) (?!uit\b)", 0.7),
        (r"[\w-]+ (?:daarvan|hiervan) (?:worden|wordt|zijn|komen|krijgen|gaan)\b", 1.0),
        (r"(?:alle|de) (?:andere|overige) (?:bepalingen|afspraken|artikelen|onderdelen) blijven\b", -2.5),
        (r"wie [^,;]{5,120}, (?:krijgt|heeft|kan|mag|betaalt|hoeft|houdt|ontvangt|gaat)\b", 1.0),
        (r"het is (?:de bedoeling|ons voornemen|onze (?:ambitie|wens)|ons doel|de wens) (?:dat|om)\b", 1.2),
        (
            r"(?:in|aan|op|bij|langs|naast|rond|rondom|achter|tussen|voor) [^,;]{3,40}? kom(?:t|en) (?:er )?"
            r"(?:\d|één |een |twee |drie |vier |vijf |zes |nieuwe |extra )",
            0.7,
        ),
        (r"(?:vanaf|per|met ingang van) [^,;]{4,25} (?:is|zijn|komt|komen|geldt|gelden|heeft|hebben) ", 0.5),
        (r"(?:[\w’'-]+ ){0,5}geldt (?:dat|dit|deze \w+) [^;]{0,30}\b(?:vanaf|tot|pas) ", 0.7),
        (r"[^;]{5,200}; (?:die|dat|deze|dit) [^;]{0,60}\b(?:uiterlijk|vóór) ", 1.2),
        # How the text is to be read, and what follows by itself.
        (
            r"[^;]{2,200}\b(?:val(?:t|len)|blijf(?:t|ven)|sta(?:at|an)) buiten "
            r"(?:deze|dit|de) (?:[\w-]+ )?(?:\w*afspraken|overeenkomst|document|raamwerk|convenant|tabel|telling)\b",
            -3.0,
        ),
        (r"(?:dit|deze|het) [\w-]+ (?:komt|komen) in de plaats van\b", -2.0),
        (
            r"(?:de|deze|alle) (?:aantallen|cijfers|bedragen|getallen) (?:gelden|zijn die) (?:op|per|van|in)\b",
            -2.5,
        ),
        (
            r"[^;]{3,80}, dan geld(?:t|en) (?:de|deze) afspra(?:ak|ken) (?:in|voor) (?:heel|hele|alle|de hele)\b",
            -3.0,
        ),
        (r"[^;,]{2,200}\btel(?:t|len) (?:\w+ ){0,3}niet mee\b", -2.0),
        (
            r"(?:de|het) (?:vraag|behoefte|druk|krapte|wachttijd|wachtlijst|bevolking|aanbod)\b.{0,60}"
            r"\b(?:neemt|nemen|stijgt|daalt|groeit|loopt|krimpt)\b",
            -1.5,
        ),
        (
            r"(?:veel|sommige|steeds meer|de meeste|(?:ongeveer|bijna|ruim) (?:een|de|\d))\b"
            r"(?!.*\b(?:moet|krijg|mag|zal|zullen))",
            -1.2,
        ),
        (
            r"(?:de |deze )?(?:cijfers|gegevens|aantallen|getallen) (?:komen|zijn afkomstig|zijn ontleend)",
            -2.0,
        ),
        (
            r".{0,60}\b(?:is|zijn|werd) (?:in|sinds) (?:1[5-9]|20)\d\d (?:opgericht|ontstaan|gefuseerd|gebouwd)",
            -3.0,
        ),
        (r"(?:[\w’'-]+ ){1,4}betekent dat\b", -2.0),
        (
            r"(?:paragraaf|hoofdstuk|bijlage|tabel|figuur) [\dA-Z][\d.]{0,6} "
            r"(?:gaat|bevat|beschrijft|toont|geeft|laat|licht)\b",
            -2.5,
        ),
        (r"(?:dat|dit|het) kom(?:t|en) (?:\w+ ){0,2}neer op\b", -2.0),
    )
)
