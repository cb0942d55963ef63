"""Checks question sets against the documents of a target before anybody trusts a score; what `eval check` does."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import httpx
from starlette.applications import Starlette

from eval.asking.connection import Refused, read_page, target
from eval.asking.library import page_address, read_documents
from eval.measures.gold import is_document
from eval.normalise import fold, one_space
from eval.questions import LABELS, Question, load_questions

_ALIKE = 0.8  # share of the words of two questions that both have, from which they are nearly the same
_FEWEST_WORDS = 5  # of questions that are compared by their words


def check(
    sets: Sequence[Path],
    *,
    against: str | None = None,
    app: Starlette | None = None,
    on_left_out: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Whether sets can be used with the documents of a target; returns the problems, empty when all is well.

    Every gold document must be there, every gold quote must stand verbatim on the page named (white space aside), and
    no question may be asked twice. Quotes from a scan that the target has not read cannot be checked: `on_left_out`
    hears of each. Raises QuestionSetError for sets that cannot be read, RunError when the target does not answer.
    """
    questions = load_questions(sets)

    async def checking() -> list[str]:
        problems = [f"{two}: is dezelfde vraag als {one}" for one, two, same in repeated(questions) if same]
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


def repeated(questions: Sequence[Question]) -> Iterator[tuple[str, str, bool]]:
    """Each question that repeats an earlier one, as two ids: to the letter (True; case and marks aside) or nearly."""
    told = [(one.id, [_words(turn) for turn in (*one.history, one.question)]) for one in questions]
    seen: set[str] = set()
    for (one, first), (two, second) in combinations(told, 2):
        alone = len(first) == len(second) == 1
        if two not in seen and (first == second or (alone and _alike(set(first[0]), set(second[0])))):
            seen.add(two)
            yield one, two, first == second


def balance(questions: Sequence[Question]) -> dict[str, dict[str, int]]:
    """How many questions have each value of each label, most first; `""` counts those without."""
    return {label: dict(Counter(q.labels[label] for q in questions).most_common()) for label in LABELS}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[.,]\d+)*", fold(text))


def _alike(one: set[str], two: set[str]) -> bool:
    # Questions that differ in a number or a name are other questions, however alike.
    differ = {word for word in one ^ two if word[0].isdigit()}
    enough = min(len(one), len(two)) >= _FEWEST_WORDS
    return enough and not differ and len(one & two) >= _ALIKE * len(one | two)


async def _stands_on_page(client: httpx.AsyncClient, document: str, page: int, quote: str) -> bool:
    try:
        text = await read_page(client, page_address(document, page))
    except Refused:
        return False
    return one_space(quote) in one_space(text)
