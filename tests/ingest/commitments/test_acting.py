"""Who does it: by name, by role, by what stands before, or by what it is about."""

import pytest

from corpus.commitment import Actor, Role
from corpus.model import Description, Kind, Stage
from ingest.commitments import extract
from tests.ingest.commitments.invented import AGREEMENT, passages_of, read

GEMEENTE, CORPORATIES = Actor(Role.GEMEENTE), Actor(Role.CORPORATIE)
PARTIJEN, HUURDERS = Actor(Role.PARTIJEN), Actor(Role.HUURDERSORGANISATIE)
VECHTHUIS = Actor(Role.CORPORATIE, "Stichting Vechthuis")
ZUIDOEVER = Actor(Role.CORPORATIE, "Wonen Zuidoever")
EIK = Actor(Role.CORPORATIE, "Thuis in Eik")
RAAD = Actor(Role.HUURDERSORGANISATIE, "Huurdersraad Vechthuis")


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Vechthuis bouwt in 2026 40 woningen.", {VECHTHUIS}),
        ("In 2027 zal Thuis in Eik het complex Lindehof slopen.", {EIK}),
        ("Wonen Zuidoever heeft de ambitie om in 2030 CO2-neutraal te zijn.", {ZUIDOEVER}),
        ("De Huurdersraad brengt binnen zes weken advies uit over het huurbeleid.", {RAAD}),
        ("De gemeente en Vechthuis ontwikkelen samen een plan voor de Rivierenwijk.", {GEMEENTE, VECHTHUIS}),
        (
            "Vechthuis stort elk jaar € 20.000 en Wonen Zuidoever € 8.000 in een fonds.",
            {VECHTHUIS, ZUIDOEVER},
        ),
        ("De gemeente betaalt de inrichting, Vechthuis verhuurt de ruimte.", {GEMEENTE, VECHTHUIS}),
        ("De corporaties bouwen 90 woningen: Vechthuis 50 en Wonen Zuidoever 40.", {CORPORATIES}),
        (
            "Van de vrijkomende woningen verhuren de corporaties ten minste 75% onder die grens.",
            {CORPORATIES},
        ),
        ("Door Vechthuis worden 30 woningen geschikt gemaakt voor ouderen.", {VECHTHUIS}),
        ("Partijen spreken af dat de corporaties hoogstens 15 procent vrij toewijzen.", {CORPORATIES}),
        (
            "Vechthuis stelt elk jaar 9 en Wonen Zuidoever elk jaar 4 woningen beschikbaar.",
            {VECHTHUIS, ZUIDOEVER},
        ),
        ("Wijzigen kan als alle partijen schriftelijk akkoord zijn.", {PARTIJEN}),
        ("Eerder stoppen kan alleen als beide partijen dat willen.", {PARTIJEN}),
        ("Alle vijf partijen moeten schriftelijk instemmen.", {PARTIJEN}),
        ("Wij houden de wijken schoon, heel en veilig.", {PARTIJEN}),
        (
            "De corporaties en de huurdersorganisaties bespreken elk kwartaal de klachten.",
            {CORPORATIES, HUURDERS},
        ),
        ("De huur stijgt per 1 juli 2026 met ten hoogste 3%.", {CORPORATIES}),
        ("De grondprijs voor een sociale huurwoning is € 17.000.", {GEMEENTE}),
        ("Het bestuurlijk overleg komt drie keer per jaar bij elkaar.", {PARTIJEN}),
        ("De woningen van Vechthuis krijgen uiterlijk in 2027 dubbel glas.", {VECHTHUIS}),
        (
            "De huurdersorganisaties krijgen alle stukken ten minste tien werkdagen van tevoren.",
            {CORPORATIES},
        ),
    ],
)
def test_the_actors_of_a_sentence(sentence: str, actors: set[Actor]) -> None:
    assert [set(found.actors) for found in read(sentence)] == [actors]


def test_a_pronoun_is_the_party_of_the_sentence_before() -> None:
    found = read(
        "Vechthuis en de gemeente werken samen in een buurtteam. Zij bezoeken elk jaar 300 huurders."
    )
    assert set(found[1].actors) == {VECHTHUIS, GEMEENTE}


def test_a_pronoun_does_not_reach_over_a_heading() -> None:
    one, first = passages_of("De gemeente betaalt de coach.", headings=("A", "A.1"))
    other, second = passages_of("Zij bezoeken elk jaar 300 huurders.", headings=("A", "A.2"))
    found = extract(AGREEMENT, [*one, *other], [*first, *second], "e")
    assert found[-1].actors != (GEMEENTE,)


def test_in_a_bid_we_are_its_corporation() -> None:
    bid = Description(
        "Bod 2026",
        Kind.BOD,
        municipalities=("Esdoornveen",),
        corporations=("Wonen Zuidoever",),
        stage=Stage.VOORSTEL,
    )
    found = read("Wij bouwen in 2026 40 woningen. Wij vragen de gemeente om:\n1. een vaste grondprijs van € 17.000;",
                 description=bid)  # fmt: skip
    assert [one.actors for one in found] == [(ZUIDOEVER,), (GEMEENTE,)]


def test_an_alias_that_the_text_gives_is_a_name() -> None:
    found = read(
        "Partij\tRol\tHierna\nHuurdersvereniging De Oever\thuurders\tde Oeverraad",
        "De Oeverraad adviseert binnen vier weken over de sloop.",
    )
    assert found[-1].actors == (Actor(Role.HUURDERSORGANISATIE, "Huurdersvereniging De Oever"),)


@pytest.mark.parametrize(
    "texts",
    [
        "Beide huurdersorganisaties krijgen € 9 per woning per jaar. Zij gaan in 2026 na of zij willen samengaan.",
        "De huurdersorganisaties ontvangen jaarlijks een bijdrage. Zij leggen daarvoor verantwoording af.",
        "De huurdersorganisaties krijgen elk jaar scholing. Zij kiezen het onderwerp daarvan.",
    ],
)
def test_zij_are_those_who_were_given_something(texts: str) -> None:
    given, own = read(texts)
    assert (given.actors, own.actors) == ((CORPORATIES,), (HUURDERS,))
