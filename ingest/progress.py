"""How ingestion looks in a terminal: a moving bar while it runs, and afterwards what became of every file."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich import progress as rich_progress
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.pipeline import OnProgress, Progress
from ingest.report import Outcome, Report

_PHASES = {"reading": "Lezen", "embedding": "Verwerken", "storing": "Bewaren"}
_OUTCOMES = {
    Outcome.ADDED: "toegevoegd",
    Outcome.REPLACED: "vervangen",
    Outcome.UNCHANGED: "ongewijzigd",
    Outcome.REMOVED: "verwijderd",
    Outcome.PARTIAL: "deels gelezen",
    Outcome.REJECTED: "niet gelezen",
}


@contextmanager
def showing_progress(console: Console) -> Iterator[OnProgress]:
    """A bar with files done, passages so far, time spent and time left; silent where there is no terminal."""
    columns = (
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TextColumn("bestanden, {task.fields[passages]} passages"),
        rich_progress.TimeElapsedColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    with rich_progress.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Lezen", total=None, passages=0)

        def show(now: Progress) -> None:
            description = f"{_PHASES[now.phase]} {now.file}"[:60]
            bar.update(
                task, description=description, completed=now.done, total=now.total, passages=now.passages
            )

        yield show


def show_report(console: Console, report: Report) -> None:
    """What became of the files: counts, and for each that was not read whole the reason and what to do."""
    troubled = [entry for entry in report.documents if entry.outcome in (Outcome.PARTIAL, Outcome.REJECTED)]
    if troubled:
        table = Table(
            "bestand", "uitkomst", "reden", title="Niet of niet helemaal gelezen", title_justify="left"
        )
        for entry in troubled:
            table.add_row(Text(entry.path.name), _OUTCOMES[entry.outcome], Text(entry.message))
        console.print(table)
    counts = {
        name: sum(entry.outcome is outcome for entry in report.documents)
        for outcome, name in _OUTCOMES.items()
    }
    seen = (
        ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "geen bestanden gevonden"
    )
    console.print(
        f"{seen}; {report.passages} nieuwe passages in {report.seconds:.0f} seconden.", markup=False
    )
