"""The figures of a sentence or table row, each with what it is about: the words, names and years that go with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.answering.figures import Figure, Placed, is_year, placed
from assistant.answering.verification.meaning import meanings
from assistant.answering.verification.naming import Mention, Naming, Sort

Bound = Literal["", "most", "least", "exact", "within", "later"]
Relation = Literal["", "before", "until", "from", "after"]
Named = Mapping[Sort, frozenset[str]]

_BREAK = re.compile(
    r"[;:()\t]|,(?!\d)|(?<![\w-])(?:en|maar|waarvan|daarvan|terwijl|waar|plus"
    r"|naar(?= (?:[^\W\d]+ ){0,2}[\d€])|in plaats van)(?![\w-])",
    re.I,
)
_TIME = re.compile(
    r"\s*(?:kalender)?(?P<unit>werkdag|dag|weke|week|maand|jaar|jaren|uur|uren|kwarta)\w*", re.IGNORECASE
)
# A length of time in the smallest unit that makes "twaalf maanden" a year and "veertien dagen" two weeks.
_LENGTHS = {"dag": ("days", 1), "week": ("days", 7), "weke": ("days", 7), "maand": ("months", 1)}
_LENGTHS |= {"jaar": ("months", 12), "jaren": ("months", 12), "uren": ("uur", 1)}
# "Met een termijn van een jaar": a length of time without a number.
_ONE = re.compile(
    r"\b(?:van|binnen|na|met|voor|dan|minste|minstens|hoogste|hoogstens|al|duurt|duren|nog) "
    r"(?P<one>een (?P<half>half )?(?P<unit>jaar|maand|week|dag|kwartaal))\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?P<third>(?P<two>twee)|een|één) derde\b(?! (?:keer|partij|jaar|fase|persoon))"
    r"|\b(?P<quarter>drie)?(?:een |één )?kwart\b",
    re.IGNORECASE,
)
_ONES = {"jaar": "months:12", "maand": "months:1", "week": "days:7", "dag": "days:1", "kwartaal": "months:3"}
_MOST = (
    r"hoogstens|(?:ten )?hoogste|maxima(?:al|le)|maximum|hooguit|niet (?:meer|hoger) dan|minder dan|lager dan"
)
_LEAST = r"minstens|ten ?minste|minima(?:al|le)|minimum|niet minder dan|meer dan|hoger dan|ouder dan|boven"
_BOUND_BEFORE = re.compile(
    rf"(?:(?P<most>{_MOST}|jonger dan|onder de|onder|(?<!\d )tot en met)|(?P<least>{_LEAST}|vanaf)"
    r"|(?P<exact>precies|exact))"
    r"(?: [^\W\d]+){0,3} ?(?:€ ?)?$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(
    r"^(?: [^\W\d]+){0,2} (?:of|en) (?:(?P<most>minder|lager|jonger)|(?P<least>meer|hoger|ouder))\b"
    r"|^ (?:(?P<fewer>minder|lager)|(?P<more>meer|hoger)) dan\b",
    re.I,
)
_BOUND_IN_TABLE = re.compile(rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b", re.IGNORECASE)
_RELATION = re.compile(
    r"(?P<until>\b(?:tot(?: en met)?|eindig\w* op)|t/m)(?: de| het)? ?$"
    r"|(?P<before>\b(?:vóór|voor|uiterlijk)(?: op| aan)?)(?: de| het)?(?: ochtend van)? ?$"
    r"|(?P<from>\b(?:vanaf|sinds|in op|ingaan op|gaan? \w+ per|met ingang van))(?: de| het)? ?$"
    r"|(?P<after>\bna)(?: de| het)? ?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\b(uit|in|van|over|naar|medio|begin|eind|half) $", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:binnen|(?P<after>na)) $", re.IGNORECASE)
_RELATIONS: tuple[Relation, ...] = ("before", "until", "from", "after")
_FROM_TO = re.compile(r"\bvan\b.*\bnaar\b|\bin plaats van\b|\bvan\b.{1,20}\bin \d", re.I)
_ROLE = re.compile(
    r"\b(van|naar|in)\b(?: (?:€|ten|minste|hoogste|minstens|hoogstens|nog|een|ongeveer))* ?$", re.I
)


_YEARLY = re.compile(r"\b(?:per|elk|ieder) jaar\b|\bjaarlijks\w*", re.I)
_WHOLE = re.compile(
    r"\bin (?:deze|de hele) (?:periode|looptijd)\b|\bin \w+ jaar\b|\bin totaal\b|\bde looptijd\b", re.I
)
# "Kerkespoor sloopt niets en bouwt 80 woningen": what there is none of is not about the figure.
_NOTHING = re.compile(r".*\b(?:niets|geen [^\W\d]+)\b[^,;]{0,20}?(?=,| en )", re.I)
_ALTOGETHER = re.compile(r"\b(?:samen|totaal|som)\b", re.I)
_ASIDE = re.compile(r", maar |; ")
# "Leidt het overleg niet binnen zes maanden tot afspraken, dan …": what is said of one half is not said of the other.
_CONDITION = re.compile(r"(?:Als|Wanneer|Indien|Zodra)\b[^,]{0,200}, |[^,]{0,200}, (?=dan )")
_OWN_YEAR = re.compile(r" ?\((?:in )?(?:19|20)\d\d\)")
_PART_OF = re.compile(r" van (?:de|deze|die|alle) ")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_EURO = re.compile(r"€|\beuro\b", re.I)
_AGED = re.compile(r"\b(?:ouder|jonger) (?:is |zijn )?dan $", re.I)
_COUNTED = re.compile(
    r" (?:van (?:de|deze|die|alle) [\d.]+ )?"
    r"(?:(?:nieuwe|sociale|extra|gewone|grote|kleine|bestaande|vrijkomende|geplande"
    r"|beloofde) )*(?P<noun>[^\W\d_]{4,})"
)
# "De artikelen 3.2, 6.1 en 8.2": numbers that count nothing.
_REFERENCE = re.compile(
    r"\b(?:artikel(?:en)?|lid|leden|hoofdstuk(?:ken)?|tabel|bijlage|paragraaf|label)\s+"
    r"\d+(?:\.\d+)*[a-z]?\b(?:(?:, | en | tot en met | of )\d+(?:\.\d+)*\b){0,8}",
    re.IGNORECASE,
)


class Measure(NamedTuple):
    """A value that can be compared: its kind ("percent", "euro", "days", "year", "plain", …) and the value itself."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure with what belongs to it (`near`), and what the rest of its sentence adds (`around`)."""

    measure: Measure
    start: int
    near: frozenset[str]
    around: frozenset[str]
    names: Named
    names_around: Named
    bound: Bound = ""
    relation: Relation = ""
    role: str = ""
    text: str = ""  # the words that belong to it
    whole: str = ""  # the sentence or row that it stands in
    noun: str = ""  # what is counted
    span: Literal["", "year", "whole"] = ""  # a number a year, or of all years together
    header: bool = False  # from a table: `text` holds the header of the column
    preposition: str = ""  # before a year: "uit 2025"
    aside: bool = False  # in a cell that holds more than a figure


