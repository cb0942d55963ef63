"""Which numbers of a sentence were agreed: no conditions, no wholes of a part, nothing that only stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.commitments.number_found import MARKS, Found
from ingest.commitments.number_units import noun_after, only_noun

_OF = re.compile(
    r"^\s(?:\w+e\s)?(?:van|uit)\s(?:alle|de|deze|die|onze|hun)\s(?:in\stotaal\s|andere\s|nieuwe\s)?$",
    re.IGNORECASE,
)
_WHOLE_FIRST = re.compile(r"^\W{0,3}van\s(?:alle|de|deze|die|onze)\s$", re.IGNORECASE)
_OF_THEM = re.compile(r"^\svan\s(?:alle|de|deze|die|onze|hun|haar|zijn)(?=\s)(?:\s·+)?", re.IGNORECASE)
_OR_MORE = re.compile(r"^\s(?:of|en)\s(?:meer|minder)(?=\s)", re.IGNORECASE)
_PER = re.compile(r"\bper\s(?:de\s)?$", re.IGNORECASE)
_TERM = re.compile(
    r"\b(?:in|over|komende|eerstkomende|afgelopen|laatste|tijdens)\s(?:de\s)?(?:komende\s|eerste\s)?$",
    re.IGNORECASE,
)
_FIRST_YEARS = re.compile(r"\bde\seerste\s$", re.IGNORECASE)
_STANDING = re.compile(
    r"^\W{0,3}(?:(?:Op|Per|Begin)\s·+|Nu|Momenteel|Op\sdit\smoment|Thans|Inmiddels|·+(?=\s(?:hebben"
    r"|telt)))\s"
    r"(?:\w+\s){0,3}?(?:hebben|heeft|telt|tellen|bezit|bezitten|verhuren|verhuurt|zijn|is|staan|staat"
    r"|waren|was|had|hadden|telde)\b",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\b(?:ten\sminste|tenminste|minstens|minimaal|hoogstens|ten\shoogste|maximaal|doel\w*|streef\w*"
    r"|moet\w*|nog|dus|afgerond|klaar"
    r"|beschikbaar|nodig|gerealiseerd|opgeleverd|verbeterd|zal|zullen|dan)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^\W{0,3}(?:als|wie|wanneer|indien|zodra|zolang|mocht|komt|komen|is|zijn|wordt|worden|valt|vallen|duurt"
    r"|duren|stijgt|stijgen|daalt|dalen"
    r"|scoort|scoren|blijkt|blijft|blijven|loopt|lopen|verhuurt|meldt|melden|reageert|reageren|heeft"
    r"|hebben|kan|kunnen|verandert|gaat|weigert"
    r"|lukt|krijgt|bereikt|wijkt|haalt|halen|ontstaat|vertrekt|verkoopt|ligt|staat|wijzigt|overschrijdt"
    r"|zakt|zakken|bedraagt|besluit)\b[^;]*?,\s(?:dan\b)?",
    re.IGNORECASE,
)
# "… indien de huur boven 40% van het inkomen uitkomt"
_CASE = re.compile(r"\b(?:als|indien|wanneer|zodra|zolang)\s(?!volgt\b)[^,;:]{3,80}$", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:boven|onder|meer\sdan|minder\sdan|hoger\sdan|lager\sdan)\s(?:de\s|€\s?)?$", re.IGNORECASE
)
_BIJ = re.compile(r"^\W{0,3}(?:bij|voor|in|vanaf|na)\b[^,;:]*$", re.IGNORECASE)
_BOUND_HARD = (
    re.compile(r"(?<!nooit\s)(?<!niet\s)\b(?:met|van|bij|in|waar|voor|boven|vaker"
    r"|langer)\s(?:de\s)?(?:meer|minder|groter|kleiner|hoger|lager|langer)\sdan\s(?:€\s?)?$", re.IGNORECASE),
    re.compile(r"\b(?:vaker|langer)\sdan\s$", re.IGNORECASE),
    re.compile(r"\bper\s(?!jaar|kwartaal|maand|week)[\w-]{3,30}\s(?:van|met)\s(?:\w+\s)?$", re.IGNORECASE),
    re.compile(r"\b(?:achterstand(?:en)?|schuld(?:en)?|vertraging"
    r"|betalingsachterstand)\s(?:\w+\s){0,3}(?:van|vanaf|tot|boven)\s(?:meer\sdan\s"
    r"|ten\sminste\s|€\s?)?$", re.IGNORECASE),
)  # fmt: skip
_BOUND_SOFT = (
    re.compile(r"\b(?:inkomens?|huur|huren|huurprijs|aanpassing(?:en)?|woningaanpassing(?:en)?|uitgaven"
    r"|kosten|bedragen|ingrepen|opdrachten|huishoudinkomen)"
               r"\s(?:tot(?:\sen\smet)?|boven|onder|vanaf|van|beneden)\s(?:de\s|maximaal\s"
               r"|ongeveer\s)?(?:€\s?)?$", re.IGNORECASE),
    re.compile(r"\b(?:minder|meer|kleiner|groter|korter|lager|hoger)\sdan\s(?:een\s)?$", re.IGNORECASE),
    re.compile(r"\bna\s(?:\w+\s)?$", re.IGNORECASE),
)  # fmt: skip
_OR_MORE_AFTER = re.compile(r"^\s?(?:of|en)\s(?:meer|minder|groter|hoger|langer)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:van|bij|in|met|vanaf|voor)\s(?:de\s)?$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:die|wie|waarin|waar|zoals)\s(?:(?!,|;|\ben\b\s(?:betaal|krijg)).){0,60}$", re.IGNORECASE
)
_SINCE = re.compile(
    r"^[^,;.]{0,70}\b(?:woon(?:t|de|den)|gewoond|inge(?:schreven)|wonen|werkt|werken|achterla\w+|vrijma\w+"
    r"|weiger\w+)\b",
    re.IGNORECASE,
)


_IDLE = frozenset(
    "dingen lessen doelen bladzijden pagina’s pagina's zinnen woorden redenen manieren"  # noqa: SIM905
    " soorten"
    " vormen onderdelen delen"
    " uitgangspunten kanten wegen posten tabellen cijfers zaken hoofdlijnen voorwaarden letters".split()
)
_COUNTED_ONE = re.compile(
    r"\b(?:ten\sminste|tenminste|minstens|minimaal|hoogstens|ten\shoogste|maximaal|elke?|iedere?"
    r"|per|binnen|uiterlijk|gedurende|(?:termijn|duur|periode)\svan)\b(?!\sgeval)",
    re.IGNORECASE,
)
# "Er komen 40 bij", "er blijven er 92 over": of what the text before is about, which is homes.
_OF_SUCH = re.compile(
    r"\b(?:kom|blij|ga|verdwijn|volg|resteer|verval)[a-z]*\ser\s(?:nog\s|samen\s|daarna\s|ten\sminste\s|hoogstens\s|maximaal\s)?$",
    re.IGNORECASE,
)
# "Dertig komen in het dorp": the numeral is the subject.
_OPENS = re.compile(r"^[\s·]*#\s[a-z]")
_PER_ONE = re.compile(r"^\s(?:per|in\selke?|voor\selke?)\b", re.IGNORECASE)
# Where nothing names what is counted, this is about homes.
_HOMES = re.compile(
    r"\b(?:per\ssaldo|netto|nieuwbouw|bouw(?:en|t)|slo(?:op|pen|opt)|verko(?:op|pen|opt)|label\w*"
    r"|verbeter\w*|oplever\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A number of the agreement; `each` is the number of things that it is for ("900 woningen")."""

    found: Found
    each: str | None = None
    inherited: bool = False


