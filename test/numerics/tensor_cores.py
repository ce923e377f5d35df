#!/usr/bin/env python3
"""Products and attention on tensor cores against ONNX Runtime, in every precision: matrix products, convolutions, attention and
small models whose schedules are edited to have them, whatever would have been chosen.

    tensor_cores.py --vitc PATH --vitc-run PATH --work DIR --driver DIR [--filter REGEX] [--jobs N]

Sizes are awkward: 1, 197 and 577 rows or tokens, and columns, sums, keys and heads that no tile divides.
"""

import json
import os
import re
import shutil
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
ATTENTION_NAMES = ("rows", "warps", "keys")
ATTENTION_LOOPS = (16, 1, 16)  # of models; of cases, what keeps all their threads busy and fits the registers
# Of bf16, which is f16 with another instruction and another rounding; and of models.
WITH_BF16 = ("linear_197_rows", "product_batches", "conv", "product_of_part", "attention_window")
OF_MODELS = ("tf32x3", "f16")
FEW_CONFLICTS = ("attention_197_tokens", "attention_577_keys", "attention_window")  # of banks, but for some copies


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


def attention(tokens, keys, heads, depth, values, **attributes):
    inputs = {"q": [1, heads, tokens, depth], "k": [1, heads, keys, depth], "v": [1, heads, keys, values]}
    proto = model([helper.make_node("Attention", list(inputs), ["y"], **attributes)], inputs, {})
    proto.opset_import[0].version = 23
    return proto


def window(tokens, heads, depth):
    """With a bias for each pair of tokens."""
    nodes = [helper.make_node("MatMul", ["q", "k"], ["p"]), helper.make_node("Add", ["p", "bias"], ["s"]),
             helper.make_node("Softmax", ["s"], ["w"]), helper.make_node("MatMul", ["w", "v"], ["y"])]
    rows = [3, heads, tokens, depth]
    return model(nodes, {"q": rows, "k": [3, heads, depth, tokens], "v": rows}, {"bias": [1, heads, tokens, tokens]})


def guarded(tokens, heads, depth):
    """Queries that see no key have results of zero, by the guard that exporters write."""
    mask = np.where(np.arange(tokens)[:, None] % 5 == 3, -np.inf, np.tri(tokens)).astype(np.float32)
    nodes = [helper.make_node("MatMul", ["q", "k"], ["p"]), helper.make_node("Add", ["p", "mask"], ["s"]),
             helper.make_node("Softmax", ["s"], ["w"]), helper.make_node("IsNaN", ["w"], ["n"]),
             helper.make_node("Where", ["n", "zero", "w"], ["g"]), helper.make_node("MatMul", ["g", "v"], ["y"])]
    rows = [1, heads, tokens, depth]
    proto = model(nodes, {"q": rows, "k": [1, heads, depth, tokens], "v": rows}, {})
    proto.graph.initializer.extend([numpy_helper.from_array(mask, "mask"),
                                    numpy_helper.from_array(np.zeros((), np.float32), "zero")])
    return proto


def head():
    """What makes a map of tokens: convolutions at two sizes."""
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["c"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["c"], ["r"]),
             helper.make_node("ConvTranspose", ["r", "v"], ["u"], strides=[2, 2]), helper.make_node("Relu", ["u"], ["s"]),
             helper.make_node("Conv", ["s", "o"], ["y"])]
    return model(nodes, {"x": [1, 16, 7, 7]}, {"w": [20, 16, 3, 3], "b": [20], "v": [20, 12, 2, 2], "o": [1, 12, 1, 1]})


def attention_cases():
    """One block of keys, and several, of which the last has fewer."""
    yield "attention_1_token", (16, 1, 16), attention(1, 37, 2, 64, 64)
    yield "attention_197_tokens", (16, 3, 64), attention(197, 197, 1, 64, 64)
    yield "attention_577_keys", (16, 2, 48), attention(20, 577, 1, 32, 80)
    yield "attention_window", (32, 1, 64), window(49, 2, 32)
    yield "attention_causal", (16, 3, 32), attention(40, 40, 2, 80, 20, is_causal=1)
    yield "attention_odd", (16, 2, 16), attention(19, 23, 3, 33, 35, scale=0.4)
    yield "attention_guarded", (32, 1, 16), guarded(21, 2, 16)


