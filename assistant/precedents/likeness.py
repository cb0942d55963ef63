"""How much commitments are about the same subject: by the telling words that their sentences share.

The words of the glossary that mean the same count as one, the parts of a compound and the words of the heading count
for half, and numbers and the names of parties for nothing: those differ where the subject is the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.commitment_index import Columns, Numbers, StoredCommitment
from corpus.commitment_rows import stems
from corpus.vocabulary import glossary

Floats = npt.NDArray[np.float32]

_WEIGHTS = {"woorden": 1.0, "delen": 0.5, "kopwoorden": 0.5}
# A word that is in one commitment alone says no more of the subject than one in a few.
_MOST_TELLING = 5.0
# A word of a name that stands more often than this in documents of that party is no ordinary word.
_OF_NAME = 0.9
# Words that tell when, how much, where in the document or that there is an agreement, but never of what.
_NO_SUBJECT = """
    een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig
    veertig vijftig honderd helft derde kwart eerste tweede laatste samen gezamenlijk gezamenlijke totaal totale
    minste minstens minimaal hoogste hoogstens maximaal uiterlijk jaar jaren jaarlijks maand maanden week weken
    dag dagen periode looptijd januari februari maart april mei juni juli augustus september oktober november
    december eind begin artikel lid tabel bijlage hoofdstuk paragraaf weten zorgen volgens stellen voorstellen
    zullen kunnen willen moeten prijspeil exclusief inclusief btw
"""
# What is done to what is the subject; when, where and by whom is not.
_OF_TOLD = 1.6


@dataclass(frozen=True, eq=False)
class Subjects:
    """The words of all commitments, `(w,)`, how telling each is (0: it says nothing), and the word of every code."""

    place: Mapping[str, int]
    telling: Floats
    words: dict[str, Numbers]


@dataclass(frozen=True, eq=False)
class Sentences:
    """Commitments as unit vectors over words: entry `i` is of commitment `at[i]` (its place in `rows`)."""

    rows: Numbers
    at: Numbers
    words: Numbers
    weights: Floats


@lru_cache(maxsize=2)
def subjects(columns: Columns) -> Subjects:
    """The words of a library's commitments, worked out once."""
    same = _equals()
    known: dict[str, int] = {}
    words: dict[str, Numbers] = {}
    for name in _WEIGHTS:
        values = columns.tags[name].values
        found = (known.setdefault(same.get(value, value), len(known)) for value in values)
        words[name] = np.fromiter(found, np.int32, len(values))
    own = columns.tags["woorden"]
    among = np.bincount(words["woorden"][own.codes], minlength=len(known))
    telling = np.minimum(np.log((columns.size + 1) / (among + 0.5)), _MOST_TELLING).clip(min=0)
    names, nothing = _names(columns), frozenset(same.get(stem, stem) for stem in stems(_NO_SUBJECT)[0])
    for word, place in known.items():
        if word[0].isdigit() or word in nothing or word in names:
            telling[place] = 0
    return Subjects(known, telling.astype(np.float32), words)


