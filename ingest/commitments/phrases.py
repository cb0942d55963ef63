"""What is done and to what: the verb as an infinitive and its object in the words of the sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.parties import Mention
from ingest.commitments.structure import Reading, read
from ingest.commitments.tokens import PREPOSITIONS, Token, tokens_of
from ingest.commitments.verbs import Form, forms_of

_LONGEST = 160  # characters of an object
_NEAR = 25  # characters between two parties that are one subject
_END = re.compile(
    r"[;:]|,\s+(?:als|mits|tenzij|waarvan|waarbij|zodat|omdat|te weten|volgens|verdeeld)\b|\s\("
)
_LIGHT = frozenset({"zorgen", "bevorderen", "garanderen"})  # what is done stands in the clause behind it
_CLAUSE = re.compile(r"(?:^|[\s,])(?:dat|om)\s+(?P<clause>[^.;:]{1,400})")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The verb as an infinitive with its words in the sentence, and the object."""

    action: str
    action_words: str
    object: str


def phrases(sentence: str, reading: Reading, subject: Sequence[Mention], lead: str = "") -> Phrases:
    """What is done and to what."""
    main = reading.main
    if main is None:
        return _without_verb(sentence, lead)
    if main.sort == "afspraak" or main.infinitive in _LIGHT:
        inner = _of_clause(sentence, reading)
        if inner is not None:
            return inner
    at = reading.main_at[-1]
    words = sentence[at[0] : at[1]]
    if reading.passive and not reading.inverted and reading.before[1] > reading.before[0]:
        return Phrases(main.infinitive, words, _tidy(sentence[reading.before[0] : reading.before[1]]))
    low, high = reading.after
    if reading.inverted:
        low = _behind(subject, low)
    if len(reading.main_at) > 1 and at[0] > low and not sentence[at[1] : high].strip(" .,;"):
        high = at[0]  # the infinitive that closes the sentence is no part of its object
    return Phrases(main.infinitive, words, _object(sentence[low:high], sentence, reading))


def _without_verb(sentence: str, lead: str) -> Phrases:
    """An item of a list: its own infinitive, else the verb of the sentence that opens the list."""
    tokens = tokens_of(sentence)
    found = _infinitive(tokens, from_end=False)
    if found is not None:
        token, form = found
        after, before = _tidy(sentence[token.end :]), _tidy(sentence[: token.start])
        return Phrases(form.infinitive, token.text, before if len(before) > len(after) else after)
    opened = read(lead) if lead else Reading()
    if opened.main is not None:
        at = opened.main_at[-1]
        return Phrases(opened.main.infinitive, lead[at[0] : at[1]], _tidy(sentence))
    return Phrases("", "", _tidy(sentence))


def _of_clause(sentence: str, reading: Reading) -> Phrases | None:
    """The verb at the end of the clause that says what is agreed, and what stands before it."""
    match = _CLAUSE.search(sentence, reading.verb_at[1])
    if match is None:
        return None
    clause = match["clause"].split(", ", 1)[0]
    found = _infinitive(tokens_of(clause), from_end=True)
    if found is None:
        return None
    token, form = found
    return Phrases(form.infinitive, token.text, _tidy(clause[: token.start]) or _tidy(clause))


def _infinitive(tokens: Sequence[Token], *, from_end: bool) -> tuple[Token, Form] | None:
    """The first or the last word that is a verb with a sense of its own."""
    for token in reversed(tokens) if from_end else tokens:
        form = next((f for f in forms_of(token.lower) if f.tense != "past"), None)
        fits = form is not None and form.sort not in ("modaal", "koppel")
        if form is not None and fits and (from_end or form.tense == "plural"):
            return token, form
    return None


def _behind(subject: Sequence[Mention], low: int) -> int:
    """Where the subject that stands behind the verb ends; `low` when it is no party."""
    end = low
    for mention in subject:
        if low <= mention.start <= end + _NEAR:
            end = mention.end
    return end


def _object(rest: str, sentence: str, reading: Reading) -> str:
    adverbial = commitment_words().patterns["adverbials"]
    while skipped := adverbial.match(rest := rest.lstrip(" ,")):
        rest = rest[skipped.end() :]
    end = _END.search(rest)
    rest = rest[: end.start()] if end and end.start() > 3 else rest
    if not rest.strip(" .,") and reading.before[1] > reading.before[0]:
        rest = sentence[reading.before[0] : reading.before[1]]
    return _tidy(rest)


def _tidy(text: str) -> str:
    """A phrase without marks around it, cut at a word when it is long."""
    text = text.strip(" .,;:\n")
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0]
    tokens = tokens_of(text)
    while tokens and tokens[-1].lower in PREPOSITIONS - _CLOSING:
        tokens.pop()
    return text[: tokens[-1].end] if tokens else text


_CLOSING = frozenset({"op", "aan", "in", "uit", "voor", "door", "om", "over", "bij"})  # may close a phrase
