"""Sentences in the many styles of agreements about invented places: which are commitments, and which are none."""

import pytest

from corpus.commitment import Modality
from tests.ingest.commitments.invented import read

AGREED = """\
Realisatie van 40 woningen in de Kromme Akker.
Oplevering van 24 appartementen aan de Veenkade in 2027.
Start renovatie 2026: 80 woningen.
Renovatie Lindeblok: 48 woningen, start in 2026.
Gemeente faciliteert de overleggen over leefbaarheid.
De gemeente faciliteert initiatieven van bewoners met een budget van € 10.000 per jaar.
Wat doen we? We isoleren elk jaar 120 woningen.
Wij kiezen voor huurverlaging bij de laagste inkomens.
Uitgangspunt is dat de voorraad sociale huurwoningen niet kleiner wordt.
Zorgen voor voldoende woningen voor ouderen.
Ten minste 70% van de voorraad heeft een huur onder de lage aftoppingsgrens.
In 2026 wordt een proef met woningdelen gestart.
Door Vechthuis worden 30 woningen aangepast voor mensen met een beperking.
Het streven is om in 2028 geen woningen met label E, F of G meer te hebben.
Doel: in 2030 zijn alle woningen gasloos.
Inzet van twee wijkbeheerders in Lisdorp.
Minimaal twee keer per jaar een overleg met de bewonerscommissies.
Bij een huurachterstand van twee maanden gaat Vechthuis op huisbezoek.
Partijen hebben afgesproken dat er 60 flexwoningen komen op het Zuiderveld.
We maken samen een plan voor de wijk Kastanjebuurt.
Statushouders krijgen binnen veertien weken een woning.
Jongeren tot 23 jaar mogen rekenen op een passende kamer.
De huur gaat bij verhuizing naar een kleinere woning niet omhoog.
Wonen Zuidoever neemt het initiatief voor een pilot met Housing First.
Vechthuis en de gemeente trekken samen op bij de aanpak van overlast.
De gemeente draagt zorg voor tijdige vergunningen.
De gemeente is bereid om grond in te brengen tegen een sociale grondprijs.
Corporaties committeren zich aan de landelijke afspraken over verduurzaming.
Hiervoor stelt de gemeente € 250.000 beschikbaar.
Voor deze groep reserveren wij jaarlijks vijftien woningen.
Nieuwbouwwoningen voldoen aan de eisen van levensloopbestendig bouwen.
Het aantal sociale huurwoningen groeit met 150 tot 2029.
Elke nieuwe huurder ontvangt een energiebox.
Verkoop van sociale huurwoningen blijft beperkt tot tien per jaar.
Sloop van woningen alleen na overleg met bewoners.
Geen verkoop van eengezinswoningen in de dorpskernen.
Voortzetting van de subsidie voor buurtbemiddeling.
Jaarlijkse evaluatie van de afspraken in oktober.
Het college legt de raad in 2026 een nieuwe woonvisie voor.
Thuis in Eik gaat 12 zorgwoningen realiseren in Wierum.
Partijen spannen zich in om dakloosheid te voorkomen.
Corporaties geven voorrang aan mensen met een vitaal beroep.
Als een woning leegkomt, biedt de corporatie die eerst aan een doorstromer aan.
Over de voortgang wordt ieder half jaar gerapporteerd.
Huurders worden vooraf betrokken bij plannen voor onderhoud.
De inzet is erop gericht om wachttijden te verkorten.
Vechthuis onderzoekt de mogelijkheden voor optoppen van drie flats.
We willen dat iedereen prettig kan wonen in een veilige buurt.
De corporaties hanteren een gematigd huurbeleid: inflatievolgend.
Streefhuren worden begrensd op 80% van de maximale huur.
De bijdrage per huurdersorganisatie bedraagt € 4 per woning.
Uiterlijk eind 2026 ligt er een woonzorgvisie.
Vanaf 1 januari 2027 vervalt de inkomenstoets.
In het najaar van 2026 beslissen partijen of de verkoop eerder kan stoppen dan hierboven staat.
Vanaf 2027 is er één wachtlijst voor alle dorpen.
Per 1 januari 2027 is er een gezamenlijk meldpunt.
In de Veenbuurt komen 24 appartementen voor ouderen.
Aan de Oeverweg komen twee studio's voor statushouders.
Na 2028 blijven er 92 over; die volgen uiterlijk in 2030.
In Wierum geldt dit pas vanaf 2026.
Toewijzing vindt plaats volgens de regionale huisvestingsverordening.
Er komt een meldpunt voor ongewenste verhuur.
Vergroenen van tuinen en daken, ten minste 2.000 m2 per jaar.
Extra aandacht gaat uit naar complexen met vocht en schimmel.
Asbest wordt bij mutatie verwijderd.
De partijen komen twee keer per jaar bijeen in bestuurlijk overleg.
Zuidoever bouwt 22 woningen, waarvan 8 voor starters.
De gemeente verleent hieraan medewerking."""
NONE = """\
De gemeente telt 24.000 inwoners.
De wachttijd liep in 2023 op tot acht jaar.
In de afgelopen periode zijn 88 woningen opgeleverd.
Esdoornveen is een groene gemeente tussen twee rivieren.
Onder een sociale huurwoning verstaan wij een woning met een huur onder de liberalisatiegrens.
In tabel 3 staan de aantallen per jaar.
Zie ook bijlage 2.
De bouwkosten zijn de laatste jaren sterk gestegen.
Veel ouderen wonen in een te grote woning.
Door de stijgende energieprijzen kwamen huishoudens in de problemen.
De Woningwet verplicht corporaties tot het maken van prestatieafspraken.
Dit hoofdstuk gaat over betaalbaarheid.
De vraag naar kleine woningen neemt toe.
Uit het onderzoek blijkt dat huurders tevreden zijn.
Op 1 januari 2025 hadden de corporaties 5.600 woningen.
De cijfers komen uit de monitor van de provincie.
Wat ging goed en wat kon beter?
Vechthuis is in 1919 opgericht.
Aldus ondertekend op 12 december 2024.
Namens de gemeente Esdoornveen, de wethouder Wonen.
Het rapportcijfer was een 7,1.
Er is een tekort aan personeel in de bouw.
Betaalbaar wonen
De inflatie was in 2023 hoger dan verwacht.
Deze afspraken zijn tot stand gekomen in drie bijeenkomsten.
Ongeveer een derde van de huishoudens huurt van een corporatie.
Hieronder leest u wat er in de wijk is gebeurd.
De regio heeft te maken met een krappe woningmarkt.
Flexwoningen zijn woningen die na een tijd verplaatst kunnen worden.
De tabel laat zien hoe de voorraad is verdeeld.
Vorig jaar werden 12 woningen verkocht.
De meeste woningen hebben een label C of beter.
Het Rijk heeft de huurtoeslag in 2024 verhoogd.
Passend toewijzen betekent dat de huur past bij het inkomen.
De corporaties bezitten samen 41 procent van de woningen in de stad.
Gemiddeld reageerden 140 mensen op een vrijgekomen woning.
Leeswijzer
Een goede woning is van groot belang voor de gezondheid.
Inwoners waarderen hun buurt gemiddeld met een 7,4.
Tussen 2019 en 2023 daalde het aantal ontruimingen van 40 naar 18.
Sloop van woningen aan de Kade was in 2019 nodig.
Realisatie van nieuwbouw
Verkoop van woningen leverde in 2023 vier miljoen euro op.
Afspraak 12 Betaalbare voorraad
De toezegging van Wierum om vóór 2027 een dorpshuis te bouwen valt buiten deze afspraken.
Woningen van beleggers vallen buiten deze overeenkomst.
Project Merelhof telt niet mee in deze afspraken.
Dit raamwerk komt in de plaats van de afspraken uit 2021.
De aantallen gelden op 1 januari 2025.
Staat er niets bij, dan geldt de afspraak in heel Esdoornveen.
Onderhoud van de afgelopen jaren"""