def chosen(masked: str, numbers: Sequence[Found], around: Sequence[str]) -> list[Chosen]:
    """The numbers that the sentence agrees on, in its order, each with a unit.

    `around` are the texts that may name a unit that the sentence leaves out: the sentence before, then headings.
    """
    if _STANDING.search(masked) and not _AIM.search(masked):
        return []
    kept = _with_units(masked, _parts_of_wholes(masked, numbers))
    kept = [one for one in kept if not _is_span(masked, one.found)]
    kept = [one for one in kept if one.found.unit not in _IDLE and not _is_lone_one(masked, one)]
    kept = [one for one in kept if not _is_condition(masked, one.found)]
    firm = [one for one in kept if not _is_bound(masked, one.found)]
    others = [one for one in kept if not _in_condition(masked, one.found)]
    return _united(masked, firm or others, around)


def _parts_of_wholes(text: str, numbers: Sequence[Found]) -> list[Chosen]:
    """Without the wholes ("110 van de 184 nieuwe woningen") and the things for which ("één per 900 woningen")."""
    found: list[Chosen] = []
    for one in numbers:
        last = found[-1] if found else None
        if (
            last is None
            and len(numbers) > 1
            and one.sort == "count"
            and _WHOLE_FIRST.match(text[: one.start])
        ):
            continue
        if last is not None and _OF.match(text[last.found.tail : one.start]) and last.found.sort == "count":
            if not last.found.unit:
                found[-1] = replace(last, found=replace(last.found, unit=one.unit, tail=one.tail))
            continue
        if _PER.search(text[: one.start]) and one.sort == "count" and one.unit != "keer":
            if last is not None:
                found[-1] = replace(last, each=text[one.start : one.tail].strip())
            continue
        found.append(Chosen(one))
    return found