class _Seen(NamedTuple):
    measure: Measure
    start: int
    end: int


def spots(text: str, naming: Naming) -> list[Spot]:
    """The figures of one sentence, each with the part of the sentence that is about it."""
    bare = _REFERENCE.sub(lambda match: " " * len(match[0]), text)
    seen = _seen(bare)
    if not seen:
        return []
    mentions = naming.mentions(text)
    for said in mentions:
        bare = f"{bare[: said.start]}{' ' * (said.end - said.start)}{bare[said.end :]}"
    everything = meanings(bare)
    found: list[Spot] = []
    spans = [_around(text, one, [o for o in seen if o.measure.kind == one.measure.kind]) for one in seen]
    for one, (start, end) in zip(seen, spans, strict=True):
        beside = [
            span
            for other, span in zip(seen, spans, strict=True)
            if other.measure.kind == one.measure.kind and span != (start, end)
        ]
        free = [m for m in mentions if not any(s <= m.start < e for s, e in beside)]
        local = [
            m for m in mentions if start <= m.start < end and not (m.start < one.end and m.end > one.start)
        ]
        before = [m for m in mentions if m.start < start]
        names = dict(by_sort(local))
        for sort in ("place", "party", "proper", "year", "label"):
            # "Zilverwonen levert in 2026 120 woningen op en in 2027 130": who is not said again stays the same.
            if (
                sort not in names
                and not _ALTOGETHER.search(text[start : one.end])
                and (earlier := [m for m in before if m.sort == sort])
            ):
                last = earlier[-1]
                together = [m for m in earlier if _together(text, m, last)]
                names[sort] = frozenset(m.name for m in together)
        found.append(
            Spot(
                one.measure,
                one.start,
                meanings(bare[start:end]),
                everything,
                names,
                by_sort(free),
                _bound(text, one, start),
                _relation(text, one),
                _role(text, one),
                text[start:end],
                text,
                _noun(bare, one) or _first_noun(found, one),
                _span(text[start:end]),
                preposition=_preposition(text, one),
            )
        )
    return found


