"""What a manager reads: the one sentence, what goes well, what does not, and what changed."""

from collections import Counter
from typing import Any

from eval.comparing import Comparison, Difference
from eval.reporting.words import (
    FAILED,
    SLICES,
    amount,
    interval,
    measure_label,
    of_measure,
    percentage,
    value_label,
)
from eval.scored import ScoredRun

# What is said of a run in a sentence each, as far as it stands out.
_TELLING = (
    "verbatimQuotes", "neverAbsent", "pageAccuracy", "citationRecall", "factsPresent", "answerRecall",
    "abstentionRecall", "clarificationRecall", "success@10.page",
)  # fmt: skip
_WELL, _NOT_WELL = 0.95, 0.85
_FEWEST = 8  # questions of a measure or a slice that is worth a sentence
_MOST = 5


def headline(scores: dict[str, Any]) -> str:
    """The one sentence that everybody understands, with the 95% interval of the share."""
    good = scores["good"]
    if good is None:
        return "Van geen enkele vraag is te zeggen of die goed is beantwoord."
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


def goes_well(run: ScoredRun) -> list[str]:
    """The measures that are nearly always right, and the slices that clearly do better than all together."""
    found = [
        line
        for name in _TELLING
        if (figure := run.measures.get(name)) and figure["of"] >= _FEWEST and figure["value"] >= _WELL
        for line in [f"{measure_label(name)}: {amount(figure['value'], 'share')} ({of_measure(figure)})."]
    ]
    return found[:_MOST] + _standing_out(run, higher=True)


def goes_wrong(run: ScoredRun) -> list[str]:
    """Why answers were not good, the measures that are often wrong, and the slices that clearly do worse."""
    bad = [case for case in run.cases.values() if case["good"] is False and case["error"] is None]
    reasons = Counter(
        name
        for case in bad
        for name, passed in case["checks"].items()
        if passed is False and name in ("status", "facts", "never", "page", "verbatim")
    )
    why = ", ".join(f"{FAILED[name]} ({count} keer)" for name, count in reasons.most_common())
    found = (
        [f"Waarom {len(bad)} antwoorden niet goed zijn (soms om meer dan één reden): {why}."] if why else []
    )
    low = [
        (
            figure["value"],
            f"{measure_label(name)}: {amount(figure['value'], 'share')} ({of_measure(figure)}).",
        )
        for name in _TELLING
        if (figure := run.measures.get(name)) and figure["of"] >= _FEWEST and figure["value"] < _NOT_WELL
    ]
    return found + [line for _, line in sorted(low)][:_MOST] + _standing_out(run, higher=False)


def changed(comparison: Comparison) -> list[str]:
    """What differs from an earlier run: the headline, what was won and lost, and the clear differences."""
    good = comparison.differences.get("good")
    found = []
    if good:
        sure = f"met 95% zekerheid tussen {_points(good.low)} en {_points(good.high)}"
        judged = "dat is een duidelijk verschil." if good.clear else "dat kan toeval zijn."
        found.append(
            f"Goed beantwoord: {amount(good.a, 'share')} en {amount(good.b, 'share')}, geen verschil."
            if not good.difference and not comparison.won
            else f"Goed beantwoord ging van {amount(good.a, 'share')} naar {amount(good.b, 'share')}: "
            f"een verschil van {_points(good.difference)} procentpunt ({sure}); {judged}"
        )
    found.append(
        f"Van de {len(comparison.common)} vragen die beide hebben zijn er {len(comparison.won)} gewonnen en "
        f"{len(comparison.lost)} verloren."
    )
    # Times depend on the machine and on what else it was doing; they stand in the table only.
    clear = [
        one for one in comparison.differences.values() if one.clear and one.unit != "ms" and one is not good
    ]
    found += [_clear_line("Duidelijk beter", [one for one in clear if one.improved])]
    found += [_clear_line("Duidelijk slechter", [one for one in clear if not one.improved])]
    return [line for line in found if line]


def _clear_line(start: str, differences: list[Difference]) -> str:
    shown = sorted(differences, key=lambda one: one.p)[:_MOST]
    named = "; ".join(
        f"{measure_label(one.measure).lower()} ({amount(one.a, one.unit)} → {amount(one.b, one.unit)})"
        for one in shown
    )
    more = f" en {len(differences) - len(shown)} andere maten" if len(differences) > len(shown) else ""
    return f"{start}: {named}{more}." if named else ""


def _standing_out(run: ScoredRun, *, higher: bool) -> list[str]:
    """Slices whose whole interval lies on one side of the share of all questions."""
    good = run.scores["good"]
    if good is None:
        return []
    found: list[tuple[float, str]] = []
    for label, values in run.scores.get("slices", {}).items():
        for value, figures in values.items():
            figure = figures["good"]
            if not value or figure is None or figure["of"] < _FEWEST:
                continue
            apart = figure["low"] > good["value"] if higher else figure["high"] < good["value"]
            if apart:
                line = (
                    f"{SLICES.get(label, label)} – {value_label(value)}: {figure['right']} van de {figure['of']} "
                    f"goed ({percentage(figure)}, {interval(figure)})."
                )
                found.append((-figure["value"] if higher else figure["value"], line))
    return [line for _, line in sorted(found)][:_MOST]


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace(".", ",").replace("-", "−")
