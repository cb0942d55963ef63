"""The bundled embedding model: preparing it, and the fast path that runs it."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import CarrierCorrupt, Embedder, ModelNotPrepared, load_embedder, prepare
from corpus.embedding.bundled import bundled_weights
from corpus.embedding.carrier import carrier_path, read_carrier
from corpus.embedding.export import check_sentences
from corpus.embedding.folder import GRAPH, MANIFEST, publish
from corpus.embedding.prepare import prepared_folder
from corpus.embedding.vocabulary import build_tokenizer
from corpus.settings import LibrarySettings

LONG = "De corporatie bouwt sociale huurwoningen in het centrum. " * 200


@pytest.fixture(scope="module")
def shared_texts() -> list[str]:
    """Real Dutch text: the law, article by article."""
    default = Path(__file__).parents[2] / "../shared/data"
    path = Path(os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", default)) / "wetten" / "corpus.jsonl"
    if not path.is_file():
        pytest.skip(f"no texts at {path} (AFSPRAKENWIJZER_SHARED_DATA)")
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def prepared_copy(embedder: Embedder, tmp_path: Path) -> LibrarySettings:
    """Settings with a cache of their own that holds a prepared model."""
    settings = LibrarySettings(cache=tmp_path)
    shutil.copytree(prepared_folder(LibrarySettings()), prepared_folder(settings))
    return settings


def test_a_passage_that_answers_is_nearer_than_one_that_does_not(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(
        ["De huur stijgt per 1 juli met ten hoogste 3,5%.", "De binnentuinen worden vergroend."]
    )
    likeness = vectors @ embedder.query_vector("hoeveel mag de huur omhoog")
    assert likeness[0] > likeness[1]


def test_vectors_have_length_one_whatever_the_text_is(embedder: Embedder) -> None:
    odd = ["", " ", "\0", "a\0b", "half \ud83d paar", "\n\t", "😀", "دار", LONG]
    vectors = embedder.embed_passages(odd)
    assert vectors.shape == (len(odd), embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    for text in odd:
        assert np.linalg.norm(embedder.query_vector(text)) == pytest.approx(1, abs=1e-4)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_text_behind_a_nul_character_counts(embedder: Embedder) -> None:
    whole, cut = embedder.embed_passages(["De huur\0stijgt met drie procent", "De huur"])
    assert whole @ cut < 0.98


def test_a_vector_does_not_depend_on_order_or_company(embedder: Embedder) -> None:
    texts = [*check_sentences()[:12], LONG]
    together = embedder.embed_passages(texts)
    np.testing.assert_array_equal(embedder.embed_passages(texts[::-1]), together[::-1])
    np.testing.assert_array_equal(embedder.embed_passages(texts[3:4]), together[3:4])


def test_several_threads_may_ask_at_once(embedder: Embedder) -> None:
    texts = check_sentences()[:8]
    expected = [embedder.query_vector(text) for text in texts]
    found: dict[int, np.ndarray] = {}

    def ask(row: int) -> None:
        found[row] = embedder.query_vector(texts[row])

    threads = [threading.Thread(target=ask, args=(row,)) for row in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for row, vector in enumerate(expected):
        np.testing.assert_array_equal(found[row], vector)


def test_progress_is_told_up_to_the_last_text(embedder: Embedder) -> None:
    told: list[int] = []
    embedder.embed_passages(["een", "twee", "drie"], told.append)
    assert told == [1, 2, 3]


def test_an_error_while_embedding_ends_the_work(embedder: Embedder) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedder.embed_passages(["een", "twee", "drie"], stop)


def test_questions_and_passages_get_their_own_prefix(embedder: Embedder) -> None:
    text = "hoeveel woningen bouwt de corporatie"
    assert embedder.query_vector(text) @ embedder.embed_passages([text])[0] < 0.999
    langchain = np.array([embedder.embed_query(text), *embedder.embed_documents([text])], np.float32)
    np.testing.assert_array_equal(langchain[0], embedder.query_vector(text))
    np.testing.assert_array_equal(langchain[1:], embedder.embed_passages([text]))


def test_tokens_are_counted_without_prefix_marks_or_cutting(embedder: Embedder) -> None:
    one, twice = embedder.count_tokens(["huur", "huur huur"])
    assert (one, twice) == (1, 2)
    assert embedder.count_tokens(["", LONG])[0] == 0
    assert embedder.count_tokens([LONG])[0] > 4 * embedder.max_tokens
    assert embedder.count_tokens([]) == []


def test_a_text_is_cut_off_at_the_last_token_that_fits(embedder: Embedder) -> None:
    # "passage: " takes two tokens and the marks two; "huur" is one token.
    room = embedder.max_tokens - 2 - embedder.count_tokens(["passage:"])[0]
    full, over, under = embedder.embed_passages(
        ["huur " * room, "huur " * room + "fiets", "huur " * (room - 1)]
    )
    np.testing.assert_array_equal(full, over)
    assert not np.array_equal(full, under)


def test_dutch_text_is_cut_up_as_with_the_whole_vocabulary(shared_texts: list[str]) -> None:
    whole = build_tokenizer(read_carrier().vocabulary)
    latin = build_tokenizer(bundled_weights().vocabulary)
    for text in [*check_sentences(), *shared_texts]:
        assert latin.encode(text).tokens == whole.encode(text).tokens


def test_the_same_settings_give_the_same_fingerprint(embedder: Embedder) -> None:
    assert embedder.fingerprint == load_embedder(LibrarySettings(embedding_threads=1)).fingerprint
    assert embedder.fingerprint.startswith("e5-small/latin/int8-")


def test_a_corrupt_carrier_is_refused(tmp_path: Path) -> None:
    content = bytearray(carrier_path().read_bytes())
    content[-1] ^= 1
    altered = tmp_path / "altered.bin"
    altered.write_bytes(content)
    with pytest.raises(CarrierCorrupt, match="make setup"):
        read_carrier(altered)
    with pytest.raises(CarrierCorrupt, match="make setup"):
        read_carrier(tmp_path / "absent.bin")


def test_a_model_that_was_not_prepared_is_refused_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelNotPrepared, match=r"make setup.*afsprakenwijzer prepare-model"):
        load_embedder(LibrarySettings(cache=tmp_path))


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / GRAPH).write_bytes((folder / GRAPH).read_bytes()[:1000]),
        lambda folder: (folder / GRAPH).unlink(),
        lambda folder: (folder / MANIFEST).write_text("{"),
        lambda folder: (folder / MANIFEST).unlink(),
    ],
    ids=["graph cut off", "graph absent", "manifest broken", "manifest absent"],
)
def test_a_half_written_model_is_never_used(
    prepared_copy: LibrarySettings, damage: Callable[[Path], object]
) -> None:
    damage(prepared_folder(prepared_copy))
    with pytest.raises(ModelNotPrepared):
        load_embedder(prepared_copy)


def test_preparing_replaces_a_half_written_model_and_clears_what_was_left(
    prepared_copy: LibrarySettings, embedder: Embedder
) -> None:
    folder = prepared_folder(prepared_copy)
    (folder / GRAPH).unlink()
    left = folder.parent / ".unfinished-abc"
    left.mkdir()
    lines: list[str] = []
    assert prepare(prepared_copy, lines.append) == folder
    assert lines
    assert not left.exists()
    again = load_embedder(prepared_copy)
    np.testing.assert_array_equal(again.query_vector("de huur"), embedder.query_vector("de huur"))


def test_preparing_again_does_nothing(prepared_copy: LibrarySettings) -> None:
    graph = prepared_folder(prepared_copy) / GRAPH
    before = graph.stat().st_mtime_ns
    prepare(prepared_copy)
    assert graph.stat().st_mtime_ns == before


def test_a_folder_that_could_not_be_filled_leaves_nothing(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path / "model", fill)
    assert not list(tmp_path.iterdir())
