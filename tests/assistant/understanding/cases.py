"""The labelled questions, and how many of them are understood right in each field."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answering.contract import Question, Turn
from assistant.answering.understand import Understanding, understand
from corpus.model import EditionCard

TODAY = date(2026, 11, 22)
FIELDS = ("municipalities", "corporations", "tenants", "years", "kinds", "themes", "status")
_SET = Path(__file__).parent / "questions.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the one before it ("" for none), and what it names, as written in `questions.tsv`."""

    part: str
    before: str
    question: str
    expected: dict[str, str]


def cases(part: str) -> list[Case]:
    """The cases of "tuning" or "test"."""
    with _SET.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [
        Case(row["part"], row["before"], row["question"], {name: row[name] or "" for name in FIELDS})
        for row in rows
        if row["part"] == part
    ]


def faults(case: Case, cards: Sequence[EditionCard]) -> dict[str, str]:
    """The fields that are not understood as expected, with what was understood instead."""
    history = (Turn(case.before, case.before),) if case.before else ()
    asked = understand(Question(case.question, history=history), cards, TODAY)
    found = {
        "municipalities": set(asked.municipalities + asked.unknown),
        "corporations": set(asked.corporations + asked.elsewhere),
        "tenants": set(asked.tenants),
        "kinds": {kind.value for kind in asked.look_in},
        "status": {status.value for status in asked.statuses},
    }
    wrong = {
        name: "; ".join(sorted(values))
        for name, values in found.items()
        if values != {value for value in case.expected[name].split(";") if value}
    }
    if not _years_fit(case.expected["years"], asked):
        wrong["years"] = str(asked.all_years)
    best = asked.themes[0].value if asked.themes else ""
    if best not in case.expected["themes"].split(","):
        wrong["themes"] = best
    return wrong


def _years_fit(expected: str, asked: Understanding) -> bool:
    """Whether the years are those expected; of "2019-" the first counts, and that it runs to today or further."""
    years = asked.all_years
    if expected.endswith("-"):
        return bool(years) and years[0] == int(expected[:-1]) and years[-1] >= TODAY.year
    wanted: set[int] = set()
    for stretch in filter(None, expected.split(",")):
        first, _, last = stretch.partition("-")
        wanted.update(range(int(first), int(last or first) + 1))
    return set(years) == wanted
