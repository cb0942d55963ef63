"""The report and the comparison as one self-contained page each: no network, nothing of others that can run.

Everything that came from documents, questions and answers is escaped. The one script filters the list of questions;
the content policy lets no other run, and without it the whole list stands there.
"""

import base64
import hashlib
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.comparing import Comparison
from eval.reporting import words
from eval.reporting.charts import difference_bar, histogram, interval_bar
from eval.reporting.page_images import PageImage, kept_images
from eval.reporting.sentences import changed, goes_well, goes_wrong, headline, remarks
from eval.reporting.worst import worst_first
from eval.scored import ScoredRun

REPORT = "report.html"
_HARDNESS = ("makkelijk", "gemiddeld", "moeilijk")
_TEMPLATES = Path(__file__).parent / "templates"


def write_report(
    run: ScoredRun, baseline: Comparison | None = None, beside: Comparison | None = None
) -> Path:
    """Write `report.html` into the folder of the run.

    `baseline` compares it with an earlier run (A) and `beside` with another system (A), both over the questions
    that the two share.
    """
    images = {
        id_: [(image, image.data(run.folder)) for image in found]
        for id_, found in kept_images(run.folder).items()
    }
    path = run.folder / REPORT
    html = _environment().get_template("report.html").render(
        headline=headline(run.scores),
        remarks=remarks(run.scores),
        well=goes_well(run),
        wrong=goes_wrong(run),
        run=run,
        scores=run.scores,
        started=_moment(run),
        slices=_slices(run.scores.get("slices", {})),
        groups=_groups(run),
        statuses=words.STATUSES,
        confusion=_confusion(run.scores.get("confusion", {})),
        times=histogram([case["ms"] for case in run.cases.values() if case["ms"] is not None]),
        comparisons=[
            {"title": title, "names": names, "found": found, "lines": changed(found), **_shown(found)}
            for title, names, found in (
                ("Wat er veranderde", ("Eerder", "Nu"), baseline),
                ("Naast een ander systeem", (beside.a.system if beside else "", run.system), beside),
            )
            if found
        ],
        bad=[_case(run, case, images.get(case["id"], [])) for case in worst_first(run)],
        good=[_case(run, case, []) for case in run.cases.values() if case["good"] is not False],
        filters=_filters(run),
    )  # fmt: skip
    path.write_text(html, "utf-8")
    return path


def write_comparison(path: Path, found: Comparison) -> None:
    """Write a comparison of two runs as a page."""
    html = _environment().get_template("compare.html").render(
        comparison={"names": ("A", "B"), "found": found, "lines": changed(found), **_shown(found)},
        found=found,
    )  # fmt: skip
    path.write_text(html, "utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    script = (_TEMPLATES / "filter.js").read_text("utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.filters.update(
        percentage=words.percentage,
        interval=words.interval,
        of_measure=words.of_measure,
        amount=words.amount,
        change=words.change,
        decimal=words.decimal,
        label=words.value_label,
        measure=words.measure_label,
    )
    environment.globals.update(
        interval_bar=interval_bar,
        CHECKS=words.CHECKS,
        FAILED=words.FAILED,
        STATUSES=words.STATUSES,
        SLICES=words.SLICES,
        # Ours, from this folder.
        style=Markup((_TEMPLATES / "style.css").read_text("utf-8")),  # noqa: S704
        script=Markup(script),  # noqa: S704
        script_hash=digest,
    )
    return environment


def _moment(run: ScoredRun) -> str:
    started = run.scores.get("run", {}).get("started")
    return datetime.fromisoformat(started).strftime("%d-%m-%Y om %H:%M (UTC)") if started else "onbekend"


def _slices(slices: dict[str, Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The values of each label with their figures: from easy to hard, and else those with most questions first."""

    def place(item: tuple[str, Any]) -> tuple[int, int]:
        value, figures = item
        hardness = _HARDNESS.index(value) if value in _HARDNESS else len(_HARDNESS)
        return hardness, -(figures["good"] or {"of": 0})["of"]

    return [(label, sorted(values.items(), key=place)) for label, values in slices.items() if len(values) > 1]


def _groups(run: ScoredRun) -> list[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    """The measures by group, in order; those that apply to no case are left out."""
    groups: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for name, figure in run.scores["measures"].items():
        if figure:
            groups.setdefault(figure.get("group", ""), []).append((name, figure))
    return [(words.GROUPS.get(group, group or "Overig"), found) for group, found in groups.items()]


def _confusion(counts: dict[str, dict[str, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """What was given for each outcome that was expected, in a fixed order, as far as it occurs."""
    order = list(words.STATUSES)
    return [
        (expected, sorted(given.items(), key=lambda item: (item[0] != expected, -item[1])))
        for expected, given in sorted(counts.items(), key=lambda item: order.index(item[0]))
    ]


def _shown(found: Comparison) -> dict[str, Any]:
    """The differences with a drawing each, those that differ first, and the flipped questions."""
    differing = [one for one in found.differences.values() if one.difference or one.measure == "good"]
    widest = max((abs(v) for d in differing if d.unit == "share" for v in (d.low, d.high)), default=0.0)
    rows = []
    for one in differing:
        most = widest if one.unit == "share" else max(abs(one.low), abs(one.high))
        bar = difference_bar(
            one.low, one.difference, one.high, most, good=one.improved if one.clear else None
        )
        rows.append((one, bar))
    return {
        "differences": rows,
        "same": len(found.differences) - len(differing),
        "lost": [found.flip(id_) for id_ in found.lost],
        "won": [found.flip(id_) for id_ in found.won],
    }


def _case(run: ScoredRun, case: dict[str, Any], images: list[tuple[PageImage, str]]) -> dict[str, Any]:
    response = run.responses.get(case["id"])
    answer = response.received() if response else None
    return {
        "case": case,
        "question": run.questions.get(case["id"]),
        "answer": answer,
        "failed": [name for name, passed in case["checks"].items() if passed is False],
        "images": images,
        "unsupported": [one["text"] for one in case.get("sentences", []) if not one["supported"]],
    }


def _filters(run: ScoredRun) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """What the list of questions can be narrowed by: the labels that occur, with how often."""
    found = []
    for name, title in words.SLICES.items():
        counts = Counter(str(case[name]) for case in run.cases.values() if case.get(name))
        if len(counts) > 1:
            found.append((name, title, sorted(counts.items(), key=lambda item: words.value_label(item[0]))))
    return found
