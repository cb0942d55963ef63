"""No sentence without support: figures, names and words must stand in the cited passages."""

from datetime import UTC, date, datetime

import pytest

from assistant.answering.cite import Sources, place
from assistant.answering.figures import figures, years
from assistant.answering.names import Names
from assistant.answering.verify import plain, verify
from corpus.model import (
    Description,
    EditionCard,
    EditionState,
    FoundPassage,
    Kind,
    Passage,
    Period,
    Span,
)

TEXT = "De huur van een sociale huurwoning stijgt per 1 juli 2026 met ten hoogste 3,5%."


def card(municipality: str = "Lindewaard") -> EditionCard:
    described = Description(
        f"Prestatieafspraken {municipality} 2024–2027",
        Kind.PRESTATIEAFSPRAKEN,
        known_on=date(2026, 11, 22),
        municipalities=(municipality,),
        corporations=("Woonstichting Hagelinde",),
        period=Period(2024, 2027),
    )
    return EditionCard(
        "e",
        "d",
        EditionState.VISIBLE,
        "bundled:x",
        "f",
        "x.pdf",
        "application/pdf",
        described,
        datetime.now(UTC),
        9,
        9,
    )


def passage(text: str = TEXT, context: str = "") -> FoundPassage:
    spans = (Span(3, 10, 10 + len(text)),)
    return FoundPassage(
        Passage("p", 0, text, spans, ("3 Betaalbaarheid", "3.2 Huurverhoging"), context), card(), "1"
    )


def verdict(sentence: str, *cited: FoundPassage) -> str:
    names = Names.of([card(), card("Oosterveen")])
    return verify(sentence, cited or (passage(),), names).reason


@pytest.mark.parametrize(
    "sentence",
    [
        "In Lindewaard stijgt de huur per 1 juli 2026 met hoogstens 3,5%.",
        "De huur van sociale huurwoningen stijgt in 2026 met ten hoogste 3,5 procent.",
        "De huurverhoging per 1-7-2026 is ten hoogste 3,50%.",
    ],
)
def test_a_supported_sentence_holds(sentence: str) -> None:
    assert verdict(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("De huur stijgt per 1 juli 2026 met ten hoogste 4,5%.", "figure"),
        ("De huur stijgt per 1 juli 2028 met ten hoogste 3,5%.", "figure"),
        ("De huur stijgt per 1 januari 2026 met ten hoogste 3,5%.", "figure"),
        ("De huur stijgt met ten hoogste 3,5 euro per 1 juli 2026.", "figure"),
        ("De huur in Oosterveen stijgt per 1 juli 2026 met ten hoogste 3,5%.", "name"),
        ("De huur stijgt niet per 1 juli 2026.", "denies"),
        ("Huurders krijgen gratis zonnepanelen en een nieuwe keuken van de gemeente.", "says"),
    ],
)
def test_an_unsupported_sentence_is_refused(sentence: str, why: str) -> None:
    assert verdict(sentence).startswith(why)


def test_a_sentence_without_a_source_is_refused() -> None:
    assert verify(TEXT, (), Names.of([card()])).reason == "no source"


def test_a_quote_must_stand_in_the_source_to_the_letter() -> None:
    names = Names.of([card()])
    assert verify(f'In de afspraken staat: "{TEXT}"', (passage(),), names, quoted=TEXT).holds
    changed = TEXT.replace("3,5", "3,6")
    assert not verify(f'In de afspraken staat: "{changed}"', (passage(),), names, quoted=changed).holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,5 procent", "3,5%"),
        ("€ 1.000", "1000 euro"),
        ("€ 48 miljoen", "€ 48.000.000"),
        ("twaalf maanden", "12 maanden"),
        ("1 juli 2026", "2026-07-01"),
        ("€ 60.000,-", "60.000 euro"),
        ("3,0%", "3%"),
    ],
)
def test_figures_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert figures(one)
    assert figures(one) == figures(other)


@pytest.mark.parametrize(
    "text", ["Artikel 3.2 lid 6", "3.2 Huurbeleid", "tabel 1", "2. De corporaties bouwen"]
)
def test_numbers_of_clauses_are_no_figures(text: str) -> None:
    assert figures(text) == frozenset()


def test_a_range_of_years_holds_the_years_between() -> None:
    assert years("van 2024 tot en met 2027") == {2024, 2025, 2026, 2027}


def test_a_plain_number_in_a_table_supports_a_unit_that_its_header_names() -> None:
    table = passage("Hagelinde\t60.000", "Corporatie\tBedrag in euro (€ 1 = 1 euro)")
    assert verdict("Hagelinde betaalt € 60.000.", table) != "figure 60000 is not in the sources"
    assert verdict("Hagelinde betaalt 60.000 procent.", table).startswith("figure")


def test_links_images_and_markup_become_plain_words() -> None:
    text = "**De huur** [stijgt](https://kwaad.example/x) ![](https://kwaad.example/y.png) <b>niet</b> https://kwaad.example"
    assert plain(text) == "De huur stijgt niet"


def test_a_quote_over_two_pages_gets_a_span_on_each() -> None:
    text = "eerste deel\ntweede deel"
    found = Passage("p", 0, text, (Span(4, 100, 111), Span(5, 0, 11)))
    assert place(found, 7, 18) == (Span(4, 107, 111), Span(5, 0, 6))
    assert place(found, 0, 6) == (Span(4, 100, 106),)
    assert place(found, 12, 18) == (Span(5, 0, 6),)


def test_a_place_outside_the_passage_is_an_error() -> None:
    with pytest.raises(ValueError, match="no characters"):
        place(passage().passage, 5, 5)


def test_the_same_place_keeps_its_number_and_a_quote_on_a_later_page_gets_that_pages_label() -> None:
    text = "eerste deel\ntweede deel"
    found = FoundPassage(Passage("p", 0, text, (Span(4, 100, 111), Span(5, 0, 11))), card(), "iv")
    sources = Sources(lambda _, number: f"label {number}")
    first = sources.cite(found, 0, 6)
    assert (first.number, first.page_label) == (1, "iv")
    later = sources.cite(found, 12, 18)
    assert (later.number, later.page_label, later.quote) == (2, "label 5", "tweede")
    assert sources.cite(found, 0, 6) is first
