"""A sentence holds for as much, for as long and of the same things as its source, and not for more."""

from datetime import UTC, date, datetime

import pytest

from assistant.answering.names import Names
from assistant.answering.verify import verify
from corpus.model import Description, EditionCard, EditionState, FoundPassage, Kind, Passage, Period, Span

TODAY = date(2026, 11, 23)
CONDITION = "Is de huur lager dan 400 euro, dan mag er hoogstens 20 euro per maand bij."
ALL = "Elke flat met een lift wordt drie keer per jaar gekeurd door een bewoner."
FREE = "De corporaties mogen hoogstens 15 procent van de vrijkomende woningen zelf toewijzen."
EACH = "De corporaties besteden per huurwoning hoogstens € 80 aan groen."
CARE = (
    "De corporaties huisvesten de statushouders. Zij houden elk jaar 12 woningen vrij voor mensen uit de opvang. "
    "De gemeente zorgt voor begeleiding voordat het contract ingaat."
)
COUNCIL = (
    "De corporatie stuurt haar bod naar het college. Het college is het dagelijks bestuur van de gemeente."
)
SPEAKERS = (
    "De Huurcommissie schrijft dat de termijn ingaat na het overleg. In de wet begint hij bij de informatie."
)
BETTER = "Huurders vroeg betrekken werkt beter dan achteraf advies vragen."
THEN = "In 2020 werkte Hagelinde in 18 buurten."


def found(text: str, period: Period, kind: Kind = Kind.PRESTATIEAFSPRAKEN) -> FoundPassage:
    described = Description(
        "Afspraken Lindewaard",
        kind,
        municipalities=("Lindewaard",),
        corporations=("Woonstichting Hagelinde", "Kadewonen"),
        period=period,
    )
    now = datetime.now(UTC)
    card = EditionCard(
        "e", "d", EditionState.VISIBLE, "s", "f", "x.pdf", "application/pdf", described, now, 9, 9
    )
    return FoundPassage(Passage("p", 0, text, (Span(3, 0, len(text)),), ("3 Wonen",)), card, "3")


def reason(sentence: str, text: str, years: tuple[int, int] = (2024, 2027)) -> str:
    cited = found(text, Period(*years))
    return verify(sentence, (cited,), Names.of([cited.card]), today=TODAY).reason


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Betaalt u minder dan 400 euro huur, dan mag er maximaal 20 euro per maand bij.", CONDITION),
        ("Een flat met een lift wordt drie keer per jaar door een bewoner gekeurd.", ALL),
        ("Van de woningen die vrijkomen, mogen de corporaties maximaal 15 procent zelf toewijzen.", FREE),
        ("Aan groen besteden de corporaties maximaal 80 euro per huurwoning.", EACH),
        ("De corporaties houden elk jaar 12 woningen vrij voor mensen uit de opvang.", CARE),
        ("Vroeg betrekken van huurders werkt beter dan achteraf om advies vragen.", BETTER),
        ("Hagelinde werkte in 2020 in 18 buurten.", THEN),
        ("De verhuurderheffing bestaat niet meer.", "De verhuurderheffing is afgeschaft."),
        ("Ruim een derde van de leden twijfelt.", "Van de leden twijfelt 35%."),
        ("De vragenlijst is door 300 huurders ingevuld.", "Een vragenlijst die 300 huurders invulden."),
    ],
)
def test_an_honest_retelling_holds(sentence: str, text: str) -> None:
    assert reason(sentence, text) == ""


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("De huur mag met hoogstens 20 euro per maand omhoog.", CONDITION),
        ("Alle flats worden drie keer per jaar gekeurd.", ALL),
        ("De corporaties mogen hoogstens 15 procent van al hun woningen zelf toewijzen.", FREE),
        ("De corporaties besteden in totaal hoogstens € 80 aan groen.", EACH),
        ("De corporaties besteden hoogstens € 80 per bewoner aan groen.", EACH),
    ],
)
def test_a_condition_restriction_or_unit_may_not_be_left_out(sentence: str, text: str) -> None:
    assert reason(sentence, text)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("De corporaties houden elk jaar 12 woningen vrij voor statushouders.", CARE),
        ("De gemeente houdt elk jaar 12 woningen vrij.", CARE),
        ("De gemeente zorgt voor begeleiding nadat het contract ingaat.", CARE),
        ("Het college is het dagelijks bestuur van de corporatie.", COUNCIL),
        ("Volgens de Huurcommissie begint de termijn bij de informatie.", SPEAKERS),
        ("Achteraf advies vragen werkt beter dan huurders vroeg betrekken.", BETTER),
        ("De huurders doen mee vanaf het derde overleg.", "De huurders doen mee vanaf het eerste overleg."),
        ("De afspraken zijn vrijblijvend.", "De afspraken zijn vrijwillig, maar niet vrijblijvend."),
    ],
)
def test_words_may_not_be_tied_to_others_than_in_the_source(sentence: str, text: str) -> None:
    assert reason(sentence, text)


@pytest.mark.parametrize("sentence", ["De grond kost nu € 16.000.", "Op dit moment kost de grond € 16.000."])
def test_what_is_over_is_not_told_as_current(sentence: str) -> None:
    text = "De grond kost € 16.000 per woning."
    assert "tell of the past" in reason(sentence, text, (2018, 2021))
    assert reason(sentence, text) == ""
    assert reason("In 2018–2021 kostte de grond € 16.000.", text, (2018, 2021)) == ""


def test_a_present_for_the_past_of_a_year_is_refused() -> None:
    assert (
        reason("Hagelinde werkt in 18 buurten.", THEN) == "tells as it is now what the sources tell as it was"
    )


def test_in_an_agreement_whoever_does_something_must() -> None:
    text = "De gemeente onderzoekt de bodem vóór 1 maart 2026."
    assert reason("De gemeente moet de bodem vóór 1 maart 2026 onderzoeken.", text) == ""
    assert reason("De gemeente moet de bodem onderzoeken.", "De gemeente mag de bodem onderzoeken.")
