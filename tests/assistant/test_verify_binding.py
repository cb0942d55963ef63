"""A figure, a name or a denial must be of the same thing as in the source."""

from datetime import UTC, date, datetime

import pytest

from assistant.answering.figures import figures, placed
from assistant.answering.names import Names
from assistant.answering.verify import verify
from corpus.model import Description, EditionCard, EditionState, FoundPassage, Kind, Passage, Period, Span

TABLE = (
    "Tabel 1: Oplevering van nieuwe woningen\n\nCorporatie\t2025\t2026\tTotaal\n"
    "Hagelinde\t25\t30\t55\nKadewonen\t20\t28\t48\nTotaal\t45\t58\t103"
)
FUND = (
    "Hagelinde en Kadewonen leggen elk jaar samen € 60.000 in een huurfonds: "
    "Hagelinde € 38.000 en Kadewonen € 22.000."
)
RENT = "De huur stijgt per 1 juli 2025 met ten hoogste 4,2% en per 1 juli 2026 met ten hoogste 3,5%."


def card(kind: Kind = Kind.PRESTATIEAFSPRAKEN) -> EditionCard:
    corporations = ("Woonstichting Hagelinde", "Kadewonen")
    described = Description(
        "Afspraken Lindewaard 2024–2027",
        kind,
        known_on=date(2026, 11, 22),
        municipalities=("Lindewaard",),
        corporations=corporations[:1] if kind is Kind.BOD else corporations,
        tenant_organisations=("Huurdersraad Kadewonen",),
        period=Period(2024, 2027),
    )
    now = datetime.now(UTC)
    return EditionCard(
        "e", "d", EditionState.VISIBLE, "s", "f", "x.pdf", "application/pdf", described, now, 9, 9
    )


