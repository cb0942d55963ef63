"""The agreed cells of tables as documents about invented places print them."""

from datetime import date

import pytest

from corpus.commitment import Limit
from corpus.model import Passage, Period
from ingest.commitments.table_plans import planned
from ingest.commitments.tables import cells

LEAST, MOST, EXACT = Limit.MINSTENS, Limit.HOOGSTENS, Limit.PRECIES


def table(text: str, headings: tuple[str, ...] = (), context: str = "") -> Passage:
    rows = "\n".join(
        line.strip().replace(" | ", "\t").replace(" |", "\t").replace("| ", "\t")
        for line in text.strip().split("\n")
    )
    return Passage("p", 0, rows, (), headings, context, None, "table")


HOMES = """Tabel 1: Oplevering van nieuwe sociale huurwoningen per corporatie en per jaar (bruto)

Corporatie | 2026 | 2027 | Totaal
Woonbaken | 10 | 1.025 | 1.035
De Akker | 0 | – | 0
Totaal | 10 | 1.025 | 1.035"""


def numbers(passage: Passage) -> list[tuple[str, str, float, str]]:
    return [(c.row_header, c.column_header, c.quantity.value, c.quantity.unit) for c in cells(passage)]


def test_every_number_of_a_row_is_a_cell_and_a_zero_is_one_too() -> None:
    assert numbers(table(HOMES))[:5] == [
        ("Woonbaken", "2026", 10, "woningen"),
        ("Woonbaken", "2027", 1025, "woningen"),
        ("Woonbaken", "Totaal", 1035, "woningen"),
        ("De Akker", "2026", 0, "woningen"),
        ("De Akker", "Totaal", 0, "woningen"),
    ]


def test_caption_and_header_say_what_is_counted() -> None:
    quantity = cells(table(HOMES))[0].quantity
    assert (quantity.basis, quantity.segment, quantity.moment, quantity.per) == (
        "bruto", "sociaal", "oplevering", "jaar",
    )  # fmt: skip


def test_a_column_of_a_year_is_that_year_and_the_total_is_the_whole_period() -> None:
    first, second, total = cells(table(HOMES))[:3]
    assert (first.period, first.total, first.quantity.per) == (Period(2026, 2026), False, "jaar")
    assert (second.period, second.total) == (Period(2027, 2027), False)
    assert (total.period, total.total, total.quantity.per) == (Period(2026, 2027), True, "looptijd")
    assert total.quantity.total


def test_a_row_that_adds_up_is_a_total() -> None:
    assert [cell.total for cell in cells(table(HOMES))[-3:]] == [True, True, True]


@pytest.mark.parametrize(
    "name", ["Totaal", "Samen", "Gezamenlijk", "Som", "Alle corporaties", "Nieuwe woningen, samen"]
)
def test_rows_that_add_up_by_name(name: str) -> None:
    found = cells(table(f"Nieuwbouw\nCorporatie | 2026\nWoonbaken | 4\n{name} | 4"))
    assert [cell.total for cell in found] == [False, True]


def test_a_cell_knows_its_row_in_the_passage() -> None:
    passage = table(HOMES)
    for cell in cells(passage):
        assert passage.text[cell.start : cell.end] == cell.quote
        assert cell.quote.startswith(cell.row_header)
        assert cell.context == (
            "Tabel 1: Oplevering van nieuwe sociale huurwoningen per corporatie en per jaar (bruto)\n"
            "Corporatie\t2026\t2027\tTotaal"
        )
        assert all(one.words in cell.quote + cell.context for one in cell.evidence)


def test_years_may_be_rows() -> None:
    found = cells(
        table(
            "Leefbaarheidsbudget per sociale huurwoning per jaar\n\nJaar | Bedrag per woning\n"
            "2026 | € 120\n2027 | € 123,50"
        )
    )
    assert [
        (c.quantity.value, c.quantity.unit, c.quantity.each, c.quantity.per, c.period) for c in found
    ] == [
        (120, "euro", "woning", "jaar", Period(2026, 2026)),
        (123.5, "euro", "woning", "jaar", Period(2027, 2027)),
    ]


