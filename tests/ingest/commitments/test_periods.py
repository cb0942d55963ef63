"""The years and the last day that a sentence names, and what it leaves open."""

from datetime import date

import pytest

from corpus.model import Period
from ingest.commitments.periods import moments


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("De huur stijgt per 1 juli 2026 met ten hoogste 3,5%.", Period(2026, 2026)),
        ("In 2025 plaatst de gemeente veertig flexwoningen.", Period(2025, 2025)),
        ("In 2025 en 2026 gaat de proef door.", Period(2025, 2026)),
        ("In de periode 2024–2027 bouwen zij 90 woningen.", Period(2024, 2027)),
        ("In de jaren 2022 tot en met 2028 verbeteren zij 1.910 woningen.", Period(2022, 2028)),
        ("Van 2026 t/m 2029 komt er elk jaar een ronde.", Period(2026, 2029)),
        ("Zij verbeteren 120 in 2020, 150 in 2021 en 170 in 2022.", Period(2020, 2022)),
        ("Vanaf 2025 geldt een ander percentage.", Period(2025, None)),
        ("Met ingang van 1 juli 2023 krijgt de huurder korting.", Period(2023, None)),
        ("Zij verhuren de studio’s vanaf de zomer van 2026.", Period(2026, None)),
        ("De adviseur blijft tot en met 31 december 2026.", Period(None, 2026)),
        ("De regeling geldt tot 1 januari 2028.", Period(None, 2027)),
        ("Dit geldt van 1 januari 2022 tot en met 31 december 2030.", Period(2022, 2030)),
        ("De afspraken gaan in op 1 januari 2024 en eindigen op 31 december 2027.", Period(2024, 2027)),
        ("De evaluatie is in het tweede kwartaal van 2026.", Period(2026, 2026)),
        ("In september 2026 begint de aanleg.", Period(2026, 2026)),
        ("In het najaar van 2027 bespreken zij de uitkomst.", Period(2027, 2027)),
        ("Het aantal daalt van 19 in 2018 naar hoogstens 8 in 2023.", Period(2023, 2023)),
        ("De achterstand uit 2025 wordt in 2026 ingelopen.", Period(2026, 2026)),
        ("De gemeente onderzoekt in 2026 of de bodem geschikt is.", Period(2026, 2026)),
    ],
)
def test_the_years_of_a_sentence(sentence: str, period: Period) -> None:
    found = moments(sentence)
    assert (found.period, found.deadline) == (period, None)
    assert all(one.field == "period" and one.words in sentence for one in found.evidence)


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("De gemeente stelt uiterlijk op 1 juli 2025 het plan vast.", date(2025, 7, 1)),
        ("Uiterlijk 1 maart 2026 ligt er een voorstel.", date(2026, 3, 1)),
        ("Vóór 1 januari 2026 zijn alle toestellen vervangen.", date(2025, 12, 31)),
        ("Zij plaatsen de woningen voor 1 juli 2026.", date(2026, 6, 30)),
        ("De Akker onderzoekt vóór 2025 of dat kan.", date(2024, 12, 31)),
        ("Vóór 2027 is dat klaar.", date(2026, 12, 31)),
        ("Eind 2028 is dat aantal nul.", date(2028, 12, 31)),
        ("Tegen het einde van 2026 staat het gebouw er.", date(2026, 12, 31)),
        ("Dat is uiterlijk eind 2022 in beeld.", date(2022, 12, 31)),
        ("Woonbaken bouwt uiterlijk in 2027 de zorgwoningen.", date(2027, 12, 31)),
        ("Uiterlijk in het tweede kwartaal van 2026 begint de bouw.", date(2026, 6, 30)),
        ("Uiterlijk in maart 2026 is er een besluit.", date(2026, 3, 31)),
        ("Op 31 december 2027 zijn er nog hoogstens 54 woningen met zo’n label.", date(2027, 12, 31)),
        ("De uitkomst is op 1 november 2026 bekend.", date(2026, 11, 1)),
        ("Loden leidingen zijn op 31-12-2024 weg.", date(2024, 12, 31)),
    ],
)
def test_the_last_day_of_a_sentence(sentence: str, deadline: date) -> None:
    found = moments(sentence)
    assert (found.period, found.deadline) == (Period(), deadline)
    assert [one.field for one in found.evidence] == ["deadline"]
    assert found.evidence[0].words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Partijen maken elk jaar vóór 1 mei een monitor.",
        "De jaarschijf is uiterlijk 1 december klaar.",
        "De corporaties bouwen in vier jaar 184 woningen.",
        "In deze periode verkopen zij niets.",
        "Binnen zes maanden na de oplevering volgt een onderzoek.",
        "De grondprijs is € 18.500 (prijspeil 1 januari 2024).",
        "Dit hoort bij de Prestatieafspraken Lindewaard 2024–2027.",
        "De Woonvisie Veldermonde 2021–2030 geeft de richting.",
        "Sinds 1 juli 2015 zitten huurders aan tafel.",
        "Is er op 1 januari 2028 nog geen nieuwe afspraak, dan geldt deze.",
        "Partijen beslissen daarna of het fonds in 2027 doorgaat.",
        "Geld dat over is, vervalt op 31 december 2027.",
        "Op 1 januari 2024 hebben 995 woningen zo’n label.",
    ],
)
def test_what_a_sentence_leaves_open_stays_open(sentence: str) -> None:
    assert (moments(sentence).period, moments(sentence).deadline) == (Period(), None)


def test_years_and_a_last_day_in_one_sentence_are_both_kept() -> None:
    found = moments("In 2026 onderzoeken zij de bodem; uiterlijk op 1 november 2026 is de uitkomst er.")
    assert (found.period, found.deadline) == (Period(2026, 2026), date(2026, 11, 1))


def test_the_sentence_before_a_list_says_when_its_item_does_not() -> None:
    assert moments("40 woningen aan de Dijk;", lead="In 2027 bouwt Woonbaken:").period == Period(2027, 2027)
    assert moments("in 2026 de Dijk;", lead="In 2027 bouwt Woonbaken:").period == Period(2026, 2026)


def test_a_heading_with_a_year_holds_for_what_stands_under_it() -> None:
    found = moments("De corporaties bouwen 70 woningen.", headings=("3 Afspraken voor 2026", "3.1 Nieuwbouw"))
    assert found.period == Period(2026, 2026)


def test_a_heading_that_repeats_the_years_of_the_document_says_nothing() -> None:
    headings, document = ("Afspraken voor 2024–2027",), Period(2024, 2027)
    assert (
        moments("De corporaties bouwen 70 woningen.", headings=headings, document=document).period == Period()
    )
