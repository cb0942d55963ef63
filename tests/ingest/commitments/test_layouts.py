"""The agreed cells of tables in many layouts: `layouts.txt` has each table with what is agreed in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.commitment import Limit, Role
from corpus.model import Page, Passage, Span
from ingest.commitments import extract
from ingest.commitments.table_cells import TableCell
from ingest.commitments.tables import cells
from tests.ingest.commitments.invented import AGREEMENT

_BOUND = {Limit.PRECIES: "", Limit.MINSTENS: ">= ", Limit.HOOGSTENS: "<= ", Limit.ONGEVEER: "~ "}
_LAYOUTS = Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8")


def table(lines: list[str], headings: tuple[str, ...] = ()) -> Passage:
    rows = ("\t".join(cell.strip() for cell in line.split("|")) for line in lines)
    text = "\n".join(rows)
    return Passage("p", 0, text, (Span(1, 0, len(text)),), headings, "", None, "table")


def layouts() -> Iterator[tuple[str, tuple[Passage, list[str]]]]:
    for block in _LAYOUTS.split("\n## ")[1:]:
        printed, expected = block.split("=>\n")
        name, *lines = printed.strip().split("\n")
        title, _, above = name.partition(" | ")
        headings = tuple(above.split(" > ")) if above else ()
        yield title, (table(lines, headings), expected.strip().splitlines())


def written(cell: TableCell) -> str:
    number, period = cell.quantity, cell.period
    value = f"{number.value:.0f}" if number.value >= 1e6 else f"{number.value:g}"
    value += f"-{number.upper:g}" if number.upper else ""
    per = f" per {number.per}" if number.per else ""
    each = f" each {number.each}" if number.each else ""
    when = f"{period.start or ''}-{period.end or ''}"
    if period.start == period.end:
        when = str(period.start or "")
    when = f"uiterlijk {cell.deadline}" if cell.deadline else when
    said = f"{_BOUND[number.limit]}{value} {number.unit}{per}{each}"
    return f"{cell.row_header} | {cell.column_header} | {said} | {when}".rstrip(" |")


LAYOUTS = dict(layouts())


@pytest.mark.parametrize("title", LAYOUTS)
def test_the_agreed_cells_of_a_layout(title: str) -> None:
    passage, expected = LAYOUTS[title]
    assert [written(cell) for cell in cells(passage)] == expected


def locations(*lines: str) -> list[str | None]:
    passage = table(list(lines))
    page = Page(1, passage.text)
    return [found.location for found in extract(AGREEMENT, [passage], [page], "e")]


@pytest.mark.parametrize(
    "header",
    [
        "Project | Aantal",
        "Locatie | Woningen",
        "Bouwlocatie | Woningen",
        "Naam project | Aantal",
        "Kern | Woningen",
    ],
)
def test_the_place_of_a_row_is_where_its_homes_are(header: str) -> None:
    assert locations("Nieuwbouw 2026", header, "Merelhof, fase 2 | 24", "Totaal | 24") == ["Merelhof", None]


def test_a_place_may_stand_behind_a_number_of_the_list() -> None:
    assert locations("Sloop", "Nr. | Complex | Woningen | Sloop in", "701 | Torenflat | 36 | 2027") == [
        "Torenflat"
    ]


def test_kernen_may_be_columns() -> None:
    found = locations(
        "Seniorenwoningen per kern, 2026–2028", " | Lisdorp | Wierum | Totaal", "Vechthuis | 12 | 8 | 20"
    )
    assert found == ["Lisdorp", "Wierum", None]


def test_an_activity_a_party_and_a_municipality_are_no_places() -> None:
    assert locations("Bijdragen 2026", "Project | Bedrag", "Buurtbemiddeling | € 5.000") == [None]
    assert locations("Nieuwbouw 2026", "Project | Woningen", "Vechthuis | 12") == [None]
    assert locations("Nieuwbouw 2026", "Gemeente | Woningen", "Esdoornveen | 12") == [None]


def test_a_row_that_divides_a_table_names_who_does_it() -> None:
    passage = table(
        ["Nieuwbouw", "Project | 2026 | 2027", "Wonen Zuidoever", "Merelhof | 12 | 0", "Veenkade | 0 | 8"]
    )
    found = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert {actor.name for one in found for actor in one.actors} == {"Wonen Zuidoever"}
    assert [one.location for one in found] == ["Merelhof", "Merelhof", "Veenkade", "Veenkade"]


def test_the_sentence_above_a_table_says_when_the_table_does_not() -> None:
    above = "De volgende aantallen gelden in de jaren 2026 tot en met 2028:\n\n"
    rows = table(["Tabel 2: Verkoop, hoogstens", "Corporatie | Woningen", "Vechthuis | 12"]).text
    passage = Passage("p", 0, rows, (Span(1, len(above), len(above + rows)),), (), "", None, "table")
    (found,) = extract(AGREEMENT, [passage], [Page(1, above + rows)], "e")
    assert (found.period.start, found.period.end, found.numbers[0].per) == (2026, 2028, "looptijd")


@pytest.mark.parametrize(
    "above",
    [
        "In vier jaar komen er 104 woningen bij.",
        "In vier jaar komen er 104 woningen bij. Het gaat om opleveringen.",
        "De corporaties bouwen van 2025 tot en met 2028 samen 104 woningen.",
    ],
)
def test_the_sentence_with_the_sum_of_a_table_says_for_how_long(above: str) -> None:
    passage = table(["Corporatie | Woningen", "Woonbaken | 60", "De Akker | 44"])
    assert [cell.quantity.per for cell in cells(passage, before=above)] == ["looptijd", "looptijd"]


def test_a_sentence_with_another_number_says_nothing_of_a_table() -> None:
    passage = table(["Nieuwbouw", "Corporatie | Woningen", "Woonbaken | 60", "De Akker | 44"])
    found = cells(passage, before="In vier jaar verkopen zij 30 woningen.")
    assert [cell.quantity.per for cell in found] == [None, None]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Huurverhoging, hoogstens", "Per 1 juli | Lisdorp | Wierum", "2026 | 2,6% | 3,0%"],
            ["Lisdorp", "Wierum"],
        ),
        (["Verkoop 2026", "Waar | Woningen", "Lisdorp | 6", "Wierum | 3"], ["Lisdorp", "Wierum"]),
        (["Verkoop 2026", "Onderwerp | Lisdorp (uit 2021–2024)", "Verkoop | 6 woningen"], ["Lisdorp"]),
        (["Verkoop 2026", "Wie | Woningen", "Vechthuis | 6"], [None]),
    ],
)
def test_a_name_is_a_place_when_the_text_says_so(lines: list[str], expected: list[str | None]) -> None:
    told = "In Lisdorp en in Wierum gelden eigen regels."
    passage = table(lines)
    pages = [Page(1, passage.text), Page(2, told)]
    assert [one.location for one in extract(AGREEMENT, [passage], pages, "e")] == expected


def test_a_table_that_compares_municipalities_does_not_make_them_do_it() -> None:
    lines = [
        "Verschillen tussen de vroegere gemeenten",
        "Onderwerp | Lisdorp | Wierum",
        "Verkoop | 6 woningen | 3 woningen",
    ]
    passage = table(lines)
    found = extract(AGREEMENT, [passage], [Page(1, passage.text)], "e")
    assert {actor.role for one in found for actor in one.actors} == {Role.CORPORATIE}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (["3 | Merelhof | 24 | 2027", "4 | Veenkade | 12 | 2028"], 4),
        (["7 | Merelhof | 24 | 2027", "8 | Veenkade | 12 | 2028"], 2),
        (["3 | Merelhof | 24", "4 | Veenkade | 12"], 2),
    ],
)
def test_a_table_goes_on_on_the_next_page_where_its_columns_and_its_numbering_do(
    rows: list[str], count: int
) -> None:
    first = table(
        [
            "Nieuwbouw",
            "Nr. | Project | Woningen | Klaar",
            "1 | Sluiskamp | 8 | 2025",
            "2 | Zuidwal | 9 | 2026",
        ]
    )
    second = table(rows)
    second = replace(second, spans=(Span(2, 0, len(second.text)),))
    found = extract(AGREEMENT, [first, second], [Page(1, first.text), Page(2, second.text)], "e")
    assert len(found) == count
