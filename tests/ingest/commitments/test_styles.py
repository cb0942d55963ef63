"""Agreements, bids and letters in other styles than the bundled ones; all places and parties are invented."""

from dataclasses import replace

import pytest

from corpus.commitment import Modality, Role
from corpus.model import Kind
from ingest.commitments.structure import read as reading_of
from tests.ingest.commitments.invented import AGREEMENT, read

BID = replace(AGREEMENT, kind=Kind.BOD, corporations=(), tenant_organisations=())


def _items(*items: str) -> str:
    return "\n".join(f"• {item}" for item in items)


@pytest.mark.parametrize(
    "sentence",
    [
        "Op het oude veilingterrein verrijzen zestig sociale huurwoningen.",
        "Gezinnen met een laag inkomen ontzien we bij de huurronde.",
        "Onderzocht wordt of het dak van de sporthal zonnepanelen kan dragen.",
        "Partijen omarmen de gedachte van wonen boven winkels.",
        "We kwartiermaken samen een buurthuis.",
        "Door beide partijen wordt een aanjager geformeerd.",
        "De opbrengst vloeit terug naar de kern waar de woning stond.",
        "Wie na een scheiding dakloos raakt, krijgt binnen een maand een kamer.",
        "Geen gezin woont na 2028 nog in een noodwoning.",
        "De buurtkamer in de Lindeflat blijft bestaan.",
        "Vijf daarvan worden geschikt voor een rolstoel.",
    ],
)
def test_what_is_put_in_other_words_is_found(sentence: str) -> None:
    assert len(read(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Ter vergelijking: landelijk ligt die grens op 4,1 procent.",
        "Het bouwtempo is volgens de prognose van de provincie lager.",
        "Vechthuis verhuurt in Esdoornveen 2.100 woningen.",
        "Onder de middeninkomens vallen huishoudens met een inkomen boven de grens.",
        "Wettelijk mag de huur met vier procent stijgen.",
        "De provincie gaat uit van 900 extra huishoudens in 2035.",
        "Dat scheelt een huurder gemiddeld 300 euro per jaar.",
        "De bouw van de flat heeft vertraging opgelopen.",
        "In 2023 hadden 300 woningen een slecht label.",
        "In 2022 waren er nog 40 standplaatsen.",
        "De plannen kwamen sneller rond dan gedacht.",
        "De netcapaciteit is nog onzeker.",
        "Met vragen kunt u terecht bij onze balie.",
        "Wij kijken uit naar een goede samenwerking.",
        "Deze afspraken moeten in samenhang met de woonzorgvisie worden gelezen.",
    ],
)
def test_what_explains_compares_or_greets_is_none(sentence: str) -> None:
    assert read(sentence) == ()


@pytest.mark.parametrize(
    "heading",
    ["Wat hebben we in 2024 bereikt?", "Overwegende dat", "Waar lopen we tegenaan?", "Resultaten in 2024"],
)
def test_under_headings_of_results_and_considerations_nothing_is_agreed(heading: str) -> None:
    assert read("We delen samen 40 laptops uit.", headings=[heading], clause=None) == ()


def test_items_without_a_subject_or_verb_are_found() -> None:
    text = _items(
        "Spouwmuren isoleren in de Merelbuurt",
        "Handhaving op zwerfvuil in het park",
        "Buurtbudget: € 12.000 per jaar",
        "Overleg met de wijkagent eens per zes weken",
        "24 woningen opgeleverd",
    )
    quotes = [found.quote for found in read(text, headings=["Dit doen we in 2027"], clause=None)]
    assert len(quotes) == 4
    assert "24 woningen opgeleverd" not in quotes


def test_a_party_in_brackets_behind_an_item_does_it() -> None:
    text = _items("Straatverlichting vernieuwen (gemeente)", "Wijkschouw in april (gemeente en corporaties)")
    first, second = read(text, headings=["Acties"], clause=None)
    assert [actor.role for actor in first.actors] == [Role.GEMEENTE]
    assert {actor.role for actor in second.actors} == {Role.GEMEENTE, Role.CORPORATIE}


def test_the_number_of_a_clause_is_no_part_of_what_it_says() -> None:
    (found,) = read("2.3 Partijen sluiten 40 contracten met starters.", clause="2")
    assert found.quote == "Partijen sluiten 40 contracten met starters."
    assert found.clause == "2.3"
    assert [number.value for number in found.numbers] == [40]


def test_we_in_a_bid_is_a_corporation_also_without_its_name() -> None:
    (found,) = read("Wij kopen in 2027 acht woningen terug.", description=BID)
    assert [actor.role for actor in found.actors] == [Role.CORPORATIE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Van de gemeente verwachten wij dat zij de vergunning binnen tien weken verleent.",
        "Wij rekenen erop dat de gemeente een locatie aanwijst.",
        "Verder vragen wij u om de leges te halveren.",
    ],
)
def test_what_a_bid_asks_is_done_by_the_one_that_is_asked(sentence: str) -> None:
    (found,) = read(sentence, description=BID)
    assert [actor.role for actor in found.actors] == [Role.GEMEENTE]


def test_what_a_tenant_gets_is_done_by_the_one_that_gives_it() -> None:
    (found,) = read("U kunt gratis advies krijgen van de gemeente.")
    assert [actor.role for actor in found.actors] == [Role.GEMEENTE]


def test_an_answer_to_if_question_is_a_condition() -> None:
    found = read("Heeft u schulden? Dan helpt Vechthuis u met een regeling.")
    assert [one.modality for one in found] == [Modality.VOORWAARDE]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("De huur stijgt een half procent minder dan de inflatie.", 0.5, "procent"),
        ("Vechthuis plaatst 40 extra laadpalen.", 40, "laadpalen"),
        ("In plannen vanaf twintig woningen komt 30 procent sociale huur.", 30, "procent"),
        ("Zeven op de tien woningen gaan naar starters.", 70, "procent"),
    ],
)
def test_numbers_in_other_words(sentence: str, value: float, unit: str) -> None:
    (found,) = read(sentence)
    assert (found.numbers[0].value, found.numbers[0].unit) == (value, unit)


def test_a_participle_in_front_is_passive() -> None:
    found = reading_of("Gestreefd wordt naar een lagere huur.")
    assert found.passive
    assert found.main is not None
    assert found.main.infinitive == "streven"
