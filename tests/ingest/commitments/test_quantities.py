"""What the numbers of a sentence mean, on sentences as agreements about invented places write them."""

import pytest

from corpus.commitment import Actor, Limit, Quantity, Role
from ingest.commitments.quantities import quantities

LEAST, MOST, ABOUT, EXACT = Limit.MINSTENS, Limit.HOOGSTENS, Limit.ONGEVEER, Limit.PRECIES
_PARTIES = {
    "Woonbaken": Actor(Role.CORPORATIE, "Woonbaken"),
    "De Akker": Actor(Role.CORPORATIE, "De Akker"),
    "Veste & Hof": Actor(Role.CORPORATIE, "Veste & Hof"),
    "gemeente": Actor(Role.GEMEENTE),
    "corporaties": Actor(Role.CORPORATIE),
}


def actors(text: str) -> tuple[Actor, ...]:
    return tuple(actor for name, actor in _PARTIES.items() if name in text)


def main(sentence: str, lead: str = "", headings: tuple[str, ...] = ()) -> Quantity:
    """The main number of a sentence."""
    found, _ = quantities(sentence, lead=lead, headings=headings, actors=actors)
    assert found, sentence
    return found[0]


def short(number: Quantity) -> tuple[float, str, Limit, str | None]:
    """value, unit, limit, per"""
    return number.value, number.unit, number.limit, number.per


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # homes
        ("Woonbaken bouwt 48 appartementen aan de Wilgenkade.", (48, "appartementen", EXACT, None)),
        ("Woonbaken bouwt ten minste 1.250 sociale huurwoningen.", (1250, "woningen", LEAST, None)),
        (
            "De Akker voegt jaarlijks minimaal 35 seniorenwoningen toe.",
            (35, "seniorenwoningen", LEAST, "jaar"),
        ),
        ("Er komen maximaal twaalf tiny houses op het Marktveld.", (12, "houses", MOST, None)),
        ("De corporaties verkopen niet meer dan 20 woningen per jaar.", (20, "woningen", MOST, "jaar")),
        ("In de looptijd slopen zij circa 60 portiekwoningen.", (60, "portiekwoningen", ABOUT, "looptijd")),
        ("De Akker realiseert drieëntwintig zorgwoningen.", (23, "zorgwoningen", EXACT, None)),
        ("Woonbaken levert tweehonderdvijftig woningen op.", (250, "woningen", EXACT, None)),
        ("Wij bouwen zo’n veertig studio’s voor jongeren.", (40, "studio’s", ABOUT, None)),
        ("De komende vier jaar worden 300 woningen geïsoleerd.", (300, "woningen", EXACT, "looptijd")),
        ("In totaal gaat het om 85 nultredenwoningen.", (85, "nultredenwoningen", EXACT, None)),
        ("Minimaal 40 van de 120 nieuwe woningen zijn gelijkvloers.", (40, "woningen", LEAST, None)),
        ("Woonbaken renoveert 75 van deze woningen.", (75, "woningen", EXACT, None)),
        (
            "De Akker verkoopt elk jaar hoogstens acht eengezinswoningen.",
            (8, "eengezinswoningen", MOST, "jaar"),
        ),
        ("Het aantal huurwoningen daalt niet onder de 4.000.", (4000, "woningen", LEAST, None)),
        ("De voorraad groeit van 3.180 naar ten minste 3.260 woningen.", (3260, "woningen", LEAST, None)),
        (
            "Het aantal ontruimingen gaat van 14 in 2023 naar hoogstens 6 in 2026.",
            (6, "ontruimingen", MOST, "jaar"),
        ),
        ("Er worden 1,2 miljoen straatstenen hergebruikt.", (1_200_000, "straatstenen", EXACT, None)),
        ("De helft van de 90 woningen krijgt een tuin.", (50, "procent", EXACT, None)),
        # money
        ("De gemeente stelt € 60.000,- beschikbaar.", (60_000, "euro", EXACT, None)),
        ("De huurder betaalt € 2,50 per maand.", (2.5, "euro", EXACT, "maand")),
        ("De corporaties leggen ieder jaar € 45.000 in het fonds.", (45_000, "euro", EXACT, "jaar")),
        ("De gemeente draagt 1,2 miljoen euro bij.", (1_200_000, "euro", EXACT, None)),
        ("Woonbaken investeert in deze periode € 12,5 miljoen.", (12_500_000, "euro", EXACT, "looptijd")),
        ("De vergoeding is ten hoogste € 750.", (750, "euro", MOST, None)),
        ("Er geldt een maximum van € 40.000 per jaar.", (40_000, "euro", MOST, "jaar")),
        ("De gemeente geeft per bewonersinitiatief maximaal 500 euro.", (500, "euro", MOST, None)),
        ("Per week is er EUR 200 voor het buurthuis.", (200, "euro", EXACT, "week")),
        ("De bijdrage bedraagt ongeveer € 300 per kwartaal.", (300, "euro", ABOUT, "kwartaal")),
        # shares
        ("Minstens 30% van de nieuwbouw is sociaal.", (30, "procent", LEAST, None)),
        ("De huren stijgen met maximaal 4,8 procent.", (4.8, "procent", MOST, None)),
        (
            "De huursom stijgt ten hoogste met de inflatie plus 0,5 procentpunt.",
            (0.5, "procentpunt", MOST, None),
        ),
        ("Een derde van het budget is voor bewoners.", (33.33, "procent", EXACT, None)),
        ("De gemeente betaalt driekwart van de kosten.", (75, "procent", EXACT, None)),
        ("Ten hoogste een kwart gaat naar urgenten.", (25, "procent", MOST, None)),
        ("Minimaal 2/3 van de huurders stemt in.", (66.67, "procent", LEAST, None)),
        ("Een op de vijf vrijkomende woningen gaat naar een starter.", (20, "procent", EXACT, None)),
        ("Jaarlijks wordt minimaal 95% passend toegewezen.", (95, "procent", LEAST, "jaar")),
        # times and terms
        ("De corporatie reageert binnen 6 weken.", (6, "weken", MOST, None)),
        ("Binnen vijf werkdagen volgt een afspraak.", (5, "werkdagen", MOST, None)),
        ("Bewoners horen het ten minste drie maanden van tevoren.", (3, "maanden", LEAST, None)),
        ("Het contract loopt anderhalf jaar.", (1.5, "jaar", EXACT, None)),
        ("De melding wordt binnen een half jaar afgehandeld.", (0.5, "jaar", MOST, None)),
        ("De opzegtermijn is uiterlijk negen maanden.", (9, "maanden", MOST, None)),
        ("Begeleiding duurt minimaal een jaar.", (1, "jaar", LEAST, None)),
        ("De huismeester is 24 uur per week aanwezig.", (24, "uur", EXACT, "week")),
        ("De woningen blijven er vijftien jaar staan.", (15, "jaar", EXACT, None)),
        # how often
        ("Partijen overleggen twee keer per jaar.", (2, "keer", EXACT, "jaar")),
        ("De werkgroep komt tweemaal per maand bijeen.", (2, "keer", EXACT, "maand")),
        ("Eens per kwartaal is er een rondgang.", (1, "keer", EXACT, "kwartaal")),
        ("Wij spreken elkaar minstens 3x per jaar.", (3, "keer", LEAST, "jaar")),
        ("Het overleg is ten minste eenmaal per jaar.", (1, "keer", LEAST, "jaar")),
        # other things that are counted
        ("De corporaties leiden samen twaalf energiecoaches op.", (12, "energiecoaches", EXACT, None)),
        ("De gemeente zet 1,5 fte in.", (1.5, "fte", EXACT, None)),
        ("Ten minste 200 huishoudens krijgen een energieadvies.", (200, "huishoudens", LEAST, None)),
        ("Elk jaar worden 150 adressen gecontroleerd.", (150, "adressen", EXACT, "jaar")),
        ("Woonbaken heeft minstens één wijkbeheerder in dienst.", (1, "wijkbeheerders", LEAST, None)),
        ("Partijen streven naar nul huisuitzettingen.", (0, "huisuitzettingen", EXACT, None)),
        ("Tien of meer huurders kunnen een commissie oprichten.", (10, "huurders", LEAST, None)),
        ("Huurders geven het onderhoud in 2028 ten minste een 7,5.", (7.5, "rapportcijfer", LEAST, None)),
        ("De gemeente wijst vóór de zomer vier locaties aan.", (4, "locaties", EXACT, None)),
        ("Van de 45 vrije woningen gaan er 15 naar spoedzoekers.", (15, "woningen", EXACT, None)),
        ("Voor de hele periode is er € 3 miljoen.", (3_000_000, "euro", EXACT, "looptijd")),
        ("In 2026: 30 woningen, in 2027: 45 woningen.", (30, "woningen", EXACT, "jaar")),
        ("Er komen acht nieuwe standplaatsen bij.", (8, "standplaatsen", EXACT, None)),
    ],
)
def test_the_main_number_has_its_unit_limit_and_time(
    sentence: str, expected: tuple[float, str, Limit, str | None]
) -> None:
    assert short(main(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "value", "upper", "unit"),
    [
        ("Woonbaken bouwt 15 tot 20 woningen per jaar.", 15, 20, "woningen"),
        ("De Akker levert tussen de 10 en 15 appartementen op.", 10, 15, "appartementen"),
        ("Er zijn 8-12 plekken voor woonwagens.", 8, 12, "plekken"),
        ("De bijdrage ligt tussen € 500 en € 750.", 500, 750, "euro"),
        ("De huur stijgt met 2 à 3 procent.", 2, 3, "procent"),
        ("Het overleg is twee of drie keer per jaar.", 2, 3, "keer"),
        ("De wachttijd is vier tot zes weken.", 4, 6, "weken"),
    ],
)
def test_a_range_has_two_ends(sentence: str, value: float, upper: float, unit: str) -> None:
    number = main(sentence)
    assert (number.value, number.upper, number.unit) == (value, upper, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Deze afspraken gelden van 1 januari 2025 tot en met 31 december 2028.",
        "Uiterlijk op 15 maart 2026 is het plan klaar.",
        "De prijs stijgt elk jaar op 1 januari met de inflatie.",
        "Dit werkt volgens artikel 44 lid 2 van de Woningwet.",
        "Tabel 3 en bijlage 2 horen bij dit hoofdstuk.",
        "Zie ook artikel 3.2, 6.1 en 8.2.",
        "De verhuiscoach is er voor 65-plussers.",
        "Jongeren tot 23 jaar krijgen voorrang.",
        "Een huurder van 70 jaar of ouder krijgt hulp.",
        "Senioren vanaf 55 jaar mogen reageren.",
        "De woning is bedoeld voor 18- tot 27-jarigen.",
        "Woningen met een Energie-Index boven 2,10 krijgen voorrang.",
        "De drie corporaties werken hierin samen.",
        "Alle vijf partijen stemmen daarmee in.",
        "Op 1 januari 2024 hebben 995 woningen label E, F of G.",
        "Bel bij spoed 0182-123456 of kom langs op 1234 AB.",
        "Het loket is open van 9 tot 16 uur.",
        "De bouw van fase 2 en blok B volgt later.",
        "Het gaat om de Woonvisie 2023–2030.",
        "De afgelopen tien jaar is er weinig gebouwd.",
        "Zij gebruiken één formulier.",
        "Bij een achterstand van twee maanden belt de corporatie.",
        "In complexen met meer dan 40 woningen is een ontmoetingsruimte.",
        "Portiekflats uit de jaren vijftig gaan voor.",
        "De gemeente volgt NEN 2580.",
        "3.2 Huurbeleid",
        "De kosten stijgen met meer dan 10 procent.",
        "Het college stelde in 2024 de verordening vast.",
    ],
)
def test_what_counts_nothing_is_no_number(sentence: str) -> None:
    assert quantities(sentence) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "field", "expected"),
    [
        ("De Akker besteedt € 95 per woning per jaar aan leefbaarheid.", "each", "woning"),
        ("Per woning is er elk jaar € 6,50 voor de huurdersorganisatie.", "each", "woning"),
        ("De gemeente betaalt per ruimte € 4.000 per jaar.", "each", "ruimte"),
        ("Een pakket kost hoogstens € 35 per huishouden.", "each", "huishouden"),
        ("Er is één huismeester per 900 woningen.", "each", "900 woningen"),
        ("Er is één begeleider per 100 te slopen woningen.", "each", "100 te slopen woningen"),
        ("De huurder betaalt € 3 per maand per twee panelen.", "each", "twee panelen"),
        ("De grondprijs voor een sociale huurwoning is € 17.250.", "each", "woning"),
        ("De gemeente vraagt voor een kavel voor sociale huur € 15.000.", "each", "kavel"),
        ("Woonbaken belooft om 44 woningen op te leveren.", "moment", "oplevering"),
        ("Netto komen er 60 woningen bij.", "basis", "netto"),
        ("Per saldo zijn dat 96 woningen meer.", "basis", "netto"),
        ("Zij bouwen bruto 420 woningen.", "basis", "bruto"),
        ("De Akker bouwt 30 sociale huurwoningen.", "segment", "sociaal"),
        ("Van de 80 woningen zijn er 16 in de middenhuur.", "segment", "middenhuur"),
        ("Woonbaken bouwt 25 koopwoningen.", "segment", "koop"),
        ("Woonbaken levert 44 woningen op.", "moment", "oplevering"),
        ("In 2026 worden 44 woningen opgeleverd.", "moment", "oplevering"),
        ("Van ten minste 820 woningen is de bouw gestart.", "moment", "start"),
        ("De bijdrage is € 1.400 (prijspeil 1 januari 2024).", "price_level", "2024"),
        ("Wij rekenen met € 17.000 per woning (prijspeil 2023).", "price_level", "2023"),
    ],
)
def test_what_the_sentence_says_more_of_a_number_is_kept(sentence: str, field: str, expected: object) -> None:
    assert getattr(main(sentence), field) == expected


