"""Teaching which questions are alike: what it learns from, and that it learns."""

import random
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from eval.teach_questions import Asked, Learner, known_questions, mistyped

# Of each three: one question in three wordings.
ALIKE = (
    ("wanneer gaat de huur omhoog", "ingangsdatum huurverhoging", "op welke dag gaan we meer betalen"),
    ("wie maait het gras", "onderhoud groenstroken", "het onkruid staat een meter hoog"),
    ("komt er een lift", "liftinstallatie portiekflat", "ik kom de trap niet meer op"),
    ("is de flat geïsoleerd", "na-isolatie spouwmuren", "het trekt hier verschrikkelijk"),
)


def test_sentences_with_two_questions_or_more_are_learned_from(
    bundled_data: Path, embedder: Embedder
) -> None:
    with closing(Library(LibrarySettings(data=bundled_data), embedder.fingerprint)) as library:
        texts, asked = known_questions(library)
    assert len(texts) == len(set(texts)) > 60_000
    assert len(asked) > 4_000
    assert all(len(set(one.questions)) == len(one.questions) > 1 for one in asked)
    assert {place for one in asked for place in one.questions} <= set(range(len(texts)))
    documents = [one.document for one in asked]
    # Neighbours in a document are neighbours in the list.
    assert sum(one != other for one, other in pairwise(documents)) < len(set(documents))


def test_a_mistyped_question_keeps_most_of_its_letters() -> None:
    chance = random.Random(3)
    question = "Hoeveel sociale huurwoningen worden er dit jaar gebouwd?"
    typed = {mistyped(question, chance) for _ in range(50)}
    assert len(typed) > 20
    assert all(0.7 * len(question) < len(one) <= len(question) + 2 for one in typed)
    assert mistyped("lift", chance)


def test_learning_draws_two_wordings_of_one_question_together(embedder: Embedder) -> None:
    texts = [text for some in ALIKE for text in some]
    asked = [Asked(str(n % 2), (3 * n, 3 * n + 1, 3 * n + 2)) for n in range(len(ALIKE))]
    learner = Learner(texts, random.Random(1), sentences=len(ALIKE))
    before = np.stack([embedder.query_vector(text) for text in texts])
    losses = list(learner.learn(asked, before, steps=30))
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
    learned = learner.learned()
    assert {name.rpartition(".")[2] for name in learned} == {"a", "b"}
    assert all(matrix.dtype == np.float16 for matrix in learned.values())
    assert max(float(np.abs(matrix).max()) for name, matrix in learned.items() if name.endswith(".b")) > 0


def test_a_later_run_goes_on_where_an_earlier_one_ended(tmp_path: Path) -> None:
    texts = [text for some in ALIKE for text in some]
    one, other = (Learner(texts, random.Random(seed)) for seed in (1, 2))
    np.savez_compressed(tmp_path / "learned.npz", **one.learned())  # type: ignore[arg-type]
    other.go_on(tmp_path / "learned.npz")
    for name, matrix in other.learned().items():
        np.testing.assert_array_equal(matrix, one.learned()[name])
