"""Commitments elsewhere that are about the same as one: by the words they share and by what their passages mean."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.precedents.likeness import Floats, likeness, of_commitments, one_a_row, sentences
from assistant.precedents.traits import alike, traits
from corpus.commitment_index import Columns, Numbers, StoredCommitment
from corpus.library import Library

# Commitments elsewhere that hold one of its words and are laid beside it, and passages that come near in meaning.
_BY_WORDS = 4_000
_BY_MEANING = 60
_TELLING = 6  # words by which candidates are found, the rarest
_LOADED = 80
_LEAST = 0.3
# What nearness in meaning of the passages adds is above this; passages about housing are all near to each other.
_NO_MEANING = 0.82
# Of one document no more than this.
_OF_DOCUMENT = 2


@dataclass(frozen=True, slots=True)
class Similar:
    """A commitment, and how much it is like the one asked for (0 to 1)."""

    stored: StoredCommitment
    likeness: float


def similar(library: Library, stored: StoredCommitment, most: int, today: date) -> list[Similar]:
    """At most `most` commitments of other municipalities, likest first.

    Nothing of a document that the municipality itself is a party to; of one document two at most.
    """
    columns = library.commitment_columns()
    row = columns.ids.index(stored.commitment.id)
    near = _near(library, stored)
    others = _candidates(columns, row, stored, near)
    if not len(others):
        return []
    asked = of_commitments(columns, np.array([row], np.int32), [stored])
    scores = likeness(asked, sentences(columns, others))[0] + _meant(columns, others, near)
    best = np.argsort(-scores, kind="stable")[:_LOADED]
    row_of = {columns.ids[at]: at for at in others[best].tolist()}
    found = library.commitments(list(row_of))
    rows = np.array([row_of[one.commitment.id] for one in found], np.int32)
    words = likeness(asked, of_commitments(columns, rows, found))[0] + _meant(columns, rows, near)
    about = traits([stored, *found], today)
    values = alike(words, about.at(slice(0, 1)), about.at(slice(1, None)), False)
    return _chosen(
        [Similar(one, min(value, 1.0)) for one, value in zip(found, values.tolist(), strict=True)], most
    )


def _meant(columns: Columns, rows: Numbers, near: dict[str, float]) -> Floats:
    """What the nearness in meaning of their passages adds."""
    meaning = np.array([near.get(columns.passage_ids[row], 0.0) for row in rows.tolist()], np.float32)
    added: Floats = np.clip(meaning - np.float32(_NO_MEANING), 0.0, None)
    return added


def _chosen(found: list[Similar], most: int) -> list[Similar]:
    chosen: list[Similar] = []
    held: dict[str, int] = {}
    quotes: set[tuple[str, str]] = set()
    for one in sorted(found, key=lambda one: -one.likeness):
        name, quote = one.stored.card.id, (one.stored.card.id, one.stored.commitment.quote)
        if one.likeness < _LEAST or len(chosen) == most:
            break
        if held.get(name, 0) < _OF_DOCUMENT and quote not in quotes:
            chosen.append(one)
            held[name] = held.get(name, 0) + 1
            quotes.add(quote)
    return chosen


def _near(library: Library, stored: StoredCommitment) -> dict[str, float]:
    """The passages nearest in meaning, each with its cosine."""
    try:
        vector = library.vectors_of([stored.commitment.passage_id])[0]
    except KeyError:
        return {}
    return {hit.passage_id: hit.score for hit in library.search_vectors(vector, _BY_MEANING)}


def _candidates(columns: Columns, row: int, stored: StoredCommitment, near: dict[str, float]) -> Numbers:
    """The commitments elsewhere that share a telling word or stand in a passage near in meaning."""
    tags = columns.tags["woorden"]
    start, end = np.searchsorted(tags.rows, (row, row + 1))
    postings = sorted((tags.rows_with(code) for code in tags.codes[start:end].tolist()), key=len)
    rows = [at for name in near for at in columns.by_passage.get(name, ())]
    found = np.zeros(columns.size, np.bool_)
    for some in [posting for posting in postings if len(posting) > 1][:_TELLING]:
        found[some[:_BY_WORDS]] = True
    found[rows] = True
    elsewhere = ~columns.edition_tags["gemeenten"].having(stored.card.description.municipalities)
    elsewhere[
        [place for place, card in enumerate(columns.cards) if card.document_id == stored.card.document_id]
    ] = False
    found &= elsewhere[columns.edition]
    return one_a_row(columns, np.flatnonzero(found)[:_BY_WORDS].astype(np.int32))