def test_a_number_that_is_divided_has_its_total_first_and_the_party_of_every_part() -> None:
    found, _ = quantities(
        "Elk jaar zijn ten minste 20 woningen beschikbaar: 12 van Woonbaken en 8 van De Akker.", actors=actors
    )
    assert [(n.value, n.unit, n.per, n.total, n.actor and n.actor.name) for n in found] == [
        (20, "woningen", "jaar", True, None),
        (12, "woningen", "jaar", False, "Woonbaken"),
        (8, "woningen", "jaar", False, "De Akker"),
    ]


def test_parts_may_stand_after_their_party() -> None:
    found, _ = quantities(
        "Zij leggen samen € 60.000 in het fonds: Woonbaken € 38.000 en De Akker € 22.000.", actors=actors
    )
    assert [(n.value, n.actor and n.actor.name) for n in found] == [
        (60_000, None), (38_000, "Woonbaken"), (22_000, "De Akker"),
    ]  # fmt: skip


def test_parts_without_a_total_are_parts_too() -> None:
    found, _ = quantities(
        "De gemeente betaalt 60 procent en de corporaties betalen samen 40 procent.", actors=actors
    )
    assert [(n.value, n.actor and n.actor.role, n.total) for n in found] == [
        (60, Role.GEMEENTE, False), (40, Role.CORPORATIE, False),
    ]  # fmt: skip


