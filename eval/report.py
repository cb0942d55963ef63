"""Shows scores to people: a table in the terminal, and one self-contained HTML page with the worst cases first."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table

from eval.scoring import NEEDED, Verdict

REPORT = "report.html"
LABELS = {
    "status": "Juiste uitkomst",
    "facts": "Alle feiten genoemd",
    "never": "Niets genoemd dat niet mag",
    "document": "Juiste document als bron",
    "page": "Juiste pagina als bron",
    "quote": "Juiste passage als bron",
    "verbatim": "Citaten letterlijk",
    "abstention": "Terecht geen antwoord",
}
STATUSES = {
    "beantwoord": "beantwoord",
    "deelsBeantwoord": "deels beantwoord",
    "nietGevonden": "niet gevonden",
    "verduidelijkingNodig": "vraag terug",
    "buitenOnderwerp": "buiten het onderwerp",
    "geweigerd": "geweigerd",
    "algemeen": "algemeen",
    "nietBeschikbaar": "niet beschikbaar",
}
PERSONAS = {"huurder": "Huurders", "beleid": "Beleidsmedewerkers", "valstrik": "Valstrikken"}


def headline(scores: dict[str, Any]) -> str:
    """The one sentence that everybody understands, with the 95% interval of the share."""
    good = scores["good"]
    if good["of"] == 1:
        return f"De enige vraag is {'goed' if good['right'] else 'niet goed'} beantwoord."
    verb = "is er" if good["right"] == 1 else "zijn er"
    share = f"{percentage(good)}, {interval(good)}"
    return f"Van de {good['of']} vragen {verb} {good['right']} goed beantwoord ({share})."


def remarks(scores: dict[str, Any]) -> list[str]:
    """What a reader must know beside the headline: failures, and questions that were not asked."""
    failures, not_asked = len(scores["failures"]), scores["notAsked"]
    found = []
    if failures:
        found.append(f"Fout in plaats van een antwoord: {failures}. Die tellen mee als niet goed.")
    if not_asked:
        found.append(f"Nog niet gesteld: {not_asked} van de {scores['questions']}. Die tellen niet mee.")
    return found


def show_scores(console: Console, folder: Path, scores: dict[str, Any] | None) -> None:
    """The figures of a run in the terminal, and where the rest is; without scores only where the answers are."""
    if scores is None:
        console.print(
            f"De antwoorden staan klaar. Beoordeel ze met: afsprakenwijzer eval score {folder}",
            markup=False,
            soft_wrap=True,
        )
        return
    console.print(headline(scores), markup=False, highlight=False, soft_wrap=True)
    for remark in remarks(scores):
        console.print(remark, markup=False, highlight=False, soft_wrap=True)
    table = Table("", "goed", "van", "aandeel", "95%")
    for column in table.columns[1:]:
        column.justify = "right"
    for label, figure in rows(scores):
        if figure is None:
            table.add_row(label, "–", "0", "–", "")
        else:
            table.add_row(
                label, str(figure["right"]), str(figure["of"]), percentage(figure), interval(figure)
            )
    console.print(table)
    console.print(f"Het hele verslag: {folder / REPORT}", markup=False, soft_wrap=True)


def write_report(path: Path, scores: dict[str, Any], verdicts: Sequence[Verdict]) -> None:
    """Write the report of a run; everything that came from documents, questions and answers is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(percentage=percentage, interval=interval)
    html = environment.get_template("report_template.html").render(
        headline=headline(scores),
        remarks=remarks(scores),
        scores=scores,
        started=datetime.fromisoformat(scores["run"]["started"]).strftime("%d-%m-%Y om %H:%M (UTC)"),
        rows=rows(scores),
        bad=sorted((v for v in verdicts if not v.good), key=_badness, reverse=True),
        good=[v for v in verdicts if v.good],
        labels=LABELS,
        statuses=STATUSES,
        personas=PERSONAS,
    )
    path.write_text(html, "utf-8")


def rows(scores: dict[str, Any]) -> list[tuple[str, dict[str, Any] | None]]:
    """What is counted, with its figure: all questions, each persona, each check."""
    personas = [(PERSONAS[persona], figure) for persona, figure in scores["personas"].items()]
    return [
        ("Goed beantwoord", scores["good"]),
        *(personas if len(personas) > 1 else []),
        *((label, scores["checks"][name]) for name, label in LABELS.items()),
    ]


def percentage(figure: dict[str, float]) -> str:
    """`90%`."""
    return f"{100 * figure['value']:.0f}%"


def interval(figure: dict[str, float]) -> str:
    """`70–97%`."""
    return f"{100 * figure['low']:.0f}–{100 * figure['high']:.0f}%"


def _badness(verdict: Verdict) -> tuple[bool, int, int]:
    """No answer at all is worst, then the most needed checks that failed, then the most checks."""
    needed = sum(name in NEEDED for name in verdict.failed)
    return verdict.error is not None, needed, len(verdict.failed)
