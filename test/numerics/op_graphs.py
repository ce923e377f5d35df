"""Cases of op_tests.py: small graphs, several of which go into one model."""

from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import helper, numpy_helper

NEWEST_IR = 10


@dataclass
class Constant:
    """An input of a node that is known when the model is compiled."""

    value: np.ndarray


@dataclass
class OpCase:
    name: str
    opset: int
    nodes: list
    inputs: dict  # graph inputs by name
    outputs: list
    constants: dict = field(default_factory=dict)
    expected: dict = None  # the outputs, where ONNX Runtime does not know better


def op(op_type, *operands, opset=17, outputs=1, case="", expected=None, **attributes):
    """A case of one node, with what its first output is where ONNX Runtime does not know better. Operands: an array is a graph
    input, a Constant an initialiser, None left out."""
    name = op_type + (f"_{case}" if case else "")
    inputs, constants, names = {}, {}, []
    for k, operand in enumerate(operands):
        names.append("" if operand is None else f"x{k}")
        if isinstance(operand, Constant):
            constants[f"x{k}"] = operand.value
        elif operand is not None:
            inputs[f"x{k}"] = np.asarray(operand)
    results = [f"y{k}" for k in range(outputs)]
    node = helper.make_node(op_type, names, results, name=name, **attributes)
    return OpCase(name, opset, [node], inputs, results, constants, None if expected is None else {results[0]: expected})


def value_info(name, array):
    return helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)


def prefixed(node, prefix):
    """The node with its own name and its values' names under a prefix, in its subgraphs too."""
    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    copy.name = prefix + node.name
    copy.input[:] = [prefix + name if name else "" for name in node.input]
    copy.output[:] = [prefix + name if name else "" for name in node.output]
    for attribute in copy.attribute:
        if attribute.type == onnx.AttributeProto.GRAPH:
            inner = [prefixed(each, prefix) for each in attribute.g.node]
            del attribute.g.node[:]
            attribute.g.node.extend(inner)
            for output in attribute.g.output:
                output.name = prefix + output.name
    return copy


def merged(cases, references):
    """One model of all `cases`, of one opset, and its inputs. Values of case k are prefixed `ck_`; the type
    and shape of the outputs come from `references`, one dictionary a case."""
    nodes, inputs, constants, outputs = [], {}, {}, []
    for k, (case, reference) in enumerate(zip(cases, references)):
        prefix = f"c{k}_"
        nodes += [prefixed(node, prefix) for node in case.nodes]
        inputs.update({prefix + name: value for name, value in case.inputs.items()})
        constants.update({prefix + name: value for name, value in case.constants.items()})
        outputs += [value_info(prefix + name, reference[name]) for name in dict.fromkeys(case.outputs)]
    graph = helper.make_graph(
        nodes, "ops", [value_info(name, value) for name, value in inputs.items()], outputs,
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()])
    imports = [helper.make_opsetid("", cases[0].opset)]
    imports += [helper.make_opsetid(domain, 1) for domain in sorted({node.domain for node in nodes} - {""})]
    model = helper.make_model(graph, opset_imports=imports, ir_version=NEWEST_IR)
    return model, inputs
