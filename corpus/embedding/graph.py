"""Builds the ONNX graphs of the bundled model from its weights: its lower layers, and its upper ones.

Questions that are compared with questions have upper layers of their own.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from corpus.embedding.carrier import Weights
from corpus.embedding.folder import GRAPH_INPUT, GRAPH_OUTPUT, GRAPH_STATES


class _Graph:
    """Collects nodes and constants; every method returns the name of the value it made."""

    def __init__(self, weights: Weights) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._weights = weights
        self._width = weights.hidden // weights.heads

    def constant(self, values: Any, dtype: Any = np.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=dtype), name))
        return name

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def normalised(self, x: str, name: str, output: str = "") -> str:
        gain, shift = (self.constant(self._weights.tensors[f"{name}.{part}"]) for part in "wb")
        return self.add("LayerNormalization", x, gain, shift, output=output, axis=-1, epsilon=1e-12)

    def layer(self, x: str, number: int, output: str = "") -> str:
        """One layer of a BERT encoder (post-norm, exact GELU). A node that applies a matrix has the name of that
        matrix."""
        name = f"l{number}"
        query = self._per_head(self._linear(x, f"{name}.q"), [0, 2, 1, 3])
        key = self._per_head(self._linear(x, f"{name}.k"), [0, 2, 3, 1])
        value = self._per_head(self._linear(x, f"{name}.v"), [0, 2, 1, 3])
        scaled = self.add("Mul", self.add("MatMul", query, key), self.constant(self._width**-0.5))
        attention = self.add("Softmax", scaled, axis=-1)
        mixed = self.add("Transpose", self.add("MatMul", attention, value), perm=[0, 2, 1, 3])
        joined = self.constant([0, 0, self._weights.hidden], np.int64)
        context = self._linear(self.add("Reshape", mixed, joined), f"{name}.ao")
        x = self.normalised(self.add("Add", x, context), f"{name}.aln")
        wide = self.add("Gelu", self._linear(x, f"{name}.fi"))
        return self.normalised(self.add("Add", x, self._linear(wide, f"{name}.fo")), f"{name}.oln", output)

    def built(self, takes: onnx.ValueInfoProto, gives: onnx.ValueInfoProto) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, "encoder", [takes], [gives], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)

    def _linear(self, x: str, name: str) -> str:
        matrix = self.constant(self._weights.matrix(f"{name}.w").T)
        return self.add(
            "Add",
            self.add("MatMul", x, matrix, name=name),
            self.constant(self._weights.tensors[f"{name}.b"]),
        )

    def _per_head(self, x: str, order: list[int]) -> str:
        split = self.constant([0, 0, self._weights.heads, self._width], np.int64)
        return self.add("Transpose", self.add("Reshape", x, split), perm=order)


def lower_graph(weights: Weights, layers: int) -> onnx.ModelProto:
    """`input_ids` `(b, t)` int64 → `states` `(b, t, hidden)` float32: the first `layers`; texts of a run have one
    length."""
    graph = _Graph(weights)
    x = graph.normalised(_embedded(graph, weights), "emb.ln")
    for number in range(layers):
        x = graph.layer(x, number, GRAPH_STATES if number == layers - 1 else "")
    tokens = helper.make_tensor_value_info(GRAPH_INPUT, TensorProto.INT64, ["b", "t"])
    return graph.built(tokens, _states(weights))


def upper_graph(weights: Weights, lower: int) -> onnx.ModelProto:
    """`states` of the `lower` first layers → `embedding` `(b, hidden)` of length 1: the layers above those, the mean
    over all tokens, and L2 normalisation."""
    graph = _Graph(weights)
    x = GRAPH_STATES
    for number in range(lower, weights.layers):
        x = graph.layer(x, number)
    mean = graph.add("ReduceMean", x, graph.constant([1], np.int64), keepdims=0)
    graph.add("LpNormalization", mean, output=GRAPH_OUTPUT, axis=-1, p=2)
    result = helper.make_tensor_value_info(GRAPH_OUTPUT, TensorProto.FLOAT, ["b", weights.hidden])
    return graph.built(_states(weights), result)


def _states(weights: Weights) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(GRAPH_STATES, TensorProto.FLOAT, ["b", "t", weights.hidden])


def _embedded(graph: _Graph, weights: Weights) -> str:
    """Pieces plus places; the model's type of text is always the first, so it is added to the places here."""
    places = graph.constant(weights.matrix("emb.pos") + weights.matrix("emb.type")[0])
    zero, one = (graph.constant([i], np.int64) for i in (0, 1))
    length = graph.add("Gather", graph.add("Shape", GRAPH_INPUT), one)
    place = graph.add("Slice", places, zero, length, zero)
    word = graph.add("Gather", graph.constant(weights.matrix("emb.word")), GRAPH_INPUT)
    return graph.add("Add", word, place)
