"""Answers that were scored by hand, to measure those who score: the scorer, and a language model as a judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from eval.metrics import share
from eval.questions import ANSWERED, Question
from eval.responses import Response
from eval.scoring import Verdict

ANSWERS = Path(__file__).parent / "answers.jsonl"
Grade = Literal["right", "partial", "wrong", "abstainedRightly", "abstainedWrongly"]
GRADES: tuple[Grade, ...] = get_args(Grade)
GOOD: frozenset[Grade] = frozenset({"right", "abstainedRightly"})


class HandScored(BaseModel):
    """A stored response with the grade given by hand; `system` is whose answer it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str
    hand: Grade
    question: Question
    response: Response


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two series of grades agree: on the grade, and on whether it is good at all (the headline)."""

    grades: dict[str, float]
    good: dict[str, float]
    kappa: float
    kappa_good: float
    disagreements: tuple[tuple[str, str, str], ...]
    """Of each case on which they differ: its id, the hand's grade, the other's grade."""

    def to_json(self) -> dict[str, Any]:
        return {
            "grades": self.grades,
            "good": self.good,
            "kappa": self.kappa,
            "kappaGood": self.kappa_good,
            "disagreements": [
                {"id": id_, "hand": hand, "other": other} for id_, hand, other in self.disagreements
            ],
        }


def load_hand_scored(path: Path = ANSWERS) -> list[HandScored]:
    """The answers that were scored by hand."""
    lines = path.read_text("utf-8").split("\n")
    return [HandScored.model_validate_json(line) for line in lines if line]


def grade(verdict: Verdict) -> Grade:
    """The scorer's verdict in the grades given by hand."""
    if verdict.status is not None and verdict.status not in ANSWERED:
        expected = verdict.status in verdict.question.expect.status
        # Where nothing could be answered, another outcome than the allowed ones is wrong, not a missed answer.
        missed: Grade = "wrong" if verdict.question.expect.abstains else "abstainedWrongly"
        return "abstainedRightly" if expected and verdict.good else missed
    if verdict.good:
        return "right"
    return "partial" if verdict.completeness == "partial" else "wrong"


def agreement(cases: Sequence[HandScored], others: Sequence[Grade]) -> Agreement:
    """How far the hand's grades and another's agree, with Cohen's kappa (1960): agreement beyond chance."""
    from sklearn.metrics import cohen_kappa_score

    hand = [case.hand for case in cases]
    pairs = list(zip(cases, others, strict=True))
    same = [case.hand == other for case, other in pairs]
    same_good = [(case.hand in GOOD) == (other in GOOD) for case, other in pairs]
    return Agreement(
        grades=share(sum(same), len(same)).to_json(),
        good=share(sum(same_good), len(same_good)).to_json(),
        kappa=round(float(cohen_kappa_score(hand, others)), 4),
        kappa_good=round(
            float(cohen_kappa_score([one in GOOD for one in hand], [one in GOOD for one in others])), 4
        ),
        disagreements=tuple(
            (f"{case.system} {case.question.id}", case.hand, other)
            for case, other in pairs
            if case.hand != other
        ),
    )
