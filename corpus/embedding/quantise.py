"""Brings the weights of an ONNX graph down to 8 bits, for speed and size."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


def quantise(model: onnx.ModelProto, exact: Sequence[str] = ()) -> onnx.ModelProto:
    """The same graph with int8 weights per output column; activations are quantised while running. The nodes named
    in `exact` stay in 32 bits.

    Seven of the eight bits are used: with all eight, sums overflow on processors without VNNI instructions.
    """
    # Says that the graph is tidy already; the quantiser otherwise writes a warning to the root logger.
    onnx.helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    with tempfile.TemporaryDirectory() as folder:
        wide, narrow = Path(folder, "wide.onnx"), Path(folder, "narrow.onnx")
        onnx.save(model, wide)
        quantize_dynamic(
            wide,
            narrow,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=list(exact),
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        return onnx.load(narrow)
