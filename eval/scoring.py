"""Scores stored responses against what their questions expect; reads no network, so a run can be rescored.

A check that does not apply to a case is None: it is left out of that check's share, never counted as wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.measures import Value, citations, deciding, ranking, readability
from eval.measures.citations import CheckedSentence, check_sentences
from eval.measures.cost import Prices, cost
from eval.measures.facts import Completeness, Facts, completeness, find_facts
from eval.measures.figures import MEASURES, figure, right_of
from eval.measures.gold import any_source, is_document, same_document, same_page, same_quote, verbatim
from eval.metrics import percentiles
from eval.questions import ABSTAINED, ANSWERED, LABELS, Question
from eval.responses import ReceivedAnswer, Response, Tokens

# What must hold, as far as it applies, for an answer to be counted as good.
NEEDED = ("status", "facts", "never", "page", "verbatim")
CHECKS = ("status", "facts", "never", "document", "page", "quote", "verbatim", "abstention")
__all__ = ["CHECKS", "NEEDED", "Verdict", "is_document", "judge", "summarise", "verbatim"]
_NO_MEASURES: Mapping[str, Value] = dict.fromkeys(measure.name for measure in MEASURES)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The checks and measures of one question, with what made checks fail; `error` when there was no answer.

    `status` is None when there was no answer, or when the target does not tell one.
    """

    question: Question
    answer: ReceivedAnswer | None
    checks: Mapping[str, bool | None]
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    altered: tuple[int, ...] = ()
    error: str | None = None
    ms: float | None = None
    status: str | None = None
    completeness: Completeness | None = None
    measures: Mapping[str, Value] = field(default_factory=lambda: _NO_MEASURES)
    sentences: tuple[CheckedSentence, ...] = ()
    tokens: Tokens | None = None

    @property
    def good(self) -> bool | None:
        """Whether every needed check that applies holds; None when nothing can be told: a target without a status,
        asked something that should not be answered."""
        if self.error is not None or any(self.checks[name] is False for name in NEEDED):
            return False
        untold = self.status is None and self.question.expect.abstains
        return None if untold else True

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(name for name, passed in self.checks.items() if passed is False)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.question.id,
            **self.question.labels,
            "good": self.good,
            "completeness": self.completeness,
            "status": self.status,
            "expected": list(self.question.expect.status),
            "checks": dict(self.checks),
            "measures": dict(self.measures),
            "sentences": [
                {
                    "text": one.text,
                    "sources": list(one.sources),
                    "supported": one.supported,
                    "lacking": list(one.lacking),
                }
                for one in self.sentences
            ],
            "missing": list(self.missing),
            "forbidden": list(self.forbidden),
            "altered": list(self.altered),
            "error": self.error,
            "ms": self.ms,
            "tokens": self.tokens.model_dump() if self.tokens else None,
        }


def judge(question: Question, response: Response) -> Verdict:
    """The verdict on one response."""
    answer = response.received()
    if answer is None:
        return Verdict(question, None, dict.fromkeys(CHECKS), error=response.error or "no answer")
    expect = question.expect
    status = answer.status if "status" in response.tells else None
    found = find_facts(answer.tekst, expect.facts, expect.never)
    pages = response.pages if "pages" in response.tells else None
    altered = tuple(
        s.nummer
        for s in answer.bronnen
        if pages is not None and not verbatim(s.citaat, pages.get(s.nummer, ()))
    )
    allowed = status in expect.status if status is not None else None
    # An abstention that the question allows needs no source.
    unneeded = allowed and status not in ANSWERED
    gold = expect.passages if "sources" in response.tells and not unneeded else ()
    checks = {
        "status": allowed,
        "facts": not found.missing if expect.facts else None,
        "never": not found.forbidden if expect.never else None,
        "document": any_source(gold, answer.bronnen, same_document),
        "page": any_source(gold, answer.bronnen, same_page),
        "quote": any_source(gold, answer.bronnen, same_quote),
        "verbatim": not altered if answer.bronnen and pages is not None else None,
        "abstention": status not in ANSWERED if expect.abstains and status is not None else None,
    }
    sentences = check_sentences(answer, response.pages) if "sources" in response.tells else ()
    complete = _completeness(question, status, found)
    measures = {
        **_NO_MEASURES,
        **ranking.ranking(() if expect.abstains else expect.passages, response.found),
        **_facts(question, found, complete),
        **citations.citations(answer, sentences, gold, pages),
        "pageAccuracy": checks["page"] if checks["document"] else None,
        **deciding.deciding(status, expect.status),
        **(readability.readability(answer.tekst) if _reads_as_tenant(question, status) else {}),
        "ms": response.ms,
        "inputTokens": response.tokens.input if response.tokens else None,
        "outputTokens": response.tokens.output if response.tokens else None,
    }
    return Verdict(
        question,
        answer,
        checks,
        found.missing,
        found.forbidden,
        altered,
        ms=response.ms,
        status=status,
        completeness=complete,
        measures=measures,
        sentences=sentences,
        tokens=response.tokens,
    )


