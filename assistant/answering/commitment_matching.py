"""Finds the commitments that a question counts: strictly, for what is counted must be about the subject itself.

A search may show what comes near; a count may not. A word of the subject has to stand in the sentence or its heading,
itself or as a part of a compound; other words for it count when the word itself stands nowhere. What an everyday
word may only mean ("Airbnb" for housing fraud) does not count.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from assistant.answering.commitment_questions import CommitmentQuestion
from assistant.answering.concepts import Concept, Stems
from assistant.answering.names import one_error_apart
from assistant.answering.periods import YEAR
from assistant.precedents.footing import plain
from assistant.precedents.leaning import leaning
from assistant.precedents.selection import Selected
from corpus.commitment import Limit, Modality, Quantity
from corpus.commitment_index import Columns, Mask, StoredCommitment
from corpus.library import Library
from corpus.vocabulary.commitment_questions import CountedSubject, commitment_question_words

_SHARE = 2 / 3
_PLURALS = ("s", "es", "e")
_SPELLING = 5  # shorter stems have too many neighbours one letter away
_LONGEST = 4_000  # characters of a commitment that tell what it is about
_MOST_READ = 4_000  # commitments with a number that are read to see what they are about


@dataclass(frozen=True, slots=True)
class Matched:
    """The commitments of a question, newest edition first, in reading order.

    Of `own` the sentence itself says it; `other_words`: another word for it, for its own stands nowhere. Not
    `complete` when there was too much to read, and only the newest was.
    """

    selected: Selected
    ids: tuple[str, ...]
    own: frozenset[str]
    other_words: bool = False
    complete: bool = True

    def hardness(self) -> list[tuple[Modality, int]]:
        """How many there are of each hardness, most frequent first."""
        tags = self.selected.tags("hardheid")
        counts = zip(tags.values, tags.counts(self.selected.mask).tolist(), strict=True)
        return sorted(((Modality(name), count) for name, count in counts if count), key=lambda pair: -pair[1])

    def some_of_each(self, most: int) -> list[str]:
        """At most so many of each edition: what stands in a sentence of its own first."""
        taken: Counter[int] = Counter()
        columns, some = self.selected.columns, []
        rows = np.flatnonzero(self.selected.mask).tolist()
        for row in sorted(rows, key=lambda row: columns.ids[row] not in self.own):
            taken[int(columns.edition[row])] += 1
            if taken[int(columns.edition[row])] <= most:
                some.append(row)
        return [columns.ids[row] for row in sorted(some)]


def matched(library: Library, question: CommitmentQuestion, today: date) -> Matched:
    """The commitments that a question is about."""
    columns, complete = library.commitment_columns(), True
    if question.counted:
        mask, complete = _with_number(library, columns, question, question.counted, today)
        sentence, other_words = mask, False
    else:
        mask, sentence, other_words = _holding(columns, question)
        if len(question.concepts) == 1 or question.listed:  # one thing, or things of which one is enough
            mask |= leaning(library, columns, question.subject, question.concepts, mask, today)
        if question.also:
            told, complete = _with_number(library, columns, question, question.also, today)
            mask, sentence = mask | told, sentence | told
    selected = Selected(columns, question.selection, today, mask)
    rows = np.flatnonzero(selected.mask).tolist()
    return Matched(
        selected,
        tuple(columns.ids[row] for row in rows),
        frozenset(columns.ids[row] for row in rows if sentence[row]),
        other_words and bool(rows),
        complete,
    )


def figure_of(one: StoredCommitment, counted: CountedSubject, year: int | None = None) -> Quantity | None:
    """The number of a commitment that is about the subject: what the others add up to, else the first.

    Of a sentence that gives one for each year it is that of `year`.
    """
    numbers = [number for number in one.commitment.numbers if counted.unit.search(number.unit.lower())]
    if year is not None and len(numbers) > 1:
        numbers = [number for number in numbers if _year_of(number, one.commitment.quote) == year] or numbers
    return next((number for number in numbers if number.total), numbers[0] if numbers else None)


def _year_of(number: Quantity, quote: str) -> int | None:
    """The last year that a sentence names before a number, None when it names none there."""
    written = re.search(rf"(?<![\d.,]){re.escape(plain(number.value))}(?![\d])", quote)
    before = YEAR.findall(quote[: written.start()]) if written else []
    return int(before[-1]) if before else None


def _with_number(
    library: Library, columns: Columns, question: CommitmentQuestion, counted: CountedSubject, today: date
) -> tuple[Mask, bool]:
    """What has a number in the right unit, and is about the subject by its own words, its heading or its table.

    Also whether all of it could be read.
    """
    units = columns.tags["eenheden"]
    mask = units.having(unit for unit in units.values if counted.unit.search(unit.lower()))
    if counted.themes:
        mask &= columns.tags["themas"].having(counted.themes)
    among = Selected(columns, question.selection, today, mask)
    every = np.flatnonzero(among.mask)
    rows = every[:_MOST_READ].tolist()
    kept = {
        one.commitment.id
        for one in library.commitments([columns.ids[row] for row in rows])
        if _is_about(one, question, counted)
    }
    chosen = np.zeros(columns.size, np.bool_)
    chosen[[row for row in rows if columns.ids[row] in kept]] = True
    return chosen, len(every) <= _MOST_READ


def _is_about(one: StoredCommitment, question: CommitmentQuestion, counted: CountedSubject) -> bool:
    number = figure_of(one, counted)
    if number is None:
        return False
    said = one.commitment
    own = f"{said.quote} {said.context}"[:_LONGEST].lower()
    text = f"{' '.join(said.headings[-1:])} {own}".lower()
    if question.limit and number.limit is not question.limit:
        # The heading of a table may say it for all its numbers.
        limits = commitment_question_words().limits
        if number.limit is not Limit.PRECIES or not limits[question.limit].search(text):
            return False
    return counted.said.search(text) is not None and counted.never.search(own) is None


def _holding(columns: Columns, question: CommitmentQuestion) -> tuple[Mask, Mask, bool]:
    """The commitments about all of one or two concepts, two thirds of more, and those whose sentence says one.

    Of concepts that are listed ("een noodfonds of huurfonds") one is enough.
    """
    asked = question.concepts
    held, sentence = np.zeros(columns.size, np.uint8), np.zeros(columns.size, np.bool_)
    other_words = False
    for concept in asked:
        found, own, other = _of(columns, concept)
        other_words |= other
        held += found
        sentence |= own
    enough = len(asked) if len(asked) <= 2 else ceil(_SHARE * len(asked))
    if asked and question.listed:
        enough = 1
    return np.asarray(held >= enough), sentence, other_words


def _of(columns: Columns, concept: Concept) -> tuple[Mask, Mask, bool]:
    """The commitments that hold a concept, those that hold it in their own sentence, and whether by another word."""
    equals = concept.phrases - {concept.own}
    for phrases, where, other in (
        ({concept.own}, ("woorden", "delen", "kopwoorden"), False),
        (_spelled(columns, concept), ("woorden", "kopwoorden"), False),
        ({phrase for phrase in equals if len(phrase) == 1}, ("woorden", "kopwoorden"), True),
        ({phrase for phrase in equals if len(phrase) > 1}, ("woorden",), True),
    ):
        found = _any(columns, phrases, where)
        if found.any():
            return found, _any(columns, phrases, tuple(tag for tag in where if tag != "kopwoorden")), other
    return found, found, False


def _any(columns: Columns, phrases: Iterable[Stems], where: tuple[str, ...]) -> Mask:
    found = np.zeros(columns.size, np.bool_)
    for phrase in filter(None, phrases):
        found |= np.logical_and.reduce(
            [
                np.logical_or.reduce([columns.tags[tag].having(_forms(stem)) for tag in where])
                for stem in phrase
            ]
        )
    return found


def _forms(stem: str) -> set[str]:
    """A stem with those that only lack or have the ending of a plural, which the stemmer leaves on foreign words."""
    if len(stem) < _SPELLING:
        return {stem}
    return {stem, *(stem + end for end in _PLURALS), *(stem.removesuffix(end) for end in _PLURALS)}


def _spelled(columns: Columns, concept: Concept) -> frozenset[Stems]:
    """The words one typing error away from a word that no commitment holds."""
    typed = concept.own[0] if len(concept.own) == 1 else ""
    if len(typed) < _SPELLING:
        return frozenset()
    return frozenset((stem,) for stem in columns.tags["woorden"].values if one_error_apart(typed, stem))
