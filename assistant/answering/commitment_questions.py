"""Recognises questions of counting, listing and comparing what was agreed, and what they select.

Part of understanding. A question is one of these by how it is put; its subject is what its other words say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering.concepts import Concept, concepts
from assistant.answering.names import Names
from assistant.answering.periods import YEAR
from assistant.answering.understand import Understanding
from assistant.precedents.selection import Selection
from corpus.commitment import Limit, Modality
from corpus.model import EditionCard, Kind, Theme
from corpus.vocabulary.commitment_questions import CountedSubject, commitment_question_words

_LONGEST = 240  # characters: what is longer tells a story, and asks about that
_SHORTEST = 3  # letters of what is left of a word without its ending
_AGREED = frozenset(
    {Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM, Kind.REGIONALE_AFSPRAKEN, Kind.MONITOR}
)
_EACH = re.compile(r"\bgemeente(?:n|s)\b|\boveral\b")
_LISTED = re.compile(r",|\b(?:en|of|dan wel)\b")
_BETWEEN = 2  # small words between two words of a subject
_FEWEST_SIDES, _MOST_SIDES = 2, 6


class Counting(StrEnum):
    """The closed set of these questions, as `commitment_questions.toml` names them."""

    PLACES = "places"
    PLACES_WITHOUT = "places_without"
    OWNERS = "owners"
    COUNT = "count"
    HOW_OFTEN = "how_often"
    HARDNESS = "hardness"
    MOST = "most"
    OVER_TIME = "over_time"
    COMPARISON = "comparison"


_LISTS = frozenset({Counting.PLACES, Counting.PLACES_WITHOUT})
_WITH_FIGURES = frozenset({Counting.MOST, Counting.OVER_TIME, Counting.COMPARISON})


@dataclass(frozen=True, slots=True)
class CommitmentQuestion:
    """What is counted, listed or compared.

    `subject` are the words for it ("" for everything), `concepts` what they stand for (none for a whole theme, which
    the selection has); `counted` is the subject when it is asked about as a number, `also` when it has one that tells
    it in other words.
    `limit` is the limit that a number must have; `listed` says that one of the concepts is enough; `least` asks for
    the lowest; `by_owner` for corporations rather than municipalities.
    """

    kind: Counting
    subject: str
    concepts: tuple[Concept, ...]
    selection: Selection
    counted: CountedSubject | None = None
    also: CountedSubject | None = None
    limit: Limit | None = None
    listed: bool = False
    least: bool = False
    by_owner: bool = False


def commitment_question(asked: Understanding, cards: Sequence[EditionCard]) -> CommitmentQuestion | None:
    """What a question wants of the commitments, None when it asks for anything else."""
    question = asked.part or asked.text
    if len(question) > _LONGEST or not _AGREED.issuperset(asked.kinds):
        return None
    words, text = commitment_question_words(), _plain(question, Names.of(cards))
    named = words.kind(text)
    if named is None:
        return None
    kind, counted = Counting(named), words.subject(text)
    subject = _subject(text)
    if kind in _WITH_FIGURES and counted is None:
        return None
    if not subject and kind not in {Counting.COUNT, Counting.HOW_OFTEN} and counted is None:
        return None
    places = asked.municipalities
    if kind is Counting.COMPARISON and not (
        _FEWEST_SIDES <= len(places) <= _MOST_SIDES
        or _FEWEST_SIDES <= len(asked.corporations) <= _MOST_SIDES
        or (not places and _EACH.search(text))
    ):
        return None
    if kind is Counting.OVER_TIME and not places and not asked.corporations:
        return None
    limits = (Limit(name) for name, one in words.limits.items() if one.search(text))
    limit = None if kind in _WITH_FIGURES else next(limits, None)
    said, selection = _said(question, subject), _selection(asked, kind, text)
    also = counted if kind in _LISTS and not limit else None
    counted = counted if kind in _WITH_FIGURES or limit else None
    theme = words.theme(said) if counted is None else None
    if theme:
        subject, selection = (), replace(selection, themes=(Theme(theme),))
    return CommitmentQuestion(
        kind,
        said,
        subject,
        selection,
        counted,
        also,
        limit,
        _LISTED.search(said) is not None,
        words.least.search(text) is not None,
        by_owner=kind is Counting.OWNERS
        or re.search(r"\b(?:wie|corporaties?|verhuurders?)\b", text) is not None,
    )


def _plain(question: str, names: Names) -> str:
    """The question in small letters without names of municipalities and corporations."""
    for name in reversed(names.find(question)):
        question = f"{question[: name.start]} {question[name.end :]}"
    return " ".join(question.lower().split())


def _subject(text: str) -> tuple[Concept, ...]:
    """The concepts of a question without names, years and the words that only say how it is put."""
    words = commitment_question_words()
    kept = []
    for word in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*-?", text):
        if not words.frame.fullmatch(word) and not YEAR.fullmatch(word):
            shorter = words.endings.sub("", word)
            kept.append(shorter if len(shorter) >= _SHORTEST else word)
    found = tuple(dict.fromkeys(concepts(" ".join(kept))))
    # "Woningen" stand nearly everywhere, and tell nothing beside another word.
    return tuple(concept for concept in found if not concept.everywhere) or found


def _said(question: str, subject: Sequence[Concept]) -> str:
    """The words of a subject with what stands between them, when that is little."""
    surfaces = [concept.surface for concept in subject]
    between = rf"(?:\W+\w+){{0,{_BETWEEN}}}?\W+".join(re.escape(surface) for surface in surfaces)
    found = re.search(rf"\b{between}\b", question, re.IGNORECASE) if surfaces else None
    return found[0] if found else " ".join(surfaces)


def _selection(asked: Understanding, kind: Counting, text: str) -> Selection:
    """The filters that a question names; the documents that it means when it means some."""
    words, given = commitment_question_words(), asked.filters
    modalities: tuple[Modality, ...] = ()
    if kind in {Counting.HOW_OFTEN, Counting.COUNT}:
        modalities = tuple(Modality(name) for name, one in words.hardness.items() if one.search(text))
    documents = dict.fromkeys((*given.documents, *(_meant(asked) if kind is not Counting.OVER_TIME else ())))
    selection = Selection(
        modalities=modalities,
        municipalities=given.municipalities,
        corporations=given.corporations,
        statuses=given.statuses or asked.statuses,
        kinds=given.kinds,
        documents=tuple(documents),
        years=asked.all_years if kind is Counting.OVER_TIME or not documents else (),
    )
    if kind in {Counting.COUNT, Counting.HOW_OFTEN} and asked.corporations:
        # "Afspraken met Kadewonen": what Kadewonen does, or all corporations do.
        selection = replace(selection, actors=asked.corporations)
    return selection


def _meant(asked: Understanding) -> tuple[str, ...]:
    return tuple(document for scope in asked.scopes for document in scope.documents)
