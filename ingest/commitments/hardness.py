"""How hard a commitment is: obligation of result or of effort, intention, condition or procedure."""

import re
from collections.abc import Sequence

from corpus.commitment import Modality
from corpus.vocabulary.agreeing import commitment_words
from ingest.commitments.structure import Reading

_OF_TENANTS = re.compile(
    r"(?:een|de|iedere|elke)?\s*(?:huurders?|bewoners?|woningzoekenden?|kopers?)\b", re.IGNORECASE
)
_THEN = re.compile(r"dan\b", re.IGNORECASE)
_EXPLORES = re.compile(r"\bga(?:at|an) [^,;.]{0,60}\bna (?:of|hoe|welke?|waar)\b", re.IGNORECASE)
_WHEN = re.compile(r"(?:voordat|nadat|omdat|doordat)\b", re.IGNORECASE)  # says when or why, not in which case


def hardness(
    sentence: str, reading: Reading, lead: str = "", headings: Sequence[str] = (), before: str = ""
) -> tuple[Modality, str, float]:
    """The modality, the words that say so, and how sure that is; `before` is the sentence it points back to."""
    words = commitment_words()
    head = sentence.split(",", 1)[0]
    if reading.condition is not None and not _WHEN.match(sentence):
        return Modality.VOORWAARDE, sentence[reading.condition[0] : reading.condition[1]], 0.9
    if before.rstrip().endswith("?") and _THEN.match(sentence):
        return Modality.VOORWAARDE, sentence[:3], 0.8
    opening = words.patterns["condition_head"].match(sentence)
    if opening:
        return Modality.VOORWAARDE, opening[0], 0.9
    found = words.find("condition", sentence)
    if found:
        return Modality.VOORWAARDE, found, 0.7
    for text in (sentence, lead):
        found = words.find("effort", text) if text else None
        if found is None and (explores := _EXPLORES.search(text)):
            found = explores[0]
        if found:
            return Modality.INSPANNING, found, 0.9
    for text in (sentence, lead):
        found = words.find("intent", text) if text else None
        if found:
            return Modality.INTENTIE, found, 0.85
    at = _willing(reading)
    if at is not None:
        return Modality.INTENTIE, sentence[at[0] : at[1]], 0.85
    aim = next((h for h in reversed(headings) if words.patterns["aim_heading"].fullmatch(h.strip())), None)
    if aim:
        return Modality.INTENTIE, aim, 0.7
    main = reading.main
    later = main is not None and main.infinitive in ("afspreken", "overeenkomen") and " dat " not in sentence
    set_value = main is not None and main.infinitive == "vaststellen" and words.find("norm", sentence)
    if (
        main is not None
        and not set_value
        and (main.sort == "procedure" or later)
        and not _OF_TENANTS.match(sentence)
    ):
        at = reading.main_at[-1]
        return Modality.PROCEDURE, sentence[at[0] : at[1]], 0.8
    subject = words.patterns["procedure_subject"].match(head)
    if subject:
        return Modality.PROCEDURE, subject[0], 0.7
    found = words.find("procedure", sentence)
    if found and "€" not in sentence:
        return Modality.PROCEDURE, found, 0.55
    above = words.find("procedure_heading", headings[-1]) if headings and "€" not in sentence else None
    if above:
        return Modality.PROCEDURE, above, 0.5
    if reading.finite is not None:
        return Modality.RESULTAAT, sentence[reading.verb_at[0] : reading.verb_at[1]], 0.7
    return Modality.RESULTAAT, "", 0.5


def _willing(reading: Reading) -> tuple[int, int] | None:
    """Where the verb stands that says what parties want."""
    if reading.main is not None and reading.main.sort == "intentie":
        return reading.main_at[-1]
    auxiliary = reading.finite is not None and len(reading.main_at) > 1 and reading.main is not None
    if auxiliary and reading.finite is not None and reading.finite.sort == "intentie":
        inner = reading.main is not None and not reading.main.infinitive.endswith(reading.finite.infinitive)
        return reading.verb_at if inner else None
    return None
