"""A follow-up made a question of its own from the turn before it, and any question written out in full."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.answering.concepts import concepts
from assistant.answering.contract import Question
from assistant.answering.leaning import leans, points_back, stands_by_itself
from assistant.answering.names import Names, fold, one_error_apart
from assistant.answering.periods import YEAR, mentions
from assistant.answering.periods import written_out as years_written_out
from assistant.answering.subjects import names_a_kind
from assistant.answering.switching import other_document, other_thing, substituted
from assistant.answering.turns import (
    SAID_ROLE,
    asked_anew,
    asks_back,
    carried_on,
    corrected,
    other_role,
    other_topic,
    other_year,
    topic_of,
    without_lead,
)
from corpus.vocabulary import question_kinds

# A request is no question: it ends with a full stop.
# A greeting before the question is no part of it; a greeting alone has been answered before this.
_GREETING = re.compile(
    r"(?:(?:hoi|hallo|hey|hai|hi|dag|moin|goede?(?:morgen|middag|navond)|beste|allemaal|daar|mensen)\b[\s,!.]*)+(?=\w)",
    re.IGNORECASE,
)
_ORDER = re.compile(r"(?:vergelijk|noem|geef|toon|vertel|leg|laat|maak|zoek|som|beschrijf)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:daar|er)(voor|over|aan|van|mee|op)\b", re.IGNORECASE)
# "Hoeveel daarvan": of what is counted; "wie daarvan": of whom it is, the rest says.
_OF_THEM = re.compile(r"\b(hoeveel|wie|welke) (?:daar|er)van\b", re.IGNORECASE)
# "Hoeveel sociale huurwoningen levert …": the word after what is counted is the verb.
_COUNTED = re.compile(r"\bhoeveel (?:\w+e )*\w+ (?!(?:met|in|van|voor|op|bij|zonder)\b)(\w+)", re.IGNORECASE)
_THEN = re.compile(r"(?: (?:dan|precies|eigenlijk|nou))+$", re.IGNORECASE)
_LONGEST_FOLLOW_UP = 8  # words; a longer question stands on its own


def stand_alone(text: str, question: Question, names: Names) -> str:
    """A follow-up completed from the turn that it carries on; any other question as it is."""
    turn = carried_on(question.history)
    if turn is None:
        return text
    before = turn.understood or turn.question
    if asks_back(question.text):
        return before
    said = corrected(text)
    meant = without_lead(said)
    if stands_by_itself(meant):
        return text
    if len(text.split()) > _LONGEST_FOLLOW_UP:
        return _completed(text, before, names, carries_on=points_back(meant) and meant != text.rstrip("?. "))
    changed = (
        other_year(meant, before)
        or other_role(meant, before, names)
        or other_document(meant, before)
        or other_thing(meant, before, names)
    )
    if changed:
        return changed
    anew = asked_anew(meant, before, names)
    if anew:
        return _completed(anew, before, names, carries_on=True)
    found = names.find(meant)
    own = concepts(meant, leave_out=[meant[name.start : name.end] for name in found])
    named = bool(found or YEAR.search(meant))
    on_subject = leans(meant, names)
    if not own and named and not on_subject:
        return substituted(before, meant, found, names)
    if not own and not on_subject:
        return before
    carries_on = said != text or on_subject or "follow_up" in question_kinds().signals_in(question.text)
    if carries_on and own and all(names_a_kind(concept.surface) for concept in own):
        return f"{before.rstrip('?.')} {meant}"
    other = other_topic(meant, before, names) if carries_on and not named else ""
    return other or _completed(said, before, names, carries_on)


def written_out(text: str, names: Names, today: date) -> str:
    """The question tidied: names as they are written, relative years as years, a capital and a question mark."""
    text = " ".join(text.split())
    if greeting := _GREETING.match(text):
        text = text[greeting.end() :]
    for named in reversed(names.find(text)):
        if named.former:
            continue
        text = text[: named.start] + _spelled(text[named.start : named.end], named.name) + text[named.end :]
    text = years_written_out(text, today)
    bare = re.sub(r"\s*[?!.]*$", "", text)
    end = "." if text.endswith(".") or _ORDER.match(bare) else "?"
    return f"{bare[:1].upper()}{bare[1:]}{end}" if bare else text


def _spelled(typed: str, name: str) -> str:
    """A name as it is written; a short form ("hagelinde" for "Woonstichting Hagelinde") stays short."""
    if fold(typed).endswith(("s", "se")) and not fold(name).endswith(("s", "se")) and len(name.split()) == 1:
        return f"{typed[:1].upper()}{typed[1:]}"  # "Amsterdamse" stays an adjective
    words = re.findall(r"[^\W_]+", name)
    short = [word for word in words if one_error_apart(fold(typed), fold(word))]
    return short[0] if len(words) > 1 and short else name


def _completed(text: str, before: str, names: Names, carries_on: bool) -> str:
    """A question with a subject of its own takes over the place, unless it asks something general."""
    kind = question_kinds().kind(text)
    result = (
        re.sub(r"^(?:en|maar|dus|ook)\s+", "", text.rstrip("?."), flags=re.I)
        if carries_on
        else text.rstrip("?.")
    )
    if kind in {"definition", "rule", "example", "count"} and not carries_on:
        return text
    earlier = names.find(before)
    if carries_on:
        topic = topic_of(before, earlier)
        result = _OF_THEM.sub(lambda match: _counted(match, before, topic), result, count=1)
        result = _POINTS_BACK.sub(lambda match: _spelled_out(match, topic), result, count=1)
        if topic and topic.lower() not in result.lower() and leans(result, names):
            result = f"{_THEN.sub('', result)} bij {topic}"
    here = names.find(text)
    if carries_on and leans(text, names) and not any(name.sort == "corporation" for name in here):
        owners = _unique(name.name for name in earlier if name.sort == "corporation")
        if owners and not SAID_ROLE.search(text):
            result += f" van {' en '.join(owners)}"
    if not any(name.sort == "municipality" for name in here):
        places = _unique(name.name for name in earlier if name.sort == "municipality")
        if places:
            result += f" in {' en '.join(places)}"
    if carries_on and not YEAR.search(text) and kind in {"number", "when", "open"}:
        years = list(dict.fromkeys(before[said.start : said.end] for said in mentions(before)))
        if years:
            result += f" in {' en '.join(years)}"
    return f"{result[:1].upper()}{result[1:]}?"


def _counted(match: re.Match[str], before: str, topic: str) -> str:
    """ "Hoeveel daarvan" as "hoeveel" and what the earlier question was about; "wie daarvan" as "wie"."""
    if match[1].lower() != "hoeveel":
        return match[1]
    verb = _COUNTED.search(before)
    things = " ".join(word for word in topic.split() if not verb or word.lower() != verb[1].lower())
    return f"{match[1]} {things}".rstrip()


def _spelled_out(match: re.Match[str], topic: str) -> str:
    """ "Daarvoor" as "voor" and what the earlier question was about; unchanged when that can't be told."""
    return f"{'met' if match[1].lower() == 'mee' else match[1].lower()} {topic}" if topic else match[0]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
