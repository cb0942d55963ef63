"""Facets over commitments: for every value of every field, how many there are with it.

The counts of a field leave that field's own choice out: they say how many there would be with that value instead.
"""

from dataclasses import dataclass

from assistant.precedents.selection import FIELDS, Selected, Value, as_tag, from_tag

_SHOWN = tuple(field for field in FIELDS if field != "documenten")


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: Value
    count: int


Facets = dict[str, list[FacetCount]]


def facets(selected: Selected) -> Facets:
    """The facets by the public name of their field, most frequent value first; chosen values are always there."""
    return {field: _counted(field, selected) for field in _SHOWN}


def _counted(field: str, selected: Selected) -> list[FacetCount]:
    mask, tags = selected.without(field), selected.tags(field)
    counts = tags.counts(selected.per_edition(mask) if selected.of_edition(field) else mask)
    counted = {tags.values[code]: int(counts[code]) for code in counts.nonzero()[0].tolist()}
    for value in map(as_tag, selected.selection.chosen(field)):
        for name in [tags.values[code] for code in tags.codes_of(value)] or [value]:
            counted.setdefault(name, 0)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [FacetCount(from_tag(field, value), count) for value, count in ranked]
