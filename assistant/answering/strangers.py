"""Corporations in a question that no document of the library names: what is asked about them is not found.

What is agreed with others must not be told as if it were about them.
"""

import re
from collections.abc import Sequence

from assistant.answering.name_table import fold, ordinary
from assistant.answering.names import Names
from assistant.answering.understand import Understanding
from corpus.library import Library
from corpus.vocabulary import plain_words

_KIND = r"(?:(?:woning|woon)?corporaties?|(?:woning|woon)stichting|woning(?:bouw)?vereniging|verhuurders?)"
_NAME = r"[^\W\d_a-z][\w'’-]*(?: (?:& )?[^\W\d_a-z][\w'’-]*)*"
_AFTER_KIND = re.compile(
    rf"\b(?i:{_KIND}) (?P<name>{_NAME}|(?!(?i:in|van|en|of|te|bij)\b)[\w'’-]+(?: wonen)?)"
)
_BY_ENDING = re.compile(r"\b(?P<name>[^\W\d_a-z][\w'’-]+ (?:Wonen|Woonservice|Woondiensten|Woningen))\b")
_SHORTEST = 5
_MOST = 3


def strangers(asked: Understanding, library: Library) -> tuple[str, ...]:
    """The corporations in a question about what is agreed that no document names, at most three."""
    if asked.general or "own" in asked.signals:
        return ()
    known = Names.of(library.cards()).find(asked.text)
    said = [
        found["name"]
        for pattern in (_AFTER_KIND, _BY_ENDING)
        for found in pattern.finditer(asked.text)
        for start, end in [found.span("name")]
        if not any(name.start < end and start < name.end for name in known) and _may_be_a_name(found["name"])
    ]
    unread = [name for name in (*asked.elsewhere, *said) if not _is_written(name, library)]
    return tuple(dict.fromkeys(unread))[:_MOST]


def without(text: str, names: Sequence[str]) -> str:
    """A question without names, and without what joins them to what is left."""
    for name in names:
        said = re.escape(name)
        text = re.sub(
            rf"(?i)(?:,| en| of| met| dan| versus)?(?: (?:van|bij|in|voor))?(?: {_KIND})? {said}\b", "", text
        )
    return text


def _may_be_a_name(words: str) -> bool:
    return any(
        len(word) >= _SHORTEST and word not in plain_words() and not ordinary(word)
        for word in fold(words).split()
    )


def _is_written(name: str, library: Library) -> bool:
    return bool(library.search_terms(name, 1, must=[name], compounds=False))
