#!/usr/bin/env python3
"""Builds a model with e5-base-v2's architecture and random weights, in fp32 and in int8.

BERT base: 768 dimensions, 12 heads, 30,522 words, 512 positions; same inputs, output and cost as the real one, but it
understands nothing. The weights come from a seed, so everybody gets the same files.

usage: make_model.py FOLDER LAYERS      writes FOLDER/fp32/model.onnx and FOLDER/int8/model_quantized.onnx
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

WIDTH, HEADS, INNER, WORDS, POSITIONS = 768, 12, 3072, 30_522, 512
EPSILON = 1e-12


class Graph:
    """Nodes and weights in the order in which they are made."""

    def __init__(self):
        self.random = np.random.default_rng(20_240_601)
        self.nodes, self.weights = [], []

    def node(self, operator, *inputs, **attributes):
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def constant(self, values, kind=np.float32):
        name = f"weight_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values, dtype=kind), name))
        return name

    def drawn(self, *shape):
        """BERT starts from a spread of 0.02; trained weights are wider, which makes the states depend on the words."""
        return self.constant(self.random.normal(0, 0.04, shape))

    def linear(self, states, width_in, width_out):
        return self.node("Add", self.node("MatMul", states, self.drawn(width_in, width_out)), self.drawn(width_out))

    def norm(self, states):
        scale = self.constant(1 + self.random.normal(0, 0.1, WIDTH))
        return self.node("LayerNormalization", states, scale, self.drawn(WIDTH), axis=-1, epsilon=EPSILON)

    def gelu(self, states):
        erf = self.node("Erf", self.node("Div", states, self.constant(np.sqrt(2.0))))
        scaled = self.node("Mul", states, self.node("Add", erf, self.constant(1.0)))
        return self.node("Mul", scaled, self.constant(0.5))


def embeddings(graph):
    words = graph.node("Gather", graph.drawn(WORDS, WIDTH), "input_ids")
    segments = graph.node("Gather", graph.drawn(2, WIDTH), "token_type_ids")
    length = graph.node("Gather", graph.node("Shape", "input_ids"), graph.constant([1], np.int64))
    start, step = graph.constant([0], np.int64), graph.constant([1], np.int64)
    first = graph.node("Slice", graph.drawn(POSITIONS, WIDTH), start, length, start, step)
    return graph.norm(graph.node("Add", graph.node("Add", words, segments), first))


def bias(graph):
    """0 where a token may be looked at and a very negative number where not, as [rows, 1, 1, tokens]."""
    mask = graph.node("Unsqueeze", "attention_mask", graph.constant([1, 2], np.int64))
    absent = graph.node("Sub", graph.constant(1.0), graph.node("Cast", mask, to=TensorProto.FLOAT))
    return graph.node("Mul", absent, graph.constant(np.finfo(np.float32).min))


def heads(graph, states, order):
    split = graph.node("Reshape", states, graph.constant([0, 0, HEADS, WIDTH // HEADS], np.int64))
    return graph.node("Transpose", split, perm=order)


def layer(graph, states, masked):
    query = heads(graph, graph.linear(states, WIDTH, WIDTH), [0, 2, 1, 3])
    key = heads(graph, graph.linear(states, WIDTH, WIDTH), [0, 2, 3, 1])
    value = heads(graph, graph.linear(states, WIDTH, WIDTH), [0, 2, 1, 3])
    scores = graph.node("Div", graph.node("MatMul", query, key), graph.constant(np.sqrt(WIDTH / HEADS)))
    weights = graph.node("Softmax", graph.node("Add", scores, masked), axis=-1)
    seen = graph.node("Transpose", graph.node("MatMul", weights, value), perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", seen, graph.constant([0, 0, WIDTH], np.int64))
    attended = graph.norm(graph.node("Add", graph.linear(joined, WIDTH, WIDTH), states))
    inner = graph.gelu(graph.linear(attended, WIDTH, INNER))
    return graph.norm(graph.node("Add", graph.linear(inner, INNER, WIDTH), attended))


def build(layers):
    graph = Graph()
    states, masked = embeddings(graph), bias(graph)
    for _ in range(layers):
        states = layer(graph, states, masked)
    graph.nodes.append(helper.make_node("Identity", [states], ["last_hidden_state"]))
    shape = ["batch_size", "sequence_length"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, WIDTH])
    made = helper.make_graph(graph.nodes, "bert", inputs, [output], graph.weights)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main(folder, layers):
    full = folder / "fp32" / "model.onnx"
    small = folder / "int8" / "model_quantized.onnx"
    full.parent.mkdir(parents=True, exist_ok=True)
    small.parent.mkdir(parents=True, exist_ok=True)
    save(build(layers), str(full))
    quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