def summarise(
    verdicts: Sequence[Verdict], questions: int, *, model: str | None = None, prices: Prices | None = None
) -> dict[str, Any]:
    """The figures of a run with 95% intervals: all, per check, per measure, per slice; the cases; the failures.

    A question that failed counts as not good. `notAsked` are the questions without a response (the run was cut
    off); they are in no figure. `model` is whose `prices` count.
    """
    answered = [verdict for verdict in verdicts if verdict.error is None]
    timed = [verdict.ms for verdict in answered if verdict.ms is not None]
    slices = {name: _slice(name, verdicts) for name in LABELS}
    return {
        "questions": questions,
        "notAsked": questions - len(verdicts),
        "good": _share([verdict.good for verdict in verdicts]),
        "checks": {name: _share([verdict.checks[name] for verdict in answered]) for name in CHECKS},
        "personas": {name: one["good"] for name, one in slices["persona"].items()},
        "measures": {m.name: figure(m, [v.measures[m.name] for v in verdicts]) for m in MEASURES},
        "slices": slices,
        "confusion": _confusion(answered),
        "ms": percentiles(timed) if timed else None,
        "cost": cost([verdict.tokens for verdict in verdicts], model, prices),
        "failures": [{"id": v.question.id, "error": v.error} for v in verdicts if v.error is not None],
        "cases": [verdict.to_json() for verdict in verdicts],
    }


def _completeness(question: Question, status: str | None, found: Facts) -> Completeness | None:
    """None without required facts, and where not answering is allowed and was done."""
    expect = question.expect
    if not expect.facts or (status is not None and status not in ANSWERED and status in expect.status):
        return None
    return completeness(found, len(expect.facts), status is None or status in ANSWERED)


def _facts(question: Question, found: Facts, complete: Completeness | None) -> dict[str, Value]:
    required = len(question.expect.facts)
    return {
        "factsPresent": round(1 - len(found.missing) / required, 4) if complete else None,
        "neverAbsent": not found.forbidden if question.expect.never else None,
        "complete": complete == "full" if complete else None,
        "partial": complete == "partial" if complete else None,
    }


def _reads_as_tenant(question: Question, status: str | None) -> bool:
    """Whether a tenant gets an answer to read; texts for an abstention are fixed."""
    return question.audience == "huurder" and status not in ABSTAINED


def _slice(label: str, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    values = dict.fromkeys(verdict.question.labels[label] for verdict in verdicts)
    return {
        value: {"good": _share([v.good for v in verdicts if v.question.labels[label] == value])}
        for value in values
    }


def _confusion(answered: Sequence[Verdict]) -> dict[str, dict[str, int]]:
    """How often each status was given where another (or the same) was expected."""
    counts: dict[str, dict[str, int]] = {}
    for verdict in answered:
        if verdict.status is None:
            continue
        allowed = verdict.question.expect.status
        row = counts.setdefault(verdict.status if verdict.status in allowed else allowed[0], {})
        row[verdict.status] = row.get(verdict.status, 0) + 1
    return counts


def _share(passed: Sequence[bool | None]) -> dict[str, Any] | None:
    """The share of the cases to which a check applies; None when it applies to none."""
    eligible = [one for one in passed if one is not None]
    return {**right_of(eligible), "leftOut": len(passed) - len(eligible)} if eligible else None