def test_dates_may_be_rows() -> None:
    found = cells(
        table(
            "Tabel 3: Maximale huurverhoging per jaar\n\n"
            "Ingangsdatum | Ten hoogste | Label E, F of G\n1 juli 2026 | 3,5% | 0%\n1 juli 2027 en later | 3% | 0%"
        )
    )
    assert [(c.quantity.value, c.quantity.unit, c.quantity.limit, c.period) for c in found] == [
        (3.5, "procent", MOST, Period(2026, 2026)),
        (0, "procent", MOST, Period(2026, 2026)),
        (3, "procent", MOST, Period(2027, None)),
        (0, "procent", MOST, Period(2027, None)),
    ]


def test_corporations_may_be_columns() -> None:
    found = numbers(
        table(
            "Te slopen woningen per corporatie\n\nJaar | Woonbaken | De Akker\n2026 | 36 | 12\n2027 | 0 | 8"
        )
    )
    assert [number[:3] for number in found] == [
        ("2026", "Woonbaken", 36), ("2026", "De Akker", 12), ("2027", "Woonbaken", 0), ("2027", "De Akker", 8),
    ]  # fmt: skip


def test_a_header_bounds_the_numbers_under_it() -> None:
    found = cells(
        table(
            "Tabel 2: Verkoop van sociale huurwoningen\n\n"
            "Corporatie | Hoogstens per jaar | Hoogstens 2024–2027\nWoonbaken | 8 | 32"
        )
    )
    assert [(c.quantity.limit, c.quantity.per, c.period) for c in found] == [
        (MOST, "jaar", Period()), (MOST, "looptijd", Period(2024, 2027)),
    ]  # fmt: skip


def test_the_rows_of_a_table_may_be_parts_of_the_stock() -> None:
    found = cells(table("Nieuwbouw\nDeel | 2026\nSociale huur | 40\nMiddenhuur | 10\nKoop | 15\nTotaal | 65"))
    assert [c.quantity.segment for c in found] == ["sociaal", "middenhuur", "koop", None]
    assert {c.quantity.unit for c in found} == {"woningen"}


def test_a_heading_may_name_what_is_to_be_done_with_the_homes() -> None:
    found = cells(table("Label | Woonbaken\nE | 120", ("Aantallen te verbeteren woningen in 2026",)))
    assert [(c.quantity.unit, c.period) for c in found] == [("woningen", Period(2026, 2026))]


def test_a_column_may_be_of_the_whole_term() -> None:
    found = cells(
        table("Tabel 3: Verkoop (maximaal)\nCorporatie | per jaar | in vier jaar\nWoonbaken | 6 | 24")
    )
    assert [(c.quantity.limit, c.quantity.per) for c in found] == [(MOST, "jaar"), (MOST, "looptijd")]


def test_a_label_in_the_caption_is_no_limit() -> None:
    found = cells(
        table("Verbetering van woningen naar ten minste label B\nCorporatie | 2026\nWoonbaken | 40")
    )
    assert found[0].quantity.limit is EXACT


def test_a_column_says_when_a_row_is_ready() -> None:
    found = cells(
        table(
            "Locaties voor nieuwe sociale huurwoningen\n\n"
            "Locatie | Corporatie | Woningen | Start bouw | Oplevering | Grond van\n"
            "Kerkhof, fase 1 | Woonbaken | 24 | 2025 | 2027 | gemeente\nTotaal | | 24"
        )
    )
    assert [(c.row_header, c.quantity.value, c.period, c.total) for c in found] == [
        ("Kerkhof, fase 1", 24, Period(2027, 2027), False), ("Totaal", 24, Period(), True),
    ]  # fmt: skip


def test_how_things_stand_is_not_agreed() -> None:
    found = numbers(
        table(
            "Verbetering van woningen met label E, F of G\n\n"
            "Corporatie | EFG op 1-1-2024 | 2024 | Sloop | Rest\nWoonbaken | 610 | 120 | 36 | 34"
        )
    )
    assert [number[1] for number in found] == ["2024"]


