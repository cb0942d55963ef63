"""Commitments are stored with their edition, come back whole, and go when it goes."""

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

import httpx
import pytest

from corpus import packed
from corpus.catalogue import Catalogue
from corpus.commitment import (
    Actor,
    Commitment,
    FieldEvidence,
    Limit,
    Modality,
    Quantity,
    Role,
    Standing,
)
from corpus.doctor import Finding, examine
from corpus.door import DoorClient, open_door
from corpus.edition import FinishedEdition
from corpus.embedding import Embedder
from corpus.library import Library, catalogue_url
from corpus.model import Period, Span, Theme
from corpus.owner import own
from corpus.settings import LibrarySettings

MakeEdition = Callable[..., FinishedEdition]


def with_commitments(finished: FinishedEdition, **fields: object) -> FinishedEdition:
    """The edition with a commitment a passage, in which every field has a value."""
    edition = finished.edition
    kadewonen = Actor(Role.CORPORATIE, "Kadewonen")
    made = tuple(
        replace(
            Commitment(
                id=f"{edition.id}.c{passage.ordinal}",
                ordinal=passage.ordinal,
                passage_id=passage.id,
                quote=passage.text,
                spans=passage.spans,
                standing=Standing.AFGESPROKEN,
                modality=Modality.INSPANNING,
                actors=(kadewonen, Actor(Role.GEMEENTE)),
                action="bouwen",
                object="woningen 'één' \U0001f3e0",
                themes=(Theme.NIEUWBOUW, Theme.BETAALBAARHEID),
                numbers=(
                    Quantity(
                        90.5, "woningen", 100.0, Limit.MINSTENS, "jaar", "buurt", "netto", "sociaal", "start", "2026",
                        kadewonen,
                    ),
                    Quantity(1.0, "procent", total=True),
                ),
                period=Period(2025, 2028),
                deadline=date(2027, 12, 31),
                location="Dijkzicht",
                bound=("Kadewonen", "Lindewaard"),
                clause="3.2",
                headings=("Bouwen", "Nieuwe huizen"),
                context="De corporaties bouwen:",
                form="list",
                certainty=0.75,
                evidence=(FieldEvidence("action", "bouwen", 0.9),),
            ),
            **fields,  # type: ignore[arg-type]
        )
        for passage in edition.passages
    )  # fmt: skip
    return replace(finished, edition=replace(edition, commitments=made))


def ids(library: Library) -> list[str]:
    return list(library.commitment_columns().ids)


def test_what_was_stored_comes_back_to_the_letter_in_the_order_asked(
    library: Library, make_edition: MakeEdition
) -> None:
    finished = with_commitments(make_edition("afspraken", "Wij bouwen.", "Wij slopen."))
    library.put(finished)
    first, second = finished.edition.commitments
    found = library.commitments([second.id, "nergens.c0", first.id])
    assert [one.commitment for one in found] == [second, first]
    assert [one.page_label for one in found] == ["p2", "p1"]
    assert found[0].card.id == finished.edition.id


def test_columns_hold_what_the_records_say(library: Library, make_edition: MakeEdition) -> None:
    finished = make_edition(
        "afspraken",
        "Wij bouwen huurwoningen.",
        municipalities=("Lindewaard",),
        corporations=("Kadewonen", "Thuisrijk"),
        period=Period(2024, 2027),
    )
    library.put(with_commitments(finished))
    columns = library.commitment_columns()

    def held(field: str) -> set[str]:
        tags = {**columns.tags, **columns.edition_tags}[field]
        return {tags.values[code] for code in tags.codes.tolist()}

    assert held("themas") == {"nieuwbouw", "betaalbaarheid"}
    assert held("rollen") == {"corporatie", "gemeente"}
    assert held("actoren") == {"Kadewonen", "Lindewaard"}
    assert held("hardheid") == {"inspanning"}
    assert held("eenheden") == {"woningen", "procent"}
    assert held("jaren") == {"2025", "2026", "2027", "2028"}
    assert held("metGetal") == {"ja"}
    assert held("gemeenten") == {"Lindewaard"}
    assert held("soorten") == {"overig"}
    assert {"bouw", "huurwoon"} <= held("woorden")
    assert "huur" in held("delen")
    assert columns.tags["themas"].having(["Nieuwbouw"]).tolist() == [True]


def test_a_wrong_year_in_a_text_does_not_make_centuries_of_it(
    library: Library, make_edition: MakeEdition
) -> None:
    library.put(with_commitments(make_edition("afspraken", "Ooit."), period=Period(1, 999_999_999)))
    assert len(library.commitment_columns().tags["jaren"].codes) < 100


