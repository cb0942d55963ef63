"""The same commitment over the years, how its words changed, what is like it elsewhere, and homes counted once."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.precedents.differences import MOST_WORDS, differences
from assistant.precedents.history import MOST_VERSIONS, history
from assistant.precedents.selection import Selection
from assistant.precedents.sides import Sides
from assistant.precedents.similar import similar
from assistant.precedents.totals import SideTotals, totals
from assistant.retrieval import Retriever
from corpus.commitment import Standing
from corpus.commitment_index import StoredCommitment
from corpus.edition import Edition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Period
from corpus.settings import LibrarySettings
from tests.assistant.precedents.compared import (
    KADE,
    VESTE,
    Told,
    agreed,
    by_quote,
    homes,
    library_of_agreements,
    told,
)
from tests.assistant.precedents.conftest import TODAY, Shelf, finished


@pytest.fixture(scope="module")
def known(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    yield from _shelf(tuple(library_of_agreements()), embedder, tmp_path_factory.mktemp("history"))


def _shelf(editions: Sequence[Edition], embedder: Embedder, folder: Path) -> Iterator[Shelf]:
    library = Library(LibrarySettings(data=folder / "data"), embedder.fingerprint)
    library.put(*(finished(edition, embedder) for edition in editions))
    yield Shelf(library, Retriever(library, embedder), tuple(editions))
    library.close()


def stored(shelf: Shelf, start: str) -> StoredCommitment:
    return shelf.library.commitments([by_quote(shelf.editions, start).id])[0]


def test_a_commitment_is_followed_over_the_documents_of_its_municipality(known: Shelf) -> None:
    found = history(known.library, stored(known, "De corporaties bouwen in vier jaar 184"), TODAY)
    assert [version.card.document_id for version in found.versions] == [
        "lindewaard-2020",
        "lindewaard-2024",
        "lindewaard-bod",
        "lindewaard-addendum",
    ]
    assert found.versions[found.asked].card.document_id == "lindewaard-2024"
    values = [v.stored.commitment.numbers[0].value if v.stored else None for v in found.versions]
    assert values == [136, 184, 120, 190]
    assert [v.stored.commitment.standing if v.stored else None for v in found.versions][
        2
    ] is Standing.VOORSTEL


def test_the_words_that_changed_since_the_agreed_version_before_are_marked(known: Shelf) -> None:
    found = history(known.library, stored(known, "De corporaties bouwen in vier jaar 184"), TODAY)
    changed = [(piece.kind, piece.text) for piece in found.versions[1].changes]
    assert changed == [
        ("equal", "De corporaties bouwen in vier jaar "),
        ("delete", "136"),
        ("insert", "184"),
        ("equal", " sociale huurwoningen."),
    ]
    # The addendum is laid beside the agreement, not beside the bid that came between.
    assert found.versions[3].since == found.versions[1].stored.commitment.id  # type: ignore[union-attr]
    assert found.versions[1].footing is not None
    assert found.versions[1].footing.comparable
    assert found.versions[2].footing is not None
    assert "afspraak en voorstel" in found.versions[2].footing.reasons


def test_a_document_that_says_nothing_of_it_stands_there_without_a_version(known: Shelf) -> None:
    found = history(known.library, stored(known, "De gemeente legt de kade"), TODAY)
    assert [version.stored is None for version in found.versions] == [True, False, True, True]
    assert all(not version.changes for version in found.versions)


def test_a_long_row_of_documents_is_bounded_around_the_one_asked_for(
    embedder: Embedder, tmp_path: Path
) -> None:
    line = "De corporaties bouwen {} sociale huurwoningen."
    editions = [
        agreed(f"jaar-{y}", [told(line.format(y))], municipalities=("Kwelrade",), period=Period(y, y))
        for y in range(2000, 2020)
    ]
    for shelf in _shelf(editions, embedder, tmp_path):
        for year in (2000, 2010, 2019):
            found = history(shelf.library, stored(shelf, line.format(year)), TODAY)
            assert len(found.versions) == MOST_VERSIONS
            assert not found.complete
            assert found.versions[found.asked].card.document_id == f"jaar-{year}"


@pytest.mark.parametrize("seed", range(20))
def test_the_pieces_give_both_texts_back(seed: int) -> None:
    chance = random.Random(seed)
    words = [
        "de",
        "huur",
        "stijgt",
        "3,5",
        "%",
        "<b>",
        "=1+1",
        "\t",
        "\n",
        "\u202e",
        "corporatie's",
        ".",
        "De",
        "  ",
    ]
    older, newer = ("".join(chance.choices(words, k=chance.randint(0, 60))) for _ in range(2))
    pieces = differences(older, newer)
    assert "".join(piece.text for piece in pieces if piece.kind != "insert") == older
    assert "".join(piece.text for piece in pieces if piece.kind != "delete") == newer
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_equal_texts_have_no_change_and_very_long_ones_are_bounded() -> None:
    assert [piece.kind for piece in differences("De huur.", "De huur.")] == ["equal"]
    assert differences("", "") == ()
    older, newer = "a " * 5_000, "b " * 5_000
    pieces = differences(older, newer)
    assert [piece.kind for piece in pieces] == ["delete", "insert"]
    assert len(pieces[0].text) == len(older)
    assert MOST_WORDS < 5_000


def test_what_is_like_a_commitment_comes_from_other_municipalities_likest_first(known: Shelf) -> None:
    found = similar(known.library, stored(known, "De huur van een sociale huurwoning stijgt"), 5, TODAY)
    assert found[0].stored.commitment.quote.startswith("Per 1 juli 2026")
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    places = {name for one in found for name in one.stored.card.description.municipalities}
    assert "Lindewaard" not in places
    assert len(similar(known.library, stored(known, "De huur van een"), 1, TODAY)) == 1


def of(shelf: Shelf, *names: str, selection: Selection | None = None) -> list[SideTotals]:
    sides = Sides("gemeenten", names)
    return list(totals(shelf.library, shelf.retriever, sides, "", selection or Selection(), TODAY).sides)


def test_a_total_is_taken_once_and_not_added_to_its_parts(known: Shelf) -> None:
    lindewaard, oosterveen = of(known, "Lindewaard", "Oosterveen")
    values = {one.card.document_id: one.value for one in lindewaard.documents}
    assert values == {"lindewaard-addendum": 190, "lindewaard-2024": 184, "lindewaard-2020": 136}
    main = next(one for one in lindewaard.documents if one.card.document_id == "lindewaard-2024")
    assert main.how == "totaal"
    # Told in a sentence and in the table: one number, of which the table says more.
    assert {one.commitment.quote for one in main.behind} == {
        "De corporaties bouwen in vier jaar 184 sociale huurwoningen.",
        "Totaal 184",
    }
    assert main.figure.number.basis == "bruto"
    assert {one.commitment.quote for one in main.others} == {"Kadewonen 100 x", "De Veste 84 x"}
    assert [one.value for one in oosterveen.documents] == [140]


def test_an_addendum_says_what_holds_now_and_a_bid_comes_after_all_agreements(known: Shelf) -> None:
    lindewaard, _ = of(known, "Lindewaard", "Oosterveen", selection=Selection(standings=()))
    assert [one.card.document_id for one in lindewaard.documents] == [
        "lindewaard-addendum",
        "lindewaard-2024",
        "lindewaard-2020",
        "lindewaard-bod",
    ]


@pytest.mark.parametrize(
    ("lines", "value", "how", "per"),
    [
        (
            [
                told("Kadewonen bouwt 30 woningen.", actors=KADE, numbers=(homes(30),)),
                told("De Veste bouwt 20 woningen.", actors=VESTE, numbers=(homes(20),)),
                told("Daarvan bouwt Kadewonen 5 in 2024.", actors=KADE, period=Period(2024, 2024),
                     numbers=(homes(5, per="jaar"),)),
            ],
            50, "opgeteld per corporatie", "looptijd",
        ),
        (
            [
                told(f"Samen {n} in {year}.", period=Period(year, year), numbers=(homes(n, per="jaar", total=True),))
                for year, n in ((2024, 10), (2025, 20), (2026, 30), (2027, 40))
            ],
            100, "opgeteld per jaar", "looptijd",
        ),
        (
            [
                told(f"Samen {n} in {year}.", period=Period(year, year), numbers=(homes(n, per="jaar", total=True),))
                for year, n in ((2024, 10), (2025, 20))
            ],
            30, "opgeteld per jaar", None,
        ),
        (
            [
                told("Kadewonen bouwt 16 woningen aan de haven.", actors=KADE, location="haven",
                     numbers=(homes(16, per=None),)),
                told("De haven krijgt 16 woningen van Kadewonen.", action="bouwen", actors=KADE, location="haven",
                     numbers=(homes(16, per=None),)),
                told("De Veste bouwt 9 woningen aan het plein.", actors=VESTE, location="plein",
                     numbers=(homes(9, per=None),)),
                told("De gemeente verkoopt 40 woningen.", action="verkopen", numbers=(homes(40),)),
            ],
            25, "opgeteld per onderdeel", None,
        ),
    ],
)  # fmt: skip
def test_parts_are_added_up_where_there_is_no_total(
    embedder: Embedder, tmp_path: Path, lines: list[Told], value: float, how: str, per: str | None
) -> None:
    editions = [
        agreed("delen", lines, municipalities=("Kwelrade",), period=Period(2024, 2027)),
        agreed("leeg", [told("Wij overleggen.")], municipalities=("Zilverdam",)),
    ]
    for shelf in _shelf(editions, embedder, tmp_path):
        kwelrade, zilverdam = of(shelf, "Kwelrade", "Zilverdam")
        assert [(one.value, one.how, one.figure.number.per) for one in kwelrade.documents] == [
            (value, how, per)
        ]
        assert zilverdam.documents == ()
        assert zilverdam.side.not_found == "niet gevonden in het ene doorzochte document van Zilverdam"
