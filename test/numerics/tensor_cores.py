#!/usr/bin/env python3
"""Products on tensor cores against ONNX Runtime, in every precision: matrix products, convolutions and small models whose
schedules are edited to have them, whatever would have been chosen.

    tensor_cores.py --vitc PATH --vitc-run PATH --work DIR --driver DIR [--filter REGEX] [--jobs N]

Sizes are awkward: 1, 197 and 577 rows, and columns and sums that no tile divides.
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from harness import ROOT, Failure, add_arguments, check_values, parser_for, run_onnxruntime, selected, tools_from

GPU = "cuda:sm_80"
TARGET = f"--target=x86-64-v3,{GPU}"
WORKSPACE = r"#vit\.workspace<[^>]*>"
TOLERANCES = {"tf32x3": 1e-5, "tf32": 1e-2, "f16": 1e-2, "bf16": 3e-2}
NAMES = ("rows", "columns", "row_warps", "column_warps", "depth", "stages")
LOOPS = [(16, 8, 1, 1, 16, 1), (16, 16, 2, 2, 32, 3), (32, 32, 2, 2, 16, 2), (64, 24, 1, 2, 32, 1), (48, 32, 1, 3, 16, 4),
         (16, 64, 3, 1, 64, 1), (32, 16, 1, 2, 64, 2)]


def model(nodes, inputs, constants):
    """Of one output, y."""
    rng = np.random.default_rng(7)
    initializers = [numpy_helper.from_array(rng.standard_normal(shape).astype(np.float32), name)
                    for name, shape in constants.items()]
    graph = helper.make_graph(
        nodes, "main", [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def linear(rows, depth, columns):
    """A weight in panels, a bias, GELU and a residual."""
    nodes = [helper.make_node("MatMul", ["x", "w"], ["p"]), helper.make_node("Add", ["p", "b"], ["s"]),
             helper.make_node("Gelu", ["s"], ["g"]), helper.make_node("Add", ["g", "r"], ["y"])]
    return model(nodes, {"x": [1, rows, depth], "r": [1, rows, columns]}, {"w": [depth, columns], "b": [columns]})


def product(left, right):
    """Of two inputs."""
    return model([helper.make_node("MatMul", ["x", "w"], ["y"])], {"x": left, "w": right}, {})


def product_of_part():
    """Rows that do not begin where 16 bytes do."""
    nodes = [helper.make_node("Slice", ["x", "starts", "ends", "axes"], ["s"]), helper.make_node("MatMul", ["s", "w"], ["y"])]
    proto = model(nodes, {"x": [1, 20, 131]}, {"w": [128, 40]})
    proto.graph.initializer.extend(numpy_helper.from_array(np.array([value], np.int64), name)
                                   for name, value in (("starts", 1), ("ends", 129), ("axes", 2)))
    return proto


def convolution(operator, image, weight, **attributes):
    return model([helper.make_node(operator, ["x", "w", "b"], ["y"], **attributes)], {"x": image},
                 {"w": weight, "b": [weight[operator == "ConvTranspose"]]})


def head():
    """What makes a map of tokens: convolutions at two sizes."""
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["c"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["c"], ["r"]),
             helper.make_node("ConvTranspose", ["r", "v"], ["u"], strides=[2, 2]), helper.make_node("Relu", ["u"], ["s"]),
             helper.make_node("Conv", ["s", "o"], ["y"])]
    return model(nodes, {"x": [1, 16, 7, 7]}, {"w": [20, 16, 3, 3], "b": [20], "v": [20, 12, 2, 2], "o": [1, 12, 1, 1]})


def cases():
    yield "linear_1_row", linear(1, 96, 40)
    yield "linear_197_rows", linear(197, 64, 72)
    yield "linear_577_rows", linear(577, 40, 24)
    yield "linear_odd", linear(37, 77, 33)
    yield "product_batches", product([3, 20, 50], [3, 50, 36])
    yield "product_broadcast", product([2, 3, 17, 24], [3, 24, 30])
    yield "product_one_step", product([9, 1], [1, 10])
    yield "conv", convolution("Conv", [2, 5, 13, 11], [24, 5, 3, 3], pads=[1, 1, 1, 1])
    yield "conv_1x1", convolution("Conv", [1, 20, 9, 8], [33, 20, 1, 1])
    yield "conv_groups", convolution("Conv", [1, 8, 10, 10], [12, 4, 3, 3], group=2, strides=[2, 2])
    yield "conv_patches", convolution("Conv", [1, 3, 32, 32], [48, 3, 8, 8], strides=[8, 8])
    yield "conv_transpose", convolution("ConvTranspose", [1, 12, 7, 7], [12, 10, 2, 2], strides=[2, 2])
    yield "head", head()
    yield "product_of_part", product_of_part()
    for name in ("timm_vit_torchscript", "timm_swin_torchscript"):
        yield name, onnx.load(ROOT / "test" / "models" / f"{name}.onnx")


class Schedules:
    """Those of a program's kernels for the GPU, with all products on tensor cores, to be written into its kernels."""

    def __init__(self, program, precision, loops):
        own = ", ".join(f"{name} = {value}" for name, value in zip(NAMES, loops))
        self.loops, self.workspaces, self.count = {}, {}, 0
        for line in program.splitlines():
            if kernel := re.match(r"\s*vit\.kernel (@[^(]*)", line):
                name = kernel[1]
            if schedule := re.search(rf'schedule "{GPU}" (\[.*?\])( workspaces .*)?( {{)?$', line):
                self.loops[name], count = re.subn(r"#vit\.(gpu|tensor)_product<[^>]*>",
                                                  f"#vit.tensor_product<precision = {precision}, {own}>", schedule[1])
                self.workspaces[name] = [each for each in re.findall(WORKSPACE, schedule[2] or "") if "_words" not in each]
                self.count += count

    def add(self, error):
        """The workspace that an error says is missing; whether there is one that was not there."""
        needed = re.search(rf"kernel (@\w+), workspaces .*: write ({WORKSPACE})", error)
        if not needed or needed[2] in self.workspaces[needed[1]]:
            return False
        self.workspaces[needed[1]].append(needed[2])
        return True

    def write(self, kernels):
        lines = []
        for line in kernels.splitlines():
            if kernel := re.match(r"(\s*vit\.kernel (@[^(]*)\(.*\)) {$", line):
                spaces = self.workspaces[kernel[2]]
                line = f'{kernel[1]} schedule "{GPU}" {self.loops[kernel[2]]}' + (
                    f" workspaces [{', '.join(spaces)}] {{" if spaces else " {")
            lines.append(line)
        return "\n".join(lines)


