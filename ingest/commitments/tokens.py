"""The words of a sentence with their places, and which of them can be its finite verb."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.vocabulary.agreeing import sentence_words
from ingest.commitments.verbs import Form, finite

_MOST_TOKENS = 160  # of a sentence that are looked at
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[\w’'&%€][\w’'&/.-]*[\w’']|\w|[€%&]|[,;:()–]")
_WORDS = sentence_words()
PREPOSITIONS = _WORDS["prepositions"]
DETERMINERS = _WORDS["determiners"]
ALSO_NOUNS, _DOERS = _WORDS["also_nouns"], _WORDS["doers"]
_YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE_NOUN = (DETERMINERS - {"zijn", "dat", "die"}) | (PREPOSITIONS - {"om", "te", "uit", "op", "aan", "in"})


class Token(NamedTuple):
    """A word or a mark with its place in the sentence."""

    text: str
    lower: str
    start: int
    end: int


def tokens_of(sentence: str, names: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The words and marks of a sentence, as many as are looked at; a word of a name has no form of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        named = any(start <= match.start() < end for start, end in names)
        lower = "" if named else match[0].lower()
        found.append(Token(match[0], lower, match.start(), match.end()))
        if len(found) == _MOST_TOKENS:
            break
    return found


def verb_like(token: Token, before: Token | None, after: Token | None = None) -> Form | None:
    """The form that a token is when it can be a finite verb where it stands."""
    form = finite(token.lower)
    if form is None or before is None:
        return None if token.lower in ALSO_NOUNS and not _doer(after) else form
    if token.text[:1].isupper() or before.lower == "te":
        return None
    if form.sort in ("koppel", "modaal"):
        return form if before.lower not in ("met", "van") else None
    if before.lower in BEFORE_NOUN:
        return None
    if form.tense in ("plural", "past"):
        counted = before.lower[:1].isdigit() and not _YEAR.fullmatch(before.lower)
        doers = before.lower.endswith(("en", "s")) and before.lower not in _WORDS["numbers_in_s"]
        doers = doers or before.lower in _DOERS or before.text[:1].isupper()
        if (counted and form.tense == "plural") or (
            token.lower in ALSO_NOUNS and not doers and not _doer(after)
        ):
            return None
    return form


def _doer(token: Token | None) -> bool:
    """Whether a word can open a subject."""
    return token is not None and (
        token.lower in DETERMINERS or token.lower in _DOERS or token.text[:1].isupper()
    )