def cell_spots(
    text: str, label: str, header: str, about: str, row: str, naming: Naming, skip: Iterable[Measure] = ()
) -> list[Spot]:
    """The figures of a table cell: what the labels of its row and the header of its column say is about them."""
    told = f"{label} {header}"
    near = meanings(told)
    names = by_sort(naming.mentions(f"x {label}\nx {header}"))
    around = meanings(f"{row} {about}")
    everyone = by_sort(naming.mentions(f"{row}\n{about}"))
    match = _BOUND_IN_TABLE.search(f"{text} {header} {about}")
    bound: Bound = "" if not match else "most" if match["most"] else "least"
    found = []
    for one in _seen(text):
        measure = one.measure
        if measure.kind == "plain" and (unit := re.search(r"€|\beuro\b|%|\bprocent", header)):
            measure = Measure("euro" if unit[0] in {"€", "euro"} else "percent", measure.value)
        found.append(
            Spot(
                measure,
                0,
                near,
                around,
                names,
                everyone,
                bound,
                "",
                "",
                told,
                f"{row} {about}",
                "",
                _span(told),
                True,
                aside=len(_LETTERS.findall(text)) > 1
                and not text.lstrip("€ ").startswith(text[one.start : one.end]),
            )
        )
    return found


def by_sort(mentions: Sequence[Mention]) -> dict[Sort, frozenset[str]]:
    """The names of mentions, by sort."""
    found: dict[Sort, set[str]] = {}
    for one in mentions:
        found.setdefault(one.sort, set()).add(one.name)
    return {sort: frozenset(names) for sort, names in found.items()}


