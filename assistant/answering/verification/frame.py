"""The words around a quote: figures and names in them must be those of the cited passages or of their documents."""

import re
from collections.abc import Iterable, Sequence

from assistant.answering.figures import Figure, figures, supported
from assistant.answering.names import Names
from assistant.answering.verification.source import evidence
from corpus.model import FoundPassage


def misnamed(frame: str, cited: Sequence[FoundPassage], names: Names) -> str:
    """Why the words around a quote are wrong; empty when they are right."""
    held = held_figures(cited)
    if missing := next((figure for figure in figures(frame) if not supported(figure, held)), None):
        return f"figure {missing.value} is not in the sources"
    text = "\n".join(map(evidence, cited))
    theirs = {(named.sort, named.name) for named in names.find(text, typing_errors=False)}
    for named in names.find(frame, typing_errors=False):
        if (named.sort, named.name) not in theirs:
            return f"name {named.name} is not in the sources"
    return ""


def held_figures(cited: Iterable[FoundPassage]) -> frozenset[Figure]:
    """Every figure of the passages, their headings and their documents' cards."""
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
