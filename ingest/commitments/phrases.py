"""What is done and to what: the verb as an infinitive and its object in the words of the sentence."""

import re
from dataclasses import dataclass

from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.parties import Mention
from ingest.commitments.structure import PREPOSITIONS, Reading, read, tokens_of

_LONGEST = 160  # characters of an object
_END = re.compile(
    r"[;:]|,\s+(?:als|mits|tenzij|waarvan|waarbij|zodat|omdat|te weten|volgens|verdeeld)\b|\s\("
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The verb as an infinitive with its words in the sentence, and the object."""

    action: str
    action_words: str
    object: str


def phrases(sentence: str, reading: Reading, subject: list[Mention], lead: str = "") -> Phrases:
    """What is done and to what."""
    if reading.main is None:
        opened = read(lead) if lead else reading
        if opened.main is not None and lead:
            at = opened.main_at[-1]
            return Phrases(opened.main.infinitive, lead[at[0] : at[1]], _tidy(sentence))
        return Phrases("", "", _tidy(sentence))
    action, words = reading.main.infinitive, sentence[reading.main_at[-1][0] : reading.main_at[-1][1]]
    low, high = reading.after
    rest = sentence[low:high]
    if reading.inverted:
        rest = _behind_subject(rest, low, subject)
    return Phrases(action, words, _object(rest, sentence, reading))


def _behind_subject(rest: str, low: int, subject: list[Mention]) -> str:
    """What follows the subject that stands behind the verb; the subject itself where it is no party."""
    if subject and subject[-1].end > low:
        return rest[subject[-1].end - low :]
    return rest


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
    text = text.strip(" .,;:\n")
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0]
    tokens = tokens_of(text)
    while tokens and tokens[-1].lower in PREPOSITIONS - {
        "op",
        "aan",
        "in",
        "uit",
        "voor",
        "door",
        "om",
        "over",
        "bij",
    }:
        tokens.pop()
    return text[: tokens[-1].end] if tokens else text
