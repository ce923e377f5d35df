"""Graphs as the generator makes them and the reducer takes them apart, and how they become ONNX models.

Every value has a shape, so that any of them can be an input or an output of a smaller graph. Names carry their
graph's prefix: several graphs go into one model as they are."""

from dataclasses import dataclass, field

import numpy as np
from onnx import GraphProto, helper, numpy_helper

NEWEST_IR = 10


@dataclass(eq=False)
class Value:
    name: str
    dtype: np.dtype
    shape: tuple
    size: float = 1.0  # about how large its elements are
    low: float | None = None  # no element is smaller, for certain

    @property
    def rank(self):
        return len(self.shape)

    @property
    def elements(self):
        return int(np.prod(self.shape, dtype=np.int64))

    @property
    def is_float(self):
        return self.dtype.kind == "f"


@dataclass(eq=False)
class Node:
    op: str
    inputs: list  # of Value; None where one is left out
    outputs: list
    attributes: dict = field(default_factory=dict)
    captured: list = field(default_factory=list)  # what its branches read of the graph

    def reads(self):
        return [value for value in [*self.inputs, *self.captured] if value is not None]


@dataclass
class Graph:
    """`nodes` are in an order in which they can run. `inputs` and `constants` are arrays by value."""

    opset: int
    nodes: list
    inputs: dict
    constants: dict
    outputs: list
    seed: int = 0
    constant_nodes: set = field(default_factory=set)  # constants that are nodes, not initializers

    def pruned(self):
        """Without what no output depends on."""
        needed = set(self.outputs)
        nodes = []
        for node in reversed(self.nodes):
            if needed.intersection(node.outputs):
                nodes.append(node)
                needed.update(node.reads())
        return Graph(self.opset, nodes[::-1], {v: a for v, a in self.inputs.items() if v in needed},
                     {v: a for v, a in self.constants.items() if v in needed}, self.outputs, self.seed,
                     self.constant_nodes & needed)

    def values(self):
        """Inputs, and what nodes compute, in order."""
        return [*self.inputs, *(value for node in self.nodes for value in node.outputs)]

    def has(self, *ops):
        return any(node.op in ops for node in self.nodes)


def info(value):
    return helper.make_tensor_value_info(value.name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape)


def node_proto(node, renamed):
    """The node, reading values under the names that `renamed` has for them."""
    def name(value):
        return "" if value is None else renamed.get(value, value.name)

    proto = helper.make_node(node.op, [name(value) for value in node.inputs], [out.name for out in node.outputs],
                             name=f"{node.op}_{node.outputs[0].name}")
    for key, attribute in node.attributes.items():
        if isinstance(attribute, Graph):  # a branch
            nodes = [node_proto(inner, renamed) for inner in attribute.nodes]
            inner = helper.make_graph(nodes, key, [], [info(value) for value in attribute.outputs],
                                      [numpy_helper.from_array(a, v.name) for v, a in attribute.constants.items()])
            proto.attribute.append(helper.make_attribute(key, inner))
        else:
            proto.attribute.append(helper.make_attribute(key, attribute))
    return proto


# Functions of which ONNX Runtime has but some digits behind the point: its Sigmoid is that of -18 further left. Noise is
# added to them too, a share of what multiplies them.
ABSOLUTE = {"Sigmoid": 0.01}


def absolute_share(node):
    """The share for `node`, or for the nodes of its branches."""
    branches = [graph for graph in node.attributes.values() if isinstance(graph, Graph)]
    return max([ABSOLUTE.get(node.op, 0.0), *(absolute_share(inner) for graph in branches for inner in graph.nodes)])


def to_model(graphs, outputs=None, noise=None):
    """One ONNX model of all graphs. Every value in `noise`, a dictionary, is multiplied by an input of the name
    that it has there before anybody reads it."""
    noise = noise or {}
    nodes, inputs, initializers = [], [], []
    renamed = {value: factor + "_product" for value, factor in noise.items()}

    def constant(name, number, value):
        initializers.append(numpy_helper.from_array(np.array(number, value.dtype), name))
        return name

    def blur(values, absolute=0.0):
        for value in values:
            if value not in noise:
                continue
            factor, blurred = noise[value], renamed[value]
            inputs.append(info(Value(factor, value.dtype, value.shape)))
            if not absolute:
                nodes.append(helper.make_node("Mul", [value.name, factor], [blurred]))
                continue
            nodes.append(helper.make_node("Sub", [factor, constant(factor + "_one", 1, value)], [factor + "_less_one"]))
            nodes.append(helper.make_node("Mul", [factor + "_less_one", constant(factor + "_share", absolute, value)],
                                          [factor + "_added"]))
            nodes.append(helper.make_node("Mul", [value.name, factor], [blurred + "_alone"]))
            nodes.append(helper.make_node("Add", [blurred + "_alone", factor + "_added"], [blurred]))

    for graph in graphs:
        inputs += [info(value) for value in graph.inputs]
        for value, array in graph.constants.items():
            tensor = numpy_helper.from_array(array, value.name)
            if value in graph.constant_nodes:
                nodes.append(helper.make_node("Constant", [], [value.name], value=tensor, name=value.name))
            else:
                initializers.append(tensor)
        blur(graph.inputs)
        for node in graph.nodes:
            nodes.append(node_proto(node, renamed))
            blur(node.outputs, absolute_share(node))
    wanted = outputs if outputs is not None else [value for graph in graphs for value in graph.outputs]
    results = []
    for value in wanted:
        result = info(value)
        result.name = renamed.get(value, value.name)
        results.append(result)
    model = helper.make_model(helper.make_graph(nodes, "random", inputs, results, initializers),
                              opset_imports=[helper.make_opsetid("", graphs[0].opset)], ir_version=NEWEST_IR)
    assert isinstance(model.graph, GraphProto)
    return model


def describe(graph):
    """The graph as a reader takes it in: a line a node."""
    def text(value):
        return "-" if value is None else value.name

    def shaped(value):
        return f"{value.name} {value.dtype}{list(value.shape)}"

    def shown(attribute):
        return "{" + "; ".join(line(node) for node in attribute.nodes) + "}" if isinstance(attribute, Graph) else attribute

    def line(node):
        attributes = "".join(f", {key}={shown(attribute)}" for key, attribute in node.attributes.items())
        results = ", ".join(shaped(value) for value in node.outputs)
        return f"{results} = {node.op}({', '.join(text(value) for value in node.inputs)}{attributes})"

    lines = [f"opset {graph.opset}"]
    lines += [f"input {shaped(value)}" for value in graph.inputs]
    for value, array in graph.constants.items():
        content = f" = {np.array2string(array.reshape(-1), threshold=12)}" if array.size <= 12 else ""
        lines.append(f"{'node' if value in graph.constant_nodes else 'weight'} {shaped(value)}{content}")
    lines += [line(node) for node in graph.nodes]
    lines.append("output " + ", ".join(text(value) for value in graph.outputs))
    return "\n".join(lines)
