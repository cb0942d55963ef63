"""Step 7: every sentence must be supported by the passages it cites; what is not never reaches the user.

The check is on form, not on meaning: figures, dates and names must occur in the cited passages, and most content
words too. It holds for written and for quoted sentences.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.concepts import Bag, stems
from assistant.answering.figures import Figure, figures, supported
from assistant.answering.names import Names
from corpus.model import FoundPassage
from corpus.vocabulary import plain_words

# Share of a sentence's content words that must occur in what it cites; below it the sentence says something else.
_LEAST_OVERLAP = 0.6
_NEGATION = re.compile(r"\b(?:niet|geen|nooit|niemand|nergens|zonder)\b", re.IGNORECASE)
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


def verify(sentence: str, cited: Sequence[FoundPassage], names: Names, *, quoted: str = "") -> Verdict:
    """Check a sentence (without its citation marks) against the passages it cites.

    `quoted` is the part of a quoting sentence that must stand in the source to the letter. The words around it are
    ours, so they are not counted; the figures and names in them must still be right.
    """
    if not cited:
        return Verdict("no source")
    text = "\n".join(map(evidence, cited))
    if quoted:
        if not any(" ".join(quoted.split()) in " ".join(found.passage.text.split()) for found in cited):
            return Verdict("quotes what the source doesn't say")
        sentence = sentence.replace(" ".join(quoted.split()).rstrip(" ."), " ")
    held = _figures(cited)
    missing = next((figure for figure in figures(sentence) if not supported(figure, held)), None)
    if missing:
        return Verdict(f"figure {missing.value} is not in the sources")
    theirs = {(named.sort, named.name) for named in names.find(text, typing_errors=False)}
    for named in names.find(sentence, typing_errors=False):
        if (named.sort, named.name) not in theirs:
            return Verdict(f"name {named.name} is not in the sources")
    if quoted:
        return Verdict()
    if _NEGATION.search(sentence) and not _NEGATION.search(text):
        return Verdict("denies what the sources don't deny")
    if _overlap(sentence, text) < _LEAST_OVERLAP:
        return Verdict("says something that the sources don't")
    return Verdict()


def evidence(found: FoundPassage) -> str:
    """Everything of a passage that a sentence may rest on: its text, what leads to it, and its document's card."""
    passage, described = found.passage, found.card.description
    card = (
        described.title,
        *described.municipalities,
        *described.corporations,
        *described.tenant_organisations,
    )
    return "\n".join((*card, *passage.headings, passage.context, passage.text))


def plain(text: str) -> str:
    """Text as plain words: no Markdown, links, images, tags or addresses."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _ADDRESS.sub("", _TAG.sub("", text))
    return " ".join(_MARKS.sub("", text).split())


def _figures(cited: Iterable[FoundPassage]) -> frozenset[Figure]:
    found: set[Figure] = set()
    for entry in cited:
        # Line by line: a number at the start of a line is a list item only there.
        for line in evidence(entry).splitlines():
            found |= figures(line)
            found |= {figure for cell in line.split("\t") for figure in figures(cell)}
        # The number of a heading counts nothing, but a frame may name it: "(2.4 Flexwoningen)".
        found |= {
            Figure("plain", number)
            for heading in entry.passage.headings
            for number in re.findall(r"^\D{0,12}?(\d+(?:\.\d+)?)", heading)
        }
        period = entry.card.description.period
        found |= {Figure("plain", str(year)) for year in (period.start, period.end) if year}
        if known := entry.card.description.known_on:
            found |= {Figure("date", known.isoformat()), Figure("plain", str(known.year))}
    return frozenset(found)


def _overlap(sentence: str, text: str) -> float:
    """The share of the sentence's content stems that the text holds, compounds counted in part."""
    content = [word for word in re.findall(r"[^\W\d_]{2,}", sentence) if word.lower() not in plain_words()]
    wanted = [stem for word in content for stem in stems(word)]
    bag = Bag.of(text)
    return sum(bag.holds_stem(stem) for stem in wanted) / len(wanted) if wanted else 1.0
