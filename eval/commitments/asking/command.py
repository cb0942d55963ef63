"""`python -m eval.commitments ask`: puts the questions to the library of the environment, and says what was right."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

import httpx
from fastapi import FastAPI
from rich.table import Table

from assistant.client import service_or_app
from corpus.settings import LibrarySettings
from corpus.terminal import out, ready_embedder
from eval.asking.connection import post_json, target
from eval.commitments.asking.judging import MEASURES, Json, judged
from eval.commitments.asking.questions import CountingQuestion, load_questions

BAR = 0.95
Judged = Sequence[tuple[CountingQuestion, Mapping[str, bool]]]


def ask(part: str) -> int:
    """Ask the questions of a part both ways and print the shares that are right; 1 when one is below the bar."""
    settings = LibrarySettings()
    with service_or_app(settings, lambda: ready_embedder(settings)) as where:
        results = asyncio.run(_asked(where, load_questions(part)))
    for question, measures in results:
        if wrong := [name for name, right in measures.items() if not right]:
            asked = question.question or f"{question.way} {question.request}"
            out.print(
                f"{question.id} {', '.join(wrong)}: {asked}", markup=False, highlight=False, soft_wrap=True
            )
    return _show(part, results)


async def _asked(where: str | FastAPI, questions: Sequence[CountingQuestion]) -> Judged:
    there = (where, None) if isinstance(where, str) else (None, where)
    async with target(*there) as client:
        return [(question, judged(question, await _answer(client, question))) for question in questions]


async def _answer(client: httpx.AsyncClient, question: CountingQuestion) -> Json:
    if question.way == "chat":
        return (await post_json(client, "/v1/chat", {"vraag": question.question}))[0]
    return (await post_json(client, f"/v1/afspraken/_{question.way}", question.request or {}))[0]


def _show(part: str, results: Judged) -> int:
    counted: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for question, measures in results:
        way = "chat" if question.way == "chat" else "API"
        for name, right in measures.items():
            counted[name, way].append(right)
        counted["all of it", way].append(all(measures.values()))
    table = Table(title=f"Counting and comparison questions, {part} part: right/of")
    for column in ("", "chat", "API"):
        table.add_column(column)
    for name in (*MEASURES, "all of it"):
        each = [counted.get((name, way), []) for way in ("chat", "API")]
        table.add_row(name, *(f"{sum(some)}/{len(some)}" if some else "–" for some in each))
    out.print(table)
    return int(any(sum(some) < BAR * len(some) for some in counted.values()))
