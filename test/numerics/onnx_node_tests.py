#!/usr/bin/env python3
"""ONNX's own backend tests of single operators, run through vitc.

    onnx_node_tests.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--backend=interpret]

The `onnx` package builds the cases; each has a model, inputs and outputs, and a tolerance that is used as it
is. A case runs when the importer knows every one of its ops, element types and opsets are in the tables below, and
no line of onnx_node_tests_skips.txt names it; cases that expand an op into its ONNX function are cases like any other.
Every skip and its reason is written to DIR/onnx_node_tests.log.

Many cases feed shapes, axes, pads and the like as graph inputs. vitc compiles for static shapes, so it wants
those to be constants: the case's own values are baked in as initialisers for the inputs that CONSTANT_INPUTS
names, and for what these are computed from. Shapes that a case leaves open are taken from its data. A model
stamped with an opset outside of 7 to 28 is stamped anew with the nearest one inside when each of its ops
means the same there.
"""

import fnmatch
import sys
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from harness import Failure, add_arguments, importer_operators, parser_for, selected, tools_from

HERE = Path(__file__).resolve().parent
OLDEST_OPSET, NEWEST_OPSET = 7, 28

SUPPORTED_OPS = importer_operators()

# Those of the dialect, less bfloat16, for which .npy files have no name.
SUPPORTED_TYPES = {
    TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.FLOAT16, TensorProto.BOOL,
    TensorProto.INT8, TensorProto.INT16, TensorProto.INT32, TensorProto.INT64,
    TensorProto.UINT8, TensorProto.UINT16, TensorProto.UINT32, TensorProto.UINT64,
}

# Types of weights alone, which are inputs of no model: their values are baked in.
WEIGHT_TYPES = {
    TensorProto.INT2, TensorProto.INT4, TensorProto.UINT2, TensorProto.UINT4, TensorProto.FLOAT4E2M1,
    TensorProto.FLOAT8E4M3FN, TensorProto.FLOAT8E4M3FNUZ, TensorProto.FLOAT8E5M2, TensorProto.FLOAT8E5M2FNUZ,
}

# Inputs that vitc needs at compile time, by position.
CONSTANT_INPUTS = {
    "AffineGrid": [1],
    "BatchNormalization": [1, 2, 3, 4],
    "CenterCropPad": [1],
    "Clip": [1, 2],
    "Col2Im": [1, 2],
    "Compress": [1],
    "ConstantOfShape": [0],
    "CumProd": [1],
    "CumSum": [1],
    "DFT": [1, 2],
    "Dropout": [1, 2],
    "Expand": [1],
    "GatherND": [1],
    "If": [0],
    "MaxUnpool": [2],
    "NonZero": [0],
    "OneHot": [1],
    "Pad": [1, 2, 3],
    "Range": [0, 1, 2],
    "ReduceL1": [1],
    "ReduceL2": [1],
    "ReduceLogSum": [1],
    "ReduceLogSumExp": [1],
    "ReduceMax": [1],
    "ReduceMean": [1],
    "ReduceMin": [1],
    "ReduceProd": [1],
    "ReduceSum": [1],
    "ReduceSumSquare": [1],
    "Reshape": [1],
    "Resize": [1, 2, 3],
    "ScatterND": [1],
    "SequenceAt": [1],
    "SequenceErase": [1],
    "SequenceInsert": [2],
    "Slice": [1, 2, 3, 4],
    "Split": [1],
    "SplitToSequence": [1],
    "Squeeze": [1],
    "Tile": [1],
    "TopK": [1],
    "Trilu": [1],
    "Unique": [0],
    "Unsqueeze": [1],
    "Upsample": [1],
}


class Skip(Exception):
    """The reason why a case does not run."""


@dataclass
class Case:
    name: str
    model: onnx.ModelProto
    data_sets: list  # of (inputs by name, outputs by name)
    rtol: float
    atol: float


def subgraphs(node):
    return [attribute.g for attribute in node.attribute if attribute.type == AttributeProto.GRAPH]


def all_nodes(graph):
    for node in graph.node:
        yield node
        for inner in subgraphs(node):
            yield from all_nodes(inner)


