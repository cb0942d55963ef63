"""Step 2: a stand-alone question from the conversation, and what it names: places, years, kind, concepts.

No language model: follow-ups are recognised by how they are put, and take over what they leave out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.concepts import Concept, concepts
from assistant.answering.contract import Audience, Question
from assistant.answering.figures import Figure, figures, is_year
from assistant.answering.names import Named, Names
from assistant.answering.parts import leans_back, parts_of
from assistant.answering.periods import Times, times
from assistant.answering.stand_alone import stand_alone, written_out
from assistant.answering.subjects import kinds_to_look_in, statuses, themes
from corpus.model import EVERYTHING, EditionCard, Filters, Kind, Status, Theme
from corpus.vocabulary import question_kinds

# Words that name a kind of document: the question is about those documents.
_KIND_WORDS = {
    Kind.BOD: r"\b(?:bod|biedingen|bieding|jaarbod|voorgenomen werkzaamheden)\b",
    Kind.WOONVISIE: r"\bwoonvisie\b",
    Kind.MAGAZINE: r"\bmagazine\b",
    Kind.MONITOR: r"\b(?:monitor|voortgangsrapportage|gerealiseerd|gehaald|opgeleverd)\b",
    Kind.VISITATIE: r"\bvisitatie(?:rapport)?\b",
    Kind.ADDENDUM: r"\baddendum\b",
    Kind.JAARAFSPRAKEN: r"\b(?:jaarafspraken|jaarschijf)\b",
    Kind.WET: r"\b(?:wet|woningwet|wettelijk|overlegwet)\b",
    Kind.NATIONALE_AFSPRAKEN: r"\b(?:nationale|landelijke) (?:prestatie)?afspraken\b|\bNPA\b",
}
_AGREEMENT_WORDS = r"\b(?:prestatie)?afspraken\b|\bafgesproken\b"
# What a follow-up asks for stays asked for when it is completed from the question before it.
_TOLD = frozenset({"realised", "money"})


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question ready to be searched for. `unknown` are municipalities named that the library has nothing of.

    `former` are the municipalities named that ended, each with those that came after; `elsewhere` the corporations
    that the library has nothing of. `span` is a stretch of time in words ("sinds 2019"); `look_in` are the kinds of
    documents that the question says to look in, where `kinds` are those that it is about.

    `parts` are the questions in it when it asks more than one, each with its own words as `part`; of the concepts of
    a part only the first `needed` must be there, the others come from the part before it (0: all of them).
    `given` is what the user filters on; `filters` is that with the places that the question names.
    """

    text: str
    kind: str
    municipalities: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    corporations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    period: tuple[int, int] | None = None
    span: tuple[int, int] | None = None
    former: tuple[tuple[str, tuple[str, ...]], ...] = ()
    elsewhere: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    statuses: tuple[Status, ...] = ()
    look_in: tuple[Kind, ...] = ()
    kinds: tuple[Kind, ...] = ()
    about_agreements: bool = False
    signals: frozenset[str] = frozenset()
    concepts: tuple[Concept, ...] = ()
    numbers: frozenset[Figure] = frozenset()
    given: Filters = EVERYTHING
    filters: Filters = EVERYTHING
    audience: Audience = Audience.HUURDER
    parts: tuple["Understanding", ...] = ()
    part: str = ""
    needed: int = 0

    @property
    def general(self) -> bool:
        """Whether the answer doesn't depend on a place: an explanation, examples, or a count over places."""
        return self.kind in {"definition", "rule", "example", "count"}

    @property
    def all_years(self) -> tuple[int, ...]:
        """Every year that is asked about, also those of a period."""
        return Times(self.years, self.period, self.span).all()

    def for_side(self, filters: Filters) -> "Understanding":
        """The same question about one side of a comparison."""
        return replace(self, filters=filters)


def understand(question: Question, cards: Sequence[EditionCard], today: date) -> Understanding:
    """What a question asks, with the earlier turns of its conversation taken into account."""
    names = Names.of(cards)
    text = stand_alone(written_out(question.text, names, today), question, names)
    whole = _read(text, question, names, today)
    parts = (
        parts_of(text)
        if whole.kind not in {"comparison", "example"} and len(whole.municipalities) < 2
        else ()
    )
    return replace(whole, parts=_in_parts(parts, whole, question, names, today)) if len(parts) > 1 else whole


