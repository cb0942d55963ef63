"""What speaks for a sentence besides its words: the sort of thing it tells, and of which year, place and owner.

Used by `evidence` for each unit; every function gives a credit (below 0: against it) or a yes or no.
"""

import re
from collections.abc import Collection, Sequence

from assistant.answering.concepts import Bag, Concept, stems
from assistant.answering.figures import holds_answer, holds_moment, holds_quantity, holds_sort
from assistant.answering.names import fold
from assistant.answering.understand import Understanding

# A sentence that leans on the one before it ("Dat geldt niet als …") is not quoted without it.
_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|daarbij|daarnaast|daarom|daarvoor|daarna|daar|dan|hierbij|hierdoor|"
    r"zij|hij|ze|het gaat|het werd(?:en)?|ook|maar|wel|toen|daarin|daarvan|dus|de groep)\b",
    re.IGNORECASE,
)
# Or it points back in its first words ("Bij 600 daarvan waren er afspraken").
_POINTS_BACK = re.compile(
    r"(?:\S+\s+){0,5}?(?:daarvan|hiervan|daarvoor|daarbij|daarmee|daardoor|dat|die|dit|deze|hen|hij|zij|ze|het|er)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:–|-|t/m|tot en met|tot)\s*(?:19|20)\d\d")
_DONE = re.compile(
    r"\b(?:werkelijk|daadwerkelijk|gerealiseerd|realisatie|gehaald|bereikt|geplaatst|stand|uitkomst|resultaat|"
    r"gebeurd|opgeleverd in|kwamen?|daalde|steeg|nam)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:niet|geen|nooit|ongeldig)\b", re.IGNORECASE)
_ROLES = ("gemeente", "corporatie", "huurders", "bewoners", "minister", "gemeenteraad")
_ROLE_CREDIT, _TOLD_CREDIT = 0.1, 0.4
_DENIED_CREDIT = 0.15
_DONE_CREDIT = 0.35
_TOTAL = re.compile(
    r"^(?:totaal|samen|som|alle corporaties)\b|^[^\t]*\b(?:samen|totaal)(?=\t)", re.IGNORECASE
)


def leans(text: str) -> bool:
    """Whether a sentence can't be read without the one before it."""
    return bool(_LEANS.match(text))


def continues(text: str) -> bool:
    """Whether a sentence goes on about what the one before it says."""
    return leans(text) or bool(_POINTS_BACK.match(text))


def denies(text: str) -> bool:
    """Whether a sentence says that something is not so."""
    return bool(_DENIES.search(text))


def denied(text: str, asked: Understanding) -> float:
    """Who asks what is not done, or who did not, wants a sentence that denies."""
    return _DENIED_CREDIT if denies(asked.part or asked.text) and denies(text) else 0.0


def told(text: str, asked: Understanding) -> float:
    """A reason, a remedy or a party is no must, but of two sentences the one that gives it is meant."""
    wanted = asked.sort in {"reason", "remedy", "party"}
    return _TOLD_CREDIT if wanted and holds_answer(asked.sort, text) else 0.0


def timely(text: str, header: str, year: bool | None, asked: Understanding) -> float:
    """Naming the year that is asked for is best; a range that holds it says less, another year is against it."""
    if not asked.years:
        return 0.0
    if asked.kind == "when":  # the answer is a year itself
        return 0.2 if year else 0.0
    if year is None:
        return -0.25
    if not year:
        return -0.6
    alone = _RANGE.sub(" ", f"{text} {header}")
    return 0.35 if any(str(wanted) in alone for wanted in asked.years) else 0.0


