"""What a question is really about: without the words that only say what form the answer has, or that it is an offer.

"Geef de adressen van …", "in onze set" and "vroeg … in haar bod" need not stand in the sentence that answers; of what
is summed up between brackets any one will do.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.concepts import Concept
from assistant.answering.understand import Understanding
from corpus.model import Kind

_ORDER = re.compile(r"^(?:geef|noem|toon|maak|zoek|onderscheid|vergelijk|som|zet)\b", re.IGNORECASE)
_FORM = re.compile(
    r"(?:onderscheid|overzicht|opsomming|lijst\w*|tabel|adres(?:sen)?|namen|aantallen|bedragen|voorbeeld(?:en)?"
    r"|samenvatting)",
    re.IGNORECASE,
)
_LIBRARY = re.compile(
    r"(?:set|verzameling|bibliotheek|collectie|database|documenten|bestanden)", re.IGNORECASE
)
_IN_LIBRARY = re.compile(
    rf"\b(?:in|uit|van) (?:onze|de|deze|jullie|uw|je|mijn) {_LIBRARY.pattern}\b", re.IGNORECASE
)
_PROPOSES = re.compile(
    r"(?:vroeg|vraagt|vroegen|vragen|wilden?|wil|willen|stelden?|stelt|voorgesteld|biedt|bood|boden)", re.I
)
_AGREEMENT = re.compile(r"(?:prestatie|jaar|woon)?afspra(?:ak|ken)|akkoord|afgesproken", re.IGNORECASE)
_IN_AGREEMENT = re.compile(
    rf"\b(?:in|uit|volgens) (?:(?:de|het|haar|hun|die) )?(?:{_AGREEMENT.pattern})\b", re.IGNORECASE
)
_FEW = 2
_SUMMED_UP = re.compile(r"\(([^()]{3,80},[^()]{3,80})\)")


def to_the_point(asked: Understanding) -> Understanding:
    """The question with only the concepts that an answer has to hold; never without any."""
    text = asked.part or asked.text
    idle = [
        form for form, holds in ((_FORM, _ORDER.search(text)), (_LIBRARY, _IN_LIBRARY.search(text))) if holds
    ]
    inside = bool(asked.part and _IN_AGREEMENT.search(text))
    if inside or Kind.BOD in (*asked.look_in, *asked.kinds):
        idle.append(_PROPOSES)
    if inside:
        idle.append(_AGREEMENT)
    needed = asked.concepts[: asked.needed] if asked.needed else asked.concepts
    held = [one for one in asked.concepts if not any(_is_only(one, form) for form in idle)]
    if not held or (not asked.needed and not any(one in held for one in needed)):
        return asked
    if not asked.needed:
        return replace(asked, concepts=_any_of(text, held))
    # "Wat werd het in de afspraken?" needs what the part before it is about.
    left = len([one for one in needed if one in held]) or min(len(held), _FEW)
    return replace(asked, concepts=tuple(held), needed=left)


def _is_only(concept: Concept, form: re.Pattern[str]) -> bool:
    return len(concept.own) == 1 and any(form.fullmatch(word) for word in concept.surface.split())


def _any_of(text: str, asked: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts with those that are summed up between brackets as one."""
    listed = _SUMMED_UP.search(text)
    inside = [one for one in asked if listed and one.surface in listed[1]]
    if len(inside) < 2:
        return tuple(asked)
    one = replace(
        inside[0],
        phrases=frozenset().union(*(each.phrases for each in inside)),
        meant=frozenset().union(*(each.meant for each in inside)),
        words=tuple(word for each in inside for word in each.words),
    )
    return tuple(
        one if each is inside[0] else each for each in asked if each is inside[0] or each not in inside
    )
