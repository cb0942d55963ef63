"""What the commands of every floor share: where they print, how they print JSON, and the embedding model."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from corpus.settings import LibrarySettings

if TYPE_CHECKING:
    from corpus.embedding import Embedder
    from corpus.owner import Owner

out, err = Console(), Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Schrijf alleen JSON naar de uitvoer.")]


def print_json(value: Any) -> None:
    """Write a value to standard output as JSON, and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def ready_embedder(settings: LibrarySettings) -> "Embedder":
    """The configured embedding model; the bundled one is prepared first when this machine has not got it yet."""
    from corpus.embedding import ModelNotPrepared, load_embedder, prepare

    try:
        return load_embedder(settings)
    except ModelNotPrepared:
        prepare(settings, say)
        return load_embedder(settings)


def say(line: str) -> None:
    """Tell who waits what is going on."""
    err.print(line, markup=False, highlight=False)


def say_who_is_busy(owner: "Owner | None") -> None:
    """Tell who waits for whom."""
    who = f"proces {owner.pid}" if owner else "een ander proces"
    say(f"De bibliotheek is in gebruik door {who}; dit wacht tot die klaar is.")
