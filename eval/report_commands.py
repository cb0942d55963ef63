"""The commands that show, compare and judge runs that are scored; they ask nothing."""

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.terminal import AsJson, out, print_json, say

Run = Annotated[Path, typer.Argument(metavar="MAP", help="De map van een meting.")]
Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="MAP", help="Een eerdere meting om mee te vergelijken.")
]


def report_again(
    folder: Run,
    baseline: Baseline = None,
    beside: Annotated[
        Path | None,
        typer.Option(
            "--beside", metavar="MAP", help="Een meting van een ander systeem, om ernaast te zetten."
        ),
    ] = None,
) -> None:
    """Schrijf het verslag van een meting opnieuw, eventueel met een vergelijking erin."""
    from eval.comparing import compare
    from eval.reporting import write_junit, write_report
    from eval.scored import read_scored

    run = read_scored(folder)
    path = write_report(
        run,
        baseline=compare(read_scored(baseline), run) if baseline else None,
        beside=compare(read_scored(beside), run) if beside else None,
    )
    write_junit(run)
    say(f"Het verslag: {path}")


def compare_runs(
    first: Annotated[Path, typer.Argument(metavar="A", help="De map van de eerste meting.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="De map van de tweede meting.")],
    file: Annotated[
        Path | None,
        typer.Option("--out", metavar="BESTAND", help="Schrijf naar BESTAND.html of BESTAND.json."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vergelijk twee metingen van dezelfde vragen: wat verschilt, hoe zeker dat is, en welke vragen omsloegen."""
    import json

    from eval.comparing import compare
    from eval.reporting import show_comparison, write_comparison
    from eval.scored import read_scored

    if file and file.suffix not in (".html", ".json"):
        raise typer.BadParameter("Noem een bestand dat eindigt op .html of .json.", param_hint="--out")
    found = compare(read_scored(first), read_scored(second))
    if file and file.suffix == ".html":
        write_comparison(file, found)
    elif file:
        file.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    if as_json:
        print_json(found.to_json())
    else:
        show_comparison(out, found)
    if file:
        say(f"Bewaard in {file}")


def gate_run(
    folder: Run,
    baseline: Baseline = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="BESTAND", help="De regels [eval/gate.toml].")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Is een meting goed genoeg? Uitgang 1 met de redenen als dat niet zo is, 2 als de meting niet bruikbaar is."""
    from corpus.errors import Explained
    from eval.gating import RULES, gate, read_rules
    from eval.scored import read_scored

    try:
        rulings = gate(
            read_scored(folder), read_rules(rules or RULES), read_scored(baseline) if baseline else None
        )
    except Explained as problem:
        say(str(problem))
        raise typer.Exit(2) from problem
    stopped = [ruling for ruling in rulings if ruling.passed is False]
    if as_json:
        result: dict[str, Any] = {"passed": not stopped, "rules": [ruling.to_json() for ruling in rulings]}
        print_json(result)
    for ruling in rulings:
        if ruling.passed is not True:
            say(("NIET GOED: " if ruling.passed is False else "Niet beoordeeld: ") + ruling.reason)
    if stopped:
        raise typer.Exit(1)
    say(f"Goed genoeg: alle {sum(ruling.passed is True for ruling in rulings)} regels gehaald.")
