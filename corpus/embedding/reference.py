"""The bundled model as an ordinary sentence-transformers folder: the reference that the fast path is checked against,
and the same model for whoever wants to run or train it with other tools."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embedding.bundled import MAX_TOKENS, PASSAGE_PREFIX, QUERY_PREFIX, bundled_weights
from corpus.embedding.carrier import PAD, Weights
from corpus.embedding.contract import Vectors
from corpus.embedding.vocabulary import build_tokenizer

# The carrier's short names → those of transformers' BertModel.
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def to_sentence_transformers(out: Path, weights: Weights | None = None) -> None:
    """Write `weights` (default: the bundled model; float32, 280 MB) to the folder `out`, which is made.

    Raises `CarrierCorrupt` when the weights are absent or altered.
    """
    from safetensors.numpy import save_file

    weights = weights or bundled_weights()
    out.mkdir(parents=True, exist_ok=True)
    save_file(_state(weights), out / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(weights.vocabulary).save(str(out / "tokenizer.json"))
    for name, content in _configuration(weights).items():
        path = out / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), "utf-8")


def _state(weights: Weights) -> dict[str, Vectors]:
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word"),
        "embeddings.position_embeddings.weight": weights.matrix("emb.pos"),
        "embeddings.token_type_embeddings.weight": weights.matrix("emb.type"),
        "embeddings.LayerNorm.weight": weights.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": weights.tensors["emb.ln.b"],
        # Not used for embeddings and not carried; transformers warns when it is absent.
        "pooler.dense.weight": np.zeros((weights.hidden, weights.hidden), np.float32),
        "pooler.dense.bias": np.zeros(weights.hidden, np.float32),
    }
    for layer in range(weights.layers):
        for short, long in _LAYER.items():
            name, target = f"l{layer}.{short}", f"encoder.layer.{layer}.{long}"
            is_norm = short.endswith("ln")
            state[f"{target}.weight"] = (
                weights.tensors[f"{name}.w"] if is_norm else weights.matrix(f"{name}.w")
            )
            state[f"{target}.bias"] = weights.tensors[f"{name}.b"]
    return {name: np.ascontiguousarray(values) for name, values in state.items()}


def _configuration(weights: Weights) -> dict[str, Any]:
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.feed_forward,
            "vocab_size": len(weights.vocabulary),
            "max_position_embeddings": weights.positions,
            "type_vocab_size": len(weights.matrix("emb.type")),
            "layer_norm_eps": 1e-12,
            "hidden_act": "gelu",
            "pad_token_id": PAD,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "cls_token": "<s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
        },
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PREFIX, "passage": PASSAGE_PREFIX, "document": PASSAGE_PREFIX},
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
    }
