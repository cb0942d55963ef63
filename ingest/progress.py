"""How ingestion looks in a terminal: a moving bar while it runs, and afterwards what became of every file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich import progress as rich_progress
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.pipeline import OnProgress, Progress
from ingest.report import Outcome, Report

_PHASES = {
    "reading": "Lezen",
    "refining": "Afspraken nakijken",
    "questioning": "Vragen bedenken",
    "embedding": "Verwerken",
    "storing": "Bewaren",
}
# What is counted in a file, where it isn't pages.
_COUNTED = {"refining": "afspraak", "questioning": "stuk tekst"}
_OUTCOMES = {
    Outcome.ADDED: "toegevoegd",
    Outcome.REPLACED: "vervangen",
    Outcome.UNCHANGED: "ongewijzigd",
    Outcome.REMOVED: "verwijderd",
    Outcome.PARTIAL: "deels gelezen",
    Outcome.REJECTED: "niet gelezen",
}


_EVERY = 30.0  # seconds between two lines where there is no terminal


@contextmanager
def showing_progress(console: Console) -> Iterator[OnProgress]:
    """A bar with files done, passages and their rate, time spent and time left; where there is no terminal, a line
    now and then, so that the log of a long run shows that it lives."""
    if not console.is_terminal:
        yield _Log(console).hear
        return
    columns = (
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TextColumn("bestanden, {task.fields[counted]}"),
        rich_progress.TimeElapsedColumn(),
        rich_progress.TextColumn("nog {task.fields[left]}"),
    )
    with rich_progress.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Lezen", total=None, counted="", left="?")
        rate = _Rate()

        def show(now: Progress) -> None:
            bar.update(
                task,
                description=_doing(now)[:60],
                completed=now.done,
                total=now.total,
                counted=rate.counted(now),
                left=rate.left(now),
            )

        yield show


class _Rate:
    """How fast a run goes since it began."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def counted(self, now: Progress) -> str:
        speed = f"{now.passages / max(self.seconds, 0.1):.1f}".replace(".", ",")
        return f"{now.passages} passages ({speed} per seconde)"

    def left(self, now: Progress) -> str:
        """The time left when the files that are to come take as long as those that were."""
        if not now.done:
            return "?"
        return _duration(self.seconds / now.done * (now.total - now.done))


class _Log:
    """A line now and then."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rate = _Rate()
        self._said = time.monotonic()

    def hear(self, now: Progress) -> None:
        if time.monotonic() - self._said < _EVERY:
            return
        self._said = time.monotonic()
        line = (
            f"{_duration(self._rate.seconds)} bezig, nog {self._rate.left(now)}: "
            f"{now.done} van {now.total} bestanden, {self._rate.counted(now)}. {_doing(now)}"
        )
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _doing(now: Progress) -> str:
    page = f", {_COUNTED.get(now.phase, 'pagina')} {now.page} van {now.pages}" if now.pages > 1 else ""
    return f"{_PHASES[now.phase]} {now.file}{page}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def show_report(console: Console, report: Report) -> None:
    """What became of the files: counts, and for each that was not read whole the reason and what to do."""
    troubled = [entry for entry in report.documents if entry.message]
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
