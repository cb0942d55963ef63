"""What is asked as somebody asked before finds the sentence that answered it, whatever words it is written in."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.concepts import Bag
from assistant.answering.contract import Audience, Question
from assistant.answering.evidence import Evidence, gather
from assistant.answering.rank import rank
from assistant.answering.sureness import clues, sureness
from assistant.answering.understand import Understanding, understand
from assistant.retrieval import Ranked, Retriever, Scores, widened
from assistant.retrieval.known import by_nearness, known_of, with_known
from corpus.edition import Edition, FinishedEdition
from corpus.embedding import Embedder
from corpus.known_question import KnownHit, KnownQuestion
from corpus.library import Library
from corpus.model import Filters, Hit
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import TODAY, edition_of

FLAT = "De corporatie neemt het complex Merelhof in 2027 uit exploitatie en verwijdert de opstallen."
COUNCIL = "Het bestuurlijk overleg vindt elk kwartaal plaats."
TEXTS = (
    "De huur van sociale huurwoningen stijgt in 2026 met hoogstens drie procent.",
    f"{COUNCIL} {FLAT} Dit wordt jaarlijks geëvalueerd.",
    "Er komen negentig nieuwe appartementen aan de Havenstraat.",
    "De gemeente plant in elke wijk honderd bomen tegen hittestress.",
)
ASKED = "gooien ze straks mijn flat plat"
Known = dict[str, tuple[str, ...]]
Fill = Callable[..., Library]


def asked_of(edition: Edition, known: Known) -> tuple[KnownQuestion, ...]:
    """The questions at the places of their sentences."""
    return tuple(
        KnownQuestion(one.ordinal, one.text.index(sentence), one.text.index(sentence) + len(sentence), text)
        for sentence, texts in known.items()
        for one in edition.passages
        if sentence in one.text
        for text in texts
    )


@pytest.fixture
def fill(tmp_path: Path, embedder: Embedder) -> Iterator[Fill]:
    """Puts an agreement of Lindewaard and one of Oosterveen, and what is known of the first, in a new library."""
    opened: list[Library] = []

    def filling(known: Known, **more: object) -> Library:
        library = Library(
            LibrarySettings(data=tmp_path / f"data-{len(opened)}", today=TODAY), embedder.fingerprint
        )
        opened.append(library)
        for name in ("Lindewaard", "Oosterveen"):
            edition = edition_of(
                name.lower(),
                TEXTS if name == "Lindewaard" else TEXTS[:1],
                municipalities=(name,),
                corporations=("Kadewonen",),
            )
            if more and name == "Lindewaard":
                edition = replace(edition, passages=tuple(replace(one, **more) for one in edition.passages))  # type: ignore[arg-type]
            edition = replace(edition, questions=asked_of(edition, known) if name == "Lindewaard" else ())
            texts = [one.indexed_text(edition.description.title) for one in edition.passages]
            asked = embedder.question_vectors([question.text for question in edition.questions])
            vectors = embedder.embed_passages(texts)
            library.put(FinishedEdition(edition, b"", vectors, embedder.fingerprint, asked))
        return library

    yield filling
    for library in opened:
        library.close()


def ordinals(found: list[Ranked]) -> list[str]:
    """Which passages were found, as document and number."""
    return [f"{one.found.card.document_id} {one.found.passage.ordinal}" for one in found]


def test_two_questions_are_alike_between_two_bounds() -> None:
    cosines = (-1.0, 0.0, 0.6, 0.65, 0.7, 0.8, 0.9, 1.2)
    hits = [KnownHit("een", 0, 5, cosine) for cosine in cosines]
    near = by_nearness(hits, (0.6, 0.8))
    assert [hit.score for hit in near] == pytest.approx([0, 0, 0, 0.25, 0.5, 1, 1, 1])
    assert [hit._replace(score=0) for hit in near] == [hit._replace(score=0) for hit in hits]
    assert by_nearness([], (0.6, 0.8)) == []


def test_a_passage_counts_for_its_nearest_question_and_others_stay_as_they_were() -> None:
    fused = [Hit("een", 0.9), Hit("twee", 0.5), Hit("drie", 0.1)]
    near = [KnownHit("drie", 0, 5, 1.0), KnownHit("drie", 5, 9, 0.6), KnownHit("vier", 0, 5, 0.7)]
    together = with_known(fused, [*near, KnownHit("twee", 0, 5, 0.0), KnownHit("ver", 0, 5, 0.0)])
    scores = dict(together)
    assert [hit.passage_id for hit in together] == ["drie", "een", "vier", "twee"]
    assert (scores["een"], scores["twee"]) == (0.9, 0.5)
    assert scores["drie"] == pytest.approx(0.9)
    assert 0.5 < scores["vier"] < 0.9
    assert with_known(fused, []) == fused
    assert dict(with_known([], near[2:])) == pytest.approx({"vier": scores["vier"]})
    assert with_known([], []) == []


def test_the_order_of_what_is_near_makes_no_difference() -> None:
    near = [KnownHit("een", 0, 5, 0.97), KnownHit("een", 5, 9, 0.2), KnownHit("twee", 0, 5, 0.4)]
    fused = [Hit("een", 0.2), Hit("twee", 0.2)]
    assert with_known(fused, near) == with_known(fused, near[::-1])


def test_who_asks_alike_gets_the_passage_that_answered_first(fill: Fill, embedder: Embedder) -> None:
    without = Retriever(fill({}), embedder).retrieve(ASKED, 5, today=TODAY)
    assert ordinals(without)[0] != "lindewaard 1"
    retriever = Retriever(fill({FLAT: ("wordt mijn flat plat gegooid", ASKED)}), embedder)
    first = retriever.retrieve(ASKED, 5, today=TODAY)[0]
    assert ordinals([first]) == ["lindewaard 1"]
    (known,) = first.known
    assert first.found.passage.text[known.start : known.end] == FLAT
    assert known.nearness == 1
    assert ordinals(retriever.retrieve("gaan ze mijn flat plat gooien", 1, today=TODAY)) == ["lindewaard 1"]


def test_a_passage_that_nothing_else_finds_is_found_by_its_question(
    fill: Fill, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = fill({FLAT: (ASKED,)})

    def nothing(*_: object, **__: object) -> list[Hit]:
        return []

    monkeypatch.setattr(library, "search_terms", nothing)
    monkeypatch.setattr(library, "search_vectors", nothing)
    (found,) = Retriever(library, embedder).retrieve(ASKED, 5, today=TODAY)
    assert ordinals([found]) == ["lindewaard 1"]
    assert found.scores[:2] == (None, None)
    assert Retriever(library, embedder).retrieve("wie plant er bomen in de wijk", 5, today=TODAY) == []


def test_what_is_asked_about_something_else_finds_what_it_would(fill: Fill, embedder: Embedder) -> None:
    query = "hoeveel bomen plant de gemeente in de wijk"
    plain = Retriever(fill({}), embedder).retrieve(query, 5, today=TODAY)
    found = Retriever(fill({FLAT: (ASKED,)}), embedder).retrieve(query, 5, today=TODAY)
    assert [(one.found.passage.id, one.scores) for one in found] == [
        (one.found.passage.id, one.scores) for one in plain
    ]
    assert [known.nearness for one in found for known in one.known] == [0]


@pytest.mark.parametrize("name", ["Lindewaard", "Kadewonen", "Amsterdam"])
def test_names_in_what_is_asked_do_not_matter(fill: Fill, embedder: Embedder, name: str) -> None:
    found = Retriever(fill({FLAT: (ASKED,)}), embedder).retrieve(f"{name} {ASKED}", 5, today=TODAY)
    assert ordinals(found)[0] == "lindewaard 1"
    assert [known.nearness for known in found[0].known] == [1]


def test_what_is_asked_with_nothing_but_a_name_is_compared_with_it(fill: Fill, embedder: Embedder) -> None:
    found = Retriever(fill({FLAT: ("Kadewonen",)}), embedder).retrieve("Kadewonen", 5, today=TODAY)
    assert [known.nearness for one in found for known in one.known] == [1]


def test_a_filter_holds_for_known_questions(fill: Fill, embedder: Embedder) -> None:
    retriever = Retriever(fill({FLAT: (ASKED,)}), embedder)
    found = retriever.retrieve(ASKED, 5, Filters(municipalities=("Oosterveen",)), today=TODAY)
    assert ordinals(found) == ["oosterveen 0"]
    assert found[0].known == ()


def test_every_sentence_with_questions_is_told_with_its_own_nearness_and_all_their_words(
    fill: Fill, embedder: Embedder
) -> None:
    known = {FLAT: (ASKED, "moet ik verhuizen"), COUNCIL: ("hoe vaak vergaderen de wethouders",)}
    found = Retriever(fill(known), embedder).retrieve(ASKED, 5, today=TODAY)[0]
    told = {found.found.passage.text[one.start : one.end]: one for one in found.known}
    assert set(told) == {FLAT, COUNCIL}
    assert (told[FLAT].nearness, told[COUNCIL].nearness) == (1, 0)
    assert told[FLAT].words == Bag.of(f"{ASKED} moet ik verhuizen")


def test_nearness_belongs_to_a_passage_and_to_a_range_in_it(fill: Fill) -> None:
    library = fill({FLAT: (ASKED,), COUNCIL: ("hoe vaak",)})
    (card,) = [card for card in library.cards() if card.document_id == "lindewaard"]
    passages = library.passages_of(card.id)
    name = passages[1].passage.id
    (council, flat) = ((one.start, one.end) for one in known_of(library, name))
    near = [
        KnownHit(name, *flat, 0.5),
        KnownHit(name, *flat, 0.3),
        KnownHit(passages[0].passage.id, *council, 0.99),
    ]
    assert [one.nearness for one in known_of(library, name, near)] == [0, 0.5]
    assert known_of(library, passages[0].passage.id, near) == ()


def test_the_stages_and_the_ablations_show_what_known_questions_do(fill: Fill, embedder: Embedder) -> None:
    retriever = Retriever(fill({FLAT: (ASKED,)}), embedder)
    served = [one.found.passage.id for one in retriever.retrieve(ASKED, 5, today=TODAY)]
    stages = retriever.stages(ASKED, 5, today=TODAY)
    assert stages["fused"][0].passage_id == stages["reranked"][0].passage_id == served[0]
    assert stages["vectors"][0].passage_id != served[0]
    ablations = retriever.ablations(ASKED, 5, today=TODAY)
    assert [hit.passage_id for hit in ablations["all"]] == served
    assert ablations["all, no known questions"][0].passage_id != served[0]


def test_the_rest_of_a_clause_brings_its_questions(fill: Fill) -> None:
    library = fill({FLAT: (ASKED,)}, clause="Artikel 3")
    (card,) = [card for card in library.cards() if card.document_id == "lindewaard"]
    first = library.passages_of(card.id)[0]
    wider = widened([Ranked(first, Scores(0.9, 9.0, 1.0, 1.2))], library)
    assert sorted(ordinals(wider)) == [f"lindewaard {n}" for n in range(len(TEXTS))]
    known = {one.found.passage.ordinal: one.known for one in wider}
    ((told,), *others) = (known.pop(1), *known.values())
    assert wider[0].found.passage.ordinal == 0
    assert (told.nearness, told.words) == (0, Bag.of(ASKED))
    assert TEXTS[1][told.start : told.end] == FLAT
    assert others == [(), (), ()]


def test_documents_without_questions_are_found_as_they_were(
    fill: Fill, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = Retriever(fill({}), embedder)
    queries = (ASKED, "hoeveel mag de huur omhoog in Lindewaard", "Kadewonen", "bomen")
    found = [retriever.retrieve(query, 5, today=TODAY) for query in queries]
    assert all(one.known == () for some in found for one in some)
    for query in queries:
        hits = retriever.ablations(query, 5, today=TODAY)
        assert hits["all"] == hits["all, no known questions"]

    def as_it_was(fused: list[Hit], _: object) -> list[Hit]:
        return fused

    monkeypatch.setattr("assistant.retrieval.retriever.with_known", as_it_was)
    assert [retriever.retrieve(query, 5, today=TODAY) for query in queries] == found


def test_a_document_that_went_takes_its_questions_along(fill: Fill, embedder: Embedder) -> None:
    library = fill({FLAT: (ASKED,)})
    with closing(library):
        name = Retriever(library, embedder).retrieve(ASKED, 1, today=TODAY)[0].found.passage.id
        near = [KnownHit(name, 0, 5, 1.0)]
        library.remove("lindewaard")
        assert known_of(library, name, near) == ()
        found = Retriever(library, embedder).retrieve(ASKED, 5, today=TODAY)
        assert ordinals(found) == ["oosterveen 0"]


def units(library: Library, embedder: Embedder, query: str) -> tuple[Evidence, Understanding]:
    asked = understand(Question(query, Audience.HUURDER), library.cards(), TODAY)
    found = Retriever(library, embedder).retrieve(asked.text, 10, today=TODAY)
    return gather(rank(found, asked, TODAY), asked, TODAY), asked


def test_the_sentence_that_is_known_to_answer_is_quoted_first_and_surely(
    fill: Fill, embedder: Embedder
) -> None:
    without, _ = units(fill({}), embedder, ASKED)
    assert without.units[0].text != FLAT
    assert {unit.signs.known for unit in without.units} == {0}
    evidence, asked = units(fill({FLAT: (ASKED,)}), embedder, ASKED)
    best = evidence.units[0]
    # The sign counts for less in a document that weighs less.
    assert best.text == FLAT
    assert 0.3 < best.signs.known < 1.2
    assert {unit.signs.known for unit in evidence.units[1:]} == {0}
    before = next(unit for unit in without.units if unit.text == FLAT)
    assert best.covered > before.covered
    assert best.own > before.own
    assert clues(best, evidence, asked).known == best.signs.known
    assert sureness(best, evidence, asked) > sureness(before, without, asked)


def test_words_of_its_questions_count_for_a_sentence_when_something_else_is_asked(
    fill: Fill, embedder: Embedder
) -> None:
    query = "wordt een flat wel eens schoongemaakt"
    (plain, known) = (
        next(unit for unit in units(library, embedder, query)[0].units if unit.text == FLAT)
        for library in (fill({}), fill({FLAT: (ASKED,)}))
    )
    assert known.signs.known < 0.4
    assert known.score > plain.score
