"""A model that infers, from a folder: a real one with random weights, made here, in the smallest size there is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answering.verification.inference import Inference
from corpus.embedding import ModelNotFound

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = [*MARKS, "de", "huur", "stijgt", "daalt", "niet", "woningen"]


def model(folder: Path, labels: list[str]) -> Path:
    import torch
    import transformers

    bert: Any = transformers  # its stubs know neither the tokenizer nor what a configuration takes
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    bert.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(3)
    config = bert.BertConfig(
        vocab_size=len(WORDS),
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
        initializer_range=1.0,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    bert.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_sentence_is_supported_when_a_text_entails_it_more_likely_than_not(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder as Network

    folder = model(tmp_path / "nli", ["contradiction", "entailment", "neutral"])
    texts = ["de huur stijgt", "de huur daalt niet", "woningen", "niet niet stijgt", "daalt de woningen"]
    sentence = "de huur stijgt"
    scores = Network(str(folder), device="cpu").predict(
        [(text, sentence) for text in texts], apply_softmax=True
    )
    inference = Inference(str(folder))
    for text, score in zip(texts, np.asarray(scores)[:, 1], strict=True):
        assert inference.supports(sentence, [text]) == (score >= 0.5)
    assert inference.supports(sentence, texts) == bool((np.asarray(scores)[:, 1] >= 0.5).any())
    assert not inference.supports(sentence, [])


def test_a_model_without_entailment_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = model(tmp_path / "other", ["a", "b", "c"])
    with pytest.raises(ModelNotFound, match="entailment"):
        Inference(str(folder))
