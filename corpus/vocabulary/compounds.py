"""Takes Dutch compounds apart: "huurverhogingspercentage" is "huur", "verhoging" and "percentage".

The parts are in `compound_parts.txt`, made by `corpus.vocabulary.compound_parts`; `compounds.toml` has what is
written by hand. Words are in small letters, without accents.
"""

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_SHORTEST = 3
# Shorter words have no two parts that are worth finding on their own.
_SHORTEST_COMPOUND = 7
_LONGEST_PART = 20


class Part(NamedTuple):
    """A part of a compound: the half-open range of its letters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What `compounds.toml` says."""

    short: frozenset[str]
    field: frozenset[str]
    links: tuple[str, ...]
    whole: frozenset[str]
    never: frozenset[str]


@cache
def rules() -> Rules:
    """The hand-written rules."""
    data = tomllib.loads((files("corpus.vocabulary") / "compounds.toml").read_text("utf-8"))
    return Rules(
        short=frozenset(data["short"]),
        field=frozenset(data["field"]),
        links=("", *data["links"]),
        whole=frozenset(data["whole"]),
        never=frozenset(data["never"]),
    )


@cache
def known_parts() -> frozenset[str]:
    """All words that can be a part of a compound."""
    lines = (files("corpus.vocabulary") / "compound_parts.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#")) | rules().short | rules().field


def split(word: str, parts: AbstractSet[str] | None = None) -> tuple[Part, ...]:
    """The two or more parts of a compound, in order; () when it is none.

    As few parts as possible, then as few binding letters ("-s-", "-en-", "-e-"), then long parts first.
    """
    known = known_parts() if parts is None else parts
    size = len(word)
    if size < _SHORTEST_COMPOUND or word in rules().whole:
        return ()
    # For every place that can be reached: the cheapest way to it, as cost (parts, links) and the parts.
    ways: dict[int, tuple[tuple[int, int], tuple[Part, ...]]] = {0: ((0, 0), ())}
    for start in range(size - _SHORTEST + 1):
        if start not in ways:
            continue
        (count, links), before = ways[start]
        for end in range(min(size, start + _LONGEST_PART), start + _SHORTEST - 1, -1):
            if (start, end) == (0, size) or word[start:end] not in known:
                continue
            for link in rules().links:
                place = end + len(link)
                if not word.startswith(link, end) or (link and place >= size):
                    continue
                cost = (count + 1, links + bool(link))
                if place not in ways or cost < ways[place][0]:
                    ways[place] = (cost, (*before, Part(start, end)))
    return ways[size][1] if size in ways else ()
