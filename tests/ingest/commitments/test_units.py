"""Sentences and list items with the place where they stand."""

from corpus.model import Page, Passage, Span
from ingest.commitments.units import Unit, units_of


def _units(text: str, **fields: object) -> list[Unit]:
    passage = Passage("e.p0", 0, text, (Span(3, 10, 10 + len(text)),), **fields)  # type: ignore[arg-type]
    return list(units_of(passage, {3: " " * 10 + text}))


def test_a_unit_is_the_verbatim_text_of_its_spans() -> None:
    text = "1. De gemeente betaalt. Zij bouwt niet.\n2. Vechthuis bouwt."
    page = " " * 10 + text
    units = _units(text, form="list", clause="Artikel 2.2")
    assert [unit.text for unit in units] == ["De gemeente betaalt.", "Zij bouwt niet.", "Vechthuis bouwt."]
    assert [page[unit.spans[0].start : unit.spans[0].end] for unit in units] == [unit.text for unit in units]


def test_an_item_has_the_number_of_its_paragraph() -> None:
    units = _units(
        "1. De gemeente betaalt. Zij bouwt.\n2. Vechthuis bouwt.", form="list", clause="Artikel 2.2"
    )
    assert [u.clause for u in units] == ["Artikel 2.2 lid 1", "Artikel 2.2 lid 1", "Artikel 2.2 lid 2"]


def test_what_opens_a_list_is_the_lead_of_its_items_and_no_unit() -> None:
    units = _units("De corporaties:\n• bouwen 10 woningen;\n• verkopen geen woningen.", form="list")
    assert [(u.lead, u.text) for u in units] == [
        ("De corporaties:", "bouwen 10 woningen;"),
        ("De corporaties:", "verkopen geen woningen."),
    ]


def test_a_list_that_goes_on_in_another_passage_keeps_its_lead() -> None:
    units = _units("• verkopen geen woningen.", form="list", context="De corporaties:")
    assert units[0].lead == "De corporaties:"


def test_a_sentence_over_the_end_of_a_page_is_one_unit_with_two_spans() -> None:
    first, second = "De gemeente betaalt elk jaar", "ten minste € 4.000 aan Vechthuis."
    passage = Passage("e.p0", 0, f"{first}\n{second}", (Span(1, 0, len(first)), Span(2, 5, 5 + len(second))))
    units = list(units_of(passage, {1: first, 2: "12345" + second}))
    assert [unit.text for unit in units] == [f"{first}\n{second}"]
    assert units[0].spans == (Span(1, 0, len(first)), Span(2, 5, 5 + len(second)))


def test_the_number_of_a_footnote_is_no_part_of_it() -> None:
    units = _units("1 Het gaat om de prijzen van september.\n2 Partijen beslissen in 2026.")
    assert [unit.text for unit in units] == [
        "Het gaat om de prijzen van september.",
        "Partijen beslissen in 2026.",
    ]


def test_a_passage_that_does_not_match_its_page_gives_none() -> None:
    passage = Passage("e.p0", 0, "De gemeente betaalt.", (Span(1, 0, 20),))
    assert list(units_of(passage, {1: "Iets heel anders dus"})) == []
    assert list(units_of(passage, {})) == []
    assert Page(1, "").text == ""


def test_a_sentence_that_points_back_knows_the_one_before_it() -> None:
    units = _units(
        "• Nu melden 40 huurders zich per jaar. Eind 2028 is dat aantal nul.\n"
        "• De stad kent buurtbemiddeling. De gemeente breidt die uit. Mensen die huren betalen niets."
    )
    assert [unit.before for unit in units] == [
        "",
        "Nu melden 40 huurders zich per jaar.",
        "",
        "De stad kent buurtbemiddeling.",
        "",
    ]
