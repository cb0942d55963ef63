"""What a question says about where to look: kinds of documents, how they stand today, and themes."""

import re
from collections import Counter
from collections.abc import Iterable

from assistant.answering.concepts import Concept
from corpus.model import Kind, Status, Theme
from corpus.terms import words
from corpus.vocabulary import question_kinds, theme_words

_KINDS = {
    Kind.BOD: r"(?:jaar)?bod|biedingen?",
    Kind.WOONVISIE: r"woonvisie",
    Kind.MAGAZINE: r"magazines?",
    Kind.MONITOR: r"monitor|voortgangsrapportage",
    Kind.VISITATIE: r"visitatie(?:rapport)?",
    Kind.ADDENDUM: r"addendum",
    Kind.JAARAFSPRAKEN: r"jaarafspraken|jaarschijf",
    Kind.WET: r"wet|woningwet|overlegwet|wetten",
    Kind.HANDREIKING: r"handreiking|begrippenlijst",
    Kind.REGIONALE_AFSPRAKEN: r"regionale (?:woon|prestatie)?afspraken",
    Kind.NATIONALE_AFSPRAKEN: r"(?:nationale|landelijke) (?:prestatie)?afspraken|NPA",
}
# The agreements themselves are named as a source beside what works them out for a year.
_SOURCES = {
    **_KINDS,
    Kind.PRESTATIEAFSPRAKEN: r"meerjaren?(?:prestatie)?afspraken|meerjarige (?:prestatie)?afspraken",
}
_OFFER_AND_AGREEMENT = re.compile(
    r"\bbod\b.{0,60}\b(?:\w*afspraken|akkoord|afgesproken)\b|\b(?:\w*afspraken|akkoord)\b.{0,60}\bbod\b",
    re.IGNORECASE,
)
_IN_OFFER = re.compile(r"\b(?:in|uit|volgens) (?:de|het|haar|hun|zijn) (?:jaar)?bod\b", re.IGNORECASE)
# "Wat zegt … over het bod" and "wanneer moet een bod klaar zijn" are about bids, not in one.
_ABOUT = re.compile(r"\b(?:over|tussen|voor) (?:de |het |een )?$|(?<!in )(?<!uit )(?<!volgens )\been $", re.I)
_STATUSES = {
    Status.VERLOPEN: (
        r"\bverlopen\b|\bniet meer geld|\b(?:oude|vorige|vroegere|eerdere) (?:prestatie|jaar|woon)?afspraken"
    ),
    Status.CONCEPT: r"\bconcept(?:afspraken|versie)?\b",
    Status.TOEKOMSTIG: r"\btoekomstige (?:prestatie|jaar)?afspraken\b|\bnog (?:moeten |gaan )?ingaan\b",
    Status.GELDEND: (
        r"\bgeldende?\b|\bgeld(?:en|t) (?:er )?nu\b|\bnu geld|\b(?:huidige|actuele) (?:prestatie|jaar|woon)?afspraken"
    ),
}
# Words that tenants use and agreements don't, beside those of the vocabulary.
_SAID = {
    Theme.BETAALBAARHEID: ("inkomen", "te duur", "goedkoper"),
    Theme.NIEUWBOUW: ("flexwoning", "bouwt ", "erbij "),
    Theme.BIJZONDERE_DOELGROEPEN: ("dakloos", "starters", "asielzoeker", "spoed"),
    Theme.FINANCIEN: ("grond ", "geld van de gemeente"),
    Theme.LEEFBAARHEID: ("ruzie", "rommel", "vuil ", "afval", "herrie", "hangjongeren", "zwerf"),
    Theme.WONEN_EN_ZORG: ("traplift", "mantelzorg", "bejaard", "alzheimer"),
    Theme.TOEWIJZING: ("woningruil", "aan de beurt", "loting"),
    Theme.KWALITEIT: ("lekk", "tocht", "kapot", "reparatie"),
}
# What a word tells: said in the question itself, or what the glossary says that it stands for.
_OWN, _EQUAL = 2, 1
_IN_TEXT, _IN_HEADING = 2, 1


def kinds_to_look_in(text: str) -> tuple[Kind, ...]:
    """The kinds of documents that a question says to look in ("in het bod"); a question about a kind names none."""
    if question_kinds().kind(text) == "definition":
        return ()
    return tuple(
        kind
        for kind, words in _KINDS.items()
        for found in [re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
        if found and not _ABOUT.search(text[: found.start()])
    )


def kinds_named_as_source(text: str) -> tuple[Kind, ...]:
    """The one kind of documents in which the answer must stand ("volgens de jaarschijf 2026"), if there is one."""
    found = {
        kind
        for kind, words in _KINDS.items()
        if re.search(
            rf"\b(?:in|uit|volgens) (?:(?:de|het|haar|hun|zijn|ons|onze) )?(?:{words})\b", text, re.I
        )
    }
    return tuple(found) if len(found) == 1 and question_kinds().kind(text) != "definition" else ()


def offer_and_agreement(text: str) -> bool:
    """Whether a question sets an offer beside what was agreed ("in het bod en in de afspraken")."""
    both = _OFFER_AND_AGREEMENT.search(text)
    return bool(both) and (question_kinds().kind(text) == "comparison" or bool(_IN_OFFER.search(text)))


# Words by which the theme of a section is told, and that nearly every question holds.
_SAYS_NOTHING = frozenset({"afspraken", "gelden", "geldt", "hoeveel woningen", "tekenen"})


def names_a_kind(words: str) -> bool:
    """Whether words name a kind of document."""
    return any(
        re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)
        for pattern in (*_KINDS.values(), r"meerjarige?|meerjarenafspraken")
    )


def statuses(text: str) -> tuple[Status, ...]:
    """How the documents must stand today, when a question says so ("geldende afspraken")."""
    found = next((status for status, words in _STATUSES.items() if re.search(words, text, re.I)), None)
    return (found,) if found else ()


def themes(text: str, leave_out: Iterable[str], asked: Iterable[Concept] = ()) -> tuple[Theme, ...]:
    """At most two themes of a question, the likeliest first: by its words, and by what the glossary has for those."""
    for name in sorted(leave_out, key=len, reverse=True):
        text = text.replace(name, " ")
    for pattern in _KINDS.values():
        text = re.sub(rf"\b(?:{pattern})\b", " ", text, flags=re.IGNORECASE)
    parts = (
        text[word.start + part.start : word.start + part.end] for word in words(text) for part in word.parts
    )
    own, apart = _plain(text), _plain(" ".join(parts))
    equal = _plain(" ".join(word for one in asked if not names_a_kind(one.surface) for word in one.words[:1]))
    counts: Counter[Theme] = Counter()
    for entry in theme_words():
        theme = Theme(entry.theme)
        said = (*(word for word in entry.text if word.strip() not in _SAYS_NOTHING), *_SAID.get(theme, ()))
        for weight, beginnings in ((_IN_TEXT, said), (_IN_HEADING, entry.heading)):
            for share, where in ((_OWN, own), (_EQUAL, equal)):
                counts[theme] += weight * share * sum(f" {word}" in where for word in beginnings)
        # The "huur" of "huurwoning" says nothing, so of the parts of compounds only the words of the text count.
        counts[theme] += _IN_TEXT * _OWN * sum(f" {word}" in apart and f" {word}" not in own for word in said)
    ranked = [theme for theme, count in counts.most_common() if count]
    best = counts[ranked[0]] if ranked else 0
    return tuple(theme for theme in ranked if 2 * counts[theme] >= best)[:2]


def _plain(text: str) -> str:
    """The words of a text in small letters, a space around each."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.lower()), ""])
