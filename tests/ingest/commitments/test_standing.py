"""What a kind of document makes of its commitments; only an agreement that is no draft has agreed ones."""

from dataclasses import replace

import pytest

from corpus.commitment import Standing
from corpus.model import Description, Kind, Origin, Stage
from corpus.standing import standing_of
from tests.ingest.commitments.invented import AGREEMENT, read

SENTENCE = "De gemeente en Vechthuis bouwen in 2026 ten minste 40 sociale huurwoningen."
TOLD = "De gemeente Esdoornveen en Vechthuis spraken in 2024 af dat er 40 sociale huurwoningen komen."


@pytest.mark.parametrize(
    ("kind", "stage", "origin", "standing"),
    [
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, Origin.ORIGINEEL, Standing.AFGESPROKEN),
        (Kind.JAARAFSPRAKEN, Stage.GEPUBLICEERD, Origin.ORIGINEEL, Standing.AFGESPROKEN),
        (Kind.ADDENDUM, Stage.ONBEKEND, Origin.VOORBEELD, Standing.AFGESPROKEN),
        (Kind.REGIONALE_AFSPRAKEN, Stage.ONDERTEKEND, Origin.ORIGINEEL, Standing.AFGESPROKEN),
        (Kind.PRESTATIEAFSPRAKEN, Stage.CONCEPT, Origin.ORIGINEEL, Standing.CONCEPT),
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, Origin.SAMENVATTING, Standing.VOORBEELD),
        (Kind.BOD, Stage.ONDERTEKEND, Origin.ORIGINEEL, Standing.VOORSTEL),
        (Kind.BOD, Stage.VOORSTEL, Origin.ORIGINEEL, Standing.VOORSTEL),
        (Kind.MAGAZINE, Stage.GEPUBLICEERD, Origin.SAMENVATTING, Standing.VOORBEELD),
        (Kind.MONITOR, Stage.GEPUBLICEERD, Origin.ORIGINEEL, Standing.RESULTAAT),
        (Kind.VISITATIE, Stage.GEPUBLICEERD, Origin.ORIGINEEL, Standing.RESULTAAT),
        (Kind.WET, Stage.GEPUBLICEERD, Origin.ORIGINEEL, None),
        (Kind.WOONVISIE, Stage.GEPUBLICEERD, Origin.ORIGINEEL, None),
    ],
)
def test_the_standing_of_a_document(
    kind: Kind, stage: Stage, origin: Origin, standing: Standing | None
) -> None:
    assert standing_of(Description("x", kind, origin, stage=stage)) is standing


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if standing_of(replace(AGREEMENT, kind=kind)) is None]
)
def test_a_kind_that_agrees_nothing_gives_nothing(kind: Kind) -> None:
    assert read(SENTENCE, TOLD, description=replace(AGREEMENT, kind=kind)) == ()


@pytest.mark.parametrize("kind", [Kind.MAGAZINE, Kind.ARTIKEL, Kind.MONITOR, Kind.VISITATIE])
def test_a_text_about_agreements_gives_only_what_it_says_that_somebody_agreed(kind: Kind) -> None:
    found = read(
        SENTENCE, TOLD, "Maak afspraken over 40 woningen.", description=replace(AGREEMENT, kind=kind)
    )
    assert [one.quote for one in found] == [TOLD]
    assert found[0].standing is not Standing.AFGESPROKEN


def test_no_bid_or_draft_ever_yields_what_is_agreed() -> None:
    for change in ({"kind": Kind.BOD}, {"stage": Stage.CONCEPT}, {"stage": Stage.VOORSTEL}):
        found = read(f"Partijen spreken af: {SENTENCE}", SENTENCE, description=replace(AGREEMENT, **change))
        assert found
        assert all(one.standing is not Standing.AFGESPROKEN for one in found)
