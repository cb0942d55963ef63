"""`python -m eval.calibrate SET…`: learns from questions with known answers when there is enough to answer.

Every question is asked twice: as it is, and without the documents that answer it, when the rest of the library
should not do; all of that with the questions that sentences are known to answer, and once more without. What comes
out is `assistant/answering/sureness.toml`, and how well it tells the two apart on questions that it did not learn
from. Needs scikit-learn, which sentence-transformers brings along.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import assistant.answering
from assistant.answering.contract import AnswerStatus
from assistant.answering.decide import able_to_answer
from assistant.answering.evidence import Unit, gather
from assistant.answering.rank import rank
from assistant.answering.sides import sides_of
from assistant.answering.sureness import Clues, clues
from assistant.retrieval import Ranked, RetrievalSettings, Retriever, load_reranker, widened
from corpus.embedding import load_embedder
from corpus.known_question import KnownHit
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings
from eval.questions import GoldPassage, Question, load_questions
from eval.retrieval_questions import understood
from eval.scoring import is_document

_WRITTEN = Path(assistant.answering.__file__).parent / "sureness.toml"
_FOUND = 30  # as many as answering asks for
_RIGHT_AMONG = 3  # a quote among the first ones answers
# A question whose own documents were left out may still be answered by others.
_LEFT_OUT = 0.15
_FOLDS = 10
_UNDECIDED = frozenset({AnswerStatus.NIET_GEVONDEN, AnswerStatus.DEELS_BEANTWOORD})


@dataclass(frozen=True, slots=True)
class Example:
    """The clues of a question's best unit, whether it should be answered with it, and how much it counts."""

    question: str
    clues: Clues
    right: bool
    weight: float


class _WithoutKnown(Retriever):
    """Finds as in a library whose sentences are not known to answer any question."""

    def _known(self, search: Any) -> list[KnownHit]:
        return []


def examples(
    questions: Sequence[Question], library: Library, settings: LibrarySettings, *, known: bool
) -> Iterator[Example]:
    """One or two a side of every question; none where the right passage is found but not among the first."""
    embedder, today = load_embedder(settings), settings.current_day()
    finds = Retriever if known else _WithoutKnown
    retriever = finds(library, embedder, load_reranker(RetrievalSettings()))
    for question in track(questions, "Vragen", console=Console(stderr=True)):
        if question.expect.abstains and not _UNDECIDED.intersection(question.expect.status):
            continue  # what is refused for another reason never gets this far
        for side in sides_of(understood(question, library, today)):
            asked, gold = side.asked, question.expect.passages
            found = widened(retriever.retrieve(asked.text, _FOUND, asked.filters, today), library)
            if not known:
                found = [replace(entry, known=()) for entry in found]
            for left_out in (False, True) if gold else (False,):
                kept = [entry for entry in found if not (left_out and _is_gold(entry, gold))]
                evidence = gather(rank(kept, asked, today), asked, today)
                able = able_to_answer(evidence, asked)
                if not able:
                    continue
                abstain = left_out or question.expect.abstains or not gold
                right = not abstain and any(answers(unit, gold) for unit in able[:_RIGHT_AMONG])
                if right or abstain:
                    weight = _LEFT_OUT if left_out else 1.0
                    yield Example(question.id, clues(able[0], evidence, asked), right, weight)


def answers(unit: Unit, gold: Sequence[GoldPassage]) -> bool:
    """Whether a unit is (a part of) a gold quote, or holds it."""
    found = unit.weighed.ranked.found
    said = set(unit.text.lower().split())
    for one in gold:
        if is_document(one.document, found.card.document_id, found.card.description.title):
            wanted = set(one.quote.lower().split())
            if len(said & wanted) >= 0.6 * min(len(said), len(wanted)):
                return True
    return False


def _is_gold(entry: Ranked, gold: Sequence[GoldPassage]) -> bool:
    card = entry.found.card
    return any(is_document(one.document, card.document_id, card.description.title) for one in gold)


def fit(given: Sequence[Example]) -> Pipeline:
    """A logistic regression on the clues."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=1000))
    right = [example.right for example in given]
    model.fit(_matrix(given), right, logisticregression__sample_weight=[example.weight for example in given])
    return model


def held_out(given: Sequence[Example]) -> npt.NDArray[np.float64]:
    """The chance of every example by a model that never saw its question."""
    questions = np.array([example.question for example in given])
    order = np.random.default_rng(0).permutation(np.unique(questions))
    chances = np.zeros(len(given))
    for fold in np.array_split(order, _FOLDS):
        apart = np.isin(questions, fold)
        model = fit([example for example, is_apart in zip(given, apart, strict=True) if not is_apart])
        chances[apart] = model.predict_proba(_matrix(given)[apart])[:, 1]
    return chances


def written(name: str, model: Pipeline) -> str:
    """The model as a table of TOML, for clues as they are."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    lines = [f"{clue} = {weight:.4f}" for clue, weight in zip(Clues._fields, weights, strict=True)]
    return "\n".join(["", f"[{name}]", f"bias = {bias:.4f}", *lines, ""])


def show(given: Sequence[Example], chances: npt.NDArray[np.float64]) -> None:
    """How well right and wrong are told apart, and what each threshold would give, on questions kept apart."""
    right = np.array([example.right for example in given])
    real = np.array([example.weight == 1.0 for example in given])
    console = Console()
    for name, chosen in {"echte vragen": real, "zonder hun eigen documenten": right | ~real}.items():
        console.print(f"AUC, {name}: {roc_auc_score(right[chosen], chances[chosen]):.3f}")
    table = Table(
        "drempel", "ten onrechte geweigerd", "terecht geweigerd (echt)", "terecht geweigerd (weggelaten)"
    )
    for threshold in np.arange(0.2, 0.81, 0.05):
        refused = chances < threshold
        shares = (refused[right], refused[~right & real], refused[~right & ~real])
        table.add_row(f"{threshold:.2f}", *(f"{100 * share.mean():.1f}%" for share in shares))
    console.print(table)


def _matrix(given: Sequence[Example]) -> npt.NDArray[np.float64]:
    return np.array([example.clues for example in given], np.float64)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command: learns, shows, and writes with `--write`."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.calibrate", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="schrijf sureness.toml")
    chosen = parser.parse_args(arguments)
    settings = LibrarySettings()
    embedder = load_embedder(settings)
    with own(settings, embedder.fingerprint) as library:
        questions = load_questions(chosen.sets)
        tables = {
            "known": list(examples(questions, library, settings, known=True)),
            "unknown": list(examples(questions, library, settings, known=False)),
        }
    for given in tables.values():
        show(given, held_out(given))
    if chosen.write:
        head = "# Made by `python -m eval.calibrate`; not written by hand.\n"
        body = [written(name, fit(given)) for name, given in tables.items()]
        _WRITTEN.write_text("".join([head, *body]), "utf-8")


if __name__ == "__main__":
    main()
