"""Searches commitments: a selection and a text give one page of them, with facets and what was searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from assistant.precedents.coverage import Coverage, covered
from assistant.precedents.facets import Facets, facets
from assistant.precedents.selection import Selected, Selection
from assistant.precedents.wording import Worded, nearest_rows, worded
from assistant.retrieval import Retriever
from corpus.commitment_index import StoredCommitment
from corpus.library import Library

Order = Literal["relevantie", "nieuwste", "oudste"]
_LOADED = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One page of commitments, and what holds for all `total` of them; `exact` is False when there may be more.

    `near` is what comes nearest in meaning when nothing holds the words; it is not counted.
    """

    total: int
    exact: bool
    items: list[StoredCommitment]
    near: list[StoredCommitment]
    facets: Facets
    coverage: Coverage


def search(
    library: Library,
    retriever: Retriever,
    selection: Selection,
    text: str,
    order: Order,
    page: int,
    size: int,
    today: date,
) -> Found:
    """One page (from 1) of the commitments of a selection that fit `text` (empty: all of it).

    The same search gives the same order every time.
    """
    selected, found = _selected(library, retriever, selection, text, today)
    rows = _ordered(selected, found, order)
    near: list[int] = []
    if found is not None and not len(rows):
        among = Selected(selected.columns, selection, today).mask
        filters = selection.documents_filter()
        near = nearest_rows(retriever, selected.columns, text, today, filters, among, found)
    return Found(
        len(rows),
        True,
        _loaded(library, selected, rows[(page - 1) * size : page * size].tolist()),
        _loaded(library, selected, near),
        facets(selected),
        covered(library, selected, today),
    )


def listed(
    library: Library, retriever: Retriever, selection: Selection, text: str, order: Order, today: date
) -> list[str]:
    """The ids of all commitments of a search, in order."""
    selected, found = _selected(library, retriever, selection, text, today)
    return [selected.columns.ids[row] for row in _ordered(selected, found, order).tolist()]


def every(library: Library, ids: list[str]) -> Iterator[StoredCommitment]:
    """Commitments by id, in order, however many: some at a time are in memory."""
    for start in range(0, len(ids), _LOADED):
        yield from library.commitments(ids[start : start + _LOADED])


def _selected(
    library: Library, retriever: Retriever, selection: Selection, text: str, today: date
) -> tuple[Selected, Worded | None]:
    columns = library.commitment_columns()
    if not text.strip():
        return Selected(columns, selection, today), None
    found = worded(library, retriever, columns, text, today)
    return Selected(columns, selection, today, found.mask), found


def _loaded(library: Library, selected: Selected, rows: list[int]) -> list[StoredCommitment]:
    return library.commitments([selected.columns.ids[row] for row in rows])


def _ordered(
    selected: Selected, found: Worded | None, order: Order
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The places of what was selected: by fit, or by the years of their documents; ties as in the columns."""
    rows = np.flatnonzero(selected.mask)
    if order == "relevantie":
        return rows if found is None else rows[np.argsort(-found.fit[rows], kind="stable")]
    # The columns have the newest edition first; documents of unknown years come last either way.
    columns = selected.columns
    ends = np.array([_year(card.description.period.end, order) for card in columns.cards])
    return rows[np.argsort(ends[columns.edition[rows]], kind="stable")]


def _year(end: int | None, order: Order) -> int:
    if end is None:
        return 10_000
    return -end if order == "nieuwste" else end