def test_amounts_that_happen_to_add_up_are_no_total() -> None:
    found, _ = quantities(
        "Woonbaken betaalt € 70.000, De Akker € 46.000 en Veste & Hof € 24.000.", actors=actors
    )
    assert not any(number.total for number in found)


def test_a_unit_that_is_left_out_is_that_of_the_number_beside_it() -> None:
    found, _ = quantities("Woonbaken bouwt daarnaast 60 en De Akker 40 middenhuurwoningen.", actors=actors)
    assert [(n.value, n.unit, n.actor and n.actor.name) for n in found] == [
        (60, "middenhuurwoningen", "Woonbaken"), (40, "middenhuurwoningen", "De Akker"),
    ]  # fmt: skip


def test_a_list_of_years_gives_numbers_of_one_year_and_their_sum() -> None:
    found, _ = quantities("De corporaties verbeteren 270 woningen: 120 in 2026 en 150 in 2027.")
    assert [(n.value, n.per, n.total) for n in found] == [
        (270, "looptijd", True), (120, "jaar", False), (150, "jaar", False),
    ]  # fmt: skip


def test_a_condition_after_the_main_clause_is_a_further_number() -> None:
    found, _ = quantities(
        "Woonbaken sluit 210 woningen aan, als ten minste 70 procent van de huurders instemt."
    )
    assert [short(n) for n in found] == [(210, "woningen", EXACT, None), (70, "procent", LEAST, None)]


