"""How hard a commitment is."""

import pytest

from corpus.commitment import Modality
from tests.ingest.commitments.invented import read


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Vechthuis bouwt in 2026 40 woningen.", "resultaat"),
        ("De huur stijgt met ten hoogste 3%.", "resultaat"),
        ("Een huurder krijgt een verhuisbijdrage van € 900.", "resultaat"),
        (
            "Vechthuis sluit 200 woningen aan op een warmtenet, als 70 procent van de huurders instemt.",
            "resultaat",
        ),
        ("De corporaties betalen elk jaar € 5,80 per woning voor scholing en advies.", "resultaat"),
        ("Een huurder beslist zelf over zonnepanelen op het dak.", "resultaat"),
        ("De gemeente stelt een adviseur aan voor 32 uur per week.", "resultaat"),
        ("Corporaties spannen zich in om dakloze jongeren te huisvesten.", "inspanning"),
        ("Partijen streven ernaar de wachttijd te verkorten tot vijf jaar.", "inspanning"),
        ("De gemeente onderzoekt de mogelijkheden voor een starterslening.", "inspanning"),
        ("Waar mogelijk worden daken voorzien van zonnepanelen.", "inspanning"),
        ("Doel: ten minste 35 verhuizingen per jaar.", "inspanning"),
        ("Wonen Zuidoever wil in 2027 een buurtkamer openen.", "intentie"),
        ("Wij vinden het belangrijk dat huurders meepraten over hun buurt.", "intentie"),
        ("De gemeente is van plan om in 2026 twee locaties aan te wijzen.", "intentie"),
        ("Stijgt het voorschot met meer dan 15%, dan betaalt de corporatie het verschil.", "voorwaarde"),
        ("Indien de bouwkosten met meer dan 10% stijgen, treden partijen in overleg.", "voorwaarde"),
        ("Dat geldt niet als de huurder de verbetering weigert.", "voorwaarde"),
        ("Zonder begeleiding geen toewijzing.", "voorwaarde"),
        ("De corporaties rapporteren twee keer per jaar over de voortgang.", "procedure"),
        ("Het bestuurlijk overleg komt drie keer per jaar bij elkaar.", "procedure"),
        ("De Huurdersraad brengt binnen zes weken advies uit over het huurbeleid.", "procedure"),
        ("Een partij kan de afspraken opzeggen met een termijn van zes maanden.", "procedure"),
        ("In maart 2027 beslissen partijen of de proef doorgaat.", "procedure"),
    ],
)
def test_the_modality_of_a_sentence(sentence: str, modality: str) -> None:
    assert [found.modality for found in read(sentence)] == [Modality(modality)]


def test_what_a_party_wants_to_sell_in_a_clause_on_a_noun_is_no_intention() -> None:
    found = read("Een corporatie biedt een woning die zij wil verkopen eerst aan de zittende huurder aan.")
    assert found[0].modality is Modality.RESULTAAT


def test_under_a_heading_of_aims_a_sentence_is_an_intention() -> None:
    found = read(
        "In 2030 geven huurders het onderhoud ten minste een 7,5.", headings=("9 Kwaliteit", "Ambitie")
    )
    assert found[0].modality is Modality.INTENTIE
    assert ("modality", "Ambitie") in [(one.field, one.words) for one in found[0].evidence]
