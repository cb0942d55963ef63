"""The library keeps catalogue, vectors and terms in step, also when something goes wrong in between."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from corpus.edition import FinishedEdition
from corpus.library import EmbeddingMismatch, Library
from corpus.model import Description, EditionState, Filters, Kind, Period, Stage, Status, Theme
from corpus.settings import LibrarySettings
from corpus.terms import Terms

MakeEdition = Callable[..., FinishedEdition]
MODEL = "test-model/3"
Crash = Callable[[str], tuple[Library, FinishedEdition, FinishedEdition]]


def ids(library: Library, query: str, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    hits = library.search_terms(query, 10, filters)
    return [found.card.document_id for found in library.found(hit.passage_id for hit in hits)]


def test_what_was_stored_comes_back_to_the_letter(library: Library, make_edition: MakeEdition) -> None:
    finished = make_edition(
        "afspraken", "De huur stijgt met 3,5%.", "Er komen 90 woningen: 'één' \U0001f3e0."
    )
    library.put(finished)
    edition = finished.edition
    assert library.page(edition.id, 2) == edition.pages[1]
    assert library.outline(edition.id) == list(edition.outline)
    assert [found.passage for found in library.passages_of(edition.id)] == list(edition.passages)
    assert library.passages_of(edition.id)[1].page_label == "p2"
    assert library.original(edition.id) == finished.original
    assert library.cards()[0].description == edition.description


def test_a_passage_is_found_by_its_words_and_by_its_vector(
    library: Library, make_edition: MakeEdition
) -> None:
    finished = make_edition("afspraken", "De huurverhogingen blijven laag.", "Er komen negentig woningen.")
    library.put(finished)
    assert library.search_terms("huurverhoging", 5)[0].passage_id == finished.edition.passages[0].id
    nearest = library.search_vectors(finished.vectors[1], 1)
    assert nearest[0].passage_id == finished.edition.passages[1].id
    assert nearest[0].score == pytest.approx(1.0, abs=1e-4)
    stored = library.vectors_of([passage.id for passage in reversed(finished.edition.passages)])
    np.testing.assert_allclose(stored, finished.vectors[::-1], atol=1e-6)


def test_a_new_edition_replaces_the_old_one_everywhere_but_its_pages_stay(
    library: Library, make_edition: MakeEdition
) -> None:
    old, new = (
        make_edition("afspraken", "Het maximum is drie."),
        make_edition("afspraken", "Het plafond is vier."),
    )
    library.put(old)
    library.put(new)
    assert ids(library, "maximum") == []
    assert ids(library, "plafond") == ["afspraken"]
    assert [card.state for card in library.editions("afspraken")] == [
        EditionState.VISIBLE,
        EditionState.REPLACED,
    ]
    assert library.page(old.edition.id, 1) == old.edition.pages[0]
    assert library.original(old.edition.id) == old.original


def test_an_edition_that_comes_back_is_visible_again(library: Library, make_edition: MakeEdition) -> None:
    old, new = (
        make_edition("afspraken", "Het maximum is drie."),
        make_edition("afspraken", "Het plafond is vier."),
    )
    for finished in (old, new, old):
        library.put(finished)
    assert ids(library, "maximum") == ["afspraken"]
    assert ids(library, "plafond") == []


def test_a_removed_document_leaves_nothing_to_read(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    old, new = (
        make_edition("afspraken", "Geheim woord klaproos."),
        make_edition("afspraken", "Nieuw: korenbloem."),
    )
    library.put(old)
    library.put(new)
    assert library.remove("afspraken")
    assert not library.remove("afspraken")
    assert library.cards() == []
    assert ids(library, "korenbloem") == []
    assert {card.state for card in library.editions("afspraken")} == {EditionState.REMOVED}
    assert library.page(old.edition.id, 1) is None
    assert library.original(new.edition.id) is None
    left = [path for path in settings.data.rglob("*") if path.is_file() and b"klaproos" in path.read_bytes()]
    assert left == []


@pytest.fixture
def crash(settings: LibrarySettings, make_edition: MakeEdition, monkeypatch: pytest.MonkeyPatch) -> Crash:
    """A library with an old edition whose replacement breaks off at a step of the lexical index."""

    def broken_off_at(step: str) -> tuple[Library, FinishedEdition, FinishedEdition]:
        old = make_edition("afspraken", "Het maximum is drie.")
        new = make_edition("afspraken", "Het plafond is vier.")
        library = Library(settings, MODEL)
        library.put(old)

        def end(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Terms, step, end)
            with pytest.raises(KeyboardInterrupt):
                library.put(new)
        return library, old, new

    return broken_off_at


def test_a_crash_while_storing_leaves_the_old_edition_and_the_next_run_finishes_the_job(
    settings: LibrarySettings, crash: Crash
) -> None:
    library, old, new = crash("add")
    assert ids(library, "maximum") == ["afspraken"]
    assert [hit.passage_id for hit in library.search_vectors(new.vectors[0], 5)] == [
        old.edition.passages[0].id
    ]
    library.close()

    library = Library(settings, MODEL)
    assert [card.id for card in library.editions("afspraken")] == [old.edition.id]
    library.put(new)
    assert ids(library, "plafond") == ["afspraken"]
    library.close()


def test_a_crash_while_clearing_the_old_edition_is_finished_on_opening(
    settings: LibrarySettings, crash: Crash
) -> None:
    library, _, _ = crash("delete")
    assert ids(library, "plafond maximum") == ["afspraken"]
    library.close()

    library = Library(settings, MODEL)
    assert library.search_terms("maximum", 5) == []
    assert ids(library, "plafond") == ["afspraken"]
    library.close()


def test_filters_leave_only_what_passes_all_of_them_and_find_as_many_as_asked(
    library: Library, make_edition: MakeEdition
) -> None:
    signed = {"stage": Stage.ONDERTEKEND, "kind": Kind.PRESTATIEAFSPRAKEN}
    library.put(
        make_edition(
            "lind-oud", "huur laag", municipalities=("Lindewaard",), period=Period(2020, 2023), **signed
        )
    )
    library.put(
        make_edition(
            "lind-nieuw",
            "huur huur hoog",
            municipalities=("Lindewaard",),
            period=Period(2024, 2027),
            themes=(Theme.BETAALBAARHEID,),
            **signed,
        )
    )
    library.put(
        make_edition(
            "oost",
            "huur huur huur gelijk",
            municipalities=("Oosterveen",),
            period=Period(2025, 2028),
            **signed,
        )
    )
    library.put(make_edition("bod", "huur voorstel", kind=Kind.BOD, municipalities=("Lindewaard",)))
    day = date(2026, 11, 23)

    def only(**wanted: object) -> set[str]:
        hits = library.search_terms("huur", 10, Filters(**wanted), today=day)  # type: ignore[arg-type]
        return {found.card.document_id for found in library.found(hit.passage_id for hit in hits)}

    assert only(municipalities=("lindewaard",)) == {"lind-oud", "lind-nieuw", "bod"}
    assert only(municipalities=("Lindewaard",), years=(2026,)) == {"lind-nieuw"}
    assert only(statuses=(Status.VERLOPEN,)) == {"lind-oud"}
    assert only(kinds=(Kind.BOD,)) == {"bod"}
    assert only(themes=(Theme.BETAALBAARHEID, Theme.NIEUWBOUW)) == {"lind-nieuw"}
    assert only(municipalities=("Nergenshuizen",)) == set()
    narrow = library.search_vectors(np.asarray([1, 0, 0], np.float32), 2, Filters(documents=("bod", "oost")))
    assert len(narrow) == 2
    coverage = library.coverage(Filters(municipalities=("Lindewaard",)), today=day)
    assert (coverage.documents, coverage.passages, coverage.first_year, coverage.last_year) == (
        3,
        3,
        2020,
        2027,
    )
    assert library.coverage().per_municipality == {"Lindewaard": 3, "Oosterveen": 1}


def test_a_wide_filter_finds_the_same_words_as_a_narrow_one(
    library: Library, make_edition: MakeEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        text = "huur " * (1 + number % 5) + "hoog " * (number % 3)
        library.put(make_edition(f"stuk-{number:02}", text, period=Period(2020 + number % 4, None)))

    def found() -> list[list[float]]:
        return [
            [round(hit.score, 5) for hit in library.search_terms("hoge huur", k, Filters(years=years))]
            for k in (1, 5, 30, 100)
            for years in ((2021,), (2020, 2021, 2023))
        ]

    wide = found()
    assert [len(scores) for scores in wide] == [1, 1, 5, 5, 10, 30, 10, 30]
    monkeypatch.setattr("corpus.library._WIDE", 1.0)
    assert found() == wide


def test_what_is_counted_and_what_passes_a_filter_follow_every_change(
    library: Library, make_edition: MakeEdition
) -> None:
    place = Filters(municipalities=("Lindewaard",))
    seen = [(library.generation, library.coverage(place).documents, len(library.cards(place)))]
    library.put(make_edition("een", "huur", municipalities=("Lindewaard",)))
    seen.append((library.generation, library.coverage(place).documents, len(library.cards(place))))
    library.remove("een")
    seen.append((library.generation, library.coverage(place).documents, len(library.cards(place))))
    assert [counts for _, *counts in seen] == [[0, 0], [1, 1], [0, 0]]
    assert len({generation for generation, *_ in seen}) == 3


def test_a_library_of_another_model_is_refused_with_the_command_that_repairs_it(
    settings: LibrarySettings, library: Library, make_edition: MakeEdition
) -> None:
    with pytest.raises(EmbeddingMismatch, match="documents reindex"):
        library.put(make_edition("afspraken", "tekst", model="other/4"))
    library.close()
    with pytest.raises(EmbeddingMismatch, match=r"test-model/3.*other/4"):
        Library(settings, "other/4")


@pytest.mark.parametrize(
    ("kind", "stage", "years", "status"),
    [
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, (2024, 2027), Status.GELDEND),
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, (2020, 2023), Status.VERLOPEN),
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, (2027, 2030), Status.TOEKOMSTIG),
        (Kind.PRESTATIEAFSPRAKEN, Stage.CONCEPT, (2024, 2027), Status.CONCEPT),
        (Kind.PRESTATIEAFSPRAKEN, Stage.ONDERTEKEND, (), Status.ONBEKEND),
        (Kind.BOD, Stage.VOORSTEL, (2024, 2027), Status.ONBEKEND),
        (Kind.BOD, Stage.VOORSTEL, (2020, 2023), Status.VERLOPEN),
        (Kind.MAGAZINE, Stage.GEPUBLICEERD, (2024, 2027), Status.ONBEKEND),
        (Kind.ARTIKEL, Stage.GEPUBLICEERD, (2020, 2023), Status.ONBEKEND),
    ],
)
def test_the_status_follows_from_kind_stage_period_and_day(
    kind: Kind, stage: Stage, years: tuple[int, ...], status: Status
) -> None:
    described = Description("x", kind=kind, stage=stage, period=Period(*years))
    assert described.status(date(2026, 11, 23)) is status
