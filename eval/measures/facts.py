"""What an answer must say and must not say, and how complete that makes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.normalise import fold, holds, normalise
from eval.questions import is_pattern

Completeness = Literal["full", "partial", "wrong"]
_SOURCE_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Facts:
    """The required facts that a text lacks, and the forbidden ones that it holds."""

    missing: tuple[str, ...]
    forbidden: tuple[str, ...]


def find_facts(text: str, required: Sequence[str], never: Sequence[str]) -> Facts:
    """Look for facts in a text; the number of a source is no number of the answer."""
    text = _SOURCE_MARK.sub("", text)
    return Facts(
        tuple(fact for fact in required if not _holds(text, fact)),
        tuple(fact for fact in never if _holds(text, fact)),
    )


def completeness(found: Facts, required: int, answers: bool) -> Completeness:
    """How complete an answer with `required` facts is; `answers` is whether it is an answer at all."""
    if not answers or found.forbidden or (required and len(found.missing) == required):
        return "wrong"
    return "partial" if found.missing else "full"


def _holds(text: str, fact: str) -> bool:
    if not is_pattern(fact):
        return holds(text, fact)
    pattern = re.compile(fact[1:-1], re.IGNORECASE)
    return any(pattern.search(form) for form in (text, fold(text), normalise(text)))
