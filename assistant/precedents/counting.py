"""Counts commitments by one field, with what was searched and the selection behind every number."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from assistant.precedents.coverage import Coverage, covered
from assistant.precedents.selection import Selected, Selection, Value, from_tag
from assistant.precedents.wording import worded
from assistant.retrieval import Retriever
from corpus.library import Library

By = Literal["gemeente", "thema", "jaar", "hardheid", "corporatie", "stand"]
_FIELD = {
    "gemeente": "gemeenten",
    "thema": "themas",
    "jaar": "jaren",
    "hardheid": "hardheid",
    "corporatie": "corporaties",
    "stand": "stand",
}


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many commitments have a value, in how many documents of how many municipalities (one, for a municipality).

    Searching for `selection`, with the same text, finds exactly these commitments.
    """

    value: Value
    commitments: int
    documents: int
    municipalities: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows, most frequent first (years in order), with the totals over all and what was searched.

    Values that were chosen have a row also when it counts nothing. The rows of a field that has several values in one
    commitment add up to more than the total. `unknown` have no value at all.
    """

    by: By
    rows: list[CountRow]
    commitments: int
    documents: int
    municipalities: int
    unknown: int
    coverage: Coverage


def count(
    library: Library, retriever: Retriever, selection: Selection, text: str, by: By, today: date
) -> Counts:
    """Count the commitments of a selection that fit `text` (empty: all) by one field."""
    columns = library.commitment_columns()
    found = worded(library, retriever, columns, text, today) if text.strip() else None
    selected = Selected(columns, selection, today, found.mask if found else None)
    field = _FIELD[by]
    tags, places = selected.tags(field), selected.tags("gemeenten")
    wanted = {str(value): tags.codes_of(str(value)) for value in selection.chosen(field)}
    chosen = {code for codes in wanted.values() for code in codes}
    with_own = selected.without(field)
    editions = len(columns.cards)
    if selected.of_edition(field):
        per = np.zeros((len(tags.values), editions), np.int64)
        per[tags.codes, tags.rows] = selected.per_edition(with_own)[tags.rows]
    else:
        per = tags.counts_per(with_own, columns.edition, editions)
    in_place = np.zeros((editions, len(places.values)), np.float32)
    in_place[places.rows, places.codes] = 1
    reached = ((per > 0).astype(np.float32) @ in_place > 0).sum(axis=1)
    rows = [
        CountRow(
            value,
            int(per[code].sum()),
            int((per[code] > 0).sum()),
            1 if by == "gemeente" else int(reached[code]),
            selection.choosing(field, value),
        )
        for code in range(len(tags.values))
        if code in chosen or (per[code].any() and not wanted)
        for value in [from_tag(field, tags.values[code])]
    ]
    rows += [
        CountRow(from_tag(field, value), 0, 0, 0, selection.choosing(field, value))
        for value, codes in wanted.items()
        if not codes
    ]
    rows.sort(key=lambda row: (0, row.value) if by == "jaar" else (-row.commitments, str(row.value)))
    whole = selected.per_edition(selected.mask) > 0
    known = np.zeros(tags.size, np.bool_)
    known[tags.rows] = True
    lacking = ~(known[columns.edition] if selected.of_edition(field) else known)
    return Counts(
        by,
        rows,
        int(selected.mask.sum()),
        int(whole.sum()),
        int(in_place[whole].any(axis=0).sum()),
        int((selected.mask & lacking).sum()),
        covered(library, selected, today),
    )
