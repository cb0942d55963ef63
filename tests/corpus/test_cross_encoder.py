"""A cross-encoder from a folder: a real one with random weights, made here, in the smallest size there is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.embedding import ModelNotFound
from corpus.embedding.cross import CrossEncoder

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = [*MARKS, "de", "huur", "stijgt", "sloop", "bouw", "woningen", "gemeente"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    import transformers

    bert: Any = transformers  # its stubs know neither the tokenizer nor what a configuration takes
    folder = tmp_path_factory.mktemp("cross-encoder")
    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    bert.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(3)
    config = bert.BertConfig(
        vocab_size=len(WORDS),
        num_labels=1,
        initializer_range=1.0,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    bert.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_every_text_gets_the_score_that_the_network_gives_the_pair(tiny: Path) -> None:
    from sentence_transformers import CrossEncoder as Network

    texts = ["de huur stijgt", "sloop", "de gemeente bouw woningen", "de woningen"]
    scores = CrossEncoder(str(tiny)).scores("de huur", texts)
    expected = Network(str(tiny), device="cpu", num_labels=1).predict([("de huur", text) for text in texts])
    assert scores == pytest.approx(np.asarray(expected), abs=1e-4)
    assert len(set(scores.round(4))) > 1


def test_nothing_to_read_gives_no_scores(tiny: Path) -> None:
    assert CrossEncoder(str(tiny)).scores("de huur", []).shape == (0,)


def test_a_folder_without_a_model_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"config\.json"):
        CrossEncoder(str(tmp_path))
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelNotFound, match="CrossEncoder"):
        CrossEncoder(str(tmp_path))