def _seen(text: str) -> list[_Seen]:
    found = [_Seen(_measure(one, text), one.start, one.end) for one in placed(text)]
    for match in _ONE.finditer(text):
        value = "months:6" if match["half"] and match["unit"] == "jaar" else _ONES[match["unit"].lower()]
        found.append(_Seen(Measure("time", value), match.start("one"), match.end()))
    for match in _PARTS.finditer(text):
        if match["third"]:
            measure = Measure("part", "2/3" if match["two"] else "1/3")
        else:
            measure = Measure("percent", "75" if match["quarter"] else "25")
        found.append(_Seen(measure, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _measure(one: Placed, text: str) -> Measure:
    figure: Figure = one.figure
    if is_year(figure) and "." not in text[one.start : one.end]:
        return Measure("year", figure.value)
    if figure.sort != "plain":
        return Measure(figure.sort, figure.value)
    if figure.value.endswith("000000") and _EURO.search(text):  # "610 miljoen euro, waarvan 310 miljoen"
        return Measure("euro", figure.value)
    if _AGED.search(text[: one.start]) and figure.value.isdigit():
        return Measure("time", f"months:{12 * int(figure.value)}")
    if unit := _TIME.match(text, one.end):
        kind, factor = _LENGTHS.get(unit["unit"].lower(), (unit["unit"].lower(), 1))
        return Measure("time", f"{kind}:{format((Decimal(figure.value) * factor).normalize(), 'f')}")
    return Measure("plain", figure.value)


def _around(text: str, one: _Seen, rivals: Sequence[_Seen]) -> tuple[int, int]:
    """The part of the sentence about a figure: up to the breaks between it and the figures beside it."""
    rivals = [r for r in rivals if not (r.start >= one.end and _PART_OF.fullmatch(text[one.end : r.start]))]
    left = max((r.end for r in rivals if r.end <= one.start), default=0)
    if left and (own := _OWN_YEAR.match(text, left)):  # "75 (2016), 88 (2017)"
        left = own.end()
    right = min((r.start for r in rivals if r.start >= one.end), default=len(text))
    start, end = 0, len(text)
    if condition := _CONDITION.match(text):
        start, end = (condition.end(), end) if one.start >= condition.end() else (start, condition.end())
    for match in _ASIDE.finditer(text):
        if match.end() <= one.start:
            start = max(start, match.start())
        elif match.start() >= one.end:
            end = min(end, match.start())
            break
    if not left and (nothing := _NOTHING.match(text, 0, one.start)):
        start = max(start, nothing.end())
    if left:
        between = list(_BREAK.finditer(text, left, one.start))
        start = max(start, between[0].start() if between else left)
    if right < len(text):
        own = _OWN_YEAR.match(text, one.end)
        between = list(_BREAK.finditer(text, own.end() if own else one.end, right))
        end = min(end, between[0].start() if between else right)
    return start, end


def _together(text: str, one: Mention, last: Mention) -> bool:
    """Whether a name stands in one list with the last one ("Hagelinde en Kadewonen")."""
    return one == last or not re.search(r"[^\W\d_]{3,}", text[one.end : last.start].replace(" en ", " "))


def _bound(text: str, one: _Seen, start: int) -> Bound:
    if match := _BOUND_BEFORE.search(text[start : one.start]):
        return "most" if match["most"] else "least" if match["least"] else "exact"
    if one.measure.kind == "time" and (match := _WITHIN.search(text[start : one.start])):
        return "later" if match["after"] else "within"
    if match := _BOUND_AFTER.match(text[one.end : one.end + 60]):
        return "most" if match["most"] or match["fewer"] else "least"
    return ""


def _relation(text: str, one: _Seen) -> Relation:
    if one.measure.kind not in {"year", "date"} or not (match := _RELATION.search(text[: one.start])):
        return ""
    if one.measure.kind == "year" and match[0].lower().startswith(("voor", "tot")):
        return ""  # "voor 2026" is about that year
    return next((sort for sort in _RELATIONS if match[sort]), "")


def _span(text: str) -> Literal["", "year", "whole"]:
    yearly, whole = bool(_YEARLY.search(text)), bool(_WHOLE.search(text))
    return "" if yearly == whole else "year" if yearly else "whole"


def _first_noun(found: Sequence[Spot], one: _Seen) -> str:
    """What the first number of a list counts: "hoogstens 12 woningen: Veldhaard 6, Mondewonen 4"."""
    return next((spot.noun for spot in found if spot.measure.kind == one.measure.kind == "plain"), "")


def _noun(bare: str, one: _Seen) -> str:
    """The meaning of the word that a plain number counts ("24 nieuwe woningen"), if it is the next one or two on."""
    if one.measure.kind != "plain" or not (match := _COUNTED.match(bare, one.end)):
        return ""
    return next(iter(sorted(meanings(match["noun"]))), "")


def _preposition(text: str, one: _Seen) -> str:
    match = _PREPOSITION.search(text[: one.start]) if one.measure.kind == "year" else None
    return match[1].lower() if match else ""


def _role(text: str, one: _Seen) -> str:
    if not _FROM_TO.search(text):
        return ""
    match = _ROLE.search(text[: one.start])
    return match[1].lower() if match else ""
