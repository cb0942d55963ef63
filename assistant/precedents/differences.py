"""Marks word by word how one text became another."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

# Words of one text that are compared; the work grows with their product.
MOST_WORDS = 400
_TOKENS = re.compile(r"\s+|\w+(?:[.,]\d+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that stands in both ("equal"), only in the newer ("insert") or only in the older ("delete")."""

    kind: Literal["equal", "insert", "delete"]
    text: str


def differences(older: str, newer: str) -> tuple[Segment, ...]:
    """The pieces in reading order: without the inserts they are `older`, without the deletes `newer`.

    Of longer texts the first `MOST_WORDS` words and signs are compared, the rest is one piece of each.
    """
    before, after = _TOKENS.findall(older), _TOKENS.findall(newer)
    rest_before, rest_after = before[MOST_WORDS:], after[MOST_WORDS:]
    before, after = before[:MOST_WORDS], after[:MOST_WORDS]
    pieces: list[Segment] = []
    matcher = SequenceMatcher(
        None, [one.casefold() for one in before], [one.casefold() for one in after], False
    )
    for kind, start, end, first, last in matcher.get_opcodes():
        # White space and a sign between two changes belong to the change.
        same = kind == "equal" and before[start:end] == after[first:last]
        inside = start > 0 and (end < len(before) or rest_before or rest_after)
        lone = inside and not any(one.isalnum() for one in before[start:end])
        if same and not lone:
            pieces.append(Segment("equal", "".join(before[start:end])))
        else:
            pieces += [
                Segment("delete", "".join(before[start:end])),
                Segment("insert", "".join(after[first:last])),
            ]
    pieces += [Segment("delete", "".join(rest_before)), Segment("insert", "".join(rest_after))]
    return _joined(pieces)


def _joined(pieces: list[Segment]) -> tuple[Segment, ...]:
    """Neighbouring changes as one deletion and one insertion."""
    made: list[Segment] = []
    kept = [piece for piece in pieces if piece.text]
    for changed, some in groupby(kept, lambda piece: piece.kind != "equal"):
        group = list(some)
        if not changed:
            made.append(Segment("equal", "".join(piece.text for piece in group)))
            continue
        for kind in ("delete", "insert"):
            text = "".join(piece.text for piece in group if piece.kind == kind)
            if text:
                made.append(Segment("delete" if kind == "delete" else "insert", text))
    return tuple(made)