def _in_parts(
    parts: Sequence[str], whole: Understanding, question: Question, names: Names, today: date
) -> tuple[Understanding, ...]:
    """A question for each part: what it says itself, and for the rest what the part before it said."""
    read: list[Understanding] = []
    for part in parts:
        own = _read(part, question, names, today)
        before = read[-1] if read else None
        if before and (not own.concepts or leans_back(part)):
            held = {concept.own for concept in own.concepts}
            more = tuple(concept for concept in before.concepts if concept.own not in held)
            own = replace(own, concepts=own.concepts + more, needed=len(own.concepts) if more else 0)
        if before:
            own = replace(
                own,
                years=own.years or before.years,
                period=own.period or before.period,
                kinds=own.kinds or (() if own.about_agreements else before.kinds),
                corporations=own.corporations or before.corporations,
            )
        read.append(
            replace(
                own, text=whole.text, part=part, municipalities=whole.municipalities, filters=whole.filters
            )
        )
    return tuple(read)


def _read(text: str, question: Question, names: Names, today: date) -> Understanding:
    found = names.find(text)
    places = [name for name in found if name.sort == "municipality"]
    local = _unique(name.name for name in places if name.known)
    elsewhere = _unique(name.name for name in places if not name.known)
    owners = [name for name in found if name.sort == "corporation"]
    organisations = names.tenants(text)
    # "Huurdersraad Kadewonen" is not Kadewonen, but its agreements are.
    theirs = [range(start, end) for _, start, end in organisations]
    meant = [name for name in owners if not any(name.start in inside for inside in theirs)]
    corporations = _unique(name.name for name in meant if name.known)
    when = times(text, today)
    # A tenants' organisation, and a corporation without documents, stay subjects: a passage may name them.
    left_out = [text[name.start : name.end] for name in (*places, *meant) if name in places or name.known]
    asked = concepts(_question_part(text), leave_out=left_out) or concepts(text, leave_out=left_out)
    base = question.filters
    filters = replace(
        base,
        municipalities=local or base.municipalities,
        corporations=_unique(name.name for name in owners if name.known) or base.corporations,
    )
    return Understanding(
        text=text,
        kind=question_kinds().kind(text),
        municipalities=local,
        unknown=elsewhere,
        former=_former(places),
        elsewhere=_unique(name.name for name in meant if not name.known),
        corporations=corporations,
        tenants=_unique(name for name, _, _ in organisations),
        themes=themes(text, [text[start:end] for _, start, end in (*_ranges(found), *organisations)], asked),
        statuses=statuses(text),
        look_in=kinds_to_look_in(text),
        years=when.years or (() if when.period or when.span else base.years),
        period=when.period,
        span=when.span,
        kinds=tuple(kind for kind, pattern in _KIND_WORDS.items() if re.search(pattern, text, re.I)),
        about_agreements=bool(re.search(_AGREEMENT_WORDS, text, re.I)),
        signals=question_kinds().signals_in(question.text) | question_kinds().signals_in(text) & _TOLD,
        concepts=asked,
        numbers=frozenset(figure for figure in figures(text) if not is_year(figure)),
        given=base,
        filters=filters,
        audience=question.audience,
    )


def _question_part(text: str) -> str:
    """The sentences that ask something; all of it when none or all of them do."""
    asking = re.findall(r"[^.?!]+\?", text)
    return " ".join(asking) if asking else text


def _former(places: Iterable[Named]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The former municipalities among the places, each with those that came after."""
    after: dict[str, list[str]] = {}
    for place in places:
        if place.former and place.name not in after.setdefault(place.former, []):
            after[place.former].append(place.name)
    return tuple((former, tuple(names)) for former, names in after.items())


def _ranges(found: Iterable[Named]) -> list[tuple[str, int, int]]:
    return [(name.name, name.start, name.end) for name in found]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
