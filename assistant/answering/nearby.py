"""A follow-up about the answer before it, looked for where that answer stands: its sections, then their chapter.

What is asked of the same subject mostly stands beside it, also where the words of the question don't say so.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from assistant.answering.concepts import Bag
from assistant.answering.contract import AnswerStatus, Turn
from assistant.answering.decide import Decision
from assistant.answering.evidence import Unit, gather, header_of
from assistant.answering.figures import holds_moment, holds_quantity, holds_sort, is_year, placed
from assistant.answering.leaning import (
    OUTERMOST,
    QUESTION_WORD,
    leans,
    own_words,
    points_back,
    stands_by_itself,
)
from assistant.answering.names import Names
from assistant.answering.periods import YEAR
from assistant.answering.rank import Weighed
from assistant.answering.switching import other_document
from assistant.answering.turns import without_lead
from assistant.answering.understand import Understanding
from assistant.retrieval import Ranked, Scores
from corpus.library import Library
from corpus.model import FoundPassage

_CITED, _MOST = 4, 40  # sources of the earlier answer, passages around them
_CHAPTER = 1.0  # what a sentence elsewhere in the chapter must be better by than one in the section
_SIDES = 0.8  # for a sentence that sets several numbers side by side, when the highest is asked for
_FOUND = Scores(None, None, 0.0, 1.0)

_AGE = re.compile(r"\b\d\d(?: jaar\b|-?plus)|\bouder dan \d|\bjonger dan \d|\bjaar of ouder", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:\d+|een|één|\w+(?:tig|tien)|twee|drie|vier|vijf|zes|zeven|acht|negen|elf|twaalf) "
    r"(?:werk)?(?:dag|dagen|week|weken|maand|maanden|jaar|jaren|uur)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:keer|elke?|iedere?|jaarlijks|maandelijks|wekelijks|per (?:jaar|maand|week))\b", re.I
)
_CONDITION = re.compile(
    r"\b(?:als|mits|alleen|tenzij|voorbehoud|voorwaarde\w*|wanneer|zodra)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:omdat|want|doordat|daarom|daardoor|vond|vonden|wegens|vanwege|door|zodat|reden|liep)\b", re.I
)
_PARTY = re.compile(
    r"\b(?:gemeente\w*|\w*corporaties?|huurders\w*|bewoners\w*|partijen|partij|minister|wethouder|provincie|rijk"
    r"|commissie|dorpsraad|iedereen)\b",
    re.IGNORECASE,
)
_MEANT_FOR = re.compile(
    r"\bvoor (?:\w+ )?(?:mensen|huurders|jongeren|ouderen|starters|gezinnen|wie|\w+en die)\b"
)
_PLACE = re.compile(r"\b(?:in|op|aan|langs|naast|rond) (?:de |het |een )?[A-Z]")
_LOWEST = re.compile(r"\b(?:klein|laag|min|kort|goedkoop|jong)ste?\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:totaal|samen|som|regio)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:helft|kwart|derde|alle|geen|drie van de)\b", re.IGNORECASE)


def _is_money(text: str) -> bool:
    return holds_sort(text, "euro")


def _is_count(text: str) -> bool:
    return bool(_SHARE.search(text)) or (holds_quantity(text) and bool(re.search(r"\d", YEAR.sub(" ", text))))


def _is_moment(text: str) -> bool:
    return holds_moment(_DURATION.sub(" ", text))


# What a question asks for, and how a sentence is recognised that has it; the first that fits counts.
_ASKED: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), holds)
    for asked, holds in (
        (r"\bleeftijd\b|\bhoe (?:oud|jong)\b", _AGE.search),
        (
            r"\bhoe ?lang\b|\btermijn\b|\bhoe snel\b|\bhoeveel tijd\b"
            r"|\b(?:binnen )?hoeveel (?:\w*dagen|weken|maanden|jaar|uur)\b",
            _DURATION.search,
        ),
        (r"\bhoe vaak\b|\bhoeveel keer\b", _TIMES.search),
        (r"\bvoorwaarden?\b", _CONDITION.search),
        (r"\bwanneer\b|\bwelke datum\b|\b(?:welk|sinds|vanaf) jaar\b", _is_moment),
        (
            r"\bkost(?:en|te)?\b|\bhoeveel (?:geld|euro)\b|\bhoe duur\b|\bbedrag\b|\bprijs\b"
            r"|^wat (?:draagt|betaalt|betalen|legt|geeft|vergoedt)\b",
            _is_money,
        ),
        (r"\bhoe ?veel\b|\bhoe (?:hoog|groot|laag)\b|\bpercentage\b|\bwelk deel\b|\baantal\b", _is_count),
        (r"\bwaarom\b|\bwaardoor\b|\bhoezo\b|\bhoe komt\b|\breden\b", _REASON.search),
        (r"\bvoor wie\b", _MEANT_FOR.search),
        (r"\bwaar\b", _PLACE.search),
        (r"\bwie\b", _PARTY.search),
    )
)

_EXACT: frozenset[object] = frozenset({_AGE.search, _DURATION.search, _is_money, _is_count, _is_moment})


def nearby(
    said: str, asked: Understanding, turn: Turn | None, names: Names, library: Library, today: date
) -> Decision | None:
    """What answers a follow-up in the sections and chapters that the answer before it cited, if anything does.

    A sentence must hold all that the follow-up names and the sort of thing that it asks for. `asked` is what the
    follow-up was understood as; nothing for a question that stands by itself.
    """
    meant = without_lead(said)
    asks = bool(QUESTION_WORD.search(meant))
    # "En Raderhoek dan?" asks the earlier question again, of something that stands beside what was cited.
    again = not asks and not leans(meant, names)
    carries = meant != said.rstrip("?. ")
    if not turn or not turn.cited or not (leans(meant, names) or carries) or _elsewhere(asked):
        return None
    if stands_by_itself(meant) or other_document(meant, turn.understood):
        return None
    wanted = next(
        (holds for pattern, holds in _ASKED if pattern.search(asked.text if again else meant)), None
    )
    own, outermost = own_words(meant), bool(OUTERMOST.search(meant))
    wanted = wanted or (_is_count if outermost else None)
    # "En hoeveel daarvan bouwt Kadewonen?": the verb may be another one than that of the source.
    named = own_words(" ".join(meant[name.start : name.end] for name in names.find(meant)))
    needed = named if named and points_back(meant) else own
    if not (own and wanted if again else own or wanted):
        return None
    cited, section, chapter = _around(turn, library)
    if not cited or not _same_places(asked, cited):
        return None
    here = {found.passage.id for found in section}
    subject = [one for one in asked.concepts if all(one.own != mine.own for mine in own)]
    weighed = [Weighed(Ranked(found, _FOUND), 1.0) for found in (*section, *chapter)]
    fitting = []
    for unit in gather(weighed, asked, today).units:
        found = unit.weighed.ranked.found
        text = _told(unit)
        bag = Bag.of(text)
        inside = found.passage.id in here
        held = sum(bag.holds(one) > 0 for one in needed)
        # A number or a moment tells so much that in the section itself a verb may be another one.
        least = len(needed) / 2 if inside and wanted in _EXACT else len(needed)
        if unit.year is False or held < least or (wanted and not wanted(text)):
            continue
        over = bag | Bag.of(" ".join(found.passage.headings))
        if again:
            fits = inside and all(over.holds(one) for one in subject)
        else:
            fits = inside or (bool(own) and any(over.holds(one) for one in subject))
        if fits:
            side = _SIDES * _names_sides(unit) if outermost else 0.0
            side += held - len(needed)
            fitting.append((unit.score + (_CHAPTER if inside else 0.0) + side, unit))
    if not fitting:
        return None
    best = max(fitting, key=lambda one: one[0])[1]
    if outermost:
        best = _outermost([unit for _, unit in fitting], best, lowest=bool(_LOWEST.search(meant)))
    rows = [
        unit for _, unit in fitting if best.form == unit.form == "row" and _passage(unit) == _passage(best)
    ]
    # Without a name the rows of a table answer together ("wanneer zijn die klaar?").
    together = rows if not own and not outermost else []
    return Decision(AnswerStatus.BEANTWOORD, (best, *(unit for unit in together if unit is not best)))


def _elsewhere(asked: Understanding) -> bool:
    """Whether the question is of a sort that is not answered in one place: its parts, sides, examples, results."""
    return (
        bool(asked.parts)
        or len(asked.scopes) > 1
        or asked.kind in {"definition", "example", "count", "comparison"}
        or "realised" in asked.signals
    )


def _around(
    turn: Turn, library: Library
) -> tuple[list[FoundPassage], list[FoundPassage], list[FoundPassage]]:
    """The passages cited by an answer, those under the same headings, and the others of the same chapters."""
    cited = library.found(one.passage_id for one in turn.cited[:_CITED])
    section: list[FoundPassage] = []
    chapter: list[FoundPassage] = []
    for edition in dict.fromkeys(found.card.id for found in cited):
        headings = {found.passage.headings for found in cited if found.card.id == edition}
        above = {one[:-1] for one in headings if len(one) > 1}
        for found in library.passages_of(edition):
            if found.passage.headings in headings:
                section.append(found)
            elif found.passage.headings[:-1] in above:
                chapter.append(found)
    return cited, section[:_MOST], chapter[:_MOST]


def _same_places(asked: Understanding, cited: Sequence[FoundPassage]) -> bool:
    """Whether the places that are asked about are those of the documents that the answer before it cited."""
    held = {place for found in cited for place in found.card.description.municipalities}
    return not asked.unknown and set(asked.municipalities) <= held if held else not asked.municipalities


def _names_sides(unit: Unit) -> bool:
    """Whether a sentence or row sets numbers of several side by side, of which one is the highest or lowest."""
    return unit.form == "row" or len(re.findall(r"\d[\d.,]*", YEAR.sub(" ", unit.text))) > 1


def _outermost(units: Sequence[Unit], best: Unit, *, lowest: bool) -> Unit:
    """The row or item with the highest or lowest number, of those in a row with the best one."""
    if best.form == "sentence" and _names_sides(best):
        return best
    counted = [
        (number, unit)
        for unit in units
        if _passage(unit) == _passage(best) and unit.form == best.form
        for number in [_number(unit)]
        if number is not None and not _TOTAL.match(unit.text)
    ]
    choose = min if lowest else max
    return choose(counted, key=lambda one: one[0])[1] if counted else best


def _passage(unit: Unit) -> str:
    return unit.weighed.ranked.found.passage.id


def _number(unit: Unit) -> Decimal | None:
    """The first number of a unit that is no year, date or article number."""
    found = (one.figure for one in placed(unit.text))
    return next((Decimal(one.value) for one in found if one.sort != "date" and not is_year(one)), None)


def _told(unit: Unit) -> str:
    """The words of a sentence, or of a table row with its header."""
    passage = unit.weighed.ranked.found.passage
    header = header_of(passage, unit.start) if unit.form == "row" else None
    return f"{unit.text} {header[1]}" if header else unit.text
