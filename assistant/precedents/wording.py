"""Which commitments a text is about: by the words of their sentences, in order with the help of retrieval.

A word stands for its forms, the glossary's words for it, and the formal words that an everyday one may mean; a
compound for its parts together. Found is what holds all of one or two words, two thirds of more, and what holds one
of them in one of the passages that come nearest in meaning. Of one word also the sentence that points back to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log

import numpy as np
import numpy.typing as npt

from assistant.answering.concepts import Concept, Stems, concepts
from assistant.answering.names import Named, Names
from assistant.precedents.leaning import leaning
from assistant.retrieval import Ranked, Retriever
from corpus.commitment_index import Columns, Mask
from corpus.commitment_rows import stems
from corpus.library import Library
from corpus.model import EVERYTHING, Filters
from corpus.terms.analysis import fold
from corpus.terms.searchbox import Typed, searchbox

Floats = npt.NDArray[np.float32]

_SHARE = 2 / 3
_MOST_WORDS = 12
# Passages that the retriever puts in order, and those of them in which one word is enough.
_RANKED, _BEST = 60, 20
_NEAR = 3
_MOST_HOLDING = 5_000
_LONGEST_ENDING = 4  # that a stem lacks of a word
# What a word counts for when it stands there itself, as another word for it, as words of a phrase that may not belong
# together, as a formal word that may be meant, as the parts of a compound; and of that, when the heading is needed.
_SELF, _EQUAL, _SCATTERED, _MEANT, _PARTS = 1.0, 0.95, 0.9, 0.8, 0.75
_ABOVE = 0.5
# The best passage counts half as much as a sentence with all words; its score is at most about 1.45.
_OF_PASSAGE = 0.5 / 1.45
# What a text says of a municipality or corporation, beside the words.
_OF_PARTY = 1.0


@dataclass(frozen=True, slots=True)
class Worded:
    """The commitments that a text finds, bool `(n,)`, how well each fits, float `(n,)`, and which come nearest."""

    mask: Mask
    fit: Floats
    nearest: tuple[int, ...]


def worded(library: Library, retriever: Retriever, columns: Columns, text: str, today: date) -> Worded:
    """Find commitments by a text, in the whole library: what is found depends on no filter."""
    typed = searchbox(text)
    named = Names.of(library.cards()).find(typed.text)
    asked = _asked(typed, named)
    nearest = retriever.retrieve(typed.text, _RANKED, EVERYTHING, today) if typed.text else []
    holding = _Holding(columns)
    credits = [holding.credit(concept) for concept in asked]
    held = np.zeros(columns.size, np.uint8)
    for credit in credits:
        held += credit > 0
    credits = [np.maximum(credit, holding.meant(one)) for credit, one in zip(credits, asked, strict=True)]
    enough = len(asked) if len(asked) <= 2 else ceil(_SHARE * len(asked))
    party = _of_parties(columns, named)
    mask = np.asarray(held >= enough) if asked or typed.must else party > 0
    best = _rows_of(columns, nearest[:_BEST])
    mask[best] |= held[best] > 0
    if len(asked) == 1:
        mask |= leaning(library, columns, typed.text, asked, mask, today)
    if typed.must:
        mask &= _demanded(library, columns, holding, typed, today)
    fit = _fit(credits) + _OF_PARTY * party + _OF_PASSAGE * _passage_scores(columns, nearest)
    return Worded(mask, fit, () if typed.must else tuple(_rows_of(columns, nearest)))


def nearest_rows(
    retriever: Retriever,
    columns: Columns,
    text: str,
    today: date,
    filters: Filters,
    among: Mask,
    found: Worded,
) -> list[int]:
    """The commitments of `among` that come nearest to a text in meaning, by their passages; three at most.

    None when the text demands words: nothing else will do then. `filters` are asked for when the whole library's
    nearest are not among them.
    """
    rows = [row for row in found.nearest if among[row]]
    if not rows and found.nearest and filters and among.any():
        typed = searchbox(text)
        hits = retriever.retrieve(typed.text, _RANKED, filters, today)
        rows = [row for row in _rows_of(columns, hits) if among[row]]
    return rows[:_NEAR]


def _asked(typed: Typed, named: Sequence[Named]) -> tuple[Concept, ...]:
    """The concepts of a text without what is demanded and without names of parties: those stand on the document."""
    names = [typed.text[name.start : name.end] for name in named]
    rest = typed.text
    for demanded in typed.must:
        rest = rest.replace(demanded.rstrip("*"), " ")
    return concepts(rest, leave_out=names)[:_MOST_WORDS]


class _Holding:
    """Which commitments hold a stem, remembered for the length of a search."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._known: dict[tuple[str, str], Mask] = {}

    def credit(self, concept: Concept) -> Floats:
        """How well each commitment holds a concept, 0 to 1, in its own or equal words."""
        parts = tuple(stem for word in concept.own for stem in _pieces(concept.surface, word))
        ways = [
            (phrase, _SELF if phrase == concept.own else _EQUAL if len(phrase) == 1 else _SCATTERED)
            for phrase in concept.phrases
        ]
        return self._best([*ways, (parts, _PARTS)])

    def meant(self, concept: Concept) -> Floats:
        """How well each holds a formal word that may be meant: that is for the order, and finds nothing by itself."""
        return self._best([(phrase, _MEANT) for phrase in concept.meant])

    def _best(self, ways: Sequence[tuple[Stems, float]]) -> Floats:
        best = np.zeros(self._columns.size, np.float32)
        for phrase, value in ways:
            itself = self.all_of(phrase, ("woorden",) if value > _PARTS else ("woorden", "delen"))
            np.maximum(best, value * itself, out=best)
            above = self.all_of(phrase, ("woorden", "delen", "kopwoorden"))
            np.maximum(best, _ABOVE * value * above, out=best)
        return best

    def all_of(self, phrase: Stems, where: Sequence[str]) -> Mask:
        """The commitments that hold every stem of a phrase in one of these tags; none for an empty phrase."""
        found = np.full(self._columns.size, bool(phrase))
        for stem in phrase:
            found &= np.logical_or.reduce([self._with(tag, stem) for tag in where])
        return found

    def beginning(self, letters: str) -> Mask:
        """The commitments with a word that begins so."""
        tags = self._columns.tags["woorden"]
        ending = len(letters) - _LONGEST_ENDING
        return tags.having(
            stem
            for stem in tags.values
            if stem.startswith(letters) or (len(stem) >= ending and letters.startswith(stem))
        )

    def _with(self, tag: str, stem: str) -> Mask:
        if (tag, stem) not in self._known:
            tags, found = self._columns.tags[tag], np.zeros(self._columns.size, np.bool_)
            for code in tags.codes_of(stem):
                found[tags.rows_with(code)] = True
            self._known[tag, stem] = found
        return self._known[tag, stem]


