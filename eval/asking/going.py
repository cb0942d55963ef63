"""Goes through the questions of a run: several at a time, each response on disk before the next question."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from eval.questions import Question
from eval.responses import Response, RunError, append_response

Progress = Callable[[int, int], None]


class Respondent(Protocol):
    """Whoever is asked."""

    async def respond(self, question: Question) -> Response:
        """What comes back for a question; a question that fails is a response with an error.

        Raises RunError when nobody is there at all.
        """


async def ask(
    respondent: Respondent,
    questions: Sequence[Question],
    done: Mapping[str, Response],
    folder: Path,
    *,
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> None:
    """Ask every question that is not in `done`, `jobs` at a time, and append each response to the run in `folder`.

    A question that fails is kept as a failure and the rest goes on. Raises RunError when nobody answers at all.
    """
    waiting = iter([question for question in questions if question.id not in done])
    count = len(questions) - sum(question.id not in done for question in questions)

    async def take_turns() -> None:
        nonlocal count
        for question in waiting:
            append_response(folder, await respondent.respond(question))
            count += 1
            if on_progress:
                on_progress(count, len(questions))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(jobs):
                group.create_task(take_turns())
    except ExceptionGroup as problems:
        nobody = problems.subgroup(RunError)
        raise nobody.exceptions[0] if nobody else problems.exceptions[0] from None
