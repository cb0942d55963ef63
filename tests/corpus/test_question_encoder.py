"""What the bundled model learned about which questions are alike; passages and searches keep their vectors."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import Embedder
from corpus.embedding.bundled import RECIPE, bundled_weights
from corpus.embedding.carrier import CARRIER_SHA256
from corpus.embedding.fast import FastEmbedder
from corpus.embedding.folder import GRAPH, MANIFEST, QUESTION_GRAPH, TOKENIZER, UPPER_GRAPH, read_manifest
from corpus.embedding.prepare import prepared_folder
from corpus.embedding.question_encoder import LOWER, for_questions
from corpus.settings import LibrarySettings

# Of each pair: one question in two wordings, invented for this test. No document knows them.
SAME = (
    ("komt er een nieuw dak op ons blok", "vervanging dakbedekking complex"),
    ("wie maait hier het gras", "onderhoud groenstrook verantwoordelijke"),
    (
        "mag mijn zoon de woning overnemen als ik overlijd",
        "voortzetting huur door kind na overlijden huurder",
    ),
    ("de lift doet het al weken niet", "storing lift hersteltermijn"),
    ("waarom betaal ik meer servicekosten dan vorig jaar", "stijging servicekosten oorzaak"),
    ("hoelang moet ik wachten op een huis", "gemiddelde inschrijfduur bij toewijzing"),
    ("kunnen we zonnepanelen krijgen", "aanbod zon-PV bestaande voorraad"),
    ("ze willen ons buurthuis sluiten", "toekomst ontmoetingsruimte"),
)


@pytest.fixture
def untaught(embedder: Embedder, tmp_path: Path) -> FastEmbedder:
    """The bundled model as it was before it learned which questions are alike."""
    folder = prepared_folder(LibrarySettings())
    for name in (GRAPH, UPPER_GRAPH, TOKENIZER, MANIFEST):
        (tmp_path / name).symlink_to(folder / name)
    manifest = read_manifest(folder)
    assert manifest
    assert QUESTION_GRAPH in manifest.sizes
    return FastEmbedder(tmp_path, manifest)


def test_one_question_in_two_wordings_is_told_from_others_better_than_before(
    embedder: Embedder, untaught: FastEmbedder
) -> None:
    def apart(model: Embedder) -> float:
        """How much nearer the two wordings are than questions about other things, in spreads of the latter."""
        ones, others = (model.question_vectors(texts) for texts in zip(*SAME, strict=True))
        cosines = ones @ others.T
        unlike = cosines[~np.eye(len(SAME), dtype=bool)]
        return float((np.diag(cosines).mean() - unlike.mean()) / unlike.std())

    assert apart(embedder) > apart(untaught) + 0.3


def test_bounds_of_the_model_lie_between_other_questions_and_the_same(embedder: Embedder) -> None:
    unlike, same = embedder.alike
    ones, others = (embedder.question_vectors(texts) for texts in zip(*SAME, strict=True))
    assert all(float(ones[i] @ others[j]) < same for i, j in pairwise(range(len(SAME))))
    assert np.median(ones @ others.T) < unlike < np.diag(ones @ others.T).max()


def test_passages_and_searches_keep_their_vectors(embedder: Embedder, untaught: FastEmbedder) -> None:
    texts = [text for pair in SAME for text in pair]
    np.testing.assert_array_equal(embedder.embed_passages(texts), untaught.embed_passages(texts))
    np.testing.assert_array_equal(embedder.query_vector(texts[0]), untaught.query_vector(texts[0]))
    assert np.abs(embedder.question_vector(texts[0]) - embedder.query_vector(texts[0])).max() > 0.01


def test_a_model_without_upper_layers_for_questions_compares_them_as_searches(untaught: FastEmbedder) -> None:
    np.testing.assert_array_equal(untaught.question_vector("wat"), untaught.query_vector("wat"))


def test_what_was_learned_changes_matrices_of_the_upper_layers_alone() -> None:
    weights = bundled_weights()
    learned = for_questions(weights)
    changed = {name for name, values in weights.tensors.items() if values is not learned.tensors[name]}
    layers = range(LOWER, weights.layers)
    assert changed == {f"l{n}.{part}.w" for n in layers for part in ("q", "k", "v", "ao", "fi", "fo")}


def test_the_folder_is_another_one_for_every_recipe() -> None:
    assert prepared_folder(LibrarySettings()).name == f"e5-small-{RECIPE}-{CARRIER_SHA256[:12]}"
