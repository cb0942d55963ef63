"""Step 7: every sentence must be supported by the passages it cites; what is not never reaches the user.

Its form first, then its names and figures, each bound to what it is about, then how it says it: denied, done, agreed,
must. What is left must be told by the sources in the same words or their equals, or hold for a model that infers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.answering.names import Names
from assistant.answering.verification import claim
from assistant.answering.verification.form import fault
from assistant.answering.verification.frame import misnamed
from assistant.answering.verification.naming import Naming
from assistant.answering.verification.source import evidence, facts
from assistant.answering.verification.tenses import told_as_current
from corpus.model import FoundPassage

__all__ = ["Infers", "Verdict", "evidence", "plain", "verify"]

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]{0,200}>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|`+|^\s*#{1,6}\s+|^\s*[-*•]\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown; `reason` is empty when it may."""

    reason: str = ""

    @property
    def holds(self) -> bool:
        return not self.reason


class Infers(Protocol):
    """A model that tells whether a text supports a sentence (natural language inference)."""

    def supports(self, sentence: str, texts: Sequence[str]) -> bool:
        """Whether any of the texts supports the sentence."""


def verify(
    sentence: str,
    cited: Sequence[FoundPassage],
    names: Names,
    *,
    quoted: str = "",
    infers: Infers | None = None,
    today: date | None = None,
) -> Verdict:
    """Check a sentence (without its citation marks) against the passages it cites.

    `quoted` is the part of a quoting sentence that must stand in the source to the letter. The words around it are
    ours, so they are not counted; the figures and names in them must still be right. `infers` is asked about a
    written sentence that all rules let through. `today` tells what holds now; left out it is the day of the settings.
    """
    if not cited:
        return Verdict("no source")
    naming = Naming(names)
    if quoted:
        if not any(" ".join(quoted.split()) in " ".join(found.passage.text.split()) for found in cited):
            return Verdict("quotes what the source doesn't say")
        # The frame may begin a quote with a small letter ("Lindewaard: in de wijken …").
        words = re.escape(" ".join(quoted.split()).rstrip(" ."))
        frame = re.sub(words, " ", sentence, flags=re.IGNORECASE)
        return Verdict(misnamed(frame, cited, names))
    if wrong := fault(sentence):
        return Verdict(wrong)
    sources = [facts(found, naming) for found in cited]
    if wrong := claim.unsupported(sentence, sources, cited, naming):
        return Verdict(wrong)
    if now := told_as_current(sentence, cited, sources, today):
        return Verdict(f"says '{now}' of what the sources tell of the past")
    if infers and not infers.supports(sentence, [evidence(found) for found in cited]):
        return Verdict("does not follow from the sources")
    return Verdict()


def plain(text: str) -> str:
    """Text as plain words: no Markdown, links, images, tags or addresses."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _ADDRESS.sub("", _TAG.sub("", text))
    return " ".join(_MARKS.sub("", text).split())
