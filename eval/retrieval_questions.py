"""Measures retrieval with a question set: is the page that answers a question among the first that are found?

Asks the library as it is, in this process, with the product's own understanding: earlier turns are taken into account
and a municipality that the question names is filtered on.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from assistant.answering.contract import Audience, Turn
from assistant.answering.contract import Question as Asked
from assistant.answering.guard import guard
from assistant.answering.rank import rank
from assistant.answering.sides import sides_of
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding, understand
from assistant.retrieval import RetrievalSettings, Retriever, load_reranker
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import FoundPassage
from eval.questions import GoldPassage, Question, load_questions
from eval.retrieval import Progress, measured
from eval.scoring import is_document

# What answering looks at: the passages found, weighed by kind and force of their documents.
STAGES = ("terms", "vectors", "fused", "reranked", "weighed")
_PASSAGES = 30  # as many as answering asks for
_RIGHT = "right"
_LONGEST_QUESTION = 1000


def evaluate_questions(
    sets: Sequence[Path],
    *,
    library: Library,
    embedder: Embedder,
    today: date,
    on_progress: Progress | None = None,
) -> dict[str, Any]:
    """Measure how high the right page ranks for the questions of `sets`; a page ranks by its best passage.

    The gold passages of a question are alternatives: the first one found counts, so that recall@1 is the share of
    questions with a right page first. Left out and counted: questions that should not be answered (`leftOut`), and
    questions whose gold document the library has not got (`missing`). Raises QuestionSetError.
    """
    retriever = Retriever(library, embedder, load_reranker(RetrievalSettings()))
    questions = load_questions(sets)
    answerable = [q for q in questions if q.expect.passages and not q.expect.abstains]
    rankings: dict[str, dict[str, list[str]]] = {stage: {} for stage in STAGES}
    missing = 0
    for done, question in enumerate(answerable, start=1):
        right = _right_passages(question.expect.passages, library)
        if not right:
            missing += 1
            continue
        found: dict[str, list[list[str]]] = {stage: [] for stage in STAGES}
        for side in sides_of(understood(question, library, today)):
            asked = side.asked
            hits = retriever.stages(asked.text, _PASSAGES, asked.filters, today)
            for stage, listed in hits.items():
                found[stage].append([hit.passage_id for hit in listed])
            ranked = retriever.retrieve(asked.text, _PASSAGES, asked.filters, today)
            weighed = rank(ranked, asked, today)
            found["weighed"].append([entry.ranked.found.passage.id for entry in weighed])
        # The sides of a question (two places, two periods) take turns in the list.
        turns = {
            stage: [name for name in chain(*zip_longest(*lists)) if name] for stage, lists in found.items()
        }
        for stage in STAGES:
            rankings[stage][question.id] = _pages(library.found(turns[stage]), right)
        if on_progress:
            on_progress("queries", done, len(answerable))
    return {
        "set": " ".join(path.name for path in sets),
        "queries": len(answerable) - missing,
        "leftOut": len(questions) - len(answerable),
        "missing": missing,
        "documents": len(library.cards()),
        "embeddingModel": embedder.fingerprint,
        "stages": measured({name: {_RIGHT: 1} for name in rankings[STAGES[0]]}, rankings),
    }


def understood(question: Question, library: Library, today: date) -> Understanding:
    """What a question of a set asks, with its earlier turns taken into account."""
    turns: tuple[Turn, ...] = ()
    for earlier in question.history:
        meant = understand(Asked(earlier, Audience(question.audience), history=turns), library.cards(), today)
        turns = (*turns, Turn(earlier, meant.text))
    text = guard(question.question, Texts(), _LONGEST_QUESTION).text
    return understand(Asked(text, Audience(question.audience), history=turns), library.cards(), today)


def _right_passages(gold: Sequence[GoldPassage], library: Library) -> frozenset[str]:
    """The passages that stand on a gold page, wholly or in part."""
    return frozenset(
        found.passage.id
        for card in library.cards()
        for one in gold
        if is_document(one.document, card.document_id, card.description.title)
        for found in library.passages_of(card.id)
        if found.passage.page_from <= one.page <= found.passage.page_to
    )


def _pages(found: Sequence[FoundPassage], right: frozenset[str]) -> list[str]:
    """The pages found, best first and each once; every right one is called the same."""
    return list(
        dict.fromkeys(
            _RIGHT if entry.passage.id in right else f"{entry.card.id} {entry.passage.page_from}"
            for entry in found
        )
    )
