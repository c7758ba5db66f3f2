"""The trained network as the program runs it: an ONNX graph with 8-bit weights, built node by node.

The graph uses onnxruntime's own operators for attention and for matrix products with 8-bit weights
(`MultiHeadAttention`, `DynamicQuantizeMatMul`), so that no optimiser has to find them
and the program needs no torch. Each column of a weight matrix has its own scale; activations are scaled as they
come.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from reader.entities.tagger import features
from reader.training.network import Layer, Network

OPSET = 17
_MICROSOFT = "com.microsoft"
Floats = NDArray[np.float32]


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._count = 0

    def keep(self, value: NDArray[np.generic]) -> str:
        """A constant."""
        self._count += 1
        name = f"c{self._count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: int
    ) -> list[str]:
        """A node; the names of what it gives."""
        self._count += 1
        names = [f"v{self._count}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def one(self, kind: str, *inputs: str, domain: str = "", **attributes: int) -> str:
        """A node with one result."""
        return self.add(kind, *inputs, domain=domain, **attributes)[0]

    def linear(self, x: str, linear: nn.Linear) -> str:
        """A matrix product with 8-bit weights, bias added."""
        weight = _array(linear.weight).T
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / 127
        packed = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
        return self.one(
            "DynamicQuantizeMatMul",
            *(
                x,
                self.keep(packed),
                self.keep(scale.astype(np.float32)),
                "",
                self.keep(_array(linear.bias)),
            ),
            domain=_MICROSOFT,
        )

    def exact(self, x: str, linear: nn.Linear) -> str:
        """A matrix product in full precision."""
        return self.one("Gemm", x, self.keep(_array(linear.weight).T), self.keep(_array(linear.bias)))


def graph(network: Network, most_pieces: int) -> bytes:
    """The network as an ONNX file.

    Inputs: ``ids`` (1, pieces), the marks of beginning and end among them, ``first`` and ``last`` (words: their
    pieces' places), ``known`` (words, features). Output: ``scores`` (words, tags), logarithms of probabilities.
    """
    made = _Graph()
    x = _embedded(made, network, most_pieces)
    layers = [layer for layer in network.layers if isinstance(layer, Layer)]
    for layer in layers[: network.in_pieces]:
        x = _layer(made, layer, x)
    x = low = _averaged(made, x)
    for layer in layers[network.in_pieces :]:
        x = _layer(made, layer, x)
    lists = made.one("Gelu", made.exact("known", network.known), domain=_MICROSOFT)
    mixed = made.one("Concat", _words(made, x, network), _words(made, low, network), lists, axis=1)
    mixed = made.one("Gelu", made.linear(mixed, network.mixed), domain=_MICROSOFT)
    scores = made.one("LogSoftmax", made.exact(mixed, network.tag), axis=1)
    made.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    whole = helper.make_graph(
        made.nodes,
        "tagger",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
            helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
            helper.make_tensor_value_info("last", TensorProto.INT64, ["words"]),
            helper.make_tensor_value_info("known", TensorProto.FLOAT, ["words", features.SIZE]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["words", network.tag.out_features])],
        made.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    model = helper.make_model(whole, opset_imports=opsets, ir_version=8, producer_name="reader.training")
    packed: bytes = model.SerializeToString()
    return packed


def _embedded(made: _Graph, network: Network, most_pieces: int) -> str:
    table = _array(network.words.weight)
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    packed = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
    rows = made.one("Cast", made.one("Gather", made.keep(packed), "ids"), to=TensorProto.FLOAT)
    words = made.one("Mul", rows, made.one("Gather", made.keep(scale.astype(np.float32)), "ids"))
    size = made.one("Gather", made.one("Shape", "ids"), made.keep(np.array([1], np.int64)))
    zero, axis = made.keep(np.array([0], np.int64)), made.keep(np.array([0], np.int64))
    places = made.one("Slice", made.keep(_array(network.places.weight)[: most_pieces + 2]), zero, size, axis)
    x = made.one("Add", words, places)
    norm = network.norm
    weight, bias = made.keep(_array(norm.weight)), made.keep(_array(norm.bias))
    return made.one("LayerNormalization", x, weight, bias, axis=-1, epsilon=norm.eps)


def _layer(made: _Graph, layer: Layer, x: str) -> str:
    parts = made.add("Split", made.linear(x, layer.qkv), axis=2, outputs=3)
    seen = made.one("MultiHeadAttention", *parts, domain=_MICROSOFT, num_heads=layer.heads)
    x = _normed(made, x, made.linear(seen, layer.out), layer.norm)
    inner = made.one("Gelu", made.linear(x, layer.up), domain=_MICROSOFT)
    return _normed(made, x, made.linear(inner, layer.down), layer.last)


def _averaged(made: _Graph, x: str) -> str:
    """The mean of each word's pieces, between the marks of the text's beginning and end, which stay as they are."""
    axis, one = made.keep(np.array([1], np.int64)), made.keep(np.array(1, np.int64))
    total = made.one("CumSum", x, made.keep(np.array(1, np.int64)))
    sums = made.one(
        "Sub", made.one("Gather", total, "last", axis=1), made.one("Gather", total, "first", axis=1)
    )
    sums = made.one("Add", sums, made.one("Gather", x, "first", axis=1))
    size = made.one("Cast", made.one("Add", made.one("Sub", "last", "first"), one), to=TensorProto.FLOAT)
    mean = made.one("Div", sums, made.one("Unsqueeze", size, axis))
    ends = [made.one("Gather", x, made.keep(np.array([at], np.int64)), axis=1) for at in (0, -1)]
    return made.one("Concat", ends[0], mean, ends[1], axis=1)


def _words(made: _Graph, x: str, network: Network) -> str:
    """The words' rows alone: without the text's beginning and end."""
    first, last, axis = (made.keep(np.array([at], np.int64)) for at in (1, -1, 1))
    shape = made.keep(np.array([-1, network.words.embedding_dim], np.int64))
    return made.one("Reshape", made.one("Slice", x, first, last, axis), shape)


def _normed(made: _Graph, x: str, more: str, norm: nn.LayerNorm) -> str:
    weight, bias = made.keep(_array(norm.weight)), made.keep(_array(norm.bias))
    # Not SkipLayerNormalization, which does both in one step and takes four times as long.
    return made.one("LayerNormalization", made.one("Add", x, more), weight, bias, axis=-1, epsilon=norm.eps)


def _array(tensor: Tensor) -> Floats:
    found: Floats = tensor.detach().numpy().astype(np.float32)
    return found
