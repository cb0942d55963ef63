"""What the bundled model learned about which questions are alike; passages and searches keep their vectors."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import Embedder
from corpus.embedding.bundled import FINGERPRINT, bundled_weights
from corpus.embedding.fast import FastEmbedder
from corpus.embedding.folder import GRAPH, MANIFEST, QUESTION_GRAPH, TOKENIZER, UPPER_GRAPH, read_manifest
from corpus.embedding.prepare import prepared_folder
from corpus.embedding.question_encoder import LEARNED, LOWER, for_questions
from corpus.settings import LibrarySettings

# Of each three, invented for this test: a question, the same in other words, and another one about the same thing.
THREES = (
    ("wie maait hier het gras", "onderhoud groenstrook verantwoordelijke", "hoe vaak wordt het gras gemaaid"),
    (
        "komt er een nieuw dak op ons blok",
        "vervanging dakbedekking complex",
        "wat kost een nieuw dak per woning",
    ),
    (
        "mag mijn zoon blijven wonen als ik doodga",
        "voortzetting huur na overlijden",
        "mag mijn zoon bij mij komen wonen",
    ),
    ("de lift doet het al weken niet", "hersteltermijn liftstoring", "hoeveel flats krijgen een lift"),
    (
        "waarom zijn de servicekosten zo gestegen",
        "oorzaak stijging servicekosten",
        "hoeveel servicekosten betaal ik per maand",
    ),
    (
        "hoelang sta je op de lijst voor een huis",
        "gemiddelde inschrijfduur",
        "hoe schrijf ik me in voor een huis",
    ),
    (
        "kunnen wij zonnepanelen krijgen",
        "aanbod zon-PV bestaande woningen",
        "wat levert een zonnepaneel mij op",
    ),
    ("gaan ze het buurthuis sluiten", "toekomst ontmoetingsruimte", "wat kost het om het buurthuis te huren"),
    ("moet ik eruit als ze gaan slopen", "herhuisvesting bij sloop", "hoeveel huizen gaan ze slopen"),
    (
        "krijg ik geld terug als de kachel kapot is",
        "huurkorting bij gebreken cv",
        "hoe lang duurt het voor de kachel gemaakt is",
    ),
    (
        "hoeveel huizen komen er voor jongeren bij",
        "nieuwbouwopgave starters aantal",
        "hoe oud mag je zijn voor een jongerenwoning",
    ),
    (
        "wie zit er in het bestuur van de huurdersclub",
        "samenstelling bestuur huurdersorganisatie",
        "hoe vaak vergadert de huurdersclub",
    ),
)
TEXTS = [text for three in THREES for text in three]


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


def test_one_question_in_other_words_is_nearer_than_another_in_the_same_words_more_often_than_before(
    embedder: Embedder, untaught: FastEmbedder
) -> None:
    def told_apart(model: Embedder) -> int:
        ones, same, others = (model.question_vectors(texts) for texts in zip(*THREES, strict=True))
        return int(np.sum(np.sum(ones * same, axis=1) > np.sum(ones * others, axis=1)))

    assert told_apart(embedder) >= told_apart(untaught) + 3


def test_bounds_of_the_model_lie_between_other_questions_and_the_same(embedder: Embedder) -> None:
    unlike, same = embedder.alike
    ones, wordings, _ = (embedder.question_vectors(texts) for texts in zip(*THREES, strict=True))
    cosines = ones @ wordings.T
    other = cosines[~np.eye(len(THREES), dtype=bool)]
    assert np.quantile(other, 0.9) < unlike < np.median(np.diag(cosines)) < same < 1


def test_passages_and_searches_keep_their_vectors(embedder: Embedder, untaught: FastEmbedder) -> None:
    np.testing.assert_array_equal(embedder.embed_passages(TEXTS), untaught.embed_passages(TEXTS))
    one = TEXTS[0]
    np.testing.assert_array_equal(embedder.query_vector(one), untaught.query_vector(one))
    assert np.abs(embedder.question_vector(one) - embedder.query_vector(one)).max() > 0.01


def test_a_model_without_upper_layers_for_questions_compares_them_as_searches(untaught: FastEmbedder) -> None:
    np.testing.assert_array_equal(untaught.question_vector("wat"), untaught.query_vector("wat"))


def test_what_was_learned_changes_matrices_of_the_upper_layers_alone() -> None:
    weights = bundled_weights()
    learned = for_questions(weights)
    changed = {name for name, values in weights.tensors.items() if values is not learned.tensors[name]}
    layers = range(LOWER, weights.layers)
    assert changed == {f"l{n}.{part}.w" for n in layers for part in ("q", "k", "v", "ao", "fi", "fo")}


def test_another_file_of_what_was_learned_is_another_model() -> None:
    digest = sha256((files("corpus.embedding") / LEARNED).read_bytes()).hexdigest()[:12]
    assert digest in prepared_folder(LibrarySettings()).name
    assert digest in FINGERPRINT
