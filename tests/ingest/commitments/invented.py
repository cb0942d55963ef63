"""An invented agreement of invented parties, out of one sentence or more."""

from collections.abc import Sequence

from corpus.commitment import Commitment
from corpus.model import Description, Kind, Origin, Page, Passage, Period, Span, Stage
from ingest.commitments import extract

AGREEMENT = Description(
    "Prestatieafspraken Esdoornveen 2025–2028",
    Kind.PRESTATIEAFSPRAKEN,
    Origin.VOORBEELD,
    None,
    ("Esdoornveen",),
    ("Stichting Vechthuis", "Wonen Zuidoever", "Thuis in Eik"),
    ("Huurdersraad Vechthuis", "Huurdersvereniging De Oever"),
    Period(2025, 2028),
    Stage.ONDERTEKEND,
)


def passages_of(
    *texts: str, headings: Sequence[str] = ("3 Wonen", "3.2 Afspraken"), clause: str | None = "3.2"
) -> tuple[list[Passage], list[Page]]:
    """A passage and a page for each text."""
    pages = [Page(number, text) for number, text in enumerate(texts, start=1)]
    passages = [
        Passage(f"e.p{i}", i, text, (Span(i + 1, 0, len(text)),), tuple(headings), "", clause)
        for i, text in enumerate(texts)
    ]
    return passages, pages


def read(
    *texts: str,
    description: Description = AGREEMENT,
    headings: Sequence[str] = ("3 Wonen", "3.2 Afspraken"),
    clause: str | None = "3.2",
) -> tuple[Commitment, ...]:
    """The commitments of an agreement with these texts as its passages."""
    passages, pages = passages_of(*texts, headings=headings, clause=clause)
    return extract(description, passages, pages, "e")