def _pieces(surface: str, stem: str) -> Stems:
    """The parts of a compound, or the word itself."""
    _, parts = stems(surface)
    return tuple(parts) or (stem,)


def _of_parties(columns: Columns, named: Sequence[Named]) -> Floats:
    """1 for the commitments of documents of a municipality or corporation that is named."""
    found = np.zeros(columns.size, np.float32)
    for sort, field in (("municipality", "gemeenten"), ("corporation", "corporaties")):
        names = [one.name for one in named if one.sort == sort]
        found[columns.edition_tags[field].having(names)[columns.edition]] = 1
    return found


def _rows_of(columns: Columns, passages: Sequence[Ranked]) -> list[int]:
    return [row for hit in passages for row in columns.by_passage.get(hit.found.passage.id, ())]


def _passage_scores(columns: Columns, passages: Sequence[Ranked]) -> Floats:
    scores = np.zeros(columns.size, np.float32)
    for hit in passages:
        for row in columns.by_passage.get(hit.found.passage.id, ()):
            scores[row] = max(0.0, hit.scores.reranked)
    return scores


def _fit(credits: Sequence[Floats]) -> Floats | float:
    """The weighted share of the concepts that each commitment holds; what stands everywhere says little (as IDF)."""
    if not credits:
        return 0.0
    size = len(credits[0])
    weights = [0.2 + log((size + 1) / (np.count_nonzero(credit) + 0.5)) for credit in credits]
    total = sum(weights)
    fit = np.zeros(size, np.float32)
    for weight, credit in zip(weights, credits, strict=True):
        fit += np.float32(weight / total) * credit
    return fit


def _demanded(library: Library, columns: Columns, holding: _Holding, typed: Typed, today: date) -> Mask:
    """What holds the words of every phrase and every beginning asked for, in a passage that holds them as asked."""
    hits = library.search_terms(typed.text, _MOST_HOLDING, today=today, must=typed.must)
    found = np.zeros(columns.size, np.bool_)
    for hit in hits:
        found[list(columns.by_passage.get(hit.passage_id, ()))] = True
    for one in typed.must:
        if one.endswith("*"):
            found &= holding.beginning(fold(one[:-1]))
        else:
            found &= holding.all_of(tuple(stems(one)[0]), ("woorden",))
    return found