def cases():
    """Name, model, and the loops of attention where the case has its own."""
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
    for name, loops, proto in attention_cases():
        yield name, proto, loops
    for name in ("timm_vit_torchscript", "timm_swin_torchscript"):
        yield name, onnx.load(ROOT / "test" / "models" / f"{name}.onnx")


class Schedules:
    """Those of a program's kernels for the GPU, with all products and attention on tensor cores, to be written into its
    kernels."""

    def __init__(self, program, precision, loops):
        own, of_attention = (", ".join(f"{name} = {value}" for name, value in zip(names, sizes))
                            for names, sizes in zip((NAMES, ATTENTION_NAMES), loops))
        self.loops, self.workspaces, self.count, self.main = {}, {}, 0, ""
        for line in program.splitlines():
            if kernel := re.match(r"\s*vit\.kernel (@[^(]*)", line):
                name = kernel[1]
            if schedule := re.search(rf'schedule "{GPU}" (\[.*?\])( workspaces .*)?( {{)?$', line):
                written = schedule[1]
                for kind, sizes in (("product", own), ("attention", of_attention)):
                    written, count = re.subn(rf"#vit\.(gpu|tensor)_{kind}<[^>]*>",
                                             f"#vit.tensor_{kind}<precision = {precision}, {sizes}>", written)
                    self.count += count
                self.loops[name] = written
                self.workspaces[name] = [each for each in re.findall(WORKSPACE, schedule[2] or "") if "_words" not in each]

    def add(self, error):
        """The workspace that an error says is missing; whether there is one that was not there."""
        needed = re.search(rf"kernel (@\w+), workspaces .*: write ({WORKSPACE})(?: or, where launches pass constants, ({WORKSPACE}))?", error)
        if not needed or needed[2] in self.workspaces[needed[1]]:
            return False
        prepared = needed[3] and self.pass_constants(needed[1], re.search(r"operands = \[(.*)\]", needed[3])[1])
        self.workspaces[needed[1]].append(needed[3] if prepared else needed[2])
        return True

    def pass_constants(self, kernel, operands):
        """Whether all launches do, for these operands."""
        constants = re.findall(r"(%\w+) = vit\.constant", self.main)
        launches = [each.split(", ") for each in re.findall(rf"vit\.launch {kernel}\((.*?)\)", self.main)]
        return all(launch[int(operand)] in constants for launch in launches for operand in operands.split(", "))

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
        raise Failure("has no product and no attention")
    edited.main = kernels.read_text().split("func.func @main")[1]
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
        report = folder / "report.json"
        os.environ["VITC_STANDIN_REPORT"] = str(report)
        outputs = tools.run(module, folder / "model.so", inputs, folder / "outputs")
        kernels = json.loads(report.read_text())["kernels"].values()
        conflicts, requests = (sum(kernel[count] for kernel in kernels) for count in ("bank_conflicts", "shared_requests"))
        if name in FEW_CONFLICTS and conflicts > requests / 10:
            raise Failure(f"{conflicts} bank conflicts of {requests} requests")
        return title, max(check_values(output, outputs[output], values, TOLERANCES[precision])
                          for output, values in expected.items()), ""
    except Failure as failure:
        return title, 0.0, str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    jobs = [(name, proto, precision, (LOOPS[(i + j) % len(LOOPS)], loops[0] if loops else ATTENTION_LOOPS))
            for i, (name, proto, *loops) in enumerate(cases()) for j, precision in enumerate(TOLERANCES)
            if (precision in OF_MODELS if name.startswith("timm") else precision != "bf16" or name in WITH_BF16)]
    jobs = selected(jobs, arguments.filter, lambda job: f"{job[0]} {job[2]}")
    tools = tools_from(arguments)[0]
    # Once for all precisions, and for all workspaces that are found to be missing, but nothing of an earlier run.
    if os.environ["VITC_CACHE_DIR"] == "none":
        cache = arguments.work / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        os.environ["VITC_CACHE_DIR"] = str(cache)
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for title, error, message in pool.map(check, *zip(*jobs), [tools] * len(jobs), [arguments.work] * len(jobs)):
            failed += bool(message)
            print(f"FAIL {title}: {message}" if message else f"ok   {title:60} error {error:.1e}", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
