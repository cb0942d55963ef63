"""Recognises questions that the catalogue cards answer: who the parties are, how long it holds, which documents.

Part of understanding. A question is one of these only when nothing else is asked: every word that is no name, year,
plain word or word of the pattern makes it a question about what was agreed.
"""

import re
from enum import StrEnum

from assistant.answering.names import Names, fold, one_error_apart
from assistant.answering.periods import YEAR
from corpus.vocabulary import plain_words
from corpus.vocabulary.card_questions import card_question_words

_LONGEST = 240  # characters: what is longer tells a story, and asks about that
_SHORTEST_GUESSED = 7  # letters of a word that is recognised with a typing error
_PERIOD = re.compile(rf"{YEAR.pattern}\s*(?:–|-|/|t/m|tot en met|tot)\s*(?:{YEAR.pattern}|\d\d\b)")
# Where the asker lives or rents names the place or the corporation, and asks for nothing.
_LIVES = re.compile(r"\bik (?:huur|woon)(?: een (?:huur)?(?:huis|woning|flat))? (?:van|bij|in) (?=[GC]\b)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MASKS = {"municipality": "G", "corporation": "C"}


class CardQuestion(StrEnum):
    """The closed set of questions that cards answer, as `card_questions.toml` names them."""

    PLACES = "places"
    ENDING = "ending"
    IN_FORCE = "in_force"
    TENANTS = "tenants"
    CORPORATION_OF = "corporation_of"
    PLACES_OF = "places_of"
    CORPORATIONS = "corporations"
    SIGNERS = "signers"
    PARTIES = "parties"
    NEWEST = "newest"
    SIGNED_ON = "signed_on"
    PERIOD = "period"
    DOCUMENTS = "documents"


def card_question(question: str, names: Names, also: frozenset[str] = frozenset()) -> CardQuestion | None:
    """Which of these questions this is, None when it asks for anything else.

    `also` are words, folded, that may stand in it too: those of titles, such as the name of a region.
    """
    if len(question) > _LONGEST:
        return None
    text = _spelled(_masked(question, names))
    kind = card_question_words().kind(text)
    return CardQuestion(kind) if kind and not _asks_more(text, also) else None


def _masked(question: str, names: Names) -> str:
    """The question in small letters with a capital in place of every name and year."""
    found = [(name.start, name.end, _MASKS[name.sort]) for name in names.find(question)]
    tenants = [(start, end, "H") for _, start, end in names.tenants(question)]
    inside = [range(start, end) for start, end, _ in tenants]
    found = tenants + [one for one in found if not any(one[0] in other for other in inside)]
    text, end = "", 0
    for start, stop, mask in sorted(found):
        if start >= end:
            text, end = text + question[end:start].lower() + mask, stop
    text = YEAR.sub("J", _PERIOD.sub("J", text + question[end:].lower()))
    return " ".join(_LIVES.sub("", text).split())


def _spelled(text: str) -> str:
    """The text with words of these questions that hold one typing error put right."""
    words = card_question_words()

    def right(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < _SHORTEST_GUESSED or _known(word):
            return word
        return next((one for one in words.spelled if one_error_apart(word, one)), word)

    return _WORD.sub(right, text)


def _asks_more(text: str, also: frozenset[str]) -> bool:
    return any(not _known(found[0]) and fold(found[0]) not in also for found in _WORD.finditer(text))


def _known(word: str) -> bool:
    return fold(word) in plain_words() or card_question_words().allowed.fullmatch(word) is not None