def sentences(columns: Columns, rows: Numbers, told: Sequence[str] = ()) -> Sentences:
    """The vectors of commitments, `rows` in any order; words of `told`, a text for each, count more."""
    about = subjects(columns)
    at: list[Numbers] = []
    words: list[Numbers] = []
    weights: list[Floats] = []
    for name, share in _WEIGHTS.items():
        tags = columns.tags[name]
        starts = np.searchsorted(tags.rows, rows)
        counts = np.searchsorted(tags.rows, rows, side="right") - starts
        ends = np.cumsum(counts)
        entries = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
        word = about.words[name][tags.codes[entries]]
        at.append(np.repeat(np.arange(len(rows), dtype=np.int32), counts))
        words.append(word)
        weights.append(np.float32(share) * about.telling[word])
    cell = np.concatenate(at).astype(np.int64) * max(len(about.place), 1) + np.concatenate(words)
    cells, inverse = np.unique(cell, return_inverse=True)
    # A word that stands in the sentence and in its heading counts once.
    weight = np.zeros(len(cells), np.float32)
    np.maximum.at(weight, inverse, np.concatenate(weights))
    place = (cells // max(len(about.place), 1)).astype(np.int32)
    weight[np.isin(cells, _told(about, told))] *= _OF_TOLD
    norms = np.sqrt(np.bincount(place, weights=weight**2, minlength=len(rows))).clip(min=1e-6)
    return Sentences(
        rows,
        place,
        (cells % max(len(about.place), 1)).astype(np.int32),
        (weight / norms[place]).astype(np.float32),
    )


def one_a_row(columns: Columns, rows: Numbers) -> Numbers:
    """Without what stands in the same words in the same passage: of the cells of a row of a table the last.

    That is the total where there is one.
    """
    last: dict[tuple[str, bytes], int] = {}
    tags = columns.tags["woorden"]
    starts, ends = np.searchsorted(tags.rows, rows), np.searchsorted(tags.rows, rows, side="right")
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        last[columns.passage_ids[row], tags.codes[start:end].tobytes()] = row
    return np.fromiter(last.values(), np.int32)


def of_commitments(columns: Columns, rows: Numbers, some: Sequence[StoredCommitment]) -> Sentences:
    """The vectors of commitments that are loaded: what is done to what counts more."""
    return sentences(columns, rows, [f"{one.commitment.action} {one.commitment.object}" for one in some])


def likeness(some: Sentences, others: Sentences) -> Floats:
    """The cosine of every pair, `(number of some, number of others)`; 0 to 1."""
    shared = np.intersect1d(some.words, others.words)
    return _dense(some, shared) @ _dense(others, shared).T


def beside(some: Sentences, others: Sentences) -> Floats:
    """The cosine of each with the other of the same place, `(n,)`."""
    size = 1 + max(some.words.max(initial=0), others.words.max(initial=0))
    one = some.at.astype(np.int64) * size + some.words
    other = others.at.astype(np.int64) * size + others.words
    shared, here, there = np.intersect1d(one, other, assume_unique=True, return_indices=True)
    products = some.weights[here] * others.weights[there]
    return np.bincount(shared // size, weights=products, minlength=len(some.rows)).astype(np.float32)


def _told(about: Subjects, told: Sequence[str]) -> npt.NDArray[np.int64]:
    """The words of texts as cells: the place of the text and that of the word."""
    size = max(len(about.place), 1)
    found = (
        at * size + about.place[word]
        for at, text in enumerate(told)
        for stem in _stems(text)
        if (word := _equals().get(stem, stem)) in about.place
    )
    return np.fromiter(found, np.int64)


def _dense(given: Sentences, words: Numbers) -> Floats:
    place = np.searchsorted(words, given.words)
    place[place == len(words)] = 0
    kept = words[place] == given.words if len(words) else np.zeros(len(place), np.bool_)
    made = np.zeros((len(given.rows), len(words)), np.float32)
    made[given.at[kept], place[kept]] = given.weights[kept]
    return made


def _names(columns: Columns) -> frozenset[str]:
    """The stems of the names of parties, and of the parts of those, that hardly stand in documents of others."""
    editions: dict[str, set[int]] = {}
    for place, card in enumerate(columns.cards):
        about = card.description
        for name in (*about.municipalities, *about.corporations, *about.tenant_organisations):
            for stem in (stem for some in stems(name) for stem in some):
                editions.setdefault(stem, set()).add(place)
    names: set[str] = set()
    for stem, own in editions.items():
        among = np.zeros(len(columns.cards), np.bool_)
        among[list(own)] = True
        rows = [
            columns.tags[tag].rows_with(code)
            for tag in ("woorden", "delen")
            for code in columns.tags[tag].codes_of(stem)
        ]
        if rows and among[columns.edition[np.concatenate(rows)]].mean() > _OF_NAME:
            names.add(stem)
    return frozenset(names)


@lru_cache(maxsize=16_384)
def _stems(text: str) -> tuple[str, ...]:
    """The stems of what is done to what; the same commitments are compared again and again."""
    return tuple(stems(text)[0])


@lru_cache(maxsize=1)
def _equals() -> dict[str, str]:
    """Single words of the glossary as the stem of the word that documents use."""
    found: dict[str, str] = {}
    for group in glossary():
        term, *_ = [*stems(group.term)[0], ""]
        for variant in group.variants:
            one = stems(variant)[0]
            if term and len(one) == 1 and " " not in group.term:
                found.setdefault(one[0], found.get(term, term))
    return found
