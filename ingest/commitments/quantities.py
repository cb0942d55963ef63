"""The numbers that a sentence agrees on, with what they mean."""

from collections.abc import Callable, Sequence

from corpus.commitment import Actor, FieldEvidence, Quantity


def quantities(
    sentence: str,
    *,
    lead: str = "",
    headings: Sequence[str] = (),
    actors: Callable[[str], tuple[Actor, ...]] | None = None,
) -> tuple[tuple[Quantity, ...], tuple[FieldEvidence, ...]]:
    return (), ()