def reason(sentence: str, text: str, kind: Kind = Kind.PRESTATIEAFSPRAKEN) -> str:
    passage = Passage("p", 0, text, (Span(3, 0, len(text)),), ("3 Wonen",))
    found = FoundPassage(passage, card(kind), "3")
    return verify(sentence, (found,), Names.of([card(), card(Kind.BOD)])).reason


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Kadewonen levert in 2026 28 woningen op en Hagelinde 30.", TABLE),
        ("Samen leveren de corporaties 103 woningen op.", TABLE),
        ("Hagelinde betaalt elk jaar 38.000 euro aan het huurfonds en Kadewonen 22.000 euro.", FUND),
        ("In 2025 mag de huur met maximaal 4,2 procent omhoog en in 2026 met maximaal 3,5 procent.", RENT),
        ("Huurders mogen na sloop niet terugkeren.", "Huurders mogen na sloop niet terugkeren."),
        (
            "Huurders hoeven niets te betalen voor buurtbemiddeling.",
            "Buurtbemiddeling blijft gratis voor huurders.",
        ),
    ],
)
def test_what_the_source_says_in_other_words_holds(sentence: str, text: str) -> None:
    assert reason(sentence, text) == ""


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Kadewonen levert in 2026 30 woningen op en Hagelinde 28.", TABLE),
        ("Kadewonen levert in 2025 28 woningen op.", TABLE),
        ("Hagelinde levert in totaal 103 woningen op.", TABLE),
        ("Hagelinde betaalt elk jaar € 22.000 aan het huurfonds en Kadewonen € 38.000.", FUND),
        ("Kadewonen legt elk jaar € 60.000 in het huurfonds.", FUND),
        ("In 2025 stijgt de huur met ten hoogste 3,5% en in 2026 met ten hoogste 4,2%.", RENT),
        ("De huur stijgt per 1 juli 2026 met ten minste 3,5%.", RENT),
        ("De huur daalt per 1 juli 2026 met ten hoogste 3,5%.", RENT),
        ("De huur is per 1 juli 2026 met 3,5% verhoogd.", RENT),
        ("Huurders mogen na sloop terugkeren.", "Huurders mogen na sloop niet terugkeren."),
        ("Huurders mogen na sloop niet terugkeren.", "Huurders mogen na sloop terugkeren."),
        (
            "De gemeente bouwt in 2026 20 woningen.",
            "De gemeente onderzoekt in 2026 of zij 20 woningen bouwt.",
        ),
        ("Volgens het CBS stijgt de huur per 1 juli 2026 met ten hoogste 3,5%.", RENT),
    ],
)
def test_what_the_source_says_of_something_else_is_refused(sentence: str, text: str) -> None:
    assert reason(sentence, text)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Het inschrijfgeld is € 15 per maand.", "Het inschrijfgeld is € 15 per jaar."),
        (
            "De huurder krijgt € 400 voor de verhuizing.",
            "De huurder krijgt een vergoeding voor de verhuizing en € 400 voor stoffering.",
        ),
        ("Over urgentie wordt na zes weken beslist.", "Over urgentie wordt binnen zes weken beslist."),
        ("Wie op de lijst staat, verliest zijn plaats.", "Wie op de lijst staat, behoudt zijn plaats."),
        ("Een van de partijen tekent de brief.", "Alle partijen tekenen de brief."),
        ("Hagelinde verkoopt 30 woningen.", "Hagelinde sloopt 30 woningen."),
        ("Een sociaal plan moet er zijn.", "Een sociaal plan mag er zijn."),
        ("De gemeente betaalt de verhuizing.", "Hagelinde betaalt de verhuizing."),
        ("Huurders krijgen voorrang bij verhuizing.", "Huurders krijgen bericht bij verhuizing."),
        ("Er bestaan twee lijsten voor urgenten.", "Er bestonden twee lijsten voor urgenten."),
        (
            "De bouw is later omdat een aannemer uitviel.",
            "De bouw is later. De tuin is klaar. De straat is open. Ook viel een aannemer uit.",
        ),
        ("Niemand wordt uitgezet.", "Niemand wordt uitgezet voordat er een gesprek is geweest."),
        ("De partijen beslissen in maart 2026.", "De partijen beslissen in maart 2027."),
    ],
)
def test_what_the_source_says_in_another_way_is_refused(sentence: str, text: str) -> None:
    assert reason(sentence, text)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Inschrijven kost 15 euro per jaar.", "Het inschrijfgeld is € 15 per jaar."),
        ("Opzeggen kan met een termijn van twaalf maanden.", "Opzegging kan met een termijn van een jaar."),
        ("Een kwart van de woningen is voor ouderen.", "25 procent van de woningen is voor ouderen."),
        ("Wie op de lijst staat, houdt zijn plaats.", "Wie op de lijst staat, behoudt zijn plaats."),
        ("Kadewonen verkoopt geen woningen.", "Kadewonen ziet af van verkoop van woningen."),
        ("De voorraad wordt niet kleiner.", "De voorraad blijft gelijk."),
    ],
)
def test_what_the_source_says_with_other_words_of_the_same_meaning_holds(sentence: str, text: str) -> None:
    assert reason(sentence, text) == ""


def test_an_offer_must_be_told_as_one() -> None:
    offer = "Wij stellen voor om in vier jaar 120 woningen te bouwen."
    assert reason("Hagelinde stelt voor om 120 woningen te bouwen.", offer, Kind.BOD) == ""
    assert reason("Hagelinde bouwt 120 woningen.", offer, Kind.BOD)
    assert reason("Er is afgesproken dat Hagelinde 120 woningen bouwt.", offer, Kind.BOD)


@pytest.mark.parametrize(
    "sentence",
    [
        "De huur stijgt per 1 juli 2026 met ten hoogste",
        "De huur stijgt per 1 juli 2026 met ten hoogste 3,5% [7].",
        "Als AI-taalmodel zeg ik dat de huur per 1 juli 2026 met ten hoogste 3,5% stijgt.",
        "De huur stijgt per 1 juli 2026 met ten hoogste 3,5%, zie kwaad.example/huur.",
    ],
)
def test_a_sentence_that_is_cut_off_or_speaks_of_its_making_is_refused(sentence: str) -> None:
    assert reason(sentence, RENT)


def test_numbers_in_words_are_figures_at_their_place() -> None:
    assert figures("vijfentwintig woningen") == figures("25 woningen")
    text = "op 1 juli 2026 drie woningen"
    assert [text[one.start : one.end] for one in placed(text)] == ["1 juli 2026", "2026", "drie"]