def fits_kind(text: str, header: str, headings: Sequence[str], first: bool, asked: Understanding) -> bool:
    """Whether a text holds the sort of thing that is asked for."""
    if asked.sort in {"age", "frequency", "term", "percent", "person"}:
        return holds_answer(asked.sort, f"{text} {header}")
    if asked.kind == "number":
        return holds_sort(f"{text} {header}", "euro") if "money" in asked.signals else holds_quantity(text)
    if asked.kind == "comparison" and "money" in asked.signals:
        return holds_sort(f"{text} {header}", "euro")
    if asked.kind == "when":
        return holds_moment(_RANGE.sub(" ", text))
    if asked.kind == "definition":
        return _defines(text, asked.concepts) or (first and _is_entry(headings, asked.concepts))
    return True


def _defines(text: str, about: Sequence[Concept]) -> bool:
    """Whether a sentence opens with what is asked about and then says what it is."""
    opening = re.match(
        r"(?:\S+\s+){1,4}?(?:is|zijn|betekent|betekenen|heet|heten|staat voor)\b|^[^:]{1,40}:", text
    )
    return bool(opening and any(Bag.of(opening[0]).holds(concept) for concept in about))


def _is_entry(headings: Sequence[str], about: Sequence[Concept]) -> bool:
    """Whether the heading is an entry of a list of terms: the word that is asked about and nothing else."""
    last = headings[-1] if headings else ""
    return 0 < len(last.split()) <= 2 and all(Bag.of(last).holds(concept) for concept in about)


def labels(cell: str, about: Sequence[Concept]) -> bool:
    """Whether the first cell of a row is what is asked about and nothing else."""
    named = stems(cell)
    return bool(named) and any(named == concept.own or named in concept.phrases for concept in about)


def counts(text: str, about: Sequence[Concept]) -> bool:
    """Whether a number stands right before what is asked about ("7.190 sociale huurwoningen")."""
    after = (match[1] for match in re.finditer(r"\d[\d.,]*%?\s+((?:\S+\s*){1,3})", text))
    return any(Bag.of(words).holds(concept) for words in after for concept in about)


def whose(text: str, headings: Sequence[str], asked: Understanding) -> float:
    """A corporation that is asked about should be in the sentence, or at least over it."""
    if not asked.corporations:
        return 0.0
    names = [_telling(name) for name in asked.corporations]
    if any(name in fold(text) for name in names):
        return 0.4
    return 0.1 if any(name in fold(heading) for name in names for heading in headings) else -0.2


def where(text: str, places: Sequence[str], asked: Understanding) -> float:
    """In a document about several places, what names the place asked for goes before what names another."""
    held = {place for place in places if place in text} if len(places) > 1 and asked.municipalities else set()
    return 0.0 if not held else 0.4 if held & set(asked.municipalities) else -0.5


def role(text: str, asked: Understanding) -> float:
    """Who a question is about says little of its subject, but of two sentences the one about them is meant."""
    roles = [role for role in _ROLES if role in asked.text.lower()]
    return told(text, asked) + (
        _ROLE_CREDIT if roles and any(role in text.lower() for role in roles) else 0.0
    )


def realised(text: str, asked: Understanding) -> float:
    """Who asks what really happened wants what was done, not what was agreed."""
    if "realised" not in asked.signals:
        return 0.0
    return _DONE_CREDIT if _DONE.search(text) else -_DONE_CREDIT


def _telling(name: str) -> str:
    """The part of a corporation's name that people use: its last word, or all of a name with '&' in it."""
    return fold(name) if "&" in name else fold(name).split()[-1]


def shape(text: str, form: str, asked: Understanding, corporations: Collection[str]) -> float:
    """A sentence reads better than a row, a whole sentence better than a heading without a full stop.

    A total is not what one of several `corporations` of the document does.
    """
    value = 0.0
    if form == "row":
        value -= 0.3
        if _TOTAL.match(text) and asked.kind not in {"list", "when"}:
            of_others = asked.corporations and not set(corporations) <= set(asked.corporations)
            value += -0.3 if of_others else 0.2
    elif not re.search(r"[.!?:;…][\"”’»)\]]*$", text):
        value -= 0.2
    if leans(text):
        value -= 0.15
    return value
