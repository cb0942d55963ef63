"""A whole run of ingestion over folders: outcomes, reasons, changes, and what stays as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.library import EmbeddingMismatch
from ingest.fetch import TargetMissing
from ingest.pipeline import Progress, ingest
from ingest.report import Outcome
from ingest.settings import IngestSettings
from tests.ingest.conftest import MemoryStore

TEXT = "# Afspraken {name}\n\nDe gemeente {name} en de corporatie bouwen honderd woningen voor ouderen.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stukken"
    (place / "onder").mkdir(parents=True)
    (place / "een.md").write_text(TEXT.format(name="Lindewaard"), "utf-8")
    (place / "onder" / "twee.md").write_text(TEXT.format(name="Oosterveen"), "utf-8")
    (place / ".verborgen.md").write_text("Dit telt niet mee.", "utf-8")
    return place


@pytest.fixture
def store(embedder: Embedder) -> MemoryStore:
    return MemoryStore(embedder.fingerprint)


def outcomes(report: object) -> dict[str, str]:
    return {document.path.name: document.outcome.value for document in report.documents}  # type: ignore[attr-defined]


def test_a_broken_pdf_is_reported_and_the_rest_goes_on(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    (folder / "alvast-kapot.pdf").write_bytes(b"%PDF-1.4 niets")
    (folder / "foto.jpg").write_bytes(b"\xff\xd8")
    report = ingest([folder], store, embedder)
    assert outcomes(report) == {
        "alvast-kapot.pdf": "rejected", "een.md": "added", "foto.jpg": "rejected", "twee.md": "added"
    }  # fmt: skip
    reasons = {
        document["path"].rsplit("/")[-1]: document["reason"] for document in report.to_json()["documents"]
    }
    assert reasons == {
        "alvast-kapot.pdf": "broken",
        "een.md": None,
        "foto.jpg": "unsupported",
        "twee.md": None,
    }
    assert report.to_json()["passages"] == sum(len(f.edition.passages) for f in store.editions.values()) == 2
    assert len(store.editions) == 2


def test_unchanged_files_stop_at_their_fingerprint_and_changed_ones_replace(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    ingest([folder], store, embedder)
    before = {document_id: finished.edition.id for document_id, finished in store.editions.items()}
    (folder / "een.md").write_text(TEXT.format(name="Molenweide"), "utf-8")
    report = ingest([folder], store, embedder)
    assert outcomes(report) == {"een.md": "replaced", "twee.md": "unchanged"}
    after = {document_id: finished.edition.id for document_id, finished in store.editions.items()}
    assert before.keys() == after.keys()
    assert sum(before[document_id] != after[document_id] for document_id in before) == 1
    assert report.passages == 1


def test_pruning_removes_only_what_is_gone_from_the_folder(
    folder: Path, tmp_path: Path, store: MemoryStore, embedder: Embedder
) -> None:
    elsewhere = tmp_path / "elders.txt"
    elsewhere.write_text("Een losse notitie over de huur van een woning.", "utf-8")
    ingest([folder, elsewhere], store, embedder)
    elsewhere.unlink()
    (folder / "onder" / "twee.md").unlink()
    assert outcomes(ingest([folder], store, embedder)) == {"een.md": "unchanged"}
    assert outcomes(ingest([folder], store, embedder, prune=True, dry_run=True))["twee.md"] == "removed"
    assert len(store.editions) == 3
    assert outcomes(ingest([folder], store, embedder, prune=True)) == {
        "een.md": "unchanged",
        "twee.md": "removed",
    }
    assert {finished.edition.file_name for finished in store.editions.values()} == {"een.md", "elders.txt"}


def test_a_dry_run_reads_and_reports_but_stores_nothing(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    report = ingest([folder], store, embedder, dry_run=True)
    assert [document.outcome for document in report.documents] == [Outcome.ADDED, Outcome.ADDED]
    assert all(document.words > 10 and document.passages for document in report.documents)
    assert not store.editions


def test_a_description_from_sources_toml_counts_as_a_change(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    ingest([folder / "een.md"], store, embedder)
    (folder / "sources.toml").write_text('[[document]]\nfile = "een.md"\nkind = "woonvisie"\n', "utf-8")
    report = ingest([folder / "een.md"], store, embedder)
    assert report.documents[0].outcome is Outcome.REPLACED
    (finished,) = [f for f in store.editions.values() if f.edition.document_id == "een"]
    assert finished.edition.description.kind == "woonvisie"
    evidence = {item.field: item.origin for item in finished.edition.description.evidence}
    assert evidence["kind"] == "sources.toml"
    assert evidence["title"] != "sources.toml"


def test_two_files_of_one_name_stay_two_documents(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    (folder / "onder" / "een.md").write_text(TEXT.format(name="Broekzijde"), "utf-8")
    for place in (folder, folder / "onder"):
        (place / "sources.toml").write_text('[[document]]\nfile = "een.md"\n', "utf-8")
    ingest([folder], store, embedder)
    assert len(store.editions) == 3
    assert "een" in store.editions


def test_vectors_of_many_small_files_are_those_of_each_file_alone(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    ingest([folder], store, embedder)
    for finished in store.editions.values():
        edition = finished.edition
        alone = embedder.embed_passages([p.indexed_text(edition.description.title) for p in edition.passages])
        assert finished.vectors.shape == (len(edition.passages), embedder.dimension)
        assert (finished.vectors * alone).sum(axis=1).min() > 0.99


def test_another_embedding_model_is_refused_with_the_command_that_repairs(
    folder: Path, embedder: Embedder
) -> None:
    with pytest.raises(EmbeddingMismatch, match="afsprakenwijzer documents reindex"):
        ingest([folder], MemoryStore("een ander model"), embedder)


def test_too_large_and_too_slow_files_are_rejected_with_that_reason(
    folder: Path, store: MemoryStore, embedder: Embedder, make_pdf: Callable[..., Path]
) -> None:
    large = folder / "groot.txt"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 2_000_000)
    slow = make_pdf("#set page(width: 100pt)\nTraag", "traag.pdf")
    settings = IngestSettings(max_megabytes=1, read_seconds=1e-9)
    report = ingest([large, slow], store, embedder, settings=settings)
    assert [document.reason for document in report.documents] == ["tooLarge", "tooSlow"]


def test_progress_tells_of_every_file_and_ends_complete(
    folder: Path, store: MemoryStore, embedder: Embedder
) -> None:
    told: list[Progress] = []
    ingest([folder], store, embedder, on_progress=told.append)
    assert {item.file for item in told if item.phase == "reading"} == {"een.md", "twee.md"}
    assert (told[-1].done, told[-1].total, told[-1].passages) == (2, 2, 2)


def test_a_target_that_does_not_exist_is_an_error(
    tmp_path: Path, store: MemoryStore, embedder: Embedder
) -> None:
    with pytest.raises(TargetMissing, match="bestaat niet"):
        ingest([tmp_path / "nergens"], store, embedder)