def test_a_condition_in_front_is_no_number_beside_what_it_leads_to() -> None:
    found, _ = quantities("Scoort een complex lager dan een 6,5, dan komt er binnen zes weken een plan.")
    assert [short(n) for n in found] == [(6, "weken", MOST, None)]


def test_a_threshold_of_what_it_is_about_is_no_number_beside_the_term() -> None:
    found, _ = quantities("Voor aanpassingen tot € 1.000 beslist de gemeente binnen vijf werkdagen.")
    assert [short(n) for n in found] == [(5, "werkdagen", MOST, None)]


def test_an_amount_comes_before_how_long_something_lasts() -> None:
    found, _ = quantities("Hij houdt de oude huur gedurende drie jaar en krijgt een bijdrage van € 1.250.")
    assert [n.unit for n in found] == ["euro", "jaar"]


def test_per_year_and_in_total_in_one_sentence_are_kept_apart() -> None:
    found, _ = quantities("Wij verkopen hoogstens 15 woningen per jaar, 60 in totaal.")
    assert [(n.value, n.per) for n in found] == [(15, "jaar"), (60, "looptijd")]


def test_two_things_that_share_per_year_both_have_it() -> None:
    found, _ = quantities("Zij houden ten minste één digitaal panel en één bijeenkomst per jaar.")
    assert [(n.value, n.unit, n.per) for n in found] == [(1, "panels", "jaar"), (1, "bijeenkomsten", "jaar")]


