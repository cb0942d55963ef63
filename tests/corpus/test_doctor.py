"""Every kind of damage is found, repaired, and gone afterwards; nothing is touched without being asked."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.doctor import examine
from corpus.edition import FinishedEdition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.owner import LibraryInUse, locked, own
from corpus.settings import LibrarySettings

MakeEdition = Callable[..., FinishedEdition]
Damage = Callable[[LibrarySettings, Embedder], None]


@pytest.fixture
def filled(
    settings: LibrarySettings, make_edition: MakeEdition, embedder: Embedder, tmp_path: Path
) -> LibrarySettings:
    """A library with two documents, one of them replaced once, whose files are still where they were read."""
    with own(settings, embedder.fingerprint) as library:
        for name, *texts in (
            ("afspraken", "De huur stijgt met vier procent."),
            ("afspraken", "De huur stijgt met drie procent.", "Er komt een speeltuin."),
            ("bod", "De corporatie biedt negentig woningen aan."),
        ):
            made = make_edition(name, *texts, model=embedder.fingerprint)
            file = tmp_path / f"{name}-{len(texts)}.txt"
            file.write_bytes(made.original)
            edition = replace(made.edition, source=file.as_uri() if name == "bod" else f"file:///{name}.txt")
            vectors = embedder.embed_passages(
                [p.indexed_text(edition.description.title) for p in edition.passages]
            )
            library.put(replace(made, edition=edition, vectors=vectors))
    return settings


def sql(settings: LibrarySettings, *statements: str) -> None:
    with closing(sqlite3.connect(settings.data / "catalogue.db")) as database, database:
        for statement in statements:
            database.execute(statement)


def lose_terms(settings: LibrarySettings, embedder: Embedder) -> None:
    with own(settings, embedder.fingerprint) as library:
        library._terms.delete([library.cards()[0].id])


def surplus_terms(settings: LibrarySettings, embedder: Embedder) -> None:
    with own(settings, embedder.fingerprint) as library:
        passages = [found.passage for found in library.passages_of(library.cards()[0].id)]
        library._terms.add(("spook.1", "Spook", [replace(passages[0], id="spook.1.0")]))


def break_terms(settings: LibrarySettings, _: Embedder) -> None:
    (settings.data / "terms" / "meta.json").write_text("{")


def remove_terms(settings: LibrarySettings, _: Embedder) -> None:
    shutil.rmtree(settings.data / "terms")


def lose_vectors(settings: LibrarySettings, embedder: Embedder) -> None:
    with own(settings, embedder.fingerprint) as library:
        library._vectors.delete([library.cards()[0].id])


def surplus_vectors(settings: LibrarySettings, embedder: Embedder) -> None:
    with own(settings, embedder.fingerprint) as library:
        library._vectors.add(("spook.1", ["spook.1.0"], np.eye(1, embedder.dimension, dtype=np.float32)))


def change_vectors(settings: LibrarySettings, embedder: Embedder) -> None:
    with own(settings, embedder.fingerprint) as library:
        (card,) = (card for card in library.cards() if card.document_id == "bod")
        (found,) = library.passages_of(card.id)
        library._vectors.add((card.id, [found.passage.id], np.eye(1, embedder.dimension, dtype=np.float32)))


def break_vectors(settings: LibrarySettings, _: Embedder) -> None:
    (settings.data / "vectors" / "chroma.sqlite3").write_bytes(b"geen database" * 1000)


def lose_kept_vectors(settings: LibrarySettings, _: Embedder) -> None:
    sql(settings, "DELETE FROM vectors")


def leave_edition_half_stored(settings: LibrarySettings, _: Embedder) -> None:
    sql(settings, "UPDATE editions SET state = 'storing' WHERE document_id = 'bod'")


def leave_edition_half_removed(settings: LibrarySettings, _: Embedder) -> None:
    sql(settings, "UPDATE editions SET state = 'removed' WHERE document_id = 'bod'")


def lose_original(settings: LibrarySettings, embedder: Embedder) -> None:
    (settings.data / "originals" / original_of_bod(settings, embedder)).unlink()


def change_original(settings: LibrarySettings, embedder: Embedder) -> None:
    (settings.data / "originals" / original_of_bod(settings, embedder)).write_bytes(b"iets anders")


def original_of_bod(settings: LibrarySettings, embedder: Embedder) -> str:
    with own(settings, embedder.fingerprint) as library:
        (card,) = library.editions("bod")
        name = library._catalogue.original(card.id)
        assert name
        return name


def leave_files(settings: LibrarySettings, _: Embedder) -> None:
    (settings.data / "originals" / "0123.half").write_bytes(b"half")


def leave_folders(settings: LibrarySettings, _: Embedder) -> None:
    shutil.copytree(settings.data / "terms", settings.data / "terms-7")


def miscount(settings: LibrarySettings, _: Embedder) -> None:
    sql(settings, "UPDATE editions SET passage_count = 9, page_count = 1 WHERE state = 'visible'")


DAMAGE: list[tuple[Damage, str, str]] = [
    (lose_terms, "woordenindex", "2 passages ontbreken"),
    (surplus_terms, "woordenindex", "1 te veel"),
    (break_terms, "woordenindex", "beschadigd"),
    (remove_terms, "woordenindex", "3 passages ontbreken"),
    (lose_vectors, "vectorindex", "2 passages ontbreken"),
    (surplus_vectors, "vectorindex", "1 te veel"),
    (change_vectors, "vectorindex", "anders dan in de catalogus"),
    (break_vectors, "vectorindex", "beschadigd"),
    (lose_kept_vectors, "vectorindex", "Van 2 uitgaven ontbreken de vectoren"),
    (leave_edition_half_stored, "afgebroken werk", "1 uitgaven"),
    (leave_edition_half_removed, "afgebroken werk", "1 uitgaven"),
    (lose_original, "originelen", "Van 1 uitgaven ontbreekt"),
    (change_original, "originelen", "Van 1 uitgaven ontbreekt"),
    (leave_files, "originelen", "1 bestanden"),
    (leave_folders, "afgebroken werk", "1 oude mappen"),
    (miscount, "catalogus", "verkeerd aantal"),
]


@pytest.mark.parametrize(
    ("damage", "subject", "said"), DAMAGE, ids=[damage.__name__ for damage, *_ in DAMAGE]
)
def test_damage_is_found_repaired_and_gone(
    filled: LibrarySettings, embedder: Embedder, damage: Damage, subject: str, said: str
) -> None:
    damage(filled, embedder)
    found = {finding.subject: finding for finding in examine(filled) if not finding.ok}
    assert subject in found
    assert re.search(said, found[subject].message)
    assert "--repair" in found[subject].message
    assert {finding.subject for finding in examine(filled) if not finding.ok} == set(found)

    repaired = examine(filled, repair=True)
    assert all(finding.healthy for finding in repaired), repaired
    assert all(finding.ok for finding in examine(filled))
    with own(filled, embedder.fingerprint) as library:
        expected = set() if "half" in damage.__name__ else {"bod"}
        assert {card.document_id for card in library.cards()} == {"afspraken"} | expected
        for question, document in (("speeltuin", "afspraken"), ("negentig woningen", "bod")):
            if document == "afspraken" or expected:
                by_vector = library.search_vectors(embedder.query_vector(question), 1)
                by_terms = library.search_terms(question, 1)
                for hit in (*by_vector, *by_terms):
                    assert library.found([hit.passage_id])[0].card.document_id == document


def test_a_healthy_library_has_nothing_to_repair(filled: LibrarySettings) -> None:
    before = [(finding.subject, finding.ok) for finding in examine(filled)]
    assert all(ok for _, ok in before)
    assert [(finding.subject, finding.ok) for finding in examine(filled, repair=True)] == before
    assert [subject for subject, _ in before] == [
        "zoekmodel", "catalogus", "originelen", "woordenindex", "vectorindex", "afgebroken werk"
    ]  # fmt: skip


def test_an_edition_that_lost_text_is_taken_out_and_named(
    filled: LibrarySettings, embedder: Embedder
) -> None:
    sql(filled, "DELETE FROM passages WHERE edition_id LIKE 'afspraken%' AND ordinal = 1")
    (told,) = (finding for finding in examine(filled, repair=True) if finding.subject == "catalogus")
    assert not told.healthy
    assert "file:///afspraken.txt" in told.message
    with own(filled, embedder.fingerprint) as library:
        assert {card.document_id for card in library.cards()} == {"bod"}
    assert all(finding.ok for finding in examine(filled))


def test_an_original_that_is_nowhere_any_more_stays_a_difference(filled: LibrarySettings) -> None:
    shutil.rmtree(filled.data / "originals")
    (told,) = (finding for finding in examine(filled, repair=True) if finding.subject == "originelen")
    assert not told.healthy
    assert "file:///afspraken.txt" in told.message
    assert "bod" not in told.message


def test_a_catalogue_that_is_no_database_is_told_and_left_alone(filled: LibrarySettings) -> None:
    file = filled.data / "catalogue.db"
    file.write_bytes(b"geen database" * 1000)
    for repair in (False, True):
        told = examine(filled, repair=repair)[-1]
        assert (told.subject, told.healthy) == ("catalogus", False)
        assert "reservekopie" in told.message
    assert file.read_bytes().startswith(b"geen database")


def test_another_model_is_repaired_by_embedding_again(filled: LibrarySettings, embedder: Embedder) -> None:
    sql(filled, "UPDATE facts SET value = 'ander/3' WHERE name = 'embedding_model'")
    told = {finding.subject: finding for finding in examine(filled)}
    assert "documents reindex" in told["vectoren"].message
    assert all(finding.healthy for finding in examine(filled, repair=True))
    assert all(finding.ok for finding in examine(filled))
    Library(filled, embedder.fingerprint).close()


def test_beside_a_running_service_only_the_catalogue_is_looked_at(
    filled: LibrarySettings, embedder: Embedder
) -> None:
    with own(filled, embedder.fingerprint, service="http://127.0.0.1:8000"):
        told = examine(filled)
        assert all(finding.ok for finding in told)
        assert "http://127.0.0.1:8000" in told[-1].message
        with pytest.raises(LibraryInUse):
            examine(filled, repair=True)


def test_where_there_is_no_library_the_way_to_fill_it_is_told(settings: LibrarySettings) -> None:
    told = examine(settings)[-1]
    assert (told.subject, told.ok) == ("bibliotheek", False)
    assert "ingest" in told.message
    assert not settings.data.exists()


def test_an_index_that_was_being_written_at_a_kill_is_made_anew_on_opening(
    filled: LibrarySettings, embedder: Embedder
) -> None:
    with own(filled, embedder.fingerprint) as library:
        expected = {found.passage.id for card in library.cards() for found in library.passages_of(card.id)}
    # A kill while the neighbour graph is written leaves an edition half stored and files that are no graph.
    (graph,) = (filled.data / "vectors").glob("*/data_level0.bin")
    graph.write_bytes(graph.read_bytes()[:1000])
    (graph.parent / "index_metadata.pickle").write_bytes(b"\x80")
    sql(
        filled,
        "INSERT INTO editions SELECT 'half.1', 'half', 'storing', 1, 'file:///half', fingerprint, original, "
        "file_name, media_type, description, outline, ingested_at, page_count, passage_count FROM editions LIMIT 1",
    )
    with own(filled, embedder.fingerprint) as library:
        assert set(library._vectors.ids()) == expected
        hits = library.search_vectors(embedder.query_vector("speeltuin"), 5)
        assert {hit.passage_id for hit in hits} == expected
        assert library.editions("half") == []
    assert sorted(path.name for path in filled.data.glob("vectors*")) == ["vectors-2"]
    assert all(finding.ok for finding in examine(filled))


def test_a_reindex_that_is_cut_off_leaves_the_library_as_it_was(
    filled: LibrarySettings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.reindex import reindex
    from corpus.terms import Terms

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Terms, "refill", cut_off)
        with pytest.raises(KeyboardInterrupt):
            reindex(filled, embedder)
    assert (filled.data / "vectors-2").exists()
    with own(filled, embedder.fingerprint) as library:
        assert len(library.search_vectors(embedder.query_vector("huur"), 5)) == 3
    assert not (filled.data / "vectors-2").exists()
    assert all(finding.ok for finding in examine(filled))


def test_a_locked_library_without_a_note_is_said_to_be_in_use(filled: LibrarySettings) -> None:
    with locked(filled):
        (filled.data / "owner.json").unlink()
        assert "In gebruik" in examine(filled)[-1].message
