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
from assistant.answering.names import Named, Names, fold, one_error_apart
from assistant.answering.parts import leans_back, parts_of
from corpus.model import EVERYTHING, EditionCard, Filters, Kind
from corpus.vocabulary import question_kinds

_YEAR = re.compile(r"\b(?:19[89]|20[0-9])\d\b")
# "2024–2027" names a document's period: its sentences need not name those years.
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:–|-|t/m|tot en met|tot)\s*((?:19|20)\d\d)\b")
_RELATIVE_YEARS = (
    (re.compile(r"\b(?:in |voor |van )?(?:het )?(?:volgend|aankomend|komend)e? jaar\b", re.I), 1),
    (re.compile(r"\b(?:in |voor |van )?(?:het )?(?:vorig|afgelopen)e? jaar\b", re.I), -1),
    (re.compile(r"\b(?:in |voor |van )?(?:dit|het huidige) jaar\b", re.I), 0),
)
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
# A request is no question: it ends with a full stop.
_ORDER = re.compile(r"(?:vergelijk|noem|geef|toon|vertel|leg|laat|maak|zoek|som|beschrijf)\b", re.IGNORECASE)
# What a follow-up asks for stays asked for when it is completed from the question before it.
_TOLD = frozenset({"realised", "money"})
_POINTS_BACK = re.compile(r"\b(?:daar|er)(voor|over|aan|van|mee|op)\b", re.IGNORECASE)
_LONGEST_FOLLOW_UP = 8  # words; a longer question stands on its own


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question ready to be searched for. `unknown` are municipalities named that the library has nothing of.

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

    def for_side(self, filters: Filters) -> "Understanding":
        """The same question about one side of a comparison."""
        return replace(self, filters=filters)


def understand(question: Question, cards: Sequence[EditionCard], today: date) -> Understanding:
    """What a question asks, with the earlier turns of its conversation taken into account."""
    names = Names.of(cards)
    text = _stand_alone(_written_out(question.text, names, today), question, names)
    whole = _read(text, question, names)
    parts = (
        parts_of(text)
        if whole.kind not in {"comparison", "example"} and len(whole.municipalities) < 2
        else ()
    )
    return replace(whole, parts=_in_parts(parts, whole, question, names)) if len(parts) > 1 else whole


def _in_parts(
    parts: Sequence[str], whole: Understanding, question: Question, names: Names
) -> tuple[Understanding, ...]:
    """A question for each part: what it says itself, and for the rest what the part before it said."""
    read: list[Understanding] = []
    for part in parts:
        own = _read(part, question, names)
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


def _read(text: str, question: Question, names: Names) -> Understanding:
    found = names.find(text)
    places = [name for name in found if name.sort == "municipality"]
    local = _unique(name.name for name in places if name.known)
    elsewhere = _unique(name.name for name in places if not name.known)
    corporations = _unique(name.name for name in found if name.sort == "corporation")
    period = _PERIOD.search(text)
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(_PERIOD.sub(" ", text))))
    left_out = [text[name.start : name.end] for name in found]
    asked = concepts(_question_part(text), leave_out=left_out) or concepts(text, leave_out=left_out)
    base = question.filters
    filters = replace(
        base,
        municipalities=local or base.municipalities,
        corporations=corporations or base.corporations,
    )
    return Understanding(
        text=text,
        kind=question_kinds().kind(text),
        municipalities=local,
        unknown=elsewhere,
        corporations=corporations,
        years=years or (() if period else base.years),
        period=(int(period[1]), int(period[2])) if period else None,
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


def _written_out(text: str, names: Names, today: date) -> str:
    """The question tidied: names as they are written, relative years as years, a capital and a question mark."""
    text = " ".join(text.split())
    for named in reversed(names.find(text)):
        text = text[: named.start] + _spelled(text[named.start : named.end], named.name) + text[named.end :]
    for pattern, shift in _RELATIVE_YEARS:
        text = pattern.sub(f"in {today.year + shift}", text)
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


def _stand_alone(text: str, question: Question, names: Names) -> str:
    """A follow-up completed from the turn before it; any other question as it is."""
    if not question.history:
        return text
    before = question.history[-1].understood or question.history[-1].question
    found = names.find(text)
    named = [text[name.start : name.end] for name in found]
    own = concepts(text, leave_out=named)
    signals = question_kinds().signals_in(question.text)
    short = len(text.split()) <= _LONGEST_FOLLOW_UP
    if signals & {"where", "more"} and short:
        return before
    if not own and short:
        return _substituted(before, text, found, names) if (found or _YEAR.search(text)) else before
    if short and "follow_up" in signals and all(_names_a_kind(concept.surface) for concept in own):
        return f"{before.rstrip('?.')} {re.sub(r'^(?:en|maar) ', '', text, flags=re.I)}"
    return _completed(text, before, names, carries_on="follow_up" in signals and short)


def _names_a_kind(words: str) -> bool:
    return any(re.search(pattern, words, re.I) for pattern in _KIND_WORDS.values())


def _substituted(before: str, text: str, found: Sequence[Named], names: Names) -> str:
    """The earlier question with its place or year replaced by the one that the follow-up names."""
    earlier = names.find(before)
    result = before.rstrip("?.")
    for sort in ("municipality", "corporation"):
        new = [name.name for name in found if name.sort == sort]
        old = [name for name in earlier if name.sort == sort]
        if not new:
            continue
        phrase = " en ".join(dict.fromkeys(new))
        if old:
            result = result[: old[0].start] + phrase + result[old[-1].end :]
        else:
            result += f" in {phrase}" if sort == "municipality" else f" bij {phrase}"
        earlier = names.find(result)
    years = _YEAR.findall(text)
    if years:
        phrase = " en ".join(dict.fromkeys(years))
        result, count = re.subn(
            r"\b(?:19|20)\d\d\b(?:(?: en |, |–|-)(?:19|20)\d\d\b)*", phrase, result, count=1
        )
        if not count:
            result += f" in {phrase}"
    return result + "?"


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
        result = _POINTS_BACK.sub(lambda match: _spelled_out(match, before, earlier), result, count=1)
    here = names.find(text)
    if not any(name.sort == "municipality" for name in here):
        places = _unique(name.name for name in earlier if name.sort == "municipality")
        if places:
            result += f" in {' en '.join(places)}"
    if carries_on and not _YEAR.search(text) and kind in {"number", "when", "open"}:
        years = list(dict.fromkeys(_YEAR.findall(before)))
        if years:
            result += f" in {' en '.join(years)}"
    return f"{result[:1].upper()}{result[1:]}?"


def _spelled_out(match: re.Match[str], before: str, named: Sequence[Named]) -> str:
    """ "Daarvoor" as "voor" and what the earlier question was about; unchanged when that can't be told."""
    for name in reversed(named):
        before = re.sub(r"\s*\b(?:in|van|bij|voor)\s*$", "", before[: name.start]) + before[name.end :]
    topic = re.search(r"\b(?:over|voor|aan|met|van|op) (.{4,})$", before.rstrip("?. "))
    return (
        f"{'met' if match[1].lower() == 'mee' else match[1].lower()} {topic[1].strip()}"
        if topic
        else match[0]
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