def compile_on_tensor_cores(source, precision, loops, tools, folder):
    """Loops are edited where nothing has its place in memory yet."""
    kernels, program, module = (folder / f"{name}.mlir" for name in ("kernels", "program", "module"))
    for path in (kernels, program):
        tools.call(tools.vitc, source, TARGET, f"--emit={path.stem}", "-o", path)
    edited = Schedules(program.read_text(), precision, loops)
    if not edited.count:
        raise Failure("has no product")
    while True:
        module.write_text(edited.write(kernels.read_text()))
        try:
            tools.compile(module, folder / "model.so", TARGET)
            return module
        except Failure as failure:
            if not edited.add(str(failure)):
                raise


def inputs_of(graph):
    rng = np.random.default_rng(3)
    constants = {constant.name for constant in graph.initializer}
    return {value.name: rng.standard_normal([dim.dim_value or 1 for dim in value.type.tensor_type.shape.dim])
            .astype(np.float32) for value in graph.input if value.name not in constants}


def check(name, proto, precision, loops, tools, work):
    """Returns the case's name, the error, and the message of a failure."""
    title = f"{name} {precision} {loops}"
    folder = work / re.sub(r"\W+", "_", title)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source = folder / "model.onnx"
        onnx.save(proto, source)
        module = compile_on_tensor_cores(source, precision, loops, tools, folder)
        inputs = inputs_of(proto.graph)
        expected = run_onnxruntime(source, inputs)
        outputs = tools.run(module, folder / "model.so", inputs, folder / "outputs")
        return title, max(check_values(output, outputs[output], values, TOLERANCES[precision])
                          for output, values in expected.items()), ""
    except Failure as failure:
        return title, 0.0, str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    jobs = [(name, proto, precision, LOOPS[(i + j) % len(LOOPS)])
            for i, (name, proto) in enumerate(cases()) for j, precision in enumerate(TOLERANCES)
            if not name.startswith("timm") or precision in ("tf32x3", "f16")]
    jobs = selected(jobs, arguments.filter, lambda job: f"{job[0]} {job[2]}")
    tools = tools_from(arguments)[0]
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for title, error, message in pool.map(check, *zip(*jobs), [tools] * len(jobs), [arguments.work] * len(jobs)):
            failed += bool(message)
            print(f"FAIL {title}: {message}" if message else f"ok   {title:60} error {error:.1e}", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
