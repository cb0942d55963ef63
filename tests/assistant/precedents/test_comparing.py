"""Commitments side by side: counts equal the records, subjects meet, what is missing says where was looked."""

import random
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from assistant.precedents.comparing import Comparison, ComparisonError, Sides, Topic, compare
from assistant.precedents.likeness import likeness, sentences, subjects
from assistant.precedents.searching import search
from assistant.precedents.selection import Selection
from assistant.retrieval import Retriever
from corpus.commitment import Standing
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Kind, Stage, Theme
from corpus.settings import LibrarySettings
from corpus.vocabulary import municipalities
from tests.assistant.precedents.compared import agreed, library_of_agreements, told
from tests.assistant.precedents.conftest import TODAY, Shelf, finished

ABSENT = municipalities()[0].name  # a municipality that exists, without documents here
TWO = Sides("gemeenten", ("Lindewaard", "Oosterveen"))


@pytest.fixture(scope="module")
def known(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    library = Library(
        LibrarySettings(data=tmp_path_factory.mktemp("compared") / "data"), embedder.fingerprint
    )
    editions = tuple(library_of_agreements())
    library.put(*(finished(edition, embedder) for edition in editions))
    yield Shelf(library, Retriever(library, embedder), editions)
    library.close()


def of(shelf: Shelf, sides: Sides, text: str = "", selection: Selection | None = None) -> Comparison:
    return compare(shelf.library, shelf.retriever, sides, text, selection or Selection(), TODAY)


def topic_with(comparison: Comparison, words: str) -> Topic:
    """The topic with a commitment that says so."""
    return next(
        topic
        for row in comparison.themes
        for topic in row.topics
        if any(one and words in one.commitment.quote for one in topic.commitments)
    )


def quotes(topic: Topic) -> list[str | None]:
    return [one.commitment.quote if one else None for one in topic.commitments]


@pytest.mark.parametrize("text", ["", "woningen", "huur verhogen"])
@pytest.mark.parametrize("selection", [Selection(), Selection(standings=()), Selection(with_number=True)])
def test_every_total_is_what_the_records_say_and_what_its_selection_finds(
    shelf: Shelf, text: str, selection: Selection
) -> None:
    names = ("Lindewaard", "Oosterveen", "Kwelrade")
    comparison = of(shelf, Sides("gemeenten", names), text, selection)
    assert comparison.themes
    for row in comparison.themes:
        for total, behind in zip(row.totals, row.selections, strict=True):
            found = search(shelf.library, shelf.retriever, behind, text, "relevantie", 1, 100, TODAY)
            assert found.total == total
    for place, name in enumerate(names):
        if not text:
            mine = [
                one
                for one, edition in shelf.records
                if name in edition.description.municipalities
                and (not selection.standings or one.standing in selection.standings)
                and (not selection.with_number or one.numbers)
            ]
            assert comparison.sides[place].total == len(mine)
            for row in comparison.themes:
                assert row.totals[place] == sum(row.theme in one.themes for one in mine)


def test_the_cosine_is_that_of_the_weighted_words_worked_out_by_hand(shelf: Shelf) -> None:
    columns = shelf.library.commitment_columns()
    about = subjects(columns)
    share = {"woorden": 1.0, "delen": 0.5, "kopwoorden": 0.5}

    def vector(row: int) -> dict[int, float]:
        found: dict[int, float] = {}
        for name, weight in share.items():
            tags = columns.tags[name]
            for code in tags.codes[tags.rows == row].tolist():
                word = int(about.words[name][code])
                found[word] = max(found.get(word, 0.0), weight * float(about.telling[word]))
        return found

    chance = random.Random(1)
    rows = np.array(chance.sample(range(columns.size), 12), np.int32)
    pairs = likeness(*[sentences(columns, rows)] * 2)
    for i, one in enumerate(rows.tolist()):
        for j, other in enumerate(rows.tolist()):
            a, b = vector(one), vector(other)
            norms = sqrt(sum(v * v for v in a.values())) * sqrt(sum(v * v for v in b.values()))
            assert pairs[i, j] == pytest.approx(
                sum(v * b.get(k, 0.0) for k, v in a.items()) / norms, abs=1e-4
            )


def test_commitments_about_one_subject_stand_in_one_row(known: Shelf) -> None:
    comparison = of(known, TWO)
    assert comparison.complete
    rent = topic_with(comparison, "per 1 juli 2026")
    assert [("3.5" in str(q), "3.8" in str(q)) for q in quotes(rent)] == [(True, False), (False, True)]
    assert rent.lacking == ()
    assert rent.footing is not None
    assert rent.footing.comparable
    assert [figure.number.value for figure in rent.footing.figures] == [3.5, 3.8]


def test_numbers_that_mean_something_else_say_why_they_are_not_compared(known: Shelf) -> None:
    comparison = of(known, TWO)
    land = topic_with(comparison, "15000").footing
    assert land is not None
    assert not land.comparable
    assert land.reasons == ("prijspeil 2024 en prijspeil 2025",)
    homes = topic_with(comparison, "140 sociale").footing
    assert homes is not None
    assert homes.yearly
    assert (
        "één keer oplevering, en één keer staat er niet of het om start of oplevering gaat" in homes.reasons
    )
    assert [figure.calculation for figure in homes.figures] == [
        "184 in 4 jaar = 46 per jaar",
        "140 in 5 jaar = 28 per jaar",
    ]


def test_what_one_side_lacks_is_what_was_not_found_in_its_documents(known: Shelf) -> None:
    comparison = of(known, TWO)
    hall = topic_with(comparison, "dorpshuis")
    assert quotes(hall) == [None, "Elk dorp krijgt een dorpshuis met een beheerder."]
    assert hall.lacking == (0,)
    assert comparison.sides[0].not_found == "niet gevonden in de 3 doorzochte documenten van Lindewaard"
    assert comparison.sides[1].not_found == "niet gevonden in het ene doorzochte document van Oosterveen"


def test_a_subject_that_the_words_of_the_search_miss_is_looked_for_before_it_is_called_missing(
    known: Shelf,
) -> None:
    comparison = of(known, TWO, '"verdwenen"')
    assert [row.totals for row in comparison.themes] == [(0, 1)]
    labels = comparison.themes[0].topics[0]
    assert comparison.themes[0].lacking == (0,)
    assert labels.commitments[0] is not None
    assert "energielabel" in labels.commitments[0].commitment.quote


def test_a_side_without_documents_says_so(known: Shelf) -> None:
    comparison = of(known, Sides("gemeenten", ("Lindewaard", ABSENT, "Zilverdam")))
    assert comparison.sides[1].coverage.documents == 0
    assert comparison.sides[1].not_found == f"geen documenten van {ABSENT} om in te zoeken"
    # A magazine is no place for what was agreed: that is not searched, and its example is not shown as agreed.
    assert comparison.sides[2].total == 0
    assert comparison.sides[2].not_found == "geen documenten van Zilverdam om in te zoeken"
    assert all(topic.commitments[2] is None for row in comparison.themes for topic in row.topics)


def test_a_bid_beside_an_agreement_is_a_proposal_and_its_number_is_not_compared(known: Shelf) -> None:
    sides = Sides("documenten", ("lindewaard-2024", "lindewaard-bod"))
    comparison = of(known, sides, selection=Selection(standings=()))
    homes = topic_with(comparison, "Wij stellen voor")
    assert [one.commitment.standing if one else None for one in homes.commitments] == [
        Standing.AFGESPROKEN,
        Standing.VOORSTEL,
    ]
    assert homes.footing is not None
    assert {"afspraak en voorstel", "verplichting en voornemen"} <= set(homes.footing.reasons)
    # Without a choice of standings only what was agreed is compared.
    agreed_only = of(known, sides)
    assert agreed_only.sides[1].total == 0


def test_editions_of_one_agreement_are_compared_over_the_years(known: Shelf) -> None:
    comparison = of(known, Sides("documenten", ("lindewaard-2020", "lindewaard-2024")))
    assert [side.title for side in comparison.sides][1] == "Prestatieafspraken Lindewaard 2024–2027"
    homes = topic_with(comparison, "136 sociale").footing
    assert homes is not None
    assert homes.comparable
    assert [figure.yearly for figure in homes.figures] == [34.0, 46.0]


def test_corporations_are_compared_by_what_they_do_themselves(known: Shelf) -> None:
    comparison = of(known, Sides("corporaties", ("Kadewonen", "De Veste")))
    every = [one for row in comparison.themes for topic in row.topics for one in topic.commitments]
    assert comparison.sides[0].selection.actors == ("Kadewonen",)
    own = {"Kadewonen 100 x": 0, "De Veste 84 x": 1}
    for row in comparison.themes:
        for topic in row.topics:
            for place, quote in enumerate(quotes(topic)):
                assert own.get(str(quote), place) == place
    assert any(one and one.commitment.quote == "Kadewonen 100 x" for one in every)
    both = topic_with(comparison, "in vier jaar 184")
    assert both.same
    assert both.footing is None


@pytest.mark.parametrize(
    ("sides", "message", "place"),
    [
        (Sides("gemeenten", ("Lindewaard",)), "minstens twee", None),
        (Sides("gemeenten", ("Lindewaard", " lindewaard ")), "minstens twee", None),
        (Sides("gemeenten", tuple("abcdefg")), "hoogstens zes", None),
        (Sides("gemeenten", ("Lindewaard", "Lindewaart")), "staat niet in de bibliotheek. Bedoelt u", 1),
        (Sides("corporaties", ("Nergenswonen", "Kadewonen")), "De corporatie 'Nergenswonen' staat niet", 0),
        (Sides("documenten", ("lindewaard-2024", "<b>")), "Het document '<b>' staat niet", 1),
    ],
)
def test_sides_that_cannot_be_compared_are_refused_with_the_reason(
    known: Shelf, sides: Sides, message: str, place: int | None
) -> None:
    with pytest.raises(ComparisonError, match=message.replace("(", r"\(")) as refused:
        of(known, sides)
    assert refused.value.place == place


def test_many_commitments_and_hostile_words_stay_bounded(embedder: Embedder, tmp_path: Path) -> None:
    chance = random.Random(5)
    verbs = ("bouwen", "slopen", "isoleren", "verkopen", "verhuren", "onderzoeken", "melden")
    things = ("daken", "gevels", "galerijen", "liften", "tuinen", "bergingen", "kelders", "ketels", "trappen")
    hostile = '=HYPERLINK("x") <script>alert(1)</script> \u202e' + "woord " * 3_000
    editions = []
    for name, number in (("Lindewaard", 900), ("Oosterveen", 40)):
        lines = [
            told(
                f"{chance.choice(things)} {chance.choice(things)} {chance.choice(verbs)} in straat {i}",
                chance.choice(tuple(Theme)), chance.choice(verbs),
            )
            for i in range(number)
        ]  # fmt: skip
        editions.append(
            agreed(f"groot-{name}", [*lines, told(hostile)], municipalities=(name,), stage=Stage.ONDERTEKEND)
        )
    region = "De regio koopt zonnepanelen in voor alle huurders."
    both = ("Lindewaard", "Oosterveen")
    editions.append(agreed("regio", [told(region, Theme.VERDUURZAMING)], municipalities=both))
    library = Library(LibrarySettings(data=tmp_path / "data"), embedder.fingerprint)
    vectors = embedder.embed_passages(["een"])
    library.put(
        *(
            replace(
                finished(replace(one, passages=one.passages[:1]), embedder),
                edition=one,
                vectors=np.repeat(vectors, len(one.passages), axis=0),
            )
            for one in editions
        )
    )
    try:
        comparison = compare(library, Retriever(library, embedder), TWO, "", Selection(), TODAY, topics=3)
        assert not comparison.complete
        assert comparison.sides[0].total == 902
        # What two made together is never missing at one of them, also when not all of it was laid side by side.
        told_by_region = [
            topic for row in comparison.themes for topic in row.topics if region in map(str, quotes(topic))
        ]
        assert all(topic.same for topic in told_by_region)
        assert all(len(row.topics) <= 6 for row in comparison.themes)
        assert sum(row.more for row in comparison.themes) > 100
        assert of_kind(comparison) == {Kind.PRESTATIEAFSPRAKEN}
    finally:
        library.close()


def of_kind(comparison: Comparison) -> set[Kind]:
    return {kind for side in comparison.sides for kind, _ in side.coverage.kinds}
