"""Looks whether the library is in order: the model is ready, the indexes hold what the catalogue says."""

from dataclasses import dataclass

from corpus.catalogue import OutdatedCatalogue
from corpus.embedding import EmbeddingError, load_embedder
from corpus.library import EmbeddingMismatch
from corpus.owner import LibraryInUse, current_owner, own
from corpus.settings import LibrarySettings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and what was seen or what to do."""

    subject: str
    ok: bool
    message: str


def examine(settings: LibrarySettings) -> list[Finding]:
    """Look at the embedding model and the library; never changes a library that is in order."""
    try:
        embedder = load_embedder(settings)
    except EmbeddingError as problem:
        return [Finding("zoekmodel", False, str(problem))]
    findings = [Finding("zoekmodel", True, embedder.fingerprint)]
    owner = current_owner(settings)
    if owner:
        where = owner.service or f"proces {owner.pid}"
        return [*findings, Finding("bibliotheek", True, f"In gebruik door {where}; vraag daar /gereed op.")]
    if not settings.data.is_dir():
        todo = f"{settings.data} is er nog niet. Vul de bibliotheek met 'afsprakenwijzer ingest'."
        return [*findings, Finding("bibliotheek", False, todo)]
    try:
        with own(settings, embedder.fingerprint) as library:
            described = library.coverage()
            held = library.indexed()
    except (EmbeddingMismatch, OutdatedCatalogue, LibraryInUse) as problem:
        return [*findings, Finding("bibliotheek", False, str(problem))]
    seen = f"{described.documents} documenten, {described.passages} passages"
    findings.append(Finding("bibliotheek", described.documents > 0, seen))
    for name, count in held.items():
        same = count == described.passages
        message = (
            f"{count} passages"
            if same
            else f"{count} passages; maak de index opnieuw met 'documents reindex'"
        )
        findings.append(Finding(name, same, message))
    return findings
