"""The figures of a run, of a comparison and of a gate in the terminal."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.comparing import Comparison
from eval.reporting.sentences import changed, headline, remarks
from eval.reporting.words import (
    CHECKS,
    PERSONAS,
    STATUSES,
    amount,
    change,
    decimal,
    interval,
    measure_label,
    percentage,
)

_LONGEST = 300  # characters of an answer


def show_scores(console: Console, folder: Path, scores: dict[str, Any] | None) -> None:
    """The figures of a run, and where the rest is; without scores only where the answers are."""
    if scores is None:
        say(console, f"De antwoorden staan klaar. Beoordeel ze met: afsprakenwijzer eval score {folder}")
        return
    say(console, headline(scores))
    for remark in remarks(scores):
        say(console, remark)
    table = _table("", "goed", "van", "aandeel", "95%")
    for label, figure in _rows(scores):
        if figure is None:
            table.add_row(label, "–", "0", "–", "")
        else:
            table.add_row(
                label, str(figure["right"]), str(figure["of"]), percentage(figure), interval(figure)
            )
    console.print(table)
    say(console, f"Het hele verslag: {folder / 'report.html'}")


def show_comparison(console: Console, found: Comparison) -> None:
    """How B differs from A: every measure that differs, and the questions that flipped with both answers."""
    say(console, f"A: {found.a.folder} ({found.a.system}); B: {found.b.folder} ({found.b.system})")
    if found.only_a or found.only_b:
        say(
            console,
            f"Vergeleken zijn de {len(found.common)} vragen die beide hebben; A heeft er nog {found.only_a}, "
            f"B nog {found.only_b}.",
        )
    for line in changed(found):
        say(console, line)
    table = _table("", "vragen", "A", "B", "verschil", "95%", "p", "")
    differing = [one for one in found.differences.values() if one.difference or one.measure == "good"]
    for one in differing:
        table.add_row(
            measure_label(one.measure),
            str(one.of),
            amount(one.a, one.unit),
            amount(one.b, one.unit),
            change(one.difference, one.unit),
            f"{change(one.low, one.unit)} tot {change(one.high, one.unit)}",
            decimal(one.p, 3),
            ("beter" if one.improved else "slechter") if one.clear else "",
        )
    console.print(table)
    same = len(found.differences) - len(differing)
    if same:
        say(console, f"Bij {same} andere maten is er geen enkel verschil.")
    for title, ids in (("Verloren", found.lost), ("Gewonnen", found.won)):
        if ids:
            say(console, f"\n{title} ({len(ids)}):")
        for id_ in ids:
            _show_flip(console, found, id_)


def say(console: Console, line: str) -> None:
    """One line as it is, without mark-up."""
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _show_flip(console: Console, found: Comparison, id_: str) -> None:
    flip = found.flip(id_)
    say(console, f"- {id_}: {flip['question'] or ''}")
    for name in ("a", "b"):
        said = flip[name]
        text = " ".join((said["error"] or said["text"] or "").split())
        short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
        say(console, f"    {name.upper()} ({STATUSES.get(said['status'], 'fout')}): {short}")


def _rows(scores: dict[str, Any]) -> list[tuple[str, dict[str, Any] | None]]:
    """What is counted, with its figure: all questions, each persona, each check."""
    personas = [(PERSONAS[persona], figure) for persona, figure in scores["personas"].items()]
    return [
        ("Goed beantwoord", scores["good"]),
        *(personas if len(personas) > 1 else []),
        *((label, scores["checks"][name]) for name, label in CHECKS.items()),
    ]


def _table(first: str, *numbers: str) -> Table:
    table = Table(first, *numbers)
    for column in table.columns[1:]:
        column.justify = "right"
    return table
