"""A small library of invented agreements whose commitments are known, to compare, follow and total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.commitment import Actor, Commitment, Limit, Modality, Quantity, Role, Standing
from corpus.edition import Edition
from corpus.model import Kind, Period, Stage, Theme
from tests.assistant.precedents.conftest import commitment, edition_of

HOMES = "woningen"
FOUR_YEARS = Period(2024, 2027)
ALL = (Actor(Role.CORPORATIE),)
KADE = (Actor(Role.CORPORATIE, "Kadewonen"),)
VESTE = (Actor(Role.CORPORATIE, "De Veste"),)


@dataclass(frozen=True)
class Told:
    """A sentence and what is known of it."""

    quote: str
    theme: Theme = Theme.NIEUWBOUW
    action: str = "bouwen"
    thing: str = ""
    fields: tuple[tuple[str, Any], ...] = ()


def told(quote: str, theme: Theme = Theme.NIEUWBOUW, action: str = "bouwen", **fields: Any) -> Told:
    return Told(quote, theme, action, str(fields.pop("object", "")), tuple(fields.items()))


def homes(value: float, **fields: Any) -> Quantity:
    return Quantity(value, HOMES, **{"per": "looptijd", "segment": "sociaal", **fields})


def agreed(document: str, sentences: Sequence[Told], **described: Any) -> Edition:
    """An edition with a passage and a commitment a sentence."""
    described = {
        "kind": Kind.PRESTATIEAFSPRAKEN,
        "stage": Stage.ONDERTEKEND,
        "corporations": ("Kadewonen", "De Veste"),
        **described,
    }
    edition = edition_of(document, [one.quote for one in sentences], **described)
    made = tuple(
        commitment(
            edition.id, place, edition.passages[place], one.quote,
            action=one.action, object=one.thing, themes=(one.theme,), **dict(one.fields),
        )
        for place, one in enumerate(sentences)
    )  # fmt: skip
    return replace(edition, commitments=made)


RENT = "De huur van een sociale huurwoning stijgt per 1 juli {} met ten hoogste {} procent."
LAND = "De grondprijs voor een sociale huurwoning is {} euro."


def _rent(year: int, percent: float, document: str = RENT) -> Told:
    return told(
        document.format(year, percent), Theme.BETAALBAARHEID, "stijgen", object="de huur",
        period=Period(year, year), numbers=(Quantity(percent, "procent", limit=Limit.HOOGSTENS),),
    )  # fmt: skip


def _land(price: int, level: str) -> Told:
    return told(
        LAND.format(price), Theme.FINANCIEN, "rekenen", object="grondprijs", actors=(Actor(Role.GEMEENTE),),
        numbers=(Quantity(price, "euro", each="woning", price_level=level),),
    )  # fmt: skip


def library_of_agreements() -> Iterator[Edition]:
    """Lindewaard with two agreements, an addendum and a bid; Oosterveen with one; Zilverdam with a magazine."""
    yield agreed(
        "lindewaard-2024",
        [
            told("De corporaties bouwen in vier jaar 184 sociale huurwoningen.", numbers=(homes(184),)),
            told("Totaal 184", action="", object="Totaal", context="Oplevering van nieuwe sociale huurwoningen",
                 form="table", numbers=(homes(184, total=True, basis="bruto", moment="oplevering"),)),
            told("Kadewonen 100 x", action="", context="Oplevering van nieuwe sociale huurwoningen", form="table",
                 actors=KADE, numbers=(homes(100, total=True, basis="bruto", moment="oplevering"),)),
            told("De Veste 84 x", action="", context="Oplevering van nieuwe sociale huurwoningen", form="table",
                 actors=VESTE, numbers=(homes(84, total=True, basis="bruto", moment="oplevering"),)),
            _rent(2026, 3.5),
            _land(18500, "2024"),
            told("Woningen met energielabel E, F of G krijgen isolatie en ventilatie.", Theme.VERDUURZAMING,
                 "isoleren"),
            told("De gemeente legt de kade langs de haven autovrij in.", Theme.LEEFBAARHEID, "inleggen"),
        ],
        municipalities=("Lindewaard",), period=FOUR_YEARS, signed=date(2023, 12, 14),
        title="Prestatieafspraken Lindewaard 2024–2027",
    )  # fmt: skip
    yield agreed(
        "lindewaard-2020",
        [
            _land(16750, "2020"),
            told("De corporaties bouwen in vier jaar 136 sociale huurwoningen.", numbers=(homes(136),)),
        ],
        municipalities=("Lindewaard",), period=Period(2020, 2023), signed=date(2019, 12, 12),
    )  # fmt: skip
    yield agreed(
        "lindewaard-addendum",
        [told("De corporaties bouwen in plaats van 184 nu 190 sociale huurwoningen.", period=FOUR_YEARS,
              numbers=(homes(190, total=True),))],
        municipalities=("Lindewaard",), period=Period(2026, 2027), kind=Kind.ADDENDUM, signed=date(2026, 4, 16),
    )  # fmt: skip
    yield agreed(
        "lindewaard-bod",
        [told("Wij stellen voor om in vier jaar 120 sociale huurwoningen te bouwen.", standing=Standing.VOORSTEL,
              modality=Modality.INTENTIE, actors=KADE, numbers=(homes(120),))],
        municipalities=("Lindewaard",), corporations=("Kadewonen",), period=FOUR_YEARS, kind=Kind.BOD,
        stage=Stage.VOORSTEL,
    )  # fmt: skip
    yield agreed(
        "oosterveen-2025",
        [
            told("De corporaties leveren in vijf jaar 140 sociale huurwoningen op.", action="opleveren",
                 numbers=(homes(140, moment="oplevering"),)),
            _rent(2026, 3.8, "Per 1 juli {} stijgt de huur van een sociale huurwoning met ten hoogste {} procent."),
            _land(15000, "2025"),
            told("Woningen met energielabel E, F of G zijn in 2028 verdwenen door isolatie.", Theme.VERDUURZAMING,
                 "verdwijnen"),
            told("Elk dorp krijgt een dorpshuis met een beheerder.", Theme.LEEFBAARHEID, "krijgen"),
        ],
        municipalities=("Oosterveen",), corporations=("Turfhorst",), period=Period(2025, 2029),
    )  # fmt: skip
    yield agreed(
        "zilverdam-magazine",
        [told("De corporaties bouwen 90 sociale huurwoningen.", standing=Standing.VOORBEELD, numbers=(homes(90),))],
        municipalities=("Zilverdam",), kind=Kind.MAGAZINE, period=Period(2025, 2025),
    )  # fmt: skip


def by_quote(editions: Sequence[Edition], start: str) -> Commitment:
    """The commitment whose quote begins so."""
    return next(one for edition in editions for one in edition.commitments if one.quote.startswith(start))
