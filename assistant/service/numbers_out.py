"""The public shape of agreed numbers side by side."""

from collections.abc import Sequence

from pydantic import Field

from assistant.precedents.footing import Figure, Footing
from assistant.service.outgoing import Outgoing
from corpus.commitment import Limit


class ComparedNumberOut(Outgoing):
    """Het getal van een kant in een vergelijking; `perJaar` kan omgerekend zijn, `berekening` zegt dan hoe."""

    kant: int
    afspraak_id: str
    waarde: float
    tot_en_met: float | None
    eenheid: str
    grens: Limit
    per: str | None
    segment: str | None
    per_jaar: float | None
    omgerekend: bool
    berekening: str | None


class ComparedNumbersOut(Outgoing):
    """Getallen naast elkaar; niet vergelijkbaar met de redenen erbij, zoals 'start en oplevering'."""

    vergelijkbaar: bool
    redenen: list[str]
    eenheid: str
    vergelijk_per_jaar: bool = Field(description="Vergelijk `perJaar` in plaats van `waarde`.")
    waarden: list[ComparedNumberOut]


def numbers_out(footing: Footing, places: Sequence[int]) -> ComparedNumbersOut:
    """Numbers side by side; `places` are the sides they are of."""
    return ComparedNumbersOut(
        vergelijkbaar=footing.comparable,
        redenen=list(footing.reasons),
        eenheid=footing.unit,
        vergelijk_per_jaar=footing.yearly,
        waarden=[number_out(figure, place) for figure, place in zip(footing.figures, places, strict=True)],
    )


def number_out(figure: Figure, side: int) -> ComparedNumberOut:
    """A number of a side as it is compared."""
    return ComparedNumberOut(
        kant=side,
        afspraak_id=figure.stored.commitment.id,
        waarde=figure.number.value,
        tot_en_met=figure.number.upper,
        eenheid=figure.number.unit,
        grens=figure.number.limit,
        per=figure.number.per,
        segment=figure.segment,
        per_jaar=figure.yearly if figure.yearly is None else round(figure.yearly, 2),
        omgerekend=figure.converted,
        berekening=figure.calculation,
    )
