"""What is selected, counted in facets and counted by field equals what the records themselves say."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.precedents.counting import By, count
from assistant.precedents.searching import listed, search
from assistant.precedents.selection import Selection, Value
from corpus.commitment import Commitment, Modality, Role, Standing
from corpus.edition import Edition
from corpus.model import Kind, Status, Theme
from corpus.standing import standing_of
from corpus.vocabulary import municipalities
from tests.assistant.precedents.conftest import TODAY, Shelf

EVERYTHING = Selection(standings=())
SELECTIONS = [
    EVERYTHING,
    Selection(),
    Selection(themes=(Theme.VERDUURZAMING, Theme.NIEUWBOUW)),
    Selection(municipalities=("lindewaard",), standings=()),
    Selection(years=(2025, 2031), modalities=(Modality.RESULTAAT, Modality.INTENTIE)),
    Selection(with_number=True, corporations=("Kadewonen",), standings=()),
    Selection(with_number=False, roles=(Role.CORPORATIE,)),
    Selection(actors=("Thuisrijk",), standings=()),
    Selection(actors=("Huurdersbelang", "Zilverdam"), standings=()),
    Selection(statuses=(Status.GELDEND,), kinds=(Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN)),
    Selection(units=("woningen",), documents=("afspraken-3", "afspraken-4", "afspraken-5"), standings=()),
    Selection(standings=(Standing.VOORSTEL,)),
    Selection(municipalities=("Nergenshuizen",)),
]


def values(one: Commitment, edition: Edition, field: str) -> set[Value]:
    """The values that a commitment has in a field, straight from the records."""
    about = edition.description
    if field == "actoren":
        of_role = {
            Role.GEMEENTE: about.municipalities,
            Role.CORPORATIE: about.corporations,
            Role.HUURDERSORGANISATIE: about.tenant_organisations,
        }
        return {
            name
            for actor in one.actors
            for name in ([actor.name] if actor.name else of_role.get(actor.role, ()))
        }
    if field == "jaren":
        own, document = one.period.years(), about.period.years()
        ends = [*own] or [*document, *([one.deadline.year] if one.deadline else [])]
        return set(range(min(ends), max(ends) + 1)) if ends else set()
    single: dict[str, Callable[[], set[Value]]] = {
        "gemeenten": lambda: set(about.municipalities),
        "corporaties": lambda: set(about.corporations),
        "themas": lambda: set(one.themes),
        "hardheid": lambda: {one.modality},
        "rollen": lambda: {actor.role for actor in one.actors},
        "status": lambda: {about.status(TODAY)},
        "stand": lambda: {one.standing},
        "soorten": lambda: {about.kind},
        "metGetal": lambda: {bool(one.numbers)},
        "eenheden": lambda: {number.unit for number in one.numbers},
        "documenten": lambda: {edition.document_id},
    }
    return single[field]()


FIELDS = (
    "gemeenten", "corporaties", "themas", "hardheid", "rollen", "actoren", "jaren", "status", "stand", "soorten",
    "metGetal", "eenheden", "documenten",
)  # fmt: skip


def passes(one: Commitment, edition: Edition, selection: Selection, but: str = "") -> bool:
    def fold(value: Value) -> Value:
        return value.casefold() if isinstance(value, str) else value

    return all(
        not chosen
        or {fold(value) for value in chosen} & {fold(value) for value in values(one, edition, field)}
        for field in FIELDS
        if field != but
        for chosen in [selection.chosen(field)]
    )


def test_there_is_something_to_select(shelf: Shelf) -> None:
    assert len(shelf.records) > 100
    assert sum(passes(one, edition, Selection()) for one, edition in shelf.records) > 30


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_gives_the_commitments_that_have_a_value_of_every_field_chosen(
    shelf: Shelf, selection: Selection
) -> None:
    expected = {one.id for one, edition in shelf.records if passes(one, edition, selection)}
    found = listed(shelf.library, shelf.retriever, selection, "", "relevantie", TODAY)
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("text", ["", "isoleren", "EFG-labels uitfaseren"])
def test_facets_say_how_many_there_would_be_with_each_value_alone(
    shelf: Shelf, selection: Selection, text: str
) -> None:
    among = set(listed(shelf.library, shelf.retriever, EVERYTHING, text, "relevantie", TODAY))
    found = search(shelf.library, shelf.retriever, selection, text, "relevantie", 1, 5, TODAY)
    assert set(found.facets) == set(FIELDS) - {"documenten"}
    for field, counted in found.facets.items():
        expected: defaultdict[Value, int] = defaultdict(int)
        for one, edition in shelf.records:
            if one.id in among and passes(one, edition, selection, but=field):
                for value in values(one, edition, field):
                    expected[value] += 1
        assert {facet.value: facet.count for facet in counted if facet.count} == expected
        assert [facet.count for facet in counted] == sorted((facet.count for facet in counted), reverse=True)


def test_a_value_that_is_chosen_stays_among_the_facets_also_when_it_counts_nothing(shelf: Shelf) -> None:
    selection = Selection(themes=(Theme.NIEUWBOUW,), units=("procent",), municipalities=("Lindewaard",))
    found = search(shelf.library, shelf.retriever, selection, "overleggen", "relevantie", 1, 5, TODAY)
    assert Theme.NIEUWBOUW in {facet.value for facet in found.facets["themas"]}


FIELD_OF: dict[By, str] = {
    "gemeente": "gemeenten", "thema": "themas", "jaar": "jaren", "hardheid": "hardheid",
    "corporatie": "corporaties", "stand": "stand",
}  # fmt: skip


@pytest.mark.parametrize("by", FIELD_OF)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_count_equals_the_records_and_the_selection_behind_every_number_finds_exactly_those(
    shelf: Shelf, selection: Selection, by: By
) -> None:
    counts = count(shelf.library, shelf.retriever, selection, "", by, TODAY)
    field = FIELD_OF[by]
    chosen = {str(value).casefold() for value in selection.chosen(field)}
    expected: dict[Value, list[tuple[Commitment, Edition]]] = defaultdict(list)
    for one, edition in shelf.records:
        if passes(one, edition, selection, but=field):
            for value in values(one, edition, field):
                if not chosen or str(value).casefold() in chosen:
                    expected[value].append((one, edition))
    assert {row.value for row in counts.rows if row.commitments} == set(expected)
    assert chosen <= {str(row.value).casefold() for row in counts.rows}
    for row in counts.rows:
        those = expected[row.value]
        assert row.commitments == len(those)
        assert row.documents == len({edition.document_id for _, edition in those})
        places = {name for _, edition in those for name in edition.description.municipalities}
        assert row.municipalities == (len(places) if by != "gemeente" else bool(places))
        again = listed(shelf.library, shelf.retriever, row.selection, "", "relevantie", TODAY)
        assert set(again) == {one.id for one, _ in those}
    all_of_them = [(one, edition) for one, edition in shelf.records if passes(one, edition, selection)]
    assert counts.commitments == len(all_of_them)
    assert counts.documents == len({edition.document_id for _, edition in all_of_them})
    assert counts.unknown == sum(not values(one, edition, field) for one, edition in all_of_them)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_denominator_is_the_documents_that_could_have_held_it(shelf: Shelf, selection: Selection) -> None:
    coverage = count(shelf.library, shelf.retriever, selection, "", "thema", TODAY).coverage
    hit = {edition.document_id for one, edition in shelf.records if passes(one, edition, selection)}
    searched = [
        edition for edition in shelf.editions if edition.document_id in hit or could(edition, selection)
    ]
    assert coverage.documents == len(searched) >= len(hit)
    kinds: defaultdict[Kind, int] = defaultdict(int)
    for edition in searched:
        kinds[edition.description.kind] += 1
    assert dict(coverage.kinds) == kinds
    years = [year for edition in searched for year in edition.description.period.years()]
    assert (coverage.first_year, coverage.last_year) == (min(years, default=None), max(years, default=None))
    wanted = {name.casefold() for name in selection.municipalities}

    def places(editions: list[Edition]) -> set[str]:
        return {
            name
            for edition in editions
            for name in edition.description.municipalities
            if not wanted or name.casefold() in wanted
        }

    some = places([edition for edition in searched if edition.document_id in hit])
    assert coverage.municipalities == len(places(searched))
    assert coverage.with_some == len(some)
    assert set(coverage.none_found) == places(searched) - some
    assert set(coverage.not_searched) == places(list(shelf.editions)) - places(searched)
    assert coverage.nationwide == coverage.absent == len(municipalities())


def could(edition: Edition, selection: Selection) -> bool:
    """Whether such a commitment could stand in a document, by what it is."""
    about = edition.description
    standing = standing_of(about)
    wanted = replace(selection, themes=(), modalities=(), roles=(), actors=(), units=(), with_number=None)
    return (
        standing is not None
        and (not wanted.standings or standing in wanted.standings)
        and all(
            not chosen
            or {str(value).casefold() for value in chosen}
            & {str(value).casefold() for value in of_document(edition, field)}
            for field in ("gemeenten", "corporaties", "jaren", "status", "soorten", "documenten")
            for chosen in [wanted.chosen(field)]
        )
    )


def of_document(edition: Edition, field: str) -> set[Value]:
    about = edition.description
    known: dict[str, set[Value]] = {
        "gemeenten": set(about.municipalities),
        "corporaties": set(about.corporations),
        "jaren": set(about.period.years()),
        "status": {about.status(TODAY)},
        "soorten": {about.kind},
        "documenten": {edition.document_id},
    }
    return known[field]


def test_a_municipality_that_was_chosen_and_is_not_there_is_said_to_be_missing(shelf: Shelf) -> None:
    selection = Selection(municipalities=("Nergenshuizen", "Lindewaard"))
    coverage = count(shelf.library, shelf.retriever, selection, "", "thema", TODAY).coverage
    assert coverage.not_in_library == ("Nergenshuizen",)