def _with_units(text: str, numbers: Sequence[Chosen]) -> list[Chosen]:
    """Units that stand a bit further on: "905 van deze woningen", "tien of meer woningen"."""
    found: list[Chosen] = []
    for one in numbers:
        number = one.found
        for pattern in (_OF_THEM, _OR_MORE):
            further = pattern.match(text[number.end :]) if not number.unit else None
            if further:
                unit, tail = noun_after(text, number.end + further.end())
                number = replace(number, unit=unit, tail=tail if unit else number.tail)
        found.append(replace(one, found=number))
    return found


def _united(text: str, numbers: Sequence[Chosen], around: Sequence[str]) -> list[Chosen]:
    """Every number with a unit: its own, that of a number beside it, of "het aantal …", or of what is around."""
    found: list[Chosen] = []
    for place, one in enumerate(numbers):
        if one.found.unit:
            found.append(one)
            continue
        before = next((n.found.unit for n in reversed(found) if _lends(n.found)), "")
        after = next((n.found.unit for n in numbers[place + 1 :] if _lends(n.found)), "")
        unit = before or only_noun(text) or after or next(filter(None, map(only_noun, around)), "")
        of_them = one.found.value > 1 and _OF_SUCH.search(text[: one.found.start])
        of_them = of_them or (
            one.found.value > 1 and _OPENS.match(text[: one.found.start] + "#" + text[one.found.end :])
        )
        if not unit and (of_them or any(_HOMES.search(words) for words in (text, *around))):
            unit = "woningen"
        if unit:
            found.append(Chosen(replace(one.found, unit=unit), one.each, inherited=True))
    return found


def _lends(number: Found) -> bool:
    return bool(number.unit) and number.sort == "count" and not number.is_term and number.unit != MARKS


def _is_span(text: str, number: Found) -> bool:
    """Whether it is how long something is looked at: "in vier jaar", "de komende vier jaar"."""
    before = text[: number.start]
    if number.unit != "jaar" or _FIRST_YEARS.search(before):
        return False
    return _TERM.search(before) is not None


def _is_lone_one(text: str, one: Chosen) -> bool:
    """Whether "één" only stresses: "één formulier", but not "ten minste één" or "per dorp één plek"."""
    number = one.found
    if re.search(r"\b(?:elk|iedere?|een|één|geen)\svan\s(?:de|deze)\s$", text[: number.start], re.IGNORECASE):
        return True
    if (
        number.value != 1
        or number.sort != "count"
        or text[number.start : number.end].isdigit()
        or one.each
        or not number.unit
    ):
        return False
    return not (_COUNTED_ONE.search(text[: number.start]) or _PER_ONE.search(text[number.tail :]))


def _is_condition(text: str, number: Found) -> bool:
    """Whether it only says when something else holds: "Scoort een complex lager dan een 7, dan …"."""
    before, after = text[: number.start], text[number.tail :]
    if any(pattern.search(before) for pattern in _BOUND_HARD):
        return True
    if (_OR_MORE_AFTER.match(after) or _OR_MORE.match(text[number.end :])) and (
        _PREPOSITION.search(before) or _BIJ.match(before)
    ):
        return True
    return (
        bool(re.match(r"^\W{0,3}bij\b", before, re.IGNORECASE))
        and _BIJ.match(before) is not None
        and number.is_term
    )


def _in_condition(text: str, number: Found) -> bool:
    """Whether it stands in the clause with which a rule for a case begins ("Wie twee maanden achterloopt, …")."""
    opening = _CONDITION.match(text)
    if opening is not None and number.start < opening.end():
        return True
    case = _CASE.search(text[: number.start])
    return case is not None and _OVER.search(case[0]) is not None


def _is_bound(text: str, number: Found) -> bool:
    """Whether it bounds what the agreement is about: "aanpassingen tot € 1.000"."""
    before, after = text[: number.start], text[number.tail :]
    if _in_condition(text, number):
        return True
    if any(pattern.search(before) for pattern in _BOUND_SOFT):
        return True
    return _RELATIVE.search(before) is not None and _SINCE.match(after) is not None