def test_the_sentence_before_a_list_gives_what_its_item_leaves_out() -> None:
    number = main(
        "90 in de wijk Parkhof;", lead="De corporaties bouwen in vier jaar het volgende aantal woningen:"
    )
    assert short(number) == (90, "woningen", EXACT, "looptijd")


def test_a_limit_before_a_list_holds_for_its_items() -> None:
    number = main("12 woningen van De Akker;", lead="De corporaties verkopen per jaar hoogstens:")
    assert short(number) == (12, "woningen", MOST, "jaar")


def test_a_heading_says_what_is_counted_where_the_sentence_does_not() -> None:
    assert (
        main("Per jaar zijn dat er hoogstens 28.", headings=("2.4 Verkoop van woningen",)).unit == "woningen"
    )


def test_a_heading_says_that_a_growth_is_net() -> None:
    assert main("Dat zijn 150 woningen.", headings=("Artikel 8 Nettogroei",)).basis == "netto"


def test_a_sentence_of_one_year_counts_for_that_year() -> None:
    assert main("Woonbaken sloopt in 2026 de 36 woningen aan de Dijk.").per == "jaar"


def test_the_words_of_a_number_stand_verbatim_in_the_sentence() -> None:
    sentence = "Elk jaar zijn ten minste 20 woningen beschikbaar: 12 van Woonbaken en 8 van De Akker."
    found, evidence = quantities(sentence, actors=actors)
    assert len(found) == len(evidence)
    assert all(one.words and one.words in sentence for one in evidence)
    assert evidence[0].words == "ten minste 20 woningen"
    assert evidence[1].certainty < 1  # its unit was taken from another number


def test_an_absurdly_long_sentence_is_read_to_a_bound() -> None:
    found, _ = quantities("Woonbaken bouwt 12 woningen en " * 5_000)
    assert 0 < len(found) <= 40


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2026 en 2027 besteedt Woonbaken € 121 en De Akker € 94 per woning per jaar.",
        "Woonbaken legt € 3 en De Akker € 4 per woning per jaar in.",
        "Woonbaken betaalt € 2 en De Akker € 5 per woning per jaar.",
    ],
)
def test_what_two_numbers_are_per_stands_once(sentence: str) -> None:
    found, _ = quantities(sentence, actors=actors)
    assert [(one.per, one.each) for one in found] == [("jaar", "woning")] * 2