def test_a_table_about_what_disappears_agrees_on_that() -> None:
    found = numbers(
        table("Sloop per corporatie\n\nCorporatie | Sloop | Vervanging\nWoonbaken | 36 | Dijk", ("4 Sloop",))
    )
    assert [number[1:3] for number in found] == [("Sloop", 36)]


def test_aims_are_agreed_and_the_stand_beside_them_is_not() -> None:
    found = cells(
        table(
            "Wat wij volgen\n\nCijfer | Nu | Eind 2028\n"
            "Sociale huurwoningen | 4.205 | ten minste 4.283\nGemiddelde zoektijd | 27 maanden | 22 maanden"
            "\nHuurders die tevreden zijn | 64% | 70%\n"
            "Huisuitzettingen wegens schuld | 5 per jaar | hoogstens 2 per jaar"
        )
    )
    assert [
        (c.quantity.value, c.quantity.unit, c.quantity.limit, c.quantity.per, c.deadline) for c in found
    ] == [
        (4283, "woningen", LEAST, None, date(2028, 12, 31)),
        (22, "maanden", EXACT, None, date(2028, 12, 31)),
        (70, "procent", EXACT, None, date(2028, 12, 31)),
        (2, "huisuitzettingen", MOST, "jaar", date(2028, 12, 31)),
    ]


def test_a_yearly_agreement_does_not_agree_again_on_the_numbers_of_the_earlier_one() -> None:
    found = cells(
        table(
            "Nieuwe sociale huurwoningen in 2026\n\n"
            "Corporatie | Meerjarige afspraken, 2026 | Jaarschijf 2026\nWoonbaken | 30 | 18",
            ("3 Afspraken voor 2026",),
        )
    )
    assert [(c.quantity.value, c.period, c.quantity.per) for c in found] == [(18, Period(2026, 2026), "jaar")]


def test_a_cell_with_words_is_read_as_a_sentence() -> None:
    found = cells(
        table(
            "Onderwerp | Ons voorstel\nNieuwbouw | 120 sociale huurwoningen\n"
            "Verkoop | hoogstens 15 woningen per jaar, 60 in totaal\nLeefbaarheid | € 110 per woning per jaar"
        )
    )
    assert [
        (c.quantity.value, c.quantity.unit, c.quantity.limit, c.quantity.per, c.quantity.each) for c in found
    ] == [
        (120, "woningen", EXACT, None, None),
        (15, "woningen", MOST, "jaar", None),
        (110, "euro", EXACT, "jaar", "woning"),
    ]
    assert [(one.value, one.per) for one in found[1].further] == [(60, "looptijd")]


def test_a_range_in_a_cell_has_two_ends() -> None:
    found = cells(table("Nieuwbouw\nCorporatie | 2026\nWoonbaken | 10 tot 15\nDe Akker | 20-25"))
    assert [(c.quantity.value, c.quantity.upper) for c in found] == [(10, 15), (20, 25)]


@pytest.mark.parametrize(
    "empty", ["-", "–", "n.v.t.", "nvt", "p.m.", "PM", "ja", "nee", "n.t.b.", "", "volgt nog"]
)
def test_cells_without_a_number_are_none(empty: str) -> None:
    assert len(cells(table(f"Nieuwbouw\nCorporatie | 2026 | 2027\nWoonbaken | {empty} | 4"))) == 1


def test_a_header_may_say_that_the_numbers_are_thousands_of_euros() -> None:
    found = cells(table("Budget per jaar (x € 1.000)\nCorporatie | 2026\nWoonbaken | 250"))
    assert (found[0].quantity.value, found[0].quantity.unit) == (250_000, "euro")


def test_the_header_of_a_split_table_stands_in_the_context() -> None:
    passage = table(
        "Zeehof | Woonbaken | 50 | 2026\nMeerhof | De Akker | 12 | 2027",
        ("Bijlage 1 Locaties voor nieuwbouw",),
        "Locatie\tCorporatie\tWoningen\tOplevering",
    )
    assert [(c.column_header, c.quantity.value, c.quantity.unit, c.period.start) for c in cells(passage)] == [
        ("Woningen", 50, "woningen", 2026), ("Woningen", 12, "woningen", 2027),
    ]  # fmt: skip


