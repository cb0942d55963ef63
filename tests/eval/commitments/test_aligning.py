"""Which found commitment is which labelled one."""

from dataclasses import replace
from typing import Any

from corpus.commitment import Commitment, Quantity, Standing
from corpus.model import Period, Span
from eval.commitments.aligning import Alignment, align
from eval.commitments.gold import Gold, Scope
from tests.eval.commitments.conftest import BUILDS, DOCUMENT, ROW, SELLS, TEXT, Found, Labelled, edition, span


def lay(gold: list[Gold], found: list[Commitment], *pages: int) -> Alignment:
    return align(gold, [Scope(DOCUMENT, frozenset(pages))], {DOCUMENT: edition(*found)})


def cell(labelled: Labelled, column: str, value: int, **changes: Any) -> Gold:
    numbers = [{"value": value, "unit": "woningen", "total": column == "Totaal"}]
    period = int(column) if column.isdigit() else None
    values: dict[str, Any] = {"id": f"c-{column.lower()}", "quote": ROW, "form": "table", "column": column}
    return labelled(**(values | {"numbers": numbers, "period": period} | changes))


def in_cell(found: Found, value: int, year: int | None, *, total: bool = False) -> Commitment:
    numbers = (Quantity(value, "woningen", total=total),)
    return found(ROW, form="table", numbers=numbers, period=Period(year, year))


def test_a_quote_with_its_number_and_a_bit_less_is_the_same_sentence(
    labelled: Labelled, found: Found
) -> None:
    longer = replace(
        found(), spans=(Span(1, 0, len(BUILDS)),)
    )  # with "1. " and without its last three letters
    aligned = lay([labelled()], [longer])
    assert [(pair.gold.id, pair.found) for pair in aligned.pairs] == [("lw-1", longer)]
    assert not aligned.missed
    assert not aligned.false


def test_another_sentence_is_missed_and_false(labelled: Labelled, found: Found) -> None:
    aligned = lay([labelled()], [found(SELLS)])
    assert [gold.id for gold in aligned.missed] == ["lw-1"]
    assert [(document, one.quote) for document, one in aligned.false] == [(DOCUMENT, SELLS)]


def test_too_little_overlap_is_no_match(labelled: Labelled, found: Found) -> None:
    start = TEXT.index(BUILDS) + len(BUILDS) - 20
    shifted = replace(found(), spans=(Span(1, start, start + len(BUILDS)),))
    assert lay([labelled()], [shifted]).missed


def test_one_found_for_two_sentences_counts_once(labelled: Labelled, found: Found) -> None:
    both = replace(found(), spans=(Span(1, span(BUILDS).start, span(SELLS).end),))
    aligned = lay([labelled(), labelled(id="lw-2", quote=SELLS)], [both])
    assert (len(aligned.pairs), len(aligned.missed), len(aligned.false)) == (1, 1, 0)


def test_the_same_sentence_found_twice_is_false_the_second_time(labelled: Labelled, found: Found) -> None:
    aligned = lay([labelled()], [found(), found()])
    assert (len(aligned.pairs), len(aligned.false)) == (1, 1)


def test_an_optional_sentence_is_neither_right_nor_wrong(labelled: Labelled, found: Found) -> None:
    optional = labelled(optional=True)
    for made in ([], [found()], [found(), found()]):
        aligned = lay([optional], made)
        assert not (aligned.pairs)
        assert not (aligned.missed)
        assert not aligned.false


def test_cells_of_a_row_go_by_number_and_year(labelled: Labelled, found: Found) -> None:
    gold = [cell(labelled, "2025", 25), cell(labelled, "2026", 30), cell(labelled, "2027", 25)]
    last, first = in_cell(found, 25, 2027), in_cell(found, 25, 2025)
    wrong = in_cell(found, 30, 2025)
    aligned = lay(gold, [last, first, wrong])
    assert {pair.gold.column: pair.found for pair in aligned.pairs} == {"2025": first, "2027": last}
    assert [gold.column for gold in aligned.missed] == ["2026"]
    assert [one for _, one in aligned.false] == [wrong]


def test_a_cell_without_a_period_still_fits_by_its_number(labelled: Labelled, found: Found) -> None:
    assert lay([cell(labelled, "2026", 30)], [in_cell(found, 30, None)]).pairs


def test_a_total_fits_the_column_that_adds_up(labelled: Labelled, found: Found) -> None:
    year, total = in_cell(found, 80, None), in_cell(found, 80, None, total=True)
    aligned = lay([cell(labelled, "Eind", 80), cell(labelled, "Totaal", 80)], [total, year])
    assert {pair.gold.column: pair.found for pair in aligned.pairs} == {"Eind": year, "Totaal": total}


def test_only_labelled_pages_count(labelled: Labelled, found: Found) -> None:
    aligned = lay([], [found()], 2)
    assert not aligned.false


def test_a_document_that_cannot_be_read_is_said_and_counts_for_nothing(labelled: Labelled) -> None:
    aligned = align([labelled()], [Scope(DOCUMENT)], {})
    assert aligned.unread == (DOCUMENT,)
    assert not aligned.missed


def test_a_proposal_found_as_agreed_is_counted_also_where_nothing_is_labelled(
    labelled: Labelled, found: Found
) -> None:
    gold = [labelled(standing="voorstel")]
    aligned = lay(gold, [found(), found(SELLS), found(ROW, standing=Standing.VOORSTEL)])
    assert [one.quote for _, one in aligned.agreed] == [BUILDS, SELLS]
    assert not lay([labelled()], [found(), found(SELLS)]).agreed
