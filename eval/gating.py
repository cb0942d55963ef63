"""Decides whether a run is good enough: floors for its measures, and losses against a baseline that are no chance.

A loss counts when the paired bootstrap interval of the difference lies beyond what is allowed. The intervals are as
wide as that many rules together need (Bonferroni), so that a run in which nothing got worse is not stopped.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import Explained
from eval.comparing import check_comparable, interval, paired
from eval.reporting.words import amount, change, measure_label
from eval.scored import ScoredRun

RULES = Path(__file__).parent / "gate.toml"


class GateError(Explained):
    """The rules or the runs cannot be used; the message says what to do."""


class Rules(BaseModel):
    """The rules of `gate.toml`: floors (`least`) and allowed losses (`loss`) by measure, shares between 0 and 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fewest: int = Field(10, ge=1)
    failures: int = Field(0, ge=0)
    confidence: float = Field(0.99, gt=0.5, lt=1)
    least: dict[str, float] = {}
    loss: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule says of a run: `passed` is None when the rule could not be applied."""

    rule: str
    measure: str
    passed: bool | None
    reason: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def read_rules(path: Path) -> Rules:
    """The rules in a file. Raises GateError."""
    try:
        return Rules.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise GateError(f"Het bestand {path} is er niet. Noem een ander met --rules.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GateError(f"{path} is geen TOML: {error}. Verbeter het bestand.") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise GateError(f"De regels in {path} kloppen niet: {wrong}. Verbeter het bestand.") from error


def gate(run: ScoredRun, rules: Rules, baseline: ScoredRun | None = None) -> list[Ruling]:
    """What every rule says of a run. Raises GateError for a measure that does not exist, and RunError when the
    baseline cannot be compared with."""
    known = set(run.measures)
    unknown = sorted((set(rules.least) | set(rules.loss)) - known)
    if unknown:
        raise GateError(
            f"Deze maten bestaan niet: {', '.join(unknown)}. Kies uit: {', '.join(sorted(known))}."
        )
    return [
        _failures(run, rules),
        *(_floor(run, name, least, rules.fewest) for name, least in rules.least.items()),
        *(_losses(run, baseline, rules) if baseline else ()),
    ]


def _failures(run: ScoredRun, rules: Rules) -> Ruling:
    failed, missing = len(run.scores["failures"]), run.scores["notAsked"]
    passed = failed <= rules.failures and not missing
    reason = f"{failed} vragen zonder antwoord (hoogstens {rules.failures}) en {missing} niet gesteld (geen)."
    return Ruling("failures", "", passed, reason)


def _floor(run: ScoredRun, name: str, least: float, fewest: int) -> Ruling:
    figure = run.measures[name]
    of = figure["of"] if figure else 0
    if figure is None or of < fewest:
        return Ruling("least", name, None, _left_out(name, of, fewest))
    value, unit = figure["value"], figure["unit"]
    said = f"{measure_label(name)} ({name}) is {_exact(value, unit)} bij {of} vragen"
    passed = value >= least
    reason = f"{said}; {'dat is genoeg' if passed else 'dat is te weinig'}: ten minste {_exact(least, unit)}."
    return Ruling("least", name, passed, reason)


def _losses(run: ScoredRun, baseline: ScoredRun, rules: Rules) -> Iterator[Ruling]:
    common = check_comparable(baseline, run)
    sure = 1 - (1 - rules.confidence) / len(rules.loss) if rules.loss else rules.confidence
    for name, allowed in rules.loss.items():
        values = paired(baseline, run, name, common)
        of = len(values[0]) if values else 0
        if values is None or of < rules.fewest:
            yield Ruling("loss", name, None, _left_out(name, of, rules.fewest))
            continue
        yield _loss(name, values[0], values[1], allowed, sure, run.measures[name] or {})


def _loss(name: str, a: Any, b: Any, allowed: float, sure: float, figure: Mapping[str, Any]) -> Ruling:
    unit, sign = figure["unit"], 1 if figure["better"] == "higher" else -1
    low, high = interval(sign * (b - a), sure)
    passed = high >= -allowed
    said = (
        f"{measure_label(name)} ({name}) ging van {_exact(a.mean(), unit)} naar {_exact(b.mean(), unit)} bij de "
        f"{len(a)} vragen die beide hebben"
    )
    between = f"het verschil ligt tussen {change(low, unit)} en {change(high, unit)}"
    verdict = "dat is geen verlies dat zeker is" if passed else "dat is een verlies"
    return Ruling(
        "loss", name, passed, f"{said}: {verdict} ({between}; {change(-allowed, unit)} mag)."
    )  # fmt: skip


def _left_out(name: str, of: int, fewest: int) -> str:
    return f"{measure_label(name)} ({name}) geldt voor {of} vragen; onder de {fewest} zegt dat te weinig."


def _exact(value: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * value:.1f}%".replace(".", ",")
    return amount(value, unit)
