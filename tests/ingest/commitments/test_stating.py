"""A telling of how things stand, work or went is no commitment, whatever it counts."""

import pytest

from tests.ingest.commitments.invented import read


@pytest.mark.parametrize(
    "sentence",
    [
        # how it is now, or mostly
        "Een verbouwing duurt nu gemiddeld veertien weken.",
        "Nu betaalt een gezin daar 90 euro per maand voor.",
        "Corporaties melden zich meestal met 30 tot 40 woningen per jaar.",
        "De gemeente en Vechthuis werken al ruim vijftien jaar samen.",
        "Zuidoever haalt met 41% die grens al.",
        # what is possible, or not
        "Dat kunnen we niet met eigen geld betalen.",
        "Daarmee kunnen we 20 woningen extra bouwen.",
        "Zonder hulp van het Rijk gaat het niet lukken.",
        # what it costs or brings about
        "Een traplift kost ongeveer 4.500 euro.",
        "Met zonnepanelen bespaart een huurder € 200 per jaar.",
        "Voorlichting voorkomt veel schade aan woningen.",
        "Isolatie verlaagt de energierekening met een derde.",
        # compared with others
        "Bouwen met hout is 5 procent duurder.",
        "Particuliere huurders betalen het dubbele.",
        # what is needed, and what counts as good
        "De behoefte aan kleine woningen bedraagt 300 woningen.",
        "Een veilige buurt is een gedeeld belang.",
        "Het werk van de huismeesters wordt zeer gewaardeerd.",
        # the law, and bodies that are not bound
        "De Huisvestingswet bepaalt dat 50% van de woningen vrij toegewezen wordt.",
        "Ingevolge de Huurwet moet de huur binnen drie maanden worden aangepast.",
        "De Huurcommissie doet uitspraak binnen vier maanden.",
        "De toeslag wordt door de Belastingdienst betaald.",
        # feelings, examples, courtesies, the document itself
        "Gelukkig komen er 40 woningen bij.",
        "Wij zijn trots op deze 60 woningen.",
        "Partijen denken met plezier terug aan de 50 nieuwe woningen.",
        "Starters ervaren dat als een last.",
        "Zonder grond halen we die 90 woningen niet.",
        "Bijlage 3 bevat een lijst van 40 projecten.",
        "Zonneboilers verdienen zich in acht jaar terug.",
        "Denk aan een tuin van 40 meter.",
        "Wij zien uw antwoord graag tegemoet.",
        "In dit document staan 20 afspraken.",
        "Met dit plan willen we laten zien wat 50 woningen betekenen.",
        "Het komt neer op 30 woningen per jaar.",
        # what was done, by a verb in no list
        "We startten twee jaar geleden met 30 woningen.",
        "De renovatie haperde bij de laatste 20 woningen.",
    ],
)
def test_a_telling_with_a_number_is_none(sentence: str) -> None:
    assert read(sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Woningen die nu leegstaan, biedt Vechthuis binnen drie maanden aan.",
        "Op grond van de Huisvestingswet stelt de gemeente een verordening vast.",
        "De corporaties zien erop toe dat elke woning een rookmelder heeft.",
        "Wij zien dit als een gezamenlijke opgave.",
        "Bewoners kunnen kosteloos terecht bij de energiecoach.",
        "De corporaties kunnen hoogstens 20 woningen per jaar verkopen.",
        "De gemeente levert een bijdrage van 40.000 euro.",
        "Bij een tekort van meer dan 50 woningen maken partijen aanvullende afspraken.",
        "Drie keer per jaar is er een gesprek met bewoners.",
        "De huur stijgt een half procentpunt minder dan de inflatie.",
        "Binnen zes weken ligt er een plan voor de buurt.",
        "Met de renovatie is een bedrag van 3,5 miljoen euro gemoeid.",
        "Nieuwe woningen krijgen geen gasaansluiting.",
        "Bij een verhuizing helpt de verhuiscoach kosteloos.",
    ],
)
def test_what_only_looks_like_a_telling_is_one(sentence: str) -> None:
    assert [found.quote for found in read(sentence)] == [sentence]


def test_that_other_agreements_go_on_is_none() -> None:
    assert read("De overige bepalingen blijven ongewijzigd van kracht.") == ()
