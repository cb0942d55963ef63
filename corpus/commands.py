"""The commands that look after the library itself: its model, its indexes, and removing from it.

Imports that take seconds are inside the functions that need them, so that help answers at once.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.settings import LibrarySettings
from corpus.terminal import AsJson, err, out, print_json, ready_embedder, say, say_who_is_busy

if TYPE_CHECKING:
    from corpus.doctor import Finding


def remove(
    document_ids: Annotated[list[str], typer.Argument(metavar="DOCUMENT…")], as_json: AsJson = False
) -> None:
    """Verwijder documenten; hun tekst is daarna weg, ook uit de bestanden eronder."""
    from corpus.owner import open_store

    settings = LibrarySettings()
    with open_store(settings, ready_embedder(settings).fingerprint, on_wait=say_who_is_busy) as store:
        removed = {document_id: store.remove(document_id) for document_id in document_ids}
    if as_json:
        print_json({"removed": [name for name, done in removed.items() if done]})
    for document_id, done in removed.items():
        say(f"{document_id}: {'verwijderd' if done else 'niet gevonden'}")
    if not all(removed.values()):
        raise typer.Exit(1)


def reindex_library(as_json: AsJson = False) -> None:
    """Maak beide indexen opnieuw, met het zoekmodel dat nu is ingesteld."""
    from corpus.reindex import reindex

    settings = LibrarySettings()
    embedder = ready_embedder(settings)
    with err.status("Passages opnieuw verwerken…") as status:
        count = reindex(settings, embedder, lambda done, total: status.update(f"{done} van {total} passages"))
    if as_json:
        print_json({"passages": count, "embeddingModel": embedder.fingerprint})
    say(f"{count} passages verwerkt.")


def prepare_model() -> None:
    """Maak het meegeleverde zoekmodel klaar op deze computer (eenmalig, ongeveer een minuut)."""
    say(f"Zoekmodel klaar: {ready_embedder(LibrarySettings()).fingerprint}")


def export_model(
    source: Annotated[
        str, typer.Argument(metavar="MODEL", help="Naam of map van een sentence-transformers-model.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Waar het snelle model komt.")],
) -> None:
    """Zet een sentence-transformers-model om naar de snelle vorm, en controleer het tegen het origineel."""
    from corpus.embedding.export import export_model as run_export

    report = run_export(source, folder, say)
    say(f"Gelijkenis met het origineel: gemiddeld {report.mean_cosine:.4f}, laagste {report.min_cosine:.4f}.")
    say(f"Gebruik het met AFSPRAKENWIJZER_EMBEDDING={folder}")


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Herstel wat niet in orde is.")] = False,
    as_json: AsJson = False,
) -> None:
    """Kijk of alles in orde is: het zoekmodel, de catalogus, de originelen en beide indexen.

    Zonder --repair verandert er niets; in een terminal wordt gevraagd of het hersteld moet worden.
    """
    from corpus.doctor import Finding, examine

    def look(mending: bool) -> list[Finding]:
        with err.status("Nakijken…") as status:
            return examine(
                LibrarySettings(),
                repair=mending,
                on_progress=lambda done, total: status.update(f"{done} van {total} passages"),
            )

    findings = look(repair)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        _show(findings)
        damaged = not all(finding.healthy for finding in findings)
        if damaged and not repair and sys.stdin.isatty() and typer.confirm("Herstellen?"):
            findings = look(True)
            _show(findings)
    if not all(finding.healthy for finding in findings):
        raise typer.Exit(1)


def _show(findings: "list[Finding]") -> None:
    for finding in findings:
        mark = "[red]niet in orde[/red]"
        if finding.healthy:
            mark = "[green]in orde[/green]" if finding.ok else "[yellow]hersteld[/yellow]"
        out.print(f"{finding.subject}: {mark}. ", end="")
        out.print(finding.message, markup=False, highlight=False)