def test_a_replaced_edition_takes_its_commitments_with_it(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    old = with_commitments(make_edition("afspraken", "Wij bouwen."))
    new = with_commitments(make_edition("afspraken", "Wij bouwen.", "Wij slopen."))
    library.put(old)
    assert ids(library) == [one.id for one in old.edition.commitments]
    library.put(new)
    assert ids(library) == [one.id for one in new.edition.commitments]
    assert library.commitments([one.id for one in old.edition.commitments]) == []
    library.put(old)
    assert ids(library) == [one.id for one in old.edition.commitments]


def test_a_removed_document_leaves_no_commitment_to_read(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    secret = with_commitments(make_edition("geheim", "Wij planten een klaproos."))
    stays = with_commitments(make_edition("blijft", "Wij planten een linde."))
    library.put(secret, stays)
    assert len(ids(library)) == 2
    library.remove("geheim")
    assert ids(library) == [one.id for one in stays.edition.commitments]
    assert library.commitments([one.id for one in secret.edition.commitments]) == []
    left = [path for path in settings.data.rglob("*") if path.is_file() and b"klaproos" in path.read_bytes()]
    assert left == []


def test_columns_are_made_once_until_the_library_changes(library: Library, make_edition: MakeEdition) -> None:
    library.put(with_commitments(make_edition("een", "Wij bouwen.")))
    columns = library.commitment_columns()
    assert library.commitment_columns() is columns
    library.put(with_commitments(make_edition("twee", "Wij slopen.")))
    assert library.commitment_columns() is not columns
    assert columns.size == 1
    assert len(ids(library)) == 2


def test_a_library_that_is_opened_again_has_the_same_columns(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    library.put(*(with_commitments(make_edition(name, f"Wij bouwen {name}.")) for name in ("een", "twee")))
    before = library.commitment_columns()
    library.close()
    again = Library(settings, library.embedding_model)
    after = again.commitment_columns()
    assert after.ids == before.ids
    for name, tags in before.tags.items():
        assert [tags.values[code] for code in tags.codes] == [
            after.tags[name].values[code] for code in after.tags[name].codes
        ]
    again.close()


def test_the_door_carries_them_along(library: Library, make_edition: MakeEdition) -> None:
    finished = with_commitments(make_edition("afspraken", "Wij bouwen."))
    file = io.BytesIO()
    packed.write([packed.pack(finished)], file)
    file.seek(0)
    assert packed.read(file)[0].edition.commitments == finished.edition.commitments
    with open_door(library) as (address, token), DoorClient(address, token) as door:
        door.put(finished)
        assert httpx.get(f"{address}/editions").status_code == 403
    found = library.commitments([one.id for one in finished.edition.commitments])
    assert [one.commitment for one in found] == list(finished.edition.commitments)


def test_a_catalogue_from_before_commitments_opens_and_has_none(
    library: Library, settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    library.put(make_edition("afspraken", "Wij bouwen."))
    library.close()
    path = catalogue_url(settings).removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE commitments")
    connection.close()
    again = Library(settings, library.embedding_model)
    assert again.commitment_columns().size == 0
    again.put(with_commitments(make_edition("nieuw", "Wij slopen.")))
    assert again.commitment_columns().size == 1
    again.close()
    catalogue = Catalogue(catalogue_url(settings))
    assert catalogue.commitment_count() == 1
    catalogue.close()


def test_spans_stay_spans(library: Library, make_edition: MakeEdition) -> None:
    finished = with_commitments(make_edition("afspraken", "Wij bouwen."))
    library.put(finished)
    (found,) = library.commitments([finished.edition.commitments[0].id])
    assert isinstance(found.commitment.spans[0], Span)


def test_the_doctor_counts_them_and_takes_an_edition_out_that_lost_some(
    settings: LibrarySettings, make_edition: MakeEdition, embedder: Embedder
) -> None:
    made = make_edition(
        "afspraken", "Wij bouwen.", "Wij slopen.", "Wij verkopen.", model=embedder.fingerprint
    )
    vectors = embedder.embed_passages([passage.text for passage in made.edition.passages])
    with own(settings, embedder.fingerprint) as library:
        library.put(with_commitments(replace(made, vectors=vectors)))

    def catalogue() -> Finding:
        return next(one for one in examine(settings) if one.subject == "catalogus")

    assert catalogue().ok
    assert catalogue().message == "1 documenten, 3 passages, 3 afspraken."
    with closing(sqlite3.connect(settings.data / "catalogue.db")) as database, database:
        database.execute("DELETE FROM commitments WHERE ordinal = 1")
    assert not catalogue().ok
    examine(settings, repair=True)
    assert catalogue().ok
    with own(settings, embedder.fingerprint) as library:
        assert library.cards() == []
        assert library.commitment_columns().size == 0


def test_commitments_that_do_not_belong_to_their_edition_are_refused(
    library: Library, make_edition: MakeEdition
) -> None:
    finished = with_commitments(make_edition("afspraken", "Wij bouwen.", "Wij slopen."))
    first, second = finished.edition.commitments
    for wrong in ((second, first), (first, first), (replace(first, passage_id="elders.0"), second)):
        with pytest.raises(ValueError, match="commitment"):
            library.put(replace(finished, edition=replace(finished.edition, commitments=wrong)))
    assert library.cards() == []
