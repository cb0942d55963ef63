"""Which extracted commitment is which labelled one: the same words on a page, and of a cell the same number."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from corpus.commitment import Commitment
from corpus.edition import Edition
from eval.commitments.gold import Gold, Scope

LEAST_OVERLAP = 0.6  # of the shorter of the two quotes, in characters


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled commitment and the one that was found for it."""

    gold: Gold
    found: Commitment
    edition: Edition


@dataclass(frozen=True, slots=True)
class Alignment:
    """`false` are found and not labelled, `missed` labelled and not found; optional ones are in neither, nor in
    `pairs`. `unread` are documents that could not be read; `agreed` are found as agreed in a document where nothing
    is, or for a labelled one that is not agreed."""

    pairs: tuple[Pair, ...]
    missed: tuple[Gold, ...]
    false: tuple[tuple[str, Commitment], ...]
    agreed: tuple[tuple[str, Commitment], ...]
    unread: tuple[str, ...]


def align(gold: Sequence[Gold], scopes: Sequence[Scope], editions: Mapping[str, Edition]) -> Alignment:
    """Lay what was found in the documents of a part beside what is labelled in them, one to one."""
    pairs: list[Pair] = []
    missed: list[Gold] = []
    false: list[tuple[str, Commitment]] = []
    agreed: list[tuple[str, Commitment]] = []
    for scope in scopes:
        if (edition := editions.get(scope.document)) is None:
            continue
        labelled = [one for one in gold if one.document == scope.document and scope.covers(one.page)]
        found = [one for one in edition.commitments if scope.covers(one.page)]
        matched, ignored = _match(labelled, found, edition)
        pairs += [
            Pair(labelled[i], found[j], edition) for i, j in matched.items() if not labelled[i].optional
        ]
        missed += [one for i, one in enumerate(labelled) if i not in matched and not one.optional]
        taken = {*matched.values(), *ignored}
        false += [(scope.document, one) for j, one in enumerate(found) if j not in taken]
        standings = {one.standing for one in labelled}
        right = {found[j].id: labelled[i].standing for i, j in matched.items()}
        agreed += [
            (scope.document, one)
            for one in found
            if one.standing == "afgesproken"
            and (right.get(one.id, one.standing) != "afgesproken" or one.standing not in standings)
        ]
    unread = tuple(scope.document for scope in scopes if scope.document not in editions)
    return Alignment(tuple(pairs), tuple(missed), tuple(false), tuple(agreed), unread)


def _match(
    labelled: Sequence[Gold], found: Sequence[Commitment], edition: Edition
) -> tuple[dict[int, int], set[int]]:
    """Labelled to found, by place in the lists, the best fit first; and what fits an optional one besides."""
    fits: list[tuple[float, int, int]] = []
    for i, gold in enumerate(labelled):
        places = list(_places(gold, edition))
        fits += [(fit, i, j) for j, one in enumerate(found) if (fit := _fit(gold, places, one))]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched, {j for _, i, j in fits if labelled[i].optional}


def _places(gold: Gold, edition: Edition) -> Iterator[tuple[int, int]]:
    """Where the quote stands on its page; any white space matches any."""
    words = re.compile(r"\s+".join(map(re.escape, gold.quote.split())))
    for page in edition.pages:
        if page.number == gold.page:
            yield from (match.span() for match in words.finditer(page.text))


def _fit(gold: Gold, places: Sequence[tuple[int, int]], one: Commitment) -> float:
    """How well a found commitment fits a labelled one: 0 when it does not, else more for more in common."""
    spans = [(span.start, span.end) for span in one.spans if span.page == gold.page]
    length = sum(end - start for start, end in spans)
    if not length:
        return 0
    best = 0.0
    for start, end in places:
        common = sum(max(0, min(end, stop) - max(start, first)) for first, stop in spans)
        best = max(best, common / min(end - start, length))
    if best < LEAST_OVERLAP or not _may_be_cell(gold, one):
        return 0
    if gold.column is None:
        return best
    # Two cells of a row can hold the same number: then the years decide, and next whether it adds up.
    years, total = (one.period.start, one.period.end), one.numbers[0].total
    return best + 2 * (years == (gold.period or (None, None))) + (total == gold.numbers[0].total)


def _may_be_cell(gold: Gold, one: Commitment) -> bool:
    """Of the cells of a row only the one with the number fits, and under a column of a year none of another year."""
    if gold.column is None:
        return True
    if not one.numbers or not isclose(one.numbers[0].value, gold.numbers[0].value):
        return False
    years = (one.period.start, one.period.end)
    return not re.fullmatch(r"\d{4}", gold.column) or years in ((None, None), gold.period)
