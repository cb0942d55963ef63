"""One page of an invented agreement, and what an extractor could make of it."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.commitment import Actor, Commitment, Modality, Quantity, Role, Standing
from corpus.edition import Edition
from corpus.model import Description, Page, Period, Span, Theme
from eval.commitments.gold import Gold

DOCUMENT = "lindewaard"
BUILDS = "De corporaties bouwen in vier jaar samen 184 woningen."
SELLS = "Kadewonen verkoopt hoogstens vijf woningen per jaar."
ROW = "Hagelinde\t25\t30\t25\t80"
TEXT = f"1. {BUILDS} Tabel 1 laat zien waar.\n2. {SELLS}\n\nCorporatie\t2025\t2026\t2027\tTotaal\n{ROW}"
CARD = Description(
    title="Prestatieafspraken Lindewaard (verzonnen)",
    municipalities=("Lindewaard",),
    corporations=("Woonstichting Hagelinde", "Kadewonen"),
    tenant_organisations=("HagelindeSamen",),
)

Labelled = Callable[..., Gold]
Found = Callable[..., Commitment]


def span(quote: str) -> Span:
    """Where a quote stands on the page."""
    start = TEXT.index(quote)
    return Span(1, start, start + len(quote))


def edition(*commitments: Commitment) -> Edition:
    """The page with what was extracted from it."""
    return Edition(
        id=f"{DOCUMENT}.1",
        document_id=DOCUMENT,
        source="bundled:lindewaard.pdf",
        fingerprint="1",
        file_name="lindewaard.pdf",
        media_type="application/pdf",
        description=CARD,
        pages=(Page(1, TEXT),),
        outline=(),
        passages=(),
        commitments=commitments,
    )


@pytest.fixture
def labelled() -> Labelled:
    """A labelled commitment: that of `BUILDS`, with changes."""

    def make(**changes: Any) -> Gold:
        line = {
            "id": "lw-1",
            "document": DOCUMENT,
            "page": 1,
            "quote": BUILDS,
            "actors": ["corporaties"],
            "modality": "resultaat",
            "themes": ["nieuwbouw", "beschikbaarheid"],
            "numbers": [{"value": 184, "unit": "woningen", "per": "looptijd"}],
        }
        return Gold.model_validate(line | changes)

    return make


@pytest.fixture
def found() -> Found:
    """An extracted commitment that is right about `BUILDS`, with changes; `quote` moves it on the page."""
    made = 0

    def make(quote: str = BUILDS, **changes: Any) -> Commitment:
        nonlocal made
        made += 1
        values: dict[str, Any] = {
            "id": f"{DOCUMENT}.1c{made}",
            "ordinal": made,
            "passage_id": f"{DOCUMENT}.1p1",
            "quote": quote,
            "spans": (span(quote),),
            "standing": Standing.AFGESPROKEN,
            "modality": Modality.RESULTAAT,
            "actors": (Actor(Role.CORPORATIE),),
            "action": "bouwen",
            "object": "woningen",
            "themes": (Theme.NIEUWBOUW,),
            "numbers": (Quantity(184, "woningen", per="looptijd"),),
            "period": Period(),
        }
        return Commitment(**(values | changes))

    return make
