"""A text finds commitments by the words of their own sentences, the best first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.precedents.searching import Found, every, listed, search
from assistant.precedents.selection import Selection
from assistant.retrieval import Retriever
from corpus.edition import Edition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Kind, Period, Stage
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import TODAY, Shelf, commitment, edition_of, finished

Ask = Callable[..., Found]
_TEXTS = {
    "lindewaard": [
        "In 2028 zijn er geen woningen met een EFG-label meer.",
        "De huur stijgt in 2026 hoogstens 3,5 procent.",
        "Bij een isolatieproject volgt geen verhoging van de huur.",
    ],
    "oosterveen": [
        "Partijen spannen zich in om EFG-labels uit te faseren.",
        "De corporaties wijzen 30 procent toe aan statushouders.",
        "Wie een te hoge huur heeft, krijgt hulp bij schulden.",
    ],
}


def small(place: str, end: int) -> Edition:
    """An agreement of one page; each line is a commitment, and two lines are a passage."""
    lines = _TEXTS[place]
    edition = edition_of(
        place,
        [" ".join(lines[:2]), lines[2]],
        kind=Kind.PRESTATIEAFSPRAKEN,
        stage=Stage.ONDERTEKEND,
        municipalities=(place.capitalize(),),
        period=Period(end - 3, end),
    )
    made = (
        commitment(edition.id, number, edition.passages[number // 2], line, headings=("Betaalbaar wonen",))
        for number, line in enumerate(lines)
    )
    return replace(edition, commitments=tuple(made))


@pytest.fixture(scope="module")
def ask(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    library = Library(LibrarySettings(data=tmp_path_factory.mktemp("worded") / "data"), embedder.fingerprint)
    library.put(finished(small("lindewaard", 2027), embedder), finished(small("oosterveen", 2028), embedder))
    retriever = Retriever(library, embedder)

    def asking(text: str, selection: Selection = Selection()) -> Found:  # noqa: B008
        return search(library, retriever, selection, text, "relevantie", 1, 20, TODAY)

    yield asking
    library.close()


def quotes(found: Found) -> list[str]:
    return [one.commitment.quote for one in found.items]


def test_the_sentence_itself_is_found_and_not_its_neighbour_in_the_same_passage(ask: Ask) -> None:
    assert quotes(ask("statushouders")) == [_TEXTS["oosterveen"][1]]


def test_a_sentence_with_all_words_comes_before_one_that_says_part_of_it(ask: Ask) -> None:
    found = quotes(ask("EFG-labels uitfaseren"))
    assert found[0] == _TEXTS["oosterveen"][0]
    assert _TEXTS["lindewaard"][0] in found


def test_a_compound_is_found_by_its_parts_together(ask: Ask) -> None:
    found = quotes(ask("huurverhoging"))
    assert _TEXTS["lindewaard"][2] in found


def test_the_heading_above_helps_and_counts_for_less(ask: Ask) -> None:
    found = quotes(ask("betaalbaar huur"))
    assert _TEXTS["lindewaard"][1] in found


def test_a_municipality_that_is_named_comes_first_and_filters_nothing(ask: Ask) -> None:
    for place in ("Lindewaard", "Oosterveen"):
        found = ask(f"huur {place}")
        assert {one.card.document_id for one in found.items} == {"lindewaard", "oosterveen"}
        assert found.items[0].card.document_id == place.lower()


def test_a_sentence_that_points_back_is_found_by_the_subject_of_the_one_before(
    embedder: Embedder, tmp_path: Path
) -> None:
    lines = ["In Vossendal is nu buurtbemiddeling.", "De gemeente breidt die in 2027 uit naar Raderhoek."]
    edition = edition_of("leunend", [" ".join(lines)], kind=Kind.PRESTATIEAFSPRAKEN, stage=Stage.ONDERTEKEND)
    agreed = commitment(edition.id, 0, edition.passages[0], lines[1])
    library = Library(LibrarySettings(data=tmp_path / "data"), embedder.fingerprint)
    library.put(finished(replace(edition, commitments=(agreed,)), embedder))
    retriever = Retriever(library, embedder)
    found = search(library, retriever, Selection(), "buurtbemiddeling", "relevantie", 1, 20, TODAY)
    assert quotes(found) == [lines[1]]
    library.close()


def test_a_name_alone_finds_all_that_its_documents_agreed(ask: Ask) -> None:
    assert {one.card.document_id for one in ask("Lindewaard").items} == {"lindewaard"}


def test_a_phrase_between_quotation_marks_must_stand_there_in_that_order(ask: Ask) -> None:
    assert quotes(ask('"verhoging van de huur"')) == [_TEXTS["lindewaard"][2]]
    assert quotes(ask('"huur verhoging"')) == []


def test_the_beginning_of_a_word_finds_the_whole_word(ask: Ask) -> None:
    assert quotes(ask("isolatiepro*")) == [_TEXTS["lindewaard"][2]]


def test_what_nothing_says_gives_what_comes_nearest_uncounted(ask: Ask) -> None:
    found = ask("zonnepanelen")
    assert (found.total, found.items) == (0, [])
    assert 0 < len(found.near) <= 3


def test_words_without_meaning_find_nothing(ask: Ask) -> None:
    assert ask("de het een").total == 0
    assert ask('" * ?!').total == 0


def test_pages_follow_on_each_other_and_any_order_has_the_same_commitments(shelf: Shelf) -> None:
    def ids(order: str, text: str) -> list[str]:
        return listed(shelf.library, shelf.retriever, Selection(), text, order, TODAY)  # type: ignore[arg-type]

    for text in ("", "woningen"):
        whole = ids("relevantie", text)
        pages = [
            one.commitment.id
            for page in range(1, 9)
            for one in search(
                shelf.library, shelf.retriever, Selection(), text, "relevantie", page, 7, TODAY
            ).items
        ]
        assert pages == whole[:56]
        assert len(whole) > 7
        assert set(ids("nieuwste", text)) == set(ids("oudste", text)) == set(whole)
        assert [one.commitment.id for one in every(shelf.library, whole)] == whole


def test_the_newest_documents_come_first_or_last_and_those_without_a_year_always_last(shelf: Shelf) -> None:
    ends = {edition.id: edition.description.period.end for edition in shelf.editions}
    for order, sign in (("nieuwste", -1), ("oudste", 1)):
        found = listed(shelf.library, shelf.retriever, Selection(), "", order, TODAY)  # type: ignore[arg-type]
        years = [ends[name.rpartition(".c")[0]] for name in found]
        known = [year for year in years if year]
        assert known == sorted(known, key=lambda year: sign * year)
        assert years == [*known, *[None] * years.count(None)]


def test_what_a_text_finds_does_not_depend_on_the_filters(shelf: Shelf) -> None:
    whole = set(listed(shelf.library, shelf.retriever, Selection(), "woningen isoleren", "relevantie", TODAY))
    for place in ("Lindewaard", "Oosterveen", "Zilverdam"):
        some = Selection(municipalities=(place,))
        found = set(listed(shelf.library, shelf.retriever, some, "woningen isoleren", "relevantie", TODAY))
        all_there = set(listed(shelf.library, shelf.retriever, some, "", "relevantie", TODAY))
        assert found == whole & all_there


def test_a_library_without_commitments_finds_nothing_and_says_what_it_searched(
    embedder: Embedder, tmp_path: Path
) -> None:
    library = Library(LibrarySettings(data=tmp_path / "data"), embedder.fingerprint)
    retriever = Retriever(library, embedder)
    assert search(library, retriever, Selection(), "huur", "relevantie", 1, 20, TODAY).coverage.documents == 0
    library.put(finished(replace(small("lindewaard", 2027), commitments=()), embedder))
    found = search(library, retriever, Selection(), "huur", "relevantie", 1, 20, TODAY)
    assert (found.total, found.coverage.documents, found.coverage.none_found) == (0, 1, ("Lindewaard",))
    library.close()
