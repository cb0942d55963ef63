"""Is every figure of a sentence about the same thing as in the source? A swapped number is caught here.

A figure of the sentence must stand in the source, and no other figure of the same kind may fit better what the
sentence says it is: the words, names, years and roles that go with it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.answering.verification.meaning import matched, weight
from assistant.answering.verification.naming import Sort
from assistant.answering.verification.source import Facts, Line
from assistant.answering.verification.spots import Spot

_NEAR, _AROUND, _BEFORE, _ABOUT = 1.0, 0.6, 0.5, 0.2
_OF_NAME: dict[Sort, float] = {"place": 3.0, "party": 3.0, "proper": 3.0, "year": 2.5, "label": 1.0}
_ROLE = 2.0
_ALTOGETHER = re.compile(r"\b(?:samen|totaal|som)\b", re.IGNORECASE)
_PART = 0.75  # of one compound
# How much better another figure must fit before this one counts as wrong.
_MARGIN = 0.45
_LITTLE = 0.1


class Fit(NamedTuple):
    """A figure of the source with its line and how well it fits a figure of the sentence."""

    score: float
    spot: Spot
    line: Line
    facts: Facts


def fits(claim: Spot, cited: Sequence[Facts]) -> tuple[list[Fit], list[Fit]]:
    """The places of the source that hold the figure, and those that hold another of its kind, both best first."""
    every = [
        Fit(score(claim, spot, line, source), spot, line, source)
        for source in cited
        for line in source.lines
        for spot in line.spots
        if spot.measure.kind == claim.measure.kind
    ]
    mine = sorted((fit for fit in every if same(claim, fit.spot)), key=lambda fit: -fit.score)
    others = sorted((fit for fit in every if not same(claim, fit.spot)), key=lambda fit: -fit.score)
    return mine, others


def misplaced(
    claims: Sequence[Spot], found: Sequence[tuple[Sequence[Fit], Sequence[Fit]]]
) -> tuple[Spot, Fit] | None:
    """A figure of the sentence where the source has another one, with that one; None when all are in their place.

    Where the sentence has both figures, they are wrong only when the source fits better with the two exchanged.
    """
    if crossed := _crossed(claims, found) or _exchanged(claims, found):
        return crossed
    among = any(claim.measure.kind not in {"year", "date"} for claim in claims)
    for claim, (mine, others) in zip(claims, found, strict=True):
        for other in others:
            if not mine or other.score <= mine[0].score + _MARGIN:
                break
            gain = other.score - mine[0].score
            if claim.measure.kind == "year" and among and not (other.spot.header and mine[0].spot.header):
                continue
            if claim.measure.kind not in {"year", "date"} and (
                not claim.near or (not _named(claim) and sum(map(weight, claim.near)) < 1.0)
            ):
                continue  # said of nothing in particular
            if len(claim.near) <= 1 and among:
                gain -= _MARGIN
            for second, (theirs, rest) in zip(claims, found, strict=True):
                if second is not claim and same(second, other.spot) and theirs:
                    swapped = next((fit.score for fit in rest if same(claim, fit.spot)), None)
                    gain += (swapped - theirs[0].score) if swapped is not None else -1.0
                    break
            if gain > _MARGIN:
                return claim, other
    return None


def _exchanged(
    claims: Sequence[Spot], found: Sequence[tuple[Sequence[Fit], Sequence[Fit]]]
) -> tuple[Spot, Fit] | None:
    """Two figures of one line that fit better the other way round."""
    told = [(claim, mine, others) for claim, (mine, others) in zip(claims, found, strict=True) if mine]
    for (one, ones, for_one), (other, others, for_other) in combinations(told, 2):
        if one.measure.kind != other.measure.kind or one.measure.kind in {"year", "date"}:
            continue
        first = next((fit for fit in for_one if same(other, fit.spot)), None)
        second = next((fit for fit in for_other if same(one, fit.spot)), None)
        if (
            first
            and second
            and first.line is second.line is ones[0].line is others[0].line
            and first.score + second.score > ones[0].score + others[0].score + _MARGIN
            and min(first.score - ones[0].score, second.score - others[0].score) > -_LITTLE
        ):
            return one, first
    return None


def _crossed(
    claims: Sequence[Spot], found: Sequence[tuple[Sequence[Fit], Sequence[Fit]]]
) -> tuple[Spot, Fit] | None:
    """Two years exchanged: "de achterstand uit 2026 wordt in 2025 ingelopen"."""
    dated = [(claim, mine) for claim, (mine, _) in zip(claims, found, strict=True) if claim.preposition]
    for (one, ones), (other, others) in combinations(dated, 2):
        pairs = [(a, b) for a in ones for b in others if a.line is b.line and not a.line.row]
        if (
            one.preposition != other.preposition
            and pairs
            and all(
                (a.spot.preposition, b.spot.preposition) == (other.preposition, one.preposition)
                for a, b in pairs
            )
        ):
            return one, pairs[0][1]
    return None


def _named(claim: Spot) -> bool:
    return any(
        sort != "party" or name[:2] in {"c:", "t:"} for sort, names in claim.names.items() for name in names
    )


def same(claim: Spot, spot: Spot) -> bool:
    """Whether two figures are the same; a date without a year is every such day."""
    if claim.measure == spot.measure:
        return True
    if claim.measure.kind == spot.measure.kind == "date":
        return spot.measure.value.endswith(claim.measure.value.removeprefix("-"))
    return False


def score(claim: Spot, spot: Spot, line: Line, source: Facts) -> float:
    """How well a figure of the source fits what a sentence says of a figure; only comparable for one sentence."""
    total = sum(weight(word) * _of_word(word, spot, line, source) for word in claim.near)
    total += 0.4 * sum(
        weight(word) * _of_word(word, spot, line, source) for word in claim.around - claim.near
    )
    total += sum(_of_names(sort, names, spot, line, source) for sort, names in claim.names.items())
    if claim.role in {"van", "naar"} and spot.role in {"van", "naar"}:
        total += _ROLE if claim.role == spot.role else -_ROLE
    if _ALTOGETHER.search(claim.text) and _ALTOGETHER.search(spot.text):
        total += 1.5
    if claim.relation and spot.relation:
        total += 0.6 if claim.relation == spot.relation else -0.6
    if spot.aside:
        total -= 1.0
    if claim.span and spot.span:
        total += 0.5 if claim.span == spot.span else -1.0
    if claim.bound and claim.bound == spot.bound:
        total += 0.5
    if spot.noun and claim.measure.kind == "plain" and matched(spot.noun, claim.near | claim.around) < _PART:
        total -= 1.0  # it counts something that the sentence is not about
    if spot.noun and claim.noun and matched(claim.noun, frozenset({spot.noun})) >= _PART:
        total += 0.5
    return total


def _of_word(word: str, spot: Spot, line: Line, source: Facts) -> float:
    near = matched(word, spot.near)
    if near >= 0.9:
        return _NEAR * near
    around = matched(word, spot.around)
    return max(
        _NEAR * near * 0.8,
        _AROUND * around,
        _BEFORE * matched(word, line.words_before),
        _ABOUT * matched(word, source.words),
    )


def _of_names(sort: Sort, claimed: frozenset[str], spot: Spot, line: Line, source: Facts) -> float:
    counts = _OF_NAME[sort]
    held = spot.names.get(sort, frozenset())
    if sort == "place":
        held = held or source.places if len(source.places) == 1 else held
        if claimed & source.places and len(source.places) == 1:
            return counts
    if held:
        share = len(claimed & held) / len(claimed | held)
        if share:
            # What several do together is not what one of them does.
            return counts * share * (0.5 if claimed < held else 1.0)
        return 0.0 if claimed & spot.names_around.get(sort, frozenset()) else -0.3 * counts
    if claimed & spot.names_around.get(sort, frozenset()) or claimed & line.names_before:
        return (0.7 if sort == "year" and not line.row else 0.5) * counts
    owned = claimed & line.names  # of another figure of the line
    return 0.2 * counts if not owned and claimed & source.names else -0.3 * counts


def lines_of(found: Iterable[Fit]) -> list[Line]:
    """The lines of fits, each once."""
    kept: list[Line] = []
    for fit in found:
        if all(fit.line is not line for line in kept):
            kept.append(fit.line)
    return kept