def test_numbers_of_a_list_and_years_of_building_are_no_numbers_of_an_agreement() -> None:
    found = numbers(
        table(
            "Te slopen complexen\nNr. | Complex | Woningen | Bouwjaar | Sloop in\n701 | Torenflat | 36 | 1962 | 2027"
        )
    )
    assert found == [("Torenflat", "Woningen", 36, "woningen")]


def test_two_tables_in_one_passage_keep_their_own_caption() -> None:
    text = (
        "Verkoop per jaar\nCorporatie | 2026\nWoonbaken | 5\nSloop per jaar\nCorporatie | 2026\nWoonbaken | 9"
    )
    assert [(c.caption, c.quantity.value) for c in cells(table(text))] == [
        ("Verkoop per jaar", 5),
        ("Sloop per jaar", 9),
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Partij | Rol | Hierna\nWoonbaken | corporatie, 4.120 woningen | Woonbaken", ("Partijen",)),
        ("Partij | Functie | Handtekening\nWoonbaken | bestuurder | w.g.", ("Ondertekening",)),
        ("Naam | Telefoon\nLoket | 0182 123456", ("Contact",)),
        (
            "Corporatie | Huurwoningen | Waarvan label E\nWoonbaken | 3.806 | 1.270",
            ("Gewicht van de afspraken",),
        ),
        (
            "Sociale huurwoningen per kern\nKern | Woonbaken | De Akker\nDorp | 316 | 0",
            ("Bijlage 1 Woningen per kern",),
        ),
        (
            "Gepland en gerealiseerd in 2025\nOnderwerp | Gepland | Gerealiseerd\nNieuwe woningen | 25 | 20",
            ("2 Terugblik",),
        ),
        ("Verdeling naar streefhuur\nHuur | Woonbaken\ntot de grens | 17%", ("Bijlage 8 Voorraad",)),
        (
            "Planning\nWat | Wie | Wanneer klaar\nMonitor over 2025 | gemeente | 1 mei 2026",
            ("4 Wie doet wat",),
        ),
    ],
)
def test_tables_that_agree_on_no_number_have_no_cells(text: str, headings: tuple[str, ...]) -> None:
    assert cells(table(text, headings)) == []


def test_a_planning_has_rows_with_a_last_day() -> None:
    found = planned(
        table(
            "Planning\n\nWat | Wie | Wanneer klaar\nMonitor over 2025 | gemeente | 1 mei 2026\n"
            "Bod voor 2027 | corporaties | vóór 1 juli\nProef | Woonbaken | 2027"
        )
    )
    assert [(row.what, row.who, row.when, row.deadline, row.period) for row in found] == [
        ("Monitor over 2025", "gemeente", "1 mei 2026", date(2026, 5, 1), Period()),
        ("Bod voor 2027", "corporaties", "vóór 1 juli", None, Period()),
        ("Proef", "Woonbaken", "2027", None, Period(2027, 2027)),
    ]


def test_a_table_with_a_term_says_at_most_how_long() -> None:
    found = cells(
        table(
            "Termijnen\nPartij | Wat | Uiterlijk\n"
            "Gemeente | gesprek over schulden | 10 werkdagen na de melding\nGemeente | besluit | 31 december 2026"
        )
    )
    assert [
        (c.row_header, c.quantity.value, c.quantity.unit, c.quantity.limit, c.quantity.per) for c in found
    ] == [("Gemeente", 10, "werkdagen", MOST, None)]


def test_a_table_of_absurd_size_is_read_to_a_bound() -> None:
    rows = "\n".join(f"Rij{i} | " + " | ".join("5" for _ in range(30)) for i in range(3_000))
    assert len(cells(table("Nieuwbouw\nCorporatie | 2026\n" + rows))) <= 5_000
