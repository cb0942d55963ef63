"""The labelled conversations of `dialogues.toml`: asked in turn, and what is wrong with their last answer."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.contract import Answer, Question, Turn
from assistant.answering.pipeline import Assistant

_SET = Path(__file__).with_name("dialogues.toml")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The user's turns, and what must hold of the last answer; see the head of `dialogues.toml`."""

    part: str
    turns: Sequence[str]
    holds: Sequence[str] = ()
    lacks: Sequence[str] = ()
    document: str = ""
    page: int = 0
    shown: str = ""
    says: str = ""
    status: str = ""


def dialogues(part: str) -> list[Dialogue]:
    """The conversations of "check", "tuning", "subject" or "apart"."""
    with _SET.open("rb") as file:
        entries = tomllib.load(file)["dialogue"]
    return [Dialogue(**entry) for entry in entries if entry["part"] == part]


def replay(dialogue: Dialogue, assistant: Assistant) -> list[Answer]:
    """The answers to all turns, each asked with those before it as its history."""
    history: tuple[Turn, ...] = ()
    answers = []
    for text in dialogue.turns:
        answers.append(assistant.answer(Question(text, history=history)))
        history = (*history, Turn.of(text, answers[-1]))
    return answers


def faults(dialogue: Dialogue, answers: list[Answer]) -> list[str]:
    """What is wrong with the last answer; nothing when it is as it must be."""
    last = answers[-1]
    understood = last.understood.casefold()
    wrong = [f"no '{text}' in '{understood}'" for text in dialogue.holds if text not in understood]
    wrong += [f"'{text}' in '{understood}'" for text in dialogue.lacks if text in understood]
    first = last.citations[0] if last.citations else None
    title = first.card.description.title if first else ""
    if dialogue.document and title != dialogue.document:
        wrong.append(f"cites '{title}'")
    if dialogue.page and (first is None or first.spans[0].page != dialogue.page):
        wrong.append(f"page {first.spans[0].page if first else None}")
    if dialogue.status and last.status != dialogue.status:
        wrong.append(f"status {last.status}")
    quotes = [citation.quote for citation in last.citations]
    if dialogue.says and not any(dialogue.says in quote for quote in quotes):
        wrong.append(f"no '{dialogue.says}' in {quotes}")
    if dialogue.shown and _shown(answers) != dialogue.shown:
        wrong.append(f"shows {_shown(answers)}: {quotes}")
    return wrong


def _shown(answers: list[Answer]) -> str:
    """How the quotes of the last answer compare with those before: "same", "new", "some" or "none"."""
    quotes = [[citation.quote for citation in answer.citations] for answer in answers]
    if not quotes[-1]:
        return "none"
    if quotes[-1] == next((before for before in reversed(quotes[:-1]) if before), None):
        return "same"
    earlier = [quote for before in quotes[:-1] for quote in before]
    return "new" if not any(q in e or e in q for q in quotes[-1] for e in earlier) else "some"
