"""Where a commitment is about: a village, a neighbourhood, a street or a project that its sentence names."""

import re
from collections.abc import Collection

_NAME = r"(?:[’'][ts][ -])?[A-ZÀ-Ý][\w’'-]+(?:[ -](?:(?:aan|op|bij|de|den|der|het|ten|van|en het|en de)[ ])?(?:[A-ZÀ-Ý][\w’'-]*|(?:[A-Z]|\d)\b))*"
_WHAT = (
    r"(?:dorp(?:en)?|kern(?:en)?|wijk(?:en)?|buurt(?:en)?|stad|gebied|terrein|locaties?|complex(?:en)?|project(?:en)?|gebouw|straat|plein|kleine kernen"
    r"|voormalige \w+|woonzorgcentrum|basisschool|buurtschap|deelgebied|plan|plangebied|flat)"
)
_PLACE = re.compile(
    rf"\b(?i:in|aan|op|bij|voor|te|rond|nabij)\s+(?:(?:de|het|den)\s+)?(?:(?:vier|drie|twee|vijf|zes|kleine|beide)\s+)?(?:(?P<what>{_WHAT})\s+)?(?:(?:de|het)\s+)?(?P<name>{_NAME})"
    rf"|\b(?:de|het)\s+{_WHAT}\s+(?P<called>{_NAME})"
)
_STREET = re.compile(
    r"(?:straat|laan|weg|plein|kade|hof|dijk|park|kwartier|buurt|wijk|veld|gracht|singel|akker|akkers)$"
)
_NONE = re.compile(
    r"(?:Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus|September|Oktober|November|December|Tabel|Bijlage|Artikel|Hoofdstuk|Rijk|Wmo|WMO|Woonvisie|Woonagenda|Woningwet|Wet|Huisvestings\w+|Prestatie\w+|Regionale?|Nederland|CBS|CPI|WSW|IBW|SER|VNG|Aedes|NEN|Monitor|Jaarschijf"
    r"|Sociaal|Huurders\w*|Bewoners\w*|Buurtteam|Meldpunt|Kredietbank|Convenant|Overlegwet|BENG|EPC|EFG|CO2|A|B|C|D|E|F|G|Europa\w*|Autoriteit|Ministerie|Raad|College|Energie\w*|Woonbond|Gemeente|Label|VvE\w*|Wonen|Zorg|Partijen|DAEB|OZB|Nultreden\w*|Wsw|Funda|Woonnet\w*|AVG|ISDE|RVO)\b"
)
_ENDS = re.compile(r"\s+(?:en|en het|en de|van|aan|op|bij|de|het|der|den|ten)$")


def place_of(sentence: str, not_places: Collection[str]) -> tuple[str, str] | None:
    """The place and the words that name it; `not_places` are the municipalities and the parties."""
    for match in _PLACE.finditer(sentence[:1500]):
        name = _ENDS.sub("", match["name"] or match["called"])
        what = match["what"] or match["called"]
        if _NONE.match(name) or len(name) < 3:
            continue
        if any(name == other or name.startswith(f"{other} ") for other in not_places) and not what:
            continue
        if (
            match["what"] is None
            and not match["called"]
            and _PLAIN.search(match[0])
            and not _STREET.search(name)
        ):
            continue
        return name, match[0]
    return None


_PLAIN = re.compile(r"^(?:voor|te|bij)\b", re.IGNORECASE)
