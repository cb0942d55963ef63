"""Whether the quote that answers a question says otherwise than the question takes for granted.

Only what is certain: one figure asked about, one of its sort in the quote, about the same thing, place and year; or a
signature that the quote says was not given. Anything less says nothing. And whether quotes tell of a plan where its
outcome is asked.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from assistant.answering.contract import Citation
from assistant.answering.evidence import Unit
from assistant.answering.figures import Placed, is_year, placed
from assistant.answering.names import fold
from assistant.answering.understand import Understanding
from corpus.model import Kind, Stage
from corpus.sentences import sentences

_CLAIM = re.compile(
    r"^(?:klopt|is het (?:waar|zo|juist)|waarom|hoezo|(?:mag|mogen|gaat|gaan|stijgt|stijgen) de (?:huur|huren))\b"
    r"|\btoch\b",
    re.IGNORECASE,
)
# "Wat kwam er uit de evaluatie?", where the sources only say that there will be one.
_OUTCOME = re.compile(
    r"\b(?:uitkomst(?:en)?|uitslag|conclusies?|bevindingen|resultaten) (?:\w+ ){0,4}(?:van|uit|over)\b"
    r"|\b(?:kwam|kwamen|gekomen|bleek|gebleken|leverde|opgeleverd|geleerd)\b.{0,80}"
    r"(?:evaluatie|onderzoek|proef|pilot|peiling|enquête|meting)\b"
    r"|(?:evaluatie|onderzoek|proef|pilot|peiling|enquête|meting)\b.{0,80}"
    r"\b(?:gekomen|gebleken|opgeleverd|geleerd)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:evalueert|evalueren|onderzoekt|onderzoeken|peilt|peilen|toetst|toetsen|meet|meten|voorzien|zal|zullen"
    r"|wordt|worden|uiterlijk|vóór)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:bleek|bleken|blijkt|was|waren|werd|werden|had|hadden|toonde|toont|liet|laat zien|leidde|gaf|kwam|kwamen"
    r"|conclud\w+|hielp|besloten|gebleken)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:ten hoogste|hoogstens|hooguit|maximaal|niet meer dan)\b", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:ten minste|tenminste|minstens|minimaal|niet minder dan)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:gemiddeld\w*|ongeveer|circa|ca|bijna|ruim|rond|meer dan|minder dan|tussen|tot|vanaf|extra|nog|van de"
    r"|zo.n|of|boven|onder|over|met een)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|zonder)\b", re.IGNORECASE)
# Somebody's own case holds figures that are no claim about what is agreed.
_OWN_CASE = re.compile(r"\b(?:ik|mij|me|mijn|wij|we|ons|onze)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:onder)?teken(?:de|den|t|en)?\b|\bgetekend\b|\bondertekend\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:later|uiteindelijk|alsnog|eerst|wel|wél|behalve|alleen)\b", re.IGNORECASE)
# Characters before a figure that tell how it is meant, and words behind it that tell what it counts.
_BEFORE, _COUNTED = 28, 3
# Share of the question that the quote must hold, with what stands above it and in its own words.
_COVERED, _OWN = 0.75, 0.5


def says_otherwise(asked: Understanding, units: Sequence[Unit], citations: Sequence[Citation]) -> bool:
    """Whether the first of `citations`, the quote of the best of `units`, contradicts the question for certain."""
    if asked.parts or len(asked.scopes) > 1 or not _CLAIM.search(asked.text) or not units or not citations:
        return False
    best, first = units[0], citations[0]
    card = first.card.description
    if (
        best.weighed.ranked.found.passage.id != first.found.passage.id
        or best.text not in first.quote
        or best.year is False
        or card.kind is Kind.BOD
        or card.stage is Stage.CONCEPT
        or card.municipalities != asked.municipalities
        or _DENIED.search(asked.text)
        or _OWN_CASE.search(asked.text)
    ):
        return False
    if _SIGNED.search(asked.text):
        said = (first.quote[start:end] for start, end in sentences(first.quote))
        return any(_not_signed(asked, sentence) for sentence in said)
    told = fold(best.text)
    if any(fold(name).split()[-1] not in told for name in asked.corporations):
        return False
    if best.covered < _COVERED or best.own < _OWN or len(asked.years) > 1 or _DENIED.search(best.text):
        return False
    return _other_figure(
        asked.text, best.text, [unit.text for unit in units] + [one.quote for one in citations]
    )


def lacks_outcome(question: str, quotes: Sequence[str]) -> bool:
    """Whether the outcome of something is asked, and the quotes only tell that it is planned."""
    return (
        bool(_OUTCOME.search(question))
        and any(map(_PLANNED.search, quotes))
        and not any(map(_HAPPENED.search, quotes))
    )


def _not_signed(asked: Understanding, quote: str) -> bool:
    """Whether somebody named in the question did not sign, as the quoted sentence says."""
    names = [name.lower() for name in (*asked.tenants, *asked.corporations, *asked.elsewhere)]
    return (
        any(name in quote.lower() for name in names)
        and bool(_SIGNED.search(quote) and _DENIED.search(quote))
        and not _CHANGED.search(f"{asked.text} {quote}")
    )


def _other_figure(question: str, quote: str, shown: Sequence[str]) -> bool:
    claimed = [one for one in placed(question) if not is_year(one.figure) and one.figure.sort != "date"]
    if len(claimed) != 1:
        return False
    said = [one for one in placed(quote) if _same_sort(one, quote, claimed[0], question)]
    if len(said) != 1 or any(claimed[0].figure == one.figure for text in shown for one in placed(text)):
        return False
    meant, told = _meant(claimed[0], question), _meant(said[0], quote)
    if "vague" in {meant, told}:
        return False
    asked_for, is_said = Decimal(claimed[0].figure.value), Decimal(said[0].figure.value)
    if meant == told:
        return asked_for != is_said
    return meant == "exact" and (asked_for > is_said if told == "most" else asked_for < is_said)


def _same_sort(one: Placed, text: str, other: Placed, other_text: str) -> bool:
    """Whether two figures are of one sort; plain numbers must count the same thing."""
    if one.figure.sort != other.figure.sort or is_year(one.figure):
        return False
    if one.figure.sort != "plain":
        return True
    counted, meant = _counts(one, text), _counts(other, other_text)
    return any(word.endswith(asked) for word in counted for asked in meant)


def _counts(one: Placed, text: str) -> set[str]:
    """The longer words behind a number, in small letters."""
    behind = re.findall(r"[^\W\d_]+", text[one.end : one.end + 60].split(".", maxsplit=1)[0])
    return {
        word.lower()
        for word in behind[:_COUNTED]
        if word.lower().endswith(("en", "s", "ers")) and len(word) > 5
    }


def _meant(one: Placed, text: str) -> Literal["exact", "most", "least", "vague"]:
    before = text[max(0, one.start - _BEFORE) : one.start]
    if _VAGUE.search(before):
        return "vague"
    return "most" if _MOST.search(before) else "least" if _LEAST.search(before) else "exact"
