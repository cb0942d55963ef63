"""Whether a text about agreements says in a sentence what somebody agreed: an example, not an agreement."""

import re

from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.parties import Parties

_CONTENT = re.compile(r"\b(?:dat|om|te|voor|hoeveel|maximaal|minimaal|hoogstens|minstens|ten minste|\d+)\b")
_MAYBE = "kan|kunnen|moet|moeten|als|of|zou|zouden|mag|mogen|hoeft|wil|willen|advies|tip|wie|hoe"
_NOT = re.compile(
    rf"\?|\b(?:{_MAYBE})\b[^,]{{0,40}}(?:afspreken|afgesproken)|\bafspraken (?:maken|te maken)\b"
    r"|\b(?:niets|niet|geen|iets anders)\b[^,]{0,30}(?:afgesproken|af)\b|hoort bij de afspraak",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][a-z]+")
_LEAST = 40  # characters


def tells_of_agreement(sentence: str, parties: Parties) -> bool:
    """Whether somebody who is named agreed something, and the sentence says what."""
    told = commitment_words().patterns["told"].search(sentence)
    if told is None or len(sentence) < _LEAST or _NOT.search(sentence):
        return False
    after = sentence[told.end() :]
    named = bool(parties.mentions(sentence)) or bool(_NAME.search(sentence[1:]))
    return named and bool(_CONTENT.search(after) or re.search(r"\d", sentence))