@pytest.mark.parametrize("sentence", AGREED.splitlines())
def test_what_will_be_done_is_a_commitment(sentence: str) -> None:
    assert len(read(sentence)) == 1


@pytest.mark.parametrize("sentence", NONE.splitlines())
def test_what_only_tells_is_none(sentence: str) -> None:
    assert read(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "year"),
    [
        ("Realisatie van 40 woningen in de Kromme Akker.", 40, "woningen", None),
        ("Start renovatie 2026: 80 woningen.", 80, "woningen", 2026),
        ("Oplevering van 24 appartementen aan de Veenkade in 2027.", 24, "appartementen", 2027),
        ("Wat doen we? We isoleren elk jaar 120 woningen.", 120, "woningen", None),
    ],
)
def test_a_deed_without_a_verb_has_its_number_and_year(
    sentence: str, value: float, unit: str, year: int | None
) -> None:
    found = read(sentence)[-1]
    assert (found.numbers[0].value, found.numbers[0].unit, found.period.start) == (value, unit, year)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Na 2028 blijven er 92 over; die volgen uiterlijk in 2030.", 92),
        ("Voor ouderen komen er 40 bij.", 40),
        ("Vanaf 2027 verdwijnen er hoogstens 12.", 12),
    ],
)
def test_a_number_of_them_counts_homes(sentence: str, value: float) -> None:
    (found,) = read(sentence)
    assert [(one.value, one.unit) for one in found.numbers] == [(value, "woningen")]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("De gemeente breidt die uiterlijk op 1 september 2026 uit naar Lisdorp.", "Lisdorp"),
        ("Vechthuis realiseert in 2026 in het oude raadhuis van Lisdorp 12 woningen met zorg.", "Lisdorp"),
        ("Jaarlijks levert Vechthuis 12 en Thuis in Eik 8 woningen voor deze groep.", None),
    ],
)
def test_a_place_is_where_something_comes_and_no_part_of_a_party(sentence: str, place: str | None) -> None:
    (found,) = read(sentence)
    assert found.location == place


def test_money_is_no_procedure_under_a_heading_of_progress() -> None:
    text = "Huurdersorganisaties krijgen € 9 per woning per jaar."
    assert [one.modality for one in read(text, headings=["9 Huurders en voortgang"])] == [Modality.RESULTAAT]


def test_finding_out_is_an_effort() -> None:
    (found,) = read("Vechthuis en Thuis in Eik gaan in 2026 na of zij willen samengaan.")
    assert found.modality is Modality.INSPANNING
