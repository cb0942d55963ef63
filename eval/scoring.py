"""Scores stored responses against what their questions expect; reads no network, so a run can be rescored.

A check that does not apply to a case is None: it is left out of that check's share, never counted as wrong.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics import percentiles, share
from eval.normalise import fold, holds, normalise, one_space
from eval.questions import ANSWERED, GoldPassage, Question, is_pattern
from eval.responses import ReceivedAnswer, ReceivedSource, Response

# What must hold, as far as it applies, for an answer to be counted as good.
NEEDED = ("status", "facts", "never", "page", "verbatim")
CHECKS = ("status", "facts", "never", "document", "page", "quote", "verbatim", "abstention")
_FEWEST_WORDS = 5  # of a citation that is a part of the gold quote

_SOURCE_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The checks of one question, with what made them fail; `error` when there was no answer to check."""

    question: Question
    answer: ReceivedAnswer | None
    checks: Mapping[str, bool | None]
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    altered: tuple[int, ...] = ()
    error: str | None = None
    ms: float | None = None

    @property
    def good(self) -> bool:
        return self.error is None and all(self.checks[name] is not False for name in NEEDED)

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(name for name, passed in self.checks.items() if passed is False)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.question.id,
            "persona": self.question.persona,
            "good": self.good,
            "status": self.answer.status if self.answer else None,
            "expected": list(self.question.expect.status),
            "checks": dict(self.checks),
            "missing": list(self.missing),
            "forbidden": list(self.forbidden),
            "altered": list(self.altered),
            "error": self.error,
            "ms": self.ms,
        }


def judge(question: Question, response: Response) -> Verdict:
    """The verdict on one response."""
    answer = response.received()
    if answer is None:
        return Verdict(question, None, dict.fromkeys(CHECKS), error=response.error or "no answer")
    expect = question.expect
    missing = tuple(fact for fact in expect.facts if not _holds(answer.tekst, fact))
    forbidden = tuple(fact for fact in expect.never if _holds(answer.tekst, fact))
    altered = tuple(
        s.nummer for s in answer.bronnen if not verbatim(s.citaat, response.pages.get(s.nummer, ()))
    )
    # An abstention that the question allows needs no source.
    gold = expect.passages if answer.status in ANSWERED or not _allows(question, answer) else ()
    checks = {
        "status": _allows(question, answer),
        "facts": not missing if expect.facts else None,
        "never": not forbidden if expect.never else None,
        "document": _any_source(gold, answer, _same_document),
        "page": _any_source(gold, answer, _same_page),
        "quote": _any_source(gold, answer, _same_quote),
        "verbatim": not altered if answer.bronnen else None,
        "abstention": answer.status not in ANSWERED if expect.abstains else None,
    }
    return Verdict(question, answer, checks, missing, forbidden, altered, ms=response.ms)


def summarise(verdicts: Sequence[Verdict], questions: int) -> dict[str, Any]:
    """The figures of a run with 95% Wilson intervals: all, per check, per persona; the cases; the failures.

    A question that failed counts as not good. `notAsked` are the questions without a response (the run was cut
    off); they are in no figure.
    """
    answered = [verdict for verdict in verdicts if verdict.error is None]
    personas = dict.fromkeys(verdict.question.persona for verdict in verdicts)
    return {
        "questions": questions,
        "notAsked": questions - len(verdicts),
        "good": _share([verdict.good for verdict in verdicts]),
        "checks": {name: _share([verdict.checks[name] for verdict in answered]) for name in CHECKS},
        "personas": {
            persona: _share([v.good for v in verdicts if v.question.persona == persona])
            for persona in personas
        },
        "ms": percentiles([v.ms for v in answered if v.ms is not None]) if answered else None,
        "failures": [{"id": v.question.id, "error": v.error} for v in verdicts if v.error is not None],
        "cases": [verdict.to_json() for verdict in verdicts],
    }


def verbatim(quote: str, pages: Sequence[str]) -> bool:
    """Whether a quote stands to the letter on its pages, white space aside; over several pages every page holds
    a part, in order."""
    words = quote.split()
    for page in map(one_space, pages):
        count = _longest_start(words, page)
        if count == 0:
            return False
        words = words[count:]
    return bool(pages) and not words


def _longest_start(words: Sequence[str], page: str) -> int:
    """How many of the first words stand together on the page (when n do, fewer do as well: halve the search)."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(words[:middle]) in page else (low, middle - 1)
    return low


def _holds(text: str, fact: str) -> bool:
    # The number of a source is no number of the answer.
    text = _SOURCE_MARK.sub("", text)
    if not is_pattern(fact):
        return holds(text, fact)
    pattern = re.compile(fact[1:-1], re.IGNORECASE)
    return any(pattern.search(form) for form in (text, fold(text), normalise(text)))


def _allows(question: Question, answer: ReceivedAnswer) -> bool:
    return answer.status in question.expect.status


def _any_source(
    gold: Sequence[GoldPassage],
    answer: ReceivedAnswer,
    same: Callable[[GoldPassage, ReceivedSource], bool],
) -> bool | None:
    if not gold:
        return None
    return any(same(passage, source) for passage in gold for source in answer.bronnen)


def _same_document(gold: GoldPassage, source: ReceivedSource) -> bool:
    return is_document(gold.document, source.document.id, source.document.titel)


def is_document(name: str, id_: str, title: str) -> bool:
    """Whether a question set's name of a document is this document's id or title."""
    return name == id_ or fold(name) == fold(title)


def _same_page(gold: GoldPassage, source: ReceivedSource) -> bool:
    return _same_document(gold, source) and source.pagina_van <= gold.page <= source.pagina_tot


def _same_quote(gold: GoldPassage, source: ReceivedSource) -> bool:
    wanted, cited = one_space(gold.quote), one_space(source.citaat)
    overlap = wanted in cited or (cited in wanted and len(cited.split()) >= _FEWEST_WORDS)
    return _same_page(gold, source) and overlap


def _share(passed: Sequence[bool | None]) -> dict[str, Any] | None:
    """The share of the cases to which a check applies; None when it applies to none."""
    eligible = [one for one in passed if one is not None]
    if not eligible:
        return None
    return {"right": sum(eligible), "of": len(eligible), **share(sum(eligible), len(eligible)).to_json()}
