"""Step 2: a stand-alone question from the conversation, and what it names: places, years, kind, concepts.

No language model: follow-ups are recognised by how they are put, and take over what they leave out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.concepts import Concept, concepts
from assistant.answering.contract import Audience, Question
from assistant.answering.editions import of_kinds, of_places, tells_of_change
from assistant.answering.figures import Figure, figures, is_year
from assistant.answering.names import Named, Names
from assistant.answering.parts import is_of_the_part_before, leans_back, parts_of, question_in, told_in
from assistant.answering.periods import Times, mentions, times
from assistant.answering.scopes import Scope, scopes
from assistant.answering.stand_alone import stand_alone, written_out
from assistant.answering.subjects import (
    kinds_named_as_source,
    kinds_to_look_in,
    names_a_kind,
    offer_and_agreement,
    statuses,
    themes,
)
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
# "Het dorp Broekzijde" is not the corporation that is called after it.
_VILLAGE = re.compile(r"\b(?:dorp|dorpen|wijk|buurt|kern|stadsdeel) $", re.IGNORECASE)
# What a follow-up asks for stays asked for when it is completed from the question before it.
_TOLD = frozenset({"realised", "money"})
_FACTS = frozenset({"age", "frequency", "term", "percent", "moment"})
# Where to look for what was agreed, beside an offer.
AGREED = (Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question ready to be searched for. `unknown` are municipalities named that the library has nothing of.

    `former` are the municipalities named that ended, each with those that came after; `elsewhere` the corporations
    that the library has nothing of. `span` is a stretch of time in words ("sinds 2019"); `look_in` are the kinds of
    documents that the question says to look in, where `kinds` are those that it is about.

    `beside_offer`: it sets what was agreed beside the offer.
    `scopes` are its sides: places, periods or years that are each looked up apart, or the documents that it means.
    `parts` are the questions in it when it asks more than one, each with its own words as `part`; of the concepts of
    a part only the first `needed` must be there, the others come from the part before it (0: all of them).
    `sort` is the sort of thing that answers ("age", "term", "reason"; empty: none in particular).
    `given` is what the user filters on; `filters` is that with the places that the question names.
    """

    text: str
    kind: str
    sort: str = ""
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
    beside_offer: bool = False
    scopes: tuple[Scope, ...] = ()
    parts: tuple["Understanding", ...] = ()
    part: str = ""
    needed: int = 0

    @property
    def general(self) -> bool:
        """Whether the answer doesn't depend on a place: an explanation, examples, or a count over places."""
        return self.kind in {"definition", "rule", "example", "count"}

    @property
    def wants_fact(self) -> bool:
        """Whether a number, an amount, a moment or a name is asked for: another one would be a wrong answer."""
        return self.kind in {"number", "when"} or self.sort == "person" or "money" in self.signals

    @property
    def all_years(self) -> tuple[int, ...]:
        """Every year that is asked about, also those of a period."""
        return Times(self.years, self.period, self.span).all()


def understand(question: Question, cards: Sequence[EditionCard], today: date) -> Understanding:
    """What a question asks, with the earlier turns of its conversation taken into account."""
    names = Names.of(cards)
    said = written_out(question.text, names, today)
    text = stand_alone(said, question, names)
    whole = _with_story(_read(text, question, names, today))
    if text != said and question_kinds().sort(said) in _FACTS:
        # A follow-up that only asks how old, how often or when is completed by another kind of question.
        whole = replace(whole, sort=question_kinds().sort(said), kind=question_kinds().kind(said))
    parts = () if whole.kind in {"comparison", "example"} else parts_of(text)
    if len(parts) > 1:
        return replace(whole, parts=_in_parts(parts, whole, question, names, cards, today))
    return _scoped(whole, text, kinds_named_as_source(text), names, cards, today)


def _with_story(asked: Understanding) -> Understanding:
    """A question that leans on what is told before it ("… maakt herrie. hoe snel komt daar iemand voor?")."""
    told = told_in(asked.text)
    if not told or not asked.concepts or not leans_back(question_in(asked.text), people=False):
        return asked
    return _leaning(asked, concepts(told, leave_out=asked.municipalities))


def _leaning(asked: Understanding, before: Sequence[Concept], needed: int = 0) -> Understanding:
    """The question with the concepts of what stands before it; those need not all be in an answer.

    Without concepts of its own it needs what the part before it needs.
    """
    held = {concept.own for concept in asked.concepts}
    more = tuple(one for one in before if one.own not in held and not names_a_kind(one.surface))
    own = len(asked.concepts)
    return replace(
        asked, concepts=asked.concepts + more, needed=(own if own and more else 0) or (0 if own else needed)
    )


