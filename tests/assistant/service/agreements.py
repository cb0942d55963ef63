"""Agreements of invented parties whose commitments are known: rents over the years, a row of a table, mark-up."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.commitment import Actor, FieldEvidence, Modality, Quantity, Role, Standing
from corpus.edition import Edition
from corpus.model import Kind, Period, Stage, Theme
from tests.assistant.precedents.conftest import agreement, commitment, edition_of

RENT = "De huur stijgt in {year} met hoogstens {rise} procent."
ROW = "Kadewonen\t40\t50"
SCRIPT = 'De <script>alert(1)</script> & "partijen" bouwen 7 <b>woningen</b>.'


def _rents(document: str, place: str, start: int, rise: int, kind: Kind = Kind.PRESTATIEAFSPRAKEN) -> Edition:
    """An agreement about rents, a table of homes, and a sentence with mark-up."""
    quote = RENT.format(year=start, rise=rise)
    texts = (f"{quote} Elk kwartaal overleggen wij.", f"Corporatie\t2025\t2026\n{ROW}", SCRIPT)
    edition = edition_of(
        document, texts, kind=kind, stage=Stage.ONDERTEKEND, municipalities=(place,), corporations=("Kadewonen",),
        period=Period(start, start + 3),
    )  # fmt: skip
    standing = Standing.VOORSTEL if edition.description.kind is Kind.BOD else Standing.AFGESPROKEN
    agreed = {"standing": standing, "clause": "Artikel 3 lid 1", "headings": ("Artikel 3 Huur",)}
    rent = commitment(
        edition.id, 0, edition.passages[0], quote, themes=(Theme.BETAALBAARHEID,), action="stijgen", object="de huur",
        numbers=(Quantity(rise, "procent", per="jaar"),), period=Period(start, start),
        evidence=(FieldEvidence("modality", "stijgt", 0.6), FieldEvidence("numbers", f"{rise} procent")), **agreed,
    )  # fmt: skip
    talk = commitment(
        edition.id,
        1,
        edition.passages[0],
        "Elk kwartaal overleggen wij.",
        modality=Modality.PROCEDURE,
        **agreed,
    )
    cells = [
        commitment(
            edition.id, 2 + at, edition.passages[1], ROW, themes=(Theme.NIEUWBOUW,), action="bouwen",
            object="woningen", actors=(Actor(Role.CORPORATIE, "Kadewonen"),),
            numbers=(Quantity(value, "woningen", per="jaar"),),
            period=Period(year, year), form="table", context="Tabel 1: Woningen\nCorporatie\t2025\t2026",
            standing=standing,
        )
        for at, (year, value) in enumerate(((2025, 40), (2026, 50)))
    ]  # fmt: skip
    hostile = commitment(
        edition.id, 4, edition.passages[2], SCRIPT, object='<img src="x">', standing=standing
    )
    return replace(edition, commitments=(rent, talk, *cells, hostile))


def example_editions() -> Iterator[Edition]:
    """Agreements of two municipalities, a bid, an older agreement, and ten by chance."""
    yield _rents("lindewaard-2021", "Lindewaard", 2021, 2)
    yield _rents("lindewaard-2025", "Lindewaard", 2025, 3)
    yield _rents("zilverdam-2024", "Zilverdam", 2024, 4)
    yield _rents("bod-lindewaard", "Lindewaard", 2026, 5, kind=Kind.BOD)
    for number in range(10):
        yield agreement(number)
