"""Checks question sets against the documents of a target before anybody trusts a score; what `eval check` does."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
from starlette.applications import Starlette

from eval.asking.connection import Refused, read_page, target
from eval.asking.library import page_address, read_documents
from eval.measures.gold import is_document
from eval.normalise import one_space
from eval.questions import load_questions


def check(
    sets: Sequence[Path],
    *,
    against: str | None = None,
    app: Starlette | None = None,
    on_left_out: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Whether sets can be used with the documents of a target; returns the problems, empty when all is well.

    Every gold document must be there, and every gold quote must stand verbatim on the page named (white space
    aside). Quotes from a scan that the target has not read cannot be checked: `on_left_out` hears of each. Raises
    QuestionSetError for sets that cannot be read, RunError when the target does not answer.
    """
    questions = load_questions(sets)

    async def checking() -> list[str]:
        problems: list[str] = []
        async with target(against, app) as client:
            documents = await read_documents(client)
            for question in questions:
                for gold in question.expect.passages:
                    ids = [d["id"] for d in documents if is_document(gold.document, d["id"], d["titel"])]
                    if not ids and gold.recognised:
                        on_left_out(
                            f"{question.id}: niet gecontroleerd, want '{gold.document}' is een scan en die is zonder "
                            "tekstherkenning niet ingelezen"
                        )
                    elif not ids:
                        problems.append(f"{question.id}: er is geen document '{gold.document}'")
                    elif not await _stands_on_page(client, ids[0], gold.page, gold.quote):
                        problems.append(
                            f"{question.id}: '{gold.quote}' staat niet op pagina {gold.page} van '{gold.document}'"
                        )
        return problems

    return asyncio.run(checking())


async def _stands_on_page(client: httpx.AsyncClient, document: str, page: int, quote: str) -> bool:
    try:
        text = await read_page(client, page_address(document, page))
    except Refused:
        return False
    return one_space(quote) in one_space(text)
