"""What looks like a number of an agreement and is none: dates, references, ages, names. Each is blanked out."""

import re

MASK = "·"
_WORDS = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien"
    r"|zestien|zeventien"
    r"|achttien|negentien|twintig|\w{0,12}(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
    r"|honderd|\d{1,3})"
)
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
# Things that the document has a known number of: "de drie corporaties" agrees on no number.
_KNOWN = (
    r"(?:\w*corporaties|\w*organisaties|partijen|gemeent\w+|dorpen|kernen|wijken|buurten|gebieden|bestuurders"
    r"|\w*verenigingen|bestuursleden|verhuurders|pijlers|thema['’]?s|speerpunten|hoofdstukken|artikelen"
    r"|bijlagen|tabellen"
    r"|percentages|doelgroepen|ondertekenaars|regio['’]?s|raden|leden)"
)
_PARTS = (
    # dates and years
    rf"\b\d{{1,2}}(?:\s?(?:en|of|tot en met|t/m|[-–])\s?\d{{1,2}})?\s{_MONTH}(?:\s{_YEAR})?(?!\w)",
    r"(?<![\d€.,])\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b(?!\.\d)",
    rf"(?<![\d.,€])(?<!€\s)\b{_YEAR}\s?(?:[-–—/]|t/m|tot en met|tot)\s?(?:(?:20)\d\d"
    rf"|[’']?\d\d)\b(?![.,]?\d|\s?(?:%|procent))",
    rf"\b(?:in|per|vanaf|sinds|eind|begin|medio|jaar|jaren|ná|na|vóór|najaar|zomer)\s{_YEAR}\b(?![.,]\d"
    rf"|\s?(?:%|procent|euro))",
    rf"(?<![\d.,€])(?<!€\s)\b{_YEAR}\b(?![.,]\d|\s?(?:%|procent|euro|(?:[\w-]+e\s){{0,2}}[\w-]*(?:woning"
    rf"|huishoud|huurder)\w*))",
    r"[’']\d\d\b",
    # references
    r"\b(?:artikel(?:en|s)?|art\.|tabel(?:len)?|bijlagen?|paraaf|paragra(?:af|fen)|par\.|hoofdstuk(?:ken)?"
    r"|pagina[’']?s?|pag\.|blz\.|figuur"
    r"|lid|leden|stap|fase|nummer|nr\.?|onderdeel|kolom|categorie|scenario|variant|versie|punt|afspraak"
    r"|actie|noot|voetnoot|cluster"
    r"|stuk|spoor|box|NEN|ISO|Bbl|Wmo|Wet|route|pijler|perceel|vlek|bouwveld|klasse"
    r"|groep)\s(?:[A-Z]\.?)?\d+(?:\.\d+)*[a-z]?\b(?!\s?(?:%|procent|euro))"
    r"(?:\s?(?:,|en|of|tot en met|t/m|–|-)\s?(?:lid\s|artikel\s|tabel\s"
    r"|bijlage\s)?(?:[A-Z]\.?)?\d+(?:\.\d+)*\b(?!\s?(?:%|procent|\w*woning))){0,6}"
    r"(?:\s(?:lid|onder|sub)\s\d+)?",
    r"§\s?\d+(?:\.\d+)*",
    r"\b(?:fase|blok|vak|gebouw|toren|complex|locatie|deelgebied|hof)\s[A-Z0-9]\b(?!\s\w*woning)",
    r"\b\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\b(?!\.?\d)",
    r"(?<![€\d.,])(?<!€\s)\b\d{1,2}\.\d{1,2}\b(?!\.?\d|,\d|\s?(?:%|procent|miljoen|mln|euro|fte))",
    # ages
    rf"\b{_WORDS}[ -]?jaar\s(?:of|en)\s(?:ouder|jonger)\b",
    rf"\b(?:ouder|jonger)\sdan\s(?:de\s)?{_WORDS}(?:\sjaar)?\b",
    rf"\b(?P<keep>jongeren|ouderen|\w*huurders|mensen|personen|kinderen|inwoners|starters|bewoners|jeugd"
    rf"|studenten|senioren|huishoudens"
    rf"|jongvolwassenen|woningzoekenden)\s(?:van\s)?(?:tot(?:\sen\smet)?|van|vanaf|onder|boven|tussen"
    rf"|in\sde\sleeftijd\svan)"
    rf"\s(?:de\s)?{_WORDS}(?:\s(?:tot(?:\sen\smet)?|en)\s{_WORDS})?(?:\sjaar(?:\s(?:en|of)\s(?:ouder"
    rf"|jonger))?\b(?!\s(?:wacht|inge))"
    rf"|(?=[\s.,;]))(?!\s?(?:%|procent))",
    r"(?<!\d\s)\b(?:onder|boven|tot(?:\sen\smet)?)\s(?:de\s)?(?:1[5-9]|2\d|3[0-5]|5[5-9]"
    r"|[6-8]\d)(?:\sjaar)?(?=\s?(?:[,.;)]|$|die\b|met\b|en\b|een\b))(?!\s?%)",
    r"\btussen\sde\s\d\d\sen\s(?:de\s)?\d\d\sjaar\b",
    r"\b\d\d[ -]?plus\w*|\b\d\d\+(?:\w|-)*|\b\d{1,3}[ -]?jarigen?\b|\b\d\d-\s?plus\w*"
    r"|\b\d\d-(?=\sen\s\d\d-(?:plus|jarig))",
    r"\bleeftijd\s(?:van|tot|vanaf)\s\d+(?:\sjaar)?",
    # for which plans, places and blocks it holds
    rf"\b(?:\w*plan(?:nen)?|\w*project(?:en)?|dorp(?:en)?|kern(?:en)?|complex(?:en)?|locaties?|corporaties?|gemeenten?)\s"
    rf"(?:met\s|van\s)?(?:vanaf|meer\sdan|minder\sdan|boven\sde|onder\sde)\s(?:\d[\d.]*|{_WORDS})\s"
    rf"(?:[\w-]+e\s)?(?:\w*woningen|inwoners|eenheden|huishoudens)\b",
    # hours of the clock, labels, telephone numbers, postcodes, standards
    r"\b(?:van\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:tot|[-–])\s?\d{1,2}(?:[.:]\d\d)?\suur\b"
    r"|\b\d{1,2}[.:]\d\d\suur\b|\bom\s\d{1,2}\suur\b|\b24/7\b",
    r"\b(?:[Ll]abel|[Ee]nergielabel|[Ee]nergie-?[Ii]ndex|EI)\s(?:\w+\s){0,2}?\d[\d.,]*\b",
    r"\b0\d{1,3}[\s-]?\d{6,8}\b|\b\d{4}\s?[A-Z]{2}\b|\b0800[\s-]\d{3,6}\b|\b14\s0\d{2,3}\b|\bNL\d\d\w{6,20}",
    # parties and parts that are all there are
    rf"\b(?:de|deze|die|alle|onze|hun|beide|genoemde|betrokken)\s(?:andere\s|overige\s|genoemde\s|eigen\s)?"
    rf"{_WORDS}\s(?:[\w-]+e\s)?{_KNOWN}\b",
    rf"\b(?P<whole>(?:elke?|iedere?)\svan\sde\s){_WORDS}\s(?:[\w-]+e\s)?{_KNOWN}\b",
    r"\balle\s(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\b(?!\s\w*woningen)",
    rf"\b(?:de|een)\s(?:van\sde\s)?(?:twee|drie|vier|vijf|zes)\s(?:eerste|laatste|genoemde)\s{_KNOWN}\b",
    # earlier, other and standing numbers
    rf"\b(?:in\splaats\svan|anders\sdan|tegen\seen\safspraak\svan|eerder\s(?:nog\s)?|voorheen|momenteel"
    rf"|was|waren|thans|\(?nu)\s"
    rf"(?:€\s?)?(?:de\s|circa\s)?(?:\d[\d.,]*(?:\s?%|\sprocent)?|{_WORDS})(?![\w%-])",
    r"\b(?:laatste|afgelopen|vorige|voorbije)\s" + _WORDS + r"\s(?:jaar|maanden|jaren)\b",
    rf"\bgemiddeld\sover\s{_WORDS}\sjaar\b|\bin\seen\speriode\svan\s{_WORDS}\s(?:jaar|maanden)\b",
    rf"\b{_WORDS}\s(?:jaar|maanden)\s(?:geleden|eerder)\b",
    r"\b(?:eerste|tweede)\shelft\b|\b(?:het|een)\shalf\s?jaar\s(?:moet|volgens)\b",
    r"\bjaren\s(?:['’]?\d0|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)\b",
    rf"\b(?:elke?|iedere?|om\sde)\s{_WORDS}\s(?:jaar|maanden|weken|dagen|kwartalen)\b|\belk\shalf\s?jaar\b",
)  # fmt: skip
# With capitals that matter: codes of clauses, standards, and the number of a list item or a note.
_CODES = (
    r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\(?[a-z]\)|\d{1,2}(?=\s+[A-ZÀ-Ý‘'][a-zà-ÿ]+[\s.,]))\s*",
    r"\b[A-Z]+-?\.?\d+(?:[.-]\d+)*\b(?!\s?(?:%|procent|euro))",
)  # fmt: skip
_MASKED = re.compile("|".join(f"(?:{part})" for part in _PARTS), re.IGNORECASE)
_CODED = re.compile("|".join(f"(?:{part})" for part in _CODES))
# "van 4.205 (op 1 januari) naar": where it comes from is no part of the agreement.
_FROM = re.compile(
    rf"\bvan\s(?:nu\s|ongeveer\s|circa\s)?(?:€\s?)?(?P<from>(?:\d[\d.,]*|{_WORDS})(?:\s?%"
    rf"|\sprocent)?)(?=(?:\s[\w·-]+){{0,5}}?\s(?:naar|terug\snaar)\b)"
)


def without(sentence: str) -> str:
    """The sentence with everything that is no number of an agreement blanked out, the rest at its place."""
    coded = _CODED.sub(_blank, sentence.replace("\u00a0", " ").replace("Eén", "één"))
    return _FROM.sub(_from, _MASKED.sub(_blank, coded))


def _blank(match: re.Match[str]) -> str:
    named = match.groupdict()
    kept = named.get("keep") or named.get("whole") or ""
    return kept + MASK * (len(match[0]) - len(kept))


def _from(match: re.Match[str]) -> str:
    start, end = match.start("from") - match.start(), match.end("from") - match.start()
    return match[0][:start] + MASK * (end - start) + match[0][end:]
