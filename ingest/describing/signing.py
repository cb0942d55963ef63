"""How far a document got (draft, proposal, signed, published), and the day it was signed."""

import re
from collections.abc import Iterable
from datetime import date

from corpus.model import Kind, Stage
from corpus.vocabulary import stage_words
from ingest.describing.dates import DATE, dates_in
from ingest.describing.front import Front, Line, Read, proof

_WORDS = stage_words()
# A sentence about the day: "ondertekend op 14 december 2023", "Aldus overeengekomen te Lindewaard d.d. 14-12-2023".
_BEFORE_DAY = r"(?:op|d\.d\.|dd\.?|te [A-Z][\w’' -]{1,40}?,?|, [A-Z][\w’' -]{1,40}?,)\s(?:\w+dag\s)?"
_ON = re.compile(
    rf"\b(?:(?:onder)?(?:ge)?teken\w*|overeengekomen|opgemaakt)\b.{{0,120}}?\b{_BEFORE_DAY}{DATE}"
    rf"|^(?:onder|ge)(?:ge)?tekend:?,?\s(?:\w+dag\s)?{DATE}",
    re.IGNORECASE,
)
_SET = re.compile(
    rf"\bvastgesteld\b.{{0,60}}?\b(?:op|van)\s(?:\w+dag\s)?{DATE}"
    rf"|\bop\s{DATE}\s(?:\w+\s){{0,3}}?(?:ondertekend|getekend)",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(
    rf"^(?:[A-Z][\w’'-]+(?: [\w’'-]+){{0,4}}, ?)?(?:d\.d\. |[Dd]atum: ?)?(?:\w+dag )?{DATE}\W*$"
)
_SIGNATURE = re.compile(r"\bw\.g\.|\bgetekend\b", re.IGNORECASE)
# "Partijen tekenden op 14 december de Prestatieafspraken …": that was another document.
_ANOTHER = re.compile(r"\s(?:de|het)\s(?:presta|raam|woon)", re.IGNORECASE)
# "Partijen willen op 14 december tekenen": that is still to come.
_TO_COME = re.compile(r"\b(?:willen|zullen|gaan)\b.{0,40}$|\bvóór\b.{0,40}$")
_PUBLISHED = frozenset(Kind) - {
    Kind.PRESTATIEAFSPRAKEN,
    Kind.JAARAFSPRAKEN,
    Kind.ADDENDUM,
    Kind.BOD,
    Kind.REGIONALE_AFSPRAKEN,
    Kind.NATIONALE_AFSPRAKEN,
}


def read_stage(front: Front, kind: Kind) -> tuple[Read[Stage], Read[date | None]]:
    """The stage and the day of signing (the last one, where parties signed on more days), each with its evidence."""
    draft = _draft(front)
    if draft:
        return draft, Read(None)
    if kind is Kind.BOD:
        return Read(Stage.VOORSTEL), Read(None)
    if kind in _PUBLISHED:
        return Read(Stage.GEPUBLICEERD), Read(None)
    day = _day(front)
    if day.value:
        evidence = day.evidence[0]
        line = Line(evidence.quote, evidence.page or 1, "paragraph", 0)
        return Read(Stage.ONDERTEKEND, (proof("stage", Stage.ONDERTEKEND, line, certainty=0.85),)), day
    return _without_day(front), Read(None)


def _draft(front: Front) -> Read[Stage] | None:
    for line in front.cover:
        match = _WORDS.draft.search(line.text) if len(line.text) <= 160 else None
        if match:
            return Read(
                Stage.CONCEPT, (proof("stage", Stage.CONCEPT, line, match.start(), match.end(), 0.9),)
            )
    if _WORDS.draft.search(front.title) or _WORDS.draft_file.search(front.file_name):
        return Read(Stage.CONCEPT, (proof("stage", Stage.CONCEPT, None, certainty=0.6),))
    return None


def _without_day(front: Front) -> Read[Stage]:
    """Signed without a day when there are signatures; a draft when the places for them are empty."""
    block = _after_heading(front.last)
    for line in block:
        if _SIGNATURE.search(line.text) and not _WORDS.open.search(line.text):
            return Read(Stage.ONDERTEKEND, (proof("stage", Stage.ONDERTEKEND, line, certainty=0.6),))
    for line in front.lines:
        if _WORDS.signed.search(line.text):
            return Read(Stage.ONDERTEKEND, (proof("stage", Stage.ONDERTEKEND, line, certainty=0.6),))
    for line in block:
        if _WORDS.open.search(line.text):
            return Read(Stage.CONCEPT, (proof("stage", Stage.CONCEPT, line, certainty=0.6),))
    return Read(Stage.ONBEKEND)


def _day(front: Front) -> Read[date | None]:
    on_cover = _last(_dated(front.cover))
    if on_cover:
        return on_cover
    block = _after_heading(front.last)
    days = [*_dated(front.last), *(_alone(block) if block else _alone(front.last, near_signing=True))]
    found = _last(days) or _last(_dated(front.first))
    return found or Read(None)


def _dated(lines: Iterable[Line]) -> list[tuple[date, Line, int, int]]:
    """The days that a sentence about signing names; not that on which something else was signed, or will be."""
    days = []
    for line in lines:
        match = _ON.search(line.text) or (
            _SET.search(line.text) if _WORDS.signing.search(line.text) else None
        )
        if (
            match is None
            or _ANOTHER.match(line.text[match.end() :])
            or _TO_COME.search(line.text[: match.start()])
        ):
            continue
        found = list(dates_in(line.text[: match.end()]))
        if found:
            days.append((found[-1].day, line, match.start(), match.end()))
    return days


def _alone(lines: Iterable[Line], near_signing: bool = False) -> list[tuple[date, Line, int, int]]:
    """The days that stand by themselves or after a place, in a block of signatures or right before one."""
    lines = list(lines)
    days = []
    for place, line in enumerate(lines):
        if len(line.text) > 90 or not _PLACE_AND_DAY.match(line.text):
            continue
        around = lines[max(0, place - 3) : place + 6]
        if near_signing and not any(_WORDS.signing.search(other.text) for other in around):
            continue
        days += [(found.day, line, found.start, found.end) for found in dates_in(line.text)]
    return days


def _after_heading(lines: Iterable[Line]) -> list[Line]:
    """The lines from the last heading about signing on."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        if _WORDS.block.search(line.text) and (line.form == "heading" or len(line.text) <= 160):
            inside, kept = True, []
        elif inside and line.form == "heading" and len(kept) > 1:
            inside = False
        if inside:
            kept.append(line)
    return kept


def _last(days: list[tuple[date, Line, int, int]]) -> Read[date | None] | None:
    if not days:
        return None
    day, line, start, end = max(days, key=lambda item: item[0])
    return Read(day, (proof("signed", day, line, start, end, 0.85),))
