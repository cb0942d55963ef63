"""Builds the ONNX graph of the bundled model from its weights: token numbers in, unit vectors out."""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from corpus.embedding.carrier import Weights
from corpus.embedding.folder import GRAPH_INPUT, GRAPH_OUTPUT


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
    """`input_ids` `(b, t)` int64 → `embedding` `(b, hidden)` float32 of length 1; texts of a run have one length.

    A BERT encoder (post-norm, exact GELU), the mean over all tokens, and L2 normalisation. The node that applies a
    matrix has the name of that matrix.
    """
    graph = _Graph()
    tensors = weights.tensors
    width = weights.hidden // weights.heads
    split = graph.constant([0, 0, weights.heads, width], np.int64)
    joined = graph.constant([0, 0, weights.hidden], np.int64)
    scale = graph.constant(width**-0.5)

    def normalised(x: str, name: str) -> str:
        gain, shift = (graph.constant(tensors[f"{name}.{part}"]) for part in "wb")
        return graph.add("LayerNormalization", x, gain, shift, axis=-1, epsilon=1e-12)

    def linear(x: str, name: str) -> str:
        product = graph.add("MatMul", x, graph.constant(weights.matrix(f"{name}.w").T), name=name)
        return graph.add("Add", product, graph.constant(tensors[f"{name}.b"]))

    def per_head(x: str, order: list[int]) -> str:
        return graph.add("Transpose", graph.add("Reshape", x, split), perm=order)

    x = normalised(_embedded(graph, weights), "emb.ln")
    for layer in range(weights.layers):
        name = f"l{layer}"
        query = per_head(linear(x, f"{name}.q"), [0, 2, 1, 3])
        key = per_head(linear(x, f"{name}.k"), [0, 2, 3, 1])
        value = per_head(linear(x, f"{name}.v"), [0, 2, 1, 3])
        attention = graph.add("Softmax", graph.add("Mul", graph.add("MatMul", query, key), scale), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", attention, value), perm=[0, 2, 1, 3])
        context = linear(graph.add("Reshape", mixed, joined), f"{name}.ao")
        x = normalised(graph.add("Add", x, context), f"{name}.aln")
        wide = graph.add("Gelu", linear(x, f"{name}.fi"))
        x = normalised(graph.add("Add", x, linear(wide, f"{name}.fo")), f"{name}.oln")
    mean = graph.add("ReduceMean", x, graph.constant([1], np.int64), keepdims=0)
    graph.add("LpNormalization", mean, output=GRAPH_OUTPUT, axis=-1, p=2)

    tokens = helper.make_tensor_value_info(GRAPH_INPUT, TensorProto.INT64, ["b", "t"])
    result = helper.make_tensor_value_info(GRAPH_OUTPUT, TensorProto.FLOAT, ["b", weights.hidden])
    built = helper.make_graph(graph.nodes, "encoder", [tokens], [result], graph.constants)
    return helper.make_model(built, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def _embedded(graph: _Graph, weights: Weights) -> str:
    """Pieces plus places; the model's type of text is always the first, so it is added to the places here."""
    places = graph.constant(weights.matrix("emb.pos") + weights.matrix("emb.type")[0])
    zero, one = (graph.constant([i], np.int64) for i in (0, 1))
    length = graph.add("Gather", graph.add("Shape", GRAPH_INPUT), one)
    place = graph.add("Slice", places, zero, length, zero)
    word = graph.add("Gather", graph.constant(weights.matrix("emb.word")), GRAPH_INPUT)
    return graph.add("Add", word, place)
