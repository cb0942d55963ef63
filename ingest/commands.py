"""The command that reads documents into the library, and what fills an empty one.

Imports that take seconds are inside the functions that need them, so that help answers at once.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import corpus.documents
from corpus.settings import LibrarySettings
from corpus.terminal import AsJson, err, print_json, ready_embedder, say_who_is_busy

if TYPE_CHECKING:
    from corpus.embedding import Embedder
    from corpus.library import Library

BUNDLED = Path(corpus.documents.__path__[0])


def ingest_documents(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BESTAND_MAP_OF_ADRES…",
            help="Bestanden, mappen, ZIP-bestanden en webadressen om in te lezen.",
        ),
    ] = None,
    bundled: Annotated[bool, typer.Option("--bundled", help="Lees de meegeleverde documenten in.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Verwijder documenten waarvan het bestand in deze mappen weg is.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Lees alles, maar bewaar niets.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lees documenten in. Ongewijzigde bestanden worden overgeslagen, gewijzigde vervangen de vorige uitgave."""
    from corpus.owner import open_store
    from ingest.pipeline import ingest
    from ingest.progress import show_report, showing_progress

    wanted: list[str | Path] = [*(targets or []), *([BUNDLED] if bundled else [])]
    if not wanted:
        raise typer.BadParameter("Noem bestanden, mappen of webadressen, of gebruik --bundled.")
    if hasattr(os, "nice"):  # work in the background: whoever asks the service something goes first
        os.nice(15)
    settings = LibrarySettings()
    embedder = ready_embedder(settings)
    with (
        open_store(settings, embedder.fingerprint, on_wait=say_who_is_busy) as store,
        showing_progress(err) as progress,
    ):
        report = ingest(wanted, store, embedder, prune=prune, dry_run=dry_run, on_progress=progress)
    if as_json:
        print_json(report.to_json())
    else:
        show_report(err, report)
    if report.rejected:
        raise typer.Exit(1)


def fill(library: "Library", embedder: "Embedder") -> None:
    """Put the documents that come with the product into a library."""
    from ingest.pipeline import ingest
    from ingest.progress import show_report, showing_progress

    with showing_progress(err) as progress:
        report = ingest([BUNDLED], library, embedder, on_progress=progress)
    show_report(err, report)
