"""Builds the ONNX graph of the bundled model from its weights: token numbers in, unit vectors out."""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from corpus.embedding.carrier import Weights


class _Graph:
    """Collects nodes and constants; every method returns the name of the value it made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: Any, dtype: Any = np.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=dtype), name))
        return name

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output


def encoder_graph(weights: Weights) -> onnx.ModelProto:
    """`input_ids` and `attention_mask` `(b, t)` int64 → `embedding` `(b, hidden)` float32 of length 1.

    A BERT encoder (post-norm, exact GELU), the mean over the tokens that the mask keeps, and L2 normalisation.
    """
    graph = _Graph()
    hidden, heads = weights.hidden, weights.heads
    width = hidden // heads
    tensors = weights.tensors

    def normalise(x: str, name: str) -> str:
        scale, shift = (graph.constant(tensors[f"{name}.{part}"]) for part in "wb")
        return graph.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-12)

    def linear(x: str, name: str) -> str:
        product = graph.add("MatMul", x, graph.constant(weights.matrix(f"{name}.w").T))
        return graph.add("Add", product, graph.constant(tensors[f"{name}.b"]))

    def apart(x: str, order: list[int]) -> str:
        return graph.add("Transpose", graph.add("Reshape", x, split), perm=order)

    split = graph.constant([0, 0, heads, width], np.int64)
    joined = graph.constant([0, 0, hidden], np.int64)
    length = graph.add("Gather", graph.add("Shape", "input_ids"), graph.constant([1], np.int64))
    places = weights.matrix("emb.pos") + weights.matrix("emb.type")[0]
    zero = graph.constant([0], np.int64)
    place = graph.add("Slice", graph.constant(places), zero, length, zero)
    word = graph.add("Gather", graph.constant(weights.matrix("emb.word")), "input_ids")
    x = normalise(graph.add("Add", word, place), "emb.ln")

    kept = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    absent = graph.add("Sub", graph.constant(1.0), kept)
    masked = graph.add(
        "Mul", graph.add("Unsqueeze", absent, graph.constant([1, 2], np.int64)), graph.constant(-1e9)
    )
    for layer in range(weights.layers):
        name = f"l{layer}"
        query = apart(linear(x, f"{name}.q"), [0, 2, 1, 3])
        key = apart(linear(x, f"{name}.k"), [0, 2, 3, 1])
        value = apart(linear(x, f"{name}.v"), [0, 2, 1, 3])
        scores = graph.add("Mul", graph.add("MatMul", query, key), graph.constant(width**-0.5))
        attention = graph.add("Softmax", graph.add("Add", scores, masked), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", attention, value), perm=[0, 2, 1, 3])
        context = linear(graph.add("Reshape", mixed, joined), f"{name}.ao")
        x = normalise(graph.add("Add", x, context), f"{name}.aln")
        wide = graph.add("Gelu", linear(x, f"{name}.fi"))
        x = normalise(graph.add("Add", x, linear(wide, f"{name}.fo")), f"{name}.oln")

    kept = graph.add("Unsqueeze", kept, graph.constant([2], np.int64))
    total = graph.add("ReduceSum", graph.add("Mul", x, kept), graph.constant([1], np.int64), keepdims=0)
    graph.add("LpNormalization", total, output="embedding", axis=-1, p=2)

    tokens = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"])
        for n in ("input_ids", "attention_mask")
    ]
    result = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["b", hidden])]
    built = helper.make_graph(graph.nodes, "encoder", tokens, result, graph.constants)
    return helper.make_model(built, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
