"""Finds commitments that lean on the sentence before them for their subject ("Meldt u schimmel? Dan komt …")."""

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.answering.concepts import Concept, stems
from corpus.commitment_index import Columns, Mask
from corpus.library import Library

# What points back to the sentence before.
_LEANS = re.compile(
    r"^(?:dan|die|deze|dat|dit|daar\w*|zij|ze|hij|het|er\w*|wij)\b"
    r"|\b(?:die|deze|dit|daarvan|ervan|daarvoor|ervoor|daarbij)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:dan|die|deze|dat|dit|daar\w*|zij|ze|hij)\b", re.IGNORECASE)
_MARKS = re.compile(r"[●•▪]\s*|\n")
_LONGEST_BEFORE = 300  # characters
_ENDS = re.compile(r"(?<=[.!?])\s+|[●•▪]\s*|\n")
_MOST_PASSAGES = 40
_MOST_READ = 200


def whole_start(text: str, start: int) -> int:
    """Where a sentence at `start` begins when it needs the one before it to be read; else `start`."""
    if not _OPENS.match(text, start):
        return start
    line = max((found.end() for found in _MARKS.finditer(text, 0, start)), default=0)
    ends = [found.end() for found in _ENDS.finditer(text, line, start) if text[found.end() : start].strip()]
    begin = ends[-1] if ends else line
    return begin if text[begin:start].strip() and start - begin <= _LONGEST_BEFORE else start


def leaning(
    library: Library, columns: Columns, subject: str, asked: Sequence[Concept], found: Mask, today: date
) -> Mask:
    """The commitments, bool `(n,)`, that are not `found` and whose sentence before says one of `asked` itself."""
    more = np.zeros(columns.size, np.bool_)
    hits = library.search_terms(subject, _MOST_PASSAGES, today=today)
    rows = [row for hit in hits for row in columns.by_passage.get(hit.passage_id, ()) if not found[row]]
    rows = rows[:_MOST_READ]
    stored = library.commitments([columns.ids[row] for row in rows])
    places = dict(zip((columns.ids[row] for row in rows), rows, strict=True))
    leans = [one.commitment for one in stored if _LEANS.search(one.commitment.quote)]
    passages = {one.passage.id: one.passage.text for one in library.found({one.passage_id for one in leans})}
    for one in leans:
        before, _, rest = passages.get(one.passage_id, "").partition(one.quote)
        said = frozenset(stems(_ENDS.split(before.rstrip())[-1])) if rest or before else frozenset()
        more[places[one.id]] = any(concept.own and said.issuperset(concept.own) for concept in asked)
    return more