def opset_of(model):
    return next((entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")), 0)


def attribute_of(node, name, default=None):
    return next((helper.get_attribute_value(a) for a in node.attribute if a.name == name), default)


def is_weight(value, graph):
    """Whether an input is what only weights are."""
    return value.type.tensor_type.elem_type in WEIGHT_TYPES and value in graph.input and all(
        node.op_type == "DequantizeLinear" for node in graph.node if value.name in node.input)


def element_types(model):
    for value in [*model.graph.input, *model.graph.output]:
        if not value.type.HasField("tensor_type"):
            raise Skip("sequence or optional type")
        if not is_weight(value, model.graph):
            yield value.type.tensor_type.elem_type
    for node in all_nodes(model.graph):
        if node.op_type == "Cast":
            yield attribute_of(node, "to")
        for attribute in node.attribute:
            if attribute.type == AttributeProto.TENSOR:
                yield attribute.t.data_type


def same_meaning(op, opset, other):
    """Whether `op` differs between two opsets in its element types at most."""
    a, b = (onnx.defs.get_schema(op, version) for version in (opset, other))
    if a.since_version == b.since_version:
        return True
    same_attributes = {k: v.default_value for k, v in a.attributes.items()} == {
        k: v.default_value for k, v in b.attributes.items()}
    return (same_attributes and [i.name for i in a.inputs] == [i.name for i in b.inputs]
            and len(a.outputs) == len(b.outputs) and min(opset, other) >= OLDEST_OPSET)


def restamp(model):
    """Moves the model's opset into the supported range, or raises Skip."""
    opset = opset_of(model)
    nearest = min(max(opset, OLDEST_OPSET), NEWEST_OPSET)
    if nearest == opset:
        return
    for node in all_nodes(model.graph):
        try:
            same = same_meaning(node.op_type, opset, nearest)
        except onnx.defs.SchemaError:
            same = False
        if not same:
            raise Skip(f"opset {'below' if opset < nearest else 'above'} {nearest}, where {node.op_type} differs")
    for entry in model.opset_import:
        if entry.domain in ("", "ai.onnx"):
            entry.version = nearest


def trains(node, constants):
    if node.op_type == "BatchNormalization":
        return attribute_of(node, "training_mode", 0) == 1
    if node.op_type == "Dropout" and len(node.input) > 2:
        # Of nothing, training drops nothing either.
        return bool(constants.get(node.input[2], False)) and constants.get(node.input[1], 0.5) != 0
    return False


def constant_needs(graph, needed):
    """Adds to `needed` the values of `graph` that vitc wants to know at compile time: the inputs named by
    CONSTANT_INPUTS, and whatever these are computed from, up to shapes, which are always known."""
    for node in reversed(graph.node):
        for inner in subgraphs(node):
            if needed.intersection(node.output):
                needed.update(output.name for output in inner.output)
            constant_needs(inner, needed)
        if needed.intersection(node.output) and node.op_type not in ("Shape", "Size"):
            needed.update(node.input)
        needed.update(node.input[k] for k in CONSTANT_INPUTS.get(node.op_type, []) if k < len(node.input))
    needed.discard("")


def bake(model, inputs):
    """Turns the graph inputs that must be constant into initialisers, fixes the shapes of the others, and
    returns those that are left, by name."""
    needed = set()
    constant_needs(model.graph, needed)
    needed.update(value.name for value in model.graph.input if is_weight(value, model.graph))
    left = []
    for value in list(model.graph.input):
        if value.name in needed:
            model.graph.initializer.append(numpy_helper.from_array(inputs[value.name], value.name))
        elif value.name in inputs:
            kind = value.type.tensor_type.elem_type
            left.append(helper.make_tensor_value_info(value.name, kind, inputs[value.name].shape))
    del model.graph.input[:]
    model.graph.input.extend(left)
    return {value.name: inputs[value.name] for value in left}


def named(values, arrays):
    return {value.name: numpy_helper.to_array(array) if isinstance(array, TensorProto) else np.asarray(array)
            for value, array in zip(values, arrays) if array is not None}


def prepare(test, manual):
    """The Case of one of ONNX's tests, or Skip."""
    for pattern, reason in manual:
        if fnmatch.fnmatchcase(test.name, pattern):
            raise Skip(reason)
    model = onnx.ModelProto()
    model.CopyFrom(test.model)
    if any(node.domain not in ("", "ai.onnx") for node in all_nodes(model.graph)):
        raise Skip("op of another domain")
    for node in all_nodes(model.graph):
        if node.op_type not in SUPPORTED_OPS:
            raise Skip(f"unsupported op {node.op_type}")
    for kind in element_types(model):
        if kind not in SUPPORTED_TYPES:
            raise Skip(f"element type {TensorProto.DataType.Name(kind).lower()}")
    restamp(model)
    data_sets = [(named(model.graph.input, inputs), named(model.graph.output, outputs))
                 for inputs, outputs in test.data_sets]
    constants = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
    constants.update(data_sets[0][0])
    if any(trains(node, constants) for node in all_nodes(model.graph)):
        raise Skip("training mode")
    return Case(test.name, model, data_sets, test.rtol, test.atol)


def check_as_onnx_does(name, actual, expected, case):
    if actual.dtype != expected.dtype:
        raise Failure(f"output '{name}' is {actual.dtype}, not {expected.dtype}")
    if actual.shape != expected.shape:
        raise Failure(f"output '{name}' is {list(actual.shape)}, not {list(expected.shape)}")
    try:
        np.testing.assert_allclose(actual, expected, rtol=case.rtol, atol=case.atol)
    except AssertionError as difference:
        raise Failure(f"output '{name}': " + " ".join(str(difference).split())[:300]) from None


def run_case(case, tools, work):
    """The message of failure, or an empty string."""
    try:
        for k, (inputs, outputs) in enumerate(case.data_sets):
            folder = work / case.name / str(k)
            folder.mkdir(parents=True, exist_ok=True)
            model = onnx.ModelProto()
            model.CopyFrom(case.model)
            given = bake(model, inputs)
            path, library = folder / "model.onnx", folder / "model.so"
            path.write_bytes(model.SerializeToString())
            tools.compile(path, library)
            actual = tools.run(path, library, given, folder / "out")
            for name, expected in outputs.items():
                check_as_onnx_does(name, actual[name], expected, case)
        return ""
    except Failure as failure:
        return " ".join(str(failure).split())
    except Exception:
        return "the test script failed: " + traceback.format_exc(limit=-2)


def manual_skips():
    lines = (HERE / "onnx_node_tests_skips.txt").read_text().splitlines()
    entries = [line.split(None, 1) for line in lines if line.strip() and not line.startswith("#")]
    return [(name, reason) for name, reason in entries]


def load_cases(pattern):
    """The cases that run, and (name, reason) of the others."""
    warnings.filterwarnings("ignore")
    from onnx.backend.test.loader import load_model_tests

    manual, cases, skips = manual_skips(), [], []
    tests = sorted(load_model_tests(kind="node"), key=lambda test: test.name)
    for test in selected(tests, pattern, lambda test: test.name):
        try:
            cases.append(prepare(test, manual))
        except Skip as skip:
            skips.append((test.name, str(skip)))
    return cases, skips


def report(failures, skips, log):
    lines = [f"FAIL {name}: {message}" for name, message in failures]
    lines += [f"SKIP {name}: {reason}" for name, reason in skips]
    log.write_text("\n".join(lines) + "\n")
    for line in lines[:len(failures)]:
        print(line)
    print("skipped, by reason:")
    for reason, count in Counter(reason for _, reason in skips).most_common():
        print(f"  {count:4} {reason}")


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    cases, skips = load_cases(arguments.filter)
    failures = []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [(case.name, pool.submit(run_case, case, tools, arguments.work / (tools.target or "host")))
                for tools in tools_from(arguments, timeout=60) for case in cases]
        for name, job in jobs:
            if job.result():
                failures.append((name, job.result()))
    report(failures, skips, arguments.work / "onnx_node_tests.log")
    print(f"{len(jobs) - len(failures)} passed, {len(failures)} failed, {len(skips)} skipped")
    return 1 if failures or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