def _in_parts(
    parts: Sequence[str],
    whole: Understanding,
    question: Question,
    names: Names,
    cards: Sequence[EditionCard],
    today: date,
) -> tuple[Understanding, ...]:
    """A question for each part: what it says itself, and for the rest what the part before it said."""
    read: list[Understanding] = []
    story = concepts(told_in(whole.text), leave_out=whole.municipalities)
    for part in parts:
        own = _read(part, question, names, today)
        before = read[-1] if read else None
        if before and (not own.concepts or leans_back(part)):
            own = _leaning(own, before.concepts, before.needed)
        elif story and not before and leans_back(part, people=False):
            own = _leaning(own, story)
        placed = own if own.municipalities or own.unknown else before or whole
        look_in = kinds_named_as_source(part)
        if before:
            if is_of_the_part_before(part) and before.scopes:
                own = replace(own, scopes=before.scopes)
            if own.about_agreements and Kind.BOD in before.kinds and Kind.BOD not in own.kinds:
                look_in = AGREED
            own = replace(
                own,
                years=own.years or (() if own.period else before.years),
                period=own.period or (None if own.years else before.period),
                kinds=own.kinds or (() if own.about_agreements else before.kinds),
                corporations=own.corporations or before.corporations,
            )
        own = replace(
            own,
            text=whole.text,
            part=part,
            municipalities=placed.municipalities,
            unknown=placed.unknown,
            former=placed.former,
            filters=replace(
                whole.filters,
                municipalities=placed.municipalities or whole.given.municipalities,
                corporations=own.corporations or whole.filters.corporations,
            ),
        )
        read.append(own if own.scopes else _scoped(own, part, look_in, names, cards, today))
    return tuple(read)


def _scoped(
    asked: Understanding,
    text: str,
    look_in: Sequence[Kind],
    names: Names,
    cards: Sequence[EditionCard],
    today: date,
) -> Understanding:
    """The question with its sides; what really happened in a period stands in what was written after it."""
    if "realised" in asked.signals and asked.period:
        asked = replace(asked, period=None, span=asked.span or asked.period)
    ended = {name for _, after in asked.former for name in after}
    places = (*asked.municipalities, *(name for name in asked.unknown if name not in ended))
    whole = Times(asked.years, asked.period, asked.span)
    found = [name for name in names.find(text) if name.sort == "municipality"]
    if asked.given.documents:
        return asked
    local = of_places(cards, asked.municipalities, asked.corporations)
    if offer_and_agreement(text) and asked.municipalities and of_kinds(local, (*AGREED, Kind.BOD)):
        asked, look_in = replace(asked, beside_offer=True), (*AGREED, Kind.BOD)
    sides = scopes(
        text,
        places if asked.municipalities else (),
        found,
        asked.corporations,
        whole,
        look_in,
        of_places(cards, asked.given.municipalities, asked.given.corporations),
        today,
        # Two periods set editions side by side, also where no municipality is named ("in het dorp").
        anywhere=len({mention.times for mention in mentions(asked.text) if mention.times.period}) > 1,
    )
    # "Veranderde" is what the sides tell together; a kind of document that is looked in need not name itself.
    changed, inside = (
        any(side.times for side in sides),
        bool(look_in) and any(side.documents for side in sides),
    )
    rest = tuple(
        one
        for one in asked.concepts
        if not (changed and tells_of_change(one.surface)) and not (inside and names_a_kind(one.surface))
    )
    if rest and len(rest) < len(asked.concepts):
        left = len([one for one in asked.concepts[: asked.needed] if one in rest])
        asked = replace(asked, concepts=rest, needed=left)
    return replace(asked, scopes=sides)


def _read(text: str, question: Question, names: Names, today: date) -> Understanding:
    found = names.find(text)
    places = [name for name in found if name.sort == "municipality"]
    local = _unique(name.name for name in places if name.known)
    elsewhere = _unique(name.name for name in places if not name.known)
    owners = [
        name for name in found if name.sort == "corporation" and not _VILLAGE.search(text[: name.start])
    ]
    organisations = names.tenants(text)
    # "Huurdersraad Kadewonen" is not Kadewonen, but its agreements are.
    theirs = [range(start, end) for _, start, end in organisations]
    meant = [name for name in owners if not any(name.start in inside for inside in theirs)]
    corporations = _unique(name.name for name in meant if name.known)
    when = times(text, today)
    # A tenants' organisation, and a corporation without documents, stay subjects: a passage may name them.
    left_out = [text[name.start : name.end] for name in (*places, *meant) if name in places or name.known]
    asked = concepts(question_in(text), leave_out=left_out) or concepts(text, leave_out=left_out)
    base = question.filters
    filters = replace(
        base,
        municipalities=local or base.municipalities,
        corporations=_unique(name.name for name in owners if name.known) or base.corporations,
    )
    return Understanding(
        text=text,
        kind=question_kinds().kind(text),
        sort=question_kinds().sort(text),
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
